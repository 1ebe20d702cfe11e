import { ChannelType, MessageType } from 'discord.js'
import type { Clock } from './clock.ts'
import { snowflakes } from './snowflake.ts'

// What there is: guilds, people, channels, messages. Invariant: nothing here refuses; the rules stand in the routes.

export interface User {
  readonly id: string
  /** The unique name, in small letters. */
  readonly username: string
  /** The name that is shown. */
  readonly display: string
  readonly bot: boolean
  /** Closed: the bot cannot open a direct conversation. */
  takesMessages: boolean
  locale: string
}

export interface Role {
  readonly id: string
  name: string
  permissions: bigint
  position: number
  color: number
  hoist: boolean
  mentionable: boolean
  readonly managed: boolean
}

export interface Member {
  readonly user: User
  readonly roles: Set<string>
  nick: string | undefined
  readonly joinedAt: number
}

export interface Guild {
  readonly id: string
  name: string
  owner: string
  readonly roles: Map<string, Role>
  readonly members: Map<string, Member>
}

export interface Overwrite {
  readonly id: string
  readonly kind: 'role' | 'member'
  readonly allow: bigint
  readonly deny: bigint
}

export interface Thread {
  readonly private: boolean
  readonly owner: string
  readonly members: Set<string>
  /** When it was made, or last opened again. */
  openedAt: number
  archived: boolean
  locked: boolean
  /** Minutes without a message after which it is archived. */
  autoArchive: number
  invitable: boolean
}

export interface Channel {
  readonly id: string
  readonly type: ChannelType
  name: string
  topic: string | undefined
  /** Absent in a direct conversation. */
  readonly guild: string | undefined
  /** The category; of a thread, the channel that it is in. */
  parent: string | undefined
  position: number
  nsfw: boolean
  slowSeconds: number
  readonly overwrites: Map<string, Overwrite>
  /** Of a direct conversation: the person. */
  readonly recipient: string | undefined
  readonly thread: Thread | undefined
  readonly messages: Map<string, Message>
  lastPinAt: number | undefined
}

export interface Attachment {
  readonly id: string
  readonly filename: string
  readonly bytes: Uint8Array
  readonly type: string
  readonly description: string | undefined
}

/** A component as it is stored: Discord's own JSON, with its number. */
export interface Component {
  readonly type: number
  readonly id: number
  readonly [key: string]: unknown
}

export interface Message {
  readonly id: string
  readonly channel: string
  readonly author: User
  type: MessageType
  content: string
  components: readonly Component[]
  embeds: readonly Readonly<Record<string, unknown>>[]
  attachments: readonly Attachment[]
  flags: number
  pinnedAt: number | undefined
  readonly at: number
  editedAt: number | undefined
  /** An ephemeral message is seen by this person alone. */
  readonly only: string | undefined
  /** The interaction that it answers. */
  readonly interaction: { readonly id: string; readonly kind: number; readonly user: User } | undefined
  readonly answers: string | undefined
  /** Deferred: "thinking…". */
  isPending: boolean
  pings: Pings
  thread: string | undefined
  readonly nonce: string | number | undefined
}

/** Whom a message woke up. */
export interface Pings {
  readonly everyone: boolean
  readonly users: readonly string[]
  readonly roles: readonly string[]
}

export const noPings: Pings = { everyone: false, users: [], roles: [] }

export interface World {
  readonly clock: Clock
  readonly mint: () => string
  readonly bot: User
  readonly users: Map<string, User>
  readonly guilds: Map<string, Guild>
  readonly channels: Map<string, Channel>
  /** What a registered command is called, for whoever reads a mention of it. */
  commandNamed: (id: string) => string | undefined
}

export function newWorld(clock: Clock, botName: string): World {
  const mint = snowflakes(clock)
  const id = mint()
  const bot: User = {
    id,
    username: botName.toLowerCase(),
    display: botName,
    bot: true,
    takesMessages: false,
    locale: 'en-US',
  }
  return {
    clock,
    mint,
    bot,
    users: new Map([[id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    commandNamed: () => undefined,
  }
}

interface ChannelSeed {
  readonly type: ChannelType
  readonly name: string
  readonly guild?: string | undefined
  readonly topic?: string | undefined
  readonly parent?: string | undefined
  readonly nsfw?: boolean
  readonly slowSeconds?: number
  readonly overwrites?: readonly Overwrite[]
  readonly recipient?: string
  readonly thread?: Thread
  /** A thread on a message has that message's id. */
  readonly id?: string
}

export function addChannel(world: World, seed: ChannelSeed): Channel {
  const siblings = [...world.channels.values()].filter(({ guild }) => guild === seed.guild)
  const channel: Channel = {
    id: seed.id ?? world.mint(),
    type: seed.type,
    name: seed.name,
    topic: seed.topic,
    guild: seed.guild,
    parent: seed.parent,
    position: siblings.length,
    nsfw: seed.nsfw ?? false,
    slowSeconds: seed.slowSeconds ?? 0,
    overwrites: new Map((seed.overwrites ?? []).map((overwrite) => [overwrite.id, overwrite])),
    recipient: seed.recipient,
    thread: seed.thread,
    messages: new Map(),
    lastPinAt: undefined,
  }
  world.channels.set(channel.id, channel)
  return channel
}

export type MessageSeed = Pick<Message, 'author'> & Partial<Omit<Message, 'id' | 'channel' | 'at'>>

export function addMessage(world: World, channel: Channel, seed: MessageSeed): Message {
  const message: Message = {
    type: MessageType.Default,
    content: '',
    components: [],
    embeds: [],
    attachments: [],
    flags: 0,
    pinnedAt: undefined,
    editedAt: undefined,
    only: undefined,
    interaction: undefined,
    answers: undefined,
    isPending: false,
    pings: noPings,
    thread: undefined,
    nonce: undefined,
    ...seed,
    id: world.mint(),
    channel: channel.id,
    at: world.clock.now(),
  }
  channel.messages.set(message.id, message)
  return message
}

/** The direct conversation of a person with the bot, opened when there is none. */
export function directChannel(world: World, user: User): Channel {
  const open = [...world.channels.values()].find(({ recipient }) => recipient === user.id)
  return open ?? addChannel(world, { type: ChannelType.DM, name: '', recipient: user.id })
}

export const botMember = (world: World, guild: Guild): Member => {
  const member = guild.members.get(world.bot.id)
  if (!member) throw new Error(`the bot is not in ${guild.name}`)
  return member
}
