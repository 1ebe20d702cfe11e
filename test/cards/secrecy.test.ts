import { describe, expect } from 'vitest'
import type { Answer } from '../../src/domain/fact.ts'
import type { Place } from '../../src/domain/id.ts'
import { assembly, person } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { cardsIn, keysOf, pagesAbout, rowsOf, shownTo } from '../views/shown.ts'

type Answers = readonly [Answer, Answer, Answer, Answer, Answer]

/** The same day twice: only what each of civil society's seats answered differs. */
function answered(answers: Answers) {
  const play = assembly()
  const id = play.inCaucuses()
  const gauge = play.opensGauge(id, 'civil')
  for (const [nth, answer] of answers.entries()) play.answers(id, 'civil', gauge, `civil${nth + 1}`, answer)
  return { play, id, gauge }
}
type Day = ReturnType<typeof answered>

const one: Answers = ['support', 'support', 'live', 'abstain', 'support']
const other: Answers = ['live', 'concerns', 'live', 'support', 'abstain']

const inChannel = ({ play }: Day, place: Place) => cardsIn(place, play.world, rowsOf(play), keysOf(play.world))
const readBy = ({ play }: Day, name: string) => shownTo(person(name), play.world, rowsOf(play), pagesAbout(play.world))

describe('a single answer', () => {
  rule('4.2.6', 'moves no card and no page of anybody else while its gauge is open', () => {
    const [before, after] = [answered(one), answered(other)]
    for (const place of ['plenary', 'civil', 'business'])
      expect(inChannel(before, before.play.place(place))).toEqual(inChannel(after, after.play.place(place)))
    // civil3 answered the same in both: the chair's and the others' answers are not theirs to see.
    for (const name of ['civil3', 'business1', 'Maria', 'Sam', 'stranger'])
      expect(readBy(before, name)).toEqual(readBy(after, name))
    expect(readBy(before, 'civil2')).not.toEqual(readBy(after, 'civil2'))
  })

  rule('3.3.8', 'leaves its caucus by no declaration', () => {
    const declared = (answers: Answers) => {
      const day = answered(answers)
      const { play, id, gauge } = day
      play.closesGauge(id, 'civil', gauge)
      play.declares(id, 'civil', 'divergence', { gauge, how: undefined })
      return day
    }
    const [before, after] = [declared(one), declared(other)]
    for (const place of ['plenary', 'business'])
      expect(inChannel(before, before.play.place(place))).toEqual(inChannel(after, after.play.place(place)))
    for (const name of ['business1', 'Maria', 'Sam', 'stranger'])
      expect(readBy(before, name)).toEqual(readBy(after, name))
    expect(inChannel(before, before.play.caucus('civil'))).not.toEqual(inChannel(after, after.play.caucus('civil')))
  })
})
