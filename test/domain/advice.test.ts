import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Tally } from '../../src/domain/fact.ts'
import { adviceNames } from '../../src/domain/gauge/advice-name.ts'
import {
  advise,
  adviseBallots,
  adviseConsent,
  adviceOn,
  levelAdvised,
  needsReason,
  type Circumstances,
  type Row,
} from '../../src/domain/gauge/advice.ts'
import { compareLevels, levels } from '../../src/domain/level.ts'
import { rule } from '../rule.ts'

const tally = (given: Partial<Tally>): Tally => ({
  support: 0,
  live: 0,
  concerns: 0,
  object: 0,
  abstain: 0,
  notReady: 0,
  ...given,
})
const total = (t: Tally): number => Object.values(t).reduce((sum, one) => sum + one, 0)

interface Given extends Partial<Omit<Circumstances, 'settings'>> {
  readonly small?: number
  readonly quorum?: number
}
/** Everyone in the electorate answered, somebody besides the sponsor supports, and no concern is unsettled. */
const at = (t: Tally, { small = 20, quorum = 50, ...given }: Given = {}): Circumstances => ({
  electorate: total(t),
  besides: true,
  unsettled: 0,
  settings: { small, quorum },
  ...given,
})
const adviceFor = (counts: Partial<Tally>, given?: Given): Row => advise(tally(counts), at(tally(counts), given))

describe('the advice of a gauge', () => {
  rule('4.5.1', 'the first row that fits is the advice, even where later ones fit too', () => {
    expect(adviceFor({}, { electorate: 0 })).toBe('vacant')
    // Fits against, concerns-unanswered and divergence as well.
    expect(adviceFor({ object: 1 }, { electorate: 3, unsettled: 1 })).toBe('below-quorum')
    expect(adviceFor({ object: 4, notReady: 1 }, { unsettled: 1 })).toBe('not-ready')
    expect(adviceFor({ object: 4 }, { unsettled: 1 })).toBe('against')
  })

  rule('4.5.2', 'whole numbers decide: a share of exactly the threshold is on its side of it', () => {
    // 100·A < quorum·N: 5 of 10 is no longer below 50 %.
    expect(adviceFor({ support: 5 }, { electorate: 10 })).toBe('full-consensus')
    expect(adviceFor({ support: 4 }, { electorate: 10 })).toBe('below-quorum')
    // A third is less than 34 % and no less than 33 %.
    expect(adviceFor({ support: 1 }, { electorate: 3, quorum: 34 })).toBe('below-quorum')
    expect(adviceFor({ support: 1 }, { electorate: 3, quorum: 33 })).toBe('full-consensus')
  })

  rule('4.5.3', 'a caucus without electorate is vacant', () => expect(adviceFor({}, { electorate: 0 })).toBe('vacant'))

  rule('4.5.4', 'a gauge is below quorum while too few, or none, have answered', () => {
    expect(adviceFor({ support: 2 }, { electorate: 5 })).toBe('below-quorum')
    expect(adviceFor({ support: 3 }, { electorate: 5 })).not.toBe('below-quorum')
    expect(adviceFor({}, { electorate: 5, quorum: 0 })).toBe('below-quorum')
  })

  rule('4.5.5', 'a gauge is not ready when a small minority or more asks for information', () => {
    expect(adviceFor({ support: 4, notReady: 1 })).toBe('not-ready')
    expect(adviceFor({ support: 5, notReady: 1 })).toBe('full-consensus')
    expect(adviceFor({ support: 5 }, { small: 0 })).toBe('full-consensus')
  })

  rule('4.5.6', 'abstentions express no view', () => expect(adviceFor({ abstain: 5 })).toBe('no-view'))

  rule('4.5.7', 'it looks like consensus against when all but a small minority object', () => {
    expect(adviceFor({ object: 4, support: 1 })).toBe('against')
    expect(adviceFor({ object: 3, support: 1 })).not.toBe('against')
  })

  rule('4.5.8', 'an unsettled concern comes before every count', () => {
    expect(adviceFor({ support: 100 }, { unsettled: 1 })).toBe('concerns-unanswered')
    fc.assert(
      fc.property(tallies, (t) => {
        const advice = advise(t, at(t, { unsettled: 1 }))
        expect(levelAdvised(advice) ?? 'none').not.toMatch(/consensus/)
      }),
    )
  })

  rule('4.5.9', 'without support besides the sponsor it is no objection at most', () => {
    expect(adviceFor({ live: 5 }, { besides: false })).toBe('no-affirmation')
    expect(adviceFor({ support: 1, live: 4 }, { besides: false })).toBe('no-affirmation')
    expect(levelAdvised('no-affirmation')).toBe('no objection')
  })

  rule('4.5.10', 'nobody with concerns and nobody objecting is consistent with full consensus', () => {
    expect(adviceFor({ support: 1, live: 4, abstain: 2 })).toBe('full-consensus')
  })

  rule('4.5.11', 'a small minority with all concerns answered is consistent with rough consensus', () => {
    expect(adviceFor({ support: 8, concerns: 1, object: 1 })).toBe('rough-consensus')
    expect(adviceFor({ support: 7, concerns: 2, object: 1 })).not.toBe('rough-consensus')
  })

  rule('4.5.12', 'more than half for it is strong support, exactly half is not', () => {
    expect(adviceFor({ support: 2, live: 1, object: 2 })).toBe('strong-support')
    expect(adviceFor({ support: 2, live: 1, object: 3 })).toBe('divergence')
  })

  rule('4.5.13', 'whatever fits no other row is divergence', () => {
    expect(adviceFor({ support: 2, concerns: 2, object: 2 })).toBe('divergence')
  })

  rule('4.5.14', 'one of four is a small minority, one of three is not', () => {
    expect(adviceFor({ support: 3, object: 1 })).toBe('rough-consensus')
    expect(adviceFor({ support: 2, object: 1 })).toBe('strong-support')
    // ⌊20·14/100⌋ is 2: of fourteen views two are a small minority, three are not.
    expect(adviceFor({ support: 12, object: 2 })).toBe('rough-consensus')
    expect(adviceFor({ support: 11, object: 3 })).toBe('strong-support')
    expect(adviceFor({ support: 3, object: 1 }, { small: 0 })).toBe('rough-consensus')
  })

  rule('4.5.18', 'who turns an objection into support, or can live with it after all, never worsens the advice', () => {
    fc.assert(
      fc.property(tallies, circumstances, fc.constantFrom('support', 'live'), (t, around, turned) => {
        fc.pre(t.object > 0)
        const after = { ...t, object: t.object - 1, [turned]: t[turned] + 1 }
        // Whoever turns to support may be the one besides the sponsor who was missing, and their own concern may be settled by it.
        const eased = { ...around, besides: around.besides || turned === 'support' }
        expect(height(advise(after, eased))).toBeGreaterThanOrEqual(height(advise(t, around)))
      }),
      { numRuns: 2_000 },
    )
  })

  rule(
    '4.5.19',
    'rows that say it is too early advise no level, and anything from no objection up needs a reason then',
    () => {
      for (const row of ['vacant', 'below-quorum', 'not-ready', 'no-view', 'concerns-unanswered'] as const) {
        expect(levelAdvised(row)).toBeUndefined()
        const needing = levels.filter((level) => needsReason(level, levelAdvised(row)))
        expect(needing).toEqual(['full consensus', 'rough consensus', 'no objection'])
      }
    },
  )
})

describe('the advice of other questions and methods', () => {
  rule('3.11.3', 'consent passes unless an objection stands open or too few have answered', () => {
    const all = tally({ support: 3, object: 2 })
    expect(adviseConsent(all, at(all))).toBe('passed')
    expect(adviseConsent(all, at(all, { unsettled: 1 }))).toBe('objection-open')
    expect(adviseConsent(tally({ support: 2 }), at(tally({}), { electorate: 5 }))).toBe('below-quorum')
  })

  rule('3.11.3', 'the level that consent advises is that of the row of the table', () => {
    fc.assert(
      fc.property(tallies, circumstances, (t, around) => {
        expect(adviceOn('consent', t, around).level).toBe(levelAdvised(advise(t, around)))
        expect(['passed', 'objection-open', 'below-quorum']).toContain(adviceOn('consent', t, around).name)
      }),
    )
  })

  rule('4.2.3', 'consensus against is rough consensus on yes', () => {
    const against = (yes: number, no: number, abstain = 0) =>
      adviseBallots({ yes, no, abstain }, { electorate: yes + no + abstain, settings: { small: 20, quorum: 50 } })
    expect(against(4, 1)).toBe('against')
    expect(against(3, 2)).toBe('divergence')
    expect(against(0, 5)).toBe('divergence')
    expect(against(0, 0, 5)).toBe('no-view')
  })

  rule('3.10.7', 'declaring better than the advice needs a reason', () => {
    for (const declared of levels)
      for (const advised of levels)
        if (compareLevels(declared, advised) > 0) expect(needsReason(declared, advised)).toBe(true)
  })

  rule('3.10.8', 'declaring worse than the advice, or as it advises, needs none', () => {
    for (const declared of levels)
      for (const advised of levels)
        if (compareLevels(declared, advised) <= 0) expect(needsReason(declared, advised)).toBe(false)
  })

  rule(
    '2.1.7',
    'an advice of against comes from its own row and its own question, never from a lack of support',
    () => {
      fc.assert(
        fc.property(tallies, circumstances, (t, around) => {
          fc.pre(100 * t.object < (100 - around.settings.small) * (t.support + t.live + t.concerns + t.object))
          expect(advise(t, around)).not.toBe('against')
        }),
      )
      expect(adviceNames).toContain('against')
    },
  )
})

const count = fc.nat({ max: 30 })
const tallies: fc.Arbitrary<Tally> = fc.record({
  support: count,
  live: count,
  concerns: count,
  object: count,
  abstain: count,
  notReady: fc.nat({ max: 3 }),
})
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  electorate: fc.nat({ max: 150 }),
  besides: fc.boolean(),
  unsettled: fc.nat({ max: 1 }),
  settings: fc.record({ small: fc.nat({ max: 50 }), quorum: fc.nat({ max: 100 }) }),
})

/** From worst to best, where rows can be compared: those that advise no level stand below those that do. */
function height(row: Row): number {
  const level = levelAdvised(row)
  if (row === 'against') return 1
  if (row === 'concerns-unanswered') return 2
  return level === undefined ? 0 : 3 + levels.length - levels.indexOf(level)
}
