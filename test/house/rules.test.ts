import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// docs/rules.md promises: each rule of the procedure → the function that keeps it → the test that proves it.

interface Row {
  readonly rule: string
  /** Where the rule is kept: `path#name`, several where it takes several. Empty for a rule that waits. */
  readonly functions: readonly { readonly file: string; readonly name: string }[]
  readonly tests: readonly string[]
  /** Why a rule waits, where it does. */
  readonly waits?: string
}

const procedure = readFileSync('docs/procedure.md', 'utf8')
const written = [...procedure.matchAll(/^- \*\*(\d+\.\d+\.\d+)\*\* (.+)$/gm)].map(([, number = '']) => number)
const sections = new Set([...procedure.matchAll(/^#{2,3} (\d+(?:\.\d+)?)[. ]/gm)].map(([, number = '']) => number))
const rows = rowsOf(readFileSync('docs/rules.md', 'utf8'))
const proofs = proofsIn('test')

describe('docs/rules.md', () => {
  it('lists every rule of the procedure once, in its order, and no other', () => {
    expect(written.length).toBeGreaterThan(200)
    expect(rows.map(({ rule }) => rule)).toEqual(written)
  })

  it('names for every rule a function that is there', () => {
    const missing = rows.flatMap(({ rule, functions }) =>
      functions.filter((one) => !isDefined(one)).map(({ file, name }) => `${rule}: ${file}#${name}`),
    )
    expect(missing).toEqual([])
  })

  it('names for every rule a test that proves it by its number', () => {
    const missing = rows.flatMap(({ rule, tests }) =>
      tests.filter((file) => !proofs.get(rule)?.has(file)).map((file) => `${rule}: ${file}`),
    )
    expect(missing).toEqual([])
  })

  it('has no rule without both, save those that wait and say why', () => {
    const bare = rows.filter(({ functions, tests, waits }) =>
      waits === undefined ? functions.length === 0 || tests.length === 0 : waits === '',
    )
    expect(bare).toEqual([])
  })

  it('knows every rule that a test cites, and lets none of those wait', () => {
    const kept = new Set(rows.filter(({ waits }) => waits === undefined).map(({ rule }) => rule))
    const strays = [...proofs]
      .filter(([rule]) => !kept.has(rule))
      .map(([rule, files]) => `${rule}: ${[...files].join()}`)
    expect(strays).toEqual([])
  })
})

describe('docs/authority.md', () => {
  it('cites only sections that the procedure has', () => {
    const cited = [...readFileSync('docs/authority.md', 'utf8').matchAll(/^\| .+$/gm)]
      .flatMap(([line]) => line.split('|'))
      .flatMap((cell) => /^ (?:[–A-Z,!]+|anyone) (\d+\.\d+) *$/.exec(cell)?.[1] ?? [])
    expect(cited.length).toBeGreaterThan(100)
    expect([...new Set(cited)].filter((section) => !sections.has(section))).toEqual([])
  })
})

function rowsOf(page: string): readonly Row[] {
  return [...page.matchAll(/^\| (\d+\.\d+\.\d+) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, rule = '', kept = '', proven = '']) => {
      if (kept === 'waiting') return { rule, functions: [], tests: [], waits: proven }
      const functions = codes(kept).map((one) => {
        const [file = '', name = ''] = one.split('#')
        return { file, name }
      })
      return { rule, functions, tests: codes(proven) }
    },
  )
}

/** What stands between backticks, in order. */
function codes(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** Whether a file defines a name: as a function, a constant, a type, or a key such as an act of a table of decisions. */
function isDefined({ file, name }: { readonly file: string; readonly name: string }): boolean {
  if (!existsSync(file) || name === '') return false
  const literally = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const definition = new RegExp(
    String.raw`\b(?:function|const|type|interface|class) ${literally}\b|^\s*'?${literally}'?\??[:(]`,
    'm',
  )
  return definition.test(readFileSync(file, 'utf8'))
}

/** Which files prove each rule, by the numbers in their calls of `rule`. */
function proofsIn(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))
  for (const file of files.map((name) => join(folder, name)))
    for (const [, number = ''] of readFileSync(file, 'utf8').matchAll(/\brule\(\s*'(\d+\.\d+\.\d+)'/g))
      found.set(number, (found.get(number) ?? new Set()).add(file))
  return found
}
