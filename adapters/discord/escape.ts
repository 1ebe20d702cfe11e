import { harmless, oneLine } from '../../src/text/plain.ts'

// Every mark that can begin markup, a mention, an emoji, a time or a link. `limits.ts` weighs the same ones.
const marks = /[\\*_`~|#>\-+.)[\](<:@]/g

/** Words of people, and our own, with no markup, mention or link in them. Keeps line breaks. */
export const escaped = (words: string): string => harmless(words).replaceAll(marks, String.raw`\$&`)

/** The same on one line: a title cannot fake a second one. */
export const escapedLine = (words: string): string => oneLine(words).replaceAll(marks, String.raw`\$&`)
