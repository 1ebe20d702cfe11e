import { z } from 'zod'

/** A text that a person wrote, cited by its salted hash; the words stand beside the chain (record.md). */
export const textRef = z.strictObject({ text: z.string().regex(/^t_[A-Za-z0-9_-]{43}$/) })
export type TextRef = z.infer<typeof textRef>

/** Why words are not taken in at the door (record.md: control characters, bidi overrides and lone surrogates). */
export type DoorRefusal =
  | { readonly code: 'text/empty' }
  | { readonly code: 'text/too-long'; readonly max: number; readonly length: number }
  | { readonly code: 'text/control-character' }

// Bidi overrides and embeddings can make a sentence read backwards; joiners, marks and isolates are language and stay.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\uFFFE\uFFFF]|\p{Cs}/u

/** Checks words at the door. `max` counts UTF-16 units, which is never fewer than what a reader counts. */
export function refusedWords(body: string, max: number): DoorRefusal | undefined {
  if (body.trim() === '') return { code: 'text/empty' }
  if (body.length > max) return { code: 'text/too-long', max, length: body.length }
  if (forbidden.test(body)) return { code: 'text/control-character' }
  return undefined
}

/** The longest reason, note or answer, in UTF-16 units: what the narrowest platform's form takes. */
export const longestNote = 3_000
/** The longest single paragraph of a proposal, in UTF-16 units. */
export const longestParagraph = 20_000

/** Words that a person wrote, as they come in. A refusal's code and numbers ride on the issue's `params`. */
export const words = (max: number = longestNote) =>
  z.string().superRefine((body, issues) => {
    const refusal = refusedWords(body, max)
    if (refusal) issues.addIssue({ code: 'custom', message: refusal.code, params: refusal })
  })

/** *Word for word* compares NFC text with runs of white space as one (procedure 1, version). */
export const plain = (body: string): string => body.normalize('NFC').replace(/\s+/gu, ' ').trim()
export const sameWords = (a: string, b: string): boolean => plain(a) === plain(b)
