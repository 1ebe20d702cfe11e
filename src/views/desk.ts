import { filledSeatsDiffer } from '../domain/assembly.ts'
import { caucusOf } from '../domain/charter.ts'
import { isClosed, isUnsettled } from '../domain/concern.ts'
import type { Office } from '../domain/fact.ts'
import { isOpen } from '../domain/gauge.ts'
import type { GaugeId, MemberId, Place, ReadingId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { stageOf } from '../domain/leg.ts'
import { chairsOf, filledSeats } from '../domain/members.ts'
import { openChoice } from '../domain/office.ts'
import { charterOf, currentRound, debateIn, type Proposal, type Stage, type World } from '../domain/world.ts'
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
import { proposalLine, type ProposalLine } from './proposal.ts'
import { roomFor, worldFor, type Rows, type Viewer } from './viewer.ts'

/** What is going on in one place, for everyone in it: pinned, one a channel (procedure 1). */
export interface DeskView {
  readonly place: PlaceNamed
  readonly assembly: string | undefined
  readonly zone: string
  /** Of a caucus that holds seats. */
  readonly seats?: { readonly filled: number; readonly of: number }
  readonly chairs: readonly { readonly office: Office; readonly person: PersonNamed }[]
  /** Where the filled seats of caucuses with equal seats differ: plenary says so (procedure 1, seat). */
  readonly unequal: readonly { readonly caucus: PlaceNamed; readonly filled: number; readonly of: number }[]
  readonly gauges: readonly OpenGauge[]
  /** Concerns that stand in the way of rough consensus here and wait for the chair, or for their holder. */
  readonly concerns: { readonly forChair: number; readonly forHolder: number }
  readonly readings: readonly OpenReading[]
  readonly proposals: readonly ProposalLine[]
  readonly questions: number
  readonly requests: number
  readonly choice?: { readonly until: Instant }
  readonly may: { readonly submit: boolean; readonly startChoice: boolean }
}

export interface OpenGauge {
  readonly gauge: GaugeId
  readonly number: number
  readonly proposal: ProposalNamed
  readonly version: number
  readonly paragraph?: ParagraphNamed
  readonly closes: Instant
  readonly answered: number
  readonly of: number
}

export interface OpenReading {
  readonly proposal: ProposalNamed
  /** Only inside the caucus: plenary sees that a reading is open, and not which. */
  readonly reading?: ReadingId
  readonly caucus: PlaceNamed
  readonly until: Instant
}

/** The stages in which a proposal is on somebody's desk. */
const alive: ReadonlySet<Stage> = new Set<Stage>([
  'submitted',
  'admitted',
  'in plenary',
  'in caucuses',
  'plenary assessment',
])

export function deskFor(viewer: Viewer, whole: World, rows: Rows, place: Place): DeskView | undefined {
  const world = worldFor(viewer, whole)
  const { assembly } = world
  const charter = charterOf(assembly)
  const caucus = place === 'plenary' ? undefined : caucusOf(charter, place)
  const room = place === 'plenary' ? undefined : roomFor(viewer, world, place)
  if (place !== 'plenary' && !(caucus && room)) return undefined
  const proposals = [...assembly.proposals.values()]
  const choice = place === 'plenary' ? undefined : openChoice(world, place)
  const named = (one: Place) => placeNamed(assembly, rows, one)
  return {
    place: named(place),
    assembly: rows.read(charter.name),
    zone: zoneOf(assembly, place),
    ...(caucus && caucus.seats > 0 && { seats: { filled: filledSeats(assembly, caucus.id).length, of: caucus.seats } }),
    chairs: chairsOf(assembly, place).map(({ office, member }) => ({
      office,
      person: personNamed(viewer, world, rows, member),
    })),
    unequal:
      place === 'plenary'
        ? filledSeatsDiffer(assembly).map(({ caucus: id, filled, seats }) => ({ caucus: named(id), filled, of: seats }))
        : [],
    gauges: proposals.flatMap((proposal) => openGauges(world, rows, place, proposal)),
    concerns: waitingConcerns(world, rows, place, proposals),
    readings: proposals.flatMap((proposal) => openReadings(world, rows, place, proposal)),
    proposals: proposals
      .filter((proposal) => alive.has(stageOf(proposal)) && concerns(place, proposal))
      .map((proposal) => proposalLine(rows, proposal)),
    questions: proposals.reduce((sum, proposal) => sum + openQuestions(proposal, place), 0),
    requests: [...(room?.requests.values() ?? [])].filter(({ ended }) => !ended).length,
    ...(choice && { choice: { until: choice.until } }),
    may: {
      submit: place === 'plenary',
      startChoice:
        !choice && chairsOf(assembly, place).length === 0 && place !== 'plenary'
          ? offers(viewer, world, 'start choice', { place })
          : false,
    },
  }
}

/** A caucus has on its desk what was sent to it; plenary everything. */
const concerns = (place: Place, proposal: Proposal): boolean =>
  place === 'plenary' || (currentRound(proposal)?.legs.some(({ caucus }) => caucus === place) ?? false)

const openGauges = (world: World, rows: Rows, place: Place, proposal: Proposal): readonly OpenGauge[] =>
  [...debateIn(world, place, proposal).gauges.values()]
    .filter((gauge) => isOpen(gauge, rows.now))
    .map((gauge) => {
      const paragraph = gauge.paragraph && paragraphNamed(proposal, gauge.paragraph, gauge.version)
      return {
        gauge: gauge.id,
        number: gauge.number,
        proposal: proposalNamed(rows, proposal),
        version: gauge.version,
        ...(paragraph && { paragraph }),
        closes: gauge.closes.at,
        answered: rows.answersIn(gauge.id).length,
        of: gauge.electorate,
      }
    })

function waitingConcerns(world: World, rows: Rows, place: Place, proposals: readonly Proposal[]) {
  const open = proposals
    .filter((proposal) => alive.has(stageOf(proposal)))
    .flatMap((proposal) => [...debateIn(world, place, proposal).concerns.values()])
    .filter((concern) => !isClosed(concern, rows.now))
  return { forChair: open.filter(isUnsettled).length, forHolder: open.filter((one) => !isUnsettled(one)).length }
}

const openReadings = (world: World, rows: Rows, place: Place, proposal: Proposal): readonly OpenReading[] =>
  (currentRound(proposal)?.legs ?? [])
    .filter((leg) => (place === 'plenary' || leg.caucus === place) && leg.reading && leg.reading.until > rows.now)
    .flatMap(({ caucus, reading }) => {
      const own = world.rooms
        .get(caucus)
        ?.work.get(proposal.id)
        ?.readings.findLast((one) => !one.ended)
      if (!reading) return []
      return {
        proposal: proposalNamed(rows, proposal),
        caucus: placeNamed(world.assembly, rows, caucus),
        until: reading.until,
        ...(own && { reading: own.id }),
      }
    })

const openQuestions = ({ questions }: Proposal, place: Place): number =>
  questions.filter((one) => !one.answered && !one.declined && (place === 'plenary' || one.caucus === place)).length

/** What a person is, and where: for their own desk. */
export const placesOf = (world: World, member: MemberId): readonly Place[] => [
  'plenary',
  ...[...worldFor({ kind: 'person', member }, world).rooms].map(([caucus]) => caucus),
]
