import type { CardKey, Wake } from '../acts/acting.ts'
import type { AssemblyId } from '../domain/id.ts'
import type { Job, Jobs, Queue } from '../store/queue.ts'

export const drawing = (assembly: AssemblyId, card: CardKey): Job<'draw card'> => ({
  name: 'draw card',
  data: { assembly, card },
  key: `${assembly} ${card}`,
})

export const delivering = (notice: string): Job<'deliver notice'> => ({
  name: 'deliver notice',
  data: { notice },
  key: notice,
})

export const opening = (data: Jobs['open channels']): Job<'open channels'> => ({
  name: 'open channels',
  data,
  key: `${data.platform} ${data.workspace} ${data.assembly}`,
})

// A hundred answers in a second cost five edits of the card. Shorter, a busy caucus spends on drawing what its voters wait
// for; with what the web chat gathers besides, a card is still true well within a second (`npm run bench -- web`).
const gatherMs = 200

/** Acts wake the workers through the queue. */
export function wakeThrough(queue: Queue, log: (line: string) => void): Wake {
  let gathered = new Map<string, Job<'draw card'>>()
  const flush = async (): Promise<void> => {
    const jobs = [...gathered.values()]
    gathered = new Map()
    await queue.enqueueNow(jobs)
  }
  return {
    cards: async (tx, assembly, cards) =>
      await queue.enqueue(
        tx,
        cards.map((card) => drawing(assembly, card)),
      ),
    notices: async (tx, keys) => await queue.enqueue(tx, keys.map(delivering)),
    soon: (assembly, cards) => {
      // The marks stand in the database: what fails here is found by the next sweep.
      if (gathered.size === 0)
        setTimeout(
          () => void flush().catch((error: unknown) => log(`Cards wait for the next sweep: ${String(error)}`)),
          gatherMs,
        )
      for (const card of cards) gathered.set(`${assembly} ${card}`, drawing(assembly, card))
    },
    clock: async (tx, assembly, at) => {
      await queue.enqueue(tx, [{ name: 'settle what is due', data: { assembly }, key: `${assembly} ${at}`, at }])
    },
    committed: () => queue.nudge(),
  }
}
