import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
} from 'discord.js'
import type { Asked, Choice, Form, FormField, Given, GivenAnswers } from '../../src/port/form.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { shortened } from './shortened.ts'
import { spelled, type Spelling } from './words.ts'

const most = { parts: 5, title: 45, label: 45, hint: 100, input: 4_000, placeholder: 100, choice: 100, intro: 1_500 }

/** One thing on a page of a form. `file`: the upload beside an input that cannot hold a whole text. */
interface Slot {
  readonly field: FormField
  readonly as: 'input' | 'file'
}

/** A page of a form: as much of it as one modal holds. */
export interface FormPage {
  readonly intro: boolean
  readonly slots: readonly Slot[]
}

/** The custom id of the upload of a field: no field of ours has such a name. */
export const fileOf = (field: string): string => `${field}:file`

/** What a form says first, in one text; too long for a modal where `introFits` is false. */
const introOf = (form: Form, how: Spelling): string =>
  form.intro
    .map((parts) => spelled(parts, how))
    .filter((each) => each.trim() !== '')
    .join('\n')
export const introFits = (form: Form, how: Spelling): boolean => introOf(form, how).length <= most.intro

/**
 * A form in pages of at most five parts. Where it takes more than one page, what is required comes first, so that the
 * rest can be left out.
 */
export function pagesOf(form: Form, how: Spelling): readonly FormPage[] {
  const slots = form.fields.flatMap(slotsOf)
  const hasIntro = introOf(form, how) !== '' && introFits(form, how)
  const first = most.parts - (hasIntro ? 1 : 0)
  if (slots.length <= first) return [{ intro: hasIntro, slots: slots.flat() }]
  const pages: FormPage[] = [{ intro: hasIntro, slots: [] }]
  const ordered = form.fields.toSorted((a, b) => Number(b.required) - Number(a.required)).map(slotsOf)
  for (const each of ordered) {
    const page = pages.at(-1)
    const room = pages.length === 1 ? first : most.parts
    if (page && page.slots.length + each.length <= room)
      pages[pages.length - 1] = { ...page, slots: [...page.slots, ...each] }
    else pages.push({ intro: false, slots: each })
  }
  return pages
}

/** An upload stands beside what may be longer than an input takes. What has nothing to choose from is not asked. */
function slotsOf(field: FormField): readonly Slot[] {
  const { asked, required } = field
  if ('choices' in asked && asked.choices.length === 0 && !asked.more && !required) return []
  const isLong = (asked.kind === 'text' || asked.kind === 'words') && asked.max > most.input
  return [{ field, as: 'input' }, ...(isLong ? [{ field, as: 'file' as const }] : [])]
}

/** One page as a modal, filled with what was given before. */
export function modalOf(
  form: Form,
  page: FormPage,
  given: GivenAnswers,
  customId: string,
  how: Spelling,
): APIModalInteractionResponseCallbackData {
  const intro: readonly APITextDisplayComponent[] = page.intro
    ? [{ type: ComponentType.TextDisplay, content: introOf(form, how) }]
    : []
  const asked = page.slots.map((slot) => labelled(slot, given[slot.field.name]))
  return {
    custom_id: customId,
    title: shortened(form.title, most.title),
    components: [...intro, ...asked],
  }
}

function labelled({ field, as }: Slot, value: Given | undefined): APILabelComponent {
  const words = as === 'file' ? label(say('discord/or-file', { label: field.label })) : field.label
  const short = shortened(words, most.label)
  const hint = as === 'file' ? label(say('discord/file-hint')) : hintOf(field, value)
  const about = [short === words ? '' : words, hint].filter((each) => each !== '').join(' · ')
  return {
    type: ComponentType.Label,
    label: short,
    ...(about !== '' && { description: shortened(about, most.hint) }),
    component: as === 'file' ? upload(field) : inputOf(field, value),
  }
}

const hintOf = ({ hint = '', asked }: FormField, value: Given | undefined): string =>
  isTooLong(asked, value) ? label(say('discord/kept-text')) : hint

const upload = ({ name }: FormField): APIComponentInLabel => ({
  type: ComponentType.FileUpload,
  custom_id: fileOf(name),
  required: false,
  max_values: 1,
})

/** A text that was given before and does not fit its input: it is kept, and the input stays empty. */
export const isTooLong = (asked: Asked, value: Given | undefined): boolean =>
  (asked.kind === 'text' || asked.kind === 'words') && typeof value === 'string' && value.length > most.input

function inputOf(field: FormField, value: Given | undefined): APIComponentInLabel {
  const { name: custom_id, asked, required } = field
  switch (asked.kind) {
    case 'tick':
      return { type: ComponentType.Checkbox, custom_id, default: value === true || value === 'true' }
    case 'line':
      return written(custom_id, TextInputStyle.Short, asked.max, required, value)
    case 'words':
    case 'text': {
      const mayBeElsewhere = asked.max > most.input
      const kept = isTooLong(asked, value) ? undefined : value
      return written(custom_id, TextInputStyle.Paragraph, asked.max, required && !mayBeElsewhere, kept)
    }
    case 'moment': {
      const placeholder = label(say('discord/moment-placeholder', { zone: asked.zone }))
      return written(custom_id, TextInputStyle.Short, 200, required, value, placeholder)
    }
    case 'number': {
      const placeholder = label(say('discord/number-placeholder', { min: asked.min, max: asked.max }))
      return written(custom_id, TextInputStyle.Short, 12, required, value, placeholder)
    }
    case 'choice':
    case 'choices':
      return chosen(field, asked, value)
  }
}

function written(
  custom_id: string,
  style: TextInputStyle,
  max: number,
  required: boolean,
  value: Given | undefined,
  placeholder = '',
): APIComponentInLabel {
  const room = Math.min(max, most.input)
  const words = typeof value === 'object' ? value.join(', ') : value === undefined ? '' : String(value)
  return {
    type: ComponentType.TextInput,
    custom_id,
    style,
    required,
    max_length: room,
    ...(words !== '' && words.length <= room && { value: words }),
    ...(placeholder !== '' && { placeholder: shortened(placeholder, most.placeholder) }),
  }
}

/** A menu where it holds all choices; else they are typed. */
function chosen(
  { name: custom_id, required }: FormField,
  asked: Extract<Asked, { kind: 'choice' | 'choices' }>,
  value: Given | undefined,
): APIComponentInLabel {
  const { choices, more } = asked
  const before = (typeof value === 'object' ? value : value === undefined ? [] : [String(value)]).map(
    (one) => meant(choices, one)?.value ?? one,
  )
  if (more || choices.length === 0 || choices.length > limitsOf.discord.form.choices) {
    const words = before.map((one) => choices.find((choice) => choice.value === one)?.label ?? one)
    const many = asked.kind === 'choices'
    return written(
      custom_id,
      TextInputStyle.Short,
      1_000,
      required,
      words,
      label(say(many ? 'discord/type-several' : 'discord/type-one')),
    )
  }
  const max = asked.kind === 'choice' ? 1 : choices.length
  const picked = new Set(before.slice(0, max))
  return {
    type: ComponentType.StringSelect,
    custom_id,
    required,
    min_values: required ? 1 : 0,
    max_values: max,
    options: choices.map(({ value: of, label: words, note }) => ({
      value: of,
      label: shortened(words, most.choice),
      ...(note && { description: shortened(note, most.choice) }),
      ...(picked.has(of) && { default: true }),
    })),
  }
}

/** Which choice somebody means by a value, by its label, or by the number that the label begins with. */
export const meant = (choices: readonly Choice[], typed: string): Choice | undefined =>
  choices.find(({ value, label: words }) => value === typed || words === typed) ??
  choices.find(({ label: words }) => words.startsWith(`${typed} `))
