import { nameOf, type CommandDeclaration } from '../src/port/command.ts'
import type { Field } from '../src/port/field.ts'
import type { Asked, Form, FormField, Given, GivenAnswers } from '../src/port/form.ts'
import type { Parts } from '../src/text/part.ts'
import { label } from '../src/text/plain.ts'
import { say } from '../src/text/say.ts'
import { meantChoice } from './answers.ts'
import { choosable } from './choices.ts'
import type { Chooser } from './choices/chooser.ts'

/** What a form shows beside its command: why answers could not be taken, and what a person should know first. */
export interface Shown {
  readonly wrong?: Readonly<Record<string, Parts>>
  readonly intro?: readonly Parts[]
}

/** Room for a line on each of many things. */
const mostWords = 20_000
/** More choices than this are found by typing. */
const mostChoices = 100

/** The form that asks for what a command still lacks: what is settled travels with it, unshown. */
export function formFor(
  command: CommandDeclaration,
  given: GivenAnswers,
  settled: GivenAnswers,
  chooser: Chooser,
  zone: string,
  { wrong = {}, intro = [] }: Shown = {},
): Form {
  const fields = Object.entries(command.ask).filter(([name]) => settled[name] === undefined)
  return {
    command: nameOf(command),
    title: label(say(command.title)),
    intro: [say(command.about), ...intro, ...(command.confirm ? [say(command.confirm)] : [])],
    fields: fields.map(([name, field]) => fieldFor(name, field, given[name], chooser, zone, wrong[name])),
    submit: label(say('common/send')),
    settled,
  }
}

function fieldFor(
  name: string,
  field: Field,
  value: Given | undefined,
  chooser: Chooser,
  zone: string,
  error: Parts | undefined,
): FormField {
  // What goes without saying stands there, and can be changed.
  const meant = value === undefined ? meantChoice(field, chooser)?.id : undefined
  return {
    name,
    label: label(say(field.label)),
    ...(field.hint && { hint: label(say(field.hint)) }),
    required: !field.optional,
    asked: askedFor(field, chooser, zone),
    ...(value !== undefined && { value: field.how.kind === 'each' && Array.isArray(value) ? value.join('\n') : value }),
    ...(meant !== undefined && { value: meant }),
    ...(value === undefined && field.how.kind === 'tick' && { value: field.how.ticked }),
    ...(error && { error }),
  }
}

function askedFor({ how }: Field, chooser: Chooser, zone: string): Asked {
  switch (how.kind) {
    case 'line':
    case 'words':
    case 'text':
      return { kind: how.kind, max: how.max }
    case 'each':
      return { kind: 'words', max: mostWords }
    case 'number':
      return how
    case 'tick':
      return { kind: 'tick' }
    case 'moment':
      return { kind: 'moment', zone }
    case 'fixed': {
      const choices = how.choices.map(({ value, says }) => ({ value, label: label(say(says)) }))
      return { kind: how.many ? 'choices' : 'choice', choices, more: false }
    }
    case 'from': {
      const all = choosable(how.source, chooser)
      const choices = all.slice(0, mostChoices).map(({ id, label: named }) => ({ value: id, label: named }))
      return { kind: how.many ? 'choices' : 'choice', choices, more: all.length > mostChoices }
    }
  }
}
