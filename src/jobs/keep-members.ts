import type { MemberId, Place } from '../domain/id.ts'
import type { World } from '../domain/world.ts'
import type { ChannelId, PersonId } from '../port/id.ts'
import type { ChatPlatform, Membership, Right } from '../port/platform.ts'
import { channelMembers } from '../views/membership.ts'

export interface KeepingMembers {
  readonly platform: ChatPlatform
  /** The channel of a place on this platform, once it has been opened or linked. */
  readonly channelOf: (place: Place) => Promise<ChannelId | undefined>
  /** Who a member is on this platform; nothing for those who are not on it. */
  readonly personOf: (member: MemberId) => Promise<PersonId | undefined>
}

/** Every place of an assembly that has a channel of its own. */
export const placesOf = (world: World): readonly Place[] => ['plenary', ...[...world.rooms].map(([caucus]) => caucus)]

/**
 * Makes the people of a channel those of its place. Being in a channel never gives a right by itself; the state does, so a
 * channel that is behind shows too much or too little, and decides nothing.
 */
export async function keepMembers(
  { platform, channelOf, personOf }: KeepingMembers,
  world: World,
  place: Place,
): Promise<void> {
  const channel = await channelOf(place)
  if (!channel) return
  const wanted = new Map<PersonId, Right>()
  for (const [member, right] of channelMembers(world, place)) {
    const person = await personOf(member)
    if (person) wanted.set(person, right)
  }
  const now = await platform.membersOf(channel)
  if (now === 'gone' || sameMembers(now, wanted)) return
  await platform.setMembers(channel, wanted)
}

const sameMembers = (a: Membership, b: Membership): boolean =>
  a.size === b.size && [...a].every(([person, right]) => b.get(person) === right)
