import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActType } from '../../src/domain/act.ts'
import { may } from '../../src/domain/may.ts'
import { awaited, type Awaited } from '../../src/views/awaits.ts'
import { playOf, steps } from '../domain/any-play.ts'
import { assembly, person, plenaryChair } from '../domain/assembly-of.ts'
import { rowsOf } from './shown.ts'

/** What somebody who is awaited would do. */
const acts: Readonly<Record<Awaited['what'], ActType>> = {
  'answer gauge': 'answer gauge',
  'answer concern': 'answer concern',
  'reply to answer': 'accept answer',
  'reply to chair': 'reply to chair',
  'recheck concern': 'recheck concern',
  'read outcome': 'post reading',
  'confirm reading': 'confirm reading',
  'answer for caucus': 'post reading',
  'confirm conditions met': 'confirm conditions met',
  'answer question': 'answer question',
  'admit or send back': 'admit proposal',
  'take up or decline': 'take up',
  assess: 'dispatch',
  resubmit: 'resubmit proposal',
  'let in': 'admit member',
  'choose chair': 'choose chair',
}

describe('what awaits a person', () => {
  it('is something that this person may do', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        for (const one of awaited(play.world, rowsOf(play))) {
          const proposal = 'proposal' in one ? play.world.assembly.proposals.get(one.proposal) : undefined
          const concern = 'concern' in one ? one.concern : undefined
          const aim = { place: one.place, ...(proposal && { proposal }), ...(concern && { concern }) }
          expect([one.what, may(play.world, one.member, acts[one.what], aim)]).toEqual([one.what, undefined])
        }
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })

  it('asked for one person is what there is of theirs among everybody', () => {
    fc.assert(
      fc.property(steps(60), (taken) => {
        const play = playOf(taken)
        const all = awaited(play.world, rowsOf(play))
        for (const member of [plenaryChair, person('civil1'), person('guest')])
          expect(awaited(play.world, rowsOf(play), member)).toEqual(all.filter((one) => one.member === member))
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })

  it('moves to the alternate while the representative is away, and back', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const seat = play.seat('civil2')
    play.joins('stand-in', 'civil', 'alternate', seat)
    const gauge = play.opensGauge(id, 'civil')
    const waiting = (away: boolean) =>
      awaited(play.world, rowsOf(play, { away: new Set(away ? [seat] : []) }))
        .filter((one) => 'gauge' in one && one.gauge === gauge)
        .map(({ member }) => member)
    expect(waiting(false)).toContain(person('civil2'))
    expect(waiting(false)).not.toContain(person('stand-in'))
    expect(waiting(true)).toContain(person('stand-in'))
    expect(waiting(true)).not.toContain(person('civil2'))
  })

  it('is no concern of a caucus while its proposal, reopened, is back in plenary', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const concern = play.raises(id, 'civil', 'civil1')
    const on = { place: play.place('civil'), proposal: id, concern }
    play.does(play.chairOf('civil'), { type: 'answer concern', ...on, answer: 'The second paragraph says so.' })
    const waiting = () =>
      awaited(play.world, rowsOf(play)).flatMap((one) =>
        'concern' in one && one.concern === concern ? [one.what] : [],
      )
    expect(waiting()).toEqual(['reply to answer'])
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare unreachable', proposal: id, reason: 'Two views remain.' })
    play.does(plenaryChair, { type: 'reopen', proposal: id, why: 'new information', reason: 'A court has spoken.' })
    expect(waiting()).toEqual([])
  })
})
