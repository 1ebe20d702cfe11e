import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type Interaction,
  type ModalSubmitInteraction,
} from 'discord.js'
import { nameOf } from '../../src/port/command.ts'
import { messageId, personId } from '../../src/port/id.ts'
import type { Asking } from '../../src/port/invocation.ts'
import { say } from '../../src/text/say.ts'
import type { Answer, Answerable } from './answer.ts'
import { areYouSure, asked, nextPage, opened, tryAgain } from './asked.ts'
import { meaningOf } from './custom-id.ts'
import { told, type Desk } from './desk.ts'
import { FileRefused, readFile } from './file.ts'
import { answersAfter, answersAlone, filledIn, withoutFiles } from './filled.ts'
import type { Kept } from './kept.ts'
import { privately } from './private.ts'
import { commandGiven, invocationOf, takenFrom, typedInto } from './read.ts'
import { shortened } from './shortened.ts'

/** What somebody gets for what they did: a card, a form, or the question whether they are sure. */
export async function answerTo(desk: Desk, interaction: Answerable): Promise<Answer> {
  try {
    if (interaction.isChatInputCommand())
      return await brought(desk, interaction, await commandGiven(interaction, desk.catalogue, readFile))
    if (interaction.isButton()) return await pressed(desk, interaction)
    if (interaction.isModalSubmit()) return await submitted(desk, interaction)
    const taken = takenFrom(interaction)
    return taken ? await brought(desk, interaction, taken) : told(desk, say('discord/button-unknown'))
  } catch (error) {
    if (error instanceof FileRefused) return told(desk, error.says)
    throw error
  }
}

/** What there is to choose from, while somebody types. */
export async function choicesFor({ dispatch }: Desk, interaction: AutocompleteInteraction): Promise<void> {
  const reply = await dispatch(invocationOf(interaction, typedInto(interaction)))
  const choices = reply.kind === 'choices' ? reply.choices : []
  const fitting = choices
    .filter(({ value, label: name }) => name !== '' && value !== '' && value.length <= 100)
    .slice(0, 25)
  await interaction.respond(fitting.map(({ label: name, value }) => ({ name: shortened(name, 100), value })))
}

/** Whether the answer takes the place of the message from which somebody acted. */
export function isInPlace(interaction: Interaction): boolean {
  if (interaction.isModalSubmit()) return interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false
  if (!interaction.isButton() || !interaction.message.flags.has(MessageFlags.Ephemeral)) return false
  const meaning = meaningOf(interaction.customId)
  return meaning.kind !== 'press' || meaning.asked === 'sure'
}

async function pressed(desk: Desk, interaction: ButtonInteraction): Promise<Answer> {
  const meaning = meaningOf(interaction.customId)
  switch (meaning.kind) {
    case 'press': {
      if (meaning.asked === 'ask') return areYouSure(desk, meaning.press, interaction)
      const isCard = interaction.inGuild() && !interaction.message.flags.has(MessageFlags.Ephemeral)
      const message = isCard ? { message: messageId.parse(interaction.message.id) } : {}
      return await brought(desk, interaction, { kind: 'press', press: meaning.press, ...message })
    }
    case 'never mind':
      return told(desk, say('discord/never-mind'))
    case 'open form': {
      const kept = desk.forms.find(meaning.form, personId.parse(interaction.user.id))
      return kept ? opened(desk, kept, meaning.form, meaning.page) : await again(desk, interaction, meaning.command)
    }
    case 'send form': {
      const kept = desk.forms.find(meaning.form, personId.parse(interaction.user.id))
      return kept ? await sent(desk, interaction, kept, meaning.form) : await again(desk, interaction, meaning.command)
    }
    case 'whole form':
    case 'unknown':
      return told(desk, say('discord/button-unknown'))
  }
}

async function submitted(desk: Desk, interaction: ModalSubmitInteraction): Promise<Answer> {
  const meaning = meaningOf(interaction.customId)
  const filled = filledIn(interaction)
  if (meaning.kind === 'whole form' && meaning.press.kind === 'command') {
    const { command, answers } = meaning.press
    const given = await answersAlone(filled, readFile)
    return await brought(desk, interaction, { kind: 'form', command, answers: { ...answers, ...given } })
  }
  if (meaning.kind !== 'open form') return told(desk, say('discord/button-unknown'))
  const kept = desk.forms.find(meaning.form, personId.parse(interaction.user.id))
  const page = kept?.pages[meaning.page]
  if (!kept || !page) return told(desk, say('discord/form-forgotten'))
  const read = await answersAfter(page, kept.given, filled, readFile).catch(onlyRefused)
  if (read instanceof FileRefused) {
    // All else that was typed on the page stays.
    const given = await answersAfter(page, kept.given, withoutFiles(filled), readFile)
    const id = desk.forms.keep({ ...kept, given }, meaning.form)
    return tryAgain(desk, kept, id, meaning.page, read.says)
  }
  const after: Kept = { ...kept, given: read, done: new Set([...kept.done, meaning.page]) }
  desk.forms.keep(after, meaning.form)
  const next = after.pages.findIndex((_, n) => !after.done.has(n))
  return next === -1 ? await sent(desk, interaction, after, meaning.form) : nextPage(desk, after, meaning.form, next)
}

const onlyRefused = (error: unknown): FileRefused => {
  if (error instanceof FileRefused) return error
  throw error
}

/** Sends what a kept form has come to. */
async function sent(desk: Desk, interaction: Answerable, { form, given }: Kept, id: string): Promise<Answer> {
  const reply = await brought(desk, interaction, {
    kind: 'form',
    command: form.command,
    answers: { ...form.settled, ...given },
  })
  desk.forms.forget(id)
  return reply
}

/** A form that nobody keeps any more, after a restart: it begins again, empty. */
async function again(desk: Desk, interaction: Answerable, command: string): Promise<Answer> {
  if (!desk.catalogue.some((one) => nameOf(one) === command)) return told(desk, say('discord/form-forgotten'))
  return await brought(desk, interaction, { kind: 'form', command, answers: {}, ask: true })
}

async function brought(desk: Desk, interaction: Answerable, what: Asking): Promise<Answer> {
  const reply = await desk.dispatch(invocationOf(interaction, what))
  if (reply.kind === 'card') return { kind: 'messages', messages: privately(reply.card, desk.how, desk.now()) }
  if (reply.kind === 'form') return asked(desk, interaction, reply.form)
  return told(desk, say('discord/button-unknown'))
}
