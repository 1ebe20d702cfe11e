import type { CaucusId } from './id.ts'
import { between, plus, type Instant } from './instant.ts'
import { counts } from './level.ts'
import {
  currentRound,
  type Declaration,
  type Leg,
  type Proposal,
  type Question,
  type Round,
  type Stage,
} from './world.ts'

/** One caucus's answer on one version, as plenary may see it. */
export type LegStatus =
  | { readonly is: 'awaited' }
  | { readonly is: 'reading'; readonly until: Instant }
  | { readonly is: 'declared'; readonly declaration: Declaration }
  | { readonly is: 'keeps'; readonly declaration: Declaration }
  | { readonly is: 'lapsed'; readonly at: Instant }
  | { readonly is: 'recalled' }
  | { readonly is: 'not dispatched' }

/** A caucus *stands* on a version by its latest declaration on that version, of whatever round (procedure 3.2). */
export const standsBy = (proposal: Proposal, caucus: CaucusId, version: number): Declaration | undefined =>
  proposal.declarations.findLast((one) => one.place === caucus && one.version === version)

export const legOf = (round: Round | undefined, caucus: CaucusId): Leg | undefined =>
  round?.legs.find((leg) => leg.caucus === caucus)

/** The declaration with which a caucus answered in this very round. */
export const answerIn = (proposal: Proposal, round: Round, caucus: CaucusId): Declaration | undefined =>
  proposal.declarations.findLast((one) => one.place === caucus && one.round === round.number)

export function legStatus(proposal: Proposal, round: Round, caucus: CaucusId): LegStatus {
  const leg = legOf(round, caucus)
  if (!leg) return { is: 'not dispatched' }
  if (leg.reading) return { is: 'reading', until: leg.reading.until }
  const answer = answerIn(proposal, round, caucus)
  if (answer && !isReopened(leg, answer)) return { is: 'declared', declaration: answer }
  const kept = standsBy(proposal, caucus, round.version)
  if (kept && !leg.dispatched && !leg.reopenedAt) return { is: 'keeps', declaration: kept }
  if (leg.lapsedAt) return { is: 'lapsed', at: leg.lapsedAt }
  if (round.recalled) return { is: 'recalled' }
  return { is: 'awaited' }
}

const isReopened = (leg: Leg, answer: Declaration): boolean =>
  leg.reopenedAt !== undefined && answer.at < leg.reopenedAt

/** Whether plenary still waits for this caucus: neither declared, nor lapsed, nor keeping what it said. */
const isAwaited = (proposal: Proposal, round: Round, caucus: CaucusId): boolean => {
  const { is } = legStatus(proposal, round, caucus)
  return is === 'awaited' || (is === 'reading' && !legOf(round, caucus)?.lapsedAt)
}

/** The stage as it is: a round whose legs have all come home, or that was recalled, is before the plenary chair. */
export function stageOf(proposal: Proposal): Stage {
  if (proposal.stage !== 'in caucuses') return proposal.stage
  const round = currentRound(proposal)
  if (!round || round.recalled) return 'plenary assessment'
  return round.legs.some((leg) => isAwaited(proposal, round, leg.caucus)) ? 'in caucuses' : 'plenary assessment'
}

/**
 * When a leg's answer is due: the round's deadline, later by as long as the caucus waited for plenary's answers.
 * While a question is open the leg's deadline stands still (procedure 3.3), so there is none.
 */
export function legDue(proposal: Proposal, round: Round, caucus: CaucusId): Instant | undefined {
  const asked = proposal.questions.filter((one) => one.caucus === caucus && one.round === round.number)
  if (asked.some((one) => endOf(one) === undefined)) return undefined
  const waited = asked.reduce((ms, one) => ms + Math.max(0, between(one.askedAt, endOf(one) ?? one.askedAt)), 0)
  return plus(round.deadline.at, { ms: waited })
}

const endOf = (question: Question): Instant | undefined => question.answered?.at ?? question.declined?.at

/** Rough consensus or better, about the text *as it is* and the whole of it: the only thing that counts (procedure 2). */
export const standsAtConsensus = (
  declaration: Declaration | undefined,
  charter: { readonly noObjectionCounts: boolean },
): boolean =>
  declaration !== undefined &&
  counts(declaration.level, charter) &&
  declaration.about === 'as it is' &&
  declaration.covers === 'whole'
