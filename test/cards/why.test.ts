import { describe, expect, it } from 'vitest'
import { gaugeCard, myAnswerCard } from '../../src/cards/gauge.ts'
import { whyCard } from '../../src/cards/why.ts'
import type { Answer, Ballot } from '../../src/domain/fact.ts'
import { say } from '../../src/text/say.ts'
import { gaugeFor, myAnswerFor } from '../../src/views/gauge.ts'
import { everyoneIn, type Rows } from '../../src/views/viewer.ts'
import { assembly, person, plenaryChair } from '../domain/assembly-of.ts'
import { read, rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

/** A gauge of civil society that these answers closed, in the order of its seats. */
function closedBy(answers: readonly (Answer | Ballot)[], play: Play = assembly(), asks?: 'against') {
  const id = play.inCaucuses()
  const gauge = play.opensGauge(id, 'civil', asks ? { asks } : {})
  for (const [nth, answer] of answers.entries())
    play.answers(id, 'civil', gauge, `civil${nth + 1}`, answer, answer === 'object' ? 'It harms the small.' : undefined)
  play.closesGauge(id, 'civil', gauge)
  return { play, id, gauge }
}
const viewOf = ({ play, gauge }: ReturnType<typeof closedBy>, rows: Rows = rowsOf(play)) => {
  const view = gaugeFor(everyoneIn(play.caucus('civil')), play.world, rows, gauge)
  if (!view) throw new Error('no gauge')
  return view
}
const why = (closed: ReturnType<typeof closedBy>) => read(whyCard(viewOf(closed), say), closed.play)
const outcome = (closed: ReturnType<typeof closedBy>) => read(gaugeCard(viewOf(closed), say), closed.play)

describe('why an advice is what it is', () => {
  it('is its row, with the numbers of this gauge in it', () => {
    const rows: readonly (readonly [readonly Answer[], string, string])[] = [
      [['support', 'support'], '100·A < quorum·N', '100·2 < 50·5'],
      [['abstain', 'abstain', 'abstain'], 'P = 0', '0 = 0'],
      [['object', 'object', 'object', 'object', 'support'], '100·o ≥ (100 − small)·P', '100·4 ≥ (100 − 20)·5'],
      [['support', 'support', 'support', 'support', 'object'], 'unsettled > 0', '1 > 0'],
      [['live', 'live', 'live', 'live', 'live'], 'c + o ≤ lim, besides = 0', '0 + 0 ≤ 1, 0 = 0'],
      [['support', 'live', 'support', 'support', 'live'], 'c + o = 0', '0 + 0 = 0'],
      [['support', 'support', 'support', 'support', 'concerns'], 'c + o ≤ lim', '1 + 0 ≤ 1'],
      [['support', 'support', 'live', 'concerns', 'concerns'], '2·(s + l) > P', '2·(2 + 1) > 5'],
      [['support', 'support', 'concerns', 'concerns', 'concerns'], '2·(s + l) ≤ P', '2·(2 + 0) ≤ 5'],
    ]
    for (const [answers, row, here] of rows) {
      const words = why(closedBy(answers))
      expect(words).toContain(`The first row of the table that fits: ${row}. With the numbers of this gauge: ${here}.`)
    }
  })

  it('is counted by the noes alone where the caucus was asked whether it is against', () => {
    expect(why(closedBy(['yes', 'yes', 'yes', 'yes', 'no'], assembly(), 'against'))).toContain('no ≤ lim')
    expect(why(closedBy(['yes', 'yes', 'no', 'no', 'no'], assembly(), 'against'))).toContain('no > lim')
  })

  it('says what each letter stands for', () => {
    const words = why(closedBy(['support', 'support', 'support', 'abstain']))
    for (const letter of ['N: 5, the seats', 'A: 4, those who answered', 'P: 3, those with a view', 's: 3, Support'])
      expect(words).toContain(letter)
  })
})

describe('the next steps of an outcome', () => {
  it('list the concerns that stand in the way, each by its beginning', () => {
    const words = outcome(closedBy(['support', 'support', 'support', 'support', 'object']))
    expect(words).toMatch(/cannot be called rough consensus yet, whatever the counts\. 1 concern is unanswered/)
    expect(words).toContain('C-1: It harms the small.')
    expect(words).toContain('[Answer the concerns]')
    expect(words).not.toContain('[Post as reading:')
  })

  it('ask the other question first, where nearly everybody objects', () => {
    const play = assembly()
    const closed = closedBy(['object', 'object', 'object', 'object', 'object'], play)
    for (const { id: concern } of play.debate(closed.id, 'civil').concerns.values())
      play.does(person('civil1'), {
        type: 'answer concern',
        place: play.caucus('civil'),
        proposal: closed.id,
        concern,
        answer: 'Heard.',
      })
    const words = outcome(closed)
    expect(words).toContain('[Ask: is this caucus against it?]')
    expect(words).not.toContain('[Post as reading: against]')
    const asked = closedBy(['yes', 'yes', 'yes', 'yes', 'yes'], assembly(), 'against')
    expect(outcome(asked)).toContain('[Post as reading: against]')
  })

  it('offer no second reading while one is out', () => {
    const closed = closedBy(['support', 'support', 'support', 'support', 'support'])
    closed.play.reads(closed.id, 'civil', 'full consensus')
    expect(outcome(closed)).not.toContain('[Post as reading')
  })
})

describe('a gauge that is no longer open', () => {
  it('says that it is being counted until it is, and nothing that could still change', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil', { closes: { hours: 1 } })
    play.answers(id, 'civil', gauge, 'civil2', 'support')
    const late = { ...rowsOf(play), now: play.in({ hours: 2 }).at, answersIn: () => [] }
    const words = read(gaugeCard(viewOf({ play, id, gauge }, late), say), play)
    expect(words).toContain('The answers are being counted')
    expect(words).not.toContain('0 of 5')
  })

  it('that a new version ended says where to answer instead', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil')
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'A slip.' })
    play.makesVersion(id, plenaryChair, 0, 'Governments take part as equals.')
    play.dispatches(id)
    expect(outcome({ play, id, gauge })).toContain('this gauge on version 1 is over')
    const mine = myAnswerFor(person('civil2'), play.world, rowsOf(play), gauge)
    expect(mine && read(myAnswerCard(mine, say), play)).toContain('answer the gauge on the new version')
  })
})

describe('my answer', () => {
  const mine = (play: Play, gauge: Parameters<typeof myAnswerFor>[3], name: string, rows = rowsOf(play)) => {
    const view = myAnswerFor(person(name), play.world, rows, gauge)
    return view && read(myAnswerCard(view, say), play)
  }

  it('is the seat’s: a representative is told what their alternate answered', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.joins('deputy', 'civil', 'alternate', play.seat('civil2'))
    const gauge = play.opensGauge(id, 'civil')
    play.goesAway(play.seat('civil2'))
    play.answers(id, 'civil', gauge, 'deputy', 'live')
    const away = { ...rowsOf(play), away: new Set([play.seat('civil2')]) }
    expect(mine(play, gauge, 'civil2', away)).toContain(`by Member ${person('deputy')}`)
    expect(mine(play, gauge, 'civil2', away)).not.toContain('[Take it back]')
    expect(mine(play, gauge, 'deputy', away)).toContain('You answered Can live with it')
  })

  it('in plenary is no longer known once the sums are', () => {
    const play = assembly()
    const id = play.inPlenary()
    const gauge = play.opensGauge(id, 'plenary')
    play.answers(id, 'plenary', gauge, 'civil2', 'support')
    expect(mine(play, gauge, 'civil2')).toContain('You answered Support')
    play.closesGauge(id, 'plenary', gauge)
    expect(mine(play, gauge, 'civil2', { ...rowsOf(play), answersIn: () => [] })).toContain('only the sums are kept')
  })

  it('of somebody who is not asked says so, and where they can speak', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.joins('guest', 'civil')
    const gauge = play.opensGauge(id, 'civil')
    expect(mine(play, gauge, 'guest')).toContain('you can speak in the channel')
  })
})
