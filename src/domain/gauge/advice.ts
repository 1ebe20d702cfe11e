import { constants, type GaugeSettings } from '../charter.ts'
import type { BallotTally, Tally } from '../fact.ts'
import { compareLevels, type Level } from '../level.ts'
import type { AdviceName } from './advice-name.ts'

/** What the table reads beside the counts. Numbers are whole: people, concerns, per cents. */
export interface Circumstances {
  /** Filled seats that were not away when the gauge opened. */
  readonly electorate: number
  /** Whether someone besides the sponsor supports. */
  readonly besides: boolean
  /** How many concerns of this place are open, contested or to be rechecked. */
  readonly unsettled: number
  readonly settings: Pick<GaugeSettings, 'small' | 'quorum'>
}

/** A row of the table: what `advise` can answer. `passed` and `objection-open` are the words of the `consent` method. */
export type Row = Exclude<AdviceName, 'passed' | 'objection-open'>

/**
 * The advice to a chair, procedure 4: the first row that fits.
 *
 * Whole numbers only, so that anyone recomputes the same. A gauge informs and decides nothing: this is never a verdict.
 */
export function advise(tally: Tally, { electorate, besides, unsettled, settings }: Circumstances): Row {
  const { support: s, live: l, concerns: c, object: o, notReady: q } = tally
  const { small } = settings
  const A = answered(tally)
  const P = s + l + c + o
  const few = smallMinority(P, small)

  if (electorate === 0) return 'vacant'
  if (isBelowQuorum(A, electorate, settings)) return 'below-quorum'
  if (q > 0 && 100 * q >= small * A) return 'not-ready'
  if (P === 0) return 'no-view'
  if (100 * o >= (100 - small) * P) return 'against'
  if (unsettled > 0) return 'concerns-unanswered'
  if (c + o <= few && !besides) return 'no-affirmation'
  if (c + o === 0) return 'full-consensus'
  if (c + o <= few) return 'rough-consensus'
  if (2 * (s + l) > P) return 'strong-support'
  return 'divergence'
}

/** The advice of the `consent` method: it passes unless an objection stands open (procedure 3, Methods). */
export function adviseConsent(
  tally: Tally,
  { electorate, unsettled, settings }: Pick<Circumstances, 'electorate' | 'unsettled' | 'settings'>,
): 'passed' | 'objection-open' | 'below-quorum' {
  if (isBelowQuorum(answered(tally), electorate, settings)) return 'below-quorum'
  return unsettled > 0 ? 'objection-open' : 'passed'
}

/**
 * The advice on *is this caucus against it*: consensus against is rough consensus on *yes* (procedure 4).
 *
 * Ours: what is not consensus against is `divergence` whichever way it leans. A *no* says that somebody is not against
 * the text, and nothing about support for it.
 */
export function adviseBallots(
  { yes, no, abstain }: BallotTally,
  { electorate, settings }: Pick<Circumstances, 'electorate' | 'settings'>,
): 'vacant' | 'below-quorum' | 'no-view' | 'against' | 'divergence' {
  const P = yes + no
  if (electorate === 0) return 'vacant'
  if (isBelowQuorum(P + abstain, electorate, settings)) return 'below-quorum'
  if (P === 0) return 'no-view'
  return yes > 0 && no <= smallMinority(P, settings.small) ? 'against' : 'divergence'
}

/** How an advice reads to a chair: its name, and the level that it is consistent with, where it advises one. */
export interface Advice {
  readonly name: AdviceName
  readonly level?: Level
}

/** The advice by the caucus's method. The level of `consent` is that of the table's row (procedure 3, Methods). */
export function adviceOn(method: 'gauge' | 'consent', tally: Tally, circumstances: Circumstances): Advice {
  const row = advise(tally, circumstances)
  const advised = levelAdvised(row)
  const name = method === 'consent' ? adviseConsent(tally, circumstances) : row
  return { name, ...(advised && { level: advised }) }
}

/**
 * The level that a row is consistent with; none where the row says that it is too early to tell.
 *
 * `passed` and `objection-open` name no row: their level is `adviceOn('consent', …).level`.
 */
export const levelAdvised = (row: Row): Level | undefined => levelOf[row]

/**
 * Declaring better than the advice needs a reason, worse needs none. Where no level is advised, *no objection* or higher
 * needs one (procedure 3, Declaring; procedure 4).
 */
export const needsReason = (declared: Level, advised: Level | undefined): boolean =>
  advised === undefined ? compareLevels(declared, 'no objection') >= 0 : compareLevels(declared, advised) > 0

const levelOf: Readonly<Record<Row, Level | undefined>> = {
  vacant: undefined,
  'below-quorum': undefined,
  'not-ready': undefined,
  'no-view': undefined,
  against: 'against',
  'concerns-unanswered': undefined,
  'no-affirmation': 'no objection',
  'full-consensus': 'full consensus',
  'rough-consensus': 'rough consensus',
  'strong-support': 'strong support, significant opposition',
  divergence: 'divergence',
}

/** A: everyone who answered, abstentions and *not ready* included. */
export const answered = ({ support, live, concerns, object, abstain, notReady }: Tally): number =>
  support + live + concerns + object + abstain + notReady

const isBelowQuorum = (A: number, N: number, { quorum }: { readonly quorum: number }): boolean =>
  100 * A < quorum * N || A === 0

/** lim: how many of P views are a small minority; one of four or more always is. */
export function smallMinority(P: number, small: number): number {
  const share = (small * P - ((small * P) % 100)) / 100
  return Math.max(share, P >= constants.smallestMinorityOf ? 1 : 0)
}
