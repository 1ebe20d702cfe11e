import { line, type CardNode } from '../port/card.ts'
import type { Say } from '../text/say.ts'
import type { MinorityViewView } from '../views/minority-view.ts'
import { quoted } from './quoted.ts'
import { personParts } from './words.ts'

/** The minority views of a caucus, in their holders' own words, and whether each may leave. */
export const minorityViewNodes = (views: readonly MinorityViewView[], say: Say): readonly CardNode[] =>
  views.flatMap(({ words, by, consent, version }) => {
    const who = by ? personParts(by, say) : say('common/somebody')
    return [
      line(say('reading/minority-view', { who, version })),
      quoted(words, say, say('reading/minority-view-leaves', { consent: consent ? 'yes' : 'no' })),
    ]
  })
