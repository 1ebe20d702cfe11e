import { describe, expect, it, vi } from 'vitest'
import type { AssemblyId } from '../../src/domain/id.ts'
import { openQueue, type Job } from '../../src/store/queue.ts'
import { inTransaction } from '../../src/store/transaction.ts'
import { freshStore } from './fresh.ts'

const assembly = 'as_1' as AssemblyId
const drawing = (card: string): Job<'draw card'> => ({ name: 'draw card', data: { assembly, card }, key: card })

describe('the queue', async () => {
  const store = await freshStore()
  const queue = await openQueue(store, () => undefined)
  const waiting = async (): Promise<number> =>
    Number(
      (await store.pool.query(`select count(*) from pgboss.job where name = 'draw card' and state = 'created'`)).rows[0]
        .count,
    )

  it('takes in what a transaction enqueues, and nothing of one that was rolled back', async () => {
    await inTransaction(store.pool, async (tx) => await queue.enqueue(tx, [drawing('kept')]))
    await expect(
      inTransaction(store.pool, async (tx) => {
        await queue.enqueue(tx, [drawing('lost')])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await waiting()).toBe(1)
  })

  it('makes one of ten that wait for the same card', async () => {
    await Promise.all(
      Array.from(
        { length: 10 },
        async () =>
          await inTransaction(store.pool, async (tx) => await queue.enqueue(tx, [drawing('same'), drawing('kept')])),
      ),
    )
    expect(await waiting()).toBe(2)
  })

  it('wakes a worker at once, and tries again what threw', async () => {
    const drawn: string[] = []
    await queue.work('draw card', 2, async ({ card }) => {
      drawn.push(card)
      if (card === 'stubborn' && drawn.filter((one) => one === card).length === 1) throw new Error('not now')
      await Promise.resolve()
    })
    await vi.waitFor(() => expect(drawn.toSorted()).toEqual(['kept', 'same']), { timeout: 5_000 })
    const began = performance.now()
    await queue.enqueueNow([drawing('stubborn')])
    await vi.waitFor(() => expect(drawn).toContain('stubborn'), { timeout: 1_000, interval: 5 })
    expect(performance.now() - began).toBeLessThan(1_000)
    await vi.waitFor(() => expect(drawn.filter((card) => card === 'stubborn')).toHaveLength(2), { timeout: 10_000 })
    expect(await queue.failed()).toEqual([])
    await queue.close()
  })
})
