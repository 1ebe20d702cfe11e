import type { MemberId, Place } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { isMember, seatOf } from '../domain/members.ts'
import { debateIn, type Concern, type Proposal, type World } from '../domain/world.ts'
import { awaited, type Awaited } from './awaits.ts'
import { deskFor, placesOf, type DeskView } from './desk.ts'
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
import { only, worldFor, type Rows } from './viewer.ts'

/** What awaits one person, said: with the names that they may read. */
export interface AwaitedLine {
  readonly awaited: Awaited
  readonly place: PlaceNamed
  readonly zone: string
  readonly proposal?: ProposalNamed
  readonly version?: number
  readonly concern?: { readonly number: number; readonly paragraph?: ParagraphNamed; readonly says: string | undefined }
  readonly gauge?: number
  /** Who asks to be let in. */
  readonly person?: PersonNamed
  readonly until?: Instant
}

/** One's own desk: what awaits me, then what is open where I am. */
export interface MyDeskView {
  readonly assembly: string | undefined
  readonly isMember: boolean
  readonly awaited: readonly AwaitedLine[]
  readonly seat?: { readonly caucus: PlaceNamed; readonly as: 'representative' | 'alternate'; readonly away: boolean }
  readonly desks: readonly DeskView[]
}

export function myDeskFor(member: MemberId, whole: World, rows: Rows, place?: Place): MyDeskView {
  const viewer = only(member)
  const world = worldFor(viewer, whole)
  const sits = seatOf(world.assembly, member)
  const places = placesOf(whole, member).filter((one) => place === undefined || place === 'plenary' || one === place)
  const desks = places.flatMap((one) => deskFor(viewer, whole, rows, one) ?? [])
  return {
    assembly: desks[0]?.assembly,
    isMember: isMember(world, member),
    awaited: awaited(whole, rows, member)
      .map((one) => lineOf(one, whole, world, rows))
      .toSorted((a, b) => urgency(a.awaited) - urgency(b.awaited) || compare(a.until, b.until)),
    ...(sits && {
      seat: {
        caucus: placeNamed(world.assembly, rows, sits.seat.caucus),
        as: sits.as,
        away: rows.away.has(sits.seat.id),
      },
    }),
    desks,
  }
}

/** What ends by the clock comes first. */
const urgency = ({ until }: Awaited): number => (until === undefined ? 1 : 0)
const compare = (a: string | undefined, b: string | undefined): number => (a ?? '').localeCompare(b ?? '')

/**
 * `whole` is asked for one thing alone: who asks to be let in, where the secretariat lets people into a caucus that has no
 * chair. `awaited` gives that line to nobody who may not do it.
 */
function lineOf(one: Awaited, whole: World, world: World, rows: Rows): AwaitedLine {
  const { assembly } = world
  const proposal = 'proposal' in one ? assembly.proposals.get(one.proposal) : undefined
  const gauge = proposal && 'gauge' in one ? debateIn(world, one.place, proposal).gauges.get(one.gauge) : undefined
  const concern =
    proposal && 'concern' in one ? debateIn(world, one.place, proposal).concerns.get(one.concern) : undefined
  const request =
    'request' in one && one.place !== 'plenary' ? whole.rooms.get(one.place)?.requests.get(one.request) : undefined
  const version = gauge?.version ?? proposal?.rounds.at(-1)?.version
  return {
    awaited: one,
    place: placeNamed(assembly, rows, one.place),
    zone: zoneOf(assembly, one.place),
    ...(proposal && { proposal: proposalNamed(rows, proposal) }),
    ...(version && { version }),
    ...(gauge && { gauge: gauge.number }),
    ...(proposal && concern && { concern: concernLine(rows, proposal, concern) }),
    ...(request && { person: personNamed(only(one.member), world, rows, request.member) }),
    ...(one.until && { until: one.until }),
  }
}

function concernLine(rows: Rows, proposal: Proposal, concern: Concern) {
  const paragraph = concern.paragraph && paragraphNamed(proposal, concern.paragraph, concern.version)
  return { number: concern.number, says: rows.read(concern.says), ...(paragraph && { paragraph }) }
}
