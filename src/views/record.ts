import type { ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { World } from '../domain/world.ts'
import { historyFor, type HistoryView } from './history.ts'
import { zoneOf } from './naming.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** The public record: how long it is, where it ends, and how anyone checks it. */
export interface RecordView {
  readonly entries: number
  readonly head?: string
  readonly foundedAt?: Instant
  readonly zone: string
  readonly decided: number
  readonly history?: HistoryView
}

export function recordFor(viewer: Viewer, whole: World, rows: Rows, proposal?: ProposalId): RecordView {
  const { assembly } = worldFor(viewer, whole)
  const head = rows.headAt?.(assembly.n)
  const history = proposal && historyFor(viewer, whole, rows, proposal)
  return {
    entries: assembly.n,
    zone: zoneOf(assembly, 'plenary'),
    decided: [...assembly.proposals.values()].filter(({ outcome }) => outcome).length,
    ...(head && { head }),
    ...(assembly.foundedAt && { foundedAt: assembly.foundedAt }),
    ...(history && { history }),
  }
}
