import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actingOn } from '../../src/acts/acting.ts'
import { rebuild } from '../../src/acts/rebuild.ts'
import { loadScene, loadWorld } from '../../src/acts/scene.ts'
import { backUp, restore } from '../../src/store/backup.ts'
import { checkChains } from '../../src/store/check.ts'
import { council, type Council } from '../acts/council.ts'
import { freshStore } from './fresh.ts'

const store = await freshStore()
const other = await freshStore()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-backup-'))
const file = path.join(folder, 'backup.jsonl')
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('a backup', () => {
  let here: Council
  beforeAll(async () => {
    here = await council(store)
    const proposal = await here.dispatched()
    const gauge = await here.openGauge(proposal)
    const answer = { type: 'answer gauge', place: here.caucus('civil'), proposal, gauge } as const
    await here.does(here.person('civil2'), { ...answer, answer: 'support', reason: 'Ü \u2067ok' })
    await here.does(here.person('civil3'), { ...answer, answer: 'object', reason: 'It harms.' })
    await store.prisma.staleCard.create({ data: { assembly: here.assembly, key: 'tracker', seq: 1 } })
  })

  it('brings every row into an empty database, and every chain is whole there', async () => {
    const rows = await backUp(store, file)
    expect(rows).toBeGreaterThan(50)
    expect(fs.statSync(file).mode & 0o077).toBe(0)
    const [checked] = await restore(other, file)
    expect(checked).toMatchObject({ assembly: here.assembly, faults: [] })
    const again = path.join(folder, 'again.jsonl')
    await backUp(other, again)
    expect(fs.readFileSync(again, 'utf8').split('\n').toSorted()).toEqual(
      fs.readFileSync(file, 'utf8').split('\n').toSorted(),
    )
  })

  it('carries on where the first database stood', async () => {
    const there = actingOn({ store: other, now: here.clock.now })
    expect(await loadWorld(there, here.assembly)).toEqual(await here.world())
    const [first, second] = [await loadScene(here.acting, here.assembly), await loadScene(there, here.assembly)]
    const [gauge] = [...first!.world.rooms.get(here.caucus('civil'))!.work.values()].flatMap(({ debate }) => [
      ...debate.gauges.values(),
    ])
    expect(second!.rows.answersIn(gauge!.id)).toEqual(first!.rows.answersIn(gauge!.id))
    // Counters go on after the numbers that were brought in.
    await other.prisma.staleCard.create({ data: { assembly: here.assembly, key: 'tracker', seq: 2 } })
  })

  it('is not restored over what is there', async () => {
    await expect(restore(other, file)).rejects.toMatchObject({ code: 'store/not-empty' })
  })

  it('that was cut or changed in shape is refused whole', async () => {
    const empty = await freshStore()
    const lines = fs.readFileSync(file, 'utf8').split('\n')
    for (const [name, content] of [
      ['cut', lines.slice(0, -2)],
      ['short', [...lines.slice(0, 5), ...lines.slice(6)]],
      ['letter', ['Dear all,']],
      ['torn', [...lines.slice(0, 5), lines[5]!.slice(0, 20)]],
    ] as const) {
      const wrong = path.join(folder, name)
      fs.writeFileSync(wrong, content.join('\n'))
      await expect(restore(empty, wrong)).rejects.toMatchObject({ code: 'store/not-a-backup' })
    }
    const later = path.join(folder, 'later')
    fs.writeFileSync(later, [lines[0]!.replace('init', 'other'), ...lines.slice(1)].join('\n'))
    await expect(restore(empty, later)).rejects.toMatchObject({ code: 'store/backup-of-another' })
    expect(await empty.prisma.assembly.count()).toBe(0)
  })

  it('shows what somebody changed in the database', async () => {
    const [entry] = await other.prisma.entry.findMany({
      where: { chain: 'public' },
      orderBy: { n: 'asc' },
      skip: 2,
      take: 1,
    })
    await other.prisma.entry.update({
      where: { assembly_seq: { assembly: entry!.assembly, seq: entry!.seq } },
      data: { at: '2020-01-01T00:00:00.000Z' },
    })
    await other.prisma.text.updateMany({ where: { body: 'It harms.' }, data: { body: 'It helps.' } })
    const [checked] = await checkChains(actingOn({ store: other }).query)
    const codes = checked!.faults.map(({ code }) => code)
    expect(new Set(codes)).toEqual(new Set(['kept/chain', 'kept/text']))
  })

  it('needs no index table: they are drawn anew from the facts', async () => {
    const before = await store.prisma.due.findMany()
    await store.prisma.due.deleteMany()
    expect(await rebuild(here.acting)).toBe(1)
    expect(await store.prisma.due.findMany()).toEqual(before)
  })
})
