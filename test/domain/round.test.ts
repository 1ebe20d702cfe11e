import { describe, expect } from 'vitest'
import { movement, stoppedMoving } from '../../src/domain/gate.ts'
import type { ProposalId } from '../../src/domain/id.ts'
import { plus } from '../../src/domain/instant.ts'
import { legDue, legStatus, stageOf, standsBy } from '../../src/domain/leg.ts'
import { rule } from '../rule.ts'
import { assembly, counting, person, plenaryChair, type ActInput } from './assembly-of.ts'

type Play = ReturnType<typeof assembly>

const roundOf = (play: Play, id: ProposalId) => {
  const round = play.proposal(id).rounds.at(-1)
  if (!round) throw new Error('no round')
  return round
}
const statusOf = (play: Play, id: ProposalId, where: string) =>
  legStatus(play.proposal(id), roundOf(play, id), play.caucus(where))
const keysOf = (play: Play, ids: readonly string[]) => counting.filter((key) => ids.includes(play.caucus(key)))

describe('a dispatch', () => {
  rule('1.10.1', 'each dispatch is a round, counted from 1, of one version', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    play.declares(id, 'civil', 'divergence')
    play.dispatches(id)
    expect(play.proposal(id).rounds.map(({ number, version }) => [number, version])).toEqual([
      [1, 1],
      [2, 1],
    ])
  })

  rule('3.2.4', 'the plenary chair sends one version with a deadline, which lies ahead', () => {
    const play = assembly()
    const id = play.inPlenary()
    const send = { type: 'dispatch', proposal: id, version: 1, deadline: play.in({ days: 3 }) } as const
    expect(play.answerTo(person('civil1'), send)).toBe('may/role')
    expect(play.answerTo(plenaryChair, { ...send, version: 2 })).toBe('unknown/version')
    expect(play.answerTo(plenaryChair, { ...send, deadline: { ...send.deadline, at: play.now } })).toBe(
      'round/deadline-passed',
    )
    play.does(plenaryChair, send)
    expect(roundOf(play, id).deadline).toEqual(send.deadline)
  })

  rule('1.11.1', 'each caucus that answers has one leg in a round, from arrival to its answer', () => {
    const play = assembly()
    const id = play.inCaucuses()
    expect(roundOf(play, id).legs.map(({ caucus }) => caucus)).toEqual(counting.map(play.caucus))
    expect(statusOf(play, id, 'civil').is).toBe('awaited')
    play.reads(id, 'civil', 'full consensus')
    expect(statusOf(play, id, 'civil').is).toBe('reading')
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', play.room('civil').work.get(id)?.readings[0]?.id ?? never())
    expect(statusOf(play, id, 'civil').is).toBe('declared')
  })

  rule('3.0.3', 'when every leg is declared or lapsed the proposal is in plenary assessment, by itself', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    expect(stageOf(play.proposal(id))).toBe('in caucuses')
    play.waits({ days: 7 })
    expect(statusOf(play, id, 'civil').is).toBe('lapsed')
    expect(stageOf(play.proposal(id))).toBe('plenary assessment')
  })

  /** Round 1: everybody agrees but civil society. */
  const allButCivil = () => {
    const play = assembly()
    const id = play.inCaucuses('civil2')
    play.allAgree(id, ['government', 'business'])
    play.declares(id, 'technical', 'rough consensus')
    play.declares(id, 'civil', 'divergence')
    return { play, id }
  }

  rule('3.2.6', 'the same version again goes only to those who did not stand at rough consensus on it', () => {
    const { play, id } = allButCivil()
    play.dispatches(id)
    expect(keysOf(play, play.last('round.dispatched').to)).toEqual(['civil'])
    expect(keysOf(play, play.last('round.dispatched').keeping)).toEqual(['government', 'business', 'technical'])
  })

  rule('3.2.6', 'agreement only if amended does not stand', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    play.declares(id, 'civil', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { paragraph: play.paragraph(id, 1) }, says: 'Softer.' }],
    })
    play.dispatches(id)
    expect(keysOf(play, play.last('round.dispatched').to)).toEqual(['civil'])
  })

  rule('3.2.6', 'where all stand, the same version is not sent again', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    expect(
      play.answerTo(plenaryChair, { type: 'dispatch', proposal: id, version: 1, deadline: play.in({ days: 3 }) }),
    ).toBe('round/all-stand')
  })

  rule('3.2.7', 'a caucus that was not asked again keeps what it declared', () => {
    const { play, id } = allButCivil()
    play.dispatches(id)
    expect(statusOf(play, id, 'government')).toMatchObject({
      is: 'keeps',
      declaration: { level: 'full consensus', round: 1 },
    })
    play.declares(id, 'civil', 'rough consensus')
    expect(stageOf(play.proposal(id))).toBe('plenary assessment')
  })

  rule('3.2.8', 'its chair may open the leg again, and the old declaration stands until there is a new one', () => {
    const { play, id } = allButCivil()
    play.dispatches(id)
    const reopen = { type: 'reopen leg', proposal: id, caucus: play.caucus('government') } as const
    expect(play.answerTo(plenaryChair, reopen)).toBe('may/role')
    expect(play.answerTo(person('civil1'), { ...reopen, caucus: play.caucus('civil') })).toBe('leg/still-open')
    play.does(person('government1'), reopen)
    expect(statusOf(play, id, 'government').is).toBe('awaited')
    expect(standsBy(play.proposal(id), play.caucus('government'), 1)).toMatchObject({
      level: 'full consensus',
      round: 1,
    })
    play.declares(id, 'government', 'divergence')
    expect(standsBy(play.proposal(id), play.caucus('government'), 1)).toMatchObject({ level: 'divergence', round: 2 })
  })

  rule('3.2.9', 'going back to an older version sends it to all', () => {
    const { play, id } = allButCivil()
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    play.allAgree(id)
    play.dispatches(id, 1)
    expect(play.last('round.dispatched')).toMatchObject({ version: 1, keeping: [] })
    expect(play.last('round.dispatched').to).toHaveLength(4)
  })

  rule('3.2.10', 'a caucus stands on a version by its latest declaration on that version, of whatever round', () => {
    const { play, id } = allButCivil()
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    play.declares(id, 'technical', 'divergence')
    const stands = (version: number) => standsBy(play.proposal(id), play.caucus('technical'), version)
    expect(stands(1)).toMatchObject({ level: 'rough consensus', round: 1 })
    expect(stands(2)).toMatchObject({ level: 'divergence', round: 2 })
  })

  rule('3.2.11', 'a new version goes to every caucus, whatever it stood at', () => {
    const { play, id } = allButCivil()
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    expect(play.last('round.dispatched')).toMatchObject({ version: 2, keeping: [] })
    expect(keysOf(play, play.last('round.dispatched').to)).toEqual(counting)
  })

  rule('3.2.12', 'a gauge that is open on the old version closes as superseded', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil', { closes: { days: 5 } })
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'A better text.' })
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    expect(play.gauge(id, 'civil', gauge).supersededAt).toBeDefined()
    const answer: ActInput = {
      type: 'answer gauge',
      place: play.caucus('civil'),
      proposal: id,
      gauge,
      answer: 'support',
    }
    expect(play.answerTo(person('civil2'), answer)).toBe('gauge/superseded')
  })

  rule('3.2.12', 'a gauge on the same version stays open when it goes out again', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil', { closes: { days: 5 } })
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'More time.' })
    play.dispatches(id)
    expect(play.gauge(id, 'civil', gauge).supersededAt).toBeUndefined()
  })

  rule('3.2.13', 'the answers of a closed gauge stay with the version they were given on', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil')
    for (const nth of [1, 2, 3]) play.answers(id, 'civil', gauge, `civil${nth}`, 'support')
    play.closesGauge(id, 'civil', gauge)
    play.allAgree(id)
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    expect(play.gauge(id, 'civil', gauge)).toMatchObject({ version: 1, closed: { tally: { support: 3 } } })
    const next = play.opensGauge(id, 'civil')
    expect(play.gauge(id, 'civil', next).version).toBe(2)
    expect(play.rows(next)).toEqual([])
  })

  rule('3.2.14', 'the holder of each open concern is asked of the new text, and silence withdraws nothing', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const concern = play.raises(id, 'civil', 'civil3')
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'A better text.' })
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    expect(play.concern(id, 'civil', concern).standing).toEqual({ is: 'to be rechecked', version: 2 })
    play.waits({ days: 6 })
    expect(play.concern(id, 'civil', concern).standing.is).toBe('to be rechecked')
    expect(play.answerTo(person('civil1'), play.reading(id, 'civil', 'rough consensus'))).toBe('declare/concern-open')
  })

  rule('3.5.2', 'no number of rounds ends a proposal', () => {
    const { play, id } = allButCivil()
    for (let nth = 0; nth < 20; nth++) {
      play.dispatches(id)
      play.declares(id, 'civil', 'divergence')
    }
    expect(play.proposal(id).rounds).toHaveLength(21)
    expect(stageOf(play.proposal(id))).toBe('plenary assessment')
  })

  rule(
    '3.5.13',
    'two rounds in which nobody moved are seen as standing still, and one who came closer ends that',
    () => {
      const { play, id } = allButCivil()
      expect(stoppedMoving(play.proposal(id))).toBe(false)
      play.dispatches(id)
      play.declares(id, 'civil', 'divergence')
      expect(stoppedMoving(play.proposal(id))).toBe(true)
      play.dispatches(id)
      play.declares(id, 'civil', 'strong support, significant opposition')
      expect(stoppedMoving(play.proposal(id))).toBe(false)
      expect(movement(play.proposal(id), play.caucus('civil'), roundOf(play, id))).toBe('closer')
    },
  )
})

describe('a leg', () => {
  rule('3.3.3', 'the chair of a caucus asks the plenary, whose chair answers or declines', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const ask = { type: 'ask plenary', proposal: id, caucus: play.caucus('civil'), asks: 'What is a body?' } as const
    expect(play.answerTo(person('civil2'), ask)).toBe('may/role')
    play.does(person('civil1'), ask)
    const { question } = play.last('question.asked')
    expect(play.answerTo(person('civil1'), ask)).toBe('leg/question-open')
    expect(
      play.answerTo(person('government1'), { type: 'answer question', proposal: id, question, answer: 'Any.' }),
    ).toBe('may/role')
    play.does(plenaryChair, { type: 'answer question', proposal: id, question, answer: 'Any.' })
    expect(play.words(play.proposal(id).questions[0]?.answered?.answer)).toBe('Any.')
    expect(play.answerTo(plenaryChair, { type: 'decline question', proposal: id, question, reason: 'No.' })).toBe(
      'question/ended',
    )
  })

  rule(
    '3.3.4',
    'an open question stops the clock of that leg only, and moves its deadline by as long as it was open',
    () => {
      const play = assembly()
      const id = play.inCaucuses()
      const { deadline } = roundOf(play, id)
      const dueIn = (where: string) => legDue(play.proposal(id), roundOf(play, id), play.caucus(where))
      play.does(person('civil1'), {
        type: 'ask plenary',
        proposal: id,
        caucus: play.caucus('civil'),
        asks: 'What is a body?',
      })
      const askedAt = play.proposal(id).questions[0]?.askedAt
      expect([dueIn('civil'), dueIn('government')]).toEqual([undefined, deadline.at])
      play.waits({ days: 10 })
      expect(statusOf(play, id, 'government').is).toBe('lapsed')
      expect(statusOf(play, id, 'civil').is).toBe('awaited')
      play.does(plenaryChair, {
        type: 'decline question',
        proposal: id,
        question: play.last('question.asked').question,
        reason: 'You know it.',
      })
      const open = Date.parse(play.proposal(id).questions[0]?.declined?.at ?? '') - Date.parse(askedAt ?? '')
      expect(dueIn('civil')).toBe(plus(deadline.at, { ms: open }))
    },
  )

  rule('3.3.3', 'who can ask nothing any more is told why: a reading, an answer, a deadline that has passed', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const asks = (where: string) =>
      play.answerTo(play.chairOf(where), {
        type: 'ask plenary',
        proposal: id,
        caucus: play.caucus(where),
        asks: 'What is a body?',
      })
    const reading = play.reads(id, 'civil', 'rough consensus')
    expect(asks('civil')).toBe('question/reading-posted')
    play.does(person('civil1'), { type: 'withdraw reading', caucus: play.caucus('civil'), proposal: id, reading })
    expect(asks('civil')).toBe('done')
    play.allAgree(id, ['business'])
    expect(asks('business')).toBe('question/answered-already')
    play.does(person('business1'), { type: 'reopen leg', proposal: id, caucus: play.caucus('business') })
    expect(asks('business')).toBe('done')
    play.does(person('technical1'), {
      type: 'ask plenary',
      proposal: id,
      caucus: play.caucus('technical'),
      asks: 'What is a body?',
    })
    play.waits({ days: 8 })
    expect(asks('government')).toBe('question/too-late')
  })

  rule('3.10.11', 'a caucus that does not answer has lapsed, and its silence is no consent', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    play.waits({ days: 7 })
    expect(play.last('leg.lapsed')).toMatchObject({ caucus: play.caucus('civil'), due: roundOf(play, id).deadline.at })
    expect(play.answerTo(plenaryChair, { type: 'declare consensus', proposal: id })).toBe('gate/shut')
  })

  rule('3.10.12', 'a late answer counts and is shown as late, until the plenary chair has acted', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'technical'])
    play.waits({ days: 8 })
    play.allAgree(id, ['civil'])
    expect(play.last('declaration.made')).toMatchObject({ late: true, level: 'full consensus' })
    expect(play.answerTo(plenaryChair, { type: 'declare consensus', proposal: id })).toBe('done')
  })

  rule('3.10.12', 'an answer in time is not late', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['civil'])
    expect(play.last('declaration.made').late).toBe(false)
  })

  rule('3.10.12', 'once the plenary chair has closed the matter there is nothing left to answer', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.waits({ days: 8 })
    play.does(plenaryChair, { type: 'declare unreachable', proposal: id, reason: 'Nobody answered.' })
    expect(play.answerTo(person('civil1'), play.reading(id, 'civil', 'full consensus'))).toBe('may/stage')
  })

  rule('3.10.5', "a chair's interest is on the record: their sponsorship, or what they declare", () => {
    const play = assembly()
    const id = play.inCaucuses('civil1')
    expect(play.proposal(id).sponsor).toBe(play.chairOf('civil'))
    play.does(person('business1'), {
      type: 'declare interest',
      proposal: id,
      place: play.caucus('business'),
      interest: 'We would be regulated.',
    })
    expect(play.proposal(id).interests).toMatchObject([{ place: play.caucus('business'), member: person('business1') }])
    expect(play.words(play.proposal(id).interests[0]?.interest)).toBe('We would be regulated.')
  })

  rule(
    '3.10.6',
    'a chair with an interest hands the leg over to somebody of the place, who then acts as its chair',
    () => {
      const play = assembly()
      const id = play.inCaucuses('civil1')
      const handOver = (to: string): ActInput => ({
        type: 'hand over',
        proposal: id,
        place: play.caucus('civil'),
        to: person(to),
      })
      expect(
        play.answerTo(person('business1'), { ...handOver('business2'), place: play.caucus('business') } as ActInput),
      ).toBe('leg/no-interest')
      expect(play.answerTo(person('civil1'), handOver('government2'))).toBe('leg/to-whom')
      expect(play.answerTo(person('civil4'), play.reading(id, 'civil', 'full consensus'))).toBe('may/role')
      play.does(person('civil1'), handOver('civil4'))
      expect(play.answerTo(person('civil4'), play.reading(id, 'civil', 'full consensus'))).toBe('done')
    },
  )
})

function never(): never {
  throw new Error('it was there')
}
