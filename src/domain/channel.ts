import type { MemberId, Place } from './id.ts'
import { chairsAs, chairsOf, holdsOffice } from './members.ts'
import type { World } from './world.ts'

/**
 * Whether a member says who stays in a place's channel: in a caucus its chairs, for a caucus that has a chair lets people
 * in and out itself (procedure 1); where there is none, and in plenary, the secretariat or the plenary chair.
 */
export function keepsChannelOf(world: World, member: MemberId, place: Place): boolean {
  const { assembly } = world
  if (place !== 'plenary' && chairsOf(assembly, place).length > 0)
    return chairsAs(assembly, place, member) !== undefined
  return opensChannels(world, member)
}

/** Whether a member opens and links the channels of an assembly: its secretariat, and its plenary chair. */
export const opensChannels = ({ assembly }: World, member: MemberId): boolean =>
  holdsOffice(assembly, member, 'secretariat') || holdsOffice(assembly, member, 'plenary chair')
