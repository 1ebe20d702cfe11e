import { text, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { StandView } from '../views/declared.ts'
import type { CellView } from '../views/tracker.ts'
import { levelParts, listed, numberParts, paragraphsParts } from './words.ts'

/** How a caucus stands, inside a sentence: "rough consensus, if ¶4 is amended". */
export function standParts(
  stand: Pick<StandView, 'level' | 'about' | 'paragraphs'> & Partial<Pick<StandView, 'otherProposals' | 'part'>>,
  say: Say,
): Parts {
  const level = levelParts(stand.level, say)
  const part = stand.part ?? []
  const on = part.length > 0 ? say('round/stand-part', { level, part: paragraphsParts(part, say) }) : level
  if (stand.about === 'as it is') return say('round/stand-as-is', { level: on })
  return say('round/stand-if', { level: on, condition: conditionParts(stand, say) })
}

/** What a caucus's agreement hangs on, in short. */
const conditionParts = (
  { paragraphs, otherProposals = [] }: Pick<StandView, 'paragraphs'> & Partial<Pick<StandView, 'otherProposals'>>,
  say: Say,
): Parts => {
  const amended =
    paragraphs.length > 0
      ? [say('round/if-amended', { count: paragraphs.length, paragraphs: paragraphsParts(paragraphs, say) })]
      : []
  const passed = otherProposals.map((one) => say('round/if-passed', { proposal: numberParts(one) }))
  const all = [...amended, ...passed]
  return all.length > 0 ? listed(all, say) : say('round/if-changed')
}

/** One cell of the tracker: how a caucus stood in a round. */
export function cellParts(cell: CellView, zone: string, say: Say): Parts {
  switch (cell.is) {
    case 'not dispatched':
      return [text('—')]
    case 'awaited':
      return say('round/cell-awaited')
    case 'lapsed':
      return say('round/cell-lapsed')
    case 'recalled':
      return say('round/cell-recalled')
    case 'reading':
      return cell.until
        ? say('round/cell-reading', { until: { kind: 'moment', at: cell.until, zone, style: 'moment' } })
        : say('round/cell-reading-over')
    case 'declared':
    case 'keeps': {
      const level = cell.level ? levelParts(cell.level, say) : []
      const conditional = cell.about === 'if amended'
      const so = conditional
        ? cell.paragraphs.length > 0
          ? say('round/cell-if-amended', { level, paragraphs: paragraphsParts(cell.paragraphs, say) })
          : say('round/cell-if', { level })
        : level
      const part = cell.partOnly ? say('round/cell-part', { so }) : so
      const late = cell.late ? say('round/cell-late', { so: part }) : part
      return cell.is === 'keeps' ? say('round/cell-keeps', { so: late }) : late
    }
  }
}
