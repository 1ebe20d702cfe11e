import { caucusOf, countsOverall, type Caucus, type CaucusKind } from '../domain/charter.ts'
import type { Office } from '../domain/fact.ts'
import type { CaucusId, Place } from '../domain/id.ts'
import { caucusesOf, chairsOf, filledSeats, seatsOf } from '../domain/members.ts'
import { openChoice } from '../domain/office.ts'
import { charterOf, type World } from '../domain/world.ts'
import { personNamed, placeNamed, type PersonNamed, type PlaceNamed } from './naming.ts'
import { offers } from './offers.ts'
import { roomFor, worldFor, type Rows, type Viewer } from './viewer.ts'

/** One caucus as anyone may know it: what the charter and the public record say. */
export interface CaucusLine {
  readonly caucus: PlaceNamed & { readonly place: CaucusId }
  readonly kind: CaucusKind
  readonly counts: boolean
  readonly dormant: boolean
  readonly seats: number
  readonly filled: number
  readonly chairs: readonly { readonly office: Office; readonly person: PersonNamed }[]
  /** The viewer has a voice in it. */
  readonly mine: boolean
}

export interface CaucusesView {
  readonly caucuses: readonly CaucusLine[]
  /** Whether filled seats differ between those that have equal seats (procedure 1, seat). */
  readonly unequal: boolean
}

export function caucusesFor(viewer: Viewer, whole: World, rows: Rows): CaucusesView {
  const world = worldFor(viewer, whole)
  const caucuses = charterOf(world.assembly).caucuses.map((caucus) => lineOf(viewer, world, rows, caucus))
  const filled = caucuses.filter(({ kind }) => kind !== 'observer').map((one) => one.filled)
  return { caucuses, unequal: new Set(filled).size > 1 }
}

/** A caucus, and who is in it: seats are public by their holders' ids, names as far as this viewer may read them. */
export interface CaucusView extends CaucusLine {
  readonly method: Caucus['method']['name']
  readonly seated: readonly {
    readonly representative?: PersonNamed
    readonly alternate?: PersonNamed
    readonly away: boolean
  }[]
  /** Participants and observers: only inside the caucus. */
  readonly others?: readonly { readonly person: PersonNamed; readonly as: 'participant' | 'observer' }[]
  readonly choosing: boolean
  readonly may: { readonly join: boolean; readonly leave: boolean; readonly startChoice: boolean }
}

export function caucusFor(viewer: Viewer, whole: World, rows: Rows, id: CaucusId): CaucusView | undefined {
  const world = worldFor(viewer, whole)
  const caucus = caucusOf(charterOf(world.assembly), id)
  if (!caucus) return undefined
  const named = (member: PersonNamed['member']) => personNamed(viewer, world, rows, member)
  const room = roomFor(viewer, world, id)
  const line = lineOf(viewer, world, rows, caucus)
  return {
    ...line,
    method: caucus.method.name,
    seated: seatsOf(world.assembly, id).map(({ id: seat, representative, alternate }) => ({
      ...(representative && { representative: named(representative.member) }),
      ...(alternate && { alternate: named(alternate.member) }),
      away: room !== undefined && rows.away.has(seat),
    })),
    ...(room && {
      others: [...room.participants].map(([member, { as }]) => ({ person: named(member), as })),
    }),
    choosing: room !== undefined && openChoice(world, id) !== undefined,
    may: {
      join: !line.mine && offers(viewer, world, 'ask to join', { place: id }),
      leave: line.mine && offers(viewer, world, 'leave caucus', { place: id }),
      startChoice: line.mine && line.chairs.length === 0 && offers(viewer, world, 'start choice', { place: id }),
    },
  }
}

function lineOf(viewer: Viewer, world: World, rows: Rows, caucus: Caucus): CaucusLine {
  const { assembly } = world
  return {
    caucus: { ...placeNamed(assembly, rows, caucus.id), place: caucus.id },
    kind: caucus.kind,
    counts: countsOverall(caucus),
    dormant: caucus.dormant,
    seats: caucus.seats,
    filled: filledSeats(assembly, caucus.id).length,
    chairs: chairsOf(assembly, caucus.id).map(({ office, member }) => ({
      office,
      person: personNamed(viewer, world, rows, member),
    })),
    mine: viewer.kind === 'person' && caucusesOf(world, viewer.member).includes(caucus.id),
  }
}

/** Who is in the assembly, or in one caucus of it. */
export interface MembersView {
  readonly offices: readonly { readonly office: Office; readonly person: PersonNamed }[]
  readonly caucuses: readonly CaucusView[]
}

export function membersFor(viewer: Viewer, whole: World, rows: Rows, place: Place = 'plenary'): MembersView {
  const world = worldFor(viewer, whole)
  const { assembly } = world
  const ids = charterOf(assembly)
    .caucuses.map(({ id }) => id)
    .filter((id) => place === 'plenary' || place === id)
  return {
    offices: assembly.offices
      .filter(({ caucus }) => caucus === undefined)
      .map(({ office, member }) => ({ office, person: personNamed(viewer, world, rows, member) })),
    caucuses: ids.flatMap((id) => caucusFor(viewer, whole, rows, id) ?? []),
  }
}
