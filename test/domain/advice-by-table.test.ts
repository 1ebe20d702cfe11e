import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Tally } from '../../src/domain/fact.ts'
import { advise, levelAdvised, needsReason, type Circumstances, type Row } from '../../src/domain/gauge/advice.ts'
import { compareLevels, levels } from '../../src/domain/level.ts'
import { rule } from '../rule.ts'

/**
 * The table written a second time, from the page and not from the code: every row that fits, by fractions of big integers.
 * The advice is the first of them in the page's order.
 */
function rowsThatFit(t: Tally, { electorate, besides, unsettled, settings }: Circumstances): Row[] {
  const big = (...counts: number[]) => counts.reduce((sum, one) => sum + BigInt(one), 0n)
  const A = big(t.support, t.live, t.concerns, t.object, t.abstain, t.notReady)
  const P = A - big(t.abstain, t.notReady)
  const against = big(t.concerns, t.object)
  const small = big(settings.small)
  // The largest whole number whose hundredfold is no more than small·P; one at least, where P ≥ 4.
  let lim = P >= 4n ? 1n : 0n
  while ((lim + 1n) * 100n <= small * P) lim += 1n

  const table: [Row, boolean][] = [
    ['vacant', electorate === 0],
    ['below-quorum', A === 0n || A * 100n < big(settings.quorum) * big(electorate)],
    ['not-ready', t.notReady > 0 && big(t.notReady) * 100n >= small * A],
    ['no-view', P === 0n],
    ['against', big(t.object) * 100n >= (100n - small) * P],
    ['concerns-unanswered', unsettled > 0],
    ['no-affirmation', against <= lim && !besides],
    ['full-consensus', against === 0n],
    ['rough-consensus', against <= lim],
    ['strong-support', 2n * big(t.support, t.live) > P],
    ['divergence', true],
  ]
  return table.flatMap(([row, fits]) => (fits ? [row] : []))
}

/** Every tally in which at most `most` answer. */
function* talliesUpTo(most: number): Generator<Tally> {
  for (let support = 0; support <= most; support++)
    for (let live = 0; live <= most - support; live++)
      for (let concerns = 0; concerns <= most - support - live; concerns++)
        for (let object = 0; object <= most - support - live - concerns; object++)
          for (let abstain = 0; abstain <= most - support - live - concerns - object; abstain++)
            for (let notReady = 0; notReady <= most - support - live - concerns - object - abstain; notReady++)
              yield { support, live, concerns, object, abstain, notReady }
}

const sets = [
  { small: 20, quorum: 50 },
  { small: 0, quorum: 0 },
  { small: 33, quorum: 67 },
  { small: 49, quorum: 100 },
]
function* everyCase(most: number): Generator<[Tally, Circumstances]> {
  for (const tally of talliesUpTo(most)) {
    const answered = Object.values(tally).reduce((sum, one) => sum + one, 0)
    for (const settings of sets)
      for (const electorate of [answered, answered + 1, 2 * answered, most + 3])
        for (const besides of tally.support > 0 ? [true, false] : [false])
          for (const unsettled of [0, 1]) yield [tally, { electorate, besides, unsettled, settings }]
  }
}

describe('the advice, case by case', () => {
  rule('4.5.1', 'for every tally of up to seven answers, the advice is the first row that fits', () => {
    let cases = 0
    const seen = new Set<Row>()
    for (const [tally, around] of everyCase(7)) {
      const advice = advise(tally, around)
      seen.add(advice)
      cases++
      if (advice !== rowsThatFit(tally, around)[0]) expect([tally, around, advice]).toEqual(rowsThatFit(tally, around))
    }
    expect(cases).toBeGreaterThan(50_000)
    expect(seen.size).toBe(11)
  })

  rule('4.5.2', 'thresholds hold to the unit in a large electorate too', () => {
    for (const small of [1, 7, 20, 33])
      for (const P of [99, 100, 101, 999, 1_000, 1_001]) {
        const most = Math.trunc((small * P) / 100)
        const at = (object: number) =>
          advise(
            { support: P - object, live: 0, concerns: 0, object, abstain: 0, notReady: 0 },
            { electorate: P, besides: true, unsettled: 0, settings: { small, quorum: 50 } },
          )
        expect([most, at(Math.max(1, most)), at(Math.max(1, most) + 1)]).toEqual([
          most,
          'rough-consensus',
          'strong-support',
        ])
      }
  })

  // Whoever turns may be the one besides the sponsor who was missing, and may take the last unsettled concern along.
  rule('4.5.18', 'for every tally of up to six answers, one object fewer never worsens the advice', () => {
    for (const [tally, around] of everyCase(6)) {
      if (tally.object === 0) continue
      for (const turned of ['support', 'live'] as const) {
        const after = { ...tally, object: tally.object - 1, [turned]: tally[turned] + 1 }
        for (const unsettled of new Set([around.unsettled, 0]))
          for (const besides of turned === 'support' ? new Set([around.besides, true]) : [around.besides]) {
            const [was, is] = [advise(tally, around), advise(after, { ...around, besides, unsettled })]
            if (ladder.indexOf(is) < ladder.indexOf(was)) expect([tally, around, was, is]).toBe('no worse')
          }
      }
    }
  })

  /**
   * What the ladder below cannot show: where the last unsettled concern goes with the objection, `concerns-unanswered`
   * may turn into `divergence`. That is no worse an advice, but *strong support*, which needed no reason while the row
   * advised no level, needs one then. Nothing from *no objection* up ever becomes harder to declare.
   */
  rule('4.5.19', 'one object fewer never asks a new reason for no objection or better', () => {
    for (const [tally, around] of everyCase(5)) {
      if (tally.object === 0) continue
      const after = { ...tally, object: tally.object - 1, support: tally.support + 1 }
      for (const unsettled of new Set([around.unsettled, 0])) {
        const was = levelAdvised(advise(tally, around))
        const is = levelAdvised(advise(after, { ...around, besides: true, unsettled }))
        const harder = levels.filter((level) => needsReason(level, is) && !needsReason(level, was))
        if (harder.some((level) => compareLevels(level, 'no objection') >= 0)) expect([tally, around]).toBe('no harder')
      }
    }
    const before = { support: 1, live: 0, concerns: 0, object: 3, abstain: 0, notReady: 0 }
    const around = { electorate: 4, besides: true, settings: { small: 20, quorum: 50 } }
    expect(advise(before, { ...around, unsettled: 1 })).toBe('concerns-unanswered')
    expect(advise({ ...before, support: 2, object: 2 }, { ...around, unsettled: 0 })).toBe('divergence')
    expect(needsReason('strong support, significant opposition', undefined)).toBe(false)
    expect(needsReason('strong support, significant opposition', 'divergence')).toBe(true)
  })
})

/** From worst to best. Of the first four none becomes another one when an answer changes its kind. */
const ladder: readonly Row[] = [
  'vacant',
  'below-quorum',
  'not-ready',
  'no-view',
  'against',
  'concerns-unanswered',
  'divergence',
  'strong-support',
  'no-affirmation',
  'rough-consensus',
  'full-consensus',
]

describe('real votes', () => {
  const file = new URL('../../../shared/data/polis-15-per-hour-seattle/participants-votes.csv', import.meta.url)
  const here = existsSync(file)

  it(
    here
      ? 'advises on every statement of a public conversation, uneven and partly unanswered as it was'
      : 'has no ../shared/data with real votes',
    () => {
      if (!here) return
      const [head = '', ...rows] = readFileSync(file, 'utf8').trim().split('\n')
      const first = head.split(',').indexOf('0')
      const statements = head.split(',').length - first
      const votes = rows.map((row) => row.trim().split(',').slice(first))
      expect([statements, votes.length]).toEqual([54, 339])

      const told = new Map<Row, number>()
      for (let statement = 0; statement < statements; statement++)
        for (const disagreeing of ['object', 'concerns'] as const)
          for (const quorum of [0, 50]) {
            const cast = votes.map((row) => row[statement])
            const count = (vote: string) => cast.filter((one) => one === vote).length
            const tally = { support: count('1'), live: 0, concerns: 0, object: 0, abstain: count('0'), notReady: 0 }
            tally[disagreeing] = count('-1')
            const around = {
              electorate: votes.length,
              besides: tally.support > 0,
              unsettled: 0,
              settings: { small: 20, quorum },
            }
            const advice = advise(tally, around)
            expect(advice).toBe(rowsThatFit(tally, around)[0])
            told.set(advice, (told.get(advice) ?? 0) + 1)
            // Most never saw a given statement: at the default quorum hardly any is ripe.
            if (quorum === 50 && 2 * (tally.support + tally[disagreeing] + tally.abstain) < votes.length)
              expect(advice).toBe('below-quorum')
          }
      expect(told.get('below-quorum')).toBeGreaterThan(54)
      expect(told.get('divergence')).toBeGreaterThan(0)
      expect(told.get('strong-support')).toBeGreaterThan(0)
    },
  )
})
