import { ChannelType, PermissionFlagsBits as Bit } from 'discord.js'
import { removeChannel, tellChannel, tellMessageGone } from './access.ts'
import type { Emulator } from './emulator.ts'
import { aboutGuild } from './gateway.ts'
import { userOf } from './people.ts'
import { addRole, removeRole, tellMember, tellRole } from './routes/guild.ts'
import { guildCreateJson } from './wire.ts'
import { addChannel, type Channel, type Guild, type Overwrite, type Role, type User } from './world.ts'

// What people with the rights to it do by hand in a guild: the bot hears of it as Discord would tell it.

/** The guild that is meant: without an id, the first. */
export function guildMeant({ world }: Emulator, id?: string): Guild {
  const guild = id === undefined ? [...world.guilds.values()][0] : world.guilds.get(id)
  if (!guild) throw new Error(`there is no guild ${id ?? ''}`)
  return guild
}

export function channelMeant({ world }: Emulator, id: string): Channel {
  const channel = world.channels.get(id)
  if (!channel) throw new Error(`there is no channel ${id}`)
  return channel
}

export function byHand(emulator: Emulator) {
  const { world, gateway, clock } = emulator
  const guildOfRole = (role: string): Guild => {
    const guild = [...world.guilds.values()].find(({ roles }) => roles.has(role))
    if (!guild) throw new Error(`there is no role ${role}`)
    return guild
  }
  const raise = (guild: Guild, role: Role): void => {
    role.position = guild.roles.size + 1
    tellRole(emulator, 'GUILD_ROLE_UPDATE', guild, role)
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
    addGuild: (name: string): string => {
      const guild = addGuild(emulator, name)
      gateway.tell('GUILD_CREATE', guildCreateJson(world, guild), aboutGuild(guild))
      return guild.id
    },
    /** Somebody joins. `admin`: they see everything in the guild. */
    enrol: (
      name: string,
      {
        guild,
        locale = 'en-US',
        admin = false,
        takesMessages = true,
      }: { guild?: string; locale?: string; admin?: boolean; takesMessages?: boolean } = {},
    ): string => {
      const user = newUser(emulator, name, locale, takesMessages)
      const joined = guildMeant(emulator, guild)
      const member = { user, roles: new Set<string>(), nick: undefined, joinedAt: clock.now() }
      joined.members.set(user.id, member)
      if (admin) member.roles.add(addRole(emulator, joined, { name: 'Admin', permissions: Bit.Administrator }).id)
      tellMember(emulator, 'GUILD_MEMBER_ADD', joined, member)
      return user.id
    },
    leave: (user: string, guild?: string): void => {
      const left = guildMeant(emulator, guild)
      const member = left.members.get(user)
      if (!member) throw new Error(`${user} is not in ${left.name}`)
      left.members.delete(user)
      tellMember(emulator, 'GUILD_MEMBER_REMOVE', left, member)
    },
    /** Whether somebody lets the bot write to them directly. */
    takeMessages: (user: string, takes: boolean): void => {
      userOf(emulator, user).takesMessages = takes
    },

    /** A role. `above`: higher than the bot's, so that the bot cannot give it. */
    addRole: (
      name: string,
      { guild, above = false, permissions = 0n }: { guild?: string; above?: boolean; permissions?: bigint } = {},
    ): string => {
      const joined = guildMeant(emulator, guild)
      const role = addRole(emulator, joined, { name, permissions })
      if (above) raise(joined, role)
      return role.id
    },
    /** Drags a role above the bot's own. */
    raiseRole: (id: string): void => {
      const guild = guildOfRole(id)
      const role = guild.roles.get(id)
      if (role) raise(guild, role)
    },
    giveRole: (user: string, role: string): void => setRole(user, role, true),
    takeRole: (user: string, role: string): void => setRole(user, role, false),
    removeRole: (role: string): void => {
      const guild = guildOfRole(role)
      const found = guild.roles.get(role)
      if (found) removeRole(emulator, guild, found)
    },

    /** A channel. `hidden`: @everyone does not see it, the bot included. */
    addChannel: (
      name: string,
      {
        guild,
        hidden = false,
        parent,
        category = false,
      }: { guild?: string; hidden?: boolean; parent?: string; category?: boolean } = {},
    ): string => {
      const joined = guildMeant(emulator, guild)
      const closed: Overwrite = { id: joined.id, kind: 'role', allow: 0n, deny: Bit.ViewChannel }
      const type = category ? ChannelType.GuildCategory : ChannelType.GuildText
      const channel = addChannel(world, { type, name, guild: joined.id, parent, overwrites: hidden ? [closed] : [] })
      tellChannel(emulator, 'CHANNEL_CREATE', channel)
      return channel.id
    },
    removeChannel: (channel: string): void => removeChannel(emulator, channelMeant(emulator, channel)),
    removeMessage: (channel: string, message: string): void => {
      const found = channelMeant(emulator, channel)
      if (!found.messages.delete(message)) throw new Error(`there is no message ${message}`)
      tellMessageGone(emulator, found, message)
    },
    /** Sets what a role or a person may in a channel; without bits, takes the overwrite away. */
    overwrite: (channel: string, whom: string, bits?: { allow?: bigint; deny?: bigint }): void => {
      const found = channelMeant(emulator, channel)
      const kind = guildMeant(emulator, found.guild).roles.has(whom) ? 'role' : 'member'
      if (bits) found.overwrites.set(whom, { id: whom, kind, allow: bits.allow ?? 0n, deny: bits.deny ?? 0n })
      else found.overwrites.delete(whom)
      tellChannel(emulator, 'CHANNEL_UPDATE', found)
    },

    /** Gives or takes bits of the bot in a whole guild. */
    setBotPermissions: (permissions: bigint, guild?: string): void => {
      const joined = guildMeant(emulator, guild)
      const role = [...joined.roles.values()].find(({ managed }) => managed)
      if (!role) throw new Error(`the bot has no role in ${joined.name}`)
      role.permissions = permissions
      tellRole(emulator, 'GUILD_ROLE_UPDATE', joined, role)
    },
    /** The bot is thrown out of a guild. */
    removeBot: (guild?: string): void => {
      const left = guildMeant(emulator, guild)
      left.members.delete(world.bot.id)
      const role = [...left.roles.values()].find(({ managed }) => managed)
      if (role) left.roles.delete(role.id)
      gateway.tell('GUILD_DELETE', { id: left.id }, aboutGuild(left))
    },
    /** The bot is invited, again, with the bits of its invitation. */
    inviteBot: (guild?: string): void => {
      const joined = guildMeant(emulator, guild)
      invite(emulator, joined)
      gateway.tell('GUILD_CREATE', guildCreateJson(world, joined), aboutGuild(joined))
    },
  }
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
export function addGuild(emulator: Emulator, name: string): Guild {
  const { world, clock } = emulator
  const owner = newUser(emulator, `Owner of ${name}`, 'en-US', true)
  const id = world.mint()
  const guild: Guild = { id, name, owner: owner.id, roles: new Map(), members: new Map() }
  world.guilds.set(id, guild)
  addRole(emulator, guild, { id, name: '@everyone', permissions: everyoneMay, position: 0 })
  guild.members.set(owner.id, { user: owner, roles: new Set(), nick: undefined, joinedAt: clock.now() })
  invite(emulator, guild)
  addChannel(world, { type: ChannelType.GuildText, name: 'general', guild: id })
  return guild
}

function invite(emulator: Emulator, guild: Guild): void {
  const { world, settings, clock } = emulator
  const { bot } = world
  const role = addRole(emulator, guild, { name: bot.display, permissions: settings.permissions, managed: true })
  guild.members.set(bot.id, { user: bot, roles: new Set([role.id]), nick: undefined, joinedAt: clock.now() })
}
