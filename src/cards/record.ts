import { heading, line, quietLine, type Card } from '../port/card.ts'
import { day } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { RecordView } from '../views/record.ts'
import { historyNodes } from './history.ts'
import { headParts } from './words.ts'

/** The public record: how long it is, where it ends, and how anyone checks it. */
export function recordCard(view: RecordView, say: Say): Card {
  const first = say('outcome/page', { entries: view.entries })
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.foundedAt ? [line(say('outcome/page-since', { at: day(view.foundedAt, view.zone) }))] : []),
      ...(view.head ? [line(say('outcome/page-head', { head: headParts(view.head) }))] : []),
      line(say('outcome/page-decided', { count: view.decided })),
      line(say('outcome/page-check')),
      quietLine(say('outcome/page-caucuses')),
      ...(view.history ? historyNodes(view.history, say) : []),
    ],
  }
}
