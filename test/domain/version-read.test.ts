import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestParagraph } from '../../src/domain/text.ts'
import { mostParagraphs, readText } from '../../src/domain/version/read.ts'
import { rule } from '../rule.ts'

function read(markdown: string) {
  const found = readText(markdown)
  if (!found.ok) throw new Error(found.refusal.code)
  return found
}
const pairs = (markdown: string) => read(markdown).paragraphs.map(({ label, text }) => [label, text])
const labels = (markdown: string) => read(markdown).paragraphs.map(({ label }) => label)

describe('labels stay as their author typed them', () => {
  rule('1.9.5', 'whatever a text numbers its paragraphs with, the label is kept', () => {
    for (const label of [
      'PP3.',
      'OP12.',
      '1.',
      '29.',
      '12bis.',
      '12 bis.',
      '4a.',
      '3.4.2.',
      '7)',
      '(a)',
      'a)',
      '(aa)',
      '(iv)',
      'iv)',
      '(A)',
      '(12)',
      '¶4',
      '¶ 4.',
      '§ 12bis.',
      'Article 3:',
      'Recommendation 11:',
      'A.',
      'IV.',
      '-',
      '•',
      'R-4.',
    ])
      // prettier-ignore
      expect(pairs(`${label} Recalling the Tunis Agenda,`)).toEqual([[label, 'Recalling the Tunis Agenda,']])
  })

  rule('1.9.5', 'gaps, and numbers that do not start at 1, are kept', () => {
    expect(labels('29. One\n\n34. Two\n\n34bis. Three\n\n72. Four')).toEqual(['29.', '34.', '34bis.', '72.'])
  })

  it('takes two labels on one line for one', () => {
    expect(pairs('4. (a) Encourages\n\n(b) Invites')).toEqual([
      ['4. (a)', 'Encourages'],
      ['(b)', 'Invites'],
    ])
  })

  it('gives a label on a line of its own to what comes next', () => {
    expect(pairs('Article 3\n\nThe body meets.\n\n4.\n\n(a) It votes.')).toEqual([
      ['Article 3', 'The body meets.'],
      ['4. (a)', 'It votes.'],
    ])
  })

  it('keeps a lone number as words where nothing follows that it could label', () => {
    expect(pairs('7.\n\n8. Text\n\n2010.')).toEqual([
      ['', '7.'],
      ['8.', 'Text'],
      ['', '2010.'],
    ])
  })

  it.each([
    ['a sentence that begins with a year and no stop', '2010 was a year'],
    ['a decimal number', '3.5 million people'],
    ['an article cited', 'Article 3 of the Charter says'],
    ['a word in brackets', '(or) so it seems'],
    ['an abbreviation', 'i.e. this'],
    ['an ordinal', '69th plenary meeting'],
    ['emphasis', '*The General Assembly,*'],
  ])('takes %s for no label', (_what, words) => expect(pairs(words)).toEqual([['', words]]))

  it('reads a label in bold, as a heading and with the backslash of a converter', () => {
    expect(pairs('**1.** One\n\n## 2. Two\n\n3\\. Three\n\n**4. Scope.** Four')).toEqual([
      ['1.', 'One'],
      ['2.', 'Two'],
      ['3.', 'Three'],
      ['4.', '**Scope.** Four'],
    ])
  })
})

describe('paragraphs', () => {
  it('joins wrapped lines, after a hyphen and in a script without spaces too', () => {
    expect(pairs('1. The multi-\nstakeholder model\n   of short-\nand long-term')).toEqual([
      ['1.', 'The multi-stakeholder model of short- and long-term'],
    ])
    expect(pairs('1. 互联网\n治理')).toEqual([['1.', '互联网治理']])
  })

  it('does not break a wrapped sentence at a number', () => {
    for (const wrapped of [
      '5. As stated in paragraph\n29. Tunis said so.',
      '1. In the year\n2010. Then more.',
      '2. See sub-paragraph\n(a) above.',
      '1. It costs\n3.5 million.',
    ])
      expect(read(wrapped).paragraphs).toHaveLength(1)
  })

  it('breaks at numbers that count on, without a blank line between', () => {
    expect(labels('1. Openness\n2. Access\n3. Diversity;\n5. More')).toEqual(['1.', '2.', '3.', '5.'])
    expect(labels('Decides:\n(a) to meet;\n(b) to act; and\n(c) to report.')).toEqual(['', '(a)', '(b)', '(c)'])
    expect(labels('1. Decides\n   a) to meet\n   b) to act\n2. Asks')).toEqual(['1.', 'a)', 'b)', '2.'])
    expect(labels('(h) eight;\n(i) nine;\n(j) ten.')).toEqual(['(h)', '(i)', '(j)'])
    expect(labels('(i) one;\n(ii) two;\n(iii) three.')).toEqual(['(i)', '(ii)', '(iii)'])
    expect(labels('PP1. a,\nPP2. b,\nPP2bis. c,\nPP3. d,')).toEqual(['PP1.', 'PP2.', 'PP2bis.', 'PP3.'])
    expect(labels('- one\n- two')).toEqual(['-', '-'])
  })

  it('gives plain text without numbers no labels', () => {
    expect(pairs('We met.\n\nWe agreed\non little.')).toEqual([
      ['', 'We met.'],
      ['', 'We agreed on little.'],
    ])
  })

  it('takes the first heading for the title, and later ones for paragraphs', () => {
    expect(readText('# Title #\n\n## Preamble\n\n1. Text')).toEqual({
      ok: true,
      title: 'Title',
      paragraphs: [
        { label: '', text: 'Preamble' },
        { label: '1.', text: 'Text' },
      ],
    })
    expect(readText('Title\n=====\n\nText\n\n---\n\nMore')).toMatchObject({ title: 'Title', paragraphs: [{}, {}] })
    expect(readText('Text\n\n# Late')).toEqual({
      ok: true,
      paragraphs: [
        { label: '', text: 'Text' },
        { label: '', text: 'Late' },
      ],
    })
  })

  it('drops comments, and keeps one that never ends as words', () => {
    expect(pairs('<!-- a\n\nb -->\n1. One <!-- aside -->\n\n2. Two <!-- open')).toEqual([
      ['1.', 'One'],
      ['2.', 'Two <!-- open'],
    ])
  })

  it('reads whatever way lines end, and the quotes of Windows', () => {
    expect(pairs('\uFEFF1. \u0093One\u0094 \u0096 it\u0092s\r\n\r\n2. “Two”\r\r3. Three')).toEqual([
      ['1.', '“One” – it’s'],
      ['2.', '“Two”'],
      ['3.', 'Three'],
    ])
  })

  it('refuses what is no text, too many paragraphs, and one too long', () => {
    for (const nothing of ['', ' \n\t', '<!-- only this -->', '---', '# A title alone'])
      expect(readText(nothing)).toEqual({ ok: false, refusal: { code: 'version/no-paragraphs' } })
    const many = (n: number) => Array.from({ length: n }, (_, at) => `${at}. Text`).join('\n\n')
    expect(read(many(mostParagraphs)).paragraphs).toHaveLength(mostParagraphs)
    expect(readText(many(mostParagraphs + 1))).toMatchObject({
      refusal: { code: 'version/too-many-paragraphs', paragraphs: mostParagraphs + 1 },
    })
    expect(readText(`1. Short\n\n2. ${'long '.repeat(longestParagraph / 4)}`)).toMatchObject({
      refusal: { code: 'version/paragraph-too-long', nth: 2 },
    })
  })

  it('loses no word, whatever it is given', () => {
    const word = fc.constantFrom(
      'Recalling',
      'über',
      'мир',
      '1.',
      '(a)',
      '12bis.',
      '*very*',
      '# ',
      '- ',
      '\n',
      '\n\n',
      ' ',
      '  ',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')
        const found = readText(words.join(' '))
        const kept = found.ok ? [found.title ?? '', ...found.paragraphs.map(({ label, text }) => label + text)] : []
        if (found.ok) expect(letters(kept.join(''))).toBe(letters(words.join(' ')))
        else expect(words.join(' ').trim().startsWith('#') || letters(words.join('')) === '').toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('reads 400,000 characters of anything in good time', () => {
    const started = Date.now()
    for (const piece of ['<!--', '# ', '(', '1.', ' ', '> ', '*', '\n1. a', 'ivx', '1.1', '\t#'])
      readText(piece.repeat(400_000 / piece.length))
    expect(Date.now() - started).toBeLessThan(10_000)
  })
})

describe('real texts', () => {
  const shared = (file: string) => new URL(`../../../shared/data/${file}`, import.meta.url)
  const here = existsSync(shared('unga-65-141.md'))
  const whole = (file: string) => read(readFileSync(shared(file), 'utf8'))

  it(
    here ? 'reads a resolution of the General Assembly whole' : 'has no ../shared/data to read real texts from',
    () => {
      if (!here) return
      const { title, paragraphs } = whole('unga-65-141.md')
      const numbered = Array.from({ length: 24 }, (_, at) => at + 1)
      expect(title).toBe('Resolution adopted by the General Assembly on 20 December 2010')
      expect(paragraphs.map(({ label }) => label)).toEqual([
        '',
        ...numbered.map((n) => `PP${n}.`),
        ...numbered.map((n) => `${n}.`),
        '',
      ])
      expect(paragraphs.at(0)?.text).toBe('*The General Assembly,*')
    },
  )

  it(here ? 'reads an agenda that begins at 29 and has gaps' : 'has no ../shared/data to read an agenda from', () => {
    if (!here) return
    const { paragraphs } = whole('tunis-agenda-29-82.md')
    const numbers = paragraphs.map(({ label }) => label).filter((label) => /^\d/.test(label))
    expect(numbers).toEqual(Array.from({ length: 54 }, (_, at) => `${at + 29}.`))
    expect(paragraphs.map(({ label }) => label).filter((label) => /^[a-z]/.test(label))).toEqual(['a)', 'g)', 'i)'])
    expect(paragraphs.some(({ text }) => text.includes('NETmundial'))).toBe(false)
  })
})
