import { constants } from '../domain/charter.ts'
import { unsettledIn } from '../domain/concern.ts'
import { debatesOf } from '../domain/due.ts'
import type { Answer, Ballot, BallotTally, Tally } from '../domain/fact.ts'
import { gate } from '../domain/gate.ts'
import { adviceNow, answeredIn, isOpen } from '../domain/gauge.ts'
import type { AdviceName } from '../domain/gauge/advice-name.ts'
import { smallMinority } from '../domain/gauge/advice.ts'
import type { GaugeId, MemberId, Place, SeatId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Level } from '../domain/level.ts'
import { answersFor, mayAnswerIn, seatOf } from '../domain/members.ts'
import { readingOut, workOf } from '../domain/reading.ts'
import type { SeatAnswer } from '../domain/rules.ts'
import { currentRound, type Debate, type Gauge, type Proposal, type Seat, type World } from '../domain/world.ts'
import {
  paragraphNamed,
  personNamed,
  placeNamed,
  proposalNamed,
  zoneOf,
  type ParagraphNamed,
  type PersonNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { offers } from './offers.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** A tally as it may be shown: counts, or that it is withheld. */
export type TallyView = { readonly answered: number; readonly of: number } & (
  | { readonly counts: Tally | BallotTally }
  | { readonly withheld: true }
)

/** Who answered what, shown to the caucus's own members once an open gauge has closed (procedure 4). */
export interface AnswerView {
  readonly who: PersonNamed
  readonly answer: Answer | Ballot
  readonly reason: string | undefined
}

/** What the chair is advised, with the numbers it rests on. */
export interface AdviceView {
  readonly name: AdviceName
  readonly level: Level | undefined
  /** The concerns that stand open, contested or to be rechecked: the list that the advice speaks of. */
  readonly unsettled: readonly {
    readonly number: number
    readonly paragraph: ParagraphNamed | undefined
    readonly says: string | undefined
  }[]
  readonly questions: number
  readonly silent: number
  readonly electorate: number
  readonly answered: number
  readonly small: number
  readonly quorum: number
  /** P of the table: those with a view, abstentions and *not ready* left out. */
  readonly views: number
  /** lim of the table: how many of P are a small minority. */
  readonly smallMinority: number
  /** Everyone who objects or has concerns speaks for this one organisation. */
  readonly oneOrganisation: string | undefined
  /** A reading is out already. */
  readonly read: boolean
}

export interface GaugeView {
  readonly id: GaugeId
  readonly number: number
  readonly place: PlaceNamed
  readonly proposal: ProposalNamed
  readonly version: number
  readonly asks: Gauge['asks']
  readonly paragraph: ParagraphNamed | undefined
  readonly zone: string
  readonly is: 'open' | 'closed' | 'superseded'
  readonly closes: Instant
  readonly closedAt: Instant | undefined
  readonly early: boolean
  /** Whether the answers of a closed gauge have been counted: the clock does it a moment later. */
  readonly counted: boolean
  readonly answered: number
  readonly of: number
  readonly hidden: boolean
  readonly notReady: boolean
  /** Counts so far where the charter shows them, or the result. */
  readonly tally: TallyView | undefined
  readonly byCaucus: readonly { readonly caucus: PlaceNamed; readonly tally: TallyView }[]
  readonly answers: readonly AnswerView[]
  readonly advice: AdviceView | undefined
  /** In plenary there is no advice: only how many counted caucuses stand at rough consensus (procedure 4). */
  readonly standing:
    | {
        readonly version: number
        readonly stand: number
        readonly of: number
        readonly missing: readonly PlaceNamed[]
      }
    | undefined
  readonly mayAnswer: boolean
  readonly mayClose: boolean
}

/** Finds a gauge in the places that are open to a viewer. */
export function gaugeIn(
  world: World,
  id: GaugeId,
): { proposal: Proposal; place: Place; debate: Debate; gauge: Gauge } | undefined {
  for (const proposal of world.assembly.proposals.values())
    for (const [place, debate] of debatesOf(world, proposal)) {
      const gauge = debate.gauges.get(id)
      if (gauge) return { proposal, place, debate, gauge }
    }
  return undefined
}

export function gaugeFor(viewer: Viewer, whole: World, rows: Rows, id: GaugeId): GaugeView | undefined {
  const world = worldFor(viewer, whole)
  const found = gaugeIn(world, id)
  if (!found) return undefined
  const { proposal, place, debate, gauge } = found
  const { assembly } = world
  const open = isOpen(gauge, rows.now)
  const given = rows.answersIn(id)
  const answered = (gauge.closed && answeredIn(gauge.closed.tally)) ?? given.length
  const inPlenary = place === 'plenary'
  return {
    id,
    number: gauge.number,
    place: placeNamed(assembly, rows, place),
    proposal: proposalNamed(rows, proposal),
    version: gauge.version,
    asks: gauge.asks,
    paragraph: gauge.paragraph && paragraphNamed(proposal, gauge.paragraph, gauge.version),
    zone: zoneOf(assembly, place),
    is: gauge.supersededAt ? 'superseded' : open ? 'open' : 'closed',
    closes: gauge.closes.at,
    closedAt: gauge.closed?.at ?? (open || gauge.supersededAt ? undefined : gauge.closes.at),
    early: gauge.closed?.early ?? false,
    counted: gauge.closed !== undefined,
    answered,
    of: gauge.electorate,
    hidden: gauge.settings.tally === 'hidden',
    notReady: gauge.settings.notReady,
    tally: tallyView(gauge, given, answered),
    byCaucus: byCaucusView(world, rows, gauge),
    answers: inPlenary ? [] : answersView(viewer, world, rows, gauge),
    advice: inPlenary || !gauge.closed ? undefined : adviceView(world, rows, place, proposal, debate, gauge, answered),
    standing: inPlenary ? standingView(world, rows, proposal) : undefined,
    mayAnswer: open && offers(viewer, world, 'answer gauge', { place, proposal }),
    mayClose: open && offers(viewer, world, 'close gauge', { place, proposal }),
  }
}

function tallyView(gauge: Gauge, given: readonly SeatAnswer[], answered: number): TallyView | undefined {
  const shared = { answered, of: gauge.electorate }
  if (gauge.closed)
    return 'withheld' in gauge.closed.tally ? { ...shared, withheld: true } : { ...shared, counts: gauge.closed.tally }
  // While it is open the counts are hidden unless the charter shows them; in plenary they would show a caucus.
  if (gauge.supersededAt || gauge.settings.tally === 'hidden' || gauge.place === 'plenary') return undefined
  return { ...shared, counts: counted(gauge, given) }
}

const counted = (gauge: Gauge, given: readonly SeatAnswer[]): Tally | BallotTally => {
  const count = (answer: Answer | Ballot) => given.filter((one) => one.answer === answer).length
  if (gauge.asks === 'against') return { yes: count('yes'), no: count('no'), abstain: count('abstain') }
  return {
    support: count('support'),
    live: count('live'),
    concerns: count('concerns'),
    object: count('object'),
    abstain: count('abstain'),
    notReady: count('notReady'),
  }
}

function byCaucusView(world: World, rows: Rows, gauge: Gauge): GaugeView['byCaucus'] {
  return Object.entries(gauge.closed?.byCaucus ?? {}).map(([id, { electorate, tally }]) => {
    const caucus = placeNamed(world.assembly, rows, id as Place)
    const answered = answeredIn(tally) ?? 0
    return {
      caucus,
      tally:
        'withheld' in tally
          ? { answered, of: electorate, withheld: true }
          : { answered, of: electorate, counts: tally },
    }
  })
}

const answersView = (viewer: Viewer, world: World, rows: Rows, gauge: Gauge): readonly AnswerView[] =>
  (gauge.closed?.answers ?? []).flatMap(({ seat, answer, member, reason }) => {
    const who = member ?? world.assembly.seats.get(seat)?.representative?.member
    return who ? [{ who: personNamed(viewer, world, rows, who), answer, reason: reason && rows.read(reason) }] : []
  })

function adviceView(
  world: World,
  rows: Rows,
  place: Place,
  proposal: Proposal,
  debate: Debate,
  gauge: Gauge,
  answered: number,
): AdviceView | undefined {
  const advice = adviceNow(gauge, debate)
  if (!advice || place === 'plenary') return undefined
  const counts = gauge.closed?.tally
  const views = counts ? viewsIn(counts) : 0
  return {
    name: advice.name,
    level: advice.level,
    unsettled: unsettledIn(debate).map(({ number, paragraph, version, says }) => ({
      number,
      paragraph: paragraph && paragraphNamed(proposal, paragraph, version),
      says: rows.read(says),
    })),
    questions: counts && 'notReady' in counts ? counts.notReady : 0,
    silent: gauge.electorate - answered,
    electorate: gauge.electorate,
    answered,
    small: gauge.settings.small,
    quorum: gauge.settings.quorum,
    views,
    smallMinority: smallMinority(views, gauge.settings.small),
    oneOrganisation: oneOrganisation(rows, gauge),
    read: readingOut(workOf(world, place, proposal.id)) !== undefined,
  }
}

/** How many expressed a view, for or against. */
function viewsIn(tally: NonNullable<Gauge['closed']>['tally']): number {
  if ('support' in tally) return tally.support + tally.live + tally.concerns + tally.object
  return 'yes' in tally ? tally.yes + tally.no : 0
}

/** All objectors from one organisation: said (procedure 4). */
function oneOrganisation(rows: Rows, gauge: Gauge): string | undefined {
  const against = (gauge.closed?.answers ?? []).filter(({ answer }) => answer === 'object' || answer === 'concerns')
  const names = new Set(against.map(({ member }) => member && rows.organisationOf(member)))
  const [only] = names
  return against.length > 1 && names.size === 1 ? only : undefined
}

function standingView(world: World, rows: Rows, proposal: Proposal): GaugeView['standing'] {
  if (!currentRound(proposal)) return undefined
  const { version, standing, counted: all } = gate(world.assembly, proposal, rows.now)
  const missing = all.filter((caucus) => standing[caucus] === undefined)
  return {
    version,
    stand: all.length - missing.length,
    of: all.length,
    missing: missing.map((caucus) => placeNamed(world.assembly, rows, caucus)),
  }
}

/** What counts for one person now, and what they can do: for nobody else's eyes. */
export interface MyAnswerView {
  readonly gauge: GaugeView
  readonly answer: Answer | Ballot | undefined
  readonly reason: string | undefined
  /** Who answered for the same seat: the alternate while its representative was away, or the other way round. */
  readonly by: PersonNamed | undefined
  /** Whether they act for a seat that this gauge asks. */
  readonly inElectorate: boolean
  /** Whether single answers are known at all: of a plenary gauge only sums are kept, and a superseded one is never counted. */
  readonly kept: boolean
}

export function myAnswerFor(member: MemberId, whole: World, rows: Rows, id: GaugeId): MyAnswerView | undefined {
  const viewer: Viewer = { kind: 'person', member }
  const world = worldFor(viewer, whole)
  const gauge = gaugeFor(viewer, whole, rows, id)
  const found = gaugeIn(world, id)
  if (!gauge || !found) return undefined
  const seat = seatOf(world.assembly, member)?.seat
  const isSeat = (one: { readonly seat: SeatId }) => one.seat === seat?.id
  const given = rows.answersIn(id).find(isSeat) ?? found.gauge.closed?.answers?.find(isSeat)
  return {
    gauge,
    answer: given?.answer,
    reason: given?.reason && rows.read(given.reason),
    by: given?.member && given.member !== member ? personNamed(viewer, world, rows, given.member) : undefined,
    inElectorate: seat !== undefined && isAsked(found, seat, member, rows),
    kept: given !== undefined || gauge.is === 'open' || found.gauge.closed?.answers !== undefined,
  }
}

/** The gauge asks their seat, and they are the one who acts for it now. */
function isAsked(
  { place, gauge, proposal }: { place: Place; gauge: Gauge; proposal: Proposal },
  seat: Seat,
  member: MemberId,
  { away }: Rows,
): boolean {
  const asked = place === 'plenary' ? (gauge.byCaucus?.[seat.caucus] ?? 0) > 0 : gauge.seats?.includes(seat.id)
  const speaks = answersFor(seat, away)
  const round = proposal.rounds.findLast((one) => one.version === gauge.version && one.dispatchedAt <= gauge.openedAt)
  return asked === true && speaks?.member === member && mayAnswerIn(speaks, round)
}

/** Below five people a card shows counts and no percentages (procedure 4). */
export const showsPercentages = ({ of }: { readonly of: number }): boolean => of >= constants.percentagesFrom
