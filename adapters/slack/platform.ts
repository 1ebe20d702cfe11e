import type { Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { messageId, type ChannelId, type MessageId, type PersonId } from '../../src/port/id.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { say } from '../../src/text/say.ts'
import { codeOf, troubleOf } from './api.ts'
import { channelsOf } from './channels.ts'
import { diagnosed } from './diagnose.ts'
import { upload } from './files.ts'
import { goneCodes } from './inviting.ts'
import { Newest } from './newest.ts'
import { rendered, shown } from './render.ts'
import { markedText } from './words.ts'
import type { Started, Workspace } from './workspace.ts'

/** Opens and closes the way in, which all workspaces of the bot share. */
export interface WayIn {
  open(): Promise<void>
  close(workspace: Workspace): Promise<void>
}

/** One workspace as the core sees it. */
export function slackPlatform(workspace: Workspace, wayIn: WayIn): ChatPlatform {
  const { api, people, log } = workspace
  const channels = channelsOf(workspace)
  const updates = new Newest<Card, 'updated' | 'gone'>()
  const fitted = (card: Card) => rendered(fit(card, limitsOf.slack).card, 'message')

  /** What is not there any more is an answer; what else Slack refuses is thrown. */
  async function goneOr<Answer>(doing: () => Promise<Answer>, ...more: readonly string[]): Promise<Answer | 'gone'> {
    try {
      return await doing()
    } catch (error) {
      const code = codeOf(error) ?? ''
      if (goneCodes.has(code) || more.includes(code)) return 'gone'
      throw troubleOf(error)
    }
  }

  async function post(channel: string, card: Card, thread?: string): Promise<MessageId> {
    const { blocks, text } = fitted(card)
    const { ts } = await api.call(
      'chat.postMessage',
      async (client) =>
        await client.chat.postMessage({
          channel,
          text,
          blocks,
          unfurl_links: false,
          unfurl_media: false,
          ...(thread !== undefined && { thread_ts: thread }),
        }),
      channel,
    )
    return messageId.parse(ts)
  }

  /** A first reply under a card, so that people talk about it there. It is a courtesy: the card stands without it. */
  async function beginThread(channel: ChannelId, message: MessageId, name: string): Promise<void> {
    try {
      await api.call(
        'chat.postMessage',
        async (client) =>
          await client.chat.postMessage({
            channel,
            thread_ts: message,
            text: markedText(say('slack/thread', { name: [{ kind: 'memberText', text: shown(name, 200) }] })),
            unfurl_links: false,
            unfurl_media: false,
          }),
        channel,
      )
    } catch (error) {
      log(`Slack would not begin a thread: ${codeOf(error) ?? String(error)}`)
    }
  }

  /** Every page of a card to one person, in a channel or alone. */
  async function pages(card: Card, show: (page: Card) => Promise<void>): Promise<'shown' | 'unreachable'> {
    try {
      for (const page of fit(card, limitsOf.slack).pages) await show(page)
      return 'shown'
    } catch (error) {
      if (unreachable.has(codeOf(error) ?? '')) return 'unreachable'
      throw troubleOf(error)
    }
  }

  const directMessage = async (person: PersonId, card: Card) =>
    await pages(card, async (page) => {
      await post(person, page)
    })

  return {
    name: 'slack',
    limits: limitsOf.slack,

    async start(_catalogue, dispatch, hear) {
      workspace.started = { dispatch, hear } satisfies Started
      await wayIn.open()
    },
    async stop() {
      workspace.started = undefined
      await Promise.allSettled(workspace.underway)
      await wayIn.close(workspace)
    },

    openChannel: async (wish) => await channels.open(wish),
    linkChannel: async (typed) => await channels.find(typed),
    isPrivate: async (channel) => await goneOr(async () => await channels.isPrivate(channel)),
    setMembers: async (channel, members) => await channels.setMembers(channel, members),
    membersOf: async (channel) => await channels.membersOf(channel),

    post: async (channel, card, thread) =>
      await goneOr(async () => {
        const message = await post(channel, card)
        if (thread !== undefined) await beginThread(channel, message, thread)
        return message
      }),

    update: async (channel, message, card) =>
      await updates.offer(`${channel} ${message}`, card, async (take) =>
        goneOr<'updated'>(
          async () => {
            await api.call(
              'chat.update',
              async (client) => {
                const { blocks, text } = fitted(take())
                return await client.chat.update({ channel, ts: message, text, blocks })
              },
              `${channel} ${message}`,
            )
            return 'updated'
          },
          // A message that may not be edited any more is replaced by a new one, as one that was deleted.
          'message_not_found',
          'cant_update_message',
          'edit_window_closed',
          'block_mismatch',
        ),
      ),

    pin: async (channel, message) =>
      await goneOr<'pinned'>(
        async () => {
          try {
            await api.call('pins.add', async (client) => await client.pins.add({ channel, timestamp: message }))
          } catch (error) {
            if (codeOf(error) !== 'already_pinned') throw error
          }
          return 'pinned'
        },
        ...noMessage,
      ),
    unpin: async (channel, message) =>
      await goneOr<'unpinned'>(
        async () => {
          try {
            await api.call('pins.remove', async (client) => await client.pins.remove({ channel, timestamp: message }))
          } catch (error) {
            if (!['no_pin', 'not_pinned'].includes(codeOf(error) ?? '')) throw error
          }
          return 'unpinned'
        },
        ...noMessage,
      ),

    uploadFile: async (channel, file, card) =>
      await goneOr(async () => {
        const message = await post(channel, card)
        await upload(workspace, channel, file, message)
        return message
      }),

    async replyPrivately(channel, person, card) {
      const there = await pages(card, async (page) => {
        const { blocks, text } = fitted(page)
        await api.call(
          'chat.postEphemeral',
          async (client) => await client.chat.postEphemeral({ channel, user: person, text, blocks }),
        )
      })
      return there === 'shown' ? there : await directMessage(person, card)
    },
    directMessage,

    resolvePerson: async (typed) => await people.find(typed),
    diagnose: async (all) => await diagnosed(workspace, all),
  }
}

const noMessage = ['message_not_found', 'bad_timestamp', 'file_not_found']

/** Somebody whom the bot cannot reach: they are not there, have left, or take nothing from it. */
const unreachable = new Set([
  'channel_not_found',
  'user_not_found',
  'users_not_found',
  'user_not_in_channel',
  'user_disabled',
  'not_in_channel',
  'is_archived',
  'cannot_dm_bot',
  'cannot_dm_self',
  'messages_tab_disabled',
  'no_such_user',
])
