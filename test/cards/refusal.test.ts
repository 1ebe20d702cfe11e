import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusalCard } from '../../src/cards/refusal.ts'
import type { MemberId } from '../../src/domain/id.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { say } from '../../src/text/say.ts'
import { beginning, assembly, person, plenaryChair } from '../domain/assembly-of.ts'
import { read, rowsOf } from '../views/seen.ts'

const play = assembly()
const id = play.inCaucuses()
const shown = (refusal: Refusal, member: MemberId = person('civil3')) =>
  read(refusalCard(refusal, member, play.world, rowsOf(play), say), play)

/** Data of every kind that a refusal carries, by the name that it has there. */
const about = {
  act: 'confirm reading',
  stage: 'draft',
  possible: ['in plenary', 'in caucuses'],
  place: play.caucus('civil'),
  needs: ['caucus chair'],
  latest: 3,
  key: 'civil',
  filled: 4,
  seats: 5,
  caucus: play.caucus('business'),
  office: 'secretariat',
  until: beginning,
  since: beginning,
  at: beginning,
  questions: 2,
  number: 7,
  standing: 'withdrawn',
  version: 2,
  contests: 2,
  concerns: 2,
  level: 'rough consensus',
  advice: 'strong-support',
  unmet: 1,
  kind: 'gauge.opened',
  missing: [
    { who: play.caucus('government'), why: 'no answer yet' },
    { who: play.caucus('business'), why: 'level', level: 'divergence' },
    {
      who: play.caucus('civil'),
      why: 'if amended',
      level: 'rough consensus',
      paragraphs: [play.paragraph(id, 2)],
      proposals: [],
    },
    { who: play.caucus('technical'), why: 'reading open', until: beginning },
    { who: 'plenary', why: 'concerns', concerns: 2 },
  ],
  length: 5000,
  max: 3000,
}

describe('a refusal', () => {
  const source = readFileSync('src/domain/refusal.ts', 'utf8') + readFileSync('src/domain/text.ts', 'utf8')
  const codes = [...new Set([...source.matchAll(/(?:^ {2}|code: )'([a-z]+\/[a-z-]+)'/gm)].map(([, code = '']) => code))]

  it('is drawn for every code there is, in whole sentences', () => {
    expect(codes.length).toBeGreaterThan(100)
    for (const code of codes) {
      const words = shown({ code, ...about } as unknown as Refusal)
      expect([code, words]).toEqual([code, expect.stringMatching(/[.?]( |$)/)])
      expect([code, words]).not.toEqual([code, expect.stringMatching(/undefined|\{|\}|\[object/)])
      expect(words).toContain('[What can I do here?]')
    }
  })

  it('names who holds the office that it asks for', () => {
    const words = shown({
      code: 'may/role',
      act: 'confirm reading',
      place: play.caucus('civil'),
      needs: ['caucus chair'],
    })
    expect(words).toContain(
      `Only the chair of Civil society can do this. That is Member ${person('civil1')}: please ask them.`,
    )
  })

  it('says so where nobody holds the office', () => {
    const empty = assembly({ filled: { civil: 0 } })
    const refusal: Refusal = {
      code: 'may/role',
      act: 'confirm reading',
      place: empty.caucus('civil'),
      needs: ['caucus chair'],
    }
    const words = read(refusalCard(refusal, plenaryChair, empty.world, rowsOf(empty), say), empty)
    expect(words).toContain('Nobody is that now; the secretariat can help.')
  })

  it('names nobody where what it asks for is no office', () => {
    const words = shown({ code: 'may/role', act: 'accept answer', place: play.caucus('civil'), needs: ['holder'] })
    expect(words).toContain('Only whoever holds the concern can do this.')
    expect(words).not.toContain('Member ')
  })

  it('says in words where a proposal stands, and when the act can be done', () => {
    const words = shown({ code: 'may/stage', act: 'dispatch', stage: 'submitted', possible: ['in plenary'] })
    expect(words).toMatch(/stands at submitted.*can be done when it stands at: in plenary/)
  })

  it('at the gate lists everyone who is missing, with the reason', () => {
    const words = shown({ code: 'gate/shut', missing: about.missing } as unknown as Refusal)
    expect(words).toContain('5 things are missing')
    for (const line of ['Government: no answer yet', 'Private sector: divergence', 'if ¶4 is amended', '2 concerns'])
      expect(words).toContain(line)
  })

  it('shows a moment as one, with its weekday', () => {
    expect(shown({ code: 'gauge/closed', at: beginning })).toContain('Tue')
  })
})
