import { z } from 'zod'

/** The prefix of each noun's ids: prefix, `_`, a UUID v7 in lower-case Crockford base32 (record.md). */
export const prefixes = {
  assembly: 'as',
  member: 'm',
  caucus: 'ca',
  seat: 's',
  request: 'rq',
  proposal: 'p',
  paragraph: 'pa',
  amendment: 'am',
  question: 'q',
  gauge: 'g',
  concern: 'c',
  reading: 'r',
  declaration: 'd',
  choice: 'ch',
  view: 'mv',
} as const

export type Noun = keyof typeof prefixes
export type IdOf<N extends Noun> = string & z.core.$brand<N>

/** Makes a new id of a noun. Handed in: the domain has no dice of its own. */
export type Mint = <N extends Noun>(noun: N) => IdOf<N>

const idOf = <N extends Noun>(noun: N) =>
  z
    .string()
    .regex(new RegExp(`^${prefixes[noun]}_[0-9a-hjkmnp-tv-z]{26}$`))
    .brand<N>()

export const assemblyId = idOf('assembly')
export const memberId = idOf('member')
export const caucusId = idOf('caucus')
export const seatId = idOf('seat')
export const requestId = idOf('request')
export const proposalId = idOf('proposal')
export const paragraphId = idOf('paragraph')
export const amendmentId = idOf('amendment')
export const questionId = idOf('question')
export const gaugeId = idOf('gauge')
export const concernId = idOf('concern')
export const readingId = idOf('reading')
export const declarationId = idOf('declaration')
export const choiceId = idOf('choice')
export const viewId = idOf('view')

export type AssemblyId = IdOf<'assembly'>
export type MemberId = IdOf<'member'>
export type CaucusId = IdOf<'caucus'>
export type SeatId = IdOf<'seat'>
export type RequestId = IdOf<'request'>
export type ProposalId = IdOf<'proposal'>
export type ParagraphId = IdOf<'paragraph'>
export type AmendmentId = IdOf<'amendment'>
export type QuestionId = IdOf<'question'>
export type GaugeId = IdOf<'gauge'>
export type ConcernId = IdOf<'concern'>
export type ReadingId = IdOf<'reading'>
export type DeclarationId = IdOf<'declaration'>
export type ChoiceId = IdOf<'choice'>
export type ViewId = IdOf<'view'>

/** Where something happens: in the plenary, or in one caucus. */
export const place = z.union([z.literal('plenary'), caucusId])
export type Place = 'plenary' | CaucusId
