import type { z } from 'zod'
import type { DoorRefusal } from '../src/domain/text.ts'
import type { CommandDeclaration } from '../src/port/command.ts'
import type { ChoiceSource, Field } from '../src/port/field.ts'
import type { Given, GivenAnswers } from '../src/port/form.ts'
import { code, memberText, text, type Parts } from '../src/text/part.ts'
import { label } from '../src/text/plain.ts'
import { say } from '../src/text/say.ts'
import { readCharter } from './assembly.ts'
import { choosable } from './choices.ts'
import type { Choosable, Chooser } from './choices/chooser.ts'
import { meantProposals } from './choices/proposals.ts'
import { readMoment } from './moment.ts'
import { unreadable } from './whole-text.ts'
import type { Slip } from './yaml.ts'

/** What a command's fields came to: answers that its act can take, what is still missing, and what could not be taken. */
export interface Answered {
  readonly answers: Readonly<Record<string, unknown>>
  readonly missing: readonly string[]
  readonly wrong: Readonly<Record<string, Parts>>
}

/** What a field needs to know of the fields before it. */
const proposalIn = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'proposal' in value && typeof value.proposal === 'string'
    ? value.proposal
    : undefined

/** Turns what was typed, pressed or chosen into answers. Nothing is guessed where two things could be meant. */
export function answerAll(command: CommandDeclaration, given: GivenAnswers, asked: Chooser, zone: string): Answered {
  const answers: Record<string, unknown> = {}
  const wrong: Record<string, Parts> = {}
  const missing: string[] = []
  let chooser = asked
  for (const [name, field] of inOrder(command, given)) {
    const value = given[name]
    const found = isEmpty(value) ? meant(field, chooser) : answerOne(field, value ?? '', chooser, zone)
    if (found === undefined) {
      if (!field.optional) missing.push(name)
      continue
    }
    if ('wrong' in found) {
      wrong[name] = found.wrong
      continue
    }
    answers[name] = found.answer
    const proposal =
      field.how.kind === 'from' && field.how.source.of === 'proposal' && name === 'proposal'
        ? found.answer
        : proposalIn(found.answer)
    if (typeof proposal === 'string') chooser = { ...chooser, proposal: proposal as Chooser['proposal'] }
    if (typeof found.answer === 'object' && found.answer !== null && 'gauge' in found.answer)
      chooser = { ...chooser, gauge: String(found.answer.gauge) }
  }
  return { answers, missing, wrong }
}

/**
 * Things first, then what depends on them: a gauge before its answer, a proposal before its paragraphs. What a button
 * carries by its id comes before all: it says which proposal is meant.
 */
function inOrder(command: CommandDeclaration, given: GivenAnswers): readonly (readonly [string, Field])[] {
  const depends = ({ how }: Field) =>
    (how.kind === 'from' || how.kind === 'each') &&
    ['answer', 'paragraph', 'version', 'amendment'].includes(how.source.of)
  const byId = (name: string) => /^[a-z]{1,2}_[0-9a-z]{26}$/.test(String(given[name] ?? ''))
  const rank = ([name, field]: readonly [string, Field]) => (depends(field) ? 2 : byId(name) ? 0 : 1)
  return Object.entries(command.ask).toSorted((a, b) => rank(a) - rank(b))
}

const isEmpty = (value: Given | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

type Found = { readonly answer: unknown } | { readonly wrong: Parts }

/** What is meant where nothing was said: the only thing there is, and the newest version. */
export function meantChoice(field: Field, chooser: Chooser): Choosable | undefined {
  if (field.how.kind !== 'from' || field.optional || field.how.many) return undefined
  const { source } = field.how
  if (source.of === 'caucus' && source.here) return choosable(source, chooser).find(({ id }) => id === chooser.place)
  if (source.of === 'member' || source.of === 'caucus' || source.of === 'paragraph' || source.of === 'answer')
    return undefined
  const all = choosable(source, chooser)
  if (source.of === 'proposal') {
    const [only, ...others] = chooser.proposal ? [chooser.proposal] : meantProposals(chooser, source.stages)
    return others.length === 0 ? all.find(({ id }) => id === only) : undefined
  }
  return all.length === 1 || source.of === 'version' ? all[0] : undefined
}

function meant(field: Field, chooser: Chooser): Found | undefined {
  const choice = meantChoice(field, chooser)
  if (choice) return { answer: choice.value }
  if (field.how.kind !== 'from' || field.optional || field.how.many) return undefined
  const { source } = field.how
  if (['member', 'caucus', 'paragraph', 'answer', 'proposal'].includes(source.of)) return undefined
  if (choosable(source, chooser).length > 0) return undefined
  // Where nothing is open, the newest that was: so that the answer can say that it has closed.
  const [over] = source.of === 'gauge' ? choosable({ of: 'gauge' }, chooser) : []
  return over ? { answer: over.value } : { wrong: say('command/no-choices', { help: helpWord }) }
}

function answerOne(field: Field, value: Given, chooser: Chooser, zone: string): Found {
  const { how } = field
  switch (how.kind) {
    case 'tick':
      return { answer: value === true || (typeof value === 'string' && /^(yes|true|on|1)$/i.test(value)) }
    case 'number': {
      const number = Number(String(value).trim().replace(/^v/i, ''))
      const inRange = Number.isInteger(number) && number >= how.min && number <= how.max
      return inRange ? { answer: number } : { wrong: say('command/number-wrong', { min: how.min, max: how.max }) }
    }
    case 'moment': {
      const read = readMoment(String(value), chooser.rows.now, zone)
      return read.ok
        ? { answer: read.deadline }
        : { wrong: say(read.code === 'moment/past' ? 'command/moment-past' : 'command/moment-unreadable') }
    }
    case 'line':
    case 'words':
    case 'text':
      return atTheDoor(field, String(value))
    case 'fixed': {
      const all = how.choices.map((choice): Choosable => {
        const named = label(say(choice.says))
        return {
          value: choice.value,
          id: choice.value,
          label: named,
          typed: [choice.value.toLowerCase(), named.toLowerCase()],
        }
      })
      return choose(all, value, how.many)
    }
    case 'from':
      return choose(choosable(how.source, chooser), value, how.many, choosable(whatever(how.source), chooser))
    case 'each':
      return eachAnswered(how, value, chooser, zone)
  }
}

/** `4, 6: divergence`: what stands before the first colon of a line names what the rest is said of. */
function eachAnswered(
  { source, says }: Extract<Field['how'], { kind: 'each' }>,
  value: Given,
  chooser: Chooser,
  zone: string,
): Found {
  const lines = (Array.isArray(value) ? value : [String(value)]).flatMap((one: string) => one.split('\n'))
  const all = choosable(source, chooser)
  const answer: { of: unknown; says: unknown }[] = []
  for (const line of lines.map((one) => one.trim()).filter((one) => one !== '')) {
    const [, names, rest = ''] = /^([^:：]+)[:：]\s*(.*)$/su.exec(line) ?? []
    if (names === undefined) return { wrong: say('command/each-colon', { typed: memberText(line.slice(0, 80)) }) }
    const of = choose(all, names, true)
    if ('wrong' in of) return of
    const said = answerOne(says, rest, chooser, zone)
    if ('wrong' in said) return said
    for (const one of of.answer as readonly unknown[]) {
      if (answer.some((before) => before.of === one))
        return { wrong: say('command/each-twice', { typed: memberText(line.slice(0, 80)) }) }
      answer.push({ of: one, says: said.answer })
    }
  }
  return { answer }
}

/** A person's words, as they are, or why they are not taken in. */
function atTheDoor(field: Field, value: string): Found {
  const checked = field.schema.safeParse(value)
  if (!checked.success) return { wrong: doorSentence(checked.error) }
  if (field.how.kind !== 'text') return { answer: checked.data }
  if (field.label === 'command/charter') return charterAtTheDoor(value)
  const refusal = unreadable(value)
  if (!refusal) return { answer: value }
  if (refusal.code === 'version/no-paragraphs') return { wrong: say('command/no-paragraphs') }
  if (refusal.code === 'version/too-many-paragraphs')
    return { wrong: say('command/too-many-paragraphs', { ...refusal }) }
  return { wrong: say('command/paragraph-too-long', { ...refusal }) }
}

function charterAtTheDoor(source: string): Found {
  const read = readCharter(source)
  return read.ok ? { answer: source } : { wrong: slipsParts(read.slips) }
}

/** What is wrong in a charter, slip by slip with line and key. */
export function slipsParts(found: readonly Slip[]): Parts {
  const slips = found
    .slice(0, 8)
    .flatMap(({ line, key, says }): Parts => [
      text(' '),
      ...say('command/slip', { line, key: key === '' ? 'none' : code(key), says: memberText(says) }),
    ])
  return [...say('command/slips', { slips: found.length }), ...slips]
}

/** The sentence of a text that was stopped at the door; its numbers ride on the issue. */
export function doorSentence(error: z.ZodError): Parts {
  for (const issue of error.issues) {
    const params = 'params' in issue ? (issue.params as Partial<DoorRefusal> | undefined) : undefined
    if (params?.code === 'text/too-long')
      return say('command/text-too-long', { max: params.max ?? 0, length: params.length ?? 0 })
    if (params?.code === 'text/control-character') return say('command/text-control')
  }
  return say('command/text-empty')
}

/** Without the state that a field asks for: what a button of an older card carries may have moved on since. */
const whatever = ({ of }: ChoiceSource): ChoiceSource => ({ of })

/** `past`: found by its id only, so that the procedure can say why it is too late. */
function choose(all: readonly Choosable[], value: Given, many: boolean, past: readonly Choosable[] = []): Found {
  const one = (typed: string): Found => {
    const found = past.find(({ id }) => id === typed)
    return found ? { answer: found.value } : chooseOne(all, typed)
  }
  if (!many) return one(String(value))
  const each = (Array.isArray(value) ? value : String(value).split(',')).map((typed: string) => one(typed))
  const wrong = each.find((one) => 'wrong' in one)
  return wrong ?? { answer: each.flatMap((one) => ('answer' in one ? [one.answer] : [])) }
}

/** By id, by exactly what people type, or by a beginning that fits one thing only. */
function chooseOne(all: readonly Choosable[], typed: string): Found {
  const byId = all.find(({ id }) => id === typed)
  if (byId) return { answer: byId.value }
  const wanted = typed
    .trim()
    .toLowerCase()
    .replace(/[.)]+$/, '')
    .replace(/^¶\s*/, '')
  const exact = all.filter((one) => one.typed.includes(wanted))
  const found = exact.length > 0 ? exact : all.filter((one) => one.typed.some((name) => name.startsWith(wanted)))
  const [first, ...others] = found
  if (first && others.length === 0) return { answer: first.value }
  if (all.length === 0) return { wrong: say('command/no-choices', { help: helpWord }) }
  const some = listed((first ? found : all).slice(0, 6))
  return {
    wrong: say(first ? 'command/several' : 'command/wrong-choice', { typed: memberText(typed.slice(0, 80)), some }),
  }
}

export const helpWord = code('/caucus help')

const listed = (choices: readonly Choosable[]): Parts =>
  choices.flatMap(({ label: named }, at): Parts => (at === 0 ? [memberText(named)] : [text(' · '), memberText(named)]))
