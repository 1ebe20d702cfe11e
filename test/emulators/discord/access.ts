import { GatewayIntentBits as Intent, PermissionFlagsBits as Bit } from 'discord.js'
import type { Emulator } from './emulator.ts'
import { channelPermissions, guildPermissions, has, isBelow } from './permissions.ts'
import { refusals } from './refusal.ts'
import { part, type Call } from './route.ts'
import { channelJson, messageJson, type Json } from './wire.ts'
import { botMember, type Channel, type Guild, type Message, type Role, type World } from './world.ts'

// What the bot may, asked at each request.

export const guildOf = ({ world }: Emulator, id: string): Guild => {
  const guild = world.guilds.get(id)
  if (!guild) throw refusals.unknownGuild()
  // Who is not in a guild learns nothing of it.
  if (!guild.members.has(world.bot.id)) throw refusals.missingAccess()
  return guild
}

export const theGuild = (emulator: Emulator, call: Call): Guild => guildOf(emulator, part(call, 'guild'))

export function botIn(emulator: Emulator, channel: Channel): bigint {
  const { world } = emulator
  // A direct conversation: speak, and show files and embeds; nothing is administered there.
  if (channel.guild === undefined)
    return (
      Bit.ViewChannel | Bit.SendMessages | Bit.ReadMessageHistory | Bit.AttachFiles | Bit.EmbedLinks | Bit.PinMessages
    )
  const guild = guildOf(emulator, channel.guild)
  return channelPermissions(world, guild, channel, botMember(world, guild))
}

/** A channel that the bot sees, in which it may do these things too. */
export function channelWith(emulator: Emulator, id: string, ...bits: readonly bigint[]): Channel {
  const channel = emulator.world.channels.get(id)
  if (!channel) throw refusals.unknownChannel()
  archiveIfIdle(emulator, channel)
  const may = botIn(emulator, channel)
  if (!has(may, Bit.ViewChannel)) throw refusals.missingAccess()
  for (const bit of bits) if (!has(may, bit)) throw refusals.missingPermissions()
  return channel
}

/** A thread in which nobody spoke for long enough is archived. */
function archiveIfIdle(emulator: Emulator, channel: Channel): void {
  const { thread, messages } = channel
  if (!thread || thread.archived) return
  const last = Math.max(thread.openedAt, [...messages.values()].at(-1)?.at ?? 0)
  if (emulator.clock.now() - last < thread.autoArchive * 60_000) return
  thread.archived = true
  tellChannel(emulator, 'THREAD_UPDATE', channel)
}

export const theChannel = (emulator: Emulator, call: Call, ...bits: readonly bigint[]): Channel =>
  channelWith(emulator, part(call, 'channel'), ...bits)

/** A message in a channel. Ephemeral ones are nobody's to find but their interaction's. */
function messageIn(channel: Channel, id: string): Message {
  const message = channel.messages.get(id)
  if (!message || message.only !== undefined) throw refusals.unknownMessage()
  return message
}

export const theMessage = (channel: Channel, call: Call): Message => messageIn(channel, part(call, 'message'))

/** Throws unless the bot may do this in the whole guild. */
export function needInGuild({ world }: Emulator, guild: Guild, bit: bigint): void {
  if (!has(guildPermissions(guild, botMember(world, guild)), bit)) throw refusals.missingPermissions()
}

/** A role that stands below the bot's highest: only those can be given, taken, changed or deleted. */
export function roleBelow({ world }: Emulator, guild: Guild, id: string): Role {
  const role = guild.roles.get(id)
  if (!role) throw refusals.unknownRole()
  if (!isBelow(guild, role, botMember(world, guild))) throw refusals.missingPermissions()
  return role
}

/**
 * A message as the bot reads it: without MESSAGE_CONTENT, what others wrote in a guild is empty, over REST too.
 * https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function readJson({ world, settings }: Emulator, message: Message): Json {
  const json = messageJson(world, message)
  const mayRead = (settings.privilegedIntents & Intent.MessageContent) !== 0
  return mayRead || isForBot(world, message) ? json : { ...json, ...withheld }
}

const withheld = { content: '', embeds: [], attachments: [], components: [] } as const

const isForBot = (world: World, { author, pings, channel }: Message): boolean =>
  author.id === world.bot.id || pings.users.includes(world.bot.id) || world.channels.get(channel)?.guild === undefined

/** Tells the gateway of a message: those with the intent, where the bot sees the channel. */
export function tellMessage(emulator: Emulator, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
  const { world, gateway } = emulator
  const channel = world.channels.get(message.channel)
  if (!channel || message.only !== undefined || !has(botIn(emulator, channel), Bit.ViewChannel)) return
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild)
  const member = guild?.members.get(message.author.id)
  const body = {
    ...messageJson(world, message),
    ...(guild && { guild_id: guild.id }),
    ...(member && {
      member: {
        roles: [...member.roles],
        joined_at: new Date(member.joinedAt).toISOString(),
        deaf: false,
        mute: false,
        flags: 0,
      },
    }),
  }
  gateway.tell(event, body, {
    guild: guild?.id,
    intent: guild ? Intent.GuildMessages : Intent.DirectMessages,
    ...(!isForBot(world, message) && { bare: { ...body, ...withheld } }),
  })
}

export function tellMessageGone({ gateway }: Emulator, channel: Channel, id: string): void {
  gateway.tell(
    'MESSAGE_DELETE',
    { id, channel_id: channel.id, ...(channel.guild !== undefined && { guild_id: channel.guild }) },
    { guild: channel.guild, intent: channel.guild === undefined ? Intent.DirectMessages : Intent.GuildMessages },
  )
}

export function tellChannel(emulator: Emulator, event: string, channel: Channel): void {
  if (channel.guild === undefined) return
  emulator.gateway.tell(event, channelJson(emulator.world, channel), { guild: channel.guild, intent: Intent.Guilds })
}

/** Deletes a channel with the threads in it. */
export function removeChannel(emulator: Emulator, channel: Channel): void {
  const { world } = emulator
  for (const child of world.channels.values())
    if (child.thread && child.parent === channel.id) removeChannel(emulator, child)
  for (const child of world.channels.values()) if (child.parent === channel.id) child.parent = undefined
  world.channels.delete(channel.id)
  tellChannel(emulator, channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel)
}
