import type { AssemblyId } from '../domain/id.ts'
import type { Query, Tx } from './transaction.ts'

/** Marks cards as stale, in the transaction of the act that made them so: none is forgotten. */
export async function markStale(tx: Tx, assembly: AssemblyId, seq: number, cards: readonly string[]): Promise<void> {
  if (cards.length === 0) return
  await tx('insert into stale_card (assembly, key, seq) select $1, unnest($2::text[]), $3', [assembly, cards, seq])
}

/** The cards that wait to be drawn, oldest first. */
export async function staleCards(query: Query): Promise<{ readonly assembly: AssemblyId; readonly key: string }[]> {
  return await query('select assembly, key from stale_card group by assembly, key order by min(id)')
}
