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

/** The marks of one card as they are now. Those that come later are others, and make another pass. */
export async function staleMarks(query: Query, assembly: AssemblyId, key: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>('select id from stale_card where assembly = $1 and key = $2', [
    assembly,
    key,
  ])
  return rows.map(({ id }) => id)
}

/** Clears the marks that were there before the card was drawn, once it is true everywhere. */
export async function clearMarks(query: Query, marks: readonly string[]): Promise<void> {
  if (marks.length > 0) await query('delete from stale_card where id = any($1::bigint[])', [marks])
}
