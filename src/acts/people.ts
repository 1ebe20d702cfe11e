import { createHash } from 'node:crypto'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import { plus } from '../domain/instant.ts'
import { isMember, seatOf } from '../domain/members.ts'
import { lockAssembly } from '../store/facts.ts'
import {
  insertIdentity,
  insertPerson,
  joinPeople,
  keepAway,
  keepLinkCode,
  linkCodeIn,
  personOf,
  takeLinkCode,
  type Identity,
  type Person,
} from '../store/people.ts'
import { inTransaction, type Query } from '../store/transaction.ts'
import type { Acting } from './acting.ts'

// People and their platform identities: rows of their own, that no chain holds.

export type PeopleRefusal =
  | { readonly code: 'people/code-unknown' }
  | { readonly code: 'people/both-take-part' }
  | { readonly code: 'people/no-seat' }
export type PeopleOutcome =
  | { readonly ok: true; readonly member: MemberId }
  | { readonly ok: false; readonly refusal: PeopleRefusal }

/** Who this is in the assembly; somebody who comes for the first time becomes a person of it. */
export async function welcome(
  acting: Acting,
  assembly: AssemblyId,
  identity: Identity,
  name: string,
): Promise<MemberId> {
  const known = await personOf(acting.query, assembly, identity)
  if (known) return known
  const id = acting.mint('member')
  const made = await inTransaction(
    acting.store.pool,
    async (tx) => await insertPerson(tx, { id, assembly, name, since: acting.now() }, identity),
  )
  // Two first messages at once: the other one has made the person.
  const first = made ? id : await personOf(acting.query, assembly, identity)
  if (!first) throw new Error('a person who was just made is not there')
  return first
}

/** Someone whom nobody has met on a platform yet: from a list, or in a played script. */
export async function introduce(acting: Acting, assembly: AssemblyId, name: string): Promise<MemberId> {
  const id = acting.mint('member')
  await inTransaction(
    acting.store.pool,
    async (tx) => await insertPerson(tx, { id, assembly, name, since: acting.now() }, undefined),
  )
  return id
}

/** Changes what a person says of themselves. */
export async function describePerson(
  { store }: Acting,
  id: MemberId,
  changes: Partial<Omit<Person, 'id' | 'assembly'>>,
): Promise<void> {
  await store.prisma.person.update({ where: { id }, data: changes })
}

const linkMinutes = 10
// 40 bits, and ten minutes to guess them; no letters that are read as others.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code with which the same person shows on another platform that both are one. Valid for ten minutes, once. */
export async function startLink(acting: Acting, assembly: AssemblyId, person: MemberId): Promise<string> {
  const code = [...acting.random(8)].map((byte) => alphabet[byte % 32]).join('')
  const expires = plus(acting.now(), { minutes: linkMinutes })
  await inTransaction(
    acting.store.pool,
    async (tx) => await keepLinkCode(tx, { hash: hashOf(code), assembly, person, expires }),
  )
  return code
}

/** Joins the identity that says the code to the person who was given it. */
export async function finishLink(
  acting: Acting,
  assembly: AssemblyId,
  identity: Identity,
  said: string,
): Promise<PeopleOutcome> {
  return await inTransaction(acting.store.pool, async (tx): Promise<PeopleOutcome> => {
    const standing = await lockAssembly(tx, assembly)
    const member = standing && (await takeLinkCode(tx, assembly, hashOf(said.trim().toLowerCase()), acting.now()))
    if (!standing || !member) return { ok: false, refusal: { code: 'people/code-unknown' } }
    const before = await personOf(tx, assembly, identity)
    if (before === member) return { ok: true, member }
    if (before) {
      // One person is in one voting caucus: two who both take part cannot become one behind the record's back.
      const { world } = await acting.memory.upTo(tx, assembly, standing)
      if (isMember(world, before)) return { ok: false, refusal: { code: 'people/both-take-part' } }
      await joinPeople(tx, before, member)
    } else await insertIdentity(tx, assembly, identity, member, acting.now())
    return { ok: true, member }
  })
}

/** Which assembly a code for linking was given in; it is not used up by asking. */
export const assemblyOfCode = async (query: Query, said: string): Promise<AssemblyId | undefined> =>
  await linkCodeIn(query, hashOf(said.trim().toLowerCase()))

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex')

/** A representative is away, or back: meanwhile the alternate answers (procedure 1, roles). */
export async function markAway(
  acting: Acting,
  assembly: AssemblyId,
  by: MemberId,
  away: boolean,
): Promise<PeopleOutcome> {
  return await inTransaction(acting.store.pool, async (tx): Promise<PeopleOutcome> => {
    const standing = await lockAssembly(tx, assembly)
    const world = standing && (await acting.memory.upTo(tx, assembly, standing)).world
    const sits = world && seatOf(world.assembly, by)
    if (sits?.as !== 'representative') return { ok: false, refusal: { code: 'people/no-seat' } }
    await keepAway(tx, assembly, sits.seat.id, by, away ? acting.now() : undefined)
    return { ok: true, member: by }
  })
}
