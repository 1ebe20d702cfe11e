/**
 * How a moment is shown: `deadline` adds how long is left and the assembly's zone, `left` is only how long is left.
 * Platforms show the reader's own time where they can.
 */
export type MomentStyle = 'moment' | 'deadline' | 'day' | 'left'

/**
 * A piece of a sentence. What a member wrote stays apart from our own words until an adapter escapes it, a moment stays
 * an instant and a person a person, so that each platform shows them natively. There is no Markdown in any of them.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** What a member wrote. No adapter may read markup in it. */
  | { readonly kind: 'memberText'; readonly text: string }
  | { readonly kind: 'strong'; readonly parts: readonly Part[] }
  /** `member` is the member's id; `name` is what they call themselves, and as untrusted as member text. */
  | { readonly kind: 'person'; readonly member: string; readonly name: string }
  /** `at` is an instant in UTC, `zone` the IANA zone of the assembly. */
  | { readonly kind: 'moment'; readonly at: string; readonly zone: string; readonly style: MomentStyle }
  /** The plenary or a caucus, by its id and the name that its charter gives it: people wrote that too. */
  | { readonly kind: 'place'; readonly place: string; readonly name: string }
  /** A short technical word that is read letter by letter: an advice's name, the head of the record, a command. */
  | { readonly kind: 'code'; readonly text: string }
  /** Words of a text that a version took out or put in: read as `[-…-]` and `{+…+}`, with colour or without. */
  | { readonly kind: 'removed'; readonly text: string }
  | { readonly kind: 'added'; readonly text: string }
  /** Where a statement can be checked: entry `n` of a chain of the record ('public', or a caucus's id). */
  | { readonly kind: 'source'; readonly chain: string; readonly n: number }

export type Parts = readonly Part[]

/** Our own words, already in the reader's language. */
export const text = (words: string): Part => ({ kind: 'text', text: words })
/** What a member wrote, kept apart from our words. */
export const memberText = (words: string): Part => ({ kind: 'memberText', text: words })
export const strong = (...parts: Parts): Part => ({ kind: 'strong', parts })
export const person = (member: string, name: string): Part => ({ kind: 'person', member, name })
export const placeNamed = (place: string, name: string): Part => ({ kind: 'place', place, name })
export const code = (word: string): Part => ({ kind: 'code', text: word })
export const removed = (words: string): Part => ({ kind: 'removed', text: words })
export const added = (words: string): Part => ({ kind: 'added', text: words })
export const source = (chain: string, n: number): Part => ({ kind: 'source', chain, n })
export const moment = (at: string, zone: string): Part => ({ kind: 'moment', at, zone, style: 'moment' })
export const deadlineAt = (at: string, zone: string): Part => ({ kind: 'moment', at, zone, style: 'deadline' })
export const day = (at: string, zone: string): Part => ({ kind: 'moment', at, zone, style: 'day' })
