import { describe, expect, it } from 'vitest'
import { connect } from '../../src/store/open.ts'
import { inTransaction, queryOn, type Tx } from '../../src/store/transaction.ts'
import { freshStore } from './fresh.ts'

const store = await freshStore()
const query = queryOn(store.pool)
const count = async (key: string): Promise<number> => await store.prisma.actKey.count({ where: { key } })
const insert = async (tx: Tx, key: string) =>
  await tx('insert into act_key ("by", key, at) values ($1, $2, $3)', ['m_1', key, ''])

/** Ends the connection of a transaction from outside, and waits until it has heard of it. */
async function breakOff(tx: Tx): Promise<void> {
  const [row] = await tx<{ pid: number }>('select pg_backend_pid() as pid')
  await query('select pg_terminate_backend($1)', [row!.pid])
  await new Promise((resolve) => setTimeout(resolve, 50))
}

describe('a transaction', () => {
  it('is done whole or not at all', async () => {
    const failed = inTransaction(store.pool, async (tx) => {
      await insert(tx, 'half')
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await count('half')).toBe(0)
  })

  it('whose connection breaks off is done again, once', async () => {
    let times = 0
    await inTransaction(store.pool, async (tx) => {
      times += 1
      await insert(tx, 'broken off')
      if (times === 1) await breakOff(tx)
    })
    expect([times, await count('broken off')]).toEqual([2, 1])
  })

  it('that two have crosswise is done by one after the other', async () => {
    await inTransaction(store.pool, async (tx) => {
      await insert(tx, 'a')
      await insert(tx, 'b')
    })
    const touch = async (tx: Tx, key: string) => await tx('update act_key set at = at where key = $1', [key])
    const crosswise = async (first: string, second: string) =>
      await inTransaction(store.pool, async (tx) => {
        await touch(tx, first)
        await new Promise((resolve) => setTimeout(resolve, 30))
        await touch(tx, second)
      })
    await Promise.all([crosswise('a', 'b'), crosswise('b', 'a')])
  })

  it('that fails for a reason of its own is not tried again, and its error tells no value of a row', async () => {
    let times = 0
    const twice = inTransaction(store.pool, async (tx) => {
      times += 1
      await insert(tx, 'canary')
      await insert(tx, 'canary')
    })
    const error: unknown = await twice.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: '23505' })
    expect(JSON.stringify(Object.entries(error as object)) + String(error)).not.toContain('canary')
    expect(times).toBe(1)
  })
})

describe('a database that does not answer', () => {
  it('is told with its sentence, and its password is not', async () => {
    const error: unknown = await connect(
      { connectionString: 'postgres://caucus:hunter2@127.0.0.1:1/caucus' },
      () => undefined,
    ).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'store/unreachable' })
    expect(String(error)).not.toContain('hunter2')
  })
})
