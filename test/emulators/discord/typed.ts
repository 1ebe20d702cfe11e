import {
  ApplicationCommandOptionType as Option,
  type ApplicationCommandType as Type,
  PermissionFlagsBits as Bit,
} from 'discord.js'
import { optionsOf, type CommandOption } from './commands.ts'
import type { Command, Emulator } from './emulator.ts'
import { has, speakBit } from './permissions.ts'
import { wordsOf } from './raw.ts'
import { may, sees } from './view.ts'
import { channelJson, memberJson, roleJson, userJson, type Json } from './wire.ts'
import type { Channel, User } from './world.ts'

// What a person's client offers and takes when they type a command. Whatever it would not send is an error here.

export type Typed = string | number | boolean
export type TypedOptions = Readonly<Record<string, Typed>>

const contextOf = (channel: Channel): number => (channel.guild === undefined ? 1 : 0)

function isOffered(emulator: Emulator, user: User, channel: Channel, command: Command): boolean {
  if (command.guild_id !== undefined && command.guild_id !== channel.guild) return false
  const guild = channel.guild === undefined ? undefined : emulator.world.guilds.get(channel.guild)
  if (guild && !guild.members.has(emulator.world.bot.id)) return false
  const contexts = command['contexts'] as readonly number[] | null
  if (contexts && !contexts.includes(contextOf(channel))) return false
  if (channel.guild === undefined && command['dm_permission'] === false) return false
  const bits = command['default_member_permissions']
  // "0" is for administrators only. In a direct conversation nobody asks.
  if (channel.guild === undefined || bits === null || bits === undefined) return true
  const mine = may(emulator, user, channel)
  return has(mine, Bit.Administrator) || (wordsOf(bits) !== '0' && has(mine, BigInt(wordsOf(bits))))
}

/** The command that a person means, where it is offered to them: rejects where it is not. */
export function offered(emulator: Emulator, user: User, channel: Channel, type: Type, name: string): Command {
  if (!sees(emulator, user, channel)) throw new Error(`${user.display} does not see this channel`)
  const mine = may(emulator, user, channel)
  if (!has(mine, Bit.UseApplicationCommands)) throw new Error(`${user.display} may not use commands here`)
  // Commands, those in menus too, are for who may speak; buttons are not: discord-api-docs #2696, #4626.
  if (!has(mine, channel.guild === undefined ? Bit.SendMessages : speakBit(channel)))
    throw new Error(`${user.display} cannot write here, and so cannot use a command`)
  const command = [...emulator.commands.values()]
    .filter((each) => each.type === type && each.name === name && isOffered(emulator, user, channel, each))
    .toSorted((one) => (one.guild_id === undefined ? 1 : -1))[0]
  if (!command) throw new Error(`no command ${name} is offered to ${user.display} here`)
  return command
}

/** The options of a command or of its sub-command, and the nest that its name makes of what was typed. */
export function nestOf(
  command: Command,
  words: readonly string[],
): { options: readonly CommandOption[]; nest: (given: readonly Json[]) => readonly Json[] } {
  let options = optionsOf(command)
  const path: { readonly type: Option; readonly name: string }[] = []
  for (const word of words) {
    const option = options.find(({ name, type }) => name === word && type <= Option.SubcommandGroup)
    if (!option) throw new Error(`/${command.name} has no ${word}`)
    path.push({ type: option.type, name: option.name })
    options = option.options ?? []
  }
  if (options.some(({ type }) => type <= Option.SubcommandGroup))
    throw new Error(`/${command.name} needs a sub-command`)
  return {
    options,
    nest: (given) => path.toReversed().reduce<readonly Json[]>((inner, step) => [{ ...step, options: inner }], given),
  }
}

/** What was typed into the options, as the client sends it. `focused`: the option in which somebody is typing. */
export function givenOptions(
  emulator: Emulator,
  channel: Channel,
  options: readonly CommandOption[],
  typed: TypedOptions,
  focused?: string,
): { given: readonly Json[]; resolved: Json } {
  const strange = Object.keys(typed).find((name) => !options.some((option) => option.name === name))
  if (strange !== undefined) throw new Error(`this command has no option ${strange}`)
  const resolved: Record<string, Record<string, unknown>> = {}
  const given = options.flatMap((option): readonly Json[] => {
    const value = typed[option.name]
    if (value === undefined) {
      if (option.required === true && focused === undefined) throw new Error(`${option.name} is required`)
      return []
    }
    const isFocused = option.name === focused
    const sent = isFocused ? value : valueOf(option, value)
    if (!isFocused) resolve(emulator, channel, option.type, String(sent), resolved)
    return [{ name: option.name, type: option.type, value: sent, ...(isFocused && { focused: true }) }]
  })
  return { given, resolved }
}

function valueOf(option: CommandOption, value: Typed): Typed {
  const { choices, name } = option
  if (choices && choices.length > 0) {
    const chosen = choices.find((choice) => choice.name === value || choice.value === value)
    if (!chosen) throw new Error(`${name} has no choice ${value}`)
    return chosen.value
  }
  switch (option.type) {
    case Option.String: {
      const { length } = String(value)
      if (length < (option.min_length ?? 0) || length > (option.max_length ?? 6_000))
        throw new Error(`${name} takes ${option.min_length ?? 0} to ${option.max_length ?? 6_000} characters`)
      return String(value)
    }
    case Option.Integer:
    case Option.Number: {
      const number = Number(value)
      const isRead = option.type === Option.Integer ? Number.isInteger(number) : Number.isFinite(number)
      if (!isRead || number < (option.min_value ?? -Infinity) || number > (option.max_value ?? Infinity))
        throw new Error(`${name} does not take ${value}`)
      return number
    }
    case Option.Boolean:
      if (typeof value !== 'boolean') throw new Error(`${name} is True or False`)
      return value
    default:
      return String(value)
  }
}

/** Adds who or what an id is: the bot need not ask. */
export function resolve(
  { world }: Emulator,
  channel: Channel,
  type: Option,
  id: string,
  into: Record<string, Record<string, unknown>>,
): void {
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild)
  const put = (kind: string, json: Json): void => {
    into[kind] = { ...into[kind], [id]: json }
  }
  const user = world.users.get(id)
  const role = guild?.roles.get(id)
  const asked = (one: Option): boolean => type === one || type === Option.Mentionable
  if (asked(Option.User) && user) {
    put('users', userJson(user))
    const member = guild?.members.get(id)
    if (member) put('members', withoutUser(memberJson(member)))
    return
  }
  if (asked(Option.Role) && role) return put('roles', roleJson(role))
  const named = world.channels.get(id)
  if (type === Option.Channel && named) return put('channels', channelJson(world, named))
  const isPicked =
    type === Option.Mentionable || type === Option.User || type === Option.Role || type === Option.Channel
  if (isPicked) throw new Error(`there is no ${id} to choose`)
}

const withoutUser = ({ user: _user, ...rest }: Json): Json => rest
