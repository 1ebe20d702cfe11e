import { z } from 'zod'
import {
  amendmentId,
  caucusId,
  choiceId,
  concernId,
  gaugeId,
  memberId,
  paragraphId,
  place,
  proposalId,
  questionId,
  readingId,
  requestId,
  seatId,
  viewId,
} from '../domain/id.ts'
import { deadline } from '../domain/instant.ts'
import type { Level } from '../domain/level.ts'
import { longestNote, words as wordsAtTheDoor } from '../domain/text.ts'
import type { Key } from '../text/say.ts'

// A field is a schema, how it is asked, and where its choices come from. It names no view and no platform: the room of
// commands finds the choices of a source, and turns what was typed or pressed into the answer that the schema checks.

/** Where choices come from; what a person may not see is never among them. */
export type ChoiceSource =
  | { readonly of: 'proposal'; readonly stages?: readonly string[] }
  | { readonly of: 'version' }
  | { readonly of: 'paragraph' }
  | { readonly of: 'gauge'; readonly open?: boolean }
  | { readonly of: 'answer' }
  | { readonly of: 'concern'; readonly status?: 'open' | 'answered' | 'unsettled' | 'ended' | 'any' }
  | { readonly of: 'reading' }
  | { readonly of: 'question' }
  | { readonly of: 'request' }
  | { readonly of: 'amendment' }
  | { readonly of: 'seat' }
  | { readonly of: 'member' }
  /** `here`: where none is named, the caucus in whose channel one stands. */
  | { readonly of: 'caucus'; readonly here?: boolean }
  | { readonly of: 'running choice' }
  | { readonly of: 'minority view' }

/** How a field is asked, as data: adapters make options, menus and inputs of it. */
export type How =
  | { readonly kind: 'line'; readonly max: number }
  | { readonly kind: 'words'; readonly max: number }
  | {
      readonly kind: 'fixed'
      readonly choices: readonly { readonly value: string; readonly says: Key }[]
      readonly many: boolean
    }
  | { readonly kind: 'from'; readonly source: ChoiceSource; readonly many: boolean }
  /** Something said of each of several things, a line for each: `¶4: divergence`. */
  | { readonly kind: 'each'; readonly source: ChoiceSource; readonly says: Field }
  | { readonly kind: 'tick'; readonly ticked: boolean }
  | { readonly kind: 'moment' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'text'; readonly max: number }

export interface Field<Answer = unknown, Optional extends boolean = boolean> {
  readonly label: Key
  readonly hint?: Key
  readonly how: How
  readonly optional: Optional
  /** Checks the answer once it is found: a person's words, or what a choice stands for. */
  readonly schema: z.ZodType<Answer>
}

type Worded = { readonly label?: Key; readonly hint?: Key }

const from = <Schema extends z.ZodType>(
  source: ChoiceSource,
  schema: Schema,
  label: Key,
  hint?: Key,
): Field<z.infer<Schema>, false> => ({
  label,
  ...(hint && { hint }),
  how: { kind: 'from', source, many: false },
  optional: false,
  schema: schema as z.ZodType<z.infer<Schema>>,
})

const onProposal = { proposal: proposalId }
/** What a chosen gauge, concern or reading stands for: it knows its place and proposal, so a button needs one id. */
const onGauge = z.strictObject({ place, ...onProposal, gauge: gaugeId })
const onConcern = z.strictObject({ place, ...onProposal, concern: concernId })
const onReading = z.strictObject({ caucus: caucusId, ...onProposal, reading: readingId })
const onQuestion = z.strictObject({ ...onProposal, question: questionId })
const onRequest = z.strictObject({ caucus: caucusId, request: requestId })
const onChoice = z.strictObject({ caucus: caucusId, choice: choiceId })
const onView = z.strictObject({ caucus: caucusId, ...onProposal, view: viewId })

/**
 * The fields that commands ask for. A chosen gauge, concern, reading, question, request, running choice or minority view
 * answers with everything that an act on it names, ready to be spread: `({ concern, answer }) => ({ ...concern, answer })`.
 */
export const field = {
  proposal: ({
    stages,
    label = 'common/field-proposal',
    hint,
  }: Worded & { readonly stages?: readonly string[] } = {}) =>
    from({ of: 'proposal', ...(stages && { stages }) }, proposalId, label, hint),
  /** The number of a version of the proposal asked for before it. */
  version: ({ label = 'common/field-version', hint }: Worded = {}) =>
    from({ of: 'version' }, z.int().min(1), label, hint),
  /** A paragraph of the newest version of the proposal asked for before it. */
  paragraph: ({ label = 'common/field-paragraph', hint }: Worded = {}) =>
    from({ of: 'paragraph' }, paragraphId, label, hint),
  gauge: ({ open, label = 'common/field-gauge', hint }: Worded & { readonly open?: boolean } = {}) =>
    from({ of: 'gauge', ...(open !== undefined && { open }) }, onGauge, label, hint),
  /** An answer that the gauge asked for before it takes. */
  answer: ({ label = 'common/field-answer', hint }: Worded = {}) => from({ of: 'answer' }, z.string(), label, hint),
  concern: ({
    status = 'any',
    label = 'common/field-concern',
    hint,
  }: Worded & { readonly status?: 'open' | 'answered' | 'unsettled' | 'ended' | 'any' } = {}) =>
    from({ of: 'concern', status }, onConcern, label, hint),
  reading: ({ label = 'common/field-reading', hint }: Worded = {}) => from({ of: 'reading' }, onReading, label, hint),
  question: ({ label = 'common/field-question', hint }: Worded = {}) =>
    from({ of: 'question' }, onQuestion, label, hint),
  request: ({ label = 'common/field-request', hint }: Worded = {}) => from({ of: 'request' }, onRequest, label, hint),
  amendment: ({ label = 'common/field-amendment', hint }: Worded = {}) =>
    from({ of: 'amendment' }, amendmentId, label, hint),
  seat: ({ label = 'common/field-seat', hint }: Worded = {}) => from({ of: 'seat' }, seatId, label, hint),
  member: ({ label = 'common/field-member', hint }: Worded = {}) => from({ of: 'member' }, memberId, label, hint),
  caucus: ({ here, label = 'common/field-caucus', hint }: Worded & { readonly here?: true } = {}) =>
    from({ of: 'caucus', ...(here && { here }) }, caucusId, label, hint),
  runningChoice: ({ label = 'common/field-running-choice', hint }: Worded = {}) =>
    from({ of: 'running choice' }, onChoice, label, hint),
  minorityView: ({ label = 'common/field-minority-view', hint }: Worded = {}) =>
    from({ of: 'minority view' }, onView, label, hint),

  level: ({ label = 'common/field-level', hint }: Worded = {}) =>
    field.choice(
      label,
      {
        'full consensus': 'common/level-full-consensus',
        'rough consensus': 'common/level-rough-consensus',
        'no objection': 'common/level-no-objection',
        'strong support, significant opposition': 'common/level-strong-support',
        divergence: 'common/level-divergence',
        against: 'common/level-against',
      } as const satisfies Record<Level, Key>,
      hint,
    ),

  /** One of a few fixed choices: value → the key of its words. */
  choice: <const Value extends string>(
    label: Key,
    says: Readonly<Record<Value, Key>>,
    hint?: Key,
  ): Field<Value, false> => {
    const values = Object.keys(says) as Value[]
    return {
      label,
      ...(hint && { hint }),
      how: { kind: 'fixed', choices: values.map((value) => ({ value, says: says[value] })), many: false },
      optional: false,
      schema: z.enum(values),
    }
  },
  /** One line, at most `max` UTF-16 units. */
  line: (label: Key, { max, hint }: { readonly max: number; readonly hint?: Key }): Field<string, false> => ({
    label,
    ...(hint && { hint }),
    how: { kind: 'line', max },
    optional: false,
    schema: wordsAtTheDoor(max),
  }),
  /** Paragraphs in a person's own words, at most `max` UTF-16 units. */
  words: (
    label: Key,
    { max = longestNote, hint }: { readonly max?: number; readonly hint?: Key } = {},
  ): Field<string, false> => ({
    label,
    ...(hint && { hint }),
    how: { kind: 'words', max },
    optional: false,
    schema: wordsAtTheDoor(max),
  }),
  /** A whole text in numbered paragraphs: pasted, or a file. */
  text: (
    label: Key,
    { max = 400_000, hint }: { readonly max?: number; readonly hint?: Key } = {},
  ): Field<string, false> => ({
    label,
    ...(hint && { hint }),
    how: { kind: 'text', max },
    optional: false,
    schema: wordsAtTheDoor(max),
  }),
  tick: (
    label: Key,
    { ticked = false, hint }: { readonly ticked?: boolean; readonly hint?: Key } = {},
  ): Field<boolean, false> => ({
    label,
    ...(hint && { hint }),
    how: { kind: 'tick', ticked },
    optional: false,
    schema: z.boolean(),
  }),
  /** A moment as people say it, read in the assembly's zone; the answer keeps the words typed (procedure 4). */
  moment: (label: Key, { hint }: { readonly hint?: Key } = {}): Field<z.infer<typeof deadline>, false> => ({
    label,
    ...(hint && { hint }),
    how: { kind: 'moment' },
    optional: false,
    schema: deadline,
  }),
  number: (
    label: Key,
    { min, max, hint }: { readonly min: number; readonly max: number; readonly hint?: Key },
  ): Field<number, false> => ({
    label,
    ...(hint && { hint }),
    how: { kind: 'number', min, max },
    optional: false,
    schema: z.int().min(min).max(max),
  }),
}

/** Asks something of each of several things, in lines such as `¶4: divergence`; its answer is a list of pairs. */
export const each = <Of, Says>(
  of: Field<Of, false>,
  says: Field<Says, false>,
  { label, hint }: { readonly label: Key; readonly hint: Key },
): Field<readonly { readonly of: Of; readonly says: Says }[], false> => {
  if (of.how.kind !== 'from') throw new Error(`${of.label} has no choices to say something of each`)
  return {
    label,
    hint,
    how: { kind: 'each', source: of.how.source, says },
    optional: false,
    schema: z
      .array(z.strictObject({ of: of.schema, says: says.schema }))
      .min(1)
      .max(100),
  }
}

/** A field that may stay empty: its answer is then not there. */
export const optional = <Answer>(asked: Field<Answer>): Field<Answer, true> => ({ ...asked, optional: true })

/** A field with several choices: its answer is a list. */
export const several = <Answer>(asked: Field<Answer, false>): Field<readonly Answer[], false> => {
  const { how } = asked
  if (how.kind !== 'fixed' && how.kind !== 'from') throw new Error(`${asked.label} has no choices to take several of`)
  return { ...asked, how: { ...how, many: true }, schema: z.array(asked.schema).min(1).max(100) }
}
