import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type AutocompleteInteraction,
  type APIButtonComponentWithCustomId,
  type ButtonInteraction,
  type Interaction,
  type ModalSubmitInteraction,
} from 'discord.js'
import { heading, line, type Card, type Press } from '../../src/port/card.ts'
import { nameOf, type Catalogue } from '../../src/port/command.ts'
import type { Form } from '../../src/port/form.ts'
import { messageId, personId } from '../../src/port/id.ts'
import type { Asking, Dispatch } from '../../src/port/invocation.ts'
import { longestToken, pressToken } from '../../src/port/token.ts'
import { memberText, strong, type Parts } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import type { Answer, Answerable } from './answer.ts'
import { meaningOf, neverMindId, openFormId, pressId, sendFormId, wholeFormId } from './custom-id.ts'
import { FileRefused, readFile } from './file.ts'
import { answersAfter, answersAlone, filledIn, withoutFiles } from './filled.ts'
import { introFits, isTooLong, modalOf, pagesOf } from './form.ts'
import type { Kept, KeptForms } from './kept.ts'
import { privately, withOwnButtons, type PrivateMessage } from './private.ts'
import { commandGiven, invocationOf, takenFrom, typedInto } from './read.ts'
import { shortened } from './shortened.ts'
import type { Spelling } from './words.ts'

/** What it takes to answer people: the commands, the way in, and the forms that they are filling in. */
export interface Desk {
  readonly catalogue: Catalogue
  readonly dispatch: Dispatch
  readonly forms: KeptForms
  readonly how: Spelling
  readonly now: () => string
}

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
  const fitting = choices.filter(({ value }) => value !== '' && value.length <= 100).slice(0, 25)
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
      if (meaning.asked === 'ask') return messages(areYouSure(desk, meaning.press, interaction))
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
    return messages(tryAgain(desk, kept, id, meaning.page, read.says))
  }
  const after: Kept = { ...kept, given: read, done: new Set([...kept.done, meaning.page]) }
  desk.forms.keep(after, meaning.form)
  const next = after.pages.findIndex((_, n) => !after.done.has(n))
  return next === -1
    ? await sent(desk, interaction, after, meaning.form)
    : messages(nextPage(desk, after, meaning.form, next))
}

const onlyRefused = (error: unknown): FileRefused => {
  if (error instanceof FileRefused) return error
  throw error
}

function tryAgain(desk: Desk, { form }: Kept, id: string, page: number, says: Parts): PrivateMessage {
  const open = own(label(say('discord/open-form')), openFormId(id, page, form.command), ButtonStyle.Primary)
  return withOwnButtons({ nodes: [line(says)], summary: says }, [open, notNow()], desk.how)
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

/** A form, as Discord can show it now: at once where it can, else behind a button. */
function asked(desk: Desk, interaction: Answerable, form: Form): Answer {
  const pages = pagesOf(form, desk.how)
  const given = Object.fromEntries(
    form.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  )
  const wrong = form.fields.filter(({ error }) => error !== undefined)
  const isWrong = ({ slots }: (typeof pages)[number]) => slots.some(({ field }) => wrong.includes(field))
  const done = new Set(wrong.length > 0 ? pages.flatMap((page, n) => (isWrong(page) ? [] : [n])) : [])
  const kept: Kept = { form, pages, given, done, person: personId.parse(interaction.user.id) }
  const first = Math.max(
    0,
    pages.findIndex((_, n) => !done.has(n)),
  )
  const alone = wholeId(form, kept)
  const [page] = pages
  const canOpen = !interaction.isModalSubmit() && wrong.length === 0 && introFits(form, desk.how)
  if (canOpen && alone && page) {
    const instead = () => beforeForm(desk, kept, desk.forms.keep(kept), first)
    return { kind: 'modal', modal: modalOf(form, page, given, alone, desk.how), instead }
  }
  const id = desk.forms.keep(kept)
  return canOpen && kept.pages[0]?.slots.length !== 0
    ? opened(desk, kept, id, first)
    : messages(beforeForm(desk, kept, id, first))
}

/** The id of a form that needs not be kept: one page, and what is settled fits into the id. */
function wholeId({ command, settled }: Form, { pages, given, form }: Kept): string | undefined {
  const words = Object.entries(settled).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  const slots = pages.flatMap((page) => page.slots)
  if (pages.length > 1 || slots.length === 0 || slots.some(({ as }) => as === 'file')) return undefined
  if (words.length < Object.keys(settled).length) return undefined
  if (form.fields.some(({ name, asked: how }) => isTooLong(how, given[name]))) return undefined
  const press: Press = { kind: 'command', command, answers: Object.fromEntries(words) as Record<string, string> }
  // What is too long for a token throws there: measured first, with room for every escape.
  const isShort = JSON.stringify(press.answers).length + command.length < longestToken
  return isShort && pressToken(press).length <= longestToken ? wholeFormId(press) : undefined
}

function opened(desk: Desk, kept: Kept, id: string, n: number): Answer {
  const page = kept.pages[n] ?? kept.pages[0]
  if (!page) return messages(beforeForm(desk, kept, id, 0))
  const { form } = kept
  const customId = openFormId(id, n, form.command)
  return {
    kind: 'modal',
    modal: modalOf(form, page, kept.given, customId, desk.how),
    instead: () => beforeForm(desk, kept, id, n),
  }
}

/** What is said before a form that cannot be opened at once: what could not be taken, or what one should know first. */
function beforeForm(desk: Desk, { form, pages }: Kept, id: string, page: number): PrivateMessage {
  const wrong = form.fields.flatMap(({ label: name, error }) => (error ? [{ name, error }] : []))
  const says: readonly Parts[] =
    wrong.length > 0
      ? wrong.map(({ name, error }) => say('discord/field-wrong', { label: strong(memberText(name)), error }))
      : form.intro
  const isEmpty = pages.every(({ slots }) => slots.length === 0)
  const go = isEmpty
    ? own(form.submit, sendFormId(id, form.command), ButtonStyle.Danger)
    : own(label(say('discord/open-form')), openFormId(id, page, form.command), ButtonStyle.Primary)
  const card = { nodes: [heading([memberText(form.title)]), ...says.map(line)], summary: [] }
  return withOwnButtons(card, [go, notNow()], desk.how)
}

/** Between two pages: the rest can be left out where nothing on it has to be filled in. */
function nextPage(desk: Desk, { form, pages, done }: Kept, id: string, n: number): PrivateMessage {
  const rest = pages.filter((_, at) => !done.has(at)).flatMap(({ slots }) => slots)
  const names = rest.filter(({ as }) => as === 'input').map(({ field }) => memberText(field.label))
  const listed = names.flatMap((name, at): Parts => (at === 0 ? [name] : [{ kind: 'text', text: ' · ' }, name]))
  const mayBeLeft = rest.every(({ field }) => !field.required)
  const says = say('discord/page-kept', { page: done.size, pages: pages.length, rest: listed })
  const card: Card = { nodes: [heading([memberText(form.title)]), line(says)], summary: says }
  return withOwnButtons(
    card,
    [
      own(label(say('discord/next-page')), openFormId(id, n, form.command), ButtonStyle.Primary),
      ...(mayBeLeft ? [own(label(say('discord/send-now')), sendFormId(id, form.command), ButtonStyle.Secondary)] : []),
      notNow(),
    ],
    desk.how,
  )
}

/** Asked before what cannot be undone. */
function areYouSure(desk: Desk, press: Press, { component }: ButtonInteraction): PrivateMessage {
  const command = press.kind === 'command' && desk.catalogue.find((one) => nameOf(one) === press.command)
  const says = say((command && command.confirm) || 'discord/sure')
  const verb = 'label' in component && component.label ? component.label : label(say('discord/yes'))
  return withOwnButtons(
    { nodes: [line(says)], summary: says },
    [own(verb, pressId(press, 'sure'), ButtonStyle.Danger), notNow()],
    desk.how,
  )
}

const own = (words: string, custom_id: string, style: ButtonStyle): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  label: shortened(words, 80),
  custom_id,
  style: style as ButtonStyle.Primary,
})
const notNow = (): APIButtonComponentWithCustomId =>
  own(label(say('discord/not-now')), neverMindId, ButtonStyle.Secondary)

const messages = (...all: readonly PrivateMessage[]): Answer => ({ kind: 'messages', messages: all })
export const told = ({ how, now }: Pick<Desk, 'how' | 'now'>, says: Parts): Answer => ({
  kind: 'messages',
  messages: privately({ nodes: [line(says)], summary: says }, how, now()),
})
