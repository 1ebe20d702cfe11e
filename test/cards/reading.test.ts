import { describe, expect, it } from 'vitest'
import { arrivalCard } from '../../src/cards/arrival.ts'
import { leavingCard, readingCard } from '../../src/cards/reading.ts'
import type { FactData } from '../../src/domain/fact.ts'
import type { ProposalId, ReadingId } from '../../src/domain/id.ts'
import { say } from '../../src/text/say.ts'
import { arrivalFor } from '../../src/views/arrival.ts'
import { leavingFor, readingFor } from '../../src/views/reading.ts'
import { everyoneIn, only, type Viewer } from '../../src/views/viewer.ts'
import { assembly, person, plenaryChair } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { read, rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

const begun = () => {
  const play = assembly()
  return { play, id: play.inCaucuses() }
}
const card = (play: Play, reading: ReadingId, viewer: Viewer = everyoneIn(play.caucus('civil'))) => {
  const view = readingFor(viewer, play.world, rowsOf(play), reading)
  return view && read(readingCard(view, say), play)
}
const leaving = (play: Play, reading: ReadingId, viewer: Viewer = only(person('civil1'))) => {
  const view = leavingFor(viewer, play.world, rowsOf(play), reading)
  return view && read(leavingCard(view, say), play)
}

describe('the card of a reading', () => {
  rule('3.4.2', 'says until when members can say that this is not what was said', () => {
    const { play, id } = begun()
    const reading = play.reads(id, 'civil', 'rough consensus', { note: 'Two would prefer another word.' })
    const words = card(play, reading)
    expect(words).toContain('The chair reads: rough consensus on P-1 version 1, as it is.')
    expect(words).toContain('Two would prefer another word.')
    expect(words).toMatch(/If this is not what we said, say so until Thu 26 Nov/)
    expect(words).toContain('[This is not what we said]')
    expect(card(play, reading, only(person('civil1')))).toMatch(/\[What will leave …\].*\[Change\].*\[Take it back\]/)
    expect(card(play, reading, only(person('civil3')))).not.toContain('[Change]')
  })

  it('shows each contest, and that its window is over when it is', () => {
    const { play, id } = begun()
    const reading = play.reads(id, 'civil', 'rough consensus')
    play.does(person('civil3'), {
      type: 'contest reading',
      caucus: play.caucus('civil'),
      proposal: id,
      reading,
      reason: 'Half of us were silent.',
    })
    expect(card(play, reading)).toContain('Half of us were silent.')
    play.waits({ hours: 48 })
    expect(card(play, reading)).toContain('The time to contest it is over.')
    expect(card(play, reading)).not.toContain('[This is not what we said]')
    expect(leaving(play, reading)).toContain('A member says that this is not what was said. Answer them in the note')
  })

  it('shows its conditions by the labels of the paragraphs', () => {
    const { play, id } = begun()
    const reading = play.reads(id, 'civil', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { paragraph: play.paragraph(id, 2) }, says: 'Say who reviews it.' }],
    })
    const words = card(play, reading)
    expect(words).toContain('if it is amended')
    expect(words).toMatch(/¶4: .*Say who reviews it\./)
  })

  it('that has ended says how, and offers nothing', () => {
    const { play, id } = begun()
    const first = play.reads(id, 'civil', 'rough consensus')
    const second = play.reads(id, 'civil', 'divergence')
    expect(card(play, first)).toContain('The chair changed it: see the newer reading.')
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', second)
    expect(card(play, second)).toContain('It was confirmed, and declared to plenary.')
    expect(card(play, second)).not.toContain('[')
  })

  it('is nobody else’s to read', () => {
    const { play, id } = begun()
    const reading = play.reads(id, 'civil', 'rough consensus')
    for (const viewer of [everyoneIn('plenary'), everyoneIn(play.caucus('business')), only(plenaryChair)])
      expect(card(play, reading, viewer)).toBeUndefined()
  })
})

/** Everything that a chair can send, suggested and raised in one caucus. */
const full = () => {
  const { play, id } = begun()
  const caucus = play.caucus('civil')
  const gauge = play.opensGauge(id, 'civil')
  for (const nth of [1, 2, 3, 4, 5]) play.answers(id, 'civil', gauge, `civil${nth}`, 'live')
  play.closesGauge(id, 'civil', gauge)
  play.does(person('civil2'), {
    type: 'suggest amendment',
    place: caucus,
    proposal: id,
    paragraph: play.paragraph(id, 1),
    wording: 'Each body speaks for its members.',
    why: 'Nobody else does.',
  })
  const { amendment } = play.last('amendment.suggested')
  const concern = play.raises(id, 'civil', 'civil3', 'It harms the small.')
  play.does(person('civil1'), { type: 'answer concern', place: caucus, proposal: id, concern, answer: 'It does not.' })
  const offers = (member: string, words: string, consent: boolean) => {
    play.does(person(member), { type: 'offer minority view', caucus, proposal: id, words, consent })
    return play.last('view.offered').view
  }
  const view = offers('civil4', 'We would wait a year.', true)
  offers('civil5', 'Do not tell anybody.', false)
  const reading = play.reads(id, 'civil', 'no objection', {
    gauge,
    how: undefined,
    note: 'Nobody stands in its way.',
    reason: 'We talked for two days.',
  })
  play.waits({ hours: 48 })
  return { play, id, caucus, amendment, concern, view, reading }
}

describe('what will leave', () => {
  rule('3.3.9', 'is shown to the chair first, item by item, and is what then goes', () => {
    const it = full()
    const seen = leavingFor(only(person('civil1')), it.play.world, rowsOf(it.play), it.reading)
    it.play.confirms(it.id, 'civil', it.reading, {
      amendments: [it.amendment],
      views: [it.view],
      concerns: [{ concern: it.concern, says: 'The small may be harmed.' }],
    })
    const went: FactData<'declaration.made'> = it.play.last('declaration.made')
    expect(seen?.reading.level).toBe(went.level)
    expect(seen?.reading.note).toBe(it.play.words(went.note))
    expect(seen?.turnout).toEqual(went.turnout)
    expect(seen?.amendments.map(({ id, wording, why }) => [id, wording, why])).toEqual(
      went.amendments.map(({ amendment, wording, why }) => [amendment, it.play.words(wording), it.play.words(why)]),
    )
    expect(seen?.views.map(({ words }) => words)).toEqual(went.views.map((one) => it.play.words(one)))
  })

  it('names what stays: names, single answers, views without consent, the reason', () => {
    const it = full()
    const words = leaving(it.play, it.reading)
    expect(words).toContain('Plenary will read: no objection on version 1, as it is.')
    expect(words).toContain('Nobody stands in its way.')
    expect(words).toContain('5 of 5 seats answered')
    expect(words).toContain('Each body speaks for its members. (because: Nobody else does.)')
    expect(words).toContain('C-1: It harms the small. (these words stay here)')
    expect(words).toContain('We would wait a year.')
    expect(words).not.toContain('Do not tell anybody.')
    expect(words).not.toContain('We talked for two days.')
    expect(words).toMatch(
      /What stays here: 5 names, 5 single answers, 1 minority view without consent and your reason for going beyond the advice/,
    )
    expect(words).toContain('[Send to plenary …]')
  })

  it('cannot be sent before its window is over, and says when it can', () => {
    const { play, id } = begun()
    const reading = play.reads(id, 'civil', 'rough consensus')
    expect(leaving(play, reading)).toMatch(/You can send it from Thu 26 Nov/)
    expect(leaving(play, reading)).not.toContain('[Send to plenary …]')
    const atOnce = play.reads(id, 'civil', 'full consensus')
    expect(leaving(play, atOnce)).toContain('[Send to plenary …]')
  })

  it('is said to be late where it is', () => {
    const { play, id } = begun()
    play.waits({ days: 8 })
    const reading = play.reads(id, 'civil', 'full consensus')
    expect(leaving(play, reading)).toContain('Your deadline is past')
  })

  it('is shown to nobody but a chair of the caucus', () => {
    const it = full()
    for (const name of ['civil2', 'business1', 'Maria', 'Sam'])
      expect(leaving(it.play, it.reading, only(person(name)))).toBeUndefined()
    expect(leaving(it.play, it.reading, everyoneIn('plenary'))).toBeUndefined()
  })
})

describe('minority views', () => {
  const arrived = (play: Play, id: ProposalId, viewer: Viewer) => {
    const where = { proposal: id, round: 1, caucus: play.caucus('civil') }
    const view = arrivalFor(viewer, play.world, rowsOf(play), where)
    return view && read(arrivalCard(view, say), play)
  }

  it('stand where the text arrived in their caucus, each with whether it may leave', () => {
    const it = full()
    const words = arrived(it.play, it.id, only(person('civil4')))
    expect(words).toMatch(/We would wait a year\..*may go out with the declaration, without the name/)
    expect(words).toMatch(/Do not tell anybody\..*stays here/)
    expect(words).toContain('[May my view leave?]')
    expect(arrived(it.play, it.id, only(person('business2')))).toBeUndefined()
  })

  it('leave only while their holders agree', () => {
    const it = full()
    const { caucus, id: proposal, view } = it
    it.play.does(person('civil4'), { type: 'consent to view', caucus, proposal, view, consent: false })
    expect(leaving(it.play, it.reading)).not.toContain('We would wait a year.')
    expect(leaving(it.play, it.reading)).toContain('2 minority views without consent')
  })
})
