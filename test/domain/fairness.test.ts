import { describe, expect } from 'vitest'
import { factData, standsOn, type Kind } from '../../src/domain/fact.ts'
import { gate } from '../../src/domain/gate.ts'
import { rule } from '../rule.ts'
import { assembly, person, plenaryChair, secretary, type ActInput } from './assembly-of.ts'

describe('what must not be lost', () => {
  rule(
    '3.3.2',
    'in a caucus its members raise concerns and suggest amendments, and its chair gauges and answers',
    () => {
      const play = assembly()
      const id = play.inCaucuses()
      const place = play.caucus('civil')
      expect(
        play.answerTo(person('civil3'), { type: 'suggest amendment', place, proposal: id, wording: 'Other words.' }),
      ).toBe('done')
      const concern = play.raises(id, 'civil', 'civil3')
      expect(
        play.answerTo(person('civil1'), { type: 'answer concern', place, proposal: id, concern, answer: 'See ¶2.' }),
      ).toBe('done')
      expect(
        play.answerTo(person('civil1'), { type: 'open gauge', place, proposal: id, closes: play.in({ days: 1 }) }),
      ).toBe('done')
    },
  )

  rule('3.3.1', 'each caucus answers in its own time and by its own method, without waiting for another', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'business', 'divergence')
    play.opensGauge(id, 'civil')
    play.allAgree(id, ['technical'])
    expect(play.proposal(id).declarations.map(({ level }) => level)).toEqual(['divergence', 'full consensus'])
  })

  rule('6.1.4', 'whoever decides says why: no act that turns others down goes without its reason', () => {
    const play = assembly()
    const [id, other] = [play.inCaucuses(), play.submits()]
    const concern = play.raises(id, 'civil', 'civil3')
    const acts: readonly (readonly [ReturnType<typeof person>, (reason: string) => ActInput])[] = [
      [secretary, (reason) => ({ type: 'send back', proposal: other, reason })],
      [plenaryChair, (reason) => ({ type: 'recall', proposal: id, reason })],
      [
        person('civil1'),
        (why) => ({
          type: 'overrule concern',
          place: play.caucus('civil'),
          proposal: id,
          concern,
          says: 'x',
          considered: 'x',
          why,
        }),
      ],
      [
        person('civil1'),
        (reason) => ({ type: 'remove member', caucus: play.caucus('civil'), member: person('civil5'), reason }),
      ],
    ]
    for (const [by, act] of acts) {
      expect(play.answerTo(by, act('Because of the calendar.'))).toBe('done')
      expect(() => play.answerTo(by, act('  '))).toThrow('text/empty')
    }
  })

  rule('6.1.5', 'every round, every answer to it and every ending stands on the public chain', () => {
    const kinds = (Object.keys(factData) as Kind[]).filter((kind) =>
      /^(round|leg|declaration|consensus|proposal|version)\./.test(kind),
    )
    expect(kinds.length).toBeGreaterThan(15)
    for (const kind of kinds)
      expect([
        kind,
        standsOn(kind, { place: 'plenary' }, 'public'),
        standsOn(kind, { place: 'plenary' }, assembly().caucus('civil')),
      ]).toEqual([kind, true, false])
  })

  rule('6.1.6', 'a caucus with more people has no more voice: neither in the gate nor in a plenary gauge', () => {
    const play = assembly({ filled: { government: 3, civil: 5 } })
    const id = play.inPlenary('civil2')
    const gauge = play.opensGauge(id, 'plenary')
    for (const nth of [1, 2, 3, 4, 5]) play.answers(id, 'plenary', gauge, `civil${nth}`, 'support')
    for (const nth of [1, 2, 3]) play.answers(id, 'plenary', gauge, `government${nth}`, 'abstain')
    play.closesGauge(id, 'plenary', gauge)
    expect(Object.keys(play.last('gauge.closed').byCaucus ?? {})).toHaveLength(4)
    play.dispatches(id)
    play.allAgree(id, ['business', 'civil', 'technical'])
    play.declares(id, 'government', 'divergence')
    expect(gate(play.world.assembly, play.proposal(id), play.now).missing).toHaveLength(1)
  })
})
