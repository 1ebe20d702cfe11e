import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../commands/catalogue.ts'
import { commandOf } from '../../src/cards/acts.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { Button, Card } from '../../src/port/card.ts'
import { nameOf } from '../../src/port/command.ts'
import { pageData } from '../../src/port/page.ts'
import { longestToken, pressToken } from '../../src/port/token.ts'
import { say } from '../../src/text/say.ts'
import { playOf, steps, type Play } from '../domain/any-play.ts'
import { person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { keysOf, pagesAbout, rowsOf } from '../views/shown.ts'

const buttonsOf = ({ nodes }: Card): readonly Button[] =>
  nodes.flatMap((node) => (node.kind === 'buttons' ? node.buttons : node.kind === 'more' ? [node.all] : []))

/** Every card of a played assembly, and every page of it as four different people may have it. */
function everyCard(play: Play): readonly Card[] {
  const rows = rowsOf(play)
  const lasting = keysOf(play.world).flatMap((key) => drawCard(key, play.world, rows, say)?.card ?? [])
  const people = [plenaryChair, secretary, person('civil1'), person('stranger')]
  const pages = people.flatMap((member) =>
    pagesAbout(play.world).map((page) => drawPage(page, member, undefined, play.world, rows, say, catalogue)),
  )
  return [...lasting, ...pages]
}

const overCards = (check: (card: Card) => void): void =>
  fc.assert(
    fc.property(steps(90), (taken) => everyCard(playOf(taken)).forEach(check)),
    { numRuns: 4, endOnFailure: true },
  )

describe('a button', () => {
  it('of an act names the command that does this act', () => {
    for (const [act, name] of Object.entries(commandOf)) {
      const command = catalogue.find((one) => nameOf(one) === name)
      expect([name, command?.does]).toEqual([name, act])
    }
  })

  it('fills in only what its command asks for, and fits a token', () => {
    overCards((card) => {
      for (const { press } of buttonsOf(card)) {
        expect(pressToken(press).length).toBeLessThanOrEqual(longestToken)
        if (press.kind === 'page') {
          const { page, ...values } = press.page
          expect([page, pageData[page].safeParse(values).success]).toEqual([page, true])
          continue
        }
        const command = catalogue.find((one) => nameOf(one) === press.command)
        const unasked = Object.keys(press.answers).filter((field) => !Object.hasOwn(command?.ask ?? {}, field))
        expect([press.command, command !== undefined, unasked]).toEqual([press.command, true, []])
      }
    })
  })

  it('is the primary one of its card, or none is', () => {
    overCards((card) => {
      expect(buttonsOf(card).filter(({ style }) => style === 'primary').length).toBeLessThanOrEqual(1)
    })
  })
})

describe('a card', () => {
  it('says in one sentence what it is, and begins with it', () => {
    overCards((card) => {
      expect(card.summary.length).toBeGreaterThan(0)
      expect(card.nodes.length).toBeGreaterThan(0)
    })
  })
})
