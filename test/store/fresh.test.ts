import { describe, expect, it } from 'vitest'
import { dropDatabase, freshDatabase, freshStore } from './fresh.ts'

describe('a database for one test file', async () => {
  const store = await freshStore()

  it('is migrated and empty', async () => {
    expect(await store.prisma.assembly.count()).toBe(0)
    expect(await store.prisma.entry.count()).toBe(0)
  })

  it('gives moments, ids and data back as they went in', async () => {
    const entry = {
      assembly: 'as_1',
      seq: 1,
      chain: 'public',
      n: 1,
      at: '2026-11-24T08:00:00.003Z',
      kind: 'assembly.founded',
      by: 'm_1',
      data: { b: [1, { z: 'ü\u2067\n' }], a: null },
      prev: '0',
      hash: '1',
      after: null,
    }
    await store.prisma.entry.create({ data: entry })
    expect(await store.prisma.entry.findFirst()).toEqual(entry)
  })

  it('belongs to nobody else', async () => {
    const other = await freshDatabase()
    const before = performance.now()
    await dropDatabase(other)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect((await store.pool.query('select current_database() as name')).rows).not.toEqual([{ name: other.database }])
  })
})
