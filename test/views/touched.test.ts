import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCard } from '../../src/cards/draw.ts'
import { evolve } from '../../src/domain/evolve.ts'
import type { Happened } from '../../src/domain/fact.ts'
import { plus, type Instant } from '../../src/domain/instant.ts'
import { unfounded, type World } from '../../src/domain/world.ts'
import { say } from '../../src/text/say.ts'
import { cardsTouchedBy, cardsTouchedByAnswer, cardsTouchedByTime } from '../../src/views/touched.ts'
import type { Rows } from '../../src/views/viewer.ts'
import { playOf, steps } from '../domain/any-play.ts'
import { gaugesOf, keysOf, rowsOf } from './shown.ts'

const runs = { numRuns: 4, endOnFailure: true }

const drawings = (keys: Iterable<string>, world: World, rows: Rows): ReadonlyMap<string, string> =>
  new Map([...keys].map((key) => [key, JSON.stringify(drawCard(key, world, rows, say)) ?? '']))

/** The cards whose drawing is another one after than it was before, or was not there. */
const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...after].flatMap(([key, drawing]) => ((before.get(key) ?? '') === drawing ? [] : [key]))

/** The facts of each act together: cards are drawn when an act is done, and not in its midst. A second passes between acts. */
function actsIn(happened: readonly Happened[]): readonly (readonly Happened[])[] {
  const acts = new Map<Instant, Happened[]>()
  for (const one of happened) acts.set(one.at, [...(acts.get(one.at) ?? []), one])
  return [...acts.values()]
}

describe('a card that no longer shows what is so', () => {
  it('is among those that an act touched, after every act', () => {
    fc.assert(
      fc.property(steps(90), fc.nat({ max: 1_000 }), (taken, dice) => {
        const play = playOf(taken)
        const now: Instant = play.happened[dice % play.happened.length]?.at ?? play.now
        const rows = rowsOf(play, { now })
        let world = unfounded(play.world.assembly.id)
        let before: ReadonlyMap<string, string> = new Map()
        for (const act of actsIn(play.happened)) {
          const next = act.reduce(evolve, world)
          const after = drawings(new Set([...before.keys(), ...keysOf(next)]), next, rows)
          const touched = cardsTouchedBy(world, next)
          const kinds = act.map(({ kind }) => kind)
          expect([kinds, changed(before, after).filter((key) => !touched.includes(key))]).toEqual([kinds, []])
          world = next
          before = after
        }
      }),
      runs,
    )
  })

  it('is among those that an answer touched', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        const keys = keysOf(play.world)
        for (const [gauge] of gaugesOf(play.world)) {
          const [answer] = play.rows(gauge)
          if (!answer) continue
          const rows = rowsOf(play, { now: plus(answer.at, { seconds: 1 }) })
          const fewer = rowsOf(play, {
            now: rows.now,
            answersIn: (one) => play.rows(one).slice(one === gauge ? 1 : 0),
          })
          const found = changed(drawings(keys, play.world, fewer), drawings(keys, play.world, rows))
          const touched = cardsTouchedByAnswer(play.world, gauge)
          expect(found.filter((key) => !touched.includes(key))).toEqual([])
        }
      }),
      runs,
    )
  })

  it('is among those that time touched, where nothing happened', () => {
    fc.assert(
      fc.property(steps(90), fc.nat({ max: 1_000 }), fc.nat({ max: 400 }), (taken, dice, hours) => {
        const play = playOf(taken)
        const keys = keysOf(play.world)
        const from: Instant = play.happened[dice % play.happened.length]?.at ?? play.now
        const to = plus(from, { hours })
        const found = changed(
          drawings(keys, play.world, rowsOf(play, { now: from })),
          drawings(keys, play.world, rowsOf(play, { now: to })),
        )
        const touched = cardsTouchedByTime(play.world, from, to)
        expect(found.filter((key) => !touched.includes(key))).toEqual([])
      }),
      { ...runs, numRuns: 20 },
    )
  })
})
