import { line, quote, type CardNode } from '../port/card.ts'
import type { Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'

/** What somebody wrote, set apart; where it is withheld or erased, that it is. */
export const quoted = (words: string | undefined, say: Say, by?: Parts): CardNode =>
  words === undefined ? line(say('common/withheld')) : quote(words, by)

const longestBeginning = 160

/** The first words of what somebody wrote, for one line of a list: the whole stands on a card of its own. */
export function beginningOf(words: string): string {
  const [first = ''] = words.trim().split('\n')
  if (first.length <= longestBeginning) return first === words.trim() ? first : `${first} …`
  const end = first.lastIndexOf(' ', longestBeginning)
  return `${first.slice(0, end > 0 ? end : longestBeginning)} …`
}
