import { describe, expect, it } from 'vitest'
import { catalogue } from '../../commands/catalogue.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { MemberId, Place } from '../../src/domain/id.ts'
import type { Page } from '../../src/port/page.ts'
import { say } from '../../src/text/say.ts'
import { assembly, person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { read, rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

const deskOf = (play: Play, where: string): string => {
  const drawn = drawCard(`desk:${play.place(where)}`, play.world, rowsOf(play), say)
  return drawn ? read(drawn.card, play) : ''
}
const page = (play: Play, asked: Page, member: MemberId, place?: Place): string =>
  read(drawPage(asked, member, place, play.world, rowsOf(play), say, catalogue), play)
const myDesk = (play: Play, member: MemberId): string => page(play, { page: 'desk' }, member)

describe('the desk of a place', () => {
  rule('1.5.4', 'says where filled seats differ, and nothing where they do not', () => {
    expect(deskOf(assembly(), 'plenary')).not.toContain('Filled seats differ')
    expect(deskOf(assembly({ filled: { government: 3 } }), 'plenary')).toContain(
      'Filled seats differ: Government 3 of 5, Private sector 5 of 5',
    )
  })

  it('names its chair or the vacancy, and offers its seats to choose one', () => {
    const play = assembly()
    expect(deskOf(play, 'civil')).toMatch(/^Civil society: 5 of 5 seats filled · chair Member/)
    play.does(person('civil1'), { type: 'resign office', office: 'caucus chair', caucus: play.caucus('civil') })
    expect(deskOf(play, 'civil')).toMatch(/^Civil society: 5 of 5 seats filled · no chair/)
    expect(deskOf(play, 'civil')).toContain('[Choose a chair]')
  })

  it('has what is open here: gauges with how many answered, concerns, readings, questions', () => {
    const play = assembly()
    const id = play.inCaucuses()
    expect(deskOf(play, 'civil')).not.toContain('Gauge open')
    const gauge = play.opensGauge(id, 'civil')
    play.answers(id, 'civil', gauge, 'civil2', 'object', 'It goes too far.')
    play.reads(id, 'business', 'rough consensus')
    play.does(person('technical1'), {
      type: 'ask plenary',
      proposal: id,
      caucus: play.caucus('technical'),
      asks: 'Who pays?',
    })
    expect(deskOf(play, 'civil')).toMatch(/Gauge open: P-1 version 1, closes .* · 1 of 5 answered/)
    expect(deskOf(play, 'civil')).toContain('1 concern waits for an answer of the chair')
    expect(deskOf(play, 'business')).toContain("The chair's reading on P-1 can be contested until")
    expect(deskOf(play, 'plenary')).toContain('Private sector has a reading on P-1 that its members can contest until')
    expect(deskOf(play, 'plenary')).toContain('1 question of a caucus waits for plenary')
    expect(deskOf(play, 'technical')).toContain('Our deadline stands still until then')
    expect(deskOf(play, 'plenary')).not.toContain('Gauge open')
  })
})

describe("one's own desk", () => {
  it('lists what awaits this person, and nobody else', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil')
    expect(myDesk(play, person('civil2'))).toContain('Civil society asks where you stand: P-1')
    expect(myDesk(play, person('business2'))).toMatch(/^Nothing waits for you/)
    play.answers(id, 'civil', gauge, 'civil2', 'support')
    expect(myDesk(play, person('civil2'))).toMatch(/^Nothing waits for you/)
  })

  it('follows a proposal from hand to hand', () => {
    const play = assembly()
    const id = play.submits()
    expect(myDesk(play, secretary)).toContain('was submitted: is its form in order?')
    play.does(secretary, { type: 'admit proposal', proposal: id })
    expect(myDesk(play, secretary)).toMatch(/^Nothing waits for you/)
    expect(myDesk(play, plenaryChair)).toContain('is admitted: does plenary take it up?')
    play.does(plenaryChair, { type: 'take up', proposal: id })
    play.dispatches(id)
    expect(myDesk(play, person('civil1'))).toContain('plenary waits for our answer on P-1')
    const reading = play.reads(id, 'civil', 'rough consensus')
    expect(myDesk(play, person('civil1'))).not.toContain('plenary waits for our answer')
    play.waits({ hours: 48 })
    expect(myDesk(play, person('civil1'))).toContain('your reading on P-1 can be confirmed')
    play.confirms(id, 'civil', reading)
    expect(myDesk(play, person('civil1'))).toMatch(/^Nothing waits for you/)
    play.allAgree(id, ['government', 'business', 'technical'])
    expect(myDesk(play, plenaryChair)).toContain('the caucuses have answered on version 1. What comes next?')
  })

  it("follows a concern between its chair and its holder's word", () => {
    const play = assembly()
    const id = play.inCaucuses()
    const concern = play.raises(id, 'civil', 'civil3')
    const on = { place: play.caucus('civil'), proposal: id, concern }
    expect(myDesk(play, person('civil1'))).toContain('answer concern C-1 “It goes too far.” on P-1')
    play.does(person('civil1'), { type: 'answer concern', ...on, answer: 'It is narrower than it looks.' })
    expect(myDesk(play, person('civil3'))).toContain('has an answer. Does it settle it?')
    play.does(person('civil3'), { type: 'accept answer', ...on })
    expect(myDesk(play, person('civil3'))).toMatch(/^Nothing waits for you/)
  })

  it('tells the secretariat who asks to join where there is no chair, and the chair where there is one', () => {
    const play = assembly({ filled: { technical: 0 } })
    for (const key of ['technical', 'civil'])
      play.does(person(`new ${key}`), { type: 'ask to join', caucus: play.caucus(key), as: 'representative' })
    expect(myDesk(play, secretary)).toContain(`Member ${person('new technical')} asks to join Technical community`)
    expect(myDesk(play, secretary)).not.toContain('asks to join Civil society')
    expect(myDesk(play, person('civil1'))).toContain('asks to join Civil society')
  })

  it('shows somebody who is in no caucus the way in', () => {
    expect(myDesk(assembly(), person('stranger'))).toContain('ask to join one')
  })
})

describe('a page', () => {
  it('that is not there and one that is not yours are the same', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil')
    const mine = page(play, { page: 'gauge', gauge }, person('civil2'))
    const another = page(play, { page: 'gauge', gauge }, person('business2'))
    const missing = page(play, { page: 'gauge', gauge: `g_${'z'.repeat(26)}` as typeof gauge }, person('business2'))
    expect(mine).toContain('where do you stand')
    expect(another).toBe(missing)
    expect(another).toContain('There is nothing here that you can read.')
  })

  it('of proposals says so where there are none', () => {
    expect(page(assembly(), { page: 'proposals' }, secretary)).toMatch(/^No proposal is open/)
  })

  rule('6.1.5', 'of history has every round, version and declaration, for anybody', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['civil'])
    play.waits({ days: 8 })
    play.makesVersion(id, plenaryChair, 0, 'Governments take part.')
    play.dispatches(id)
    const history = page(play, { page: 'history', proposal: id }, person('stranger'))
    for (const line of [
      'Version 1, made by',
      'Round 1: version 1 sent to the caucuses',
      'Civil society on version 1: full consensus, as it is',
      'Version 2, made by',
      'Round 2: version 2 sent to the caucuses',
    ])
      expect(history).toContain(line)
  })
})

describe('help', () => {
  rule('6.1.7', 'lists what this person may do here now, and nothing else', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const civil = play.caucus('civil')
    const chair = page(play, { page: 'help' }, person('civil1'), civil)
    const member = page(play, { page: 'help' }, person('civil2'), civil)
    const stranger = page(play, { page: 'help' }, person('stranger'))
    expect(chair).toContain('/caucus gauge open')
    expect(member).not.toContain('/caucus gauge open')
    expect(member).toContain('/caucus concern raise')
    expect(stranger).not.toContain('/caucus concern raise')
    expect(stranger).toContain('/caucus caucus join')
    expect(member).not.toContain('/caucus concern withdraw')
    play.raises(id, 'civil', 'civil2')
    expect(page(play, { page: 'help' }, person('civil2'), civil)).toContain('/caucus concern withdraw')
    expect(page(play, { page: 'help', noun: 'gauge' }, person('civil1'), civil)).not.toContain('/caucus concern raise')
  })
})
