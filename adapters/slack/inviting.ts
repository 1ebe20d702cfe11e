import { WebAPIPlatformError } from '@slack/web-api'
import { personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import { say, type Key } from '../../src/text/say.ts'
import { codeOf, type Api } from './api.ts'
import type { People } from './people.ts'
import { plainText } from './words.ts'
import type { OwnMoves } from './workspace.ts'

/** What this needs of the workspace. */
export interface ChannelParts {
  readonly api: Api
  readonly people: People
  readonly botUser: string
  readonly own: OwnMoves
  /** In milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
  /** What the workspace keeps to its administrators, as it was met last, for `doctor`. */
  readonly restricted: Set<'create' | 'kick'>
}

/** The channel is not there for us: it never was, it is archived, or we are not in it. */
export const goneCodes: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'not_in_channel',
  'channel_is_archived',
])
export const isGone = (error: unknown): boolean => goneCodes.has(codeOf(error) ?? '')

/** As many people as one invitation takes, by the more careful of the two pages that say it. */
const inviteAtOnce = 100

/** Whom Slack would not add is not asked for again at every look: a guest stays a guest for a while. */
const refusedFor = 10 * 60_000

/** Who is in a channel, and how people come in and go. All of it throws where the channel is gone. */
export interface Inviting {
  /** Everybody who is there, bots too. */
  readonly present: (channel: ChannelId) => Promise<readonly string[]>
  /** Adds all who can be added; those who cannot are named with the reason. */
  readonly add: (channel: ChannelId, wanted: readonly PersonId[]) => Promise<Map<PersonId, string>>
  readonly remove: (channel: ChannelId, user: string) => Promise<void>
}

export function invitingTo({ api, people, own, now, log, restricted }: ChannelParts): Inviting {
  const refusals = new Map<string, { readonly reason: string; readonly at: number }>()

  async function present(channel: ChannelId): Promise<readonly string[]> {
    const found: string[] = []
    for (let cursor: string | undefined; ;) {
      const from = cursor
      const page = await api.call(
        'conversations.members',
        async (client) =>
          await client.conversations.members({ channel, limit: 200, ...(from !== undefined && { cursor: from }) }),
      )
      found.push(...(page.members ?? []))
      cursor = page.response_metadata?.next_cursor
      if (cursor === undefined || cursor === '') return found
    }
  }

  async function add(channel: ChannelId, wanted: readonly PersonId[]): Promise<Map<PersonId, string>> {
    const notAdded = new Map<PersonId, string>()
    const asked: PersonId[] = []
    for (const person of wanted) {
      const before = refusals.get(`${channel} ${person}`)
      if (before && before.at > now() - refusedFor) notAdded.set(person, before.reason)
      else asked.push(person)
    }
    for (let n = 0; n < asked.length; n += inviteAtOnce) {
      const some = asked.slice(n, n + inviteAtOnce)
      for (const [person, code] of await invite(channel, some)) {
        const reason = reasonFor(code)
        refusals.set(`${channel} ${person}`, { reason, at: now() })
        notAdded.set(person, reason)
      }
    }
    return notAdded
  }

  async function invite(
    channel: ChannelId,
    some: readonly PersonId[],
  ): Promise<readonly (readonly [PersonId, string])[]> {
    for (const person of some) own.note(channel, person)
    try {
      const answer = await api.call(
        'conversations.invite',
        async (client) => await client.conversations.invite({ channel, users: some.join(','), force: true }),
      )
      return refusedIn(answer).filter(([, why]) => why !== 'already_in_channel')
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined || isGone(error)) throw error
      const refused = error instanceof WebAPIPlatformError ? refusedIn(error.data) : []
      if (refused.length > 0) return refused.filter(([, why]) => why !== 'already_in_channel')
      if (code === 'already_in_channel') return []
      const [only] = some
      if (some.length === 1 && only !== undefined) return [[only, code]]
      const each: (readonly [PersonId, string])[] = []
      for (const one of some) each.push(...(await invite(channel, [one])))
      return each
    }
  }

  async function remove(channel: ChannelId, user: string): Promise<void> {
    if (await people.isBot(user)) return
    own.note(channel, user)
    try {
      await api.call('conversations.kick', async (client) => await client.conversations.kick({ channel, user }))
      restricted.delete('kick')
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined || isGone(error)) throw error
      if (code === 'restricted_action') restricted.add('kick')
      log(`Slack would not take somebody out of a channel: ${code}`)
    }
  }

  return { present, add, remove }
}

/** Whom an invitation of several people left out, and why, where Slack says it for each. */
function refusedIn(answer: object): readonly (readonly [PersonId, string])[] {
  const { errors } = answer as { readonly errors?: unknown }
  if (!Array.isArray(errors)) return []
  return (errors as readonly { readonly user?: unknown; readonly error?: unknown }[]).flatMap(({ user, error: why }) =>
    typeof user === 'string' ? [[personId.parse(user), typeof why === 'string' ? why : 'unknown'] as const] : [],
  )
}

const reasons: Readonly<Record<string, Key>> = {
  ura_max_channels: 'slack/not-added-guest',
  user_is_ultra_restricted: 'slack/not-added-guest',
  user_is_restricted: 'slack/not-added-restricted',
  cant_invite: 'slack/not-added-restricted',
  user_not_found: 'slack/not-added-nobody',
  user_disabled: 'slack/not-added-nobody',
  user_team_not_in_channel: 'slack/not-added-elsewhere',
  org_user_not_in_team: 'slack/not-added-elsewhere',
  not_in_same_org: 'slack/not-added-elsewhere',
  not_allowed_for_external_users: 'slack/not-added-elsewhere',
  missing_scope: 'slack/not-added-scope',
  restricted_action: 'slack/not-added-restricted',
}

/** Why somebody could not be added: in words where we have some, and always with Slack's own. */
export function reasonFor(code: string): string {
  const key = Object.hasOwn(reasons, code) ? reasons[code] : undefined
  return key === undefined ? code : `${plainText(say(key))} (${code})`
}
