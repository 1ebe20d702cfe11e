import type { Kind } from './fact.ts'
import type { CaucusId, MemberId, Place } from './id.ts'
import { chairsOf, holdersOf } from './members.ts'
import { charterOf, type World } from './world.ts'

/** What is said in a caucus is seen by its people alone; plenary is open to all (procedure 1). */
export const isPrivate = (place: Place): place is CaucusId => place !== 'plenary'

/** Whether everybody may know who is in a place: in plenary, and where the charter says so (procedure 1, caucus). */
export const showsMembers = ({ assembly }: World, place: Place): boolean =>
  !isPrivate(place) ||
  charterOf(assembly).caucuses.some(({ id, membership }) => id === place && membership === 'public')

/** Who opens and links the channels of an assembly: its secretariat, and its plenary chair. */
export const channelOpeners = ({ assembly }: World): readonly MemberId[] =>
  [...holdersOf(assembly, 'secretariat'), ...holdersOf(assembly, 'plenary chair')].map(({ member }) => member)

/**
 * Who says who stays in a place's channel: in a caucus its chairs, for a caucus that has a chair lets people in and out
 * itself (procedure 1); where there is none, and in plenary, whoever opens channels.
 */
export function channelKeepers(world: World, place: Place): readonly MemberId[] {
  const chairs = isPrivate(place) ? chairsOf(world.assembly, place) : []
  return chairs.length > 0 ? chairs.map(({ member }) => member) : channelOpeners(world)
}

/** After these a charter may have places that had no channel before. */
export const changesPlaces = (kind: Kind): boolean => kind === 'charter.amended' || kind === 'charter.mended'

const moving: ReadonlySet<Kind> = new Set<Kind>([
  'seat.filled',
  'seat.vacated',
  'office.given',
  'office.ended',
  'participant.admitted',
  'participant.left',
])

/** After these other people may belong in a channel than before. */
export const movesPeople = (kind: Kind): boolean => moving.has(kind)
