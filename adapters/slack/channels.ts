import { randomBytes } from 'node:crypto'
import { channelId, personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { ChannelWish, Membership, NotAdded, OpenedChannel } from '../../src/port/platform.ts'
import { codeOf, troubleOf, type Api } from './api.ts'
import { invitingTo, isGone, reasonFor, type ChannelParts } from './inviting.ts'
import { shown } from './render.ts'

/** The channels of one workspace: made, found, and kept to the people who belong in them. */
export interface Channels {
  open(wish: ChannelWish): Promise<OpenedChannel>
  find(typed: string): Promise<ChannelId | 'unknown'>
  isPrivate(channel: ChannelId): Promise<boolean>
  setMembers(channel: ChannelId, members: Membership): Promise<NotAdded | 'gone'>
  membersOf(channel: ChannelId): Promise<Membership | 'gone'>
}

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

export function channelsOf(parts: ChannelParts): Channels {
  const { api, people, botUser, log, restricted } = parts
  const { present, add, remove } = invitingTo(parts)

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
