import { upcoming } from '../domain/due.ts'
import { keepDue } from '../store/due.ts'
import { assemblies, lockAssembly } from '../store/facts.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Acting } from './acting.ts'
import { forReading } from './for-reading.ts'

/** Draws the index tables anew from the facts. They are derived: nothing is lost when they are dropped. */
export async function rebuild(acting: Acting): Promise<number> {
  const all = await assemblies(acting.query)
  for (const assembly of all)
    await inTransaction(acting.store.pool, async (tx) => {
      const standing = await lockAssembly(tx, assembly)
      if (!standing) return
      acting.memory.forget(assembly)
      const { world } = await acting.memory.upTo(tx, assembly, standing)
      await keepDue(tx, assembly, forReading(standing) ? undefined : upcoming(world, acting.now())[0])
    })
  return all.length
}
