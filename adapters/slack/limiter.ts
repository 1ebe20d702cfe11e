/** So many calls at once, and so many more a minute. */
export interface Rate {
  readonly burst: number
  readonly perMinute: number
}

/** Milliseconds that only go forward, and a way to let them pass. */
export interface Pacing {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

const real: Pacing = {
  now: () => performance.now(),
  sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
}

const mostLanes = 2_000

interface Lane {
  left: number
  at: number
  /** Until when Slack told us to wait. */
  until: number
  /** Resolves when the last one who came has gone. */
  last: Promise<void>
}

/**
 * Who wants to call waits here for their turn, first come first served, in a lane of its own for each method and channel:
 * a lane that Slack closed for a while keeps nobody waiting in another. The library's own waiting would stop them all.
 */
export class Limiter {
  readonly #lanes = new Map<string, Lane>()
  readonly #pacing: Pacing

  constructor(pacing: Pacing = real) {
    this.#pacing = pacing
  }

  async turn(name: string, rate: Rate): Promise<void> {
    const lane = this.#lane(name, rate)
    const mine = lane.last.then(async () => await this.#wait(lane, rate))
    lane.last = mine
    await mine
  }

  /** Slack answered 429: nobody goes before `ms` have passed. */
  hold(name: string, ms: number, rate: Rate): void {
    const lane = this.#lane(name, rate)
    lane.until = Math.max(lane.until, this.#pacing.now() + ms)
    lane.left = Math.min(lane.left, 0)
  }

  #lane(name: string, { burst }: Rate): Lane {
    const known = this.#lanes.get(name)
    if (known) return known
    if (this.#lanes.size > mostLanes) this.#sweep()
    const made: Lane = { left: burst, at: this.#pacing.now(), until: 0, last: Promise.resolve() }
    this.#lanes.set(name, made)
    return made
  }

  /** Lanes that nobody used for a while are full again: they are as good as new. */
  #sweep(): void {
    const idle = this.#pacing.now() - 10 * 60_000
    for (const [name, { at, until }] of this.#lanes) if (at < idle && until < idle) this.#lanes.delete(name)
  }

  async #wait(lane: Lane, { burst, perMinute }: Rate): Promise<void> {
    for (;;) {
      const now = this.#pacing.now()
      lane.left = Math.min(burst, lane.left + ((now - lane.at) * perMinute) / 60_000)
      lane.at = now
      if (lane.until <= now && lane.left >= 1) {
        lane.left -= 1
        return
      }
      const refilled = Math.ceil(((1 - lane.left) * 60_000) / perMinute)
      await this.#pacing.sleep(Math.max(lane.until - now, lane.left >= 1 ? 0 : refilled, 1))
    }
  }
}
