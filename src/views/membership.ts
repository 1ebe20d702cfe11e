import type { MemberId, Place } from '../domain/id.ts'
import type { World } from '../domain/world.ts'

/** What someone may do in the channel of a place: write in it, or read it and press buttons. */
export type ChannelRight = 'member' | 'reader'

/**
 * Who belongs in the channel of a place (procedure 1): in a caucus its seats, alternates, participants and chairs; in
 * plenary everyone, for observers read and speak there too.
 */
export function channelMembers(world: World, place: Place): ReadonlyMap<MemberId, ChannelRight> {
  const { seats, offices } = world.assembly
  const here = (caucus: Place | undefined) => place === 'plenary' || caucus === place
  const found = new Map<MemberId, ChannelRight>()
  for (const seat of seats.values()) {
    if (!here(seat.caucus)) continue
    for (const sitting of [seat.representative, seat.alternate]) if (sitting) found.set(sitting.member, 'member')
  }
  for (const held of offices) if (place === 'plenary' || held.caucus === place) found.set(held.member, 'member')
  for (const [caucus, room] of world.rooms)
    if (here(caucus)) for (const [member] of room.participants) found.set(member, 'member')
  return found
}
