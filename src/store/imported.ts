import type { ChainName } from '../domain/fact.ts'
import type { AssemblyId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Chained, Head } from '../record/chain.ts'
import type { Text } from '../record/texts.ts'
import { appendEntries } from './facts.ts'
import type { Tx } from './transaction.ts'

// What an import brings in: chains as they were exported, with the moment of their export, and the texts that they cite.

const batch = 1_000

/** Entries in the order in which the assembly is to be folded; its row has to be there. */
export async function insertImported(tx: Tx, assembly: AssemblyId, entries: readonly Chained[]): Promise<void> {
  for (let at = 0; at < entries.length; at += batch)
    await appendEntries(tx, assembly, at, entries.slice(at, at + batch))
}

/** Marks a chain as a copy for reading. One that has no entry yet begins here. */
export async function keepExported(
  tx: Tx,
  assembly: AssemblyId,
  chain: ChainName,
  { n, hash, at }: Head,
  exported: Instant,
): Promise<void> {
  await tx(
    `insert into chain (assembly, name, n, head, at, exported) values ($1, $2, $3, $4, $5, $6)
     on conflict (assembly, name) do update set exported = excluded.exported`,
    [assembly, chain, n, hash, at, exported],
  )
}

/** Texts as a record has them, withheld and erased ones too. */
export async function insertRecorded(tx: Tx, assembly: AssemblyId, texts: readonly Text[]): Promise<void> {
  for (let at = 0; at < texts.length; at += batch)
    await tx(
      `insert into text (id, assembly, salt, body, withheld, erased)
       select text, $1, coalesce(salt, ''), body, withheld, erased
         from jsonb_to_recordset($2::jsonb) as row (text text, salt text, body text, withheld text, erased text)`,
      [assembly, JSON.stringify(texts.slice(at, at + batch))],
    )
}
