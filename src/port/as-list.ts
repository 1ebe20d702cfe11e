import type { Parts } from '../text/part.ts'
import { list, type CardNode, type NodeOf } from './card.ts'

/** A table as a list, for what has no columns or not so many: the row's name, then each cell with its column's. */
export const asList = ({ columns, rows }: NodeOf<'table'>): CardNode =>
  list(
    rows.map(({ head, cells }) => [
      ...head,
      ...cells.flatMap(({ parts }, n): Parts => {
        const column = columns[n] ?? []
        const before: Parts = [{ kind: 'text', text: n === 0 ? ' · ' : '; ' }, ...column]
        return [...before, { kind: 'text', text: column.length > 0 ? ': ' : '' }, ...parts]
      }),
    ]),
  )
