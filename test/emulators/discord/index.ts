import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { ChannelType, PermissionFlagsBits as Bit } from 'discord.js'
import { removeChannel, tellChannel, tellMessageGone } from './access.ts'
import { startClock } from './clock.ts'
import type { Called, Emulator, Fault, Refused } from './emulator.ts'
import { aboutGuild, startGateway, type Gateway } from './gateway.ts'
import { hands, spotOf, userOf } from './people.ts'
import { restApi } from './rest.ts'
import type { Route } from './route.ts'
import { channelRoutes } from './routes/channel.ts'
import { commandRoutes } from './routes/command.ts'
import { addRole, guildRoutes, removeRole, tellMember, tellRole } from './routes/guild.ts'
import { interactionRoutes } from './routes/interaction.ts'
import { messageRoutes } from './routes/message.ts'
import { threadRoutes } from './routes/thread.ts'
import { userRoutes } from './routes/user.ts'
import { settingsOf, type Options } from './settings.ts'
import { filesShown, inputsOf, messagesSeen, sees, wordsSeen, type Input } from './view.ts'
import { guildCreateJson } from './wire.ts'
import { addChannel, newWorld, type Guild, type Overwrite, type User } from './world.ts'

/*
 * Discord on loopback, as strict as Discord, for the real discord.js: REST v10 and the gateway.
 *
 *   const discord = await startDiscord()
 *   const client = new Client({ intents, rest: { api: discord.api } })   // the gateway comes from GET /gateway/bot
 *   await client.login(discord.token)
 *   const ana = discord.enrol('Ana Souza')
 *   await discord.slash(ana, channel, 'concern raise', { proposal: 'P-12' })
 *   discord.seenBy(ana, channel)
 *
 * People's hands (`slash`, `click`, `select`, `submit`, `autocomplete`, `context`, `say`) wait for the bot's answer, and
 * reject what a person's client would not let them do. Eyes (`seenBy` …) show what a person may see, computed anew at each
 * look. `refused` and `faults` tell what the bot did wrong. Time can be set forward; nothing waits 15 minutes for real.
 */

/** An open form. */
export interface OpenForm {
  readonly customId: string
  readonly title: string
  readonly inputs: readonly Input[]
}

type Hands = ReturnType<typeof hands>

export interface Discord extends Hands {
  /** For `rest: { api }` of discord.js. */
  readonly api: string
  readonly token: string
  readonly bot: string
  /** The first guild, in which everybody is who was enrolled without saying where. */
  readonly guild: string
  readonly gateway: Pick<Gateway, 'counts' | 'drop' | 'askToReconnect' | 'invalidate' | 'close' | 'isConnected'>

  // What people set up by hand.
  addGuild(name: string): string
  /** Somebody joins. `admin`: they see everything in the guild. */
  enrol(name: string, more?: { guild?: string; locale?: string; admin?: boolean; takesMessages?: boolean }): string
  leave(user: string, guild?: string): void
  /** A role made by hand. `above`: higher than the bot's, so that the bot cannot give it. */
  addRole(name: string, more?: { guild?: string; above?: boolean; permissions?: bigint }): string
  giveRole(user: string, role: string): void
  takeRole(user: string, role: string): void
  removeRole(role: string): void
  /** Drags a role above the bot's own. */
  raiseRole(role: string): void
  /** A channel made by hand. `hidden`: @everyone does not see it, the bot included. */
  addChannel(name: string, more?: { guild?: string; hidden?: boolean; parent?: string; category?: boolean }): string
  removeChannel(channel: string): void
  removeMessage(channel: string, message: string): void
  /** Somebody with the rights to it gives or takes bits of the bot in the whole guild. */
  setBotPermissions(permissions: bigint, guild?: string): void
  /** Sets what a role or a person may in a channel; without bits, takes the overwrite away. */
  overwrite(channel: string, whom: string, bits?: { allow?: bigint; deny?: bigint }): void
  /** The bot is removed from a guild, or invited again. */
  removeBot(guild?: string): void
  takeMessages(user: string, takes: boolean): void

  // What people see.
  /** All words that a person sees in a place. Throws where they do not see the place. */
  seenBy(user: string, spot: string): string
  /** The ids of the messages that a person sees in a place, oldest first. */
  messagesSeenBy(user: string, spot: string): readonly string[]
  /** The files of the messages that a person sees in a place, as they open. */
  filesSeenBy(user: string, spot: string): readonly { readonly name: string; readonly content: string }[]
  formBefore(user: string): OpenForm | undefined
  pinnedIn(channel: string): readonly string[]
  /** The people, without the bot, who see a channel by their roles and its overwrites. */
  membersWhoSee(channel: string): readonly string[]
  /** Whom a message woke up. */
  pingsOf(channel: string, message: string): { everyone: boolean; users: readonly string[]; roles: readonly string[] }
  channels(
    guild?: string,
  ): readonly { id: string; name: string; type: number; topic: string | undefined; parent: string | undefined }[]
  rolesOf(user: string, guild?: string): readonly string[]
  commands(guild?: string): readonly string[]

  // What the bot did.
  readonly refused: readonly Refused[]
  readonly faults: readonly Fault[]
  readonly calls: readonly Called[]
  /** How often a route was called, answered or refused: `PATCH /channels/:channel/messages/:message`. */
  callsTo(route: string): number

  /**
   * The next request to this route ends with a status such as 500. `done`: all was done and only the answer is lost, as
   * when a connection breaks; a client that tries again does it twice.
   */
  breakNext(route: string, more?: { status?: number; done?: boolean; times?: number }): void
  now(): number
  /** Sets the clock forward, in milliseconds. */
  advance(ms: number): void
  stop(): Promise<void>
}

/** What @everyone of a new guild may. */
const everyoneMay =
  Bit.ViewChannel |
  Bit.SendMessages |
  Bit.SendMessagesInThreads |
  Bit.CreatePublicThreads |
  Bit.CreatePrivateThreads |
  Bit.ReadMessageHistory |
  Bit.AddReactions |
  Bit.EmbedLinks |
  Bit.AttachFiles |
  Bit.UseApplicationCommands |
  Bit.MentionEveryone |
  Bit.CreateInstantInvite |
  Bit.ChangeNickname

const gatewayRoutes = (url: () => string, begun: () => number): readonly Route[] => [
  { method: 'GET', path: '/gateway', open: true, run: () => ({ url: url() }) },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: () => ({
      url: url(),
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 1_000 - begun(), reset_after: 86_400_000, max_concurrency: 1 },
    }),
  },
]

/** Starts an emulated Discord on a free port of loopback. */
export async function startDiscord(options: Options = {}): Promise<Discord> {
  const clock = startClock()
  const world = newWorld(clock, 'Caucus')
  const token = `${Buffer.from(world.bot.id).toString('base64url')}.emulat.${'x'.repeat(27)}`
  const settings = settingsOf(options, token)
  const box: { emulator?: Emulator } = {}
  const emulatorOf = (): Emulator => {
    if (!box.emulator) throw new Error('the emulator has not started')
    return box.emulator
  }
  let port = 0
  const socketUrl = (): string => `ws://127.0.0.1:${port}`
  const routes = [
    ...gatewayRoutes(socketUrl, () => emulatorOf().gateway.counts.identified),
    ...userRoutes,
    ...guildRoutes,
    ...channelRoutes,
    ...threadRoutes,
    ...messageRoutes,
    ...commandRoutes,
    ...interactionRoutes,
  ]
  const app = restApi(emulatorOf, clock, routes)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ;({ port } = server.address() as AddressInfo)
  const gateway = startGateway(server, world, settings, socketUrl)
  const emulator: Emulator = {
    clock,
    world,
    settings,
    gateway,
    commands: new Map(),
    interactions: new Map(),
    modals: new Map(),
    notices: [],
    faults: [],
    refused: [],
    calls: [],
    breakages: [],
    isBanned: false,
    files: new Map(),
    filesUrl: `http://127.0.0.1:${port}/attachments`,
  }
  box.emulator = emulator
  const first = addGuild(emulator, 'Caucus test')

  const guildOf = (id = first.id): Guild => {
    const guild = world.guilds.get(id)
    if (!guild) throw new Error(`there is no guild ${id}`)
    return guild
  }
  const guildOfRole = (role: string): Guild => {
    const guild = [...world.guilds.values()].find(({ roles }) => roles.has(role))
    if (!guild) throw new Error(`there is no role ${role}`)
    return guild
  }
  const channelOf = (id: string) => {
    const channel = world.channels.get(id)
    if (!channel) throw new Error(`there is no channel ${id}`)
    return channel
  }
  const setRole = (user: string, role: string, isGiven: boolean): void => {
    const guild = guildOfRole(role)
    const member = guild.members.get(user)
    if (!member) throw new Error(`${user} is not in ${guild.name}`)
    if (isGiven) member.roles.add(role)
    else member.roles.delete(role)
    tellMember(emulator, 'GUILD_MEMBER_UPDATE', guild, member)
  }

  return {
    ...hands(emulator),
    api: `http://127.0.0.1:${port}/api`,
    token,
    bot: world.bot.id,
    guild: first.id,
    gateway,
    refused: emulator.refused,
    faults: emulator.faults,
    calls: emulator.calls,

    addGuild: (name) => {
      const guild = addGuild(emulator, name)
      gateway.tell('GUILD_CREATE', guildCreateJson(world, guild), { guild: guild.id })
      return guild.id
    },
    enrol: (name, { guild, locale = 'en-US', admin = false, takesMessages = true } = {}) => {
      const user = newUser(emulator, name, locale, takesMessages)
      const joined = guildOf(guild)
      const member = { user, roles: new Set<string>(), nick: undefined, joinedAt: clock.now() }
      joined.members.set(user.id, member)
      if (admin) member.roles.add(addRole(emulator, joined, { name: 'Admin', permissions: Bit.Administrator }).id)
      tellMember(emulator, 'GUILD_MEMBER_ADD', joined, member)
      return user.id
    },
    leave: (user, guild) => {
      const left = guildOf(guild)
      const member = left.members.get(user)
      if (!member) throw new Error(`${user} is not in ${left.name}`)
      left.members.delete(user)
      tellMember(emulator, 'GUILD_MEMBER_REMOVE', left, member)
    },
    addRole: (name, { guild, above = false, permissions = 0n } = {}) => {
      const joined = guildOf(guild)
      const role = addRole(emulator, joined, { name, permissions })
      if (!above) return role.id
      role.position = joined.roles.size + 1
      tellRole(emulator, 'GUILD_ROLE_UPDATE', joined, role)
      return role.id
    },
    giveRole: (user, role) => setRole(user, role, true),
    takeRole: (user, role) => setRole(user, role, false),
    raiseRole: (id) => {
      const guild = guildOfRole(id)
      const role = guild.roles.get(id)
      if (!role) return
      role.position = guild.roles.size + 1
      tellRole(emulator, 'GUILD_ROLE_UPDATE', guild, role)
    },
    removeRole: (role) => {
      const guild = guildOfRole(role)
      const found = guild.roles.get(role)
      if (found) removeRole(emulator, guild, found)
    },
    addChannel: (name, { guild, hidden = false, parent, category = false } = {}) => {
      const joined = guildOf(guild)
      const overwrites: readonly Overwrite[] = hidden
        ? [{ id: joined.id, kind: 'role', allow: 0n, deny: Bit.ViewChannel }]
        : []
      const type = category ? ChannelType.GuildCategory : ChannelType.GuildText
      const channel = addChannel(world, { type, name, guild: joined.id, parent, overwrites })
      tellChannel(emulator, 'CHANNEL_CREATE', channel)
      return channel.id
    },
    removeChannel: (channel) => removeChannel(emulator, channelOf(channel)),
    removeMessage: (channel, message) => {
      const found = channelOf(channel)
      if (!found.messages.delete(message)) throw new Error(`there is no message ${message}`)
      tellMessageGone(emulator, found, message)
    },
    setBotPermissions: (permissions, guild) => {
      const joined = guildOf(guild)
      const role = [...joined.roles.values()].find(({ managed }) => managed)
      if (!role) throw new Error(`the bot has no role in ${joined.name}`)
      role.permissions = permissions
      tellRole(emulator, 'GUILD_ROLE_UPDATE', joined, role)
    },
    overwrite: (channel, whom, bits) => {
      const found = channelOf(channel)
      const guild = guildOf(found.guild)
      const kind = guild.roles.has(whom) ? 'role' : 'member'
      if (bits) found.overwrites.set(whom, { id: whom, kind, allow: bits.allow ?? 0n, deny: bits.deny ?? 0n })
      else found.overwrites.delete(whom)
      tellChannel(emulator, 'CHANNEL_UPDATE', found)
    },
    removeBot: (guild) => {
      const left = guildOf(guild)
      left.members.delete(world.bot.id)
      gateway.tell('GUILD_DELETE', { id: left.id }, aboutGuild(left))
    },
    takeMessages: (user, takes) => {
      userOf(emulator, user).takesMessages = takes
    },

    seenBy: (user, spot) => {
      const who = userOf(emulator, user)
      return wordsSeen(emulator, who, spotOf(emulator, who, spot))
    },
    messagesSeenBy: (user, spot) => {
      const who = userOf(emulator, user)
      return messagesSeen(emulator, who, spotOf(emulator, who, spot)).map(({ id }) => id)
    },
    filesSeenBy: (user, spot) => {
      const who = userOf(emulator, user)
      const messages = messagesSeen(emulator, who, spotOf(emulator, who, spot))
      return messages
        .flatMap(filesShown)
        .map(({ filename: name, bytes }) => ({ name, content: Buffer.from(bytes).toString('utf8') }))
    },
    formBefore: (user) => {
      const open = emulator.modals.get(user)
      if (!open) return undefined
      const { custom_id: customId, title, components } = open.modal
      return { customId, title, inputs: inputsOf(components) }
    },
    pinnedIn: (channel) =>
      [...channelOf(channel).messages.values()].filter(({ pinnedAt }) => pinnedAt !== undefined).map(({ id }) => id),
    membersWhoSee: (channel) => {
      const found = channelOf(channel)
      const people: readonly User[] =
        found.guild === undefined
          ? [...world.users.values()]
          : [...guildOf(found.guild).members.values()].map(({ user }) => user)
      return people.filter((user) => !user.bot && sees(emulator, user, found)).map(({ id }) => id)
    },
    pingsOf: (channel, message) => {
      const found = channelOf(channel).messages.get(message)
      if (!found) throw new Error(`there is no message ${message}`)
      return found.pings
    },
    channels: (guild) =>
      [...world.channels.values()]
        .filter((each) => each.guild === guildOf(guild).id)
        .map(({ id, name, type, topic, parent }) => ({ id, name, type, topic, parent })),
    rolesOf: (user, guild) => {
      const joined = guildOf(guild)
      return [...(joined.members.get(user)?.roles ?? [])].map((role) => joined.roles.get(role)?.name ?? '')
    },
    commands: (guild) =>
      [...emulator.commands.values()].filter((each) => each.guild_id === guild).map(({ name }) => name),
    callsTo: (route) => emulator.calls.filter((each) => `${each.method} ${each.route}` === route).length,

    breakNext: (route, { status = 500, done = false, times = 1 } = {}) => {
      for (let n = 0; n < times; n += 1) emulator.breakages.push({ route, status, done })
    },
    now: clock.now,
    advance: clock.advance,
    stop: async () => {
      clock.stop()
      gateway.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function newUser({ world }: Emulator, display: string, locale: string, takesMessages: boolean): User {
  const id = world.mint()
  const plain = display.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')
  const taken = [...world.users.values()].filter(({ username }) => username.startsWith(plain)).length
  const user: User = {
    id,
    username: taken === 0 ? plain : `${plain}${taken}`,
    display,
    bot: false,
    takesMessages,
    locale,
  }
  world.users.set(id, user)
  return user
}

/** A guild with an owner, the bot with the role it was invited with, and one channel. */
function addGuild(emulator: Emulator, name: string): Guild {
  const { world, settings, clock } = emulator
  const owner = newUser(emulator, `Owner of ${name}`, 'en-US', true)
  const id = world.mint()
  const guild: Guild = { id, name, owner: owner.id, roles: new Map(), members: new Map() }
  world.guilds.set(id, guild)
  addRole(emulator, guild, { id, name: '@everyone', permissions: everyoneMay, position: 0 })
  const role = addRole(emulator, guild, {
    name: world.bot.display,
    permissions: settings.permissions,
    managed: true,
  })
  const joinedAt = clock.now()
  guild.members.set(owner.id, { user: owner, roles: new Set(), nick: undefined, joinedAt })
  guild.members.set(world.bot.id, { user: world.bot, roles: new Set([role.id]), nick: undefined, joinedAt })
  addChannel(world, { type: ChannelType.GuildText, name: 'general', guild: id })
  return guild
}
