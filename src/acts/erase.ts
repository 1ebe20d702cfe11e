import type { TextRef } from '../domain/text.ts'
import { lockAssembly } from '../store/facts.ts'
import { markStale } from '../store/stale.ts'
import { assemblyOfText, eraseText } from '../store/texts.ts'
import { inTransaction } from '../store/transaction.ts'
import { forgetNotes } from '../store/web-chat.ts'
import { cardsOf } from '../views/registry.ts'
import type { Acting } from './acting.ts'

export type Erased = 'erased' | 'erased before' | 'unknown'

/**
 * Erases words at their author's request, wherever they are shown. The chain still verifies, and says that they were erased
 * (record.md, File). Every card is drawn anew, as any of them may quote the words; private notes cannot be, and are gone.
 */
export async function erase(acting: Acting, { text }: TextRef): Promise<Erased> {
  const assembly = await assemblyOfText(acting.query, text)
  if (!assembly) return 'unknown'
  return await acting.inTurn(assembly, async () => {
    const done = await inTransaction(acting.store.pool, async (tx): Promise<Erased> => {
      const standing = await lockAssembly(tx, assembly)
      if (!standing) return 'unknown'
      if (!(await eraseText(tx, assembly, text, acting.now()))) return 'erased before'
      const { world, seq } = await acting.memory.upTo(tx, assembly, standing)
      const cards = cardsOf(world).map(({ key }) => key)
      await markStale(tx, assembly, seq, cards)
      await acting.wake.cards(tx, assembly, cards)
      await forgetNotes(tx, assembly)
      return 'erased'
    })
    acting.wake.committed()
    return done
  })
}
