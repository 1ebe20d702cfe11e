import { DiscordAPIError, RESTJSONErrorCodes as Code } from 'discord.js'
import { PlatformTrouble } from '../../src/port/platform.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'

/**
 * Requests about channels. What people deleted is `gone`. After a refusal for good, the same is not asked again for a while:
 * 10,000 refused requests in 10 minutes, and Discord bans the address (platforms.md, 3.2).
 */
export interface Calls {
  /** `act` tells apart what may be refused alone: who may not pin may still post. Throws `PlatformTrouble`. */
  about<Given>(channel: string, act: string, work: () => Promise<Given>): Promise<Given | 'gone'>
  /** Something changed: what was refused may be asked again, in one channel or in all. */
  changed(channel?: string): void
}

const quietMs = 10 * 60_000

const channelGone = new Set<number>([Code.UnknownChannel, Code.MissingAccess, Code.UnknownGuild])
const gone = new Set<number>([...channelGone, Code.UnknownMessage])
const notAllowed = new Set<number>([Code.MissingPermissions])
// What our own bodies get wrong is a fault of ours, and no trouble of the platform's.
const ours = new Set<number>([Code.InvalidFormBodyOrContentType, Code.CannotSendAnEmptyMessage])

export function callsAt(clock: () => number): Calls {
  const refused = new Map<string, { readonly until: number; readonly trouble: PlatformTrouble | 'gone' }>()
  return {
    async about(channel, act, work) {
      const key = `${channel} ${act}`
      const before = refused.get(channel) ?? refused.get(key)
      if (before && before.until > clock()) {
        if (before.trouble === 'gone') return 'gone'
        throw before.trouble
      }
      try {
        return await work()
      } catch (error) {
        const code = codeOf(error)
        if (code === undefined || ours.has(code)) throw error
        if (channelGone.has(code)) refused.set(channel, { until: clock() + quietMs, trouble: 'gone' })
        if (gone.has(code)) return 'gone'
        const trouble = troubleOf(error)
        if (trouble === undefined) throw error
        if (notAllowed.has(code)) refused.set(key, { until: clock() + quietMs, trouble })
        throw trouble
      }
    },
    changed(channel) {
      for (const key of refused.keys()) if (channel === undefined || key.split(' ')[0] === channel) refused.delete(key)
    },
  }
}

/** Discord's own code of a refusal: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError ? Number(error.code) : undefined

/** What Discord refused for good, in its words; nothing for what may go well another time. */
export function troubleOf(error: unknown): PlatformTrouble | undefined {
  if (!(error instanceof DiscordAPIError) || error.status < 400 || error.status >= 500 || error.status === 429)
    return undefined
  const { code, message } = error
  return new PlatformTrouble(String(code), label(say('discord/refused', { code: String(code), message })))
}
