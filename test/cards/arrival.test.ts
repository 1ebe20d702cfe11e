import { describe, expect, it } from 'vitest'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { ProposalId } from '../../src/domain/id.ts'
import { say } from '../../src/text/say.ts'
import { assembly, person, plenaryChair } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { read, rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

const arrivalOf = (play: Play, id: ProposalId, round: number, where: string): string => {
  const drawn = drawCard(`arrival:${id}:${round}:${play.caucus(where)}`, play.world, rowsOf(play), say)
  return drawn ? read(drawn.card, play) : ''
}
const changesOf = (play: Play, id: ProposalId): string =>
  read(
    drawPage({ page: 'changes', proposal: id }, person('civil2'), undefined, play.world, rowsOf(play), say, []),
    play,
  )

const oneYear = 'The result is reviewed after one year.'

/** Government agrees if paragraph 4 says one year, and suggests so. */
const governmentAsks = (play: Play, id: ProposalId) => {
  const place = play.caucus('government')
  const paragraph = play.paragraph(id, 2)
  const asks = { place, proposal: id, paragraph, wording: oneYear, why: 'Two is long.' }
  play.does(person('government2'), { type: 'suggest amendment', ...asks })
  const { amendment } = play.last('amendment.suggested')
  const condition = { on: { paragraph }, says: 'One year.', wording: oneYear }
  const reading = play.reads(id, 'government', 'rough consensus', { about: 'if amended', conditions: [condition] })
  play.waits({ hours: 48 })
  play.confirms(id, 'government', reading, { amendments: [amendment] })
  return amendment
}

describe('an arrival', () => {
  it('says what it is, when the answer is due, and what can be done', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const card = arrivalOf(play, id, 1, 'civil')
    expect(card).toMatch(/^P-1 Role of governments, version 1, round 1 arrived from plenary\./)
    expect(card).toContain('Our answer is due Tue 1 Dec 08:00 UTC')
    expect(card).toContain('[Raise a concern] [Suggest wording]')
    expect(card).not.toContain('Since version')
  })

  it('says what changed since the version before by paragraph, who asked for it, and how the caucus stood', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const amendment = governmentAsks(play, id)
    play.waits({ days: 8 })
    const paragraphs = play.paragraphsWith(id, 2, oneYear)
    play.does(plenaryChair, { type: 'make version', proposal: id, paragraphs, amendments: [amendment] })
    play.dispatches(id)
    expect(arrivalOf(play, id, 2, 'civil')).toContain('Since version 1: · ¶4 reworded, asked for by Government')
    const theirs = arrivalOf(play, id, 2, 'government')
    expect(theirs).toContain('On version 1 we stood at: rough consensus, if ¶4 is amended.')
    expect(theirs).toContain('This version has the words that we asked for.')
    expect(theirs).toContain('[Confirm: our condition is met]')
    expect(arrivalOf(play, id, 2, 'civil')).not.toContain('[Confirm: our condition is met]')
    expect(arrivalOf(play, id, 1, 'civil')).toContain('This round is over.')
    expect(arrivalOf(play, id, 1, 'civil')).not.toContain('[Raise a concern]')
  })

  it('in a caucus that stands on this version already says that nothing is asked, and that its chair can open it again', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['civil'])
    play.waits({ days: 8 })
    play.dispatches(id)
    const card = arrivalOf(play, id, 2, 'civil')
    expect(card).toContain('We stand on this version already, so nothing is asked of us.')
    expect(card).toContain('[Open it again]')
    expect(arrivalOf(play, id, 2, 'government')).toContain('arrived from plenary')
    play.does(person('civil1'), { type: 'reopen leg', proposal: id, caucus: play.caucus('civil') })
    expect(arrivalOf(play, id, 2, 'civil')).toContain('Our answer is due')
  })

  rule('3.3.4', 'says that the deadline stands still while a question waits for plenary', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.does(person('civil1'), { type: 'ask plenary', proposal: id, caucus: play.caucus('civil'), asks: 'Who pays?' })
    const { question } = play.last('question.asked')
    expect(arrivalOf(play, id, 1, 'civil')).toContain('Our deadline stands still until plenary answers our question.')
    expect(arrivalOf(play, id, 1, 'government')).toContain('Our answer is due')
    play.does(plenaryChair, { type: 'answer question', proposal: id, question, answer: 'The host does.' })
    expect(arrivalOf(play, id, 1, 'civil')).toContain('Our answer is due')
    expect(arrivalOf(play, id, 1, 'civil')).toContain('The host does.')
  })

  it('shows the wording that its own members suggest, with their names', () => {
    const play = assembly()
    const id = play.inCaucuses()
    governmentAsks(play, id)
    expect(arrivalOf(play, id, 1, 'government')).toContain(`Member ${person('government2')} suggests for ¶4:`)
    const declared = play.proposal(id).declarations[0]
    const drawn = drawCard(`declared:${declared?.id}`, play.world, rowsOf(play), say)
    const card = drawn ? read(drawn.card, play) : ''
    expect(card).toContain(`¶4: “${oneYear}” Why: Two is long.`)
    expect(card).not.toContain(person('government2'))
  })

  it('that plenary took back says why', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'The annex was missing.' })
    expect(arrivalOf(play, id, 1, 'civil')).toContain('Plenary took this round back: The annex was missing.')
  })
})

describe('the page of changes', () => {
  it('shows the changed words alone, struck and added, and counts what stayed', () => {
    const play = assembly()
    const id = play.inPlenary()
    play.makesVersion(id, person('civil2'), 2, oneYear)
    const card = changesOf(play, id)
    expect(card).toContain('¶4 reworded')
    expect(card).toContain('4. The result is reviewed after [-two years-]{+one year+}.')
    expect(card).toContain('2 paragraphs are as before.')
    expect(card).not.toContain('Each body speaks for itself.')
  })

  it('says which paragraphs are new, removed, moved and relabelled', () => {
    const play = assembly()
    const id = play.inPlenary()
    const [first, second, third] = play.paragraphsWith(id, 2, 'The result is reviewed after two years.')
    if (!first || !second || !third) throw new Error('three paragraphs')
    play.does(person('civil2'), {
      type: 'make version',
      proposal: id,
      paragraphs: [third, { ...first, label: '2.' }, { label: '3.', text: 'Nobody is left out.' }],
    })
    const card = changesOf(play, id)
    expect(card).toContain('¶4 moved')
    expect(card).toContain('¶2 was ¶1, with the same words')
    expect(card).toContain('¶3 new')
    expect(card).toContain('{+Nobody is left out.+}')
    expect(card).toContain('¶2 removed')
    expect(card).toContain('[-Each body speaks for itself.-]')
  })
})
