import type { CaucusId, ProposalId, QuestionId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { legDue, legOf, legStatus, standsBy, type LegStatus } from '../domain/leg.ts'
import { conditionalOn, unmetConditions } from '../domain/reading.ts'
import { currentRound, type Declaration, type Proposal, type Round, type World } from '../domain/world.ts'
import { amendmentsIn, type AmendmentView } from './amendment.ts'
import { changesIn, type ChangeView } from './changes.ts'
import { standFor, type StandView } from './declared.ts'
import { minorityViewsFor, type MinorityViewView } from './minority-view.ts'
import { placeNamed, proposalNamed, zoneOf, type PlaceNamed, type ProposalNamed } from './naming.ts'
import { offers } from './offers.ts'
import { roomFor, worldFor, type Rows, type Viewer } from './viewer.ts'

/** A version as it lies before one caucus in one round: what it is, what changed, and what the caucus has said. */
export interface ArrivalView {
  readonly proposal: ProposalNamed
  readonly caucus: PlaceNamed
  readonly zone: string
  readonly version: number
  readonly round: number
  /** Sent to this caucus to answer, or kept: it stands on this very version already (procedure 3.2). */
  readonly sent: boolean
  /** None while a question waits for plenary, or when the round is no longer out. */
  readonly due?: Instant
  readonly paused: boolean
  readonly status: LegStatus['is'] | 'over'
  readonly until?: Instant
  /** Against the version that this caucus had before it last. */
  readonly since?: { readonly version: number; readonly changes: readonly ChangeView[] }
  /** How this caucus stood: by its answer in this round, else by its newest one. */
  readonly stood?: StandView
  /** It agreed only if amended, and this version has the words that it asked for (procedure 3). */
  readonly conditionsMet: boolean
  readonly questions: readonly QuestionLine[]
  readonly amendments: readonly AmendmentView[]
  readonly minorityViews: readonly MinorityViewView[]
  readonly recalled?: string | undefined
  readonly may: {
    readonly concern: boolean
    readonly amend: boolean
    readonly gauge: boolean
    readonly ask: boolean
    readonly declare: boolean
    readonly reopen: boolean
    readonly offerView: boolean
    readonly consent: boolean
  }
}

export interface QuestionLine {
  readonly question: QuestionId
  readonly asks: string | undefined
  readonly answer?: string | undefined
  readonly declined?: string | undefined
  readonly is: 'open' | 'answered' | 'declined'
}

export function arrivalFor(
  viewer: Viewer,
  whole: World,
  rows: Rows,
  where: { readonly proposal: ProposalId; readonly round: number; readonly caucus: CaucusId },
): ArrivalView | undefined {
  const world = worldFor(viewer, whole)
  const { caucus } = where
  const proposal = world.assembly.proposals.get(where.proposal)
  const round = proposal?.rounds.find(({ number }) => number === where.round)
  const leg = legOf(round, caucus)
  if (!proposal || !round || !leg || !roomFor(viewer, world, caucus)) return undefined
  const isNow = round === currentRound(proposal)
  const isOut = isNow && proposal.stage === 'in caucuses' && !round.recalled
  const status = legStatus(proposal, round, caucus)
  const due = isOut ? legDue(proposal, round, caucus) : undefined
  const stood = standing(proposal, round, caucus)
  const since = isNow || leg.dispatched ? before(proposal, round) : undefined
  const version = proposal.versions[round.version - 1]
  const offered = (act: Parameters<typeof offers>[2]) =>
    isOut && offers(viewer, world, act, { place: caucus, proposal })
  const conditional = isOut ? conditionalOn(proposal, caucus) : undefined
  const answered = status.is === 'declared'
  const minorityViews = isNow ? minorityViewsFor(viewer, world, rows, caucus, proposal) : []
  return {
    proposal: proposalNamed(rows, proposal),
    caucus: placeNamed(world.assembly, rows, caucus),
    zone: zoneOf(world.assembly, caucus),
    version: round.version,
    round: round.number,
    sent: leg.dispatched || leg.reopenedAt !== undefined,
    ...(due && !answered && { due }),
    paused: isOut && due === undefined,
    status: isNow ? (isOut || round.recalled ? status.is : 'over') : 'over',
    ...(status.is === 'reading' && status.until > rows.now && { until: status.until }),
    ...(since &&
      version && { since: { version: since.number, changes: changesIn(world, rows, proposal, since, version) } }),
    ...(stood && { stood: standFor(viewer, world, rows, proposal, stood) }),
    conditionsMet:
      conditional !== undefined &&
      conditional.conditions.length > 0 &&
      unmetConditions(world, proposal, conditional, round.version, rows.read).length === 0,
    questions: questionsOf(rows, proposal, round, caucus),
    amendments: amendmentsIn(viewer, world, rows, proposal, caucus, round.version),
    minorityViews,
    ...(round.recalled && isNow && { recalled: rows.read(round.recalled.reason) }),
    may: {
      concern: offered('raise concern'),
      amend: offered('suggest amendment'),
      gauge: offered('open gauge') && status.is !== 'keeps',
      ask: offered('ask plenary') && status.is === 'awaited' && due !== undefined,
      declare: offered('post reading') && status.is !== 'keeps',
      reopen: offered('reopen leg') && (status.is === 'keeps' || answered),
      offerView: offered('offer minority view'),
      consent: minorityViews.length > 0 && offered('consent to view'),
    },
  }
}

/** The version that went out before this one, where it is another. */
function before(proposal: Proposal, round: Round) {
  const earlier = proposal.rounds.findLast((one) => one.number < round.number && one.version !== round.version)
  return earlier && proposal.versions[earlier.version - 1]
}

/** By what this caucus stands: on this version, else its newest answer on another one. */
const standing = (proposal: Proposal, round: Round, caucus: CaucusId): Declaration | undefined =>
  standsBy(proposal, caucus, round.version) ??
  proposal.declarations.findLast((one) => one.place === caucus && one.round <= round.number)

const questionsOf = (rows: Rows, proposal: Proposal, round: Round, caucus: CaucusId): readonly QuestionLine[] =>
  proposal.questions
    .filter((one) => one.caucus === caucus && one.round === round.number)
    .map(({ id, asks, answered, declined }) => ({
      question: id,
      asks: rows.read(asks),
      is: answered ? 'answered' : declined ? 'declined' : 'open',
      ...(answered && { answer: rows.read(answered.answer) }),
      ...(declined && { declined: rows.read(declined.reason) }),
    }))
