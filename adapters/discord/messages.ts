import { randomBytes } from 'node:crypto'
import {
  ComponentType,
  MessageFlags,
  RESTJSONErrorCodes as Code,
  Routes,
  ThreadAutoArchiveDuration,
  type APIMessageTopLevelComponent,
  type REST,
} from 'discord.js'
import type { Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { messageId, type MessageId } from '../../src/port/id.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { PlatformFile } from '../../src/port/platform.ts'
import { oneLine } from '../../src/text/plain.ts'
import { codeOf, type Calls } from './calls.ts'
import { checked } from './check.ts'
import type { Edits, MessageHands } from './edits.ts'
import { isSnowflake } from './people.ts'
import { privately, type PrivateMessage } from './private.ts'
import { rendered } from './render.ts'
import { shortened } from './shortened.ts'
import type { Spelling } from './words.ts'

/** The messages of the bot, in channels and directly. Nobody is ever mentioned by them. */
export interface Messages {
  post(channel: string, card: Card, thread?: string): Promise<MessageId | 'gone'>
  update(channel: string, message: string, card: Card): Promise<'updated' | 'gone'>
  setPinned(channel: string, message: string, isPinned: boolean): Promise<'done' | 'gone'>
  upload(channel: string, file: PlatformFile, card: Card): Promise<MessageId | 'gone'>
  tellDirectly(person: string, card: Card): Promise<'shown' | 'unreachable'>
  sendDirectly(person: string, messages: readonly PrivateMessage[]): Promise<'shown' | 'unreachable'>
}

export interface MessageParts {
  readonly rest: REST
  readonly calls: Calls
  readonly edits: Edits
  readonly how: () => Spelling
  readonly now: () => string
  readonly log: (line: string) => void
}

const bodyOf = (components: readonly APIMessageTopLevelComponent[]) => ({
  components,
  flags: MessageFlags.IsComponentsV2,
  allowed_mentions: { parse: [] },
})

/** With a nonce Discord makes one message of a body that the client sent twice. */
const once = () => ({ nonce: randomBytes(12).toString('hex').slice(0, 25), enforce_nonce: true })

interface Upload {
  readonly name: string
  readonly content: string
}

export function messagesThrough({ rest, calls, edits, how, now, log }: MessageParts): Messages {
  const drawn = (card: Card) => rendered(fit(card, limitsOf.discord, how().say).card, how())

  const send = async (channel: string, components: readonly APIMessageTopLevelComponent[], file?: Upload) => {
    const files = file && [{ name: file.name, data: Buffer.from(file.content) }]
    const body = { ...bodyOf(components), ...once() }
    const sent = await rest.post(Routes.channelMessages(channel), { body, ...(files && { files }) })
    return messageId.parse((sent as { id: string }).id)
  }

  /** A message stands without its thread, too. */
  const openThread = async (channel: string, message: string, name: string): Promise<void> => {
    const body = {
      name: shortened(oneLine(name) || '…', 100),
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    }
    await calls
      .about(channel, 'thread', async () => await rest.post(Routes.threads(channel, message), { body }))
      .catch((error: unknown) => log(`no thread for message ${message}: ${String(error)}`))
  }

  const sendDirectly: Messages['sendDirectly'] = async (person, messages) => {
    if (!isSnowflake(person)) return 'unreachable'
    try {
      const direct = await rest.post(Routes.userChannels(), { body: { recipient_id: person } })
      const { id } = direct as { id: string }
      for (const { components, file } of messages) await send(id, components, file)
      return 'shown'
    } catch (error) {
      if (closed.has(codeOf(error) ?? 0)) return 'unreachable'
      throw error
    }
  }

  return {
    async post(channel, card, thread) {
      if (!isSnowflake(channel)) return 'gone'
      const sent = await calls.about(channel, 'post', async () => await send(channel, drawn(card)))
      if (sent !== 'gone' && thread !== undefined) await openThread(channel, sent, thread)
      return sent
    },
    async update(channel, message, card) {
      if (!isSnowflake(channel) || !isSnowflake(message)) return 'gone'
      return await edits.edit(channel, message, bodyOf(drawn(card)))
    },
    async setPinned(channel, message, isPinned) {
      if (!isSnowflake(channel) || !isSnowflake(message)) return 'gone'
      const route = Routes.channelMessagesPin(channel, message)
      const done = await calls.about(channel, 'pin', async () => {
        await (isPinned ? rest.put(route) : rest.delete(route))
        return 'done' as const
      })
      return done
    },
    async upload(channel, file, card) {
      if (!isSnowflake(channel)) return 'gone'
      const shown: APIMessageTopLevelComponent = {
        type: ComponentType.File,
        file: { url: `attachment://${file.name}` },
      }
      const components = checked([...drawn(card), shown])
      return await calls.about(channel, 'upload', async () => await send(channel, components, file))
    },
    tellDirectly: async (person, card) => await sendDirectly(person, privately(card, how(), now())),
    sendDirectly,
  }
}

/** How messages are changed and taken away, for `edits.ts`. */
export const handsThrough = (rest: REST, calls: Calls): MessageHands => ({
  edit: async (channel, message, body) =>
    await calls.about(channel, 'edit', async () => {
      await rest.patch(Routes.channelMessage(channel, message), { body })
      return 'updated' as const
    }),
  remove: async (channel, message) => {
    await calls.about(channel, 'remove', async () => {
      await rest.delete(Routes.channelMessage(channel, message))
    })
  },
})

/** Closed to the bot, not in a server with it, or not there at all. 40003: too many conversations opened at once. */
const closed = new Set<number>([
  Code.CannotSendMessagesToThisUser,
  Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  Code.UnknownUser,
  Code.InvalidRecipients,
  Code.MissingAccess,
  40_003,
])
