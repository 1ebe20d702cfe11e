import { IntlMessageFormat } from 'intl-messageformat'
import { english, type Key } from './en.ts'
import { code, strong, text, type Part, type Parts } from './part.ts'

export type { Key } from './en.ts'

/**
 * What fills a sentence. A string is our own word (a choice in the sentence, a number that is a name); what people wrote
 * comes as parts, and stays apart.
 */
export type Values = Readonly<Record<string, string | number | boolean | Part | Parts>>

/** A whole sentence as parts. Throws for a value that the sentence needs and did not get: that is our mistake. */
export type Say = (key: Key, values?: Values) => Parts

/** A value on its way through a sentence: wrapped, so that a list of parts is not taken apart. */
class Passed {
  readonly parts: Parts
  constructor(parts: Parts) {
    this.parts = parts
  }
}

type Chunk = string | Passed

const unwrapped = (chunks: readonly Chunk[]): Parts =>
  chunks.flatMap((chunk): Parts => (chunk instanceof Passed ? chunk.parts : chunk === '' ? [] : [text(chunk)]))

const tags = {
  b: (chunks: Chunk[]) => new Passed([strong(...unwrapped(chunks))]),
  code: (chunks: Chunk[]) =>
    new Passed([code(chunks.map((chunk) => (typeof chunk === 'string' ? chunk : '')).join(''))]),
}

const passed = (value: Values[string]): string | number | boolean | Passed => {
  if (typeof value !== 'object') return value
  return new Passed('kind' in value ? [value] : value)
}

const languages = { en: english } satisfies Record<string, Readonly<Record<Key, { says: string; note: string }>>>
export type Language = keyof typeof languages

/** Speaks one language. Each sentence is parsed at its first use. */
function sayIn(language: Language): Say {
  const sentences = languages[language]
  const parsed = new Map<Key, IntlMessageFormat>()
  const sentence = (key: Key): IntlMessageFormat => {
    const known = parsed.get(key)
    if (known) return known
    const made = new IntlMessageFormat(sentences[key].says, language)
    parsed.set(key, made)
    return made
  }
  return (key, values = {}) => {
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, passed(value)]))
    return unwrapped(
      sentence(key)
        .formatToParts<Passed>({ ...tags, ...given })
        .map(({ value }) => value),
    )
  }
}

/** English. The only language so far; the type leaves room for others. */
export const say: Say = sayIn('en')
