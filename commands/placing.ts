import type { CommandDeclaration } from '../src/port/command.ts'
import type { ChoiceSource, Field, How } from '../src/port/field.ts'
import type { Given, GivenAnswers } from '../src/port/form.ts'
import { label } from '../src/text/plain.ts'
import { say } from '../src/text/say.ts'
import { said, type Word } from './words.ts'

/** The names that a field's choices go by, in lower case: those of several words need no quotes. */
export type Phrases = (command: CommandDeclaration, field: string) => readonly string[]

/** A field without an answer yet, with the names that its choices go by. */
interface Awaiting {
  readonly field: Field
  readonly names: readonly string[]
}

/**
 * What was typed without a name goes to the fields that have nothing yet, in their order. A field that is found by itself
 * is passed over where the word is nothing that it takes: in `concern raise This leaves us out` no proposal is named.
 */
export function placed(
  command: CommandDeclaration,
  given: GivenAnswers,
  loose: readonly Word[],
  phrases: Phrases,
): { readonly given: GivenAnswers; readonly extra: readonly Word[] } {
  const free = Object.entries(command.ask).filter(([name, { how }]) => given[name] === undefined && how.kind !== 'tick')
  const all: Record<string, Given> = { ...given }
  let rest = loose
  for (const [at, [name, field]] of free.entries()) {
    if (all[name] !== undefined) continue
    if (isWords(field.how)) rest = numbered(free.slice(at + 1), all, rest)
    if (rest.length === 0) break
    const later = free
      .slice(at + 1)
      .filter(([other]) => all[other] === undefined)
      .map(([other, one]): Awaiting => ({ field: one, names: namesOf(one, phrases(command, other)) }))
    const awaiting = { field, names: namesOf(field, phrases(command, name)) }
    const taken = isWords(field.how) ? wordsFor(rest, later) : choiceFor(awaiting, rest, later)
    if (taken === 0) continue
    const words = rest.slice(0, taken)
    const isMany = (field.how.kind === 'from' || field.how.kind === 'fixed') && field.how.many
    all[name] = isMany ? words.flatMap(({ text }) => text.split(',').filter((one) => one !== '')) : said(words)
    rest = rest.slice(taken)
  }
  return { given: all, extra: rest }
}

/** `G-2` before a sentence is that gauge: nobody begins a reason so. Gives what is left after such words. */
function numbered(
  later: readonly (readonly [name: string, field: Field])[],
  all: Record<string, Given>,
  words: readonly Word[],
): readonly Word[] {
  const [first, ...rest] = words
  if (!first || first.quoted || !/^[a-z]-\d+$/i.test(first.text)) return words
  const found = later.find(([name, { how }]) => all[name] === undefined && looksLike(how, first.text))
  if (!found) return words
  all[found[0]] = first.text
  return numbered(later, all, rest)
}

const isWords = ({ kind }: How): boolean => kind === 'words' || kind === 'line' || kind === 'text' || kind === 'moment'

/**
 * How many words a field of words takes: what is quoted is one answer each; without quotes, all that is left, so that a
 * sentence is never cut into the answers of several questions.
 */
function wordsFor(rest: readonly Word[], later: readonly Awaiting[]): number {
  if (rest.every(({ quoted }) => quoted)) return 1
  if (later.every(({ field }) => isFoundAlone(field))) return rest.length
  const [first] = rest
  if (first?.quoted) return 1
  const quoted = rest.findIndex((word) => word.quoted)
  return quoted === -1 ? rest.length : quoted
}

/** How many words a field of choices takes: the longest name that they begin, else one, or none that it could mean. */
function choiceFor({ field, names }: Awaiting, rest: readonly Word[], later: readonly Awaiting[]): number {
  const [first] = rest
  if (!first) return 0
  for (let length = Math.min(rest.length, 8); length > 0; length--) {
    const words = rest.slice(0, length)
    if (length > 1 && words.some(({ quoted }) => quoted)) continue
    const typed = words.map(({ text }) => text.toLowerCase()).join(' ')
    if (names.some((name) => name.startsWith(typed) && (length > 1 || isWhole(name, typed, field)))) return length
  }
  if (!isFoundAlone(field)) return 1
  // A bare number that no proposal has is a paragraph's where one is asked for: `amendment suggest 4 …`.
  if (looksLike(field.how, first.text)) return /^\d+$/.test(first.text) && later.some(isParagraph) ? 0 : 1
  return later.some((one) => isWords(one.field.how) || takes(one, first)) ? 0 : 1
}

const isParagraph = ({ field: { how } }: Awaiting): boolean => how.kind === 'from' && how.source.of === 'paragraph'

const takes = ({ field: { how }, names }: Awaiting, { text }: Word): boolean =>
  looksLike(how, text) || names.some((name) => `${name} `.startsWith(`${text.toLowerCase()} `))

/** A single word that only begins a name is one where the field has to be answered; it may be a sentence's where not. */
const isWhole = (name: string, typed: string, field: Field): boolean => name === typed || !isFoundAlone(field)

const namesOf = ({ how }: Field, named: readonly string[]): readonly string[] =>
  how.kind === 'fixed'
    ? how.choices.flatMap(({ value, says }) => [value.toLowerCase(), label(say(says)).toLowerCase()])
    : named

/** How what has a number is typed. */
const shapes: Partial<Record<ChoiceSource['of'], RegExp>> = {
  proposal: /^p?-?\d+$/i,
  version: /^v?\d+$/i,
  paragraph: /^[¶(]*[a-z]{0,3}\d{1,3}[a-z]?[.)]*$|^[¶(]\w{1,8}[.)]*$/i,
  gauge: /^g?-?\d+$/i,
  concern: /^c?-?\d+$/i,
  reading: /^p-?\d+$/i,
  question: /^p-?\d+$/i,
  amendment: /^a?-?\d+$/i,
  'minority view': /^m?-?\d+$/i,
  seat: /^\d+$/,
}

function looksLike(how: How, word: string): boolean {
  if (how.kind === 'number') return /^v?\d+$/i.test(word)
  if (how.kind !== 'from') return false
  return /^[a-z]{1,3}_[0-9a-z]{26}$/.test(word) || (shapes[how.source.of]?.test(word.replace(/,$/, '')) ?? false)
}

/** What may stay empty, and what is found where there is only one: a gauge, a reading. */
const isFoundAlone = ({ optional, how }: Field): boolean =>
  optional || (how.kind === 'from' && !['member', 'caucus', 'answer'].includes(how.source.of))
