import { z } from 'zod'
import { charter } from './charter.ts'
import { advice } from './gauge/advice-name.ts'
import {
  amendmentId,
  caucusId,
  choiceId,
  concernId,
  declarationId,
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
  type CaucusId,
  type MemberId,
} from './id.ts'
import { deadline, instant, type Instant } from './instant.ts'
import { level } from './level.ts'
import { textRef } from './text.ts'

// A kind of fact is for ever: its shape grows only by optional fields, or a new kind (architecture.md, State).

const count = z.int().min(0)
const ordinal = z.int().min(1)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const about = z.enum(['as it is', 'if amended'])
export type About = z.infer<typeof about>

export const offices = ['plenary chair', 'secretariat', 'caucus chair', 'co-chair', 'acting chair'] as const
const office = z.enum(offices)
export type Office = z.infer<typeof office>

export const sources = ['working group', 'dynamic coalition', 'open forum', 'outside body', 'member'] as const

const paragraph = z.strictObject({
  id: paragraphId,
  label: z.string().max(40),
  text: textRef,
  /** Where a paragraph came from when one was split or several were merged. */
  from: z.array(paragraphId).exactOptional(),
})
export type Paragraph = z.infer<typeof paragraph>

/** What a condition is about: the whole, one paragraph, or another proposal whose outcome opens or closes it. */
const subject = z.union([
  z.literal('whole'),
  z.strictObject({ paragraph: paragraphId }),
  z.strictObject({ proposal: proposalId }),
])
const condition = z.strictObject({ on: subject, says: textRef, wording: textRef.exactOptional() })
export type Condition = z.infer<typeof condition>

const paragraphLevel = z.strictObject({ paragraph: paragraphId, level })
/** Which part an answer is about: the whole, or only the paragraphs named (procedure 2). */
const covers = z.union([z.literal('whole'), z.array(paragraphId).min(1)])

/** What a chair states of a place: shared by a reading and the declaration that confirms it. */
const statement = {
  level,
  about,
  conditions: z.array(condition),
  paragraphs: z.array(paragraphLevel),
  covers,
  note: textRef.exactOptional(),
}

export const answers = ['support', 'live', 'concerns', 'object', 'abstain', 'notReady'] as const
export const answer = z.enum(answers)
export type Answer = z.infer<typeof answer>
export const ballots = ['yes', 'no', 'abstain'] as const
export const ballot = z.enum(ballots)
export type Ballot = z.infer<typeof ballot>

export const tally = z.strictObject({
  support: count,
  live: count,
  concerns: count,
  object: count,
  abstain: count,
  notReady: count,
})
export type Tally = z.infer<typeof tally>
const ballotTally = z.strictObject({ yes: count, no: count, abstain: count })
export type BallotTally = z.infer<typeof ballotTally>
const withheld = z.strictObject({ withheld: z.enum(['fewer than 3']) })

const onProposal = { proposal: proposalId }
const onRound = { proposal: proposalId, round: ordinal }
const onConcern = { place, proposal: proposalId, concern: concernId }
const onGauge = { gauge: gaugeId, place, proposal: proposalId, version: ordinal }

const asks = z.enum(['where do you stand', 'against'])
const holder = z.union([
  z.strictObject({ seat: seatId }),
  z.strictObject({ member: memberId }),
  z.strictObject({ caucus: caucusId }),
])
export type Holder = z.infer<typeof holder>
const heads = z.record(caucusId, hash)

const turnout = z.union([
  z.strictObject({ answered: count, of: count }),
  z.strictObject({ withheld: z.enum(['fewer than 3', 'no gauge', 'not sent']) }),
])

/** Every kind of fact and the shape of its data. The chain on which each stands is in `chainOf`. */
export const factData = {
  'assembly.founded': z.strictObject({ charter, secretariat: memberId }),
  'charter.amended': z.strictObject({ charter, version: ordinal, reason: textRef }),
  'charter.mended': z.strictObject({
    charter,
    version: ordinal,
    reason: textRef,
    rounds: z.array(z.strictObject(onRound)),
  }),

  'seat.filled': z.strictObject({
    seat: seatId,
    caucus: caucusId,
    member: memberId,
    as: z.enum(['representative', 'alternate']),
    request: requestId.exactOptional(),
    name: textRef.exactOptional(),
  }),
  'seat.vacated': z.strictObject({
    seat: seatId,
    caucus: caucusId,
    member: memberId,
    as: z.enum(['representative', 'alternate']),
    why: z.enum(['left', 'moved', 'removed', 'replaced']),
  }),
  'office.given': z.strictObject({
    office,
    caucus: caucusId.exactOptional(),
    member: memberId,
    how: z.enum(['named at founding', 'chosen', 'named']),
    name: textRef.exactOptional(),
  }),
  'office.ended': z.strictObject({
    office,
    caucus: caucusId.exactOptional(),
    member: memberId,
    why: z.enum(['resigned', 'replaced', 'left', 'removed']),
  }),
  'name.shown': z.strictObject({ member: memberId, name: textRef }),

  'proposal.submitted': z.strictObject({
    ...onProposal,
    number: ordinal,
    title: textRef,
    sponsor: memberId,
    source: z.strictObject({ kind: z.enum(sources), name: textRef.exactOptional() }),
    forwarded: z.strictObject({ body: textRef, on: z.string().max(40), level: level.exactOptional() }).exactOptional(),
  }),
  'version.made': z.strictObject({
    ...onProposal,
    version: ordinal,
    paragraphs: z.array(paragraph).min(1).max(1000),
    amendments: z.array(amendmentId),
    note: textRef.exactOptional(),
  }),
  'proposal.resubmitted': z.strictObject(onProposal),
  'proposal.admitted': z.strictObject(onProposal),
  'proposal.sentBack': z.strictObject({ ...onProposal, reason: textRef }),
  'proposal.takenUp': z.strictObject(onProposal),
  'proposal.declined': z.strictObject({ ...onProposal, reason: textRef }),
  'proposal.parked': z.strictObject({ ...onProposal, reason: textRef }),
  'proposal.resumed': z.strictObject({ ...onProposal, reason: textRef }),
  'proposal.withdrawn': z.strictObject({ ...onProposal, reason: textRef.exactOptional() }),
  'proposal.adopted': z.strictObject({ ...onProposal, sponsor: memberId }),
  'proposal.reopened': z.strictObject({
    ...onProposal,
    why: z.enum(['new information', 'changed circumstances', 'upheld appeal']),
    reason: textRef,
  }),

  'round.dispatched': z.strictObject({
    ...onRound,
    version: ordinal,
    charter: ordinal,
    deadline,
    to: z.array(caucusId),
    keeping: z.array(caucusId),
  }),
  'round.recalled': z.strictObject({ ...onRound, reason: textRef }),
  'leg.reopened': z.strictObject({ ...onRound, caucus: caucusId }),
  'leg.lapsed': z.strictObject({ ...onRound, caucus: caucusId, due: instant }),
  'leg.handedOver': z.strictObject({ ...onProposal, place, to: memberId }),
  'interest.declared': z.strictObject({ ...onProposal, place, interest: textRef }),
  'question.asked': z.strictObject({ ...onRound, caucus: caucusId, question: questionId, asks: textRef }),
  'question.answered': z.strictObject({ ...onProposal, question: questionId, answer: textRef }),
  'question.declined': z.strictObject({ ...onProposal, question: questionId, reason: textRef }),
  'amendment.suggested': z.strictObject({
    place,
    ...onProposal,
    amendment: amendmentId,
    version: ordinal,
    paragraph: paragraphId.exactOptional(),
    wording: textRef,
    why: textRef.exactOptional(),
  }),

  'gauge.opened': z.strictObject({
    ...onGauge,
    number: ordinal,
    asks,
    paragraph: paragraphId.exactOptional(),
    method: z.enum(['gauge', 'consent']),
    closes: deadline,
    electorate: count,
    byCaucus: z.record(caucusId, count).exactOptional(),
    seats: z.array(seatId).exactOptional(),
    settings: z.strictObject({
      small: count,
      quorum: count,
      tally: z.enum(['hidden', 'shown']),
      notReady: z.boolean(),
    }),
    again: gaugeId.exactOptional(),
  }),
  'gauge.closed': z.strictObject({
    ...onGauge,
    asks,
    method: z.enum(['gauge', 'consent']),
    electorate: count,
    early: z.boolean(),
    /** When the gauge closed: earlier than the entry's `at` where a deadline passed while the bot was down. */
    closedAt: instant,
    tally: z.union([tally, ballotTally, withheld]),
    besides: z.boolean().exactOptional(),
    unsettled: count.exactOptional(),
    settings: z.strictObject({ small: count, quorum: count }).exactOptional(),
    advice: advice.exactOptional(),
    answers: z
      .array(
        z.strictObject({
          seat: seatId,
          answer: z.union([answer, ballot]),
          member: memberId.exactOptional(),
          reason: textRef.exactOptional(),
        }),
      )
      .exactOptional(),
    byCaucus: z
      .record(caucusId, z.strictObject({ electorate: count, tally: z.union([tally, ballotTally, withheld]) }))
      .exactOptional(),
  }),

  'concern.raised': z.strictObject({
    ...onConcern,
    number: ordinal,
    version: ordinal,
    paragraph: paragraphId.exactOptional(),
    says: textRef,
    settles: textRef.exactOptional(),
    holder,
    gauge: gaugeId.exactOptional(),
    splitFrom: concernId.exactOptional(),
  }),
  'concern.joined': z.strictObject({ ...onConcern, joiner: holder, reason: textRef.exactOptional() }),
  'concern.answered': z.strictObject({ ...onConcern, answer: textRef, version: ordinal.exactOptional() }),
  'concern.accepted': z.strictObject({ ...onConcern, words: textRef.exactOptional() }),
  'concern.contested': z.strictObject({ ...onConcern, reason: textRef }),
  'concern.withdrawn': z.strictObject({ ...onConcern, words: textRef.exactOptional() }),
  'concern.overruling': z.strictObject({ ...onConcern, says: textRef, considered: textRef, why: textRef }),
  'concern.elsewhere': z.strictObject({ ...onConcern, where: textRef }),
  'concern.replied': z.strictObject({ ...onConcern, understood: z.boolean(), words: textRef.exactOptional() }),
  'concern.rechecked': z.strictObject({
    ...onConcern,
    version: ordinal,
    settled: z.boolean(),
    otherwise: z.boolean(),
    words: textRef.exactOptional(),
  }),
  'concern.merged': z.strictObject({ ...onConcern, into: concernId }),
  'concern.split': z.strictObject({ ...onConcern, into: z.array(concernId).min(2) }),
  'concern.takenOver': z.strictObject({ ...onConcern, by: seatId }),
  'concern.forwarded': z.strictObject({ ...onConcern, as: concernId }),
  'concern.reopened': z.strictObject({ ...onConcern, information: textRef }),

  'reading.opened': z.strictObject({ ...onRound, place: caucusId, until: instant }),
  'reading.ended': z.strictObject({ ...onRound, place: caucusId }),
  'declaration.made': z.strictObject({
    declaration: declarationId,
    ...onRound,
    place: caucusId,
    version: ordinal,
    ...statement,
    amendments: z.array(
      z.strictObject({
        amendment: amendmentId,
        paragraph: paragraphId.exactOptional(),
        wording: textRef,
        why: textRef.exactOptional(),
      }),
    ),
    concerns: z.array(concernId),
    views: z.array(textRef),
    turnout,
    office,
    late: z.boolean(),
    fromDiscussion: z.boolean(),
    how: textRef.exactOptional(),
    heads,
  }),
  'consensus.declared': z.strictObject({
    ...onRound,
    version: ordinal,
    standing: z.record(caucusId, ordinal),
    without: z.array(caucusId),
    until: instant,
    note: textRef.exactOptional(),
    heads,
  }),
  'consensus.unreachable': z.strictObject({ ...onRound, version: ordinal, reason: textRef, until: instant, heads }),
  'heads.noted': z.strictObject({ heads }),

  'head.salted': z.strictObject({ salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/) }),
  'join.asked': z.strictObject({
    request: requestId,
    member: memberId,
    as: z.enum(['representative', 'alternate', 'participant', 'observer']),
    words: textRef.exactOptional(),
  }),
  'join.refused': z.strictObject({ request: requestId, reason: textRef }),
  'participant.admitted': z.strictObject({
    member: memberId,
    as: z.enum(['participant', 'observer']),
    request: requestId.exactOptional(),
  }),
  'participant.left': z.strictObject({ member: memberId, why: z.enum(['left', 'moved', 'removed']) }),
  'choice.opened': z.strictObject({
    choice: choiceId,
    office: z.enum(['caucus chair', 'acting chair']),
    until: instant,
  }),
  'choice.voted': z.strictObject({ choice: choiceId, seat: seatId, for: memberId }),
  'choice.closed': z.strictObject({ choice: choiceId, chosen: memberId.exactOptional(), closedAt: instant }),
  'reading.posted': z.strictObject({
    reading: readingId,
    ...onRound,
    version: ordinal,
    ...statement,
    until: instant,
    gauge: gaugeId.exactOptional(),
    adviceSeen: advice.exactOptional(),
    reason: textRef.exactOptional(),
    how: textRef.exactOptional(),
  }),
  'reading.contested': z.strictObject({ reading: readingId, ...onProposal, reason: textRef }),
  'reading.withdrawn': z.strictObject({ reading: readingId, ...onProposal, reason: textRef.exactOptional() }),
  'reading.confirmed': z.strictObject({
    reading: readingId,
    ...onProposal,
    declaration: declarationId,
    note: textRef.exactOptional(),
  }),
  'view.offered': z.strictObject({
    view: viewId,
    ...onProposal,
    version: ordinal,
    words: textRef,
    consent: z.boolean(),
  }),
  'view.consented': z.strictObject({ view: viewId, ...onProposal, consent: z.boolean() }),
} as const

export type Kind = keyof typeof factData
export type FactData<K extends Kind> = z.infer<(typeof factData)[K]>

/** The chain a fact stands on: the assembly's public one, or one caucus's own (record.md). */
export type ChainName = 'public' | CaucusId

/** Something that happened, not yet in the record. */
export type Fact<K extends Kind = Kind> = {
  [Each in K]: { readonly kind: Each; readonly chain: ChainName; readonly data: FactData<Each> }
}[K]

/** A fact with its place in the record. `by` is absent where the clock acted; `after` is the public `n` a caucus entry follows. */
export type Happened<K extends Kind = Kind> = {
  [Each in K]: {
    readonly kind: Each
    readonly chain: ChainName
    readonly data: FactData<Each>
    readonly n: number
    readonly at: Instant
    readonly by?: MemberId
    readonly after?: number
  }
}[K]

export const isKind = (kind: string): kind is Kind => Object.hasOwn(factData, kind)

const caucusOnly: ReadonlySet<Kind> = new Set<Kind>([
  'head.salted',
  'join.asked',
  'join.refused',
  'participant.admitted',
  'participant.left',
  'choice.opened',
  'choice.voted',
  'choice.closed',
  'reading.posted',
  'reading.contested',
  'reading.withdrawn',
  'reading.confirmed',
  'view.offered',
  'view.consented',
  'concern.forwarded',
])

/** Where a fact of this kind has to stand: what happens in a place stands on that place's chain. */
export function standsOn(kind: Kind, { place: where }: { readonly place?: unknown }, chain: ChainName): boolean {
  if (caucusOnly.has(kind)) return chain !== 'public'
  if (!followsItsPlace(kind)) return chain === 'public'
  return where === 'plenary' ? chain === 'public' : chain === where
}

const followsItsPlace = (kind: Kind): boolean =>
  kind.startsWith('concern.') || kind.startsWith('gauge.') || kind === 'amendment.suggested'
