import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf, type Piece } from '../../src/views/difference.ts'

const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
const drawn = (pieces: readonly Piece[]) =>
  pieces.map(({ is, words }) => `${marks[is][0]}${words}${marks[is][1]}`).join('')
const sideOf = (pieces: readonly Piece[], side: 'removed' | 'added') =>
  pieces.flatMap(({ is, words }) => (is === 'same' || is === side ? [words] : [])).join('')

describe('what changed in a paragraph, word by word', () => {
  it.each([
    ['the same text', 'We meet.', 'We meet.', 'We meet.'],
    ['one word', 'at a price they can pay', 'at the price they can pay', 'at [-a-]{+the+} price they can pay'],
    ['a word put in', 'all people', 'all the people', 'all {+the +}people'],
    ['a word taken out', 'all the people', 'all people', 'all [-the -]people'],
    ['punctuation', 'People, meet', 'People meet', 'People[-,-] meet'],
    [
      'several words in a row, in one piece',
      'by two wise men',
      'by three old women',
      'by [-two wise men-]{+three old women+}',
    ],
    ['nothing before', '', 'New text', '{+New text+}'],
    ['nothing after', 'Old text', '', '[-Old text-]'],
    ['Cyrillic', 'Доступ для всех людей', 'Доступ для каждого', 'Доступ для [-всех людей-]{+каждого+}'],
    [
      'an accent, whichever way it is typed',
      'le cafe\u0301 noir',
      'le cafe\u0301 blanc',
      'le cafe\u0301 [-noir-]{+blanc+}',
    ],
    ['a script without spaces, by characters', '各国政府应当努力', '各国社会应当努力', '各国[-政府-]{+社会+}应当努力'],
    ['an emoji, whole', 'Yes 👩‍🔬 now', 'Yes 👩‍🎓 now', 'Yes [-👩‍🔬-]{+👩‍🎓+} now'],
  ])('shows %s', (_what, before, after, shown) => expect(drawn(differenceOf(before, after))).toBe(shown))

  it('puts both texts together again, whatever they are', () => {
    const word = fc.constantFrom(
      'all',
      'people',
      'the',
      ' ',
      '  ',
      ',',
      '\n',
      '各',
      '国',
      'é',
      'e\u0301',
      '👩‍🔬',
      '\uD800',
    )
    const text = fc.oneof(
      fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = differenceOf(before, after)
        expect([sideOf(pieces, 'removed'), sideOf(pieces, 'added')]).toEqual([before, after])
        expect(pieces.every(({ words }) => words !== '')).toBe(true)
        expect(pieces.every(({ is }, at) => is !== pieces[at - 1]?.is)).toBe(true)
        if (before === after) expect(pieces.every(({ is }) => is === 'same')).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('shows small changes at both ends of the longest paragraph as small, and at once', () => {
    const words = Array.from({ length: 3_300 }, (_, at) => `word${at % 97}`)
    const started = Date.now()
    const pieces = differenceOf(words.join(' '), ['New', ...words.slice(1, -1), 'end'].join(' '))
    expect(
      sideOf(
        pieces.filter(({ is }) => is !== 'same'),
        'added',
      ),
    ).toBe('Newend')
    expect(Date.now() - started).toBeLessThan(1_000)
  })

  it('shows a paragraph written anew without being slow', () => {
    const text = (stem: string) => Array.from({ length: 3_300 }, (_, at) => `${stem}${at}`).join(' ')
    const started = Date.now()
    const pieces = differenceOf(text('old'), text('new'))
    expect(Date.now() - started).toBeLessThan(2_000)
    expect(sideOf(pieces, 'added')).toBe(text('new'))
  })
})
