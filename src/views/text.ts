import type { MemberId, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { currentRound, type World } from '../domain/world.ts'
import { personNamed, proposalNamed, zoneOf, type PersonNamed, type ProposalNamed } from './naming.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** A whole version, paragraph by paragraph. */
export interface TextView {
  readonly proposal: ProposalNamed
  readonly zone: string
  readonly version: number
  readonly versions: number
  readonly madeAt: Instant
  readonly madeBy?: PersonNamed
  readonly note: string | undefined
  /** The version that is out, or was out last. */
  readonly isOut: boolean
  readonly paragraphs: readonly { readonly label: string; readonly words: string | undefined }[]
}

export function textFor(
  viewer: Viewer,
  whole: World,
  rows: Rows,
  id: ProposalId,
  number?: number,
): TextView | undefined {
  const world = worldFor(viewer, whole)
  const proposal = world.assembly.proposals.get(id)
  const version = proposal?.versions[(number ?? proposal.versions.length) - 1]
  if (!proposal || !version) return undefined
  const by: MemberId | undefined = version.madeBy
  return {
    proposal: proposalNamed(rows, proposal),
    zone: zoneOf(world.assembly, 'plenary'),
    version: version.number,
    versions: proposal.versions.length,
    madeAt: version.madeAt,
    ...(by && { madeBy: personNamed(viewer, world, rows, by) }),
    note: version.note && rows.read(version.note),
    isOut: currentRound(proposal)?.version === version.number,
    paragraphs: version.paragraphs.map(({ label, text }) => ({ label, words: rows.read(text) })),
  }
}
