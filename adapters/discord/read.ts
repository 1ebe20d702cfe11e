import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  CommandInteractionOption,
  Interaction,
  MessageContextMenuCommandInteraction,
} from 'discord.js'
import { nameOf, type Catalogue } from '../../src/port/command.ts'
import type { Given, GivenAnswers } from '../../src/port/form.ts'
import { channelId, personId } from '../../src/port/id.ts'
import type { Asking, Invocation } from '../../src/port/invocation.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { lineCommand, onMessages } from './commands.ts'
import type { ReadFile } from './filled.ts'

// What Discord sends, as invocations. Invariant: nothing here judges, and nothing answers.

/** Who did it, where, and with a key that is the same when Discord delivers it again. */
export const invocationOf = (interaction: Interaction, what: Asking): Invocation => ({
  key: `discord:${interaction.id}`,
  who: { platform: 'discord', id: personId.parse(interaction.user.id), name: nameOn(interaction) },
  where: { platform: 'discord', channel: placeOf(interaction) },
  what,
})

/** What people call themselves in this server, else on Discord. */
function nameOn({ member, user }: Interaction): string {
  if (member && 'displayName' in member) return member.displayName
  return member?.nick ?? user.displayName
}

/** A thread belongs to the channel that it is in. */
function placeOf({ guildId, channel, channelId: id }: Interaction): Invocation['where']['channel'] {
  if (guildId === null || id === null) return 'direct'
  return channelId.parse(channel?.isThread() ? (channel.parentId ?? id) : id)
}

/** A slash command: its options as answers. One that cannot be undone opens its form, which says so. */
export async function commandGiven(
  interaction: ChatInputCommandInteraction,
  catalogue: Catalogue,
  read: ReadFile,
): Promise<Asking> {
  const verb = interaction.options.getSubcommand()
  if (interaction.commandName === lineCommand.noun && verb === lineCommand.verb)
    return { kind: 'line', text: interaction.options.getString(lineCommand.option)?.trim() ?? '' }
  const command = `${interaction.commandName} ${verb}`
  const declared = catalogue.find((one) => nameOf(one) === command)
  const answers: Record<string, Given> = {}
  for (const { name, value, attachment } of optionsOf(interaction)) {
    if (attachment) answers[name] = await read({ url: attachment.url, bytes: attachment.size })
    else if (value !== undefined) answers[name] = typeof value === 'number' ? String(value) : value
  }
  return { kind: 'form', command, answers, ...(declared?.confirm && { ask: true }) }
}

const optionsOf = ({
  options,
}: ChatInputCommandInteraction | AutocompleteInteraction): readonly CommandInteractionOption[] =>
  options.data[0]?.options ?? []

/** Somebody is typing into an option. */
export function typedInto(interaction: AutocompleteInteraction): Asking {
  const focused = interaction.options.getFocused(true)
  const others = optionsOf(interaction).filter(({ name, value }) => name !== focused.name && value !== undefined)
  const answers: GivenAnswers = Object.fromEntries(others.map(({ name, value }) => [name, String(value)]))
  return {
    kind: 'choices',
    command: `${interaction.commandName} ${interaction.options.getSubcommand()}`,
    field: focused.name,
    typed: focused.value,
    answers,
  }
}

/** A message, taken as a concern or a proposal: the form opens with its words. */
export function takenFrom(interaction: MessageContextMenuCommandInteraction): Asking | undefined {
  const menu = onMessages.find(({ name }) => label(say(name)) === interaction.commandName)
  if (!menu) return undefined
  const answers = { [menu.field]: interaction.targetMessage.content }
  return { kind: 'form', command: menu.command, answers, ask: true }
}
