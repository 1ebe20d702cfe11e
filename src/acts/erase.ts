import type { AssemblyId } from '../domain/id.ts'
import type { TextRef } from '../domain/text.ts'
import { eraseText } from '../store/texts.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Acting } from './acting.ts'

/** Erases words at their author's request. The chain still verifies, and says that they were erased (record.md, File). */
export async function erase(acting: Acting, assembly: AssemblyId, { text }: TextRef): Promise<void> {
  await inTransaction(acting.store.pool, async (tx) => await eraseText(tx, assembly, text, acting.now()))
}
