import type { ActType } from '../domain/act.ts'
import { isUnsettled } from '../domain/concern.ts'
import { debatesOf } from '../domain/due.ts'
import { gaugeBehind, isOpen } from '../domain/gauge.ts'
import type {
  CaucusId,
  ChoiceId,
  ConcernId,
  GaugeId,
  MemberId,
  Place,
  ProposalId,
  QuestionId,
  ReadingId,
  RequestId,
  SeatId,
} from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { legDue, legStatus, stageOf } from '../domain/leg.ts'
import { may, speaksFor } from '../domain/may.ts'
import { answersFor, chairsOf, holdersOf, mayAnswerIn } from '../domain/members.ts'
import { conditionalOn, unmetConditions, workOf } from '../domain/reading.ts'
import { currentRound, type Concern, type Gauge, type Proposal, type Round, type World } from '../domain/world.ts'
import type { Rows } from './viewer.ts'

/** What waits for one person to act: for their own desk, and for the index of what awaits whom. */
export type Awaited = {
  readonly member: MemberId
  readonly place: Place
  /** Since when it waits. */
  readonly since: Instant
  /** Until when it can be done, where it ends by the clock. */
  readonly until?: Instant
} & AwaitedAct

export type AwaitedAct =
  | { readonly what: 'answer gauge'; readonly proposal: ProposalId; readonly gauge: GaugeId }
  | {
      readonly what: 'answer concern' | 'reply to answer' | 'reply to chair' | 'recheck concern'
      readonly proposal: ProposalId
      readonly concern: ConcernId
    }
  | { readonly what: 'read outcome'; readonly proposal: ProposalId; readonly gauge: GaugeId }
  | { readonly what: 'confirm reading'; readonly proposal: ProposalId; readonly reading: ReadingId }
  | { readonly what: 'answer for caucus' | 'confirm conditions met'; readonly proposal: ProposalId }
  | { readonly what: 'answer question'; readonly proposal: ProposalId; readonly question: QuestionId }
  | {
      readonly what: 'admit or send back' | 'take up or decline' | 'assess' | 'resubmit'
      readonly proposal: ProposalId
    }
  | { readonly what: 'let in'; readonly request: RequestId }
  | { readonly what: 'choose chair'; readonly choice: ChoiceId }

type Row = Pick<Rows, 'now' | 'away' | 'answersIn' | 'read'>
type Waits = Omit<Awaited, 'member'> & AwaitedAct

/**
 * Everything that awaits anybody, or one person. Pure: a function of folded state, the clock, and answers given so far.
 * Who looks at one person's hands in the world as that person sees it.
 */
export function awaited(world: World, rows: Row, only?: MemberId): readonly Awaited[] {
  if (!world.assembly.foundedAt) return []
  const found: Awaited[] = []
  const ask = (members: Iterable<MemberId>, waits: Waits) => {
    for (const member of new Set(members)) if (!only || member === only) found.push({ member, ...waits })
  }
  for (const proposal of world.assembly.proposals.values()) {
    inPlenary(world, proposal, ask)
    for (const [place, debate] of debatesOf(world, proposal)) {
      for (const gauge of debate.gauges.values()) answersTo(world, rows, place, proposal, gauge, ask)
      for (const concern of debate.concerns.values()) forConcern(world, place, proposal, concern, ask)
    }
    const round = currentRound(proposal)
    if (round && isOut(proposal)) for (const leg of round.legs) forLeg(world, rows, proposal, round, leg.caucus, ask)
  }
  for (const room of world.rooms.values()) inRoom(world, rows, room.caucus, ask)
  return found
}

type Ask = (members: Iterable<MemberId>, waits: Waits) => void

const isOut = (proposal: Proposal): boolean =>
  proposal.stage === 'in caucuses' && currentRound(proposal)?.recalled === undefined

const chairs = ({ assembly }: World, place: Place, proposal?: Proposal): readonly MemberId[] => [
  ...chairsOf(assembly, place).map(({ member }) => member),
  ...(proposal?.handedOver.filter((hand) => hand.place === place).map(({ to }) => to) ?? []),
]

function inPlenary(world: World, proposal: Proposal, ask: Ask): void {
  const { id, submittedAt, turns } = proposal
  const since = turns.at(-1)?.at ?? submittedAt
  const stage = stageOf(proposal)
  const secretariat = holdersOf(world.assembly, 'secretariat').map(({ member }) => member)
  if (stage === 'submitted') ask(secretariat, { what: 'admit or send back', place: 'plenary', proposal: id, since })
  if (stage === 'draft') ask([proposal.sponsor], { what: 'resubmit', place: 'plenary', proposal: id, since })
  if (stage === 'admitted')
    ask(chairs(world, 'plenary', proposal), { what: 'take up or decline', place: 'plenary', proposal: id, since })
  if (stage === 'plenary assessment')
    ask(chairs(world, 'plenary', proposal), {
      what: 'assess',
      place: 'plenary',
      proposal: id,
      since: homeSince(proposal),
    })
  for (const question of isOut(proposal) ? proposal.questions : [])
    if (!question.answered && !question.declined)
      ask(chairs(world, 'plenary', proposal), {
        what: 'answer question',
        place: 'plenary',
        proposal: id,
        question: question.id,
        since: question.askedAt,
      })
}

/** When the last caucus came home. */
function homeSince(proposal: Proposal): Instant {
  const round = currentRound(proposal)
  const moments = [
    round?.dispatchedAt,
    round?.recalled?.at,
    ...proposal.declarations.filter((one) => one.round === round?.number).map(({ at }) => at),
    ...(round?.legs.map(({ lapsedAt }) => lapsedAt) ?? []),
  ].filter((at) => at !== undefined)
  return moments.toSorted().at(-1) ?? proposal.submittedAt
}

function answersTo(world: World, rows: Row, place: Place, proposal: Proposal, gauge: Gauge, ask: Ask): void {
  if (!isOpen(gauge, rows.now)) return
  // A gauge that was still open when the proposal was decided runs out, and takes no answer any more.
  const takes = (member: MemberId) => may(world, member, 'answer gauge', { place, proposal }) === undefined
  const round = proposal.rounds.findLast((one) => one.version === gauge.version && one.dispatchedAt <= gauge.openedAt)
  const answered = new Set<SeatId>(rows.answersIn(gauge.id).map(({ seat }) => seat))
  const silent = [...world.assembly.seats.values()].flatMap((seat) => {
    const inside = place === 'plenary' ? (gauge.byCaucus?.[seat.caucus] ?? 0) > 0 : gauge.seats?.includes(seat.id)
    const speaks = inside && !answered.has(seat.id) ? answersFor(seat, rows.away) : undefined
    return speaks && mayAnswerIn(speaks, round) && takes(speaks.member) ? [speaks.member] : []
  })
  ask(silent, {
    what: 'answer gauge',
    place,
    proposal: proposal.id,
    gauge: gauge.id,
    since: gauge.openedAt,
    until: gauge.closes.at,
  })
}

function forConcern(world: World, place: Place, proposal: Proposal, concern: Concern, ask: Ask): void {
  const { standing } = concern
  const about = { place, proposal: proposal.id, concern: concern.id }
  const since = 'at' in standing ? standing.at : concern.raisedAt
  // While a proposal is back in plenary, what stands in a caucus waits for nobody: nothing can be done about it there.
  const able = (members: readonly MemberId[], act: ActType) =>
    members.filter((member) => may(world, member, act, { place, proposal, concern: concern.id }) === undefined)
  if (isUnsettled(concern))
    ask(able(chairs(world, place, proposal), 'answer concern'), { what: 'answer concern', ...about, since })
  const holders = holdersNow(world, proposal, concern)
  if (standing.is === 'answered') ask(able(holders, 'accept answer'), { what: 'reply to answer', ...about, since })
  if (standing.is === 'overruling' || standing.is === 'settling elsewhere')
    ask(able(holders, 'reply to chair'), { what: 'reply to chair', ...about, since })
  if (standing.is === 'to be rechecked') {
    const out = proposal.rounds.findLast(({ version }) => version === standing.version)?.dispatchedAt
    const waits = { what: 'recheck concern', ...about, since: out ?? concern.raisedAt } as const
    ask(able(holders, 'recheck concern'), waits)
  }
}

/** Who speaks for a concern: its holder, those at its seat, or its caucus's chairs. */
function holdersNow(world: World, proposal: Proposal, concern: Concern): readonly MemberId[] {
  const { holder } = concern
  if ('member' in holder) return [holder.member]
  const possible =
    'caucus' in holder
      ? chairs(world, holder.caucus, proposal)
      : [...world.assembly.seats.values()]
          .filter(({ id }) => id === holder.seat)
          .flatMap(({ representative, alternate }) => [representative?.member ?? [], alternate?.member ?? []].flat())
  return possible.filter((member) => speaksFor(world, concern, member, proposal))
}

function forLeg(world: World, rows: Row, proposal: Proposal, round: Round, caucus: CaucusId, ask: Ask): void {
  const status = legStatus(proposal, round, caucus)
  const due = legDue(proposal, round, caucus)
  const about = { place: caucus, proposal: proposal.id, ...(due && { until: due }) }
  const theirs = chairs(world, caucus, proposal)
  const work = workOf(world, caucus, proposal.id)
  const out = work.readings.findLast((one) => !one.ended)
  if (out && out.until <= rows.now)
    ask(theirs, { what: 'confirm reading', ...about, reading: out.id, since: out.until })
  if (status.is !== 'awaited' && status.is !== 'lapsed') return
  const conditional = conditionalOn(proposal, caucus)
  const met =
    conditional !== undefined &&
    conditional.conditions.length > 0 &&
    unmetConditions(world, proposal, conditional, round.version, rows.read).length === 0
  if (met) ask(theirs, { what: 'confirm conditions met', ...about, since: round.dispatchedAt })
  const gauge = gaugeBehind(work.debate, round.version)
  if (gauge?.closed && !out) ask(theirs, { what: 'read outcome', ...about, gauge: gauge.id, since: gauge.closed.at })
  else if (!out && !met) ask(theirs, { what: 'answer for caucus', ...about, since: round.dispatchedAt })
}

function inRoom(world: World, rows: Row, caucus: CaucusId, ask: Ask): void {
  const room = world.rooms.get(caucus)
  const theirs = chairsOf(world.assembly, caucus).map(({ member }) => member)
  const doorkeepers = theirs.length > 0 ? theirs : holdersOf(world.assembly, 'secretariat').map(({ member }) => member)
  for (const request of room?.requests.values() ?? [])
    if (!request.ended) ask(doorkeepers, { what: 'let in', place: caucus, request: request.id, since: request.askedAt })
  for (const choice of room?.choices ?? []) {
    if (choice.closed || choice.until <= rows.now) continue
    const voters = [...world.assembly.seats.values()]
      .filter((seat) => seat.caucus === caucus && !choice.votes.has(seat.id))
      .flatMap((seat) => seat.representative?.member ?? [])
    ask(voters, { what: 'choose chair', place: caucus, choice: choice.id, since: choice.openedAt, until: choice.until })
  }
}
