import { PermissionFlagsBits as Bit } from 'discord.js'
import type { Emulator } from './emulator.ts'
import { channelPermissions, guildPermissions, has } from './permissions.ts'
import { refusals, wrongBody } from './refusal.ts'
import { botMember, type Channel, type Guild, type Overwrite } from './world.ts'

/** An overwrite as bodies write it. */
export interface OverwriteBody {
  readonly id: string
  readonly type?: 0 | 1 | null
  readonly allow?: string | number | null
  readonly deny?: string | number | null
}

/** An overwrite read from a body: for a role of this guild, or for a person whom Discord knows. */
export function overwriteOf({ world }: Emulator, guild: Guild, { id, type, allow, deny }: OverwriteBody): Overwrite {
  const kind = (type ?? (guild.roles.has(id) ? 0 : 1)) === 0 ? 'role' : 'member'
  if (kind === 'role' && !guild.roles.has(id)) throw refusals.unknownRole()
  if (kind === 'member' && !world.users.has(id)) throw refusals.unknownOverwrite()
  const overwrite: Overwrite = { id, kind, allow: BigInt(allow ?? 0), deny: BigInt(deny ?? 0) }
  if ((overwrite.allow & overwrite.deny) !== 0n)
    throw wrongBody(['permission_overwrites'], 'EMULATOR_OVERWRITE', 'A bit cannot be both allowed and denied')
  return overwrite
}

interface Where {
  /** The channel as it stands; absent when it is made. */
  readonly channel?: Channel
  readonly parent?: Channel | undefined
}

/**
 * "Only permissions your bot has in the guild or parent channel (if applicable) can be allowed/denied (unless your bot
 * has a MANAGE_ROLES overwrite in the channel)", and MANAGE_ROLES takes an administrator. Bits that stand as they were are
 * nobody's business. https://discord.com/developers/docs/resources/channel#modify-channel, discord-api-docs #2522, #3450
 */
export function checkOverwrites(
  { world }: Emulator,
  guild: Guild,
  next: readonly Overwrite[],
  { channel, parent = channel && world.channels.get(channel.parent ?? '') }: Where,
): void {
  if (next.length > 1_000)
    throw wrongBody(['permission_overwrites'], 'BASE_TYPE_MAX_LENGTH', 'Must be 1000 or fewer in length.')
  const bot = botMember(world, guild)
  const whole = guildPermissions(guild, bot)
  const given = [bot.user.id, ...bot.roles].map((id) => channel?.overwrites.get(id)?.allow ?? 0n)
  if (has(whole, Bit.Administrator) || given.some((allow) => has(allow, Bit.ManageRoles))) return
  const may = whole | (parent ? channelPermissions(world, guild, parent, bot) : 0n)
  for (const { id, allow, deny } of next) {
    const old = channel?.overwrites.get(id)
    const changed = (allow ^ (old?.allow ?? 0n)) | (deny ^ (old?.deny ?? 0n))
    if ((changed & Bit.ManageRoles) !== 0n || (changed & ~may) !== 0n) throw refusals.missingPermissions()
  }
}
