import { line, quote, type CardNode } from '../port/card.ts'
import type { Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'

/** What somebody wrote, set apart; where it is withheld or erased, that it is. */
export const quoted = (words: string | undefined, say: Say, by?: Parts): CardNode =>
  words === undefined ? line(say('common/withheld')) : quote(words, by)
