import { randomBytes } from 'node:crypto'
import { WebAPIPlatformError } from '@slack/web-api'
import { channelId, personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { ChannelWish, Membership, NotAdded, OpenedChannel } from '../../src/port/platform.ts'
import { say, type Key } from '../../src/text/say.ts'
import { codeOf, troubleOf, type Api } from './api.ts'
import type { People } from './people.ts'
import { shown } from './render.ts'
import { plainText } from './words.ts'
import type { OwnMoves } from './workspace.ts'

/** The channels of one workspace: made, found, and kept to the people who belong in them. */
export interface Channels {
  open(wish: ChannelWish): Promise<OpenedChannel>
  find(typed: string): Promise<ChannelId | 'unknown'>
  isPrivate(channel: ChannelId): Promise<boolean>
  setMembers(channel: ChannelId, members: Membership): Promise<NotAdded | 'gone'>
  membersOf(channel: ChannelId): Promise<Membership | 'gone'>
}

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
const isGone = (error: unknown): boolean => goneCodes.has(codeOf(error) ?? '')

/** A name as Slack takes it: no capitals, no spaces, letters of any script. */
function channelName(wished: string, ending = ''): string {
  const plain = wished
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  const room = limitsOf.slack.channelNameChars - ending.length
  return `${(plain || 'caucus').slice(0, room)}${ending}`
}

// A name may be taken by a channel that we cannot see, or by an archived one: Slack does not say which.
const endings = (): readonly string[] => ['', '-2', '-3', ...[0, 1, 2].map(() => `-${randomBytes(3).toString('hex')}`)]

/** As many people as one invitation takes, by the more careful of the two pages that say it. */
const inviteAtOnce = 100

/** Whom Slack would not add is not asked for again at every look: a guest stays a guest for a while. */
const refusedFor = 10 * 60_000

export function channelsOf({ api, people, botUser, own, now, log, restricted }: ChannelParts): Channels {
  const refusals = new Map<string, { readonly reason: string; readonly at: number }>()

  async function create(wish: ChannelWish): Promise<ChannelId> {
    let last: unknown
    for (const ending of endings()) {
      try {
        const { channel } = await api.call(
          'conversations.create',
          async (client) =>
            await client.conversations.create({ name: channelName(wish.name, ending), is_private: wish.private }),
        )
        restricted.delete('create')
        return channelId.parse(channel?.id)
      } catch (error) {
        last = error
        if (codeOf(error) === 'restricted_action' || codeOf(error) === 'user_is_restricted') restricted.add('create')
        if (codeOf(error) !== 'name_taken') throw troubleOf(error)
      }
    }
    throw troubleOf(last)
  }

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

  /** Adds people, all who can be; those who cannot are named with the reason. Throws only when the channel is gone. */
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

  async function goneOr<Answer>(doing: () => Promise<Answer>): Promise<Answer | 'gone'> {
    try {
      return await doing()
    } catch (error) {
      if (isGone(error)) return 'gone'
      throw troubleOf(error)
    }
  }

  return {
    async open(wish) {
      const channel = await create(wish)
      // The channel is there: whatever goes wrong from here on must not have it made a second time.
      try {
        if (wish.topic !== '')
          await api.call(
            'conversations.setTopic',
            async (client) =>
              await client.conversations.setTopic({ channel, topic: shown(wish.topic, limitsOf.slack.topicChars) }),
          )
      } catch (error) {
        log(`Slack would not set the topic of a new channel: ${codeOf(error) ?? String(error)}`)
      }
      try {
        return { channel, notAdded: await add(channel, [...wish.members.keys()]) }
      } catch (error) {
        const why = reasonFor(codeOf(error) ?? '')
        return { channel, notAdded: new Map([...wish.members.keys()].map((person) => [person, why])) }
      }
    },

    async find(typed) {
      const wanted = typed.trim()
      const id =
        /^<#([^|>]+)(?:\|[^>]*)?>$/.exec(wanted)?.[1] ??
        /\/archives\/(\w+)/.exec(wanted)?.[1] ??
        (/^[A-Z0-9]{6,}$/.test(wanted) ? wanted : undefined)
      if (id !== undefined) {
        try {
          const { channel } = await api.call(
            'conversations.info',
            async (client) => await client.conversations.info({ channel: id }),
          )
          const ours = channel?.is_member !== false && channel?.is_archived !== true
          return channel?.id !== undefined && ours ? channelId.parse(channel.id) : 'unknown'
        } catch (error) {
          if (codeOf(error) === undefined) throw error
          return 'unknown'
        }
      }
      return await findByName(api, wanted.replace(/^#/, '').toLowerCase())
    },

    async isPrivate(channel) {
      const { channel: found } = await api.call(
        'conversations.info',
        async (client) => await client.conversations.info({ channel }),
      )
      return found?.is_private === true
    },

    setMembers: async (channel, members) =>
      await goneOr(async () => {
        const here = new Set(await present(channel))
        const notAdded = await add(
          channel,
          [...members.keys()].filter((person) => !here.has(person)),
        )
        for (const user of here) if (user !== botUser && !members.has(personId.parse(user))) await remove(channel, user)
        return notAdded
      }),

    membersOf: async (channel) =>
      await goneOr(async () => {
        const members = new Map<PersonId, 'member'>()
        for (const user of await present(channel))
          if (user !== botUser && !(await people.isBot(user))) members.set(personId.parse(user), 'member')
        return members
      }),
  }
}

async function findByName(api: Api, name: string): Promise<ChannelId | 'unknown'> {
  if (name === '') return 'unknown'
  for (let cursor: string | undefined; ;) {
    const from = cursor
    const page = await api.call(
      'conversations.list',
      async (client) =>
        await client.conversations.list({
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: 200,
          ...(from !== undefined && { cursor: from }),
        }),
    )
    const found = page.channels?.find((channel) => channel.name === name && channel.is_member === true)
    if (found?.id !== undefined) return channelId.parse(found.id)
    cursor = page.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return 'unknown'
  }
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
function reasonFor(code: string): string {
  const key = Object.hasOwn(reasons, code) ? reasons[code] : undefined
  return key === undefined ? code : `${plainText(say(key))} (${code})`
}
