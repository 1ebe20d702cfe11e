import type { CharterDraft } from '../src/domain/charter.ts'
import type { AssemblyId } from '../src/domain/id.ts'
import { unfounded } from '../src/domain/world.ts'
import { nameOf } from '../src/port/command.ts'
import type { Form, GivenAnswers } from '../src/port/form.ts'
import type { Invocation, Reply } from '../src/port/invocation.ts'
import { code, memberText, type Parts } from '../src/text/part.ts'
import { label } from '../src/text/plain.ts'
import { say } from '../src/text/say.ts'
import { slipsParts } from './answers.ts'
import { charterPreview } from './charter-preview.ts'
import type { Chooser } from './choices/chooser.ts'
import type { Doors } from './doors.ts'
import { formFor } from './form.ts'
import { charterGiven, foundCommand } from './found.ts'
import { readLine } from './line.ts'
import { refusedBy, told } from './reply.ts'

/** Founding needs no assembly to stand in: whoever asks becomes its secretariat. */
export function foundingIn({ catalogue }: Doors, { what }: Invocation): GivenAnswers | undefined {
  const name = nameOf(foundCommand)
  if (what.kind === 'form') return what.command === name ? what.answers : undefined
  if (what.kind === 'press')
    return what.press.kind === 'command' && what.press.command === name ? what.press.answers : undefined
  const read = what.kind === 'line' ? readLine(catalogue, what.text) : undefined
  return read?.ok && nameOf(read.command) === name ? read.given : undefined
}

/** Asks for a charter, shows what it will mean, and founds nothing before whoever asked has confirmed that. */
export async function found(doors: Doors, given: GivenAnswers, invocation: Invocation): Promise<Reply> {
  const { understood, ...words } = given
  const answers = Object.fromEntries(
    Object.entries(words).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '',
    ),
  )
  const asks = (wrong: Readonly<Record<string, Parts>>): Reply => {
    const form = formFor(foundCommand, words, {}, nobody(doors), 'UTC', { wrong })
    const fields = form.fields.filter(({ name }) => name !== 'understood')
    return {
      kind: 'form',
      form: { ...form, intro: [say('command/found-either')], fields, submit: label(say('command/found-next')) },
    }
  }
  if (answers['charter'] === undefined && ['name', 'forum', 'caucuses'].some((name) => answers[name] === undefined))
    return asks({})
  const made = charterGiven(answers)
  if (!made.ok) return asks({ [answers['charter'] === undefined ? 'caucuses' : 'charter']: slipsParts(made.slips) })
  if (understood === false) return asks({})
  if (understood !== true) return { kind: 'form', form: previewForm(made.charter, answers, doors) }
  const done = await doors.found({ charter: made.charter, who: invocation.who, key: invocation.key })
  if (!done.ok) return refusedBy(say(done.refusal.code, {}))
  const next = { seat: code('/caucus member seat'), office: code('/caucus office give') }
  return told({
    ok: true,
    says: say('command/founded', {
      name: memberText(made.charter.name),
      caucuses: made.charter.caucuses.length,
      ...next,
    }),
  })
}

function previewForm(charter: CharterDraft, answers: GivenAnswers, doors: Doors): Form {
  const intro = charterPreview(charter, doors.now())
  const form = formFor(foundCommand, { understood: true }, answers, nobody(doors), 'UTC', { intro })
  return {
    ...form,
    title: label(say('command/preview')),
    // What the command is for was said before.
    intro: [...intro],
    fields: form.fields.filter(({ name }) => name === 'understood'),
    submit: label(say('command/found-go')),
  }
}

/** A chooser with nothing to choose from: founding asks for words only. */
const nobody = ({ now }: Doors): Chooser => ({
  member: undefined,
  place: undefined,
  world: unfounded('as_00000000000000000000000000' as AssemblyId),
  rows: {
    now: now(),
    read: () => undefined,
    nameOf: () => undefined,
    organisationOf: () => undefined,
    away: new Set(),
    answersIn: () => [],
  },
  does: 'found assembly',
  people: [],
})
