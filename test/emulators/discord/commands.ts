import { ApplicationCommandOptionType as Option, ApplicationCommandType as Type } from 'discord.js'
import type { Command } from './emulator.ts'
import { refusals, wrongBody, type Wrong } from './refusal.ts'

// Rules of application commands that Discord's OpenAPI does not say.
// https://discord.com/developers/docs/interactions/application-commands

export interface CommandOption {
  readonly type: Option
  readonly name: string
  readonly description: string
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[]
  readonly options?: readonly CommandOption[]
  readonly min_value?: number
  readonly max_value?: number
  readonly min_length?: number
  readonly max_length?: number
  readonly channel_types?: readonly number[]
  readonly name_localizations?: Readonly<Record<string, string>> | null
  readonly description_localizations?: Readonly<Record<string, string>> | null
}

export interface CommandBody extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly type?: Type | null
  readonly description?: string | null
  readonly options?: readonly CommandOption[] | null
}

const nameRule = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const nested: ReadonlySet<Option> = new Set([Option.Subcommand, Option.SubcommandGroup])

export const optionsOf = (command: Readonly<Record<string, unknown>>): readonly CommandOption[] =>
  (command['options'] as readonly CommandOption[] | undefined) ?? []

/** Throws 50035 for what Discord refuses in one command. */
export function checkCommand(body: CommandBody, path: readonly (string | number)[] = []): void {
  const type = body.type ?? Type.ChatInput
  const wrongs: Wrong[] = []
  if (type === Type.ChatInput) {
    wrongs.push(...nameWrongs(body.name, [...path, 'name']))
    wrongs.push(...translationWrongs([body], path))
    if ((body.description ?? '') === '')
      wrongs.push({ path: [...path, 'description'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' })
    wrongs.push(...optionWrongs(optionsOf(body), [...path, 'options'], 0))
  } else {
    if ((body.description ?? '') !== '')
      wrongs.push({
        path: [...path, 'description'],
        code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
        message: 'Context menu commands cannot have description',
      })
    if (optionsOf(body).length > 0)
      wrongs.push({
        path: [...path, 'options'],
        code: 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
        message: 'Context menu commands cannot have options',
      })
  }
  const size = sizeOf(body)
  if (size > 8_000)
    wrongs.push({
      path,
      code: 'APPLICATION_COMMAND_TOO_LARGE',
      message: `Command exceeds maximum size (${size} > 8000)`,
    })
  if (wrongs.length > 0) throw refusals.formBody(wrongs)
}

function nameWrongs(name: string, path: readonly (string | number)[]): readonly Wrong[] {
  return nameRule.test(name) && name === name.toLowerCase()
    ? []
    : [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }]
}

type Translated = Pick<CommandOption, 'name' | 'name_localizations'>

/** In each locale names follow the same rule, and none is there twice; what has no translation keeps its own name there. */
function translationWrongs(beside: readonly Translated[], path: readonly (string | number)[]): readonly Wrong[] {
  const locales = new Set(beside.flatMap(({ name_localizations: all }) => Object.keys(all ?? {})))
  return [...locales].flatMap((locale) => {
    const names = beside.map(({ name, name_localizations: all }) => all?.[locale] ?? name)
    return names.flatMap((name, index): readonly Wrong[] => {
      const here = [...path, index, 'name_localizations', locale]
      if (names.indexOf(name) === index) return nameWrongs(name, here)
      const message = 'Option name already exists in options'
      return [{ path: here, code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message }]
    })
  })
}

function optionWrongs(
  options: readonly CommandOption[],
  path: readonly (string | number)[],
  depth: number,
): readonly Wrong[] {
  const wrongs: Wrong[] = [...translationWrongs(options, path)]
  const names = new Set<string>()
  let isOptionalSeen = false
  for (const [index, option] of options.entries()) {
    const here = [...path, index]
    wrongs.push(...nameWrongs(option.name, [...here, 'name']))
    if (names.has(option.name))
      wrongs.push({
        path: [...here, 'name'],
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        message: 'Option name already exists in options',
      })
    names.add(option.name)
    if (nested.has(option.type)) {
      const isTooDeep = depth > 1 || (depth === 1 && option.type === Option.SubcommandGroup)
      if (isTooDeep)
        wrongs.push({
          path: [...here, 'type'],
          code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          message: 'Sub-command option type is invalid here',
        })
      wrongs.push(...optionWrongs(option.options ?? [], [...here, 'options'], depth + 1))
      continue
    }
    if (option.required === true && isOptionalSeen)
      wrongs.push({
        path: here,
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message: 'Required options must be placed before non-required options',
      })
    isOptionalSeen ||= option.required !== true
    if (option.autocomplete === true && (option.choices?.length ?? 0) > 0)
      wrongs.push({
        path: here,
        code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
        message: 'An autocompleted option cannot have choices',
      })
    const chosen = option.choices?.map(({ name }) => name) ?? []
    if (new Set(chosen).size < chosen.length)
      wrongs.push({
        path: [...here, 'choices'],
        code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        message: 'Option choice name already exists',
      })
  }
  const isMixed = options.some(({ type }) => nested.has(type)) && !options.every(({ type }) => nested.has(type))
  if (isMixed)
    wrongs.push({
      path,
      code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      message: 'Sub-command and other options cannot be mixed',
    })
  return wrongs
}

/** All names, descriptions and values of one command, each at its longest translation. */
function sizeOf(body: CommandBody): number {
  const longest = (value: string | null | undefined, more: unknown): number =>
    Math.max(
      value?.length ?? 0,
      ...Object.values((more ?? {}) as Readonly<Record<string, string>>).map(({ length }) => length),
    )
  const optionSize = (option: CommandOption): number =>
    longest(option.name, option.name_localizations) +
    longest(option.description, option.description_localizations) +
    (option.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0) +
    (option.options ?? []).reduce((sum, each) => sum + optionSize(each), 0)
  return (
    longest(body.name, body['name_localizations']) +
    longest(body.description, body['description_localizations']) +
    optionsOf(body).reduce((sum, each) => sum + optionSize(each), 0)
  )
}

/** How many there may be of each type, in one guild or globally. */
export function checkCount(commands: readonly (Pick<Command, 'type'> & Translated)[]): void {
  for (const [type, limit] of [
    [Type.ChatInput, 100],
    [Type.User, 15],
    [Type.Message, 15],
  ] as const) {
    const same = commands.filter((each) => each.type === type)
    if (same.length > limit) throw refusals.tooManyCommands(limit)
    const names = same.map(({ name }) => name)
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index)
        throw wrongBody(
          [index, 'name'],
          'APPLICATION_COMMANDS_DUPLICATE_NAME',
          'Application command names must be unique',
        )
    if (type === Type.ChatInput && translationWrongs(same, []).length > 0)
      throw wrongBody(['name_localizations'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Names must be unique in a locale')
  }
}
