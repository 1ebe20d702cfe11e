import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../commands/catalogue.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { MemberId } from '../../src/domain/id.ts'
import { caucusesOf } from '../../src/domain/members.ts'
import type { Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { fits, left, nothing, weighCard } from '../../src/port/weigh.ts'
import { say } from '../../src/text/say.ts'
import type { Rows } from '../../src/views/viewer.ts'
import { playOf, steps, type Play } from '../domain/any-play.ts'
import { person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { keysOf, pagesAbout, rowsOf } from '../views/shown.ts'

// What holds for every card, in whatever state an assembly is.

const runs = { numRuns: 4, endOnFailure: true }
const people: readonly MemberId[] = [
  plenaryChair,
  secretary,
  ...['government1', 'government2', 'civil1', 'civil3', 'technical1', 'stranger'].map(person),
]

/** Everything that people wrote, and every name, has a word that none of our own sentences has. Names and titles stay short. */
const written = (times: number) => (play: Play) => {
  const { charters, proposals } = play.world.assembly
  const named = charters.flatMap(({ name, forum, caucuses }) => [name, forum, ...caucuses.map((one) => one.name)])
  const titled = [...proposals.values()].flatMap(({ title, source }) => [title, source.name])
  const short = new Set([...named, ...titled].map((ref) => ref?.text))
  return rowsOf(play, {
    read: ({ text }) => (short.has(text) ? 'zwölf' : 'zwölf '.repeat(times)),
    nameOf: () => 'zwölf',
    organisationOf: () => 'zwölf',
  })
}

function cardsOf(play: Play, rows: Rows): readonly (readonly [string, Card])[] {
  const lasting = keysOf(play.world).flatMap((key): (readonly [string, Card])[] => {
    const drawn = drawCard(key, play.world, rows, say)
    return drawn ? [[key, drawn.card]] : []
  })
  const pages = people.flatMap((member) =>
    pagesAbout(play.world).map((page): readonly [string, Card] => {
      const place = caucusesOf(play.world, member)[0] ?? 'plenary'
      return [JSON.stringify(page), drawPage(page, member, place, play.world, rows, say, catalogue)]
    }),
  )
  return [...lasting, ...pages]
}

/** A property of every card of a random assembly. */
const always = (rows: (play: Play) => Rows, holds: (card: Card, name: string) => void) =>
  fc.assert(
    fc.property(steps(90), (taken) => {
      const play = playOf(taken)
      for (const [name, card] of cardsOf(play, rows(play))) holds(card, name)
    }),
    runs,
  )

describe('every card', () => {
  it('fits every platform, however much people wrote', () => {
    always(written(500), (card, name) => {
      for (const [platform, limits] of Object.entries(limitsOf)) {
        const { card: one } = fit(card, limits)
        expect([name, platform, fits(weighCard(one.nodes, limits), left(limits, nothing))]).toEqual([
          name,
          platform,
          true,
        ])
      }
    })
  })

  it('keeps what people wrote apart from our own words', () => {
    always(written(1), (card, name) => {
      const ours = JSON.stringify([card.nodes, card.summary]).matchAll(/"kind":"(?:text|code)","text":"([^"]*)"/g)
      for (const [, words = ''] of ours) expect([name, words]).not.toEqual([name, expect.stringContaining('zwölf')])
    })
  })
})
