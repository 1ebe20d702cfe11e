import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paragraphId, type ParagraphId } from '../../src/domain/id.ts'
import { plain } from '../../src/domain/text.ts'
import { changesBetween, isChanged } from '../../src/domain/version/compare.ts'
import { matchParagraphs, type Known } from '../../src/domain/version/match.ts'
import { readText, type Typed } from '../../src/domain/version/read.ts'
import { rule } from '../rule.ts'

const idOf = (n: number): ParagraphId => paragraphId.parse(`pa_${String(n).padStart(26, '0')}`)
const nth = (id: ParagraphId | undefined): number | undefined => (id === undefined ? undefined : Number(id.slice(3)))
/** A version from texts or `label|text`, its paragraphs numbered from 1. */
const typed = (line: string): Typed => {
  const [label, text] = line.includes('|') ? line.split('|') : ['', line]
  return { label: label ?? '', text: text ?? '' }
}
const version = (...lines: string[]): Known[] => lines.map((line, at) => ({ id: idOf(at + 1), ...typed(line) }))
/** Which old paragraph each new one is: its number, or `new`, or the numbers it came from. */
const matched = (before: readonly Known[], ...lines: string[]) =>
  matchParagraphs(before, lines.map(typed)).paragraphs.map(({ id, from }) => nth(id) ?? from?.map(nth) ?? 'new')

const tunis =
  'the development and application by governments, the private sector and civil society of shared principles'
const roles = 'in their respective roles, of norms, rules, decision-making procedures and programmes'
const access = 'all people should be able to reach the network at a price that they can pay'
const spectrum = 'spectrum that lies idle in a region is open to networks which its people run'

describe('a text handed in anew', () => {
  rule('1.9.3', 'an edited paragraph keeps its identity, under any label', () => {
    const before = version(`1.|${tunis}`, `2.|${access}`)
    expect(matched(before, `1.|${tunis}`, `2.|${access.replace('a price', 'the price')}`)).toEqual([1, 2])
    expect(matched(before, `7.|${access.replace('all people', 'everybody')}`, `9.|${tunis}`)).toEqual([2, 1])
  })

  rule('1.9.3', 'a moved paragraph keeps its identity', () => {
    expect(matched(version(tunis, access, spectrum), spectrum, tunis, access)).toEqual([3, 1, 2])
  })

  rule('1.9.3', 'a paragraph keeps its identity when its number changes because another came before it', () => {
    const before = version(`1.|${tunis}`, `2.|${access}`)
    expect(matched(before, `1.|${spectrum}`, `2.|${tunis}`, `3.|${access}`)).toEqual(['new', 1, 2])
  })

  rule('1.9.4', 'a paragraph that was split is new twice, and both name it', () => {
    const before = version(access, `${tunis} ${roles}`)
    expect(matched(before, access, tunis, roles)).toEqual([1, [2], [2]])
  })

  rule('1.9.4', 'a small piece that left a paragraph names it, and the rest keeps its identity', () => {
    const before = version(`${tunis} ${roles} ${access}. Everybody may comment.`)
    expect(matched(before, `${tunis} ${roles} ${access}.`, 'Everybody may comment.')).toEqual([1, [1]])
  })

  rule('1.9.4', 'paragraphs that were merged into one make a new one that names them', () => {
    const before = version(tunis, roles, access)
    const match = matchParagraphs(before, [typed(`${tunis} ${roles}`), typed(access)])
    expect(match.paragraphs.map(({ id, from }) => nth(id) ?? from?.map(nth))).toEqual([[1, 2], 3])
    expect(match.removed.map(nth)).toEqual([1, 2])
  })

  rule('1.9.5', 'labels are the new ones, as typed', () => {
    const match = matchParagraphs(version(`1.|${tunis}`), [typed(`(a)|${tunis}`)])
    expect(match.paragraphs).toEqual([{ id: idOf(1), label: '(a)', text: tunis }])
  })

  rule('1.9.6', 'equal paragraphs come first, even where another one is similar', () => {
    const almost = tunis.replace('shared', 'common')
    expect(matched(version(almost, tunis), tunis)).toEqual([2])
  })

  rule('1.9.6', 'equal paragraphs go by their labels, then by their order', () => {
    const gaps = version('29.|[GAP]', '30.|[GAP]', '31.|[GAP]')
    expect(matched(gaps, '29.|[GAP]', '31.|[GAP]')).toEqual([1, 3])
    expect(matched(gaps, '5.|[GAP]', '31.|[GAP]', '6.|[GAP]')).toEqual([1, 3, 2])
  })

  rule('1.9.6', 'of two that are similar, the more similar one is matched', () => {
    const before = version(`${access} ${spectrum}`)
    expect(
      matched(before, `${access} ${spectrum} and more`, `${access} ${spectrum}, and a great deal more besides`),
    ).toEqual([1, 'new'])
  })

  it('takes a paragraph with nothing in common for a new one, even under the old label', () => {
    const match = matchParagraphs(version(`4.|${tunis}`), [typed(`4.|${access}`)])
    expect([match.paragraphs[0]?.id, match.removed.map(nth)]).toEqual([undefined, [1]])
  })

  it('matches words of every script', () => {
    const before = version('各国政府应当共同努力缩小数字鸿沟', 'Доступ к сети должен быть открыт для всех людей')
    expect(matched(before, 'Доступ к сети должен быть открыт для каждого', '各国政府应当努力缩小数字鸿沟')).toEqual([
      2, 1,
    ])
  })

  rule('1.9.8', 'white space and the form of an accent make no other wording', () => {
    expect(matched(version('Café  society'), 'Cafe\u0301 society')).toEqual([1])
  })
})

const vocabulary = Array.from({ length: 400 }, (_, n) => `${['ba', 'ke', 'lo', 'mi', 'su'][n % 5]}${n}`)
const sentence = fc.array(fc.constantFrom(...vocabulary), { minLength: 15, maxLength: 60 })
const text = fc.uniqueArray(sentence, { minLength: 1, maxLength: 12, selector: (words) => words.join(' ') })
/** What is done to one paragraph; `wild` is where, as a share of what there is. */
const step = fc.record({
  does: fc.constantFrom('edit', 'move', 'insert', 'delete'),
  wild: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 4, maxLength: 4 }),
  words: sentence,
})

describe('matching, whatever was done to the text', () => {
  rule('1.9.3', 'every paragraph that was edited a little or moved is still itself', () => {
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 8 }), (start, steps) => {
        const before = version(...start.map((words) => words.join(' ')))
        let now = start.map((words, at) => ({ was: (at + 1) as number | 'new', words, edits: 0 }))
        for (const { does, wild, words } of steps) {
          const at = Math.floor((wild[0] ?? 0) * now.length)
          const to = Math.floor((wild[1] ?? 0) * (now.length + 1))
          const one = now[at]
          if (does === 'insert') now = now.toSpliced(to, 0, { was: 'new', words, edits: 0 })
          else if (!one || (does === 'delete' && now.length === 1)) continue
          else if (does === 'delete') now = now.toSpliced(at, 1)
          else if (does === 'move') now = now.toSpliced(at, 1).toSpliced(Math.min(to, now.length - 1), 0, one)
          // At most a fifth of the words in one edit, and one edit a paragraph.
          else if (one.edits === 0) {
            const some = one.words.map((word, nth) => (nth % 5 === 2 ? `other${nth}` : word))
            now = now.with(at, { ...one, words: some, edits: 1 })
          }
        }
        const after = now.map(({ words }) => words.join(' '))
        expect(matched(before, ...after)).toEqual(now.map(({ was }) => was))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same every time, names each old paragraph once at most, and loses none', () => {
    const line = fc
      .constantFrom('a b c', 'a b c d', 'a b c d e f', 'e f', 'g', '[GAP]', 'a', 'b c d e f g h')
      .map(typed)
    const lines = fc.array(line, { maxLength: 12 })
    fc.assert(
      fc.property(lines, lines, (old, after) => {
        const before = old.map((one, at) => ({ ...one, id: idOf(at + 1) }))
        const match = matchParagraphs(before, after)
        const ids = match.paragraphs.flatMap(({ id }) => id ?? [])
        expect(matchParagraphs(before, after)).toEqual(match)
        expect(match.paragraphs.map(({ label, text: words }) => ({ label, text: words }))).toEqual(after)
        expect([...ids, ...match.removed].toSorted()).toEqual(before.map(({ id }) => id))
        for (const { from } of match.paragraphs) expect(new Set(from).size).toBe(from?.length ?? 0)
      }),
    )
  })

  it('matches 1,000 long paragraphs, every one of them edited, in good time', () => {
    const words = (n: number) =>
      Array.from({ length: 120 }, (_, k) => vocabulary[(n * 37 + k * (n % 89) + k) % 400]).join(' ')
    const before = version(...Array.from({ length: 1_000 }, (_, n) => words(n)))
    const started = Date.now()
    const match = matchParagraphs(
      before,
      before.map(({ text: was }) => typed(`${was} and more`)),
    )
    expect(Date.now() - started).toBeLessThan(15_000)
    expect(match.paragraphs).toHaveLength(1_000)
  })
})

describe('what changed between two versions', () => {
  const said = (before: readonly Known[], ...lines: string[]) =>
    changesBetween(before, matchParagraphs(before, lines.map(typed)).paragraphs).map((change) => {
      if (change.what === 'removed') return `removed ${nth(change.id)}`
      if (change.what === 'new') return `new${change.from.length > 0 ? ` from ${change.from.map(nth).join()}` : ''}`
      const how = (['reworded', 'moved', 'relabelled'] as const).filter((kind) => change[kind])
      return `${nth(change.id)} ${how.join(' ') || 'same'}`
    })
  const before = version(`1.|${tunis}`, `2.|${access}`, `3.|${spectrum}`)

  it('says of each paragraph whether it is the same, reworded, moved, relabelled, new or removed', () => {
    expect(said(before, `1.|${tunis}`, `2.|${access}`, `3.|${spectrum}`)).toEqual(['1 same', '2 same', '3 same'])
    expect(said(before, `1.|${tunis}`, `2.|${roles}`, `3.|${access}!`, `4.|${spectrum}`)).toEqual([
      '1 same',
      'new',
      '2 reworded relabelled',
      '3 relabelled',
    ])
    expect(said(before, `3.|${spectrum}`, `1.|${tunis}`)).toEqual(['3 moved', '1 same', 'removed 2'])
    expect(said(version(`${tunis} ${roles}`), tunis, roles)).toEqual(['removed 1', 'new from 1', 'new from 1'])
  })

  it('leaves as many where they are as it can', () => {
    const places = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 })
    const all = version(...'abcdefg'.split(''))
    fc.assert(
      fc.property(places, (order) => {
        const changes = changesBetween(
          all,
          order.flatMap((n) => all[n - 1] ?? []),
        )
        const still = changes.flatMap((change) => (change.what === 'stayed' && !change.moved ? [nth(change.id)] : []))
        const rising = (row: readonly number[]) => row.every((one, at) => at === 0 || one > (row[at - 1] ?? 0))
        const subsets = Array.from({ length: 2 ** 7 }, (_, bits) => order.filter((_one, at) => (bits >> at) % 2 === 1))
        const longest = Math.max(...subsets.filter(rising).map((row) => row.length))
        expect(still).toHaveLength(longest)
      }),
      { numRuns: 50 },
    )
  })

  it('puts every old and every new paragraph once', () => {
    fc.assert(
      fc.property(text, text, (old, later) => {
        const was = version(...old.map((words) => words.join(' ')))
        const match = matchParagraphs(
          was,
          later.map((words) => typed(words.join(' '))),
        )
        const changes = changesBetween(was, match.paragraphs)
        const olds = changes.flatMap((change) => (change.what === 'new' ? [] : [change.before]))
        const news = changes.flatMap((change) => (change.what === 'removed' ? [] : [change.after]))
        expect(news).toEqual(match.paragraphs.map(({ label, text: words }) => ({ label, text: words })))
        expect(olds.map((one) => plain(one.text)).toSorted()).toEqual(was.map((one) => plain(one.text)).toSorted())
      }),
    )
  })
})

describe('a real text', () => {
  const file = new URL('../../../shared/data/unga-65-141.md', import.meta.url)
  const here = existsSync(file)
  it(here ? 'keeps every paragraph of a resolution through a real revision' : 'has no ../shared/data to revise', () => {
    if (!here) return
    const read = readText(readFileSync(file, 'utf8'))
    const paragraphs = read.ok ? read.paragraphs : []
    const before = paragraphs.map((one, at): Known => ({ ...one, id: idOf(at) }))
    // PP4 leaves, 17 is reworded and moves to the front of the numbered ones, and everything after is renumbered.
    const later = paragraphs.filter(({ label }) => label !== 'PP4.' && label !== '17.')
    const extended =
      paragraphs.find(({ label }) => label === '17.')?.text.replace('for a further five years', 'without an end') ?? ''
    const at = later.findIndex(({ label }) => label === '1.')
    const revised = later
      .toSpliced(at, 0, { label: '1.', text: extended })
      .map(({ text: words }, n) => ({ label: `${n}.`, text: words }))
    const changes = changesBetween(before, matchParagraphs(before, revised).paragraphs)
    const notable = changes.flatMap((change) => {
      if (change.what !== 'stayed') return `${change.what} ${change.what === 'removed' ? change.before.label : ''}`
      return change.reworded || change.moved ? `${change.before.label} ${change.reworded} ${change.moved}` : []
    })
    expect(notable).toEqual(['removed PP4.', '17. true true'])
    expect(changes.filter(isChanged).length).toBeGreaterThan(40)
  })
})
