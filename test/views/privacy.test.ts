import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { CaucusId, Place } from '../../src/domain/id.ts'
import { caucusesOf, chairsOf, seatsOf } from '../../src/domain/members.ts'
import { PersistentMap } from '../../src/domain/persistent.ts'
import type { World } from '../../src/domain/world.ts'
import type { Rows } from '../../src/views/viewer.ts'
import { playOf, steps, type Play } from '../domain/any-play.ts'
import { person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { cardsIn, gaugesOf, keptTexts, keysOf, pagesAbout, rowsOf, shownTo, shownToPublic } from './shown.ts'

/** The first failure is shown as it was found: to make it smaller would take minutes. */
const runs = { numRuns: 5, endOnFailure: true }
const people = [
  plenaryChair,
  secretary,
  ...['government', 'business', 'civil', 'technical'].flatMap((key) => [1, 2].map((nth) => person(`${key}${nth}`))),
  person('guest'),
  person('stranger'),
]
const outsidersOf = (world: World, caucus: CaucusId) =>
  people.filter((member) => !caucusesOf(world, member).includes(caucus))

/** Rows that read every text a caucus keeps as that caucus's own word. */
const marked = (play: Play): Rows => {
  const kept = keptTexts(play)
  return rowsOf(play, {
    read: (ref) => {
      const place = kept.get(ref.text)
      return place ? `kept-by-${place}` : play.words(ref)
    },
  })
}

/** The same assembly with one caucus's room unseen: whatever is in it, and whatever rows belong to it, is not there. */
function without(play: Play, caucus: CaucusId): { readonly world: World; readonly rows: Rows } {
  const gauges = gaugesOf(play.world)
  return {
    world: {
      ...play.world,
      rooms: PersistentMap.of([...play.world.rooms].filter(([id]) => id !== caucus)),
    },
    rows: rowsOf(play, { answersIn: (gauge) => (gauges.get(gauge) === caucus ? [] : play.rows(gauge)) }),
  }
}

const caucusesIn = (play: Play): readonly CaucusId[] => [...play.world.rooms.keys()]

describe('what is said in a caucus', () => {
  rule('3.3.1', 'is in no card of another channel', () => {
    let inside = false
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        const rows = marked(play)
        const keys = keysOf(play.world)
        for (const place of ['plenary', ...caucusesIn(play)] as const)
          for (const [key, card] of cardsIn(place, play.world, rows, keys))
            for (const caucus of caucusesIn(play)) {
              const says = card.includes(`kept-by-${caucus}`)
              if (caucus === place) inside ||= says
              else expect([key, says]).toEqual([key, false])
            }
      }),
      runs,
    )
    expect(inside).toBe(true)
  })

  rule('6.1.3', 'is on no page and in no list of somebody outside it', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        const rows = marked(play)
        const pages = pagesAbout(play.world)
        for (const member of people) {
          const mine = caucusesOf(play.world, member)
          for (const [asked, card] of shownTo(member, play.world, rows, pages))
            for (const caucus of caucusesIn(play))
              if (!mine.includes(caucus)) expect([asked, card.includes(`kept-by-${caucus}`)]).toEqual([asked, false])
        }
      }),
      runs,
    )
  })

  rule('6.1.3', 'is in nothing that the public sees', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        const rows = marked(play)
        for (const [asked, view] of shownToPublic(play.world, rows))
          expect([asked, view.includes('kept-by-')]).toEqual([asked, false])
      }),
      runs,
    )
  })

  rule('3.3.6', 'changes nothing that anybody outside can see, but by what left it', () => {
    fc.assert(
      fc.property(steps(90), fc.nat({ max: 3 }), (taken, nth) => {
        const play = playOf(taken)
        const caucus = caucusesIn(play)[nth]
        if (!caucus) return
        const rows = rowsOf(play, { away: new Set(seatsOf(play.world.assembly, caucus).map(({ id }) => id)) })
        const hidden = without(play, caucus)
        const keys = keysOf(play.world)
        for (const place of ['plenary', ...caucusesIn(play)] satisfies readonly Place[])
          if (place !== caucus)
            expect(cardsIn(place, hidden.world, hidden.rows, keys)).toEqual(cardsIn(place, play.world, rows, keys))
        const pages = pagesAbout(play.world)
        for (const member of outsidersOf(play.world, caucus))
          // Who asks to be let in where there is no chair awaits the secretariat, and nobody else outside.
          if (member !== secretary || chairsOf(play.world.assembly, caucus).length > 0)
            expect(shownTo(member, hidden.world, hidden.rows, pages)).toEqual(shownTo(member, play.world, rows, pages))
      }),
      { ...runs, numRuns: 3 },
    )
  })
})
