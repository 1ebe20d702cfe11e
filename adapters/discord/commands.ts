import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { nameOf, type Catalogue, type CommandDeclaration } from '../../src/port/command.ts'
import type { Field } from '../../src/port/field.ts'
import { label } from '../../src/text/plain.ts'
import { say, type Key } from '../../src/text/say.ts'
import { localised } from './localised.ts'
import { shortened } from './shortened.ts'

/** The command and the verb that take a whole line, as it is typed on other platforms. */
export const lineCommand = { noun: 'caucus', verb: 'do', option: 'line' } as const

/** What a message can be made into from its menu: the command, and the field that its words go into. */
export const onMessages = [
  { command: 'concern raise', field: 'says', name: 'discord/raise-as-concern' },
  { command: 'proposal submit', field: 'text', name: 'discord/submit-as-proposal' },
] as const satisfies readonly { command: string; field: string; name: Key }[]

/** Offered to those who manage the server, unless they let others: who founds an assembly has channels made. */
const forManagers: ReadonlySet<string> = new Set(['assembly'])

const said = (key: Key): string => label(say(key))
const common = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
}

/**
 * The catalogue as Discord's commands: each noun is a command, each verb a sub-command, each field an option. No option is
 * required, for what is missing is asked in a form, where there is room to write.
 */
export function commandsOf(catalogue: Catalogue): RESTPutAPIApplicationCommandsJSONBody {
  const nouns = new Set([...catalogue.map(({ name }) => name[0]), lineCommand.noun])
  const menus = onMessages.filter(({ command }) => catalogue.some((one) => nameOf(one) === command))
  return [
    ...[...nouns].map((noun) => ({
      ...common,
      type: ApplicationCommandType.ChatInput as const,
      name: noun,
      name_localizations: localised(({ nouns: words }) => words[noun]),
      description: label(say('discord/noun', { noun })),
      ...(forManagers.has(noun) && { default_member_permissions: String(PermissionFlagsBits.ManageGuild) }),
      options: [
        ...catalogue.filter(({ name }) => name[0] === noun).map(subCommand),
        ...(noun === lineCommand.noun ? [lineSubCommand()] : []),
      ],
    })),
    ...menus.map(({ name, command }) => ({
      ...common,
      contexts: [InteractionContextType.Guild],
      type: ApplicationCommandType.Message as const,
      name: said(name),
      name_localizations: localised(({ menus: words }) => words[command]),
    })),
  ]
}

function subCommand(command: CommandDeclaration): APIApplicationCommandSubcommandOption {
  const { name, about, ask } = command
  return {
    type: OptionType.Subcommand,
    name: name[1],
    description: shortened(said(about), 100),
    ...inOtherLanguages(nameOf(command)),
    options: Object.entries(ask).map(([field, asked]) => optionOf(field, asked)),
  }
}

const inOtherLanguages = (command: string) => ({
  name_localizations: localised(({ verbs }) => verbs[command]),
  description_localizations: localised(({ abouts }) => abouts[command]),
})

const lineSubCommand = (): APIApplicationCommandSubcommandOption => ({
  type: OptionType.Subcommand,
  name: lineCommand.verb,
  description: said('discord/line-about'),
  ...inOtherLanguages(`${lineCommand.noun} ${lineCommand.verb}`),
  options: [
    {
      type: OptionType.String,
      name: lineCommand.option,
      name_localizations: localised(({ options }) => options[lineCommand.option]),
      description: said('discord/line'),
    },
  ],
})

/** https://discord.com/developers/docs/interactions/application-commands: a text option holds 6,000 characters. */
const longestOption = 6_000

function optionOf(name: string, { label: key, how }: Field): APIApplicationCommandBasicOption {
  const about = {
    name,
    name_localizations: localised(({ options }) => options[name]),
    description: shortened(said(key), 100),
  }
  switch (how.kind) {
    case 'line':
    case 'words':
      return { ...about, type: OptionType.String, max_length: Math.min(how.max, longestOption) }
    case 'each':
    case 'moment':
      return { ...about, type: OptionType.String }
    case 'text':
      return { ...about, type: OptionType.Attachment }
    case 'tick':
      return { ...about, type: OptionType.Boolean }
    case 'number':
      return { ...about, type: OptionType.Integer, min_value: how.min, max_value: how.max }
    case 'fixed': {
      // Several of them are typed with commas between: a menu of choices takes one.
      if (how.many) return { ...about, type: OptionType.String }
      const choices = how.choices.map(({ value, says }) => ({ name: shortened(said(says), 100), value }))
      return { ...about, type: OptionType.String, choices }
    }
    case 'from':
      return { ...about, type: OptionType.String, autocomplete: true }
  }
}
