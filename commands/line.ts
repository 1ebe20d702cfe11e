import { nameOf, type Catalogue, type CommandDeclaration } from '../src/port/command.ts'
import type { Field } from '../src/port/field.ts'
import type { Given, GivenAnswers } from '../src/port/form.ts'
import { nearest } from './nearest.ts'
import { placed, type Phrases } from './placing.ts'
import { said, wordsOf, type Word } from './words.ts'

/** A line as typed, taken apart: a command of the catalogue, and what was given for its fields, still as words. */
export type Line =
  | { readonly ok: true; readonly command: CommandDeclaration; readonly given: GivenAnswers }
  | { readonly ok: false; readonly why: LineSlip }

export type LineSlip =
  | { readonly code: 'line/empty' }
  /** A noun without a verb: what can be done with it is worth showing. */
  | { readonly code: 'line/noun'; readonly noun: string }
  | { readonly code: 'line/unknown-command'; readonly typed: string; readonly nearest: readonly string[] }
  | {
      readonly code: 'line/unknown-field'
      readonly command: string
      readonly field: string
      readonly fields: readonly string[]
    }
  | { readonly code: 'line/too-many'; readonly command: string; readonly extra: string }
  | { readonly code: 'line/open-quote' }

const slip = (why: LineSlip): Line => ({ ok: false, why })
const noPhrases: Phrases = () => []

/**
 * Takes a line apart: `gauge open P-12 --closes "Thu 18:00"`. The platform's own command word may stand before it.
 * `phrases` are the names of several words that somebody may type without quotes here.
 */
export function readLine(catalogue: Catalogue, typed: string, phrases: Phrases = noPhrases): Line {
  const words = wordsOf(typed.replace(/^\s*\/caucus(?!\S)/i, ''))
  if (!words) return slip({ code: 'line/open-quote' })
  const found = commandIn(catalogue, words)
  if (found) return fieldsOf(found.command, words.slice(found.words), phrases)
  const [noun, verb, ...more] = words.map(({ text }) => text.toLowerCase())
  if (noun === undefined || (noun === 'caucus' && verb === undefined)) return slip({ code: 'line/empty' })
  const alone = noun === 'caucus' ? verb : noun
  const isAlone = more.length === 0 && (noun === 'caucus' || verb === undefined)
  if (isAlone && alone !== undefined && catalogue.some(({ name }) => name[0] === alone))
    return slip({ code: 'line/noun', noun: alone })
  const name = words
    .slice(0, 2)
    .map(({ text }) => text)
    .join(' ')
  return slip({ code: 'line/unknown-command', typed: name, nearest: nearest(catalogue, name) })
}

interface Found {
  readonly command: CommandDeclaration
  /** How many words its name took. */
  readonly words: number
}

/** `caucus` is a noun of ours and the word by which platforms call us: the reading that names a command is meant. */
function commandIn(catalogue: Catalogue, words: readonly Word[]): Found | undefined {
  const plain = commandAt(catalogue, words)
  if (plain) return plain
  const [first, ...rest] = words
  const called = first && isWord(first, 'caucus') ? commandAt(catalogue, rest) : undefined
  if (called) return { ...called, words: called.words + 1 }
  const ours = commandAt(catalogue, [{ text: 'caucus', quoted: false, raw: 'caucus', gap: '' }, ...words])
  return ours && { ...ours, words: ours.words - 1 }
}

const isWord = ({ text, quoted }: Word, wanted: string): boolean => !quoted && text.toLowerCase() === wanted

function commandAt(catalogue: Catalogue, words: readonly Word[]): Found | undefined {
  const [noun] = words
  if (!noun) return undefined
  const all = catalogue.filter(({ name }) => isWord(noun, name[0]))
  // `send-back` is also typed `send back`, and `sendback`.
  for (const length of [2, 1]) {
    const typed = joined(words.slice(1, 1 + length).map(({ text }) => text))
    const command = all.find(({ name }) => joined([name[1]]) === typed)
    if (command && words.length > length) return { command, words: 1 + length }
  }
  // A noun with one verb needs none: `help`, `desk`.
  const [only, ...others] = all
  return only && others.length === 0 ? { command: only, words: 1 } : undefined
}

const joined = (words: readonly string[]): string => words.join('').toLowerCase().replaceAll('-', '')

function fieldsOf(command: CommandDeclaration, words: readonly Word[], phrases: Phrases): Line {
  const names = Object.keys(command.ask)
  const given: Record<string, Given> = {}
  const loose: Word[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at]
    if (!word) break
    const named = namedField(word, names)
    if (named === 'unknown') return unknownField(command, word.text.slice(2), names)
    if (!named) {
      loose.push(word)
      at++
      continue
    }
    const field = command.ask[named.name]
    if (!field) break
    const value = valueOf(field, named.value, words.slice(at + 1), names)
    at += 1 + value.words
    if (value.given === undefined) continue
    given[named.name] = isMany(field) ? [...listed(given[named.name]), ...listed(value.given)] : value.given
  }
  const { extra, ...all } = placed(command, given, loose, phrases)
  if (extra.length > 0) return slip({ code: 'line/too-many', command: nameOf(command), extra: said(extra) })
  return { ok: true, command, given: all.given }
}

/** What a named field was given, and how many of the words after its name belong to it. */
function valueOf(
  field: Field,
  inline: Word | undefined,
  after: readonly Word[],
  names: readonly string[],
): { readonly given: Given | undefined; readonly words: number } {
  const next = after[0] && !startsField(after[0], names) ? after[0] : undefined
  if (field.how.kind === 'tick') {
    const says = tickWord(inline ?? next)
    return inline
      ? { given: says ?? inline.text, words: 0 }
      : { given: says ?? true, words: says === undefined ? 0 : 1 }
  }
  const first = inline ?? next
  if (!first) return { given: undefined, words: 0 }
  const others = inline ? after : after.slice(1)
  const words = [first, ...continued(field, first, others, names)]
  const given = isMany(field) ? eachOf(words.map(({ text }) => text).join(' ')) : said(words)
  return { given, words: words.length - Number(inline !== undefined) }
}

/** Nobody quotes a sentence on a phone: words go on to the next field's name, and a list as long as there are commas. */
function continued(field: Field, first: Word, others: readonly Word[], names: readonly string[]): readonly Word[] {
  if (first.quoted) return []
  const { kind } = field.how
  const isWords = kind === 'words' || kind === 'line' || kind === 'text' || kind === 'moment'
  const end = others.findIndex((word, at) => {
    if (startsField(word, names)) return true
    if (isWords) return false
    const before = others[at - 1] ?? first
    return !(isMany(field) && (before.text.endsWith(',') || word.text.startsWith(',')))
  })
  return end === -1 ? others : others.slice(0, end)
}

const startsField = (word: Word, names: readonly string[]): boolean => namedField(word, names) !== undefined

const isMany = ({ how }: Field): boolean => (how.kind === 'from' || how.kind === 'fixed') && how.many
const listed = (value: Given | undefined): readonly string[] => {
  if (value === undefined || typeof value === 'boolean') return []
  return typeof value === 'string' ? [value] : value
}

/** Several are typed with commas between them: `--only 4,5,6`. */
const eachOf = (value: string): readonly string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

const tickWord = (word: Word | undefined): boolean | undefined => {
  if (!word || word.quoted) return undefined
  if (/^(yes|true|on)$/i.test(word.text)) return true
  return /^(no|false|off)$/i.test(word.text) ? false : undefined
}

interface NamedField {
  readonly name: string
  /** What stood right after the name: `--closes=Thu`. */
  readonly value: Word | undefined
}

/** `--closes`, `--closes=Thu`, `closes:Thu`; a long dash is what phones make of two short ones. */
function namedField({ text, quoted, raw }: Word, names: readonly string[]): NamedField | 'unknown' | undefined {
  if (quoted) return undefined
  const inline = (value: string | undefined): Word | undefined =>
    value === undefined ? undefined : { text: value, quoted: raw !== text, raw: value, gap: '' }
  const [, dashes, dashed, after] = /^(--|—|–)([a-z][\w-]*)(?:[=:](.*))?$/is.exec(text) ?? []
  if (dashed !== undefined) {
    const name = dashed.toLowerCase()
    if (names.includes(name)) return { name, value: inline(after) }
    // A long dash before a word is a dash, unless it names a field.
    return dashes === '--' ? 'unknown' : undefined
  }
  const [, plain = '', value] = /^([a-z][\w-]*):(.+)$/is.exec(text) ?? []
  return names.includes(plain.toLowerCase()) ? { name: plain.toLowerCase(), value: inline(value) } : undefined
}

const unknownField = (command: CommandDeclaration, typed: string, fields: readonly string[]): Line =>
  slip({ code: 'line/unknown-field', command: nameOf(command), field: typed.replace(/[=:].*$/s, ''), fields })
