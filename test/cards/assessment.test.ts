import { describe, expect, it } from 'vitest'
import { drawCard } from '../../src/cards/draw.ts'
import { gateCard } from '../../src/cards/gate.ts'
import { drawPage } from '../../src/cards/pages.ts'
import type { ProposalId } from '../../src/domain/id.ts'
import { say } from '../../src/text/say.ts'
import { gateFor } from '../../src/views/gate.ts'
import { trackerFor } from '../../src/views/tracker.ts'
import { everyoneIn, only, thePublic } from '../../src/views/viewer.ts'
import { assembly, charterWith, counting, person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { read, rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

const gateOf = (play: Play, id: ProposalId): string => {
  const view = gateFor(only(plenaryChair), play.world, rowsOf(play), id)
  return view ? read(gateCard(view, say), play) : ''
}
const trackerOf = (play: Play, id: ProposalId): string => {
  const drawn = drawCard(`tracker:${id}`, play.world, rowsOf(play), say)
  return drawn ? read(drawn.card, play) : ''
}
const reportOf = (play: Play, id: ProposalId): string =>
  read(drawPage({ page: 'report', proposal: id }, plenaryChair, 'plenary', play.world, rowsOf(play), say, []), play)

describe('the tracker', () => {
  rule('3.5.1', 'shows every answer side by side, and whom plenary waits for', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'civil', 'rough consensus')
    const card = trackerOf(play, id)
    expect(card).toMatch(/Civil society │ \*rough consensus\*/)
    expect(card).toMatch(/Government │ waiting/)
    expect(card).toContain(`Awaited: Government (Member ${person('government1')})`)
    expect(card).not.toMatch(/Awaited:.*Civil society \(/)
  })

  rule('3.10.3', 'says "no chair" of a caucus that has nobody to declare for it', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.does(person('business1'), { type: 'resign office', office: 'caucus chair', caucus: play.caucus('business') })
    expect(trackerOf(play, id)).toContain('Private sector (no chair)')
    play.allAgree(id, ['civil'])
    expect(gateOf(play, id)).toContain('Private sector: no chair')
  })

  rule('3.10.11', 'says that a caucus has not answered in time, and that a late answer counts', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, ['civil'])
    play.waits({ days: 8 })
    expect(trackerOf(play, id)).toMatch(/Government │ no answer in time/)
    play.declares(id, 'government', 'rough consensus')
    expect(trackerOf(play, id)).toMatch(/Government │ \*rough consensus \(late\)\*/)
  })

  it('tells what leaves no caucus but as far as plenary may know: that a reading is open, and not what it says', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.reads(id, 'technical', 'divergence')
    expect(trackerOf(play, id)).toMatch(/Technical community │ reading until/)
    expect(trackerOf(play, id)).not.toContain('divergence')
    play.waits({ hours: 49 })
    expect(trackerOf(play, id)).toMatch(/Technical community │ reading, to be confirmed/)
  })

  rule('3.5.13', 'says when rounds have stopped moving', () => {
    const play = assembly()
    const id = play.inCaucuses()
    for (const where of counting) play.declares(id, where, 'divergence')
    expect(trackerOf(play, id)).not.toContain('No caucus has moved')
    play.makesVersion(id, plenaryChair, 0, 'Governments take part.')
    play.dispatches(id, 2, { days: 30 })
    for (const where of counting) play.declares(id, where, 'divergence')
    expect(trackerOf(play, id)).toContain('Moving: none came closer, none went further away.')
    expect(trackerOf(play, id)).toContain('No caucus has moved in the last round.')
    play.makesVersion(id, plenaryChair, 0, 'Governments take part, as others do.')
    play.dispatches(id, 3, { days: 30 })
    for (const where of counting) play.declares(id, where, where === 'civil' ? 'rough consensus' : 'divergence')
    expect(trackerOf(play, id)).toContain('Moving: 1 caucus came closer, none went further away.')
    expect(trackerOf(play, id)).not.toContain('No caucus has moved')
  })

  it('shows the newest rounds, and counts the others', () => {
    const play = assembly()
    const id = play.inPlenary()
    for (let round = 1; round <= 6; round++) {
      play.dispatches(id, 1, { days: 1 })
      play.waits({ days: 2 })
    }
    const view = trackerFor(thePublic, play.world, rowsOf(play), id)
    expect(view?.rounds.map(({ round }) => round)).toEqual([3, 4, 5, 6])
    expect(trackerOf(play, id)).toContain('2 earlier rounds are in the history.')
  })

  it('stays pinned while its proposal is in play, and no longer', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const pinned = () => drawCard(`tracker:${id}`, play.world, rowsOf(play), say)?.pinned
    expect(pinned()).toBe(true)
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(pinned()).toBe(false)
  })
})

describe('the gate', () => {
  rule('3.5.8', 'names each that is missing, and why', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'government', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { paragraph: play.paragraph(id, 2) }, says: 'One year.' }],
    })
    play.declares(id, 'business', 'strong support, significant opposition')
    play.reads(id, 'technical', 'rough consensus')
    const card = gateOf(play, id)
    expect(card).toContain('0 of 4 caucuses stand at it, as it is.')
    expect(card).toContain('Government: agrees if ¶4 is amended')
    expect(card).toContain('Private sector: strong support, significant opposition')
    expect(card).toContain(`Civil society: no answer yet (Member ${person('civil1')})`)
    expect(card).toContain('Technical community: its reading can be contested until')
    play.waits({ hours: 49 })
    expect(gateOf(play, id)).toContain('Technical community: its reading waits for its chair to confirm it')
  })

  rule('3.5.12', 'offers the other ending beside the one, and the one only when nothing is missing', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id, counting.slice(1))
    play.waits({ days: 8 })
    expect(gateOf(play, id)).not.toContain('[Declare overall rough consensus]')
    expect(gateOf(play, id)).toContain('[Declare that it cannot be reached]')
    play.declares(id, 'government', 'rough consensus')
    expect(gateOf(play, id)).toContain('Nothing is missing.')
    expect(gateOf(play, id)).toMatch(/\[Declare overall rough consensus\] \[Declare that it cannot be reached\]/)
    expect(trackerOf(play, id)).toMatch(/\[Declare overall rough consensus\] \[Declare that it cannot be reached\]/)
  })

  rule('4.7.6', 'shows common ground by paragraph, and no counts', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'government', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { paragraph: play.paragraph(id, 2) }, says: 'One year.' }],
    })
    play.allAgree(id, ['business', 'civil'])
    expect(gateOf(play, id)).toContain(
      'Common ground so far, among those that have declared: ¶1, 2. Technical community: not yet known',
    )
    expect(gateOf(play, id)).toContain('In dispute: ¶4 (Government)')
    play.declares(id, 'technical', 'divergence')
    expect(gateOf(play, id)).toContain('Not agreed: ¶1, 2, the furthest away at divergence')
  })
})

describe('an outcome', () => {
  rule('3.10.14', 'begins with "without" and the name of a dormant caucus that it was reached past', () => {
    const caucuses = charterWith().caucuses.map((one) => (one.key === 'technical' ? { ...one, dormant: true } : one))
    const play = assembly({ charter: charterWith({ caucuses }), filled: { technical: 0 } })
    const id = play.inCaucuses()
    play.allAgree(id, ['government', 'business', 'civil'])
    expect(gateOf(play, id)).toContain('3 of 3 caucuses stand at it')
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(reportOf(play, id)).toMatch(
      /^Without Technical community, which had no members\. Recommendation of the Forum/,
    )
  })

  rule('3.5.14', 'is provisional for its window, and then final', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(reportOf(play, id)).toContain('Provisional until')
    play.waits({ days: 8 })
    expect(reportOf(play, id)).toContain('Final since')
    expect(reportOf(play, id)).not.toContain('Provisional')
  })

  rule('3.5.10', 'that is a report links each of its sentences to the entry from which it comes', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'government', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { paragraph: play.paragraph(id, 2) }, says: 'One year.', wording: 'It is reviewed yearly.' }],
    })
    play.declares(id, 'business', 'divergence', { note: 'We are far apart.' })
    play.waits({ days: 8 })
    play.does(plenaryChair, { type: 'declare unreachable', proposal: id, reason: 'We have tried.' })
    const card = reportOf(play, id)
    const entryOf = (nth: number) => play.proposal(id).declarations[nth]?.n
    expect(card).toMatch(/^Report of agreement and disagreement/)
    expect(card).toContain('We have tried.')
    expect(card).toContain(`Government: rough consensus [record ${entryOf(0)}]`)
    expect(card).toContain(
      `Government would agree if: “One year.” The words it asked for: “It is reviewed yearly.” [record ${entryOf(0)}]`,
    )
    expect(card).toContain(`Private sector: divergence, as it is. “We are far apart.” [record ${entryOf(1)}]`)
    expect(card).toContain('Civil society: no answer in time. Silence is not consent')
    expect(card).toContain(`[record ${play.proposal(id).outcome?.n}]`)
  })

  it('that plenary has reopened says so where it stood, and its history keeps it', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    play.does(plenaryChair, { type: 'reopen', proposal: id, why: 'new information', reason: 'A study came out.' })
    const drawn = drawCard(`recommendation:${id}:1`, play.world, rowsOf(play), say)
    const card = drawn && read(drawn.card, play)
    expect(card).toMatch(/^P-1 Role of governments has been reopened\./)
    expect(card).toContain('Reopened: “A study came out.”')
    const history = drawPage({ page: 'history', proposal: id }, secretary, undefined, play.world, rowsOf(play), say, [])
    expect(read(history, play)).toContain('Overall rough consensus declared on version 1')
  })
})

describe('what a caucus declared', () => {
  rule('3.10.5', 'shows that its chair sponsors the proposal, or has declared an interest', () => {
    const play = assembly()
    const id = play.inCaucuses('civil1')
    play.does(person('business1'), {
      type: 'declare interest',
      place: play.caucus('business'),
      proposal: id,
      interest: 'I sell this.',
    })
    play.allAgree(id, ['civil', 'business'])
    const [civil, business] = play.proposal(id).declarations.map((one) => {
      const drawn = drawCard(`declared:${one.id}`, play.world, rowsOf(play), say)
      return drawn ? read(drawn.card, play) : ''
    })
    expect(civil).toContain('The chair is the sponsor of this proposal.')
    expect(business).toContain('The chair has declared an interest: I sell this.')
  })

  it('says when its caucus has declared again', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'civil', 'divergence')
    play.declares(id, 'civil', 'rough consensus')
    const [first, second] = play.proposal(id).declarations.map((one) => {
      const drawn = drawCard(`declared:${one.id}`, play.world, rowsOf(play), say)
      return drawn ? read(drawn.card, play) : ''
    })
    expect(first).toContain('Civil society has declared again since.')
    expect(second).not.toContain('declared again')
    expect(drawCard(`desk:${play.caucus('civil')}`, play.world, rowsOf(play), say)?.pinned).toBe(true)
    expect(gateFor(everyoneIn('plenary'), play.world, rowsOf(play), id)?.standing.length).toBe(1)
  })
})
