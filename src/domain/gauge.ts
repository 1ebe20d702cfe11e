import { caucusOf, constants, type Charter } from './charter.ts'
import { raise, unsettledIn, versionUnderDiscussion } from './concern.ts'
import { answers, ballots, type Answer, type Ballot, type BallotTally, type FactData, type Tally } from './fact.ts'
import { adviceOn, adviseBallots, answered, type Advice } from './gauge/advice.ts'
import type { CaucusId, GaugeId, Place, SeatId } from './id.ts'
import { plus, toMs, type Instant } from './instant.ts'
import { answersFor, electorate, mayAnswerIn, seatOf } from './members.ts'
import { refuse } from './refusal.ts'
import {
  chainOf,
  decided,
  fact,
  onDebate,
  refused,
  type Context,
  type Decisions,
  type Meanings,
  type SeatAnswer,
} from './rules.ts'
import {
  charterOfRound,
  currentRound,
  debateIn,
  type Debate,
  type Gauge,
  type Proposal,
  type Round,
  type World,
} from './world.ts'

/** Closed means closed, superseded or past its deadline: derived, so a late job or a stopped bot does no harm (procedure 4). */
export const isOpen = (gauge: Gauge, now: Instant): boolean =>
  gauge.closed === undefined && gauge.supersededAt === undefined && now < gauge.closes.at

const isBallot = (given: Answer | Ballot, gauge: Gauge): boolean =>
  gauge.asks === 'against'
    ? ballots.some((one) => one === given)
    : answers.some((one) => one === given) && (given !== 'notReady' || gauge.settings.notReady)

export const gaugeDecisions = {
  'open gauge': (world, act, context) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    if (!proposal) return refused(refuse('unknown/proposal', {}))
    const debate = debateIn(world, act.place, proposal)
    const round = currentRound(proposal)
    const charter = charterOfRound(world.assembly, round)
    const electors = electorsOf(world, charter, act.place, context.away, round)
    const caucus = act.place === 'plenary' ? undefined : caucusOf(charter, act.place)
    const gauge = context.mint('gauge')
    const data: FactData<'gauge.opened'> = {
      gauge,
      place: act.place,
      proposal: act.proposal,
      version: versionUnderDiscussion(proposal, act.place),
      number: debate.gauges.size + 1,
      asks: act.asks,
      method: caucus?.method.name === 'consent' ? 'consent' : 'gauge',
      closes: act.closes,
      electorate: electors.length,
      settings: caucus?.gauge ?? plenarySettings,
      ...(act.place === 'plenary' ? { byCaucus: byCaucus(electors) } : { seats: electors.map(({ seat }) => seat) }),
      ...(act.paragraph && { paragraph: act.paragraph }),
      ...(act.again && { again: act.again }),
    }
    return {
      ...decided(fact('gauge.opened', chainOf(act.place), data)),
      roll: { gauge, seats: electors.map(({ seat }) => seat) },
    }
  },

  'answer gauge': (world, act, context) => {
    const found = answering(world, act, context)
    if ('code' in found) return refused(found)
    const { proposal, debate, gauge, seat } = found
    if (!isBallot(act.answer, gauge))
      return refused(refuse(act.answer === 'notReady' ? 'gauge/not-ready-not-asked' : 'gauge/not-an-answer', {}))
    // *Object* always raises a concern; *concerns* does with the tick set (procedure 3, Concerns).
    const raises = act.answer === 'object' || (act.answer === 'concerns' && act.concern !== undefined)
    if (raises && !act.reason) return refused(refuse('gauge/needs-reason', {}))
    const reason = act.reason && context.write(act.reason)
    const given: SeatAnswer = {
      seat,
      member: found.member,
      answer: act.answer,
      at: context.now,
      ...(reason && { reason }),
    }
    const row = { answer: { gauge: gauge.id, seat, given } }
    if (!raises || !act.reason || alreadyRaised(debate, gauge.id, found.member, act.reason, context))
      return { ...decided(), ...row }
    const { paragraph, settles } = act.concern ?? {}
    const concern = raise({ place: act.place, proposal, debate }, context, {
      says: act.reason,
      settles,
      paragraph: paragraph ?? gauge.paragraph,
      holder: { member: found.member },
      gauge: gauge.id,
      version: gauge.version,
    })
    return { ...decided(fact('concern.raised', chainOf(act.place), concern)), ...row }
  },

  'withdraw answer': (world, act, context) => {
    const found = answering(world, act, context)
    if ('code' in found) return refused(found)
    return { ...decided(), answer: { gauge: found.gauge.id, seat: found.seat } }
  },

  'close gauge': (world, act, context) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    const gauge = proposal && debateIn(world, act.place, proposal).gauges.get(act.gauge)
    if (!proposal || !gauge) return refused(refuse('unknown/gauge', {}))
    if (gauge.closed) return refused(refuse('gauge/closed', { at: gauge.closed.at }))
    if (gauge.supersededAt) return refused(refuse('gauge/superseded', {}))
    const isDue = context.now >= gauge.closes.at
    if (!isDue && context.by === 'clock') return refused(refuse('gauge/not-due', { until: gauge.closes.at }))
    const given = context.answers.get(gauge.id) ?? []
    const closedAt = isDue ? gauge.closes.at : context.now
    const shared = {
      gauge: gauge.id,
      place: act.place,
      proposal: act.proposal,
      version: gauge.version,
      asks: gauge.asks,
      method: gauge.method,
      electorate: gauge.electorate,
      early: !isDue,
      closedAt,
    }
    const result =
      act.place === 'plenary'
        ? plenaryResult(world, gauge, given)
        : caucusResult(world, act.place, proposal, gauge, given)
    return decided(fact('gauge.closed', chainOf(act.place), { ...shared, ...result }))
  },
} satisfies Partial<Decisions>

/** In plenary there is no advice to compute; the thresholds stand for completeness of the fact. */
const plenarySettings = { small: 20, quorum: 50, tally: 'hidden', notReady: false } as const

interface Elector {
  readonly seat: SeatId
  readonly caucus: CaucusId
}

/** The electorate: filled seats, not away; in plenary those of every caucus that holds seats (procedure 4). */
function electorsOf(
  world: World,
  charter: Charter,
  place: Place,
  away: Context['away'],
  round: Round | undefined,
): readonly Elector[] {
  const caucuses =
    place === 'plenary' ? charter.caucuses.filter(({ kind }) => kind !== 'observer').map(({ id }) => id) : [place]
  return caucuses.flatMap((caucus) =>
    electorate(world.assembly, caucus, away, round).map((seat) => ({ seat: seat.id, caucus })),
  )
}

const byCaucus = (electors: readonly Elector[]): Record<CaucusId, number> => {
  const counts: Record<CaucusId, number> = {}
  for (const { caucus } of electors) counts[caucus] = (counts[caucus] ?? 0) + 1
  return counts
}

/**
 * Who answers, for which seat, in which gauge: or why not.
 *
 * For plenary the seats of the electorate stand in rows and not in the public fact; whoever keeps the rows refuses a seat
 * that has none.
 */
function answering(
  world: World,
  act: { place: Place; proposal: Proposal['id']; gauge: GaugeId },
  { by, now, away }: Context,
) {
  const proposal = world.assembly.proposals.get(act.proposal)
  const debate = proposal && debateIn(world, act.place, proposal)
  const gauge = debate?.gauges.get(act.gauge)
  if (!proposal || !debate || !gauge) return refuse('unknown/gauge', {})
  if (gauge.supersededAt) return refuse('gauge/superseded', {})
  if (!isOpen(gauge, now)) return refuse('gauge/closed', { at: gauge.closed?.at ?? gauge.closes.at })
  const sits = by === 'clock' || by === 'operator' ? undefined : seatOf(world.assembly, by)
  if (!sits || by === 'clock' || by === 'operator') return refuse('gauge/not-in-electorate', {})
  const { seat } = sits
  const inside = act.place === 'plenary' ? (gauge.byCaucus?.[seat.caucus] ?? 0) > 0 : gauge.seats?.includes(seat.id)
  const round = proposal.rounds.findLast((one) => one.version === gauge.version && one.dispatchedAt <= gauge.openedAt)
  const speaks = answersFor(seat, away)
  if (!inside || speaks?.member !== by || !mayAnswerIn(speaks, round)) return refuse('gauge/not-in-electorate', {})
  return { proposal, debate, gauge, seat: seat.id, member: by }
}

/** The same objection pressed twice is one concern. */
const alreadyRaised = (debate: Debate, gauge: GaugeId, member: string, reason: string, { read }: Context): boolean =>
  [...debate.concerns.values()].some(
    (one) => one.gauge === gauge && 'member' in one.holder && one.holder.member === member && read(one.says) === reason,
  )

export const countAnswers = (given: readonly { readonly answer: Answer | Ballot }[]): Tally => ({
  support: count(given, 'support'),
  live: count(given, 'live'),
  concerns: count(given, 'concerns'),
  object: count(given, 'object'),
  abstain: count(given, 'abstain'),
  notReady: count(given, 'notReady'),
})
export const countBallots = (given: readonly { readonly answer: Answer | Ballot }[]): BallotTally => ({
  yes: count(given, 'yes'),
  no: count(given, 'no'),
  abstain: count(given, 'abstain'),
})
const count = (given: readonly { readonly answer: Answer | Ballot }[], answer: Answer | Ballot): number =>
  given.filter((one) => one.answer === answer).length

export const isTally = (tally: Tally | BallotTally | { withheld: string }): tally is Tally => 'support' in tally
const isBallotTally = (tally: Tally | BallotTally | { withheld: string }): tally is BallotTally => 'yes' in tally

/** How many answered; undefined where the tally is withheld. */
export function answeredIn(tally: Tally | BallotTally | { withheld: string }): number | undefined {
  if (isTally(tally)) return answered(tally)
  return isBallotTally(tally) ? tally.yes + tally.no + tally.abstain : undefined
}

const tallyOf = (gauge: Gauge, given: readonly SeatAnswer[]): Tally | BallotTally =>
  gauge.asks === 'against' ? countBallots(given) : countAnswers(given)

function caucusResult(world: World, caucus: CaucusId, proposal: Proposal, gauge: Gauge, given: readonly SeatAnswer[]) {
  const tally = tallyOf(gauge, given)
  const besides = given.some((one) => one.answer === 'support' && one.member !== proposal.sponsor)
  const unsettled = unsettledIn(debateIn(world, caucus, proposal)).length
  const { small, quorum } = gauge.settings
  const advice = advising(gauge, tally, besides, unsettled)
  const rows = given.map(({ seat, answer, member, reason }) => ({ seat, answer, member, ...(reason && { reason }) }))
  return { tally, besides, unsettled, settings: { small, quorum }, advice: advice.name, answers: rows }
}

function advising(gauge: Gauge, tally: Tally | BallotTally, besides: boolean, unsettled: number): Advice {
  const circumstances = { electorate: gauge.electorate, besides, unsettled, settings: gauge.settings }
  if (isTally(tally)) return adviceOn(gauge.method, tally, circumstances)
  const name = adviseBallots(tally, circumstances)
  return { name, ...(name === 'against' && { level: 'against' as const }) }
}

/** The advice as it is now: a concern answered since the closing no longer stands in the way. */
export function adviceNow(gauge: Gauge, debate: Debate): Advice | undefined {
  const tally = gauge.closed?.tally
  if (!tally || 'withheld' in tally) return undefined
  return advising(gauge, tally, gauge.closed?.besides ?? false, unsettledIn(debate).length)
}

/** Each caucus first; fewer than three answers are withheld and in no total (procedure 4). */
function plenaryResult({ assembly }: World, gauge: Gauge, given: readonly SeatAnswer[]) {
  const shown: SeatAnswer[] = []
  const each: NonNullable<FactData<'gauge.closed'>['byCaucus']> = {}
  for (const [caucus, electorate] of Object.entries(gauge.byCaucus ?? {}) as [CaucusId, number][]) {
    const theirs = given.filter((one) => assembly.seats.get(one.seat)?.caucus === caucus)
    const tooFew = theirs.length > 0 && theirs.length < constants.fewest
    if (!tooFew) shown.push(...theirs)
    each[caucus] = { electorate, tally: tooFew ? { withheld: 'fewer than 3' } : tallyOf(gauge, theirs) }
  }
  return { tally: tallyOf(gauge, shown), byCaucus: each }
}

/** The moments at which those who have not answered are reminded: half-way and at 90 % by default (procedure 4). */
export const remindersOf = (
  gauge: Gauge,
  charter: Charter,
): readonly { readonly at: Instant; readonly percent: number }[] =>
  charter.remindAt.map((percent) => {
    const whole = toMs(gauge.closes.at) - toMs(gauge.openedAt)
    return { percent, at: plus(gauge.openedAt, { ms: Math.floor((whole * percent) / 100) }) }
  })

/** The newest closed gauge on the whole of a version: what a chair's statement rests on. */
export const gaugeBehind = (
  debate: Debate,
  version: number,
  asks: Gauge['asks'] = 'where do you stand',
): Gauge | undefined =>
  [...debate.gauges.values()].findLast(
    (one) => one.version === version && one.asks === asks && one.closed !== undefined && one.paragraph === undefined,
  )

export const gaugeMeanings = {
  'gauge.opened': (world, { data, at }) =>
    onDebate(world, data.place, data.proposal, (debate) => {
      const { gauge: id, ...about } = data
      return { ...debate, gauges: debate.gauges.set(id, { ...about, id, openedAt: at }) }
    }),
  'gauge.closed': (world, { data }) =>
    onDebate(world, data.place, data.proposal, (debate) => {
      const gauge = debate.gauges.get(data.gauge)
      if (!gauge) return debate
      const { closedAt, early, tally, besides, unsettled, advice, answers: rows, byCaucus: each } = data
      const closed = {
        at: closedAt,
        early,
        tally,
        ...(besides !== undefined && { besides }),
        ...(unsettled !== undefined && { unsettled }),
        ...(advice && { advice }),
        ...(rows && { answers: rows }),
        ...(each && { byCaucus: each }),
      }
      return { ...debate, gauges: debate.gauges.set(gauge.id, { ...gauge, closed }) }
    }),
} satisfies Partial<Meanings>

/** Open gauges on an older version close as superseded when a new one goes out (procedure 3.2). */
export const supersede =
  (version: number, at: Instant) =>
  (gauge: Gauge): Gauge =>
    gauge.version === version || !isOpen(gauge, at) ? gauge : { ...gauge, supersededAt: at }
