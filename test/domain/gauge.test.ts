import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Answer } from '../../src/domain/fact.ts'
import { isOpen, remindersOf } from '../../src/domain/gauge.ts'
import type { GaugeId, ProposalId } from '../../src/domain/id.ts'
import { plus } from '../../src/domain/instant.ts'
import { charterOf } from '../../src/domain/world.ts'
import { rule } from '../rule.ts'
import { assembly, charterWith, person, plenaryChair, type ActInput } from './assembly-of.ts'

type Play = ReturnType<typeof assembly>

const open = (play = assembly(), where = 'civil') => {
  const id = play.inCaucuses('civil2')
  return { play, id, where, gauge: play.opensGauge(id, where) }
}
const inPlenary = (play = assembly()) => {
  const id = play.inPlenary('civil2')
  return { play, id, where: 'plenary', gauge: play.opensGauge(id, 'plenary') }
}
type Opened = { readonly play: Play; readonly id: ProposalId; readonly where: string; readonly gauge: GaugeId }
const answering = ({ play, id, where, gauge }: Opened, answer: string, more: object = {}): ActInput =>
  ({ type: 'answer gauge', place: play.place(where), proposal: id, gauge, answer, ...more }) as ActInput
const says = (it: Opened, name: string, answer: string, more: object = {}) =>
  it.play.does(person(name), answering(it, answer, more))
const answerTo = (it: Opened, name: string, answer: string, more: object = {}) =>
  it.play.answerTo(person(name), answering(it, answer, more))
const closed = (it: Opened) => {
  it.play.closesGauge(it.id, it.where, it.gauge)
  return it.play.gauge(it.id, it.where, it.gauge).closed
}
const withGauge = (gauge: object) =>
  assembly({
    charter: charterWith({
      caucuses: charterWith().caucuses.map((one) => (one.key === 'civil' ? { ...one, gauge } : one)),
    }),
  })

describe('a gauge', () => {
  rule('1.12.1', 'its closing declares nothing and moves no proposal', () => {
    const it = open()
    for (const nth of [1, 2, 3, 4, 5]) says(it, `civil${nth}`, 'support')
    const before = it.play.proposal(it.id)
    closed(it)
    expect(it.play.proposal(it.id)).toBe(before)
  })

  rule('4.1.1', 'each of the answers is taken', () => {
    const it = open()
    for (const answer of ['support', 'live', 'concerns', 'abstain']) expect(answerTo(it, 'civil3', answer)).toBe('done')
    expect(answerTo(it, 'civil3', 'object', { reason: 'Harm.' })).toBe('done')
    expect(() => answerTo(it, 'civil3', 'maybe')).toThrow('answer')
  })

  rule('4.1.3', 'object needs a reason, and takes what change would settle it', () => {
    const it = open()
    expect(answerTo(it, 'civil3', 'object')).toBe('gauge/needs-reason')
    says(it, 'civil3', 'object', { reason: 'It harms the small.', concern: { settles: 'An exception.' } })
    expect(it.play.words(it.play.last('concern.raised').settles)).toBe('An exception.')
  })

  rule('4.1.4', 'concerns counts without a reason, once the tick is taken off', () => {
    const it = open()
    expect(answerTo(it, 'civil3', 'concerns')).toBe('done')
    expect(answerTo(it, 'civil3', 'concerns', { concern: {} })).toBe('gauge/needs-reason')
  })

  rule('4.1.5', 'abstain asks for nothing', () => expect(answerTo(open(), 'civil3', 'abstain')).toBe('done'))

  rule('4.1.6', 'not ready is an answer only where the charter says so', () => {
    expect(answerTo(open(), 'civil3', 'notReady')).toBe('gauge/not-ready-not-asked')
    expect(answerTo(open(withGauge({ notReady: true })), 'civil3', 'notReady', { reason: 'Who pays?' })).toBe('done')
  })

  rule('4.2.1', 'it asks where people stand or whether they are against, and nothing else', () => {
    const it = open()
    const other: ActInput = {
      type: 'open gauge',
      place: it.play.caucus('civil'),
      proposal: it.id,
      closes: it.play.in({ days: 1 }),
    }
    expect(it.play.answerTo(person('civil1'), { ...other, asks: 'against' })).toBe('done')
    expect(() => it.play.answerTo(person('civil1'), { ...other, asks: 'who is best' as never })).toThrow('asks')
  })

  rule('4.2.2', 'it is about the whole version or one paragraph of it', () => {
    const it = open()
    const on = (paragraph: string): ActInput => ({
      type: 'open gauge',
      place: it.play.caucus('civil'),
      proposal: it.id,
      closes: it.play.in({ days: 1 }),
      paragraph,
    })
    expect(it.play.answerTo(person('civil1'), on(it.play.paragraph(it.id, 1)))).toBe('done')
    expect(it.play.answerTo(person('civil1'), on(it.play.paragraph(it.play.submits(), 1)))).toBe('unknown/paragraph')
  })

  rule('4.2.2', 'one question runs once at a time', () => {
    const it = open()
    const again: ActInput = {
      type: 'open gauge',
      place: it.play.caucus('civil'),
      proposal: it.id,
      closes: it.play.in({ days: 1 }),
    }
    expect(it.play.answerTo(person('civil1'), again)).toBe('gauge/running')
    closed(it)
    expect(it.play.answerTo(person('civil1'), { ...again, again: it.gauge })).toBe('done')
  })

  rule('4.2.3', 'whether a caucus is against is answered by yes, no or abstain', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const it = { play, id, where: 'civil', gauge: play.opensGauge(id, 'civil', { asks: 'against' }) }
    for (const answer of ['yes', 'no', 'abstain']) expect(answerTo(it, 'civil3', answer)).toBe('done')
    expect(answerTo(it, 'civil3', 'support')).toBe('gauge/not-an-answer')
    expect(answerTo(open(), 'civil3', 'yes')).toBe('gauge/not-an-answer')
    for (const nth of [1, 2, 3, 4]) says(it, `civil${nth}`, 'yes')
    says(it, 'civil5', 'no')
    expect(closed(it)).toMatchObject({ tally: { yes: 4, no: 1, abstain: 0 }, advice: 'against' })
  })

  rule('4.2.6', 'the tally is hidden while it is open, unless the charter says otherwise', () => {
    const settings = (it: Opened) => it.play.gauge(it.id, 'civil', it.gauge).settings.tally
    expect([settings(open()), settings(open(withGauge({ tally: 'shown' })))]).toEqual(['hidden', 'shown'])
    const it = open()
    says(it, 'civil3', 'support')
    expect(it.play.gauge(it.id, 'civil', it.gauge).closed).toBeUndefined()
    expect(it.play.happened.map(({ kind }) => kind)).not.toContain('gauge.closed')
  })
})

describe('the electorate', () => {
  const size = (it: Opened) => it.play.gauge(it.id, it.where, it.gauge).electorate

  rule('4.3.1', 'it is the filled seats that are not away when the gauge opens', () => {
    const play = assembly({ filled: { civil: 4 } })
    play.goesAway(play.seat('civil4'))
    const it = open(play)
    expect(size(it)).toBe(3)
    expect(answerTo(it, 'civil4', 'support')).toBe('gauge/not-in-electorate')
  })

  rule('4.3.1', 'its number never changes: who sits down later is in the next gauge', () => {
    const play = assembly({ filled: { civil: 4 } })
    const it = open(play)
    play.joins('civil5', 'civil', 'representative')
    play.does(person('civil3'), { type: 'leave caucus', caucus: play.caucus('civil') })
    expect(answerTo(it, 'civil5', 'support')).toBe('gauge/not-in-electorate')
    for (const nth of [1, 2, 4]) says(it, `civil${nth}`, 'support')
    closed(it)
    expect(play.last('gauge.closed')).toMatchObject({ electorate: 4, tally: { support: 3 } })
  })

  rule('4.3.1', 'without an electorate no gauge opens', () => {
    const play = assembly({ filled: { civil: 1 } })
    play.goesAway(play.seat('civil1'))
    const id = play.inCaucuses('business2')
    const act: ActInput = {
      type: 'open gauge',
      place: play.caucus('civil'),
      proposal: id,
      closes: play.in({ days: 1 }),
    }
    expect(play.answerTo(person('civil1'), act)).toBe('gauge/no-electorate')
  })

  rule('4.3.2', 'whoever replaces a representative answers for the seat', () => {
    const it = open()
    it.play.does(person('civil3'), { type: 'leave caucus', caucus: it.play.caucus('civil') })
    it.play.joins('newcomer', 'civil', 'representative')
    expect(answerTo(it, 'newcomer', 'support')).toBe('done')
    expect(answerTo(it, 'civil3', 'support')).toBe('may/role')
  })

  rule('4.3.3', 'when a person is replaced their answer is struck, and the seat asked anew', () => {
    const it = open()
    const seat = it.play.seat('civil3')
    says(it, 'civil3', 'object', { reason: 'Harm.' })
    says(it, 'civil4', 'support')
    it.play.does(person('civil3'), { type: 'leave caucus', caucus: it.play.caucus('civil') })
    expect(it.play.rows(it.gauge).map((row) => row.seat)).toEqual([it.play.seat('civil4')])
    it.play.joins('newcomer', 'civil', 'representative')
    says(it, 'newcomer', 'live')
    expect(it.play.rows(it.gauge).find((row) => row.seat === seat)).toMatchObject({
      answer: 'live',
      member: person('newcomer'),
    })
  })

  rule('4.3.4', 'participants, observers and seats that are away are in no denominator', () => {
    const play = assembly()
    play.joins('guest', 'civil')
    play.joins('watcher', 'observers', 'observer')
    play.goesAway(play.seat('civil5'))
    const it = open(play)
    expect(size(it)).toBe(4)
    for (const name of ['guest', 'watcher', 'Maria']) expect(answerTo(it, name, 'support')).toBe('may/role')
  })

  rule('1.7.1', 'a representative answers for their seat', () => {
    const it = open()
    says(it, 'civil3', 'support')
    expect(it.play.rows(it.gauge)).toMatchObject([{ seat: it.play.seat('civil3'), member: person('civil3') }])
  })

  rule('1.7.2', 'an alternate answers only while the representative is marked away, who then does not', () => {
    const play = assembly()
    play.joins('stand-in', 'civil', 'alternate', play.seat('civil3'))
    const it = open(play)
    const both = () => [answerTo(it, 'civil3', 'support'), answerTo(it, 'stand-in', 'support')]
    expect(both()).toEqual(['done', 'gauge/not-in-electorate'])
    play.goesAway(play.seat('civil3'))
    expect(both()).toEqual(['gauge/not-in-electorate', 'done'])
    play.comesBack(play.seat('civil3'))
    expect(both()).toEqual(['done', 'gauge/not-in-electorate'])
  })

  rule('1.7.3', 'representative and alternate of one seat give one answer between them', () => {
    const play = assembly()
    play.joins('stand-in', 'civil', 'alternate', play.seat('civil3'))
    const it = open(play)
    says(it, 'civil3', 'object', { reason: 'Harm.' })
    play.goesAway(play.seat('civil3'))
    says(it, 'stand-in', 'support')
    expect(play.rows(it.gauge)).toMatchObject([{ answer: 'support', member: person('stand-in') }])
  })

  rule('1.7.4', 'a seat with an alternate is not away', () => {
    const play = assembly()
    play.joins('stand-in', 'civil', 'alternate', play.seat('civil3'))
    for (const name of ['civil3', 'civil4']) play.goesAway(play.seat(name))
    expect(size(open(play))).toBe(4)
  })

  rule('1.7.5', 'a participant answers no gauge', () => {
    const play = assembly()
    play.joins('guest', 'civil')
    expect(answerTo(open(play), 'guest', 'support')).toBe('may/role')
  })
})

describe('an answer', () => {
  rule('4.4.1', 'it may change while the gauge is open, and the last one counts, once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom<Answer>('support', 'live', 'concerns', 'abstain')),
          { maxLength: 20 },
        ),
        (given) => {
          const it = open()
          const last = new Map<number, Answer>()
          for (const [nth, answer] of given) {
            says(it, `civil${nth}`, answer)
            last.set(nth, answer)
          }
          const counted = [...last.values()]
          const tally = closed(it)?.tally
          for (const answer of ['support', 'live', 'concerns', 'abstain'] as const)
            expect(tally).toMatchObject({ [answer]: counted.filter((one) => one === answer).length })
        },
      ),
      { numRuns: 30 },
    )
  })

  rule('4.4.1', 'it may be taken back while the gauge is open', () => {
    const it = open()
    says(it, 'civil3', 'support')
    it.play.does(person('civil3'), {
      type: 'withdraw answer',
      place: it.play.caucus('civil'),
      proposal: it.id,
      gauge: it.gauge,
    })
    expect(it.play.rows(it.gauge)).toEqual([])
  })

  rule('4.4.2', 'the same answer delivered again changes nothing', () => {
    const it = open()
    for (let nth = 0; nth < 3; nth++) says(it, 'civil3', 'object', { reason: 'Harm.' })
    expect(it.play.rows(it.gauge)).toHaveLength(1)
    expect(it.play.debate(it.id, 'civil').concerns.size).toBe(1)
  })

  rule('4.4.3', 'past its deadline a gauge is closed for everyone, whether or not a job has run', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil', { closes: { seconds: 1 } })
    const it = { play, id, where: 'civil', gauge }
    expect(play.gauge(id, 'civil', gauge).closed).toBeUndefined()
    expect(isOpen(play.gauge(id, 'civil', gauge), play.now)).toBe(false)
    expect(answerTo(it, 'civil3', 'support')).toBe('gauge/closed')
  })

  rule('4.4.3', 'a gauge that the clock closes late was closed at its deadline', () => {
    const it = open()
    const { closes } = it.play.gauge(it.id, 'civil', it.gauge)
    it.play.waits({ days: 3 })
    expect(it.play.gauge(it.id, 'civil', it.gauge).closed).toMatchObject({ at: closes.at, early: false })
  })

  rule('4.4.3', 'the clock closes nothing early', () => {
    const it = open()
    expect(
      it.play.answerTo('clock', {
        type: 'close gauge',
        place: it.play.caucus('civil'),
        proposal: it.id,
        gauge: it.gauge,
      }),
    ).toBe('gauge/not-due')
  })

  rule('4.4.4', 'a deadline keeps its instant, its zone and the words that were typed', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const closes = { at: plus(play.now, { days: 2 }), zone: 'Africa/Nairobi', typed: 'Thu 18:00' }
    play.does(person('civil1'), { type: 'open gauge', place: play.caucus('civil'), proposal: id, closes })
    expect(play.gauge(id, 'civil', play.last('gauge.opened').gauge).closes).toEqual(closes)
  })

  rule('4.4.6', 'reminders fall half-way and at 90 per cent of the time', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const opened = play.now
    const gauge = play.gauge(id, 'civil', play.opensGauge(id, 'civil', { closes: { hours: 100 } }))
    expect(remindersOf(gauge, charterOf(play.world.assembly))).toEqual([
      { percent: 50, at: plus(opened, { hours: 50 }) },
      { percent: 90, at: plus(opened, { hours: 90 }) },
    ])
  })

  rule('3.7.4', 'the chair of the place closes it early, and no other chair', () => {
    const it = open()
    const close: ActInput = { type: 'close gauge', place: it.play.caucus('civil'), proposal: it.id, gauge: it.gauge }
    for (const name of ['Maria', 'civil2', 'business1']) expect(it.play.answerTo(person(name), close)).toBe('may/role')
    it.play.does(person('civil1'), close)
    expect(it.play.gauge(it.id, 'civil', it.gauge).closed?.early).toBe(true)
    expect(it.play.answerTo(person('civil1'), close)).toBe('gauge/closed')
  })
})

describe('the outcome', () => {
  rule('4.5.15', 'support by the sponsor alone is none besides the sponsor', () => {
    const advised = (...supporters: readonly string[]) => {
      const it = open()
      for (const nth of [1, 2, 3, 4, 5])
        says(it, `civil${nth}`, supporters.includes(`civil${nth}`) ? 'support' : 'live')
      return closed(it)?.advice
    }
    expect(advised('civil2')).toBe('no-affirmation')
    expect(advised('civil3')).toBe('full-consensus')
    expect(advised('civil2', 'civil3')).toBe('full-consensus')
  })

  rule('4.8.1', 'a closed open gauge tells its own chain who answered what, so that the tally can be recounted', () => {
    const it = open()
    says(it, 'civil3', 'support')
    says(it, 'civil4', 'concerns', { reason: 'A detail.' })
    closed(it)
    expect(it.play.last('gauge.closed').answers?.map(({ member, answer }) => [member, answer])).toEqual([
      [person('civil3'), 'support'],
      [person('civil4'), 'concerns'],
    ])
  })

  rule('4.8.3', 'nothing of a caucus gauge stands on the public chain', () => {
    const it = open()
    says(it, 'civil3', 'support')
    closed(it)
    const kinds = it.play.happened.filter(({ chain }) => chain === 'public').map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind.startsWith('gauge.'))).toEqual([])
  })

  rule('3.11.2', 'a caucus that names no method uses the gauge', () => {
    const it = open()
    expect(it.play.gauge(it.id, 'civil', it.gauge).method).toBe('gauge')
  })

  rule('3.11.3', 'a caucus that works by consent uses the same card, and is told whether it passed', () => {
    const consent = () =>
      open(
        assembly({
          charter: charterWith({
            caucuses: charterWith().caucuses.map((one) =>
              one.key === 'civil' ? { ...one, method: { name: 'consent' } } : one,
            ),
          }),
        }),
      )
    const passed = consent()
    for (const nth of [1, 2, 3]) says(passed, `civil${nth}`, 'live')
    expect(closed(passed)?.advice).toBe('passed')
    const held = consent()
    for (const nth of [1, 2, 3]) says(held, `civil${nth}`, 'live')
    says(held, 'civil4', 'object', { reason: 'Harm.' })
    expect(closed(held)?.advice).toBe('objection-open')
  })

  rule('3.11.7', 'each method may have a quorum of its own', () => {
    const it = open(withGauge({ quorum: 80 }))
    for (const nth of [1, 2, 3]) says(it, `civil${nth}`, 'support')
    expect(closed(it)?.advice).toBe('below-quorum')
  })

  rule('3.11.1', 'a method that is not in the list, or brings a script, is refused', () => {
    const withMethod = (method: object) =>
      charterWith({
        caucuses: charterWith().caucuses.map((one) =>
          one.key === 'civil' ? { ...one, method: method as never } : one,
        ),
      })
    expect(() => assembly({ charter: withMethod({ name: 'lottery' }) })).toThrow('method')
    expect(() => assembly({ charter: withMethod({ name: 'gauge', script: 'return true' }) })).toThrow('script')
  })

  rule('3.11.6', 'a caucus with its own process decides elsewhere, and its chair says how', () => {
    const charter = charterWith({
      caucuses: charterWith().caucuses.map((one) =>
        one.key === 'civil' ? { ...one, method: { name: 'own process' } } : one,
      ),
    })
    const play = assembly({ charter })
    const id = play.inCaucuses()
    const { how: _none, ...silent } = play.reading(id, 'civil', 'rough consensus') as { how?: string } & ActInput
    expect(play.answerTo(person('civil1'), silent)).toBe('declare/needs-how')
    expect(
      play.answerTo(person('civil1'), play.reading(id, 'civil', 'rough consensus', { how: 'The cabinet decided.' })),
    ).toBe('done')
  })
})

describe('a gauge in plenary', () => {
  rule('1.4.1', 'it asks every representative, of each caucus that holds seats', () => {
    const { play, id, gauge } = inPlenary()
    const { electorate, byCaucus = {} } = play.gauge(id, 'plenary', gauge)
    expect([electorate, Object.keys(byCaucus).length, ...Object.values(byCaucus)]).toEqual([20, 4, 5, 5, 5, 5])
  })

  rule('1.4.2', 'observers answer no gauge there', () => {
    const play = assembly()
    play.joins('watcher', 'observers', 'observer')
    expect(answerTo(inPlenary(play), 'watcher', 'support')).toBe('may/role')
  })

  rule('3.2.2', 'the plenary takes its temperature by the plenary chair, who decides nothing by it', () => {
    const play = assembly()
    const id = play.inPlenary()
    const act: ActInput = { type: 'open gauge', place: 'plenary', proposal: id, closes: play.in({ days: 1 }) }
    expect(play.answerTo(person('civil1'), act)).toBe('may/role')
    expect(play.answerTo(plenaryChair, act)).toBe('done')
  })

  rule('4.6.1', 'each caucus has its own tally; fewer than three answers are withheld, and in no total', () => {
    const it = inPlenary()
    for (const nth of [1, 2, 3]) says(it, `civil${nth}`, 'support')
    for (const nth of [1, 2]) says(it, `business${nth}`, 'object', { reason: 'Harm.' })
    closed(it)
    const { byCaucus = {}, tally } = it.play.last('gauge.closed')
    const of = (where: string) => Object.entries(byCaucus).find(([caucus]) => caucus === it.play.caucus(where))?.[1]
    expect(of('civil')).toMatchObject({ electorate: 5, tally: { support: 3 } })
    expect(of('business')).toEqual({ electorate: 5, tally: { withheld: 'fewer than 3' } })
    expect(of('technical')).toMatchObject({ tally: { support: 0, object: 0 } })
    expect(tally).toMatchObject({ support: 3, object: 0 })
  })

  rule('4.6.3', 'it gives no advice, and names nobody', () => {
    const it = inPlenary()
    for (const nth of [1, 2, 3]) says(it, `civil${nth}`, 'support')
    closed(it)
    expect(Object.keys(it.play.last('gauge.closed')).toSorted()).toEqual([
      'asks',
      'byCaucus',
      'closedAt',
      'early',
      'electorate',
      'gauge',
      'method',
      'place',
      'proposal',
      'tally',
      'version',
    ])
  })
})
