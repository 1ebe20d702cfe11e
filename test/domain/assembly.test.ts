import { describe, expect } from 'vitest'
import { filledSeatsDiffer } from '../../src/domain/assembly.ts'
import { charterDraft, constants, countsOverall } from '../../src/domain/charter.ts'
import { gate } from '../../src/domain/gate.ts'
import { chairsOf, filledSeats } from '../../src/domain/members.ts'
import { charterOf } from '../../src/domain/world.ts'
import { rule } from '../rule.ts'
import { assembly, charterWith, person, plenaryChair, secretary, unseated } from './assembly-of.ts'

const wrongIn = (charter: unknown): readonly string[] => {
  const read = charterDraft.safeParse(charter)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
const defaults = charterDraft.parse(charterWith())

describe('an assembly', () => {
  rule('1.1.1', 'an assembly has one charter and one room for each caucus, and is founded once', () => {
    const play = unseated()
    expect(play.world.assembly.charters).toHaveLength(1)
    expect([...play.world.rooms].map(([id]) => id)).toEqual(charterOf(play.world.assembly).caucuses.map(({ id }) => id))
    expect(play.answerTo(secretary, { type: 'found assembly', charter: defaults })).toBe('assembly/founded')
  })

  rule('1.1.1', 'nothing can be done in an assembly that has not been founded', () => {
    const play = unseated()
    expect(
      play.answerTo(person('stranger'), {
        type: 'submit proposal',
        title: 'T',
        paragraphs: [{ label: '1', text: 'x' }],
        source: { kind: 'member' },
      }),
    ).toBe('may/role')
  })

  rule('1.1.2', 'a charter names the forum that the assembly serves', () => {
    const play = unseated()
    expect(play.words(charterOf(play.world.assembly).forum)).toBe('the Forum')
    const { forum: _none, ...nameless } = charterWith()
    expect(wrongIn(nameless).join()).toMatch(/^forum/)
  })
})

describe('a charter', () => {
  const generous = charterDraft.parse(charterWith({ noObjectionCounts: true }))

  rule('1.2.1', 'each change of the charter is a new version with its reason', () => {
    const play = assembly()
    play.does(secretary, { type: 'amend charter', charter: generous, reason: 'We agreed so in June.' })
    expect(play.world.assembly.charters.map((one) => one.noObjectionCounts)).toEqual([false, true])
    expect(play.words(play.last('charter.amended').reason)).toBe('We agreed so in June.')
    expect(play.last('charter.amended').version).toBe(2)
  })

  rule('1.2.1', 'a caucus keeps its identity from version to version, and does not vanish', () => {
    const play = assembly()
    const before = charterOf(play.world.assembly).caucuses.map(({ id }) => id)
    play.does(secretary, { type: 'amend charter', charter: generous, reason: 'Anew.' })
    expect(charterOf(play.world.assembly).caucuses.map(({ id }) => id)).toEqual(before)
    const smaller = charterDraft.parse(charterWith({ caucuses: charterWith().caucuses.slice(1) }))
    expect(play.answerTo(secretary, { type: 'amend charter', charter: smaller, reason: 'Fewer.' })).toBe(
      'charter/caucus-gone',
    )
  })

  rule('1.2.2', 'a round is judged by the charter version under which it was dispatched', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.does(secretary, { type: 'amend charter', charter: generous, reason: 'Anew.' })
    play.allAgree(id, ['government', 'business', 'technical'])
    play.declares(id, 'civil', 'no objection')
    expect(gate(play.world.assembly, play.proposal(id), play.now).missing).toMatchObject([
      { why: 'level', level: 'no objection' },
    ])
    play.dispatches(id)
    play.declares(id, 'civil', 'no objection')
    expect(gate(play.world.assembly, play.proposal(id), play.now).missing).toEqual([])
  })

  rule('1.2.3', 'the secretariat amends the charter and the operator mends it, and neither waits for a vote', () => {
    const play = assembly()
    expect(play.answerTo(secretary, { type: 'amend charter', charter: generous, reason: 'Anew.' })).toBe('done')
    expect(play.answerTo('operator', { type: 'mend charter', charter: generous, reason: 'Broken.', rounds: [] })).toBe(
      'done',
    )
    for (const name of ['civil1', 'Maria']) {
      expect(play.answerTo(person(name), { type: 'amend charter', charter: generous, reason: 'Mine.' })).toBe(
        'may/role',
      )
      expect(
        play.answerTo(person(name), { type: 'mend charter', charter: generous, reason: 'Mine.', rounds: [] }),
      ).toBe('may/role')
    }
  })

  rule('1.2.4', 'a mended charter judges the rounds that the record names, and says why', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    play.declares(id, 'civil', 'no objection')
    play.does('operator', {
      type: 'mend charter',
      charter: generous,
      reason: 'It was meant so.',
      rounds: [{ proposal: id, round: 1 }],
    })
    expect(gate(play.world.assembly, play.proposal(id), play.now).missing).toEqual([])
    expect(play.last('charter.mended')).toMatchObject({ rounds: [{ proposal: id, round: 1 }] })
    expect(play.words(play.last('charter.mended').reason)).toBe('It was meant so.')
  })

  rule('1.2.4', 'a charter cannot be mended for a round that never was', () => {
    const play = assembly()
    const id = play.inPlenary()
    const mend = {
      type: 'mend charter' as const,
      charter: generous,
      reason: 'Broken.',
      rounds: [{ proposal: id, round: 1 }],
    }
    expect(play.answerTo('operator', mend)).toBe('unknown/proposal')
  })

  rule('1.2.5', 'a setting that is left out has the default of the procedure', () => {
    expect(defaults).toMatchObject({
      contestHours: 48,
      appealDays: 7,
      choiceHours: 72,
      noObjectionCounts: false,
      remindAt: [50, 90],
    })
    expect(defaults.caucuses[0]).toMatchObject({
      method: { name: 'gauge' },
      gauge: { small: 20, quorum: 50, tally: 'hidden', notReady: false },
      counts: true,
      dormant: false,
    })
    expect(constants).toEqual({ fewest: 3, smallestMinorityOf: 4, percentagesFrom: 5, silenceDays: 5 })
  })
})

describe('a caucus', () => {
  rule('1.3.1', 'a caucus is of one of three kinds', () => {
    const [first, ...others] = charterWith().caucuses
    if (!first) throw new Error('no caucus')
    expect(wrongIn(charterWith({ caucuses: [{ ...first, kind: 'lobby' as never }, ...others] })).join()).toMatch(
      /^caucuses\.0\.kind/,
    )
  })

  const caucus = (changes: object) =>
    charterDraft
      .parse(
        charterWith({
          caucuses: [
            ...charterWith().caucuses,
            { key: 'extra', kind: 'stakeholder', name: 'Extra', seats: 5, ...changes },
          ],
        }),
      )
      .caucuses.at(-1)
  const counts = (changes: object) => countsOverall(caucus(changes) ?? { kind: 'observer', counts: true })

  rule('1.3.2', 'a stakeholder caucus counts whatever the charter says', () => {
    expect(counts({ kind: 'stakeholder' })).toBe(true)
    expect(counts({ kind: 'stakeholder', counts: false })).toBe(true)
  })

  rule('1.3.3', 'a constituency counts unless the charter says no', () => {
    expect(counts({ kind: 'constituency' })).toBe(true)
    expect(counts({ kind: 'constituency', counts: false })).toBe(false)
  })

  rule('1.3.4', 'observers hold no seat, are sent nothing and never count', () => {
    const seated = charterWith().caucuses.map((one) => (one.kind === 'observer' ? { ...one, seats: 2 } : one))
    expect(wrongIn(charterWith({ caucuses: seated })).join()).toMatch(/^caucuses\.4\.seats/)
    expect(counts({ kind: 'observer', seats: 0 })).toBe(false)
    const play = assembly()
    const id = play.inCaucuses()
    expect(play.last('round.dispatched').to).not.toContain(play.caucus('observers'))
    expect(gate(play.world.assembly, play.proposal(id), play.now).counted).toHaveLength(4)
  })
})

describe('a seat', () => {
  rule('1.5.1', 'a seat that is filled has no room for another representative', () => {
    const play = assembly({ filled: { civil: 4 } })
    const seat = { type: 'seat member', caucus: play.caucus('civil'), as: 'representative' } as const
    expect(play.answerTo(person('civil1'), { ...seat, member: person('newcomer'), seat: play.seat('civil2') })).toBe(
      'join/seat-taken',
    )
    play.does(person('civil1'), { ...seat, member: person('civil5') })
    expect(play.answerTo(person('civil1'), { ...seat, member: person('newcomer') })).toBe('join/no-seat-free')
  })

  rule(
    '1.5.2',
    'a charter with unequal seats among those who count is refused, and the key that is wrong named',
    () => {
      const unequal = charterWith().caucuses.map((one) => (one.key === 'civil' ? { ...one, seats: 6 } : one))
      expect(wrongIn(charterWith({ caucuses: unequal }))).toEqual([
        'caucuses.2.seats: has 6 where "government" has 5: caucuses that count have equal seats',
      ])
      const uncounted = charterWith().caucuses.map((one) =>
        one.key === 'technical' ? { ...one, seats: 3, counts: false } : one,
      )
      expect(wrongIn(charterWith({ caucuses: uncounted }))).toEqual([])
    },
  )

  rule('1.5.3', 'a caucus that has a chair fills its own seats', () => {
    const play = assembly({ filled: { civil: 4 } })
    const seat = {
      type: 'seat member',
      caucus: play.caucus('civil'),
      member: person('civil5'),
      as: 'representative',
    } as const
    expect(play.answerTo(secretary, seat)).toBe('join/has-chair')
    expect(play.answerTo(plenaryChair, seat)).toBe('may/role')
    expect(play.answerTo(person('government1'), seat)).toBe('may/role')
    expect(play.answerTo(person('civil1'), seat)).toBe('done')
  })

  rule('1.5.4', 'where filled seats differ, each caucus says how many it has', () => {
    expect(filledSeatsDiffer(assembly().world.assembly)).toEqual([])
    const play = assembly({ filled: { civil: 3 } })
    expect(filledSeatsDiffer(play.world.assembly).map(({ filled, seats }) => [filled, seats])).toEqual([
      [5, 5],
      [5, 5],
      [3, 5],
      [5, 5],
    ])
  })
})

describe('a member', () => {
  /** `civil3` moves to the government caucus, which has a free seat. */
  const moving = (id?: (play: ReturnType<typeof assembly>) => unknown) => {
    const play = assembly({ filled: { government: 4 } })
    id?.(play)
    play.does(person('government1'), {
      type: 'seat member',
      caucus: play.caucus('government'),
      member: person('civil3'),
      as: 'representative',
    })
    return play
  }

  rule('1.6.2', 'nobody sits in two voting caucuses', () => {
    const play = moving()
    const seats = [...play.world.assembly.seats.values()].filter(
      (one) => one.representative?.member === person('civil3'),
    )
    expect(seats.map((one) => one.caucus)).toEqual([play.caucus('government')])
  })

  rule('1.6.3', 'who joins another voting caucus leaves the old one, its seat and its offices in the same act', () => {
    const play = assembly({ filled: { government: 4 } })
    const facts = play.does(person('government1'), {
      type: 'seat member',
      caucus: play.caucus('government'),
      member: person('civil1'),
      as: 'representative',
    })
    expect(facts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['seat.vacated', 'office.ended', 'seat.filled']),
    )
    expect(filledSeats(play.world.assembly, play.caucus('civil'))).toHaveLength(4)
    expect(chairsOf(play.world.assembly, play.caucus('civil'))).toEqual([])
  })

  rule('1.6.3', 'a participant who joins another voting caucus speaks in the old one no more', () => {
    const play = assembly()
    play.joins('guest', 'civil')
    play.joins('guest', 'business')
    expect(play.room('civil').participants.has(person('guest'))).toBe(false)
    expect(play.room('business').participants.has(person('guest'))).toBe(true)
  })

  rule('1.6.4', 'who changed caucus answers in the new one only in rounds dispatched afterwards', () => {
    let id: ReturnType<ReturnType<typeof assembly>['inCaucuses']> | undefined
    const play = moving((world) => {
      id = world.inCaucuses()
    })
    if (!id) throw new Error('nothing was dispatched')
    const during = play.opensGauge(id, 'government')
    expect(play.gauge(id, 'government', during).electorate).toBe(4)
    const answer = { type: 'answer gauge', place: play.caucus('government'), proposal: id, answer: 'support' } as const
    expect(play.answerTo(person('civil3'), { ...answer, gauge: during })).toBe('gauge/not-in-electorate')
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'Once more.' })
    play.dispatches(id)
    play.closesGauge(id, 'government', during)
    const after = play.opensGauge(id, 'government')
    expect(play.gauge(id, 'government', after).electorate).toBe(5)
    expect(play.answerTo(person('civil3'), { ...answer, gauge: after })).toBe('done')
  })
})
