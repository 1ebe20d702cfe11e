import type { ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { stageOf } from '../domain/leg.ts'
import type { Stage, World } from '../domain/world.ts'
import { standFor, type StandView } from './declared.ts'
import { personNamed, proposalNamed, zoneOf, type PersonNamed, type ProposalNamed } from './naming.ts'
import { turnView, type TurnView } from './proposal.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** What happened to a proposal, oldest first, as the public record has it: every round visible to everyone (procedure 6). */
export type HistoryLine = { readonly at: Instant; readonly n: number } & (
  | { readonly is: 'version'; readonly version: number; readonly by?: PersonNamed }
  | { readonly is: 'dispatched'; readonly version: number; readonly round: number; readonly due: Instant }
  | { readonly is: 'declared'; readonly stand: StandView }
  | {
      readonly is: 'turn'
      readonly turn: TurnView['is']
      readonly words: string | undefined
      readonly version?: number
    }
)

export interface HistoryView {
  readonly proposal: ProposalNamed
  readonly zone: string
  readonly stage: Stage
  readonly lines: readonly HistoryLine[]
}

export function historyFor(viewer: Viewer, whole: World, rows: Rows, id: ProposalId): HistoryView | undefined {
  const world = worldFor(viewer, whole)
  const proposal = world.assembly.proposals.get(id)
  if (!proposal) return undefined
  const lines: HistoryLine[] = [
    ...proposal.versions.map(({ n, number, madeAt, madeBy }): HistoryLine => ({
      is: 'version',
      at: madeAt,
      n,
      version: number,
      ...(madeBy && { by: personNamed(viewer, world, rows, madeBy) }),
    })),
    ...proposal.rounds.map(({ n, number, version, dispatchedAt, deadline }): HistoryLine => ({
      is: 'dispatched',
      at: dispatchedAt,
      n,
      version,
      round: number,
      due: deadline.at,
    })),
    ...proposal.declarations.map((one): HistoryLine => ({
      is: 'declared',
      at: one.at,
      n: one.n,
      stand: standFor(viewer, world, rows, proposal, one),
    })),
    ...proposal.turns.map((turn): HistoryLine => ({ ...turnView(rows, turn), turn: turn.is, is: 'turn' })),
  ]
  return {
    proposal: proposalNamed(rows, proposal),
    zone: zoneOf(world.assembly, 'plenary'),
    stage: stageOf(proposal),
    lines: lines.toSorted((a, b) => a.n - b.n),
  }
}
