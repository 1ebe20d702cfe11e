import { describe, expect } from 'vitest'
import { stageOf } from '../../src/domain/leg.ts'
import { plain, sameWords } from '../../src/domain/text.ts'
import { currentRound } from '../../src/domain/world.ts'
import { rule } from '../rule.ts'
import { assembly, person, plenaryChair, secretary, type ActInput } from './assembly-of.ts'

const submitting: Extract<ActInput, { type: 'submit proposal' }> = {
  type: 'submit proposal',
  title: 'Role of governments',
  paragraphs: [
    { label: 'PP3.', text: 'Recalling.' },
    { label: '(a)', text: 'Decides.' },
  ],
  source: { kind: 'dynamic coalition', name: 'DC 7' },
}

describe('a proposal', () => {
  rule('1.8.1', 'a proposal keeps its title, its source and its sponsor', () => {
    const play = assembly()
    play.does(person('civil2'), submitting)
    const proposal = play.proposal(play.last('proposal.submitted').proposal)
    expect(play.words(proposal.title)).toBe('Role of governments')
    expect(proposal.sponsor).toBe(person('civil2'))
    expect(proposal.source.kind).toBe('dynamic coalition')
    expect(play.words(proposal.source.name)).toBe('DC 7')
  })

  rule('1.8.2', 'a proposal that a body forwarded says which, when and at what level', () => {
    const play = assembly()
    play.does(secretary, {
      ...submitting,
      sponsor: person('civil2'),
      forwarded: { body: 'GNSO', on: '2026-06-25', level: 'full consensus' },
    })
    const { forwarded } = play.proposal(play.last('proposal.submitted').proposal)
    expect(play.words(forwarded?.body)).toBe('GNSO')
    expect(forwarded).toMatchObject({ on: '2026-06-25', level: 'full consensus' })
  })

  rule('1.7.8', 'whoever is no member sponsors nothing', () => {
    const play = assembly()
    expect(play.answerTo(person('stranger'), submitting)).toBe('may/role')
    expect(play.answerTo(secretary, { ...submitting, sponsor: person('stranger') })).toBe('unknown/member')
  })

  rule(
    '3.1.1',
    'nobody makes another member the sponsor, save the secretariat for a text that came from outside',
    () => {
      const play = assembly()
      expect(play.answerTo(person('civil3'), { ...submitting, sponsor: person('civil2') })).toBe(
        'proposal/sponsor-speaks',
      )
      expect(play.answerTo(person('civil3'), submitting)).toBe('done')
      expect(play.answerTo(secretary, { ...submitting, sponsor: person('civil2') })).toBe('done')
    },
  )

  rule('3.1.2', 'the secretariat admits a proposal or sends it back, whatever it says', () => {
    const play = assembly()
    const id = play.submits()
    expect(play.answerTo(secretary, { type: 'admit proposal', proposal: id })).toBe('done')
    expect(play.answerTo(secretary, { type: 'send back', proposal: id, reason: 'No source.' })).toBe('done')
    expect(play.answerTo(plenaryChair, { type: 'admit proposal', proposal: id })).toBe('may/role')
  })

  rule('3.1.3', 'what is sent back comes with the reason', () => {
    const play = assembly()
    const id = play.submits()
    play.does(secretary, { type: 'send back', proposal: id, reason: 'No source.' })
    expect(play.words(play.proposal(id).turns.at(-1)?.text)).toBe('No source.')
    expect(() => play.answerTo(secretary, { type: 'send back', proposal: id, reason: ' ' })).toThrow('text/empty')
  })

  rule('3.1.4', 'a proposal that was sent back is mended and submitted again by its sponsor', () => {
    const play = assembly()
    const id = play.submits()
    play.does(secretary, { type: 'send back', proposal: id, reason: 'No source.' })
    play.makesVersion(id, person('civil2'), 0, 'Better.')
    expect(play.answerTo(person('civil3'), { type: 'resubmit proposal', proposal: id })).toBe('may/role')
    play.does(person('civil2'), { type: 'resubmit proposal', proposal: id })
    expect(stageOf(play.proposal(id))).toBe('submitted')
    expect(play.proposal(id).versions).toHaveLength(2)
  })

  rule('3.2.1', 'the plenary chair takes a proposal up, or declines it with a reason', () => {
    const play = assembly()
    const [first, second] = [play.submits(), play.submits()]
    for (const id of [first, second]) play.does(secretary, { type: 'admit proposal', proposal: id })
    play.does(plenaryChair, { type: 'take up', proposal: first })
    play.does(plenaryChair, { type: 'decline', proposal: second, reason: 'Another body does this.' })
    expect([first, second].map((id) => stageOf(play.proposal(id)))).toEqual(['in plenary', 'not taken up'])
    expect(play.words(play.proposal(second).turns.at(-1)?.text)).toBe('Another body does this.')
  })

  rule('3.0.1', 'a proposal goes its way stage by stage to a recommendation', () => {
    const play = assembly()
    const seen: string[] = []
    const id = play.submits()
    const note = () => seen.push(stageOf(play.proposal(id)))
    note()
    play.does(secretary, { type: 'admit proposal', proposal: id })
    note()
    play.does(plenaryChair, { type: 'take up', proposal: id })
    note()
    play.dispatches(id)
    note()
    play.allAgree(id)
    note()
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    note()
    expect(seen).toEqual(['submitted', 'admitted', 'in plenary', 'in caucuses', 'plenary assessment', 'recommended'])
  })

  rule(
    '3.0.2',
    'whoever adopts a withdrawn proposal is its sponsor, and it is submitted again with all that was',
    () => {
      const play = assembly()
      const id = play.inCaucuses('civil2')
      play.does(person('civil2'), { type: 'withdraw', proposal: id })
      play.does(person('government4'), { type: 'adopt', proposal: id })
      expect(play.proposal(id)).toMatchObject({ sponsor: person('government4'), stage: 'submitted' })
      expect(play.proposal(id).rounds).toHaveLength(1)
    },
  )

  rule('3.0.4', 'a parked proposal is resumed where it rested', () => {
    const play = assembly()
    const id = play.inPlenary()
    const parksAndResumes = () => {
      play.does(plenaryChair, { type: 'park', proposal: id, reason: 'Summer.' })
      expect(stageOf(play.proposal(id))).toBe('parked')
      play.does(plenaryChair, { type: 'resume', proposal: id, reason: 'Autumn.' })
    }
    parksAndResumes()
    expect(stageOf(play.proposal(id))).toBe('in plenary')
    play.dispatches(id)
    play.allAgree(id)
    parksAndResumes()
    expect(stageOf(play.proposal(id))).toBe('plenary assessment')
  })

  rule('3.5.11', 'parking gives a reason, and changes nothing else', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    const { declarations } = play.proposal(id)
    play.does(plenaryChair, { type: 'park', proposal: id, reason: 'The forum meets in May.' })
    expect(play.words(play.proposal(id).turns.at(-1)?.text)).toBe('The forum meets in May.')
    expect(play.proposal(id).declarations).toBe(declarations)
  })

  rule('3.7.3', 'only the plenary chair recalls and parks', () => {
    const play = assembly()
    const id = play.inCaucuses()
    for (const name of ['civil1', 'civil2', 'Sam']) {
      expect(play.answerTo(person(name), { type: 'recall', proposal: id, reason: 'Wait.' })).toBe('may/role')
      expect(play.answerTo(person(name), { type: 'park', proposal: id, reason: 'Wait.' })).toMatch(/^may\//)
    }
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'Wait.' })
    expect(stageOf(play.proposal(id))).toBe('plenary assessment')
    expect(play.words(currentRound(play.proposal(id))?.recalled?.reason)).toBe('Wait.')
  })

  rule('3.7.5', 'the sponsor withdraws until the outcome is final, and nobody else ever does', () => {
    const play = assembly()
    const id = play.inCaucuses('civil2')
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(play.answerTo(plenaryChair, { type: 'withdraw', proposal: id })).toBe('may/role')
    expect(play.answerTo(person('civil2'), { type: 'withdraw', proposal: id })).toBe('done')
    play.waits({ days: 7 })
    expect(play.answerTo(person('civil2'), { type: 'withdraw', proposal: id })).toBe('proposal/final')
  })

  rule('3.8.1', 'only the plenary chair reopens, and only what is closed', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const reopen = { type: 'reopen', proposal: id, why: 'new information', reason: 'A court has spoken.' } as const
    expect(play.answerTo(plenaryChair, reopen)).toBe('may/stage')
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(play.answerTo(secretary, reopen)).toBe('may/role')
    expect(play.answerTo(plenaryChair, reopen)).toBe('done')
  })

  rule('3.8.2', 'reopening says which of three grounds it has, and the reason', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare unreachable', proposal: id, reason: 'No way.' })
    expect(() =>
      play.answerTo(plenaryChair, { type: 'reopen', proposal: id, why: 'second thoughts' as never, reason: 'Hm.' }),
    ).toThrow('why')
    play.does(plenaryChair, {
      type: 'reopen',
      proposal: id,
      why: 'changed circumstances',
      reason: 'The treaty lapsed.',
    })
    expect(play.last('proposal.reopened').why).toBe('changed circumstances')
    expect(play.words(play.last('proposal.reopened').reason)).toBe('The treaty lapsed.')
  })

  rule('3.8.3', 'what was reopened goes to every caucus again, in a round of its own', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    play.does(plenaryChair, { type: 'reopen', proposal: id, why: 'new information', reason: 'A court has spoken.' })
    expect(play.proposal(id).outcome).toBeUndefined()
    play.dispatches(id)
    expect(play.last('round.dispatched')).toMatchObject({ round: 2, version: 1, keeping: [] })
    expect(play.last('round.dispatched').to).toHaveLength(4)
  })
})

describe('a version', () => {
  rule('1.9.1', 'another wording is another version, and the old one stays as it was', () => {
    const play = assembly()
    const id = play.inPlenary('civil2')
    const [first] = play.proposal(id).versions
    play.makesVersion(id, person('civil2'), 0, 'Governments take part.')
    expect(play.proposal(id).versions[0]).toBe(first)
    expect(play.words(play.proposal(id).versions[1]?.paragraphs[0]?.text)).toBe('Governments take part.')
  })

  rule('1.9.1', 'the same wording again is no new version', () => {
    const play = assembly()
    const id = play.inPlenary('civil2')
    const same = play.paragraphsWith(id, 0, 'Governments take part on an equal footing.')
    expect(play.answerTo(person('civil2'), { type: 'make version', proposal: id, paragraphs: same })).toBe(
      'proposal/nothing-changed',
    )
  })

  rule('1.9.2', 'each paragraph has an identity of its own, a label and a text', () => {
    const play = assembly()
    const id = play.submits()
    const paragraphs = play.proposal(id).versions[0]?.paragraphs ?? []
    expect(new Set(paragraphs.map((one) => one.id)).size).toBe(3)
    expect(paragraphs.map((one) => play.words(one.text))).toContain('Each body speaks for itself.')
  })

  rule('1.9.3', 'a paragraph that is edited and moved stays the same paragraph', () => {
    const play = assembly()
    const id = play.inPlenary('civil2')
    const before = play.proposal(id).versions[0]?.paragraphs.map((one) => one.id) ?? []
    const moved = play.paragraphsWith(id, 0, 'Edited.').toReversed()
    play.does(person('civil2'), { type: 'make version', proposal: id, paragraphs: moved })
    expect(play.proposal(id).versions[1]?.paragraphs.map((one) => one.id)).toEqual(before.toReversed())
  })

  rule('1.9.3', 'a paragraph cannot stand in a version twice, nor come from nowhere', () => {
    const play = assembly()
    const id = play.inPlenary('civil2')
    const other = play.submits('civil2')
    const [first] = play.paragraphsWith(id, 0, 'Edited.')
    if (!first) throw new Error('no paragraph')
    const make = (paragraphs: readonly (typeof first)[]) =>
      play.answerTo(person('civil2'), { type: 'make version', proposal: id, paragraphs: [...paragraphs] })
    expect(make([first, first])).toBe('proposal/two-paragraphs-one-id')
    expect(make([{ ...first, id: play.paragraph(other, 0) }])).toBe('version/paragraph-not-before')
  })

  rule('1.9.4', 'a paragraph made of others is new and names them', () => {
    const play = assembly()
    const id = play.inPlenary('civil2')
    const [one, two] = [play.paragraph(id, 0), play.paragraph(id, 1)]
    play.does(person('civil2'), {
      type: 'make version',
      proposal: id,
      paragraphs: [{ label: '1.', text: 'Both in one.', from: [one, two] }],
    })
    const [merged] = play.proposal(id).versions[1]?.paragraphs ?? []
    expect(merged?.from).toEqual([one, two])
    expect([one, two]).not.toContain(merged?.id)
  })

  rule('1.9.5', 'labels stay as they were typed, gaps and first numbers included', () => {
    const play = assembly()
    const id = play.submits(
      'civil2',
      ['PP3.', '(a)', '7', '9.', ''].map((label) => ({ label, text: `Text of ${label}.` })),
    )
    expect(play.proposal(id).versions[0]?.paragraphs.map((one) => one.label)).toEqual(['PP3.', '(a)', '7', '9.', ''])
  })

  rule('1.9.8', 'word for word takes composed and decomposed letters, and any white space, as the same', () => {
    expect(sameWords('Cafe\u0301  du\n monde ', 'Caf\u00E9 du monde')).toBe(true)
    expect(sameWords('The people', 'the people')).toBe(false)
    expect(plain('\u00A0a\t b')).toBe('a b')
  })

  rule('3.7.1', 'before the first dispatch the sponsor makes versions, and nobody else', () => {
    const play = assembly()
    const id = play.inPlenary('civil2')
    const make: ActInput = { type: 'make version', proposal: id, paragraphs: play.paragraphsWith(id, 0, 'Anew.') }
    expect(play.answerTo(person('civil2'), make)).toBe('done')
    expect(play.answerTo(plenaryChair, make)).toBe('version/before-dispatch-only')
    expect(play.answerTo(person('civil3'), make)).toBe('may/role')
  })

  rule('3.7.2', 'after it the plenary chair does, and names the amendments taken up', () => {
    const play = assembly()
    const id = play.inCaucuses('civil2')
    play.does(person('civil2'), {
      type: 'suggest amendment',
      place: 'plenary',
      proposal: id,
      paragraph: play.paragraph(id, 0),
      wording: 'Governments take part.',
    })
    const { amendment } = play.last('amendment.suggested')
    play.allAgree(id)
    const make: ActInput = {
      type: 'make version',
      proposal: id,
      paragraphs: play.paragraphsWith(id, 0, 'Governments take part.'),
      amendments: [amendment],
    }
    expect(play.answerTo(person('civil2'), make)).toBe('may/role')
    play.does(plenaryChair, make)
    expect(play.proposal(id).versions[1]).toMatchObject({ amendments: [amendment], madeBy: plenaryChair })
  })

  rule('3.7.2', 'an amendment that stayed in its caucus cannot be named', () => {
    const play = assembly()
    const id = play.inCaucuses('civil2')
    play.does(person('civil3'), {
      type: 'suggest amendment',
      place: play.caucus('civil'),
      proposal: id,
      wording: 'Other words.',
    })
    const { amendment } = play.last('amendment.suggested')
    play.allAgree(id)
    const make: ActInput = {
      type: 'make version',
      proposal: id,
      paragraphs: play.paragraphsWith(id, 0, 'Other words.'),
      amendments: [amendment],
    }
    expect(play.answerTo(plenaryChair, make)).toBe('unknown/amendment')
  })

  rule('3.2.5', 'while a version is out nobody makes another', () => {
    const play = assembly()
    const id = play.inCaucuses('civil2')
    const make: ActInput = { type: 'make version', proposal: id, paragraphs: play.paragraphsWith(id, 0, 'Anew.') }
    for (const by of [person('civil2'), plenaryChair]) expect(play.answerTo(by, make)).toBe('may/stage')
  })
})
