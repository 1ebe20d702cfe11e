import { z } from 'zod'
import type { Act } from '../domain/act.ts'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import type { Refusal } from '../domain/refusal.ts'
import { insertAssembly } from '../store/facts.ts'
import { claimKey, keepResult } from '../store/keys.ts'
import { insertPerson, type Identity } from '../store/people.ts'
import { inTransaction, type Tx } from '../store/transaction.ts'
import type { Acting } from './acting.ts'
import { checked } from './checked.ts'
import type { Remembered } from './memory.ts'
import { outcomeOf, resultOf, type Outcome } from './outcome.ts'
import { adjourn, enact, remember, sit } from './perform.ts'

export interface Founding {
  readonly act: Act<'found assembly'>
  /** Who founds it and is its first secretariat. */
  readonly founder: { readonly name: string; readonly identity?: Identity }
  readonly key: string
}

export type Founded =
  | (Extract<Outcome, { ok: true }> & { readonly assembly: AssemblyId; readonly member: MemberId })
  | { readonly ok: false; readonly refusal: Refusal }

/** Founds an assembly: its id, its founder and its first fact are made in one transaction, once for each key. */
export async function found(acting: Acting, { act: given, founder, key }: Founding): Promise<Founded> {
  const received = acting.now()
  const act = checked(given)
  if ('refusal' in act) return { ok: false, refusal: act.refusal }
  const [assembly, member] = [acting.mint('assembly'), acting.mint('member')]
  const done = await inTransaction(acting.store.pool, async (tx) => {
    const claimed = await claimKey(tx, 'operator', key, received)
    if (claimed !== true) return { founded: await foundBefore(tx, claimed.result) }
    await insertAssembly(tx, {
      id: assembly,
      founded: received,
      name: given.charter.name,
      slug: slugOf(given.charter.name, assembly),
    })
    await insertPerson(tx, { id: member, assembly, name: founder.name, since: received }, founder.identity)
    const sitting = await sit(acting, tx, assembly, received)
    const outcome = await enact(acting, sitting, member, act)
    // Thrown, not returned: an assembly that was refused leaves no row.
    if (!outcome.ok) throw new RefusedFounding(outcome.refusal)
    await keepResult(tx, 'operator', key, { ...resultOf(outcome), assembly, member })
    await adjourn(acting, sitting)
    return { founded: { ...outcome, assembly, member }, remembered: sitting.after }
  }).catch((error: unknown): { founded: Founded; remembered?: Remembered } => {
    if (error instanceof RefusedFounding) return { founded: { ok: false, refusal: error.refusal } }
    throw error
  })
  if (done.remembered) remember(acting, done.remembered)
  return done.founded
}

class RefusedFounding extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

const ids = z.object({ assembly: z.custom<AssemblyId>(), member: z.custom<MemberId>() })

async function foundBefore(tx: Tx, result: unknown): Promise<Founded> {
  const { assembly, member } = ids.parse(result)
  const outcome = await outcomeOf(tx, assembly, result)
  return outcome.ok ? { ...outcome, assembly, member } : outcome
}

/** The name as it may stand in an address, and the end of the id: two councils of one name are two. */
export const slugOf = (name: string, id: AssemblyId): string => {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '')
  return [...words.slice(0, 6), id.slice(-4)].join('-')
}
