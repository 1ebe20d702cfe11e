import { describe, expect, it } from 'vitest'
import { receiptFor } from '../../src/cards/receipt.ts'
import { actData, type Act } from '../../src/domain/act.ts'
import type { MemberId } from '../../src/domain/id.ts'
import { say } from '../../src/text/say.ts'
import { assembly, person, plenaryChair, secretary, type ActInput } from '../domain/assembly-of.ts'
import { read, rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

/** What a person is told after an act of theirs. */
function told(play: Play, by: MemberId, input: ActInput): string {
  const facts = play.does(by, input)
  return read(receiptFor(input as Act, facts, by, play.world, rowsOf(play), say), play)
}

describe('a receipt', () => {
  it('says what happens next with a proposal, at each step of its way', () => {
    const play = assembly()
    const proposal = play.submits()
    expect(told(play, secretary, { type: 'admit proposal', proposal })).toContain('The plenary chair can take it up.')
    expect(told(play, plenaryChair, { type: 'take up', proposal })).toContain('P-1 is before plenary.')
    const dispatched = told(play, plenaryChair, {
      type: 'dispatch',
      proposal,
      version: 1,
      deadline: play.in({ days: 7 }),
    })
    expect(dispatched).toContain('Version 1 of P-1 is with 4 caucuses, round 1. Answers are due Tue 1 Dec')
    expect(dispatched).toContain('[Where it stands]')
  })

  it('says which caucuses keep their answer when the same version goes out again', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    play.allAgree(proposal, ['government', 'business', 'civil'])
    play.declares(proposal, 'technical', 'divergence')
    const again: ActInput = { type: 'dispatch', proposal, version: 1, deadline: play.in({ days: 7 }) }
    expect(told(play, plenaryChair, again)).toContain(
      'with 1 caucus, round 2. 3 caucuses keep what they said. Answers are due',
    )
  })

  it('names who was let in, and not who let them in', () => {
    const play = assembly()
    const caucus = play.caucus('civil')
    play.does(person('newcomer'), { type: 'ask to join', caucus, as: 'participant' })
    const { request } = play.last('join.asked')
    expect(told(play, person('civil1'), { type: 'admit member', caucus, request })).toContain(
      `Member ${person('newcomer')} is in`,
    )
  })

  it('for an answer to a gauge is the answer that counts now, and how to change it', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    const gauge = play.opensGauge(proposal, 'civil')
    const place = play.caucus('civil')
    const answer: ActInput = { type: 'answer gauge', place, proposal, gauge, answer: 'live' }
    expect(told(play, person('civil3'), answer)).toMatch(/You answered Can live with it on P-1 .*Change it until/)
    const back: ActInput = { type: 'withdraw answer', place, proposal, gauge }
    expect(told(play, person('civil3'), back)).toMatch(/You have not answered yet/)
  })

  it('for an objection names the concern that it is from then on', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    const gauge = play.opensGauge(proposal, 'civil')
    const objects: ActInput = {
      type: 'answer gauge',
      place: play.caucus('civil'),
      proposal,
      gauge,
      answer: 'object',
      reason: 'It harms the small.',
    }
    expect(told(play, person('civil3'), objects)).toContain('Your reason is concern C-1 now')
  })

  it('for a reading says until when it can be contested, and leads to what will leave', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    const read = told(play, person('civil1'), play.reading(proposal, 'civil', 'rough consensus'))
    expect(read).toContain('You read rough consensus. Members can contest it until')
    expect(read).toContain('[What will leave …]')
    const full = told(play, person('business1'), play.reading(proposal, 'business', 'full consensus'))
    expect(full).toContain('If nobody contests it you can confirm it at once')
  })

  it('for a declaration says what plenary sees, and how long it can be revised', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    const reading = play.reads(proposal, 'civil', 'full consensus')
    const words = told(play, person('civil1'), play.confirming(proposal, 'civil', reading))
    expect(words).toContain('Declared: full consensus. Plenary sees what you ticked, and nothing else.')
    expect(words).toContain('until the plenary chair has acted')
  })

  it('for a concern leads to it, and says who has to answer', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    const place = play.caucus('civil')
    const raised = told(play, person('civil3'), { type: 'raise concern', place, proposal, says: 'Too far.' })
    expect(raised).toContain('concern C-1: the chair has to answer it')
    expect(raised).toContain('[Look at the concern]')
    const { concern } = play.last('concern.raised')
    const answered = told(play, person('civil1'), {
      type: 'answer concern',
      place,
      proposal,
      concern,
      answer: 'The review covers it.',
    })
    expect(answered).toContain('silence closes it in 5 days')
  })

  it('for an outcome says until when it is provisional', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    play.allAgree(proposal)
    expect(told(play, plenaryChair, { type: 'declare consensus', proposal })).toMatch(/provisional until Tue 1 Dec/)
  })

  it('is a whole sentence for every act there is', () => {
    const play = assembly()
    const proposal = play.inCaucuses()
    const gauge = play.opensGauge(proposal, 'civil')
    const concern = play.raises(proposal, 'civil', 'civil3')
    const reading = play.reads(proposal, 'civil', 'divergence')
    const place = play.caucus('civil')
    for (const type of Object.keys(actData)) {
      const act = { type, place, caucus: place, proposal, gauge, concern, reading, member: person('civil2') }
      const words = read(receiptFor(act as unknown as Act, [], person('civil1'), play.world, rowsOf(play), say), play)
      expect([type, words]).toEqual([type, expect.stringMatching(/^[^{}]+[.]( |$)/)])
      expect([type, words]).not.toEqual([type, expect.stringMatching(/undefined|NaN|\[object/)])
    }
  })
})
