import type { PersonId } from '../port/id.ts'
import type { Membership, Right } from '../port/platform.ts'

/** Somebody who was brought into a channel by hand, or taken out of it. */
export interface HandChange {
  readonly person: PersonId
  readonly kind: 'came' | 'left'
}

/** What is known of a channel's people: who belongs there, who is there, whom the bot put there last, what hands changed. */
export interface ChannelPeople {
  readonly wanted: Membership
  readonly there: Membership
  readonly kept: Membership
  /** Changes by hand that were noticed before, and still stand. */
  readonly byHand: readonly HandChange[]
}

/** What follows: whom to have in the channel, which changes by hand are new, and which are over. */
export interface Reconciled {
  readonly members: Membership
  readonly fresh: readonly HandChange[]
  readonly over: readonly PersonId[]
}

/**
 * Tells what people changed by hand from what the bot has not caught up with, by what it kept last. A change by hand is
 * left as it is until somebody decides: the bot neither throws a guest out nor drags back who was taken out.
 */
export function reconcile({ wanted, there, kept, byHand }: ChannelPeople): Reconciled {
  const known = new Map(byHand.map(({ person, kind }) => [person, kind]))
  const came = [...there.keys()].filter(
    (person) => !wanted.has(person) && (known.get(person) === 'came' || !kept.has(person)),
  )
  const left = [...wanted.keys()].filter(
    (person) => !there.has(person) && (known.get(person) === 'left' || kept.has(person)),
  )
  const stand = new Map<PersonId, HandChange['kind']>([
    ...came.map((person) => [person, 'came'] as const),
    ...left.map((person) => [person, 'left'] as const),
  ])
  const members = new Map<PersonId, Right>([...wanted].filter(([person]) => !stand.has(person)))
  for (const person of came) members.set(person, there.get(person) ?? 'member')
  return {
    members,
    fresh: [...stand]
      .filter(([person, kind]) => known.get(person) !== kind)
      .map(([person, kind]) => ({ person, kind })),
    over: byHand.filter(({ person, kind }) => stand.get(person) !== kind).map(({ person }) => person),
  }
}
