import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefixes, type Noun } from '../../src/domain/id.ts'
import { commandButton, type Press } from '../../src/port/card.ts'
import { pageData, type Page } from '../../src/port/page.ts'
import { longestToken, pressOf, pressToken } from '../../src/port/token.ts'
import { mint } from './mint.ts'

const nouns = Object.keys(prefixes) as Noun[]
const id = fc.constantFrom(...nouns).map((noun): string => mint(noun))
const short = fc.oneof(
  fc.constantFrom('support', 'rough consensus', '', '~', 'a=b', '100%', '*p.x', '%7e', '¶4'),
  fc.string({ maxLength: 4, unit: 'grapheme' }),
)

const command: fc.Arbitrary<Press> = fc
  .record({
    first: id,
    second: fc.oneof(id, short),
    name: fc.constantFrom('gauge answer', 'concern take-over'),
    ask: fc.boolean(),
  })
  .map(({ first, second, name, ask }) => ({
    kind: 'command',
    command: name,
    answers: { concern: first, into: second },
    ...(ask && { ask: true }),
  }))

describe('a press', () => {
  it('comes back from its token as it was', () => {
    fc.assert(
      fc.property(command, (press) => {
        expect(pressOf(pressToken(press))).toEqual(press)
      }),
    )
  })

  it('with a command of two ids fits the buttons of every platform', () => {
    fc.assert(
      fc.property(id, id, (concern, into) => {
        const { press } = commandButton([], 'concern take-over', { concern, proposal: into })
        expect(pressToken(press).length).toBeLessThanOrEqual(longestToken)
      }),
    )
  })

  it('for any page comes back as it was, numbers as numbers', () => {
    const proposal = mint('proposal')
    const pages: Page[] = [
      { page: 'desk' },
      { page: 'help', noun: 'gauge' },
      { page: 'changes', proposal, from: 2, to: 3 },
      { page: 'text', proposal },
      { page: 'my answer', gauge: mint('gauge') },
      { page: 'what leaves', reading: mint('reading') },
      { page: 'caucus', caucus: mint('caucus') },
      { page: 'whole' },
    ]
    for (const page of pages) expect(pressOf(pressToken({ kind: 'page', page }))).toEqual({ kind: 'page', page })
    expect(Object.keys(pageData)).toEqual(expect.arrayContaining(pages.map(({ page }) => page)))
  })

  it('that holds too much for a button is a mistake of ours, and throws', () => {
    const answers = { proposal: mint('proposal'), gauge: mint('gauge'), concern: mint('concern') }
    expect(() => pressToken({ kind: 'command', command: 'gauge answer', answers })).toThrow(/too much/)
  })
})

describe('a token', () => {
  it('holds the longest level beside a gauge', () => {
    const answers = { level: 'strong support, significant opposition', gauge: mint('gauge') }
    const press = { kind: 'command', command: 'reading post', answers, ask: true } as const
    expect(pressOf(pressToken(press))).toEqual(press)
  })

  it('that is none of ours means nothing, whatever is in it', () => {
    for (const token of [
      '',
      'c',
      'c~',
      'x~gauge answer',
      'c~gauge answer~gauge',
      'c~gauge answer~=1',
      'p~no such page',
      'p~text',
      'p~text~proposal=p_1',
      'p~toString',
      'p~desk~extra=1',
    ]) {
      expect([token, pressOf(token)]).toEqual([token, undefined])
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (token) => void pressOf(token)))
  })
})
