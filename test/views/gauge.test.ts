import { describe, expect } from 'vitest'
import { answersOf, question } from '../../src/cards/answers.ts'
import { gaugeCard, meaningsCard, myAnswerCard } from '../../src/cards/gauge.ts'
import { whyCard } from '../../src/cards/why.ts'
import type { GaugeId, MemberId, ProposalId } from '../../src/domain/id.ts'
import { say } from '../../src/text/say.ts'
import { concernFor } from '../../src/views/concern.ts'
import { gaugeFor, myAnswerFor, type GaugeView } from '../../src/views/gauge.ts'
import { everyoneIn, thePublic, type Rows, type Viewer } from '../../src/views/viewer.ts'
import { assembly, charterWith, person, plenaryChair } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { plainOf, read, rowsOf } from './seen.ts'

type Play = ReturnType<typeof assembly>
type Opened = { readonly play: Play; readonly id: ProposalId; readonly where: string; readonly gauge: GaugeId }

const open = (play = assembly(), where = 'civil'): Opened => {
  const id = where === 'plenary' ? play.inPlenary('civil2') : play.inCaucuses('civil2')
  return { play, id, where, gauge: play.opensGauge(id, where) }
}
const answered = (
  it: Opened,
  ...answers: readonly ('support' | 'live' | 'concerns' | 'object' | 'abstain')[]
): Opened => {
  for (const [nth, answer] of answers.entries())
    it.play.answers(
      it.id,
      it.where,
      it.gauge,
      `civil${nth + 1}`,
      answer,
      answer === 'object' ? 'It harms the small.' : undefined,
    )
  return it
}
const closed = (it: Opened): Opened => {
  it.play.closesGauge(it.id, it.where, it.gauge)
  return it
}
const viewOf = (
  it: Opened,
  rows: Rows = rowsOf(it.play),
  viewer: Viewer = everyoneIn(it.play.place(it.where)),
): GaugeView => {
  const view = gaugeFor(viewer, it.play.world, rows, it.gauge)
  if (!view) throw new Error('the gauge is not theirs to see')
  return view
}
const card = (it: Opened, rows?: Rows): string => read(gaugeCard(viewOf(it, rows), say), it.play)

describe('the card of a gauge', () => {
  rule('4.1.2', 'says what each answer means, and that an objection names a harm and is no veto', () => {
    const it = open()
    const meanings = read(meaningsCard(viewOf(it), say), it.play)
    for (const answer of ['Support', 'Can live with it', 'Concerns', 'Object', 'Abstain'])
      expect(meanings).toContain(`${answer}:`)
    expect(meanings).toMatch(/Object: This version causes harm that I can name\. It is not a veto/)
    expect(card(it)).toContain('What do these mean?')
  })

  rule('4.2.4', 'asks one fixed question, whoever asks and whatever was answered', () => {
    const it = open()
    const asked = () => plainOf(question(viewOf(it), say), it.play)
    expect(asked()).toBe('P-1 version 1: where do you stand?')
    expect(asked()).toBe(plainOf(question(viewOf(closed(answered(it, 'object', 'object'))), say), it.play))
    const play = assembly()
    const id = play.inCaucuses()
    const against = { play, id, where: 'civil', gauge: play.opensGauge(id, 'civil', { asks: 'against' }) }
    expect(plainOf(question(viewOf(against), say), play)).toBe('P-1 version 1: is this caucus against it?')
  })

  rule('4.2.5', 'offers the answers in the same order every time, not ready last', () => {
    const order = ['support', 'live', 'concerns', 'object', 'abstain']
    expect(answersOf(viewOf(open()))).toEqual(order)
    expect(answersOf(viewOf(answered(open(), 'abstain', 'object')))).toEqual(order)
    const caucuses = charterWith().caucuses.map((one) =>
      one.key === 'civil' ? { ...one, gauge: { notReady: true } } : one,
    )
    expect(answersOf(viewOf(open(assembly({ charter: charterWith({ caucuses }) }))))).toEqual([...order, 'notReady'])
  })

  rule('4.2.6', 'shows no tally while it is open, unless the charter shows it', () => {
    expect(viewOf(answered(open(), 'support', 'object')).tally).toBeUndefined()
    const caucuses = charterWith().caucuses.map((one) =>
      one.key === 'civil' ? { ...one, gauge: { tally: 'shown' as const } } : one,
    )
    const shown = answered(open(assembly({ charter: charterWith({ caucuses }) })), 'support', 'object')
    expect(viewOf(shown).tally).toMatchObject({ counts: { support: 1, object: 1 } })
  })

  rule('4.4.7', 'tells each voter privately what counts for them now, and how to change it', () => {
    const it = answered(open(), 'support', 'live')
    const mine = (name: string) => {
      const view = myAnswerFor(person(name), it.play.world, rowsOf(it.play), it.gauge)
      return view && read(myAnswerCard(view, say), it.play)
    }
    expect(mine('civil2')).toMatch(/You answered Can live with it on P-1 .*Change it until/)
    expect(mine('civil2')).toContain('[Take it back]')
    expect(mine('civil3')).toMatch(/You have not answered yet/)
    expect(mine('government2')).toBeUndefined()
    it.play.answers(it.id, 'civil', it.gauge, 'civil2', 'support')
    expect(mine('civil2')).toContain('You answered Support')
  })
})

describe('the card of an outcome', () => {
  rule('1.17.1', 'is a draft for the chair, who may post it as a reading, choose another level or ask again', () => {
    const it = closed(answered(open(), 'support', 'support', 'support', 'support', 'live'))
    expect(card(it)).toMatch(/Gauge closed: P-1 version 1 · 5 of 5 answered/)
    for (const button of ['[Post as reading: full consensus]', '[Another level …]', '[Ask again]'])
      expect(card(it)).toContain(button)
    expect(it.play.room('civil').work.get(it.id)?.readings).toEqual([])
  })

  rule('4.5.16', 'explains the advice, and says that the thresholds are ours', () => {
    const it = closed(answered(open(), 'support', 'support', 'support', 'support', 'concerns'))
    expect(card(it)).toContain('[Why this advice]')
    const why = read(whyCard(viewOf(it), say), it.play)
    expect(why).toContain('rough-consensus')
    expect(why).toMatch(/thresholds are ours: the sources of the procedure refuse numbers on purpose/)
  })

  rule('4.5.17', 'ends with what can be done next', () => {
    const held = card(closed(answered(open(), 'support', 'support', 'support', 'object')))
    expect(held).toMatch(/Next: 1 concern to answer and 1 seat silent\./)
    expect(card(closed(answered(open(), 'support', 'support', 'support', 'support', 'support')))).toMatch(
      /Next: nothing stands in the way/,
    )
  })

  rule('4.5.20', 'shows counts alone where fewer than five are asked', () => {
    const all = (count: number) => {
      const it = open(assembly({ filled: { civil: count } }))
      return card(closed(answered(it, 'support', 'support', 'live')))
    }
    expect(all(5)).toContain('%')
    expect(all(4)).not.toContain('%')
  })

  rule('4.5.21', 'says so where all who object come from one organisation', () => {
    const it = closed(answered(open(), 'object', 'object', 'support', 'support'))
    const from = (organisationOf: (member: MemberId) => string | undefined) =>
      card(it, { ...rowsOf(it.play), organisationOf })
    expect(from(() => 'Acme')).toContain('speaks for Acme')
    expect(from((member) => (member === person('civil1') ? 'Acme' : 'Emca'))).not.toContain('speaks for')
    expect(from(() => undefined)).not.toContain('speaks for')
  })

  rule('4.6.2', 'of a plenary gauge has the total last, and greyed', () => {
    const it = closed(answered(open(assembly(), 'plenary'), 'support', 'support', 'live'))
    const tables = gaugeCard(viewOf(it), say).nodes.filter((node) => node.kind === 'table')
    const rows = tables.flatMap((table) => ('rows' in table ? table.rows : []))
    expect(rows).toHaveLength(5)
    const isQuiet = rows.map(({ cells }) => cells.every((cell) => cell.emphasis === 'quiet'))
    expect(isQuiet).toEqual([false, false, false, false, true])
    expect(plainOf(rows.at(-1)?.head ?? [], it.play)).toBe('All together')
  })

  rule('4.6.3', 'of a plenary gauge says how many caucuses stand, and advises nothing', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    play.declares(id, 'civil', 'divergence')
    const it = closed({ play, id, where: 'plenary', gauge: play.opensGauge(id, 'plenary') })
    expect(viewOf(it).advice).toBeUndefined()
    expect(card(it)).toContain('3 of 4 counted caucuses stand at rough consensus or better on version 1, as it is.')
  })

  rule('4.8.1', 'of an open gauge shows the caucus who answered what, after closing', () => {
    const it = answered(open(), 'support', 'concerns')
    expect(viewOf(it).answers).toEqual([])
    closed(it)
    expect(viewOf(it).answers.map(({ who, answer }) => [who.member, answer])).toEqual([
      [person('civil1'), 'support'],
      [person('civil2'), 'concerns'],
    ])
  })

  rule('4.8.3', 'of a caucus is nobody else’s to see', () => {
    const it = closed(answered(open(), 'support', 'concerns'))
    for (const viewer of [everyoneIn('plenary'), everyoneIn(it.play.caucus('business')), thePublic])
      expect(gaugeFor(viewer, it.play.world, rowsOf(it.play), it.gauge)).toBeUndefined()
  })

  rule('4.8.2', 'of a concern shows its caucus who holds it', () => {
    const it = answered(open(), 'object')
    const { concern } = it.play.last('concern.raised')
    const seen = (viewer: Viewer) => concernFor(viewer, it.play.world, rowsOf(it.play), concern)
    expect(seen(everyoneIn(it.play.caucus('civil')))?.holder).toMatchObject({ person: { member: person('civil1') } })
    for (const viewer of [everyoneIn('plenary'), thePublic, { kind: 'person', member: plenaryChair } as const])
      expect(seen(viewer)).toBeUndefined()
  })
})
