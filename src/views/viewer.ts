import type { CaucusId, GaugeId, MemberId, Place, SeatId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { caucusesOf, isMember } from '../domain/members.ts'
import { PersistentMap } from '../domain/persistent.ts'
import type { SeatAnswer } from '../domain/rules.ts'
import type { TextRef } from '../domain/text.ts'
import type { Room, World } from '../domain/world.ts'

/**
 * Who looks. A card in a channel is read by everyone there, so its viewer is the *place*; a receipt's is a person; a page
 * on the web is the public's. A view cannot be made without one (architecture.md, Privacy is a type).
 */
export type Viewer =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'person'; readonly member: MemberId }
  | { readonly kind: 'public' }

export const everyoneIn = (place: Place): Viewer => ({ kind: 'place', place })
export const only = (member: MemberId): Viewer => ({ kind: 'person', member })
export const thePublic: Viewer = { kind: 'public' }

/** What views are drawn from beside the facts: the moment, and rows that are no facts. Handed in, never fetched. */
export interface Rows {
  readonly now: Instant
  /** The words of a text; undefined where they are withheld or erased. */
  readonly read: (ref: TextRef) => string | undefined
  /** A person's name as the members know it. What the public sees of it, `nameFor` decides. */
  readonly nameOf: (member: MemberId) => string | undefined
  /** The organisation that a person gave, if any. */
  readonly organisationOf: (member: MemberId) => string | undefined
  readonly away: ReadonlySet<SeatId>
  /** The answers given so far in an open gauge: only counts of it are ever shown while it is open. */
  readonly answersIn: (gauge: GaugeId) => readonly SeatAnswer[]
  /** The hash of entry `n` of the public chain: cards of what was decided print its head, so that the chat is a witness. */
  readonly headAt?: (n: number) => string | undefined
}

/** The rooms that a viewer may look into; every other caucus is simply not there. */
export function roomsFor(viewer: Viewer, world: World): readonly Room[] {
  const open = (caucus: CaucusId) => world.rooms.get(caucus) ?? []
  if (viewer.kind === 'public') return []
  if (viewer.kind === 'place') return viewer.place === 'plenary' ? [] : [open(viewer.place)].flat()
  return caucusesOf(world, viewer.member).flatMap(open)
}

export const roomFor = (viewer: Viewer, world: World, caucus: CaucusId): Room | undefined =>
  roomsFor(viewer, world).find((room) => room.caucus === caucus)

/**
 * The world as a viewer may see it: the public state, and only the rooms open to them. Views take this and nothing else,
 * so a caucus that is not theirs cannot leak: it is not in their hands.
 */
export const worldFor = (viewer: Viewer, world: World): World => ({
  assembly: world.assembly,
  rooms: PersistentMap.of(roomsFor(viewer, world).map((room) => [room.caucus, room] as const)),
})

/** Names are shown to members; the public sees those that the record shows (record.md, Names). */
export function nameFor(viewer: Viewer, world: World, rows: Rows, member: MemberId): string | undefined {
  const shown = world.assembly.names.get(member)
  if (viewer.kind === 'public') return shown && rows.read(shown)
  if (viewer.kind === 'person' && !isMember(world, viewer.member)) return shown && rows.read(shown)
  return rows.nameOf(member) ?? (shown && rows.read(shown))
}
