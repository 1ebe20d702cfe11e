import { readdirSync, readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import type { RefusalCode } from '../../src/domain/refusal.ts'
import { english, type Key } from '../../src/text/en.ts'
import { rule } from '../rule.ts'

const sentences = Object.entries(english) as [Key, { says: string; note: string }][]
const folder = 'src/text/en/'
const files = readdirSync(folder)

/** The names of what fills a sentence; the tags `b` and `code` are ours. */
interface Element {
  readonly type: number
  readonly value: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
  readonly children?: readonly Element[]
}
const [literal, pound, tag] = [0, 7, 8]
const fillers = (elements: readonly Element[]): readonly string[] =>
  elements.flatMap(({ type, value, options, children }) => [
    ...(type === literal || type === pound || type === tag ? [] : [value]),
    ...Object.values(options ?? {}).flatMap((option) => fillers(option.value)),
    ...fillers(children ?? []),
  ])
const fillersOf = (says: string): ReadonlySet<string> =>
  new Set(fillers(new IntlMessageFormat(says, 'en').getAst() as Element[]))

const offending = (bad: (says: string, key: Key) => boolean): readonly string[] =>
  sentences.filter(([key, { says }]) => bad(says, key)).map(([key, { says }]) => `${key}: ${says}`)

describe('every sentence', () => {
  it('is valid, whatever fills it', () => {
    for (const [key, { says }] of sentences) expect(() => fillersOf(says), key).not.toThrow()
  })

  it('has a note for whoever translates it', () => {
    expect(sentences.filter(([, { note }]) => note.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('stands in one file only, and each file is read', () => {
    const inFiles = files.flatMap((file) => Object.keys(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as object))
    expect(inFiles.filter((key, n) => inFiles.indexOf(key) !== n)).toEqual([])
    expect(inFiles.toSorted()).toEqual(Object.keys(english).toSorted())
  })

  it('is calm: no exclamation marks, nothing about winning and losing', () => {
    expect(offending((says) => says.includes('!'))).toEqual([])
    expect(
      offending((says) =>
        /\b(wins?|won|winners?|losers?|reject(s|ed|ion)?|invalid input|illegal|denied|oops|sorry)\b/i.test(says),
      ),
    ).toEqual([])
  })

  it('has no Markdown: what is strong or code is a tag', () => {
    expect(offending((says) => /[*`]|\]\(/.test(says))).toEqual([])
  })
})

describe('every refusal', () => {
  // Does not compile when a code has no sentence.
  const codesWithoutSentence: [Exclude<RefusalCode, Key>] extends [never] ? [] : Exclude<RefusalCode, Key> = []

  it('has a sentence', () => {
    expect(codesWithoutSentence).toEqual([])
    const source = readFileSync('src/domain/refusal.ts', 'utf8') + readFileSync('src/domain/text.ts', 'utf8')
    const codes = [...source.matchAll(/(?:^ {2}|code: )'([a-z]+\/[a-z-]+)'/gm)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(100)
    expect(codes.filter((code) => !Object.hasOwn(english, code ?? ''))).toEqual([])
  })

  rule('6.1.7', 'says why, and then what to do next', () => {
    const refusals = Object.entries(JSON.parse(readFileSync(`${folder}refusal.json`, 'utf8')) as typeof english)
    const short = refusals.filter(([key, { says }]) => !key.startsWith('refusal/') && says.split(/[.?:;]\s/).length < 2)
    expect(short.map(([key]) => key)).toEqual([])
  })
})

/** Every `say('key', { … })` in the source, with the names that it gives. */
interface Said {
  readonly at: string
  readonly key: string
  readonly gives: readonly string[]
}

function saidIn(path: string): readonly Said[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Said[] = []
  const keysOf = (node: ts.Expression): readonly string[] => {
    if (ts.isStringLiteral(node)) return [node.text]
    if (ts.isConditionalExpression(node)) return [...keysOf(node.whenTrue), ...keysOf(node.whenFalse)]
    return ts.isParenthesizedExpression(node) ? keysOf(node.expression) : []
  }
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)(say|sayPlain)$/.test(node.expression.getText())) {
      const [key, values] = node.arguments
      const known =
        values === undefined || (ts.isObjectLiteralExpression(values) && !values.properties.some(ts.isSpreadAssignment))
      const gives =
        values && ts.isObjectLiteralExpression(values)
          ? values.properties.flatMap(({ name }) => name?.getText() ?? [])
          : []
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      if (key && known) found.push(...keysOf(key).map((each) => ({ at: `${path}:${line}`, key: each, gives })))
    }
    ts.forEachChild(node, walk)
  }
  walk(source)
  return found
}

const paths = ['src', 'commands', 'adapters'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('generated'))
    .map((path) => `${room}/${path}`),
)

describe('every use of a sentence', () => {
  it('is there: no sentence is kept, and translated, for nothing', () => {
    const source = paths.map((path) => readFileSync(path, 'utf8')).join('\n')
    const whole = new Set([...source.matchAll(/['"`]([a-z]+\/[\w-]+)['"`]/g)].map(([, key = '']) => key))
    // A key that is put together names more than its noun, so that it does not stand for a whole file.
    const beginnings = [...source.matchAll(/`([a-z]+\/[\w-]+-)\$\{/g)].map(([, beginning = '']) => beginning)
    const unused = Object.keys(english).filter(
      (key) => !whole.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)),
    )
    expect(unused).toEqual([])
  })

  it('gives the values that the sentence asks for', () => {
    const said = paths.flatMap(saidIn).filter(({ key }) => Object.hasOwn(english, key))
    expect(said.length).toBeGreaterThan(10)
    const lacking = said.flatMap(({ at, key, gives }) =>
      [...fillersOf(english[key as Key].says)]
        .filter((name) => !gives.includes(name))
        .map((name) => `${at} says ${key} without ${name}`),
    )
    expect(lacking).toEqual([])
  })
})
