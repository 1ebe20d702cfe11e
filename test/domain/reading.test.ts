import { describe, expect } from 'vitest'
import { movement } from '../../src/domain/gate.ts'
import type { ProposalId } from '../../src/domain/id.ts'
import { plus } from '../../src/domain/instant.ts'
import { standsAtConsensus, standsBy } from '../../src/domain/leg.ts'
import { compareLevels, counts, levels } from '../../src/domain/level.ts'
import { readingOut, turnoutOf, workOf } from '../../src/domain/reading.ts'
import { rule } from '../rule.ts'
import { assembly, charterWith, person, plenaryChair, type ActInput } from './assembly-of.ts'

type Play = ReturnType<typeof assembly>

/** A proposal in caucuses, where civil society is about to answer. */
const out = (play = assembly()) => ({ play, id: play.inCaucuses() })
const civilOut = (play: Play, id: ProposalId) => readingOut(workOf(play.world, play.caucus('civil'), id))
const contesting = (play: Play, id: ProposalId, reason = 'We said less.'): ActInput => ({
  type: 'contest reading',
  caucus: play.caucus('civil'),
  proposal: id,
  reading: civilOut(play, id)?.id ?? '',
  reason,
})
const civilStands = (play: Play, id: ProposalId) => standsBy(play.proposal(id), play.caucus('civil'), 1)

/** A closed gauge in civil society in which these answers were given, in the order of seats. */
const gauged = (play: Play, id: ProposalId, ...answers: readonly ('support' | 'live' | 'concerns' | 'abstain')[]) => {
  const gauge = play.opensGauge(id, 'civil')
  for (const [nth, answer] of answers.entries()) play.answers(id, 'civil', gauge, `civil${nth + 1}`, answer)
  play.closesGauge(id, 'civil', gauge)
  return gauge
}
/** A reading that rests on the newest gauge instead of on what the chair tells. */
const resting = (play: Play, id: ProposalId, level: (typeof levels)[number], more: object = {}): ActInput => {
  const { how: _none, ...reading } = play.reading(id, 'civil', level, more) as { how?: string } & ActInput
  return reading
}

describe('a level', () => {
  const strict = { noObjectionCounts: false }

  rule('2.1.1', 'full consensus is rough consensus or better', () =>
    expect(counts('full consensus', strict)).toBe(true),
  )
  rule('2.1.2', 'rough consensus counts as it stands', () => expect(counts('rough consensus', strict)).toBe(true))

  rule('2.1.3', 'no objection counts only where the charter says so', () => {
    expect(counts('no objection', strict)).toBe(false)
    expect(counts('no objection', { noObjectionCounts: true })).toBe(true)
  })

  rule('2.1.5', 'strong support is no rough consensus, whatever the charter says', () => {
    expect(counts('strong support, significant opposition', { noObjectionCounts: true })).toBe(false)
  })
  rule('2.1.6', 'divergence is no rough consensus', () =>
    expect(counts('divergence', { noObjectionCounts: true })).toBe(false),
  )

  rule('2.1.7', 'a chair cannot read against off a lack of support: it is asked as a question of its own', () => {
    const { play, id } = out()
    gauged(play, id, 'abstain', 'abstain', 'abstain')
    expect(play.answerTo(person('civil1'), resting(play, id, 'against'))).toBe('declare/against-not-asked')
    expect(play.answerTo(person('civil1'), play.reading(id, 'civil', 'against'))).toBe('declare/against-not-asked')
    const asked = play.opensGauge(id, 'civil', { asks: 'against' })
    for (const nth of [1, 2, 3, 4]) play.answers(id, 'civil', asked, `civil${nth}`, 'yes')
    play.closesGauge(id, 'civil', asked)
    expect(play.answerTo(person('civil1'), resting(play, id, 'against'))).toBe('done')
  })

  rule('2.2.1', 'levels rise from against and divergence to full consensus', () => {
    const rising = [
      'divergence',
      'strong support, significant opposition',
      'no objection',
      'rough consensus',
      'full consensus',
    ] as const
    expect(levels.filter((level) => level !== 'against').toSorted(compareLevels)).toEqual(rising)
    expect(compareLevels('against', 'divergence')).toBe(0)
  })

  rule('2.2.2', 'at the same level, fewer conditions are closer', () => {
    const { play, id } = out()
    const condition = (nth: number) => ({ on: { paragraph: play.paragraph(id, nth) }, says: 'Softer.' })
    play.declares(id, 'civil', 'rough consensus', { about: 'if amended', conditions: [condition(0), condition(1)] })
    play.waits({ days: 7 })
    play.dispatches(id)
    play.declares(id, 'civil', 'rough consensus', { about: 'if amended', conditions: [condition(0)] })
    const round = play.proposal(id).rounds[1]
    expect(round && movement(play.proposal(id), play.caucus('civil'), round)).toBe('closer')
  })
})

describe('a reading', () => {
  rule('1.15.1', 'a reading declares nothing', () => {
    const { play, id } = out()
    play.reads(id, 'civil', 'full consensus')
    expect(play.proposal(id).declarations).toEqual([])
  })

  rule('3.4.1', "a chair's answer is first a reading: nothing can be confirmed before it", () => {
    const { play, id } = out()
    play.reads(id, 'business', 'full consensus')
    const others = play.room('business').work.get(id)?.readings[0]?.id
    expect(others && play.answerTo(person('civil1'), play.confirming(id, 'civil', others))).toBe('unknown/reading')
  })

  rule('3.4.1', 'plenary learns that there is a reading and until when, not what it says', () => {
    const { play, id } = out()
    play.reads(id, 'civil', 'divergence')
    expect(Object.keys(play.last('reading.opened')).toSorted()).toEqual(['place', 'proposal', 'round', 'until'])
  })

  rule('3.4.2', 'members of the place contest while the window is open, others never', () => {
    const { play, id } = out()
    play.joins('guest', 'civil')
    play.reads(id, 'civil', 'rough consensus')
    for (const name of ['civil2', 'guest']) expect(play.answerTo(person(name), contesting(play, id))).toBe('done')
    for (const name of ['government2', 'Maria', 'Sam'])
      expect(play.answerTo(person(name), contesting(play, id))).toBe('may/role')
    play.waits({ hours: 48 })
    expect(play.answerTo(person('civil2'), contesting(play, id))).toBe('reading/window-over')
  })

  rule('1.13.1', 'a contest gives its reason', () => {
    const { play, id } = out()
    play.reads(id, 'civil', 'rough consensus')
    play.does(person('civil2'), contesting(play, id, 'Two of us disagreed.'))
    expect(play.words(civilOut(play, id)?.contests[0]?.reason)).toBe('Two of us disagreed.')
    expect(() => play.answerTo(person('civil3'), contesting(play, id, ''))).toThrow('text/empty')
  })

  rule('1.13.2', 'a contest blocks nothing: the chair confirms past it', () => {
    const { play, id } = out()
    const reading = play.reads(id, 'civil', 'rough consensus')
    play.does(person('civil2'), contesting(play, id))
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', reading, {}, 'We asked everyone again.')
    expect(civilStands(play, id)).toMatchObject({ level: 'rough consensus' })
  })

  rule('1.13.3', 'the note with which the chair confirms answers the contest, so it is needed then', () => {
    const { play, id } = out()
    const reading = play.reads(id, 'civil', 'rough consensus')
    play.does(person('civil2'), contesting(play, id))
    play.waits({ hours: 48 })
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('reading/needs-note')
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading, {}, 'We asked again.'))).toBe('done')
  })

  rule('3.4.3', 'the window is 48 hours where the charter says nothing else', () => {
    const { play, id } = out()
    const posted = play.now
    const reading = play.reads(id, 'civil', 'rough consensus')
    expect(civilOut(play, id)?.until).toBe(plus(posted, { hours: 48 }))
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('reading/window-open')
  })

  rule('3.4.3', 'a window of 0 lets the chair confirm at once', () => {
    const { play, id } = out(assembly({ charter: charterWith({ contestHours: 0 }) }))
    const reading = play.reads(id, 'civil', 'rough consensus')
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('done')
  })

  rule('3.4.4', 'full consensus that nobody contests is confirmed at once, and contested only after the window', () => {
    const { play, id } = out()
    const reading = play.reads(id, 'civil', 'full consensus')
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('done')
    play.does(person('civil2'), contesting(play, id))
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading, {}, 'Heard.'))).toBe(
      'reading/window-open',
    )
  })

  rule('3.4.5', 'when the window is over the chair confirms, or withdraws and changes', () => {
    const { play, id } = out()
    const reading = play.reads(id, 'civil', 'rough consensus')
    play.waits({ hours: 48 })
    expect(
      play.answerTo(person('civil1'), {
        type: 'withdraw reading',
        caucus: play.caucus('civil'),
        proposal: id,
        reading,
      }),
    ).toBe('done')
    play.confirms(id, 'civil', reading)
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('reading/ended')
  })

  rule('3.4.6', 'a changed reading starts its window anew', () => {
    const { play, id } = out()
    const first = play.reads(id, 'civil', 'rough consensus')
    play.waits({ hours: 47 })
    const second = play.reads(id, 'civil', 'no objection')
    play.waits({ hours: 2 })
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', first))).toBe('reading/ended')
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', second))).toBe('reading/window-open')
    play.waits({ hours: 46 })
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', second))).toBe('done')
  })

  rule('3.4.7', 'a chair revises until the plenary chair has acted', () => {
    const { play, id } = out()
    play.allAgree(id)
    play.declares(id, 'civil', 'divergence')
    expect(civilStands(play, id)).toMatchObject({ level: 'divergence' })
    play.does(plenaryChair, { type: 'declare unreachable', proposal: id, reason: 'No way.' })
    expect(play.answerTo(person('civil1'), play.reading(id, 'civil', 'full consensus'))).toBe('may/stage')
  })

  rule('3.4.7', 'once a round is over, its reading cannot be confirmed any more', () => {
    const { play, id } = out()
    play.allAgree(id, ['government', 'business', 'technical'])
    const reading = play.reads(id, 'civil', 'rough consensus')
    play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'A better text.' })
    play.makesVersion(id, plenaryChair, 0, 'Softer.')
    play.dispatches(id)
    play.waits({ hours: 48 })
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('reading/ended')
  })

  rule('3.4.8', 'every version of an answer stays in the record', () => {
    const { play, id } = out()
    play.reads(id, 'civil', 'rough consensus')
    play.reads(id, 'civil', 'no objection')
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', civilOut(play, id)?.id ?? missing())
    play.declares(id, 'civil', 'divergence')
    expect(
      play
        .room('civil')
        .work.get(id)
        ?.readings.map(({ level, ended }) => [level, ended?.how]),
    ).toEqual([
      ['rough consensus', 'changed'],
      ['no objection', 'confirmed'],
      ['divergence', 'confirmed'],
    ])
    expect(play.proposal(id).declarations.map(({ level }) => level)).toEqual(['no objection', 'divergence'])
  })
})

describe('a declaration', () => {
  rule('1.16.1', 'a declaration is the reading that was confirmed: its level, what text it is about, its note', () => {
    const { play, id } = out()
    const reading = play.reads(id, 'civil', 'rough consensus', { note: 'Two would prefer less.' })
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', reading)
    expect(civilStands(play, id)).toMatchObject({
      level: 'rough consensus',
      about: 'as it is',
      version: 1,
      office: 'caucus chair',
    })
    expect(play.words(civilStands(play, id)?.note)).toBe('Two would prefer less.')
  })

  rule('1.16.2', 'neither a gauge nor a reading decides: the gate waits for the declaration', () => {
    const { play, id } = out()
    play.allAgree(id, ['government', 'business', 'technical'])
    gauged(play, id, 'support', 'support', 'support', 'support', 'support')
    const declare = { type: 'declare consensus', proposal: id } as const
    expect(play.answerTo(plenaryChair, declare)).toBe('gate/shut')
    const reading = play.reads(id, 'civil', 'full consensus')
    expect(play.answerTo(plenaryChair, declare)).toBe('gate/shut')
    play.confirms(id, 'civil', reading)
    expect(play.answerTo(plenaryChair, declare)).toBe('done')
  })

  rule('2.3.1', 'a declaration may give levels for single paragraphs of the version', () => {
    const { play, id } = out()
    const paragraphs = [{ paragraph: play.paragraph(id, 1), level: 'divergence' as const }]
    play.declares(id, 'civil', 'rough consensus', { paragraphs })
    expect(civilStands(play, id)?.paragraphs).toEqual(paragraphs)
    const foreign = [{ paragraph: play.paragraph(play.submits(), 0), level: 'divergence' as const }]
    expect(play.answerTo(person('civil1'), play.reading(id, 'civil', 'rough consensus', { paragraphs: foreign }))).toBe(
      'unknown/paragraph',
    )
  })

  rule('2.3.2', 'an answer for a part only does not stand for the whole', () => {
    const { play, id } = out()
    play.declares(id, 'civil', 'full consensus', { covers: [play.paragraph(id, 1)] })
    expect(standsAtConsensus(civilStands(play, id), { noObjectionCounts: false })).toBe(false)
    play.declares(id, 'civil', 'full consensus')
    expect(standsAtConsensus(civilStands(play, id), { noObjectionCounts: false })).toBe(true)
  })

  rule('2.3.3', 'a declaration is about the text as it is or if amended, and says which', () => {
    const { play, id } = out()
    const { about: _unsaid, ...unsaid } = play.reading(id, 'civil', 'full consensus') as { about?: string } & ActInput
    expect(() => play.answerTo(person('civil1'), unsaid as ActInput)).toThrow('about')
  })

  rule('2.3.4', 'agreement if amended names conditions, and as it is has none', () => {
    const { play, id } = out()
    const on = [{ paragraph: play.paragraph(id, 1) }, 'whole' as const]
    const conditions = on.map((one) => ({ on: one, says: 'Softer.' }))
    const answer = (more: object) => play.answerTo(person('civil1'), play.reading(id, 'civil', 'rough consensus', more))
    expect(answer({ about: 'if amended' })).toBe('declare/needs-conditions')
    expect(answer({ about: 'as it is', conditions })).toBe('declare/no-conditions')
    expect(answer({ about: 'if amended', conditions })).toBe('done')
  })

  rule('2.3.5', 'a condition on another proposal is met by its outcome', () => {
    const play = assembly()
    const [id, other] = [play.inCaucuses(), play.inCaucuses()]
    play.declares(id, 'civil', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { proposal: other }, says: 'With P-2.' }],
    })
    play.waits({ days: 7 })
    play.makesVersion(id, plenaryChair, 2, 'Reviewed after one year.')
    play.dispatches(id)
    const confirm: ActInput = { type: 'confirm conditions met', caucus: play.caucus('civil'), proposal: id }
    expect(play.answerTo(person('civil1'), confirm)).toBe('declare/conditions-not-met')
    play.allAgree(other)
    play.does(plenaryChair, { type: 'declare consensus', proposal: other })
    expect(play.answerTo(person('civil1'), confirm)).toBe('done')
  })

  rule(
    '2.3.6',
    'agreement if amended does not count for overall consensus, and once the wording is there one act confirms it',
    () => {
      const { play, id } = out()
      play.allAgree(id, ['government', 'business', 'technical'])
      const wording = 'Each body  speaks for its members.'
      play.declares(id, 'civil', 'rough consensus', {
        about: 'if amended',
        conditions: [{ on: { paragraph: play.paragraph(id, 1) }, says: 'For its members.', wording }],
      })
      expect(play.answerTo(plenaryChair, { type: 'declare consensus', proposal: id })).toBe('gate/shut')
      play.makesVersion(id, plenaryChair, 1, 'Each body speaks for its members.')
      play.dispatches(id)
      play.does(person('civil1'), { type: 'confirm conditions met', caucus: play.caucus('civil'), proposal: id })
      play.allAgree(id, ['government', 'business', 'technical'])
      expect(play.answerTo(plenaryChair, { type: 'declare consensus', proposal: id })).toBe('done')
    },
  )

  rule('3.10.1', 'the chair, a co-chair and the acting chair read and declare, and nobody else of the place', () => {
    const { play, id } = out()
    play.joins('cora', 'civil')
    play.does(person('civil1'), {
      type: 'give office',
      office: 'co-chair',
      caucus: play.caucus('civil'),
      member: person('cora'),
    })
    const read = play.reading(id, 'civil', 'no objection')
    expect(['civil1', 'cora', 'civil2', 'civil5'].map((name) => play.answerTo(person(name), read))).toEqual([
      'done',
      'done',
      'may/role',
      'may/role',
    ])
    play.does(person('cora'), read)
    play.waits({ hours: 48 })
    play.does(person('cora'), play.confirming(id, 'civil', civilOut(play, id)?.id ?? missing()))
    expect(civilStands(play, id)?.office).toBe('co-chair')
  })

  rule('3.10.4', 'nobody declares for a caucus from outside, whatever office they hold', () => {
    const { play, id } = out()
    for (const name of ['Maria', 'Sam', 'government1'])
      expect(play.answerTo(person(name), play.reading(id, 'civil', 'no objection'))).toBe('may/role')
  })

  rule('3.10.7', 'declaring better than the advice needs a reason, which the record keeps', () => {
    const { play, id } = out()
    gauged(play, id, 'support', 'support', 'concerns', 'concerns', 'concerns')
    expect(play.answerTo(person('civil1'), resting(play, id, 'rough consensus'))).toBe('declare/needs-reason')
    play.does(person('civil1'), resting(play, id, 'rough consensus', { reason: 'Three spoke of style only.' }))
    expect(play.last('reading.posted').adviceSeen).toBe('divergence')
    expect(play.words(play.last('reading.posted').reason)).toBe('Three spoke of style only.')
  })

  rule('3.10.8', 'declaring worse than the advice needs none', () => {
    const { play, id } = out()
    gauged(play, id, 'support', 'support', 'support', 'support', 'live')
    for (const level of ['rough consensus', 'no objection', 'divergence'] as const)
      expect(play.answerTo(person('civil1'), resting(play, id, level))).toBe('done')
  })

  rule(
    '3.10.9',
    'rough and full consensus are refused while a concern of the place is unsettled, at reading and at confirming',
    () => {
      const { play, id } = out()
      const reading = play.reads(id, 'civil', 'rough consensus')
      const concern = play.raises(id, 'civil', 'civil3')
      for (const level of ['full consensus', 'rough consensus'] as const)
        expect(play.answerTo(person('civil1'), play.reading(id, 'civil', level))).toBe('declare/concern-open')
      expect(play.answerTo(person('civil1'), play.reading(id, 'civil', 'no objection'))).toBe('done')
      play.waits({ hours: 48 })
      expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('declare/concern-open')
      play.does(person('civil1'), {
        type: 'answer concern',
        place: play.caucus('civil'),
        proposal: id,
        concern,
        answer: 'See ¶2.',
      })
      expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('done')
    },
  )

  rule('3.10.10', 'of two chairs who confirm, the first stands, and the second may revise openly', () => {
    const { play, id } = out()
    play.joins('cora', 'civil')
    play.does(person('civil1'), {
      type: 'give office',
      office: 'co-chair',
      caucus: play.caucus('civil'),
      member: person('cora'),
    })
    const reading = play.reads(id, 'civil', 'full consensus')
    play.does(person('cora'), play.confirming(id, 'civil', reading))
    expect(play.answerTo(person('civil1'), play.confirming(id, 'civil', reading))).toBe('reading/ended')
    play.declares(id, 'civil', 'divergence')
    expect(play.proposal(id).declarations.map(({ by, level }) => [by, level])).toEqual([
      [person('cora'), 'full consensus'],
      [person('civil1'), 'divergence'],
    ])
  })
})

describe('what leaves a caucus', () => {
  rule('3.3.5', 'who declares from discussion says how the view was found', () => {
    const { play, id } = out()
    expect(play.answerTo(person('civil1'), resting(play, id, 'rough consensus'))).toBe('declare/needs-how')
    play.declares(id, 'civil', 'rough consensus', { how: 'Nobody spoke against it on Tuesday.' })
    expect(civilStands(play, id)).toMatchObject({ fromDiscussion: true, turnout: { withheld: 'no gauge' } })
    expect(play.words(civilStands(play, id)?.how)).toBe('Nobody spoke against it on Tuesday.')
  })

  rule('3.3.6', 'plenary receives what a declaration carries, and no more', () => {
    const { play, id } = out()
    play.raises(id, 'civil', 'civil3', 'CANARY of a concern')
    gauged(play, id, 'support', 'support', 'live', 'concerns')
    play.does(person('civil4'), {
      type: 'suggest amendment',
      place: play.caucus('civil'),
      proposal: id,
      wording: 'CANARY of an amendment',
    })
    play.does(person('civil5'), {
      type: 'offer minority view',
      caucus: play.caucus('civil'),
      proposal: id,
      words: 'CANARY of a view',
      consent: true,
    })
    play.declares(id, 'civil', 'no objection', { reason: 'CANARY of a reason' })
    const cited =
      JSON.stringify(play.happened.filter(({ chain }) => chain === 'public')).match(/t_[A-Za-z0-9_-]{43}/g) ?? []
    expect(cited.map((text) => play.words({ text })).filter((body) => body?.includes('CANARY'))).toEqual([])
    expect(Object.keys(play.last('declaration.made')).toSorted()).toEqual([
      'about',
      'amendments',
      'concerns',
      'conditions',
      'covers',
      'declaration',
      'fromDiscussion',
      'heads',
      'how',
      'late',
      'level',
      'office',
      'paragraphs',
      'place',
      'proposal',
      'round',
      'turnout',
      'version',
      'views',
    ])
  })

  const answered = (people: number, electorate: number) =>
    turnoutOf({
      closed: { tally: { support: people, live: 0, concerns: 0, object: 0, abstain: 0, notReady: 0 } },
      electorate,
    } as never)

  rule('3.3.7', 'turnout is withheld where fewer than three, but not none, answered or stayed silent', () => {
    expect(answered(5, 5)).toEqual({ answered: 5, of: 5 })
    expect(answered(0, 5)).toEqual({ answered: 0, of: 5 })
    expect(answered(3, 6)).toEqual({ answered: 3, of: 6 })
    for (const [people, electorate] of [
      [4, 5],
      [3, 5],
      [1, 9],
      [2, 9],
    ] as const)
      expect(answered(people, electorate)).toEqual({ withheld: 'fewer than 3' })
  })

  rule('3.3.8', 'no name and no single answer is among what leaves', () => {
    const { play, id } = out()
    gauged(play, id, 'support', 'support', 'support', 'support', 'concerns')
    play.does(person('civil1'), resting(play, id, 'rough consensus'))
    play.waits({ hours: 48 })
    play.confirms(id, 'civil', civilOut(play, id)?.id ?? missing())
    const sent = JSON.stringify(play.last('declaration.made'))
    for (const nth of [1, 2, 3, 4, 5])
      for (const one of [person(`civil${nth}`), play.seat(`civil${nth}`)]) expect(sent).not.toContain(one)
    expect(play.last('declaration.made').turnout).toEqual({ answered: 5, of: 5 })
  })

  rule(
    '3.3.9',
    'only what the chair ticked goes: note, amendments, views, turnout and concerns each by its own tick',
    () => {
      const { play, id } = out()
      const concern = play.raises(id, 'civil', 'civil3')
      play.does(person('civil1'), {
        type: 'answer concern',
        place: play.caucus('civil'),
        proposal: id,
        concern,
        answer: 'See ¶2.',
      })
      play.does(person('civil4'), {
        type: 'suggest amendment',
        place: play.caucus('civil'),
        proposal: id,
        wording: 'Other words.',
      })
      const { amendment } = play.last('amendment.suggested')
      play.does(person('civil5'), {
        type: 'offer minority view',
        caucus: play.caucus('civil'),
        proposal: id,
        words: 'We would wait.',
        consent: true,
      })
      const { view } = play.last('view.offered')
      const reading = play.reads(id, 'civil', 'full consensus', { note: 'All agree.' })
      const ticked = play.answerTo(
        person('civil1'),
        play.confirming(id, 'civil', reading, {
          amendments: [amendment],
          views: [view],
          concerns: [{ concern, says: 'Who pays?' }],
        }),
      )
      expect(ticked).toBe('done')
      play.confirms(id, 'civil', reading, { note: false, turnout: false })
      expect(play.last('declaration.made')).toMatchObject({
        amendments: [],
        views: [],
        concerns: [],
        turnout: { withheld: 'not sent' },
      })
      expect(play.last('declaration.made').note).toBeUndefined()
    },
  )

  rule('2.4.1', "a minority view stands beside the level in its holders' own words", () => {
    const { play, id } = out()
    play.does(person('civil5'), {
      type: 'offer minority view',
      caucus: play.caucus('civil'),
      proposal: id,
      words: 'We would rather wait.',
      consent: true,
    })
    const reading = play.reads(id, 'civil', 'full consensus')
    play.confirms(id, 'civil', reading, { views: [play.last('view.offered').view] })
    expect(civilStands(play, id)?.views.map(play.words)).toEqual(['We would rather wait.'])
  })

  rule('2.4.2', 'a view leaves only with consent, which its holder may take back until then', () => {
    const { play, id } = out()
    const consent = (view: string, given: boolean): ActInput => ({
      type: 'consent to view',
      caucus: play.caucus('civil'),
      proposal: id,
      view,
      consent: given,
    })
    play.does(person('civil5'), {
      type: 'offer minority view',
      caucus: play.caucus('civil'),
      proposal: id,
      words: 'We would wait.',
      consent: false,
    })
    const { view } = play.last('view.offered')
    const reading = play.reads(id, 'civil', 'full consensus')
    const sending = play.confirming(id, 'civil', reading, { views: [view] })
    expect(play.answerTo(person('civil1'), sending)).toBe('reading/view-not-consented')
    play.does(person('civil5'), consent(view, true))
    expect(play.answerTo(person('civil1'), sending)).toBe('done')
    play.does(person('civil5'), consent(view, false))
    expect(play.answerTo(person('civil1'), sending)).toBe('reading/view-not-consented')
    expect(play.answerTo(person('civil1'), consent(view, true))).toBe('unknown/view')
  })

  rule('2.4.3', 'a view that has left travels with the proposal to its end', () => {
    const { play, id } = out()
    play.does(person('civil5'), {
      type: 'offer minority view',
      caucus: play.caucus('civil'),
      proposal: id,
      words: 'We would rather wait.',
      consent: true,
    })
    const { view } = play.last('view.offered')
    play.allAgree(id, ['government', 'business', 'technical'])
    play.confirms(id, 'civil', play.reads(id, 'civil', 'full consensus'), { views: [view] })
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    expect(
      play
        .proposal(id)
        .declarations.flatMap(({ views }) => views)
        .map(play.words),
    ).toEqual(['We would rather wait.'])
  })
})

function missing(): never {
  throw new Error('there is no reading')
}
