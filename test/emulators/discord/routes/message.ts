import { GatewayIntentBits as Intent, MessageFlags as Flag, MessageType, PermissionFlagsBits as Bit } from 'discord.js'
import { botIn, channelWith, readJson, tellMessage, tellMessageGone, theChannel, theMessage } from '../access.ts'
import type { Emulator } from '../emulator.ts'
import { drawn, type MessageBody } from '../messages.ts'
import { has, speakBit } from '../permissions.ts'
import { windows, type Take } from '../rate.ts'
import { refusals, wrongBody } from '../refusal.ts'
import { part, type Route } from '../route.ts'
import { messageJson, type Json } from '../wire.ts'
import { addMessage, type Channel, type Message } from '../world.ts'

const hour = 3_600_000
const oldEdits = new WeakMap<Emulator, Take>()

/** Edits of messages older than an hour have a limit of their own (30046), whose number Discord does not publish. */
function checkAge(emulator: Emulator, message: Message): void {
  const { clock, settings } = emulator
  if (clock.now() - message.at < hour) return
  const take = oldEdits.get(emulator) ?? windows(clock)
  oldEdits.set(emulator, take)
  const share = take(message.channel, settings.oldEdits, 10 * 60_000)
  if (share.isOver) throw refusals.oldMessageEdits(share.resetAfter)
}

/** Where one speaks: an ordinary text channel, a thread that is open, or a direct conversation that is open too. */
function speakable(emulator: Emulator, channel: Channel): void {
  if (channel.recipient !== undefined) {
    const user = emulator.world.users.get(channel.recipient)
    const shared = [...emulator.world.guilds.values()].some(({ members }) => members.has(channel.recipient ?? ''))
    if (!shared) throw refusals.noMutualGuild()
    if (user?.takesMessages !== true) throw refusals.closedDm()
    return
  }
  if (!has(botIn(emulator, channel), speakBit(channel))) throw refusals.missingPermissions()
  if (channel.thread?.locked === true && !has(botIn(emulator, channel), Bit.ManageThreads))
    throw refusals.archivedThread()
}

function pinnedJson(emulator: Emulator, message: Message): Json {
  return { pinned_at: new Date(message.pinnedAt ?? 0).toISOString(), message: readJson(emulator, message) }
}

const pinnedOf = ({ messages }: Channel): readonly Message[] =>
  [...messages.values()]
    .filter(({ pinnedAt }) => pinnedAt !== undefined)
    .toSorted((one, other) => (other.pinnedAt ?? 0) - (one.pinnedAt ?? 0))

function setPinned(emulator: Emulator, channel: Channel, message: Message, isPinned: boolean): void {
  // Since 2026-02-23 MANAGE_MESSAGES does not suffice any more.
  if (!has(botIn(emulator, channel), Bit.PinMessages)) throw refusals.missingPermissions()
  if ((message.pinnedAt !== undefined) === isPinned) return
  if (isPinned && pinnedOf(channel).length >= 250) throw refusals.tooManyPins()
  message.pinnedAt = isPinned ? emulator.clock.now() : undefined
  channel.lastPinAt = emulator.clock.now()
  emulator.gateway.tell(
    'CHANNEL_PINS_UPDATE',
    { channel_id: channel.id, guild_id: channel.guild, last_pin_timestamp: new Date(channel.lastPinAt).toISOString() },
    { guild: channel.guild, intent: channel.guild === undefined ? Intent.DirectMessages : Intent.Guilds },
  )
  tellMessage(emulator, 'MESSAGE_UPDATE', message)
  if (!isPinned) return
  const notice = addMessage(emulator.world, channel, {
    author: emulator.world.bot,
    type: MessageType.ChannelPinnedMessage,
    answers: message.id,
  })
  tellMessage(emulator, 'MESSAGE_CREATE', notice)
}

/** The new endpoints (`messages/pins`) and the old (`pins`), which do the same. */
const pins = (path: string): readonly Route[] =>
  (['PUT', 'DELETE'] as const).map((method) => ({
    method,
    path: `${path}/:message`,
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      setPinned(emulator, channel, theMessage(channel, call), method === 'PUT')
      return undefined
    },
  }))

export const messageRoutes: readonly Route[] = [
  ...pins('/channels/:channel/messages/pins'),
  ...pins('/channels/:channel/pins'),
  {
    method: 'GET',
    path: '/channels/:channel/messages/pins',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call, Bit.ReadMessageHistory)
      const limit = Number(call.query.get('limit') ?? 50)
      if (limit < 1 || limit > 50)
        throw wrongBody(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 50.')
      const before = Date.parse(call.query.get('before') ?? '9999-01-01')
      const found = pinnedOf(channel).filter(({ pinnedAt }) => (pinnedAt ?? 0) < before)
      return { items: found.slice(0, limit).map((each) => pinnedJson(emulator, each)), has_more: found.length > limit }
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/pins',
    run: (emulator, call) =>
      pinnedOf(theChannel(emulator, call, Bit.ReadMessageHistory)).map((each) => readJson(emulator, each)),
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages',
    shape: 'create message',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      speakable(emulator, channel)
      const body = call.body as MessageBody
      // A public message with the flag would be seen by all: Discord drops the flag, and so would a secret be out.
      if (((body.flags ?? 0) & Flag.Ephemeral) !== 0)
        throw wrongBody(['flags'], 'EMULATOR_FLAG', 'A message in a channel cannot be EPHEMERAL')
      const may = botIn(emulator, channel)
      if (call.files.length > 0 && !has(may, Bit.AttachFiles)) throw refusals.missingPermissions()
      if ((body.embeds?.length ?? 0) > 0 && !has(may, Bit.EmbedLinks)) throw refusals.missingPermissions()
      const nonce = body.nonce ?? undefined
      if (body.enforce_nonce === true && nonce !== undefined) {
        const sent = [...channel.messages.values()].find(
          (each) => each.nonce === nonce && each.at > emulator.clock.now() - 5 * 60_000,
        )
        if (sent) return messageJson(emulator.world, sent)
      }
      const answers = body.message_reference?.message_id
      if (answers !== undefined && !channel.messages.has(answers))
        throw wrongBody(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')
      if (channel.thread) channel.thread.archived = false
      const message = addMessage(emulator.world, channel, {
        author: emulator.world.bot,
        ...drawn(emulator, body, call.files),
        nonce,
        answers,
        type: answers === undefined ? MessageType.Default : MessageType.Reply,
      })
      tellMessage(emulator, 'MESSAGE_CREATE', message)
      return messageJson(emulator.world, message)
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      if (!has(botIn(emulator, channel), Bit.ReadMessageHistory)) return []
      const limit = Number(call.query.get('limit') ?? 50)
      if (limit < 1 || limit > 100)
        throw wrongBody(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.')
      const [before, after] = ['before', 'after'].map((key) => call.query.get(key))
      return [...channel.messages.values()]
        .filter(
          ({ only, id }) =>
            only === undefined && (!before || BigInt(id) < BigInt(before)) && (!after || BigInt(id) > BigInt(after)),
        )
        .toReversed()
        .slice(0, limit)
        .map((each) => readJson(emulator, each))
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      if (!has(botIn(emulator, channel), Bit.ReadMessageHistory)) throw refusals.missingAccess()
      return readJson(emulator, theMessage(channel, call))
    },
  },
  {
    method: 'PATCH',
    path: '/channels/:channel/messages/:message',
    shape: 'edit message',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      const message = theMessage(channel, call)
      if (message.author.id !== emulator.world.bot.id) throw refusals.notYourMessage()
      if (message.type === MessageType.ChannelPinnedMessage) throw refusals.systemMessage()
      if (channel.thread?.archived === true) throw refusals.archivedThread()
      const made = drawn(emulator, call.body as MessageBody, call.files, message)
      checkAge(emulator, message)
      Object.assign(message, made)
      message.editedAt = emulator.clock.now()
      tellMessage(emulator, 'MESSAGE_UPDATE', message)
      return messageJson(emulator.world, message)
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      const message = theMessage(channel, call)
      if (message.author.id !== emulator.world.bot.id) channelWith(emulator, part(call, 'channel'), Bit.ManageMessages)
      channel.messages.delete(message.id)
      tellMessageGone(emulator, channel, message.id)
      return undefined
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    run: (emulator, call) => {
      speakable(emulator, theChannel(emulator, call))
      return undefined
    },
  },
]
