import type { Choice, Form, FormField, Given, GivenAnswers } from '../../src/port/form.ts'
import { PlatformTrouble } from '../../src/port/platform.ts'

/**
 * What a form takes of what a person put into it. Like a real one it knows only its fields, and lets nobody send a form
 * with an empty required field, a choice that is not offered, or more words than fit.
 */
export function taken(form: Form, answers: GivenAnswers): GivenAnswers {
  const stranger = Object.keys(answers).find((name) => form.fields.every((field) => field.name !== name))
  if (stranger !== undefined)
    throw new PlatformTrouble('no_such_field', `the form "${form.title}" does not ask for ${stranger}`)
  return Object.fromEntries(
    form.fields.flatMap((field): [string, Given][] => {
      const value = answers[field.name] ?? field.value
      if (isEmpty(value)) {
        if (field.required) throw new PlatformTrouble('field_empty', `the form "${form.title}" needs ${field.name}`)
        return []
      }
      return [[field.name, checked(field, value)]]
    }),
  )
}

const isEmpty = (value: Given | undefined): value is undefined =>
  value === undefined || value === '' || (typeof value === 'object' && value.length === 0)

function checked({ name, asked }: FormField, value: Given): Given {
  const wrong = (why: string) => new PlatformTrouble('field_wrong', `${name} ${why}`)
  switch (asked.kind) {
    case 'tick':
      if (typeof value !== 'boolean') throw wrong('is ticked or not')
      return value
    case 'choices':
      if (typeof value !== 'object') throw wrong('takes a list')
      return value.map((one) => chosen(one, asked.choices, asked.more, wrong))
    case 'choice':
      if (typeof value !== 'string') throw wrong('takes one choice')
      return chosen(value, asked.choices, asked.more, wrong)
    case 'line':
      if (typeof value !== 'string' || value.includes('\n')) throw wrong('takes one line')
      if (value.length > asked.max) throw wrong(`takes ${asked.max} characters`)
      return value
    case 'words':
    case 'text':
      if (typeof value !== 'string') throw wrong('takes words')
      if (value.length > asked.max) throw wrong(`takes ${asked.max} characters`)
      return value
    case 'moment':
    case 'number':
      if (typeof value !== 'string') throw wrong('takes what is typed')
      return value
  }
}

/** People choose what they see: the label. A value does as well. */
function chosen(given: string, choices: readonly Choice[], more: boolean, wrong: (why: string) => Error): string {
  const found = choices.find(({ value, label }) => value === given || label === given)
  if (!found && !more) throw wrong(`offers no "${given}"`)
  return found?.value ?? given
}
