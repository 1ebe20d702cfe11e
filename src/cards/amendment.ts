import { line, quote, type CardNode } from '../port/card.ts'
import type { Say } from '../text/say.ts'
import type { AmendmentView } from '../views/amendment.ts'
import { paragraphParts, personParts, wordsOr } from './words.ts'

/** Wording that was suggested in this place: whose, for which paragraph, and why. */
export function amendmentNodes({ paragraph, by, wording, why }: AmendmentView, say: Say): readonly CardNode[] {
  const on = paragraph ? paragraphParts(paragraph, say) : say('round/whole-text')
  return [
    line(say('round/suggested', { by: by ? personParts(by, say) : say('common/somebody'), on })),
    wording === undefined ? line(wordsOr(undefined, say)) : quote(wording),
    ...(why === undefined ? [] : [line(say('round/suggested-why', { why: wordsOr(why, say) }))]),
  ]
}
