import { describe, expect } from 'vitest'
import { declaredCard } from '../../src/cards/declared.ts'
import { recommendationCard } from '../../src/cards/recommendation.ts'
import { reportCard } from '../../src/cards/report.ts'
import { say } from '../../src/text/say.ts'
import { arrivalFor } from '../../src/views/arrival.ts'
import { changesFor } from '../../src/views/changes.ts'
import { declaredFor } from '../../src/views/declared.ts'
import { recommendationFor } from '../../src/views/recommendation.ts'
import { reportFor } from '../../src/views/report.ts'
import { trackerFor } from '../../src/views/tracker.ts'
import { everyoneIn, only, roomsFor, thePublic } from '../../src/views/viewer.ts'
import { assembly, charterWith, person, plenaryChair } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { read, rowsOf } from './seen.ts'

describe('what people see', () => {
  rule('1.18.2', 'a recommendation is shown as one of the forum, which binds nobody', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    const view = recommendationFor(thePublic, play.world, rowsOf(play), id)
    const card = view && read(recommendationCard(view, say), play)
    expect(card).toContain('Recommendation of the Forum (developed by its Policy Council)')
    expect(card).toMatch(/binds? no|non-binding|not binding/i)
  })

  rule('1.18.3', 'these words come from the charter and from the software: no field of any act asks for them', () => {
    const play = assembly({ charter: charterWith({ forum: 'Internet Governance Forum' }) })
    const id = play.inCaucuses()
    play.allAgree(id)
    play.does(plenaryChair, { type: 'declare consensus', proposal: id })
    const view = recommendationFor(thePublic, play.world, rowsOf(play), id)
    expect(view && read(recommendationCard(view, say), play)).toContain('Recommendation of Internet Governance Forum')
  })

  rule('2.1.4', 'no objection is shown in these words, whether or not it counts', () => {
    for (const noObjectionCounts of [false, true]) {
      const play = assembly({ charter: charterWith({ noObjectionCounts }) })
      const id = play.inCaucuses()
      play.declares(id, 'civil', 'no objection')
      const view = declaredFor(
        everyoneIn('plenary'),
        play.world,
        rowsOf(play),
        play.last('declaration.made').declaration,
      )
      const card = view && read(declaredCard(view, say), play)
      expect(card).toContain('no objection')
      expect(card).not.toContain('rough consensus')
    }
  })

  rule(
    '3.2.15',
    'members see which words changed, and how they stood before: their answer on the old text is not taken for one on the new',
    () => {
      const play = assembly()
      const id = play.inCaucuses()
      play.allAgree(id)
      play.makesVersion(id, plenaryChair, 1, 'Each body speaks for its members.')
      play.dispatches(id)
      const changes = changesFor(everyoneIn(play.caucus('civil')), play.world, rowsOf(play), id)
      expect(changes).toMatchObject({
        from: 1,
        to: 2,
        unchanged: 2,
        changes: [{ is: 'reworded', paragraph: { id: play.paragraph(id, 1) } }],
      })
      const arrival = arrivalFor(everyoneIn(play.caucus('civil')), play.world, rowsOf(play), {
        proposal: id,
        round: 2,
        caucus: play.caucus('civil'),
      })
      expect(arrival).toMatchObject({ status: 'awaited', stood: { level: 'full consensus' }, since: { version: 1 } })
    },
  )

  rule('3.3.1', 'a caucus sees its own room, the plenary and the public see none', () => {
    const play = assembly()
    const seen = (viewer: Parameters<typeof roomsFor>[0]) => roomsFor(viewer, play.world).map(({ caucus }) => caucus)
    expect(seen(everyoneIn(play.caucus('civil')))).toEqual([play.caucus('civil')])
    expect(seen(only(person('civil3')))).toEqual([play.caucus('civil')])
    for (const viewer of [everyoneIn('plenary'), thePublic, only(plenaryChair), only(person('Sam'))])
      expect(seen(viewer)).toEqual([])
  })

  rule('3.5.1', 'the answers of all caucuses stand side by side, the missing ones too', () => {
    const play = assembly()
    const id = play.inCaucuses()
    play.declares(id, 'government', 'rough consensus', {
      about: 'if amended',
      conditions: [{ on: { paragraph: play.paragraph(id, 2) }, says: 'Softer.' }],
    })
    play.reads(id, 'business', 'divergence')
    play.allAgree(id, ['technical'])
    const tracker = trackerFor(everyoneIn('plenary'), play.world, rowsOf(play), id)
    expect(tracker?.caucuses.map(({ cells }) => [cells.at(-1)?.is, cells.at(-1)?.level, cells.at(-1)?.about])).toEqual([
      ['declared', 'rough consensus', 'if amended'],
      ['reading', undefined, undefined],
      ['awaited', undefined, undefined],
      ['declared', 'full consensus', 'as it is'],
    ])
  })

  rule(
    '3.5.10',
    'the report goes by caucus and by paragraph, and each statement cites an entry of the record that says so',
    () => {
      const play = assembly()
      const id = play.inCaucuses()
      play.allAgree(id, ['government', 'business'])
      play.declares(id, 'technical', 'rough consensus', {
        about: 'if amended',
        conditions: [{ on: { paragraph: play.paragraph(id, 1) }, says: 'For its members.' }],
      })
      play.declares(id, 'civil', 'divergence', {
        paragraphs: [{ paragraph: play.paragraph(id, 0), level: 'full consensus' }],
      })
      play.does(plenaryChair, { type: 'declare unreachable', proposal: id, reason: 'Two views remain.' })
      const report = reportFor(thePublic, play.world, rowsOf(play), id)
      if (!report) throw new Error('no report')
      const labels = (of: typeof report.agreed) => of.map(({ paragraph }) => paragraph.label)
      expect([labels(report.agreed), labels(report.disagreed), labels(report.open)]).toEqual([['1.'], ['2.', '4.'], []])
      const paragraphs = [...report.agreed, ...report.disagreed, ...report.open]
      for (const { levels, conditions } of paragraphs) {
        expect(levels).toHaveLength(4)
        for (const { n, caucus } of [...levels, ...conditions]) {
          const cited = play.happened.find((one) => one.chain === 'public' && one.n === n)
          expect(cited).toMatchObject({ kind: 'declaration.made', data: { place: caucus.place } })
        }
      }
      expect(read(reportCard(report, say), play)).toContain('Two views remain.')
    },
  )
})
