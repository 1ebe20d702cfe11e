import { readText } from '../src/domain/version/read.ts'

/** A text as a person handed it in: its title, where it has one, and its paragraphs as typed. */
export interface Drafted {
  readonly title?: string
  readonly paragraphs: readonly { readonly label: string; readonly text: string }[]
}

/** Reads a text that was found readable at the door: see `unreadable`. */
export function wholeText(words: string): Drafted {
  const read = readText(words)
  if (!read.ok) throw new Error(`a text came past the door unread: ${read.refusal.code}`)
  return read
}

/** Why a text cannot be read in paragraphs, or nothing. */
export function unreadable(words: string) {
  const read = readText(words)
  return read.ok ? undefined : read.refusal
}
