import { GatewayIntentBits as Intent, PermissionFlagsBits as Bit } from 'discord.js'
import { needInGuild, roleBelow, theGuild } from '../access.ts'
import type { Emulator } from '../emulator.ts'
import { aboutGuild } from '../gateway.ts'
import { guildPermissions, isBelow } from '../permissions.ts'
import { refusals, wrongBody } from '../refusal.ts'
import { part, type Call, type Route } from '../route.ts'
import { guildJson, memberJson, roleJson, type Json } from '../wire.ts'
import { botMember, type Guild, type Member, type Role } from '../world.ts'

interface RoleBody {
  readonly name?: string | null
  readonly permissions?: string | number | null
  readonly color?: number | null
  readonly colors?: { readonly primary_color: number } | null
  readonly hoist?: boolean | null
  readonly mentionable?: boolean | null
}

function memberOf(guild: Guild, call: Call): Member {
  const member = guild.members.get(part(call, 'user'))
  if (!member) throw refusals.unknownMember()
  return member
}

/** Tells of a member: those who asked to hear of members, and of the bot itself everybody. */
export function tellMember(emulator: Emulator, event: string, guild: Guild, member: Member): void {
  const isBot = member.user.id === emulator.world.bot.id
  emulator.gateway.tell(
    event,
    { ...memberJson(member), guild_id: guild.id },
    { guild: guild.id, intent: isBot ? Intent.Guilds : Intent.GuildMembers },
  )
}

/** A bot gives away only what it has itself. */
function checkBits({ world }: Emulator, guild: Guild, asked: bigint): void {
  if ((asked & ~guildPermissions(guild, botMember(world, guild))) !== 0n) throw refusals.missingPermissions()
}

/** Puts a new role at the bottom, above @everyone; the others move up by one. */
export function addRole(
  emulator: Emulator,
  guild: Guild,
  seed: Pick<Role, 'name' | 'permissions'> & Partial<Role>,
): Role {
  const moved = [...guild.roles.values()].filter(({ id }) => id !== guild.id)
  for (const role of moved) role.position += 1
  const role: Role = {
    id: emulator.world.mint(),
    position: 1,
    color: 0,
    hoist: false,
    mentionable: false,
    managed: false,
    ...seed,
  }
  guild.roles.set(role.id, role)
  tellRole(emulator, 'GUILD_ROLE_CREATE', guild, role)
  for (const each of moved) tellRole(emulator, 'GUILD_ROLE_UPDATE', guild, each)
  return role
}

export function tellRole({ gateway }: Emulator, event: string, guild: Guild, role: Role): void {
  gateway.tell(event, { guild_id: guild.id, role: roleJson(role) }, aboutGuild(guild))
}

function createRole(emulator: Emulator, guild: Guild, body: RoleBody): Role {
  needInGuild(emulator, guild, Bit.ManageRoles)
  if (guild.roles.size >= 250) throw refusals.tooManyRoles()
  // Without permissions of its own a role starts with those of @everyone.
  const everyone = guild.roles.get(guild.id)?.permissions ?? 0n
  const permissions = body.permissions === undefined || body.permissions === null ? everyone : BigInt(body.permissions)
  if (body.permissions !== undefined) checkBits(emulator, guild, permissions)
  return addRole(emulator, guild, {
    name: body.name ?? 'new role',
    permissions,
    color: body.colors?.primary_color ?? body.color ?? 0,
    hoist: body.hoist ?? false,
    mentionable: body.mentionable ?? false,
  })
}

function editRole(emulator: Emulator, guild: Guild, call: Call): Role {
  needInGuild(emulator, guild, Bit.ManageRoles)
  const role = roleBelow(emulator, guild, part(call, 'role'))
  const body = call.body as RoleBody
  if (body.permissions !== undefined && body.permissions !== null) {
    checkBits(emulator, guild, BigInt(body.permissions) & ~role.permissions)
    role.permissions = BigInt(body.permissions)
  }
  role.name = body.name ?? role.name
  role.color = body.colors?.primary_color ?? body.color ?? role.color
  role.hoist = body.hoist ?? role.hoist
  role.mentionable = body.mentionable ?? role.mentionable
  tellRole(emulator, 'GUILD_ROLE_UPDATE', guild, role)
  return role
}

/** Deletes a role: its members lose it, and its overwrites go with it. */
export function removeRole(emulator: Emulator, guild: Guild, role: Role): void {
  guild.roles.delete(role.id)
  for (const member of guild.members.values()) member.roles.delete(role.id)
  for (const channel of emulator.world.channels.values())
    if (channel.guild === guild.id) channel.overwrites.delete(role.id)
  emulator.gateway.tell('GUILD_ROLE_DELETE', { guild_id: guild.id, role_id: role.id }, aboutGuild(guild))
}

function giveRole(emulator: Emulator, call: Call, isGiven: boolean): undefined {
  const guild = theGuild(emulator, call)
  needInGuild(emulator, guild, Bit.ManageRoles)
  const member = memberOf(guild, call)
  const role = roleBelow(emulator, guild, part(call, 'role'))
  if (role.managed || role.id === guild.id) throw refusals.invalidRole()
  if (isGiven) member.roles.add(role.id)
  else member.roles.delete(role.id)
  tellMember(emulator, 'GUILD_MEMBER_UPDATE', guild, member)
  return undefined
}

function search(guild: Guild, call: Call): readonly Json[] {
  const query = (call.query.get('query') ?? '').toLowerCase()
  if (query === '') throw wrongBody(['query'], 'BASE_TYPE_REQUIRED', 'This field is required')
  const limit = Number(call.query.get('limit') ?? 1)
  if (!(limit >= 1 && limit <= 1_000))
    throw wrongBody(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 1000.')
  // The documentation names usernames and nicknames; the name that is shown is found too, as people see when they mention.
  const fits = ({ user, nick }: Member): boolean =>
    [user.username, user.display, nick ?? ''].some((name) => name.toLowerCase().startsWith(query))
  return [...guild.members.values()].filter(fits).slice(0, limit).map(memberJson)
}

const rolesPath = '/guilds/:guild/roles'

export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    run: (emulator, call) => {
      const guild = theGuild(emulator, call)
      const counts = { approximate_member_count: guild.members.size, approximate_presence_count: 1 }
      return { ...guildJson(guild), ...(call.query.get('with_counts') === 'true' && counts) }
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    run: (emulator, call) => {
      const guild = theGuild(emulator, call)
      if ((emulator.settings.privilegedIntents & Intent.GuildMembers) === 0) throw refusals.missingAccess()
      const limit = Number(call.query.get('limit') ?? 1)
      if (!(limit >= 1 && limit <= 1_000))
        throw wrongBody(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 1000.')
      const after = BigInt(call.query.get('after') ?? 0)
      const found = [...guild.members.values()].filter(({ user }) => BigInt(user.id) > after)
      return found
        .toSorted((one, other) => (BigInt(one.user.id) < BigInt(other.user.id) ? -1 : 1))
        .slice(0, limit)
        .map(memberJson)
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/search',
    run: (emulator, call) => search(theGuild(emulator, call), call),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    run: (emulator, call) => memberJson(memberOf(theGuild(emulator, call), call)),
  },
  {
    method: 'PUT',
    path: '/guilds/:guild/members/:user/roles/:role',
    run: (emulator, call) => giveRole(emulator, call, true),
  },
  {
    method: 'DELETE',
    path: '/guilds/:guild/members/:user/roles/:role',
    run: (emulator, call) => giveRole(emulator, call, false),
  },
  {
    method: 'GET',
    path: rolesPath,
    run: (emulator, call) => [...theGuild(emulator, call).roles.values()].map(roleJson),
  },
  {
    method: 'GET',
    path: `${rolesPath}/member-counts`,
    run: (emulator, call) => {
      const guild = theGuild(emulator, call)
      const count = (role: string): number => [...guild.members.values()].filter(({ roles }) => roles.has(role)).length
      return Object.fromEntries([...guild.roles.keys()].filter((id) => id !== guild.id).map((id) => [id, count(id)]))
    },
  },
  {
    method: 'GET',
    path: `${rolesPath}/:role`,
    run: (emulator, call) => {
      const role = theGuild(emulator, call).roles.get(part(call, 'role'))
      if (!role) throw refusals.unknownRole()
      return roleJson(role)
    },
  },
  {
    method: 'POST',
    path: rolesPath,
    shape: 'create role',
    run: (emulator, call) => roleJson(createRole(emulator, theGuild(emulator, call), call.body as RoleBody)),
  },
  {
    method: 'PATCH',
    path: rolesPath,
    shape: 'move roles',
    run: (emulator, call) => {
      const guild = theGuild(emulator, call)
      needInGuild(emulator, guild, Bit.ManageRoles)
      const bot = botMember(emulator.world, guild)
      for (const { id, position } of call.body as readonly { id: string; position?: number | null }[]) {
        const role = roleBelow(emulator, guild, id)
        if (!isBelow(guild, { ...role, position: position ?? role.position }, bot)) throw refusals.missingPermissions()
        role.position = position ?? role.position
      }
      return [...guild.roles.values()].map(roleJson)
    },
  },
  {
    method: 'PATCH',
    path: `${rolesPath}/:role`,
    shape: 'edit role',
    run: (emulator, call) => roleJson(editRole(emulator, theGuild(emulator, call), call)),
  },
  {
    method: 'DELETE',
    path: `${rolesPath}/:role`,
    run: (emulator, call) => {
      const guild = theGuild(emulator, call)
      needInGuild(emulator, guild, Bit.ManageRoles)
      const role = roleBelow(emulator, guild, part(call, 'role'))
      if (role.managed || role.id === guild.id) throw refusals.invalidRole()
      removeRole(emulator, guild, role)
      return undefined
    },
  },
]
