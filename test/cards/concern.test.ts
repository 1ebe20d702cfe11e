import { describe, expect, it } from 'vitest'
import { concernCard, concernsCard } from '../../src/cards/concern.ts'
import type { ConcernId, ProposalId } from '../../src/domain/id.ts'
import { say } from '../../src/text/say.ts'
import { concernFor, concernsFor } from '../../src/views/concern.ts'
import { everyoneIn, only, type Viewer } from '../../src/views/viewer.ts'
import { assembly, person, plenaryChair, type ActInput } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { read, rowsOf } from '../views/seen.ts'

const raised = (says = 'The word “sovereign” goes too far.') => {
  const play = assembly()
  const id = play.inCaucuses()
  const place = play.caucus('civil')
  play.does(person('civil3'), {
    type: 'raise concern',
    place,
    proposal: id,
    says,
    settles: 'Leave the word out.',
    paragraph: play.paragraph(id, 2),
  })
  const { concern } = play.last('concern.raised')
  const on = { place, proposal: id, concern } as const
  const chair = (input: ActInput) => play.does(person('civil1'), input)
  const holder = (input: ActInput) => play.does(person('civil3'), input)
  return { play, id, place, concern, on, chair, holder }
}
type Raised = ReturnType<typeof raised>

const card = (
  { play, place, concern }: Pick<Raised, 'play' | 'place'> & { concern: ConcernId },
  viewer: Viewer = everyoneIn(place),
) => {
  const view = concernFor(viewer, play.world, rowsOf(play), concern)
  return view && read(concernCard(view, say), play)
}
const answers = ({ chair, on }: Raised, answer = 'The review in ¶4 covers it.') =>
  chair({ type: 'answer concern', ...on, answer })

/** Plenary takes the text back, and sends out another one. */
const sentOutAnew = ({ play, id }: Raised) => {
  play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'A slip.' })
  play.makesVersion(id, plenaryChair, 0, 'Governments take part as equals.')
  play.dispatches(id)
}

describe('the card of a concern', () => {
  it('says what it is about, whose it is, what it says and what would settle it', () => {
    const words = card(raised())
    expect(words).toContain('Concern C-1 on P-1 Role of governments, ¶4: open')
    expect(words).toContain(`Member ${person('civil3')}, on version 1`)
    expect(words).toContain('The word “sovereign” goes too far.')
    expect(words).toContain('What would settle it: Leave the word out.')
  })

  it('offers the chair an answer, and nothing that has to be answered first', () => {
    const it = raised()
    const words = card(it, only(person('civil1')))
    for (const button of ['[Answer the concern]', '[Overrule …]', '[Belongs elsewhere …]', '[Forward to plenary …]'])
      expect(words).toContain(button)
    expect(words).not.toContain('[Accept the answer]')
  })

  it('offers its holder what follows an answer, and no other member', () => {
    const it = raised()
    answers(it)
    expect(card(it, only(person('civil3')))).toMatch(/\[Accept the answer\].*\[It does not settle it\].*\[Withdraw\]/)
    const others = card(it, only(person('civil4')))
    expect(others).toContain('[Join it]')
    expect(others).not.toContain('[Accept the answer]')
  })

  it('tells its course: answered, contested, answered again', () => {
    const it = raised()
    answers(it)
    it.holder({ type: 'contest answer', ...it.on, reason: 'The review is optional.' })
    expect(card(it)).toContain('the answer is contested')
    answers(it, 'The review is binding now.')
    const words = card(it) ?? ''
    const course = ['The review in ¶4 covers it.', 'The review is optional.', 'The review is binding now.']
    expect(course.map((one) => words.indexOf(one))).toEqual(
      course.map((one) => words.indexOf(one)).toSorted((a, b) => a - b),
    )
    expect(words).toMatch(/answered; its holder can reply until/)
  })

  rule('3.9.20', 'that is to be overruled shows the three things that its chair has to say', () => {
    const it = raised()
    it.chair({
      type: 'overrule concern',
      ...it.on,
      says: 'The word claims too much.',
      considered: 'In two meetings.',
      why: 'It is the word of the treaty.',
    })
    const words = card(it)
    expect(words).toContain('What the concern says: The word claims too much.')
    expect(words).toContain('How it was considered: In two meetings.')
    expect(words).toContain('Why it was not adopted: It is the word of the treaty.')
    expect(words?.match(/It is the word of the treaty/g)).toHaveLength(1)
  })

  rule('3.9.21', 'asks its holder whether they were understood, and says that a yes is no agreement', () => {
    const it = raised()
    it.chair({ type: 'overrule concern', ...it.on, says: 'Too much.', considered: 'Twice.', why: 'The treaty.' })
    expect(card(it)).toContain('Did we understand you? A yes is not agreement')
    expect(card(it, only(person('civil3')))).toContain('[Reply]')
    it.holder({ type: 'reply to chair', ...it.on, understood: true })
    expect(card(it)).toContain('overruled, with reasons')
    expect(card(it)).toContain('says that the chair understood it')
    expect(card(it)).toContain('That is not agreement.')
  })

  rule('3.9.22', 'says “answered, no reply” after five days of silence, and never “accepted”', () => {
    const it = raised()
    answers(it)
    it.play.waits({ days: 5 })
    expect(card(it)).toContain(': answered, no reply')
    expect(card(it)).not.toContain('accepted')
  })

  rule('3.9.26', 'says where it was accommodated in other words than were asked for', () => {
    const it = raised()
    sentOutAnew(it)
    it.holder({ type: 'recheck concern', ...it.on, settled: true, otherwise: true })
    expect(card(it)).toContain('settled by version 2, in other words than asked for')
  })

  it('that was split names its parts, and each part names the whole', () => {
    const it = raised()
    it.chair({ type: 'split concern', ...it.on, parts: [{ says: 'The word.' }, { says: 'The deadline.' }] })
    expect(card(it)).toContain('split into C-2 and C-3')
    const part = it.play.last('concern.raised').concern
    expect(card({ ...it, concern: part })).toContain('It is a part of C-1.')
  })

  rule('3.9.29', 'whose holder has left can be taken over by another seat', () => {
    const it = raised()
    it.play.does(person('civil3'), { type: 'leave caucus', caucus: it.place })
    const words = card(it, only(person('civil4')))
    expect(words).toContain('Its holder has left.')
    expect(words).toContain('[Take it over]')
    expect(card(raised(), only(person('civil4')))).not.toContain('[Take it over]')
  })

  rule('3.9.18', 'links to the plenary concern made of it inside its caucus only', () => {
    const it = raised()
    it.chair({
      type: 'forward concern',
      caucus: it.place,
      proposal: it.id,
      concern: it.concern,
      says: 'A word troubles us.',
    })
    const inside = card(it)
    expect(inside).toContain('Before plenary it is C-1, in words of its own, held by the caucus: open')
    const outside = it.play.last('concern.raised').concern
    const words = card({ play: it.play, place: it.place, concern: outside }, everyoneIn('plenary'))
    expect(words).toContain('A word troubles us.')
    expect(words).toContain('Civil society, on version 1')
    expect(words).not.toContain('sovereign')
    expect(card(it, everyoneIn('plenary'))).toBeUndefined()
  })

  it('asks about a new version, and says that silence is not withdrawal', () => {
    const it = raised()
    sentOutAnew(it)
    const words = card(it, only(person('civil3')))
    expect(words).toContain('Version 2 is out. Its holder is asked whether it settles this; silence is not withdrawal.')
    expect(words).toContain('[Does the new version settle it?]')
  })

  it('says so where its words are withheld', () => {
    const it = raised()
    const view = concernFor(
      everyoneIn(it.place),
      it.play.world,
      { ...rowsOf(it.play), read: () => undefined },
      it.concern,
    )
    expect(view && read(concernCard(view, say), it.play)).toContain('(not shown)')
  })
})

describe('the list of concerns', () => {
  const listed = (play: Raised['play'], viewer: Viewer, id: ProposalId) => {
    const view = concernsFor(viewer, play.world, rowsOf(play), id)
    return view && read(concernsCard(view, say), play)
  }

  it('has those that this person may see, and counts the unsettled', () => {
    const it = raised()
    it.play.raises(it.id, 'business', 'business2', 'It costs too much.')
    const mine = listed(it.play, only(person('civil4')), it.id)
    expect(mine).toContain('1 concern on P-1 Role of governments · 1 unsettled')
    expect(mine).toContain('sovereign')
    expect(mine).not.toContain('It costs too much.')
    expect(listed(it.play, only(person('technical1')), it.id)).toContain(
      'Nobody has raised a concern where you can see it.',
    )
  })
})
