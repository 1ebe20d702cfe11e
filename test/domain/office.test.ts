import { describe, expect } from 'vitest'
import type { ChoiceId } from '../../src/domain/id.ts'
import { plus } from '../../src/domain/instant.ts'
import { chairsOf } from '../../src/domain/members.ts'
import { rule } from '../rule.ts'
import { assembly, person, plenaryChair, secretary, type ActInput } from './assembly-of.ts'

type Play = ReturnType<typeof assembly>

const choosing = (play: Play, office: 'caucus chair' | 'acting chair' = 'caucus chair') => {
  play.does(person('civil2'), { type: 'start choice', caucus: play.caucus('civil'), office })
  return play.last('choice.opened').choice
}
const voteFor = (play: Play, choice: ChoiceId, whom: string): ActInput => ({
  type: 'choose chair',
  caucus: play.caucus('civil'),
  choice,
  for: person(whom),
})
const votesOf = (play: Play, choice: ChoiceId, pairs: readonly (readonly [string, string])[]) => {
  for (const [name, whom] of pairs) play.does(person(name), voteFor(play, choice, whom))
}
const chairs = (play: Play) =>
  chairsOf(play.world.assembly, play.caucus('civil')).map(({ office, member }) => [office, member])
const withoutChair = () => {
  const play = assembly()
  play.does(person('civil1'), { type: 'resign office', office: 'caucus chair', caucus: play.caucus('civil') })
  return play
}

describe('an office', () => {
  rule('1.7.7', 'the record says who was given which office, and how', () => {
    const play = assembly()
    play.does(secretary, { type: 'give office', office: 'secretariat', member: person('civil4') })
    const held = play.world.assembly.offices.map(({ office, member, how }) => [office, member, how])
    expect(held).toContainEqual(['secretariat', secretary, 'named at founding'])
    expect(held).toContainEqual(['secretariat', person('civil4'), 'named'])
    expect(held).toContainEqual(['plenary chair', plenaryChair, 'named at founding'])
  })

  rule('1.7.7', 'there is one plenary chair at a time, and always a secretariat', () => {
    const play = assembly()
    play.does(secretary, { type: 'give office', office: 'plenary chair', member: person('civil4') })
    expect(chairsOf(play.world.assembly, 'plenary').map(({ member }) => member)).toEqual([person('civil4')])
    expect(play.answerTo(secretary, { type: 'resign office', office: 'secretariat' })).toBe('office/last-secretariat')
  })

  rule('3.7.6', 'the first chair of a caucus is named by the secretariat, and shown as such', () => {
    const play = assembly()
    const first = play.world.assembly.offices.find(
      (held) => held.office === 'caucus chair' && held.caucus === play.caucus('civil'),
    )
    expect(first).toMatchObject({ member: person('civil1'), how: 'named at founding' })
  })

  rule('3.7.7', 'after that nobody names a chair: the caucus chooses, by its filled seats', () => {
    const play = withoutChair()
    const name: ActInput = {
      type: 'give office',
      office: 'caucus chair',
      caucus: play.caucus('civil'),
      member: person('civil3'),
    }
    expect(play.answerTo(secretary, name)).toBe('office/caucus-chooses')
    play.joins('guest', 'civil')
    const choice = choosing(play)
    expect(play.answerTo(person('guest'), voteFor(play, choice, 'civil3'))).toBe('may/role')
    expect(play.answerTo(person('government1'), voteFor(play, choice, 'civil3'))).toBe('may/role')
    expect(play.answerTo(person('civil4'), voteFor(play, choice, 'guest'))).toBe('choice/not-eligible')
    votesOf(play, choice, [
      ['civil2', 'civil3'],
      ['civil4', 'civil3'],
    ])
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([['caucus chair', person('civil3')]])
    expect(play.last('office.given').how).toBe('chosen')
  })

  rule('3.7.7', 'filled seats may choose another chair while there is one', () => {
    const play = assembly()
    const choice = choosing(play)
    votesOf(play, choice, [
      ['civil2', 'civil3'],
      ['civil4', 'civil3'],
      ['civil1', 'civil1'],
    ])
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([['caucus chair', person('civil3')]])
  })

  rule('3.7.8', 'a choice runs 72 hours, a seat may change its voice, and the most voices choose', () => {
    const play = withoutChair()
    const opened = play.now
    const choice = choosing(play)
    expect(play.last('choice.opened').until).toBe(plus(opened, { hours: 72 }))
    expect(play.answerTo('clock', { type: 'close choice', caucus: play.caucus('civil'), choice })).toBe(
      'choice/not-due',
    )
    votesOf(play, choice, [
      ['civil2', 'civil3'],
      ['civil3', 'civil3'],
      ['civil4', 'civil5'],
      ['civil5', 'civil5'],
      ['civil4', 'civil3'],
    ])
    expect(
      play.answerTo(person('civil2'), { type: 'start choice', caucus: play.caucus('civil'), office: 'caucus chair' }),
    ).toBe('choice/running')
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([['caucus chair', person('civil3')]])
    expect(play.answerTo(person('civil2'), voteFor(play, choice, 'civil4'))).toBe('choice/over')
  })

  rule('3.7.9', 'a tie chooses nobody, and neither does silence', () => {
    const play = withoutChair()
    votesOf(play, choosing(play), [
      ['civil2', 'civil3'],
      ['civil3', 'civil2'],
    ])
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([])
    choosing(play)
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([])
  })

  rule('3.10.2', 'without a chair the co-chair acts, and no acting chair is chosen', () => {
    const play = assembly()
    play.does(person('civil1'), {
      type: 'give office',
      office: 'co-chair',
      caucus: play.caucus('civil'),
      member: person('civil4'),
    })
    play.does(person('civil1'), { type: 'resign office', office: 'caucus chair', caucus: play.caucus('civil') })
    const id = play.inCaucuses()
    expect(play.answerTo(person('civil4'), play.reading(id, 'civil', 'no objection'))).toBe('done')
    expect(
      play.answerTo(person('civil2'), { type: 'start choice', caucus: play.caucus('civil'), office: 'acting chair' }),
    ).toBe('choice/has-chair')
  })

  rule('3.10.2', 'with neither, any seat starts the choice of an acting chair, who then declares', () => {
    const play = withoutChair()
    const id = play.inCaucuses()
    const choice = choosing(play, 'acting chair')
    votesOf(play, choice, [['civil4', 'civil5']])
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([['acting chair', person('civil5')]])
    play.does(person('civil5'), play.reading(id, 'civil', 'full consensus'))
    play.does(person('civil5'), play.confirming(id, 'civil', play.last('reading.posted').reading))
    expect(play.last('declaration.made').office).toBe('acting chair')
  })

  rule('3.10.2', 'a chosen chair takes over from the acting one', () => {
    const play = withoutChair()
    votesOf(play, choosing(play, 'acting chair'), [['civil4', 'civil5']])
    play.waits({ hours: 72 })
    votesOf(play, choosing(play), [
      ['civil4', 'civil3'],
      ['civil2', 'civil3'],
    ])
    play.waits({ hours: 72 })
    expect(chairs(play)).toEqual([['caucus chair', person('civil3')]])
  })
})
