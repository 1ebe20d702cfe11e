import type { AssemblyId } from '../domain/id.ts'
import { charterOf, type World } from '../domain/world.ts'
import type { Chained } from '../record/chain.ts'
import type { RecordFile } from '../record/read.ts'
import { inOrder } from '../record/replay.ts'
import type { Text, TextId } from '../record/texts.ts'
import { isEmpty } from '../store/backup.ts'
import { insertAssembly } from '../store/facts.ts'
import { insertImported, insertRecorded, keepExported } from '../store/imported.ts'
import { inTransaction } from '../store/transaction.ts'
import { trouble } from '../store/trouble.ts'
import type { Acting } from './acting.ts'
import { slugOf } from './found.ts'

/** The records of one assembly, each of which holds by all steps of `verify`; the caucuses' against the public one. */
export interface Records {
  readonly public: RecordFile
  readonly caucuses: readonly RecordFile[]
}

/**
 * Fills an empty database from records, for reading: all of it or nothing (record.md, Record and backup). Nobody acts in what
 * was imported, since a record does not hold what an assembly needs to go on: who is who, open answers, salts of the heads.
 * Throws `store/not-empty`.
 */
export async function importRecords({ store }: Acting, records: Records, world: World): Promise<AssemblyId> {
  const { header } = records.public
  const { assembly, founded } = header
  const all = [records.public, ...records.caucuses]
  const texts = merged(all)
  const name = texts.get(charterOf(world.assembly).name.text)
  const named = name && 'body' in name ? name.body : assembly
  await inTransaction(store.pool, async (tx) => {
    if (!(await isEmpty(tx))) throw trouble('store/not-empty', {})
    await insertAssembly(tx, { id: assembly, founded, name: named, slug: slugOf(named, assembly) })
    const chained: Chained[] = [...inOrder(records.public.entries, records.caucuses)]
    await insertImported(tx, assembly, chained)
    for (const { header: own, head } of all) await keepExported(tx, assembly, own.chain, head, own.exported)
    await insertRecorded(tx, assembly, [...texts.values()])
  })
  return assembly
}

/** A text that two records cite is one: what any of them no longer shows is not shown. */
function merged(all: readonly RecordFile[]): ReadonlyMap<TextId, Text> {
  const texts = new Map<TextId, Text>()
  for (const { texts: own } of all)
    for (const [id, text] of own) {
      const before = texts.get(id)
      if (!before || hush(text) > hush(before)) texts.set(id, text)
    }
  return texts
}

const hush = (text: Text): number => ('erased' in text ? 2 : 'withheld' in text ? 1 : 0)
