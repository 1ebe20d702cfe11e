import { describe, expect, it } from 'vitest'
import { rendered, viewLimits, type Rendered } from '../../adapters/slack/render.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { Answer } from '../../src/domain/fact.ts'
import type { Place } from '../../src/domain/id.ts'
import type { Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { say } from '../../src/text/say.ts'
import { assembly, person } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { keysOf, pagesAbout, rowsOf } from '../views/shown.ts'
import { liveIn, liveInText } from './live.ts'

// Every card and page of an assembly as Slack gets it: blocks, the words for screen readers, the values of buttons.

type Answers = readonly [Answer, Answer, Answer, Answer, Answer]
const one: Answers = ['support', 'support', 'live', 'abstain', 'support']
const other: Answers = ['live', 'concerns', 'live', 'support', 'abstain']
const canary = 'kanarienvogel <!channel>'

/** The same day twice: what civil society's seats answered differs, and so may what one of them wrote. */
function day(answers: Answers, wrote = canary) {
  const play = assembly()
  const id = play.inCaucuses()
  const gauge = play.opensGauge(id, 'civil')
  play.raises(id, 'civil', 'civil3', wrote)
  for (const [nth, answer] of answers.entries()) play.answers(id, 'civil', gauge, `civil${nth + 1}`, answer)
  return { play, id, gauge, rows: rowsOf(play) }
}
type Day = ReturnType<typeof day>

/** What stands in the channel of a place. */
const postedIn = ({ play, rows }: Day, place: Place): readonly Rendered[] =>
  keysOf(play.world).flatMap((key) => {
    const drawn = drawCard(key, play.world, rows, say)
    return drawn?.place === place ? [rendered(fit(drawn.card, limitsOf.slack).card, 'message')] : []
  })

/** Whatever somebody can ask for, as messages to them alone, in windows, and on their Home. */
const readBy = ({ play, rows }: Day, name: string): readonly Rendered[] =>
  pagesAbout(play.world).flatMap((page) => {
    const card: Card = drawPage(page, person(name), 'plenary', play.world, rows, say, catalogue)
    const messages = fit(card, limitsOf.slack).pages.map((each) => rendered(each, 'message'))
    return [...messages, ...fit(card, viewLimits).pages.map((each) => rendered(each, 'view'))]
  })

describe('on Slack, a single answer', () => {
  rule('4.2.6', 'moves no message, window or Home of anybody else while its gauge is open', () => {
    const [before, after] = [day(one), day(other)]
    for (const place of ['plenary', 'civil', 'business'])
      expect(postedIn(before, before.play.place(place))).toEqual(postedIn(after, after.play.place(place)))
    for (const name of ['civil3', 'business1', 'Maria', 'Sam', 'stranger'])
      expect(readBy(before, name)).toEqual(readBy(after, name))
    expect(readBy(before, 'civil2')).not.toEqual(readBy(after, 'civil2'))
  })

  rule('3.3.8', 'leaves its caucus by no declaration', () => {
    const declared = (answers: Answers) => {
      const made = day(answers)
      const { play, id, gauge } = made
      play.closesGauge(id, 'civil', gauge)
      play.declares(id, 'civil', 'divergence', { gauge, how: undefined })
      return { ...made, rows: rowsOf(play) }
    }
    const [before, after] = [declared(one), declared(other)]
    for (const place of ['plenary', 'business'])
      expect(postedIn(before, before.play.place(place))).toEqual(postedIn(after, after.play.place(place)))
    for (const name of ['business1', 'Maria', 'Sam', 'stranger'])
      expect(readBy(before, name)).toEqual(readBy(after, name))
    expect(postedIn(before, before.play.caucus('civil'))).not.toEqual(postedIn(after, after.play.caucus('civil')))
  })
})

describe('on Slack, what a member writes in a caucus', () => {
  it('stands in its channel, live in nothing, and in no block, words or button anywhere else', () => {
    const made = day(one)
    const inside = postedIn(made, made.play.place('civil'))
    expect(JSON.stringify(inside)).toContain('kanarienvogel')
    for (const { blocks, text } of inside) expect([...liveIn(blocks), ...liveInText(text)]).toEqual([])
    for (const place of ['plenary', 'business', 'government'])
      expect(JSON.stringify(postedIn(made, made.play.place(place)))).not.toContain('kanarienvogel')
    for (const name of ['business1', 'Maria', 'Sam', 'stranger'])
      expect(JSON.stringify(readBy(made, name))).not.toContain('kanarienvogel')
  })
})
