import { describe, expect } from 'vitest'
import { commonGround, gate } from '../../src/domain/gate.ts'
import type { ProposalId } from '../../src/domain/id.ts'
import { plus } from '../../src/domain/instant.ts'
import type { Level } from '../../src/domain/level.ts'
import type { Missing } from '../../src/domain/missing.ts'
import { rule } from '../rule.ts'
import { assembly, charterWith, counting, person, plenaryChair } from './assembly-of.ts'

type Play = ReturnType<typeof assembly>

const gateOf = (play: Play, id: ProposalId) => gate(play.world.assembly, play.proposal(id), play.now)
const declare = (play: Play, id: ProposalId) => play.answerTo(plenaryChair, { type: 'declare consensus', proposal: id })
/** What is missing, by the keys of the charter: `civil: level`. */
const missing = (play: Play, id: ProposalId) =>
  gateOf(play, id).missing.map(
    (one: Missing) =>
      `${one.who === 'plenary' ? 'plenary' : (counting.find((key) => play.caucus(key) === one.who) ?? '?')}: ${one.why}`,
  )
/** Everybody but civil society agrees. */
const waitingForCivil = (play = assembly()) => {
  const id = play.inCaucuses('civil2')
  play.allAgree(id, ['government', 'business', 'technical'])
  return { play, id }
}
const condition = (play: Play, id: ProposalId, nth: number) => ({
  about: 'if amended' as const,
  conditions: [{ on: { paragraph: play.paragraph(id, nth) }, says: 'Softer.' }],
})

describe('the gate', () => {
  rule(
    '3.5.3',
    'it opens when every caucus that counts stands at rough or full consensus, as it is, on this version',
    () => {
      const { play, id } = waitingForCivil()
      expect(missing(play, id)).toEqual(['civil: no answer yet'])
      expect(declare(play, id)).toBe('gate/shut')
      play.declares(id, 'civil', 'rough consensus')
      expect(missing(play, id)).toEqual([])
      expect(declare(play, id)).toBe('done')
    },
  )

  rule('3.5.3', 'every lower level keeps it shut', () => {
    for (const level of [
      'no objection',
      'strong support, significant opposition',
      'divergence',
    ] as const satisfies readonly Level[]) {
      const { play, id } = waitingForCivil()
      play.declares(id, 'civil', level)
      expect(missing(play, id)).toEqual(['civil: level'])
      expect(declare(play, id)).toBe('gate/shut')
    }
  })

  rule('3.5.3', 'consensus on another version does not open it', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'rough consensus')
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    expect(missing(play, id)).toEqual(counting.map((key) => `${key}: no answer yet`))
  })

  rule('2.3.6', 'agreement if amended, or for a part only, keeps it shut', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'full consensus', condition(play, id, 1))
    expect(gateOf(play, id).missing).toMatchObject([{ why: 'if amended', paragraphs: [play.paragraph(id, 1)] }])
    play.declares(id, 'civil', 'full consensus', { covers: [play.paragraph(id, 0)] })
    expect(missing(play, id)).toEqual(['civil: part only'])
  })

  rule('3.5.4', 'an open window keeps it shut, even where an older declaration stands', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'rough consensus')
    play.reads(id, 'civil', 'rough consensus')
    expect(missing(play, id)).toEqual(['civil: reading open'])
    expect(declare(play, id)).toBe('gate/shut')
  })

  rule('3.5.6', 'a concern of plenary that is not closed keeps it shut', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'rough consensus')
    const concern = play.raises(id, 'plenary', 'government3')
    expect(gateOf(play, id).missing).toEqual([{ who: 'plenary', why: 'concerns', concerns: 1 }])
    play.does(person('government3'), { type: 'withdraw concern', place: 'plenary', proposal: id, concern })
    expect(declare(play, id)).toBe('done')
  })

  rule('3.5.7', 'the charter of the assessed round decides which levels count', () => {
    const { play, id } = waitingForCivil(assembly({ charter: charterWith({ noObjectionCounts: true }) }))
    play.declares(id, 'civil', 'no objection')
    expect(missing(play, id)).toEqual([])
  })

  rule('3.5.7', 'and which caucuses do', () => {
    const caucuses = charterWith().caucuses.map((one) => (one.key === 'technical' ? { ...one, counts: false } : one))
    const play = assembly({ charter: charterWith({ caucuses }) })
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'civil'])
    play.declares(id, 'technical', 'divergence')
    expect(missing(play, id)).toEqual([])
  })

  rule('3.5.8', 'its refusal names each caucus and the reason, all at once', () => {
    const play = assembly({ filled: { technical: 0 } })
    const id = play.inCaucuses()
    play.does(person('business1'), { type: 'resign office', office: 'caucus chair', caucus: play.caucus('business') })
    play.declares(id, 'government', 'strong support, significant opposition')
    play.declares(id, 'civil', 'rough consensus', condition(play, id, 2))
    const verdict = play.tries(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(!verdict.ok && verdict.refusal).toMatchObject({
      code: 'gate/shut',
      missing: [
        { who: play.caucus('government'), why: 'level', level: 'strong support, significant opposition' },
        { who: play.caucus('business'), why: 'no chair' },
        { who: play.caucus('civil'), why: 'if amended', paragraphs: [play.paragraph(id, 2)] },
        { who: play.caucus('technical'), why: 'not constituted' },
      ],
    })
  })

  rule('3.10.3', 'a caucus with nobody to declare is missing for want of a chair, not of an answer', () => {
    const { play, id } = waitingForCivil()
    play.does(person('civil1'), { type: 'resign office', office: 'caucus chair', caucus: play.caucus('civil') })
    expect(missing(play, id)).toEqual(['civil: no chair'])
    play.waits({ days: 8 })
    expect(missing(play, id)).toEqual(['civil: no chair'])
  })

  rule('3.10.11', 'a lapsed caucus is missing', () => {
    const { play, id } = waitingForCivil()
    play.waits({ days: 7 })
    expect(missing(play, id)).toEqual(['civil: lapsed'])
  })

  const dormant = (isDormant: boolean) => {
    const caucuses = charterWith().caucuses.map((one) => (one.key === 'civil' ? { ...one, dormant: isDormant } : one))
    return waitingForCivil2(assembly({ charter: charterWith({ caucuses }), filled: { civil: 0 } }))
  }
  const waitingForCivil2 = (play: Play) => {
    const id = play.inCaucuses('business2')
    play.allAgree(id, ['government', 'business', 'technical'])
    return { play, id }
  }

  rule('3.10.13', 'a caucus without members keeps it shut, unless the charter lists it as dormant', () => {
    const without = dormant(false)
    expect(missing(without.play, without.id)).toEqual(['civil: not constituted'])
    const listed = dormant(true)
    expect(missing(listed.play, listed.id)).toEqual([])
  })

  rule('3.10.14', 'the outcome names each dormant caucus it was reached without', () => {
    const { play, id } = dormant(true)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(play.last('consensus.declared').without).toEqual([play.caucus('civil')])
  })

  rule('6.1.2', 'a caucus of one weighs as much as a caucus of five', () => {
    const play = assembly({ filled: { civil: 1 } })
    const id = play.inCaucuses('business2')
    play.allAgree(id, ['government', 'business', 'technical'])
    expect(missing(play, id)).toEqual(['civil: no answer yet'])
    play.declares(id, 'civil', 'divergence')
    expect(declare(play, id)).toBe('gate/shut')
  })

  rule('6.1.1', 'caucuses that count have equal seats, in the charter and in what is sent', () => {
    const seats = assembly()
      .world.assembly.charters[0]?.caucuses.filter(({ kind }) => kind !== 'observer')
      .map((one) => one.seats)
    expect(new Set(seats).size).toBe(1)
  })
})

describe('an ending', () => {
  rule('3.5.14', "the plenary's declaration is provisional for the appeal window, then final", () => {
    const { play, id } = waitingForCivil(assembly({ charter: charterWith({ appealDays: 3 }) }))
    play.declares(id, 'civil', 'rough consensus')
    const at = play.now
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(play.proposal(id).outcome).toMatchObject({ kind: 'recommended', until: plus(at, { days: 3 }) })
  })

  rule('1.18.1', 'a recommendation cites, for each caucus, the declaration by which it stands', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'rough consensus')
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    const { standing } = play.last('consensus.declared')
    for (const key of counting) {
      const n = Object.entries(standing).find(([caucus]) => caucus === play.caucus(key))?.[1]
      const cited = play.happened.find((one) => one.chain === 'public' && one.n === n)
      expect(cited).toMatchObject({
        kind: 'declaration.made',
        data: { place: play.caucus(key), version: 1, about: 'as it is' },
      })
    }
    expect(play.proposal(id).stage).toBe('recommended')
  })

  rule('3.5.9', 'that consensus cannot be reached is declared after one round at least, with a reason', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const unreachable = { type: 'declare unreachable', proposal: id, reason: 'Two views remain.' } as const
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'Sent by mistake.' })
    expect(play.answerTo(plenaryChair, unreachable)).toBe('round/none-yet')
    play.dispatches(id)
    play.declares(id, 'civil', 'divergence')
    play.waits({ days: 7 })
    expect(() => play.answerTo(plenaryChair, { ...unreachable, reason: '' })).toThrow('text/empty')
    expect(play.answerTo(person('civil1'), unreachable)).toBe('may/role')
    play.does(plenaryChair, unreachable)
    expect(play.proposal(id).outcome).toMatchObject({ kind: 'no consensus', round: 2, version: 1 })
    expect(play.words(play.last('consensus.unreachable').reason)).toBe('Two views remain.')
  })

  rule('3.5.12', 'both endings take one act of the plenary chair, and are provisional equally long', () => {
    const ends = (['declare consensus', 'declare unreachable'] as const).map((type) => {
      const { play, id } = waitingForCivil()
      play.declares(id, 'civil', 'rough consensus')
      const at = play.now
      play.does(
        plenaryChair,
        type === 'declare consensus' ? { type, proposal: id } : { type, proposal: id, reason: 'Two views remain.' },
      )
      const until = play.proposal(id).outcome?.until
      return until && Date.parse(until) - Date.parse(at)
    })
    expect(ends[0]).toBe(ends[1])
  })
})

describe('common ground', () => {
  const ground = (play: Play, id: ProposalId) =>
    commonGround(play.world.assembly, play.proposal(id)).map(({ is }) => is)

  rule('4.7.1', 'it is drawn from what counted caucuses declared on this version, and from nothing else', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'rough consensus')
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    const gauge = play.opensGauge(id, 'civil')
    play.answers(id, 'civil', gauge, 'civil3', 'support')
    play.closesGauge(id, 'civil', gauge)
    play.reads(id, 'business', 'full consensus')
    expect(ground(play, id)).toEqual(['not yet known', 'not yet known', 'not yet known'])
  })

  rule('4.7.2', 'the level given for a paragraph counts before the one for the whole', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'divergence', {
      paragraphs: [{ paragraph: play.paragraph(id, 1), level: 'rough consensus' }],
    })
    expect(ground(play, id)).toEqual(['not agreed', 'common ground', 'not agreed'])
  })

  rule('4.7.3', 'a condition, an amendment or a forwarded concern that names a paragraph disputes it', () => {
    const { play, id } = waitingForCivil()
    const paragraph = (nth: number) => play.paragraph(id, nth)
    play.does(person('civil3'), {
      type: 'suggest amendment',
      place: play.caucus('civil'),
      proposal: id,
      paragraph: paragraph(1),
      wording: 'Other words.',
    })
    play.does(person('civil3'), {
      type: 'raise concern',
      place: play.caucus('civil'),
      proposal: id,
      says: 'Too soon.',
      paragraph: paragraph(2),
    })
    const { concern } = play.last('concern.raised')
    play.does(person('civil1'), {
      type: 'answer concern',
      place: play.caucus('civil'),
      proposal: id,
      concern,
      answer: 'It can wait.',
    })
    const reading = play.reads(id, 'civil', 'rough consensus', condition(play, id, 0))
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', reading, {
      amendments: [play.last('amendment.suggested').amendment],
      concerns: [{ concern, says: 'Too soon.' }],
    })
    expect(ground(play, id)).toEqual(['in dispute', 'in dispute', 'in dispute'])
    expect(commonGround(play.world.assembly, play.proposal(id))[0]?.disputedBy).toEqual([play.caucus('civil')])
  })

  rule('4.7.4', 'what a caucus has not declared on is not yet known', () => {
    const { play, id } = waitingForCivil()
    expect(ground(play, id)).toEqual(['not yet known', 'not yet known', 'not yet known'])
    play.declares(id, 'civil', 'full consensus', { covers: [play.paragraph(id, 0)] })
    expect(ground(play, id)).toEqual(['common ground', 'not yet known', 'not yet known'])
  })

  rule('4.7.5', 'it is where all stand at rough or full consensus and nothing disputes it', () => {
    const { play, id } = waitingForCivil()
    play.declares(id, 'civil', 'rough consensus', {
      paragraphs: [{ paragraph: play.paragraph(id, 2), level: 'no objection' }],
    })
    expect(ground(play, id)).toEqual(['common ground', 'common ground', 'not agreed'])
  })

  rule('4.7.6', 'it shows no counts', () => {
    const { play, id } = waitingForCivil()
    expect(JSON.stringify(commonGround(play.world.assembly, play.proposal(id)))).not.toMatch(/:\d/)
  })
})
