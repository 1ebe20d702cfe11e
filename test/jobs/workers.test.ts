import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { actingOn, type Acting, type Touches } from '../../src/acts/acting.ts'
import { loadWorld } from '../../src/acts/scene.ts'
import type { GaugeId, ProposalId } from '../../src/domain/id.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { wakeThrough } from '../../src/jobs/wake.ts'
import { noteHeads, startWorkers, sweep, type Workers } from '../../src/jobs/workers.ts'
import type { Notice } from '../../src/store/notices.ts'
import { openQueue, type Queue } from '../../src/store/queue.ts'
import { council, type Council } from '../acts/council.ts'
import { rule } from '../rule.ts'
import { freshStore } from '../store/fresh.ts'

const store = await freshStore()
const lines: string[] = []
const log = (line: string): void => void lines.push(line)

const touches: Touches = {
  between: (before, after) => (before.assembly === after.assembly ? [] : ['tracker']),
  byAnswer: (_world, gauge) => [`gauge ${gauge}`],
  byTime: () => [],
}
// A played clock, moved by tests; the queue's own deadlines run on the machine's.
let ahead = 0
const now = () => fromMs(Date.now() + ahead)

let queue: Queue
let here: Council
let proposal: ProposalId
let workers: Workers
const drawn: { card: string; n: number }[] = []
const told: Notice[] = []
let failing: string | undefined

beforeAll(async () => {
  queue = await openQueue(store, log)
  here = await council(store, { touches, wake: wakeThrough(queue, log), now, log })
  proposal = await here.dispatched()
  workers = await startWorkers(here.acting, queue, {
    draw: async (assembly, card) => {
      if (card === failing) throw new Error('the platform is away')
      await store.prisma.staleCard.deleteMany({ where: { assembly, key: card } })
      drawn.push({ card, n: (await loadWorld(here.acting, assembly))!.assembly.n })
    },
    tell: async (notice) => {
      told.push(notice)
      await Promise.resolve()
    },
    open: async () => await Promise.resolve(),
  })
})
afterAll(async () => await workers.stop())

const soon = { timeout: 8_000, interval: 20 }
const civil = () => ({ place: here.caucus('civil'), proposal })

describe('a card that an act made stale', () => {
  it('is drawn from the state as it is after the act', async () => {
    const other = await here.takenUp()
    await here.does(here.chair, { type: 'park', proposal: other, reason: 'Later.' })
    const { n } = (await here.world()).assembly
    await vi.waitFor(() => expect(drawn.at(-1)).toEqual({ card: 'tracker', n }), soon)
    await vi.waitFor(async () => expect(await store.prisma.staleCard.count()).toBe(0), soon)
  })

  it('is drawn a few times for many answers, and at last after the last', async () => {
    const gauge = await here.openGauge(proposal, here.caucus('civil'), { hours: 10 })
    const answers = ['support', 'live', 'concerns', 'abstain'] as const
    for (let times = 0; times < 10; times += 1)
      await Promise.all(
        ['civil1', 'civil2', 'civil3'].map(
          async (name) =>
            await here.does(here.person(name), {
              type: 'answer gauge',
              ...civil(),
              gauge,
              answer: answers[times % 4]!,
            }),
        ),
      )
    await vi.waitFor(async () => expect(await store.prisma.staleCard.count()).toBe(0), soon)
    const times = () => drawn.filter(({ card }) => card === `gauge ${gauge}`).length
    await vi.waitFor(() => expect(times()).toBeGreaterThan(0), soon)
    expect(times()).toBeLessThan(15)
    await here.does(here.person('civil1'), { type: 'close gauge', ...civil(), gauge })
  })

  it('is drawn later where the platform was away, and found by the sweep where its job was lost', async () => {
    failing = 'tracker'
    await here.takenUp()
    await store.pool.query('delete from pgboss.job')
    failing = undefined
    const before = drawn.length
    await sweep(here.acting, queue)
    await vi.waitFor(() => expect(drawn.length).toBeGreaterThan(before), soon)
    await vi.waitFor(async () => expect(await store.prisma.staleCard.count()).toBe(0), soon)
  })
})

describe('the clock', () => {
  let gauge: GaugeId
  const reminded = () => told.filter(({ data }) => data['gauge'] === gauge)

  rule('4.4.6', 'those who have not answered are reminded half-way, and nobody else', async () => {
    gauge = await here.openGauge(proposal, here.caucus('civil'), { hours: 10 })
    await here.does(here.person('civil2'), { type: 'answer gauge', ...civil(), gauge, answer: 'support' })
    ahead += 5 * 3_600_000
    await sweep(here.acting, queue)
    await vi.waitFor(
      () =>
        expect(
          reminded()
            .map(({ recipient }) => recipient)
            .toSorted(),
        ).toEqual([here.person('civil1'), here.person('civil3')].toSorted()),
      soon,
    )
    // Who takes an answer back half an hour later is not told that it is half-way.
    await here.does(here.person('civil2'), { type: 'withdraw answer', ...civil(), gauge })
    ahead += 1_800_000
    await sweep(here.acting, queue)
    expect(await store.prisma.notice.count({ where: { recipient: here.person('civil2') } })).toBe(0)
    expect(reminded()).toHaveLength(2)
  })

  it('closes a gauge whose deadline passed while nobody was there, with its true time', async () => {
    ahead += 24 * 3_600_000
    const restarted: Acting = actingOn({ store, now })
    await sweep(restarted, queue)
    const closed = await store.prisma.entry.findFirst({ where: { kind: 'gauge.closed' }, orderBy: { seq: 'desc' } })
    const opened = await store.prisma.entry.findFirst({ where: { kind: 'gauge.opened' }, orderBy: { seq: 'desc' } })
    expect(closed?.data).toMatchObject({ gauge, closedAt: (opened!.data as { closes: { at: string } }).closes.at })
    expect(closed?.by).toBeNull()
  })

  it('notes the heads of the caucuses once a day, whoever does it', async () => {
    await Promise.all([noteHeads(here.acting), noteHeads(actingOn({ store, now }))])
    expect(await store.prisma.entry.count({ where: { kind: 'heads.noted' } })).toBe(1)
  })

  it('forgets the keys of acts after two days', async () => {
    ahead += 3 * 24 * 3_600_000
    await sweep(here.acting, queue)
    expect(await store.prisma.actKey.count()).toBe(0)
  })
})
