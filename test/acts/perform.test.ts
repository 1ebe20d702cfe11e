import { beforeAll, describe, expect, it } from 'vitest'
import { actingOn } from '../../src/acts/acting.ts'
import { perform, settle } from '../../src/acts/perform.ts'
import { loadScene, loadWorld } from '../../src/acts/scene.ts'
import type { ChainName } from '../../src/domain/fact.ts'
import type { GaugeId, ProposalId } from '../../src/domain/id.ts'
import { debateIn } from '../../src/domain/world.ts'
import { faultInChain, headOf, startOf } from '../../src/record/chain.ts'
import { hashOf } from '../../src/record/hash.ts'
import { answersTo } from '../../src/store/answers.ts'
import { chainEntries } from '../../src/store/facts.ts'
import { freshStore } from '../store/fresh.ts'
import { actOf, council, dataOf, type Council } from './council.ts'

const lines: string[] = []
const store = await freshStore((line) => lines.push(line))
let here: Council
let proposal: ProposalId

beforeAll(async () => {
  here = await council(store)
  proposal = await here.dispatched()
})

const gaugeIn = async (gauge: GaugeId) =>
  debateIn(await here.world(), here.caucus('civil'), (await here.world()).assembly.proposals.get(proposal)!).gauges.get(
    gauge,
  )!
const civil = () => ({ place: here.caucus('civil'), proposal })

/** Every chain is whole, and what is folded from nothing is what the process remembers. */
async function allStands({ assembly, acting }: Council = here) {
  const row = (await store.prisma.assembly.findUnique({ where: { id: assembly } }))!
  const world = (await loadWorld(acting, assembly))!
  const chains: ChainName[] = ['public', ...[...world.rooms].map(([caucus]) => caucus)]
  let entries = 0
  for (const chain of chains) {
    const founded = row.founded as typeof world.assembly.foundedAt & string
    let head = startOf({ 'caucus-record': 1, assembly, chain, founded })
    for (const entry of await chainEntries(acting.query, assembly, chain)) {
      expect(faultInChain(head, entry, 0, hashOf(entry))).toBeUndefined()
      head = headOf(entry)
      entries += 1
    }
    const kept = await store.prisma.chain.findUnique({ where: { assembly_name: { assembly, name: chain } } })
    if (head.n > 0) expect(kept).toMatchObject({ n: head.n, head: head.hash, at: head.at })
  }
  expect(row.seq).toBe(entries)
  expect(await loadWorld(actingOn({ store }), assembly)).toEqual(world)
}

describe('an act', () => {
  it('becomes facts that stand in whole chains and fold to what is remembered', async () => {
    expect((await here.world()).assembly.proposals.get(proposal)?.rounds).toHaveLength(1)
    await allStands()
  })

  it('is done once, however often and however many at a time it is delivered', async () => {
    const act = { type: 'suggest amendment', ...civil(), wording: 'Better words.' } as const
    const before = (await here.world()).assembly.n
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => await here.tries(here.person('civil2'), act, 'one event')),
    )
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(outcomes[0]).toMatchObject({ ok: true, happened: [{ kind: 'amendment.suggested' }] })
    expect(await store.prisma.entry.count({ where: { assembly: here.assembly, kind: 'amendment.suggested' } })).toBe(1)
    expect((await here.world()).assembly.n).toBe(before)
  })

  it('that was refused stays refused when it is delivered again, even if it could be done by now', async () => {
    const caucus = here.caucus('government')
    const act = { type: 'open gauge', place: caucus, proposal, closes: here.inTime({ hours: 1 }) } as const
    const deputy = here.person('government2')
    const refused = await here.tries(deputy, act, 'before the office')
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'may/role' } })
    await here.does(here.person('government1'), { type: 'give office', office: 'co-chair', caucus, member: deputy })
    expect(await here.tries(deputy, act, 'before the office')).toEqual(refused)
    const opened = await here.does(deputy, act, 'after it')
    const { gauge } = dataOf(opened, 'gauge.opened')
    await here.does(deputy, { type: 'close gauge', place: caucus, proposal, gauge })
  })

  it('with one key by two people is two acts', async () => {
    const act = { type: 'suggest amendment', ...civil(), wording: 'Other words.' } as const
    const both = await Promise.all(
      ['civil1', 'civil3'].map(async (name) => await here.tries(here.person(name), act, 'same key')),
    )
    expect(both.map((outcome) => outcome.ok && outcome.happened[0]?.by)).toEqual([
      here.person('civil1'),
      here.person('civil3'),
    ])
  })

  it('that is refused leaves nothing: no fact, no text, no salt', async () => {
    const counts = async () => [
      await store.prisma.entry.count(),
      await store.prisma.text.count(),
      await store.prisma.answer.count(),
    ]
    const before = await counts()
    expect(await here.tries(here.chair, { type: 'declare consensus', proposal, note: 'We agree.' })).toMatchObject({
      ok: false,
    })
    expect(await counts()).toEqual(before)
  })

  it('with words that are none is refused at the door, with the numbers', async () => {
    const raw = { type: 'suggest amendment', ...civil(), wording: 'x' } as const
    for (const [wording, code] of [
      ['', 'text/empty'],
      ['\u202Eabc', 'text/control-character'],
      ['x'.repeat(20_001), 'text/too-long'],
    ] as const) {
      const outcome = await perform(here.acting, {
        assembly: here.assembly,
        by: here.person('civil1'),
        act: { ...actOf(raw), wording } as never,
        key: code,
      })
      expect(outcome).toMatchObject({ ok: false, refusal: { code } })
    }
  })

  it('acts of many people at once get one order', async () => {
    const names = ['civil1', 'civil2', 'civil3', 'government1', 'government2', 'government3']
    await Promise.all(
      names.flatMap((name) =>
        Array.from(
          { length: 5 },
          async (_, nth) =>
            await here.does(here.person(name), {
              type: 'suggest amendment',
              proposal,
              wording: `${name} ${nth}`,
              place: here.caucus(name.startsWith('civil') ? 'civil' : 'government'),
            }),
        ),
      ),
    )
    await allStands()
  })
})

describe('a gauge', () => {
  let gauge: GaugeId
  beforeAll(async () => {
    gauge = await here.openGauge(proposal)
  })

  it('has a row for each seat of its electorate from the start', async () => {
    expect(await store.prisma.answer.count({ where: { gauge } })).toBe(3)
  })

  it('keeps the last answer of each seat, and says whose it is to nobody but its caucus', async () => {
    for (const answer of ['object', 'support', 'live'] as const)
      await here.does(here.person('civil2'), {
        type: 'answer gauge',
        ...civil(),
        gauge,
        answer,
        reason: `because ${answer}`,
      })
    expect(await answersTo(here.acting.query, gauge)).toMatchObject([{ answer: 'live', member: here.person('civil2') }])
    const { rows } = (await loadScene(here.acting, here.assembly))!
    const [given] = rows.answersIn(gauge)
    expect(given?.reason && rows.read(given.reason)).toBe('because live')
  })

  it('forgets the reason of an answer that was changed', async () => {
    const bodies = (await store.prisma.text.findMany()).map(({ body }) => body)
    expect(bodies).toContain('because live')
    expect(bodies).not.toContain('because support')
  })

  it('raises a concern with an objection, once', async () => {
    const object = { type: 'answer gauge', ...civil(), gauge, answer: 'object', reason: 'It harms.' } as const
    const first = await here.does(here.person('civil3'), object)
    expect(first).toMatchObject({ happened: [{ kind: 'concern.raised' }], answer: { given: { answer: 'object' } } })
    expect((await here.does(here.person('civil3'), object)).happened).toEqual([])
  })

  it('takes an answer back', async () => {
    await here.does(here.person('civil3'), { type: 'withdraw answer', ...civil(), gauge })
    expect(await answersTo(here.acting.query, gauge)).toHaveLength(1)
  })

  it('refuses whoever has no seat in it', async () => {
    expect(
      await here.tries(here.person('government2'), { type: 'answer gauge', ...civil(), gauge, answer: 'support' }),
    ).toMatchObject({ ok: false })
    expect(
      await here.tries(here.secretary, { type: 'answer gauge', ...civil(), gauge, answer: 'support' }),
    ).toMatchObject({ ok: false })
  })

  it('asks a seat anew whose person changed', async () => {
    const seat = [...(await here.world()).assembly.seats.values()].find(
      (one) => one.representative?.member === here.person('civil2'),
    )!
    expect(await store.prisma.answer.findFirst({ where: { gauge, seat: seat.id } })).toMatchObject({ answer: 'live' })
    await here.does(here.person('civil2'), { type: 'leave caucus', caucus: here.caucus('civil') })
    expect(await store.prisma.answer.findFirst({ where: { gauge, seat: seat.id } })).toMatchObject({
      answer: null,
      reason: null,
    })
  })

  it('is closed by the clock at its deadline, however late the clock comes', async () => {
    await here.does(here.person('civil1'), { type: 'answer gauge', ...civil(), gauge, answer: 'support' })
    const closes = (await gaugeIn(gauge)).closes.at
    here.clock.waits({ hours: 30 })
    expect(
      await here.tries(here.person('civil1'), {
        type: 'answer gauge',
        ...civil(),
        gauge,
        answer: 'object',
        reason: 'Too late.',
      }),
    ).toMatchObject({ ok: false, refusal: { code: 'gauge/closed' } })
    const closed = (await gaugeIn(gauge)).closed!
    expect(closed).toMatchObject({ at: closes, early: false, tally: { support: 1, object: 0 } })
  })

  it('counts every answer that was confirmed before it closed, and none that was not', async () => {
    const again = await here.openGauge(proposal, here.caucus('government'))
    const place = here.caucus('government')
    const names = ['government1', 'government2', 'government3']
    const closing = here.tries(here.chair, { type: 'close gauge', place, proposal, gauge: again })
    const outcomes = await Promise.all(
      names.map(
        async (name) =>
          await here.tries(here.person(name), {
            type: 'answer gauge',
            place,
            proposal,
            gauge: again,
            answer: 'support',
          }),
      ),
    )
    const closed = dataOf((await closing) as never, 'gauge.closed')
    expect(closed.tally).toMatchObject({ support: outcomes.filter(({ ok }) => ok).length })
  })

  it('in plenary has a row for each seat of every caucus, and its fact names no seat', async () => {
    const other = await here.takenUp()
    const plenary = await here.openGauge(other, 'plenary')
    const filled = [...(await here.world()).assembly.seats.values()].filter((seat) => seat.representative)
    expect(await store.prisma.answer.count({ where: { gauge: plenary } })).toBe(filled.length)
    const act = { type: 'answer gauge', place: 'plenary', proposal: other, gauge: plenary, answer: 'support' } as const
    await here.does(here.person('government2'), act)
    expect(await here.tries(here.secretary, act)).toMatchObject({ ok: false, refusal: { code: 'may/role' } })
    const closed = await here.does(here.chair, {
      type: 'close gauge',
      place: 'plenary',
      proposal: other,
      gauge: plenary,
    })
    expect(JSON.stringify(closed.happened)).not.toContain('s_')
  })

  it('leaves whole chains', async () => await allStands())
})

describe('the clock', () => {
  it('knows when it has to act next, and settles what is due when it wakes', async () => {
    const gauge = await here.openGauge(proposal, here.caucus('government'), { hours: 4 })
    const { at } = (await store.prisma.due.findUnique({ where: { assembly: here.assembly } }))!
    expect(at > here.acting.now()).toBe(true)
    expect(await settle(here.acting, here.assembly)).toEqual([])
    here.clock.waits({ hours: 4 })
    const happened = await settle(here.acting, here.assembly)
    expect(happened.map(({ kind, by }) => [kind, by])).toContainEqual(['gauge.closed', undefined])
    expect(happened.find(({ kind }) => kind === 'gauge.closed')?.data).toMatchObject({ gauge })
    expect(await settle(here.acting, here.assembly)).toEqual([])
    await allStands()
  })
})

describe('heads of the caucuses', () => {
  it('are noted as the salt on each chain has them', async () => {
    const outcome = await here.does('clock', { type: 'note heads' } as never)
    const { heads } = dataOf(outcome, 'heads.noted')
    expect(Object.keys(heads)).toHaveLength(2)
    for (const [caucus, hash] of Object.entries(heads)) {
      const last = (await chainEntries(here.acting.query, here.assembly, caucus as ChainName)).at(-1)
      expect(last).toMatchObject({ kind: 'head.salted', hash })
    }
    await allStands()
  })
})

describe('two processes on one database', () => {
  it('see each other’s facts and answers', async () => {
    const other = actingOn({ store, now: here.clock.now })
    const gauge = await here.openGauge(proposal, here.caucus('government'), { hours: 4 })
    const act = actOf({ type: 'answer gauge', place: here.caucus('government'), proposal, gauge, answer: 'live' })
    expect(
      await perform(other, { assembly: here.assembly, by: here.person('government2'), act, key: 'there' }),
    ).toMatchObject({ ok: true })
    expect(await here.tries(here.person('government2'), act, 'there')).toMatchObject({
      ok: true,
      answer: { given: { answer: 'live' } },
    })
    await perform(other, {
      assembly: here.assembly,
      by: here.chair,
      act: actOf({ type: 'close gauge', place: here.caucus('government'), proposal, gauge }),
      key: 'closed there',
    })
    expect(await here.tries(here.person('government3'), act)).toMatchObject({
      ok: false,
      refusal: { code: 'gauge/closed' },
    })
  })
})
