import type { MemberId, Place } from '../domain/id.ts'
import type { World } from '../domain/world.ts'
import type { ChannelId, PersonId } from '../port/id.ts'
import { sameMembers, type ChatPlatform, type Membership, type Right } from '../port/platform.ts'
import { channelMembers } from '../views/membership.ts'
import { reconcile, type HandChange } from './hand-changes.ts'

/** What is kept of the people of one channel. */
export interface PeopleRows {
  kept(): Promise<Membership>
  keep(members: Membership): Promise<void>
  byHand(): Promise<readonly HandChange[]>
  note(change: HandChange): Promise<void>
  forget(person: PersonId): Promise<void>
}

export interface KeepingMembers {
  readonly platform: ChatPlatform
  readonly channel: ChannelId
  /** Who a member is on this platform; nothing for those who are not on it. */
  readonly personOf: (member: MemberId) => Promise<PersonId | undefined>
  readonly rows: PeopleRows
  /** Whether to look at who is there even where nobody's seat has changed since the last look. */
  readonly look: boolean
}

/** Every place of an assembly that has a channel of its own. */
export const placesOf = (world: World): readonly Place[] => ['plenary', ...[...world.rooms].map(([caucus]) => caucus)]

/**
 * Makes the people of a channel those of its place, and notes what people changed by hand. Being in a channel never gives
 * a right by itself; the state does, so a channel that is behind shows too much or too little, and decides nothing.
 */
export async function keepMembers(
  { platform, channel, personOf, rows, look }: KeepingMembers,
  world: World,
  place: Place,
): Promise<'kept' | 'gone'> {
  const wanted = new Map<PersonId, Right>()
  for (const [member, right] of channelMembers(world, place)) {
    const person = await personOf(member)
    if (person) wanted.set(person, right)
  }
  const kept = await rows.kept()
  const byHand = await rows.byHand()
  const left = new Set(byHand.filter(({ kind }) => kind === 'left').map(({ person }) => person))
  const expected = new Map([...wanted].filter(([person]) => !left.has(person)))
  if (!look && sameMembers(kept, expected)) return 'kept'
  const there = await platform.membersOf(channel)
  if (there === 'gone') return 'gone'
  const { members, fresh, over } = reconcile({ wanted, there, kept, byHand })
  for (const change of fresh) await rows.note(change)
  for (const person of over) await rows.forget(person)
  const notAdded = sameMembers(there, members)
    ? new Map<PersonId, string>()
    : await platform.setMembers(channel, members)
  if (notAdded === 'gone') return 'gone'
  await rows.keep(new Map([...members].filter(([person]) => wanted.has(person) && !notAdded.has(person))))
  return 'kept'
}
