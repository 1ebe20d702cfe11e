import { ButtonStyle, ComponentType, type APIButtonComponentWithCustomId, type ButtonInteraction } from 'discord.js'
import { heading, line, type Card, type Press } from '../../src/port/card.ts'
import { nameOf } from '../../src/port/command.ts'
import type { Form } from '../../src/port/form.ts'
import { personId } from '../../src/port/id.ts'
import { longestToken, pressToken } from '../../src/port/token.ts'
import { memberText, strong, type Parts } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import type { Answer, Answerable } from './answer.ts'
import { neverMindId, openFormId, pressId, sendFormId, wholeFormId } from './custom-id.ts'
import type { Desk } from './desk.ts'
import { introFits, isTooLong, modalOf, pagesOf } from './form.ts'
import type { Kept } from './kept.ts'
import { withOwnButtons } from './private.ts'
import { shortened } from './shortened.ts'

// What is asked of people: forms as Discord can show them (a modal opens at once, never from a modal, and shows no errors),
// and the question before what cannot be undone.

/** A form, as Discord can show it now: at once where it can, else behind a button. */
export function asked(desk: Desk, interaction: Answerable, form: Form): Answer {
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
    const instead = () => messagesOf(beforeForm(desk, kept, desk.forms.keep(kept), first))
    return { kind: 'modal', modal: modalOf(form, page, given, alone, desk.how), instead }
  }
  const id = desk.forms.keep(kept)
  return canOpen && kept.pages[0]?.slots.length !== 0
    ? opened(desk, kept, id, first)
    : beforeForm(desk, kept, id, first)
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

export function opened(desk: Desk, kept: Kept, id: string, n: number): Answer {
  const page = kept.pages[n] ?? kept.pages[0]
  if (!page) return beforeForm(desk, kept, id, 0)
  const { form } = kept
  const customId = openFormId(id, n, form.command)
  return {
    kind: 'modal',
    modal: modalOf(form, page, kept.given, customId, desk.how),
    instead: () => messagesOf(beforeForm(desk, kept, id, n)),
  }
}

/** What is said before a form that cannot be opened at once: what could not be taken, or what one should know first. */
function beforeForm(desk: Desk, { form, pages }: Kept, id: string, page: number): Answer {
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
  return asking(card, [go, notNow()], desk.how)
}

/** Between two pages: the rest can be left out where nothing on it has to be filled in. */
export function nextPage(desk: Desk, { form, pages, done }: Kept, id: string, n: number): Answer {
  const rest = pages.filter((_, at) => !done.has(at)).flatMap(({ slots }) => slots)
  const names = rest.filter(({ as }) => as === 'input').map(({ field }) => memberText(field.label))
  const listed = names.flatMap((name, at): Parts => (at === 0 ? [name] : [{ kind: 'text', text: ' · ' }, name]))
  const mayBeLeft = rest.every(({ field }) => !field.required)
  const says = say('discord/page-kept', { page: done.size, pages: pages.length, rest: listed })
  const card: Card = { nodes: [heading([memberText(form.title)]), line(says)], summary: says }
  return asking(
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
export function areYouSure(desk: Desk, press: Press, { component }: ButtonInteraction): Answer {
  const command = press.kind === 'command' && desk.catalogue.find((one) => nameOf(one) === press.command)
  const says = say((command && command.confirm) || 'discord/sure')
  const verb = 'label' in component && component.label ? component.label : label(say('discord/yes'))
  return asking(
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

export function tryAgain(desk: Desk, { form }: Kept, id: string, page: number, says: Parts): Answer {
  const open = own(label(say('discord/open-form')), openFormId(id, page, form.command), ButtonStyle.Primary)
  return asking({ nodes: [line(says)], summary: says }, [open, notNow()], desk.how)
}

const asking = (...given: Parameters<typeof withOwnButtons>): Answer => ({
  kind: 'messages',
  messages: withOwnButtons(...given),
})
const messagesOf = (answer: Answer) => (answer.kind === 'messages' ? answer.messages : answer.instead())
