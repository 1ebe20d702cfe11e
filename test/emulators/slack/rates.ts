import { type Clock } from './clock.ts'
import { type Tier } from './methods/method.ts'

/** A bucket: so many calls at once, and so many more a minute. */
export interface Rate {
  readonly burst: number
  readonly perMinute: number
}

/** What Slack publishes; how much it forgives at once it does not, so that is ours. */
const published: Readonly<Record<Exclude<Tier, 'free'>, Rate>> = {
  1: { burst: 10, perMinute: 1 },
  2: { burst: 20, perMinute: 20 },
  3: { burst: 50, perMinute: 50 },
  4: { burst: 100, perMinute: 100 },
  message: { burst: 10, perMinute: 60 },
}

/** Counts calls by method, workspace and, for messages, channel. */
export class Rates {
  readonly #clock: Clock
  readonly #set = new Map<string, Rate>()
  readonly #buckets = new Map<string, { left: number; at: number }>()
  /** Until when a caller was told to wait. */
  readonly #told = new Map<string, number>()
  /** Nothing is forgiven: one call at once, whatever the tier. */
  tight = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  set(method: string, rate: Rate): void {
    this.#set.set(method, rate)
    for (const key of this.#buckets.keys()) if (key.startsWith(`${method} `)) this.#buckets.delete(key)
  }

  /**
   * Takes one call.
   *
   * @returns nothing when it may go on; else the whole seconds to wait, and whether the caller had been told before.
   */
  take(method: string, tier: Tier, where: string): { readonly seconds: number; readonly again: boolean } | undefined {
    const rate = this.#set.get(method) ?? (tier === 'free' ? undefined : published[tier])
    if (!rate) return undefined
    const burst = this.tight ? 1 : rate.burst
    const key = `${method} ${where}`
    const now = this.#clock.now()
    const bucket = this.#buckets.get(key) ?? { left: burst, at: now }
    const left = Math.min(burst, bucket.left + ((now - bucket.at) * rate.perMinute) / 60_000)
    const told = this.#told.get(key) ?? 0
    if (left >= 1 && told <= now) {
      this.#buckets.set(key, { left: left - 1, at: now })
      return undefined
    }
    this.#buckets.set(key, { left, at: now })
    const seconds = Math.max(1, Math.ceil(((1 - left) * 60) / rate.perMinute), Math.ceil((told - now) / 1_000))
    this.#told.set(key, now + seconds * 1_000)
    return { seconds, again: told > now }
  }
}
