import { ApplicationCommandType as Type } from 'discord.js'
import { guildOf } from '../access.ts'
import { checkCommand, checkCount, type CommandBody } from '../commands.ts'
import type { Command, Emulator } from '../emulator.ts'
import { windows, type Take } from '../rate.ts'
import { refusals } from '../refusal.ts'
import { part, type Call, type Route } from '../route.ts'

const creates = new WeakMap<Emulator, Take>()

function scopeOf(emulator: Emulator, call: Call): string | undefined {
  if (part(call, 'application') !== emulator.world.bot.id) throw refusals.missingAccess()
  const { guild } = call.params
  return guild === undefined ? undefined : guildOf(emulator, guild).id
}

const commandsIn = ({ commands }: Emulator, scope: string | undefined): readonly Command[] =>
  [...commands.values()].filter(({ guild_id: guild }) => guild === scope)

const same = (one: { readonly name: string; readonly type?: Type | null }, other: Command): boolean =>
  one.name === other.name && (one.type ?? Type.ChatInput) === other.type

function made(emulator: Emulator, body: CommandBody, scope: string | undefined, id: string): Command {
  return {
    name_localizations: null,
    description_localizations: null,
    default_member_permissions: null,
    nsfw: false,
    integration_types: [0],
    contexts: null,
    ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== null)),
    description: body.description ?? '',
    name: body.name,
    type: body.type ?? Type.ChatInput,
    id,
    application_id: emulator.world.bot.id,
    guild_id: scope,
    version: emulator.world.mint(),
  }
}

/** 200 creates a day in each guild. */
function countCreate(emulator: Emulator, scope: string | undefined): void {
  const take = creates.get(emulator) ?? windows(emulator.clock)
  creates.set(emulator, take)
  const share = take(scope ?? 'global', 200, 86_400_000)
  if (share.isOver) throw refusals.tooManyCommandCreates(share.resetAfter)
}

function write(emulator: Emulator, scope: string | undefined, body: CommandBody): Command {
  const before = commandsIn(emulator, scope).find((each) => same(body, each))
  if (!before) countCreate(emulator, scope)
  const command = made(emulator, body, scope, before?.id ?? emulator.world.mint())
  emulator.commands.set(command.id, command)
  return command
}

function theCommand(emulator: Emulator, call: Call): Command {
  const command = commandsIn(emulator, scopeOf(emulator, call)).find(({ id }) => id === part(call, 'command'))
  if (!command) throw refusals.unknownCommand()
  return command
}

const commandRoutesAt = (path: string): readonly Route[] => [
  {
    method: 'GET',
    path,
    run: (emulator, call) => [...commandsIn(emulator, scopeOf(emulator, call))],
  },
  {
    method: 'POST',
    path,
    shape: 'create command',
    status: 201,
    run: (emulator, call) => {
      const scope = scopeOf(emulator, call)
      const body = call.body as CommandBody
      checkCommand(body)
      const others = commandsIn(emulator, scope).filter((each) => !same(body, each))
      checkCount([...others, { ...body, type: body.type ?? Type.ChatInput }])
      return write(emulator, scope, body)
    },
  },
  {
    method: 'PUT',
    path,
    shape: 'set commands',
    run: (emulator, call) => {
      const scope = scopeOf(emulator, call)
      const bodies = call.body as readonly CommandBody[]
      for (const [index, body] of bodies.entries()) checkCommand(body, [index])
      checkCount(bodies.map((body) => ({ ...body, type: body.type ?? Type.ChatInput })))
      for (const command of commandsIn(emulator, scope))
        if (!bodies.some((body) => same(body, command))) emulator.commands.delete(command.id)
      return bodies.map((body) => write(emulator, scope, body))
    },
  },
  { method: 'GET', path: `${path}/:command`, run: theCommand },
  {
    method: 'PATCH',
    path: `${path}/:command`,
    shape: 'edit command',
    run: (emulator, call) => {
      const before = theCommand(emulator, call)
      const body = { ...before, ...(call.body as Partial<CommandBody>) }
      checkCommand(body)
      const command = made(emulator, body, before.guild_id, before.id)
      emulator.commands.set(command.id, command)
      return command
    },
  },
  {
    method: 'DELETE',
    path: `${path}/:command`,
    run: (emulator, call) => {
      emulator.commands.delete(theCommand(emulator, call).id)
      return undefined
    },
  },
]

export const commandRoutes: readonly Route[] = [
  ...commandRoutesAt('/applications/:application/commands'),
  ...commandRoutesAt('/applications/:application/guilds/:guild/commands'),
]
