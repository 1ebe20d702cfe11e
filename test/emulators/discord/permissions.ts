import { PermissionFlagsBits as Bit } from 'discord.js'
import type { Channel, Guild, Member, Role, World } from './world.ts'

/** Every bit that there is. */
const allPermissions = Object.values(Bit).reduce((sum, bit) => sum | bit, 0n)

/** What a member may in the whole guild. https://discord.com/developers/docs/topics/permissions#permission-overwrites */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.owner === member.user.id) return allPermissions
  const roles = [guild.id, ...member.roles]
  const base = roles.reduce((sum, role) => sum | (guild.roles.get(role)?.permissions ?? 0n), 0n)
  return (base & Bit.Administrator) === 0n ? base : allPermissions
}

/** What a member may in a channel: computed from roles and overwrites at each look, never stored. */
export function channelPermissions(world: World, guild: Guild, channel: Channel, member: Member): bigint {
  const base = guildPermissions(guild, member)
  if (base === allPermissions) return base
  if (channel.thread) return threadPermissions(world, guild, channel, member)
  return implied(overwritten(guild, channel, member, base), Bit.SendMessages)
}

function overwritten(guild: Guild, channel: Channel, member: Member, base: bigint): bigint {
  const everyone = channel.overwrites.get(guild.id)
  let may = everyone ? (base & ~everyone.deny) | everyone.allow : base
  let allow = 0n
  let deny = 0n
  for (const role of member.roles) {
    const overwrite = channel.overwrites.get(role)
    if (!overwrite) continue
    allow |= overwrite.allow
    deny |= overwrite.deny
  }
  may = (may & ~deny) | allow
  const own = channel.overwrites.get(member.user.id)
  if (own) may = (may & ~own.deny) | own.allow
  return may
}

function threadPermissions(world: World, guild: Guild, channel: Channel, member: Member): bigint {
  const parent = channel.parent === undefined ? undefined : world.channels.get(channel.parent)
  if (!parent) return 0n
  const may = implied(overwritten(guild, parent, member, guildPermissions(guild, member)), Bit.SendMessagesInThreads)
  const { thread } = channel
  const isOutside = thread?.private === true && !thread.members.has(member.user.id) && (may & Bit.ManageThreads) === 0n
  return isOutside ? 0n : may
}

/** Whoever cannot see a channel can do nothing in it; whoever cannot send can send nothing with it. */
function implied(may: bigint, send: bigint): bigint {
  if ((may & Bit.ViewChannel) === 0n) return 0n
  if ((may & send) !== 0n) return may
  return may & ~(Bit.MentionEveryone | Bit.SendTTSMessages | Bit.AttachFiles | Bit.EmbedLinks)
}

export const has = (may: bigint, bit: bigint): boolean => (may & bit) === bit

/**
 * Whether a role stands below a member's highest, so that they may give, take or change it. Of two roles in one place the
 * older stands higher. The owner stands above all.
 */
export function isBelow(guild: Guild, role: Role, member: Member): boolean {
  if (guild.owner === member.user.id) return true
  return [...member.roles].some((id) => {
    const own = guild.roles.get(id)
    if (!own) return false
    return own.position === role.position ? BigInt(own.id) < BigInt(role.id) : own.position > role.position
  })
}

/** Which bit it takes to speak in a channel. */
export const speakBit = (channel: Channel): bigint => (channel.thread ? Bit.SendMessagesInThreads : Bit.SendMessages)
