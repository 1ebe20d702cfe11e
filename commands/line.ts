import { nameOf, type Catalogue, type CommandDeclaration } from '../src/port/command.ts'
import type { GivenAnswers } from '../src/port/form.ts'

/** A line as typed, taken apart: a command of the catalogue, and what was given for its fields, still as words. */
export type Line =
  | { readonly ok: true; readonly command: CommandDeclaration; readonly given: GivenAnswers }
  | { readonly ok: false; readonly why: LineSlip }

export type LineSlip =
  | { readonly code: 'line/empty' }
  | { readonly code: 'line/unknown-command'; readonly typed: string; readonly nearest: readonly string[] }
  | {
      readonly code: 'line/unknown-field'
      readonly command: string
      readonly field: string
      readonly fields: readonly string[]
    }
  | { readonly code: 'line/too-many'; readonly command: string; readonly extra: string }
  | { readonly code: 'line/open-quote' }

interface Word {
  readonly text: string
  /** Quoted words are never taken for a field's name. */
  readonly quoted: boolean
}

/** Quotes as phones and languages write them, with what closes each. */
const closes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”„“',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‘': '’',
}
// An apostrophe inside a word opens nothing.
const opensAnywhere = new Set(['"', '“', '„', '«'])

/** Words of a line; a quoted stretch is one word, and a backslash keeps the next quote or backslash as it is. */
function wordsOf(line: string): readonly Word[] | undefined {
  const words: Word[] = []
  let text = ''
  let begun = false
  let quoted = false
  let until: string | undefined
  const end = () => {
    if (begun) words.push({ text, quoted })
    text = ''
    begun = false
    quoted = false
  }
  const characters = Array.from(line)
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    const next = characters[at + 1]
    if (until !== undefined && character === '\\' && next !== undefined && (next === '\\' || until.includes(next))) {
      text += next
      at++
    } else if (until?.includes(character)) {
      until = undefined
    } else if (until !== undefined) {
      text += character
    } else if (
      closes[character] !== undefined &&
      (opensAnywhere.has(character) ? atEdge(text) : text === '' || text.endsWith(':'))
    ) {
      until = closes[character]
      begun = true
      quoted = quoted || text === ''
    } else if (/\s/.test(character)) {
      end()
    } else {
      text += character
      begun = true
    }
  }
  if (until !== undefined) return undefined
  end()
  return words
}

/** A quote opens at the beginning of a word, or right after `--field=` or `field:`. */
const atEdge = (text: string): boolean => text === '' || /[:=]$/.test(text)

/** Takes a line apart, the platform's own command word left out: `gauge open P-12 --closes "Thu 18:00"`. */
export function readLine(catalogue: Catalogue, typed: string): Line {
  const read = wordsOf(typed.replace(/^\s*\/caucus\b/i, ''))
  if (!read) return { ok: false, why: { code: 'line/open-quote' } }
  const words = meantWords(catalogue, read)
  if (words.length === 0) return { ok: false, why: { code: 'line/empty' } }
  const command = commandOf(catalogue, words)
  if (!command) {
    const name = words
      .slice(0, 2)
      .map(({ text }) => text)
      .join(' ')
    return { ok: false, why: { code: 'line/unknown-command', typed: name, nearest: nearest(catalogue, name) } }
  }
  const rest = words.slice(words[1]?.text.toLowerCase() === command.name[1] ? 2 : 1)
  return fieldsOf(command, rest)
}

/**
 * `caucus` is the word for us, and one of our nouns: `/caucus leave`, `caucus leave` and `/caucus caucus leave` are one
 * command, and so are `gauge open` and `caucus gauge open`.
 */
function meantWords(catalogue: Catalogue, words: readonly Word[]): readonly Word[] {
  if (commandOf(catalogue, words)) return words
  const noun: Word = { text: 'caucus', quoted: false }
  const [first, ...rest] = words
  if (first?.text.toLowerCase() === noun.text) return rest
  return commandOf(catalogue, [noun, ...words]) ? [noun, ...words] : words
}

function commandOf(catalogue: Catalogue, words: readonly Word[]): CommandDeclaration | undefined {
  const [noun = '', verb = ''] = words.map(({ text }) => text.toLowerCase())
  const exact = catalogue.find((one) => one.name[0] === noun && one.name[1] === verb)
  if (exact) return exact
  // A noun with one verb needs none: `help`, `desk`.
  const [only, ...others] = catalogue.filter((one) => one.name[0] === noun)
  return others.length === 0 ? only : undefined
}

function fieldsOf(command: CommandDeclaration, words: readonly Word[]): Line {
  const names = Object.keys(command.ask)
  const given: Record<string, string | boolean | readonly string[]> = {}
  const loose: string[] = []
  for (let at = 0; at < words.length; at++) {
    const { text, quoted } = words[at] ?? { text: '', quoted: true }
    const named = quoted ? undefined : namedField(text, names)
    if (!named) {
      if (!quoted && text.startsWith('--')) return unknownField(command, text.slice(2), names)
      loose.push(text)
      continue
    }
    const field = command.ask[named.name]
    const next = words[at + 1]
    if (field?.how.kind === 'tick' && named.value === undefined) {
      const says = next && !next.quoted ? tickWord(next.text) : undefined
      given[named.name] = says ?? true
      if (says !== undefined) at++
      continue
    }
    const value = named.value ?? next?.text
    if (named.value === undefined) at++
    if (value === undefined) continue
    given[named.name] =
      field && isMany(field.how)
        ? [...listed(given[named.name]), ...(field.how.kind === 'each' ? [value] : eachOf(value))]
        : value
  }
  return placed(command, names, given, loose)
}

/** What was typed without a name goes to the first fields that have nothing yet, in their order. */
function placed(
  command: CommandDeclaration,
  names: readonly string[],
  given: Record<string, string | boolean | readonly string[]>,
  loose: readonly string[],
): Line {
  const free = names.filter((name) => given[name] === undefined && command.ask[name]?.how.kind !== 'tick')
  const last = loose.length > free.length && free.length > 0
  for (const [at, name] of free.entries()) {
    const word = loose[at]
    if (word === undefined) break
    const how = command.ask[name]?.how
    // The last field takes the rest of the line where it holds words: nobody quotes a sentence on a phone.
    const takesRest =
      at === free.length - 1 ||
      (how && isWords(how) && free.slice(at + 1).every((later) => isFoundAlone(command.ask[later])))
    if (takesRest && how && isWords(how)) {
      given[name] = loose.slice(at).join(' ')
      return { ok: true, command, given }
    }
    given[name] = how && isMany(how) ? eachOf(word) : word
  }
  if (last || (free.length === 0 && loose.length > 0))
    return {
      ok: false,
      why: { code: 'line/too-many', command: nameOf(command), extra: loose.slice(free.length).join(' ') },
    }
  return { ok: true, command, given }
}

type Kind = CommandDeclaration['ask'][string]['how']
const isWords = (how: Kind): boolean =>
  how.kind === 'words' || how.kind === 'line' || how.kind === 'text' || how.kind === 'moment' || how.kind === 'each'
/** What may stay empty, and what is found where there is only one: a gauge, a reading. */
const isFoundAlone = (field: CommandDeclaration['ask'][string] | undefined): boolean =>
  field?.optional === true || field?.how.kind === 'from'
const isMany = (how: Kind): boolean =>
  how.kind === 'each' || ((how.kind === 'from' || how.kind === 'fixed') && how.many)
const listed = (value: string | boolean | readonly string[] | undefined): readonly string[] => {
  if (value === undefined || typeof value === 'boolean') return []
  return typeof value === 'string' ? [value] : value
}

/** Several are typed with commas between them: `--only 4,5,6`. */
const eachOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

const tickWord = (word: string): boolean | undefined => {
  if (/^(yes|true|on)$/i.test(word)) return true
  return /^(no|false|off)$/i.test(word) ? false : undefined
}

/** `--closes`, `--closes=Thu`, `closes:Thu`; a long dash is what phones make of two short ones. */
function namedField(word: string, names: readonly string[]): { name: string; value: string | undefined } | undefined {
  const [, dashed, after] = /^(?:--|—)([\w-]+)(?:[=:](.*))?$/s.exec(word) ?? []
  if (dashed !== undefined) return names.includes(dashed) ? { name: dashed, value: after } : undefined
  const [, plain = '', value] = /^([\w-]+):(.+)$/s.exec(word) ?? []
  return names.includes(plain) ? { name: plain, value } : undefined
}

const unknownField = (command: CommandDeclaration, typed: string, fields: readonly string[]): Line => ({
  ok: false,
  why: { code: 'line/unknown-field', command: nameOf(command), field: typed.replace(/[=:].*$/s, ''), fields },
})

/** The commands whose names are closest to what was typed, best first: at most three. */
function nearest(catalogue: Catalogue, typed: string): readonly string[] {
  const wanted = typed.toLowerCase()
  const noun = wanted.split(' ')[0] ?? ''
  const near = catalogue
    .map((one) => ({
      name: nameOf(one).trim(),
      distance: distance(nameOf(one), wanted) - (one.name.some((word) => word === noun) ? 4 : 0),
    }))
    .filter(({ name, distance: far }) => far <= Math.max(3, name.length / 2))
  return near
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** How many letters apart two names are (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1])))
    row = next
  }
  return row[b.length] ?? 0
}
