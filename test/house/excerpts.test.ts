import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { z } from 'zod'
import { readCharter } from '../../commands/assembly.ts'
import { charterDraft } from '../../src/domain/charter.ts'
import troubles from '../../src/text/en/store.json' with { type: 'json' }

// What the docs quote is in the source word for word, so that a page cannot go on teaching what the code has left behind.

interface Excerpt {
  /** Empty where the page names none. */
  readonly file: string
  readonly language: string
  readonly body: string
}

const fenced = /(?:<!-- (\S+) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm

function excerptsIn(page: string): readonly Excerpt[] {
  return [...page.matchAll(fenced)].map(([, file = '', language = '', body = '']) => ({ file, language, body }))
}

const pageOf = (name: string): string => readFileSync(`docs/${name}`, 'utf8')

describe('docs/first-rule.md', () => {
  const excerpts = excerptsIn(pageOf('first-rule.md'))

  it('names the file of each excerpt', () => {
    expect(excerpts.filter(({ language }) => language === 'ts').length).toBeGreaterThan(10)
    expect(excerpts.filter(({ file }) => file === '')).toEqual([])
  })

  it('quotes word for word', () => {
    const changed = excerpts.filter(({ file, body }) => !readFileSync(file, 'utf8').includes(body))
    expect(changed.map(({ file, body }) => `${file} no longer has:\n${body}`)).toEqual([])
  })
})

describe('docs/operators.md', () => {
  it('has the sentence of everything that keeps the database from opening, as it is said', () => {
    const page = pageOf('operators.md')
    const missing = Object.entries(troubles).filter(([code, { says }]) => !page.includes(`| \`${code}\` | ${says} |`))
    expect(missing.map(([code]) => code)).toEqual([])
  })
})

describe('docs/charter.md', () => {
  const page = pageOf('charter.md')
  const [example] = excerptsIn(page).filter(({ language }) => language === 'yaml')
  const caucus = charterDraft.shape.caucuses.element
  const tables: readonly [string, z.core.$ZodShape][] = [
    ['The assembly', charterDraft.shape],
    ['Each caucus', caucus.shape],
    ['`gauge` of a caucus', caucus.shape.gauge.unwrap().shape],
  ]
  /** The settings under a heading, each with its default where the page gives one as code. */
  const toldUnder = (heading: string): ReadonlyMap<string, string | undefined> => {
    const part = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? ''
    return new Map(
      [...part.matchAll(/^\| `(\w+)` \| (?:`([^`]+)`|[^|]+) \|/gm)].map(([, key = '', value]) => [key, value]),
    )
  }

  it('has an example that founds an assembly', () => {
    expect(readCharter(example?.body ?? '')).toMatchObject({ ok: true })
  })

  it.each(tables)('lists every setting under %s, and no other', (heading, shape) => {
    expect([...toldUnder(heading).keys()].toSorted()).toEqual(Object.keys(shape).toSorted())
  })

  it.each(tables)('gives each default under %s as it is', (heading, shape) => {
    const told = toldUnder(heading)
    const defaults = Object.entries(shape).flatMap(([key, { _zod }]) =>
      _zod.def.type === 'default' && 'defaultValue' in _zod.def ? [[key, _zod.def.defaultValue] as const] : [],
    )
    expect(defaults.length).toBeGreaterThan(2)
    expect(defaults.map(([key]) => [key, parse(told.get(key) ?? 'null')])).toEqual(defaults)
  })
})
