import { buttons, line, pageButton, type Card } from '../port/card.ts'
import type { Say } from '../text/say.ts'

/** "Not yours" and "does not exist" get the same answer (architecture.md, Privacy is a type). */
export function nothingCard(say: Say): Card {
  const first = say('assembly/nothing-here')
  return {
    summary: first,
    nodes: [
      line(first),
      buttons([
        pageButton(say('assembly/desk-mine'), { page: 'desk' }),
        pageButton(say('assembly/desk-proposals'), { page: 'proposals' }),
      ]),
    ],
  }
}
