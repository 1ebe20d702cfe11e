import { z } from 'zod'
import { charterDraft } from './charter.ts'
import { answer, ballot, offices, sources } from './fact.ts'
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
} from './id.ts'
import { deadline } from './instant.ts'
import { level } from './level.ts'
import { longestParagraph, words } from './text.ts'

// Acts are imperative, and carry what a person gave: words as words. `decide` turns them into facts that cite texts.

const onProposal = { proposal: proposalId }
const onConcern = { place, proposal: proposalId, concern: concernId }
const onGauge = { place, proposal: proposalId, gauge: gaugeId }
const onReading = { caucus: caucusId, proposal: proposalId, reading: readingId }
const ordinal = z.int().min(1)

const condition = z.strictObject({
  on: z.union([
    z.literal('whole'),
    z.strictObject({ paragraph: paragraphId }),
    z.strictObject({ proposal: proposalId }),
  ]),
  says: words(),
  /** The exact words the paragraph should have: a later version that has them meets the condition word for word. */
  wording: words(longestParagraph).optional(),
})

/** A paragraph as handed in: an `id` keeps its identity, `from` names what it was split or merged from. */
const paragraph = z.strictObject({
  id: paragraphId.optional(),
  label: z.string().max(40),
  text: words(longestParagraph),
  from: z.array(paragraphId).optional(),
})
const paragraphs = z.array(paragraph).min(1).max(1000)

const statement = {
  level,
  about: z.enum(['as it is', 'if amended']),
  conditions: z.array(condition).max(100).default([]),
  paragraphs: z.array(z.strictObject({ paragraph: paragraphId, level })).default([]),
  covers: z.union([z.literal('whole'), z.array(paragraphId).min(1)]).default('whole'),
  note: words().optional(),
}

export const actData = {
  // Assembly
  'found assembly': z.strictObject({ charter: charterDraft }),
  'amend charter': z.strictObject({ charter: charterDraft, reason: words() }),
  'mend charter': z.strictObject({
    charter: charterDraft,
    reason: words(),
    rounds: z.array(z.strictObject({ proposal: proposalId, round: ordinal })),
  }),
  'ask to join': z.strictObject({
    caucus: caucusId,
    as: z.enum(['representative', 'alternate', 'participant', 'observer']),
    words: words().optional(),
  }),
  'admit member': z.strictObject({ caucus: caucusId, request: requestId, seat: seatId.optional() }),
  'refuse request': z.strictObject({ caucus: caucusId, request: requestId, reason: words() }),
  /** The secretariat or the caucus chair seats someone who has not asked: at founding, or from a list. */
  'seat member': z.strictObject({
    caucus: caucusId,
    member: memberId,
    as: z.enum(['representative', 'alternate', 'participant', 'observer']),
    seat: seatId.optional(),
  }),
  'leave caucus': z.strictObject({ caucus: caucusId }),
  'remove member': z.strictObject({ caucus: caucusId, member: memberId, reason: words() }),
  'give office': z.strictObject({ office: z.enum(offices), caucus: caucusId.optional(), member: memberId }),
  'resign office': z.strictObject({ office: z.enum(offices), caucus: caucusId.optional() }),
  'end office': z.strictObject({ office: z.enum(offices), caucus: caucusId.optional(), member: memberId }),
  'show name': z.strictObject({ name: words(80) }),
  'start choice': z.strictObject({ caucus: caucusId, office: z.enum(['caucus chair', 'acting chair']) }),
  'choose chair': z.strictObject({ caucus: caucusId, choice: choiceId, for: memberId }),
  'close choice': z.strictObject({ caucus: caucusId, choice: choiceId }),

  // Proposal
  'submit proposal': z.strictObject({
    title: words(200),
    paragraphs,
    sponsor: memberId.optional(),
    source: z.strictObject({ kind: z.enum(sources), name: words(120).optional() }),
    forwarded: z.strictObject({ body: words(120), on: z.string().max(40), level: level.optional() }).optional(),
  }),
  'resubmit proposal': z.strictObject(onProposal),
  'admit proposal': z.strictObject(onProposal),
  'send back': z.strictObject({ ...onProposal, reason: words() }),
  'take up': z.strictObject(onProposal),
  decline: z.strictObject({ ...onProposal, reason: words() }),
  'make version': z.strictObject({
    ...onProposal,
    paragraphs,
    amendments: z.array(amendmentId).default([]),
    note: words().optional(),
  }),
  dispatch: z.strictObject({ ...onProposal, version: ordinal, deadline }),
  recall: z.strictObject({ ...onProposal, reason: words() }),
  park: z.strictObject({ ...onProposal, reason: words() }),
  resume: z.strictObject({ ...onProposal, reason: words() }),
  withdraw: z.strictObject({ ...onProposal, reason: words().optional() }),
  adopt: z.strictObject(onProposal),
  reopen: z.strictObject({
    ...onProposal,
    why: z.enum(['new information', 'changed circumstances', 'upheld appeal']),
    reason: words(),
  }),
  'suggest amendment': z.strictObject({
    place,
    ...onProposal,
    paragraph: paragraphId.optional(),
    wording: words(longestParagraph),
    why: words().optional(),
  }),
  'reopen leg': z.strictObject({ ...onProposal, caucus: caucusId }),
  'lapse leg': z.strictObject({ ...onProposal, caucus: caucusId }),
  'hand over': z.strictObject({ ...onProposal, place, to: memberId }),
  'declare interest': z.strictObject({ ...onProposal, place, interest: words() }),
  'ask plenary': z.strictObject({ ...onProposal, caucus: caucusId, asks: words() }),
  'answer question': z.strictObject({ ...onProposal, question: questionId, answer: words() }),
  'decline question': z.strictObject({ ...onProposal, question: questionId, reason: words() }),

  // Gauge
  'open gauge': z.strictObject({
    place,
    ...onProposal,
    asks: z.enum(['where do you stand', 'against']).default('where do you stand'),
    paragraph: paragraphId.optional(),
    closes: deadline,
    again: gaugeId.optional(),
  }),
  'answer gauge': z.strictObject({
    ...onGauge,
    answer: z.union([answer, ballot]),
    reason: words().optional(),
    /** The concern that goes with *concerns* (ticked) or *object* (always), procedure 3, Concerns. */
    concern: z.strictObject({ paragraph: paragraphId.optional(), settles: words().optional() }).optional(),
  }),
  'withdraw answer': z.strictObject(onGauge),
  'close gauge': z.strictObject(onGauge),

  // Concern
  'raise concern': z.strictObject({
    place,
    ...onProposal,
    paragraph: paragraphId.optional(),
    says: words(),
    settles: words().optional(),
    gauge: gaugeId.optional(),
  }),
  'join concern': z.strictObject({ ...onConcern, reason: words().optional() }),
  'answer concern': z.strictObject({ ...onConcern, answer: words(), version: ordinal.optional() }),
  'accept answer': z.strictObject({ ...onConcern, words: words().optional() }),
  'contest answer': z.strictObject({ ...onConcern, reason: words() }),
  'withdraw concern': z.strictObject({ ...onConcern, words: words().optional() }),
  'overrule concern': z.strictObject({ ...onConcern, says: words(), considered: words(), why: words() }),
  'settle elsewhere': z.strictObject({ ...onConcern, where: words() }),
  'reply to chair': z.strictObject({ ...onConcern, understood: z.boolean(), words: words().optional() }),
  'recheck concern': z.strictObject({
    ...onConcern,
    settled: z.boolean(),
    otherwise: z.boolean().default(false),
    words: words().optional(),
  }),
  'merge concern': z.strictObject({ ...onConcern, into: concernId }),
  'split concern': z.strictObject({
    ...onConcern,
    parts: z
      .array(z.strictObject({ paragraph: paragraphId.optional(), says: words() }))
      .min(2)
      .max(20),
  }),
  'take over concern': z.strictObject(onConcern),
  'forward concern': z.strictObject({ caucus: caucusId, ...onProposal, concern: concernId, says: words() }),
  'reopen concern': z.strictObject({ ...onConcern, information: words() }),

  // Reading and declaration
  'post reading': z.strictObject({
    caucus: caucusId,
    ...onProposal,
    ...statement,
    gauge: gaugeId.optional(),
    /** Why better than the advice (procedure 3, Declaring). */
    reason: words().optional(),
    /** How it was found, where the chair declares from discussion or by the caucus's own process. */
    how: words().optional(),
  }),
  'contest reading': z.strictObject({ ...onReading, reason: words() }),
  'withdraw reading': z.strictObject({ ...onReading, reason: words().optional() }),
  'confirm reading': z.strictObject({
    ...onReading,
    note: words().optional(),
    /** What will leave, ticked by the chair who has seen it (procedure 3.3). */
    sends: z.strictObject({
      note: z.boolean(),
      amendments: z.array(amendmentId),
      turnout: z.boolean(),
      views: z.array(viewId),
      concerns: z.array(z.strictObject({ concern: concernId, says: words() })),
    }),
  }),
  'offer minority view': z.strictObject({ caucus: caucusId, ...onProposal, words: words(), consent: z.boolean() }),
  'consent to view': z.strictObject({ caucus: caucusId, ...onProposal, view: viewId, consent: z.boolean() }),
  /** Says in one act that a condition is met word for word by the version now out (procedure 3). */
  'confirm conditions met': z.strictObject({ caucus: caucusId, ...onProposal }),
  'declare consensus': z.strictObject({ ...onProposal, note: words().optional() }),
  'declare unreachable': z.strictObject({ ...onProposal, reason: words() }),

  // The clock
  'note heads': z.strictObject({}),
} as const

export type ActType = keyof typeof actData
export type Act<T extends ActType = ActType> = {
  [Each in T]: { readonly type: Each } & z.infer<(typeof actData)[Each]>
}[T]
