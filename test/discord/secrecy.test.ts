import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { privately } from '../../adapters/discord/private.ts'
import { rendered } from '../../adapters/discord/render.ts'
import { typedOnDiscord, plainSpelling } from '../../adapters/discord/words.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { Answer } from '../../src/domain/fact.ts'
import type { CaucusId, MemberId, Place } from '../../src/domain/id.ts'
import { caucusesOf } from '../../src/domain/members.ts'
import type { World } from '../../src/domain/world.ts'
import { fit } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { say } from '../../src/text/say.ts'
import type { Rows } from '../../src/views/viewer.ts'
import { playOf, steps, type Play } from '../domain/any-play.ts'
import { assembly, person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { keptTexts, keysOf, pagesAbout, rowsOf } from '../views/shown.ts'

// Every card and page of an assembly as Discord gets it: components, the ids of buttons, and files.

const how = { ...plainSpelling, typed: typedOnDiscord(catalogue) }
const people = [
  plenaryChair,
  secretary,
  ...['government1', 'business1', 'civil1', 'civil2', 'technical1', 'guest', 'stranger'].map(person),
]

/** What stands in the channel of a place. */
const postedIn = (world: World, rows: Rows, place: Place): string =>
  keysOf(world)
    .flatMap((key) => {
      const drawn = drawCard(key, world, rows, say)
      return drawn?.place === place ? [JSON.stringify(rendered(fit(drawn.card, limitsOf.discord).card, how))] : []
    })
    .join('\n')

/** Whatever somebody can ask for, as messages to them alone. */
const readBy = (world: World, rows: Rows, member: MemberId): string =>
  pagesAbout(world)
    .map((page) => {
      const place = caucusesOf(world, member)[0] ?? 'plenary'
      return JSON.stringify(privately(drawPage(page, member, place, world, rows, say, catalogue), how, rows.now))
    })
    .join('\n')

/** A word that no mark of Discord's is in, for each caucus: whatever it keeps reads as this. */
const wordOf = (caucus: CaucusId): string => `kept${caucus.replaceAll('_', '')}`
const marked = (play: Play): Rows => {
  const kept = keptTexts(play)
  return rowsOf(play, {
    read: (ref) => {
      const place = kept.get(ref.text)
      return place === undefined || place === 'plenary' ? play.words(ref) : wordOf(place)
    },
  })
}

describe('on Discord, what a caucus keeps', () => {
  rule('3.3.1', 'is in no component, button or file of another channel or of anybody outside', () => {
    let inside = false
    fc.assert(
      fc.property(steps(60), (taken) => {
        const play = playOf(taken)
        const rows = marked(play)
        const caucuses = [...play.world.rooms.keys()]
        for (const place of ['plenary', ...caucuses] as const) {
          const posted = postedIn(play.world, rows, place)
          for (const caucus of caucuses) {
            inside ||= place === caucus && posted.includes(wordOf(caucus))
            if (place !== caucus) expect([place, posted.includes(wordOf(caucus))]).toEqual([place, false])
          }
        }
        for (const member of people) {
          const read = readBy(play.world, rows, member)
          const theirs = caucusesOf(play.world, member)
          for (const caucus of caucuses.filter((each) => !theirs.includes(each)))
            expect([member, read.includes(wordOf(caucus))]).toEqual([member, false])
        }
      }),
      { numRuns: 4, endOnFailure: true },
    )
    // The word is there to be found.
    expect(inside).toBe(true)
  })

  rule('4.2.6', 'of single answers moves no message of anybody else while their gauge is open', () => {
    const day = (answers: readonly Answer[]) => {
      const play = assembly()
      const id = play.inCaucuses()
      const gauge = play.opensGauge(id, 'civil')
      for (const [nth, answer] of answers.entries()) play.answers(id, 'civil', gauge, `civil${nth + 1}`, answer)
      return { play, rows: rowsOf(play) }
    }
    const before = day(['support', 'support', 'live', 'abstain', 'support'])
    const after = day(['live', 'concerns', 'live', 'support', 'abstain'])
    for (const place of ['plenary', 'civil', 'business'])
      expect(postedIn(before.play.world, before.rows, before.play.place(place))).toBe(
        postedIn(after.play.world, after.rows, after.play.place(place)),
      )
    for (const name of ['civil3', 'business1', 'Maria', 'Sam', 'stranger'])
      expect(readBy(before.play.world, before.rows, person(name))).toBe(
        readBy(after.play.world, after.rows, person(name)),
      )
    expect(readBy(before.play.world, before.rows, person('civil2'))).not.toBe(
      readBy(after.play.world, after.rows, person('civil2')),
    )
  })
})
