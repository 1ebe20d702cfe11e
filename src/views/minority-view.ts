import type { CaucusId, ViewId } from '../domain/id.ts'
import { workOf } from '../domain/reading.ts'
import type { Proposal, World } from '../domain/world.ts'
import { personNamed, type PersonNamed } from './naming.ts'
import { roomFor, type Rows, type Viewer } from './viewer.ts'

/** What a minority says in its own words. It leaves its caucus only with its holder's consent, and without their name (procedure 2). */
export interface MinorityViewView {
  readonly id: ViewId
  readonly version: number
  readonly words: string | undefined
  readonly by: PersonNamed | undefined
  readonly consent: boolean
}

/** Those of one caucus on one proposal, for whoever may look into its room; nobody else has any. */
export function minorityViewsFor(
  viewer: Viewer,
  world: World,
  rows: Rows,
  caucus: CaucusId,
  proposal: Proposal,
): readonly MinorityViewView[] {
  if (!roomFor(viewer, world, caucus)) return []
  return workOf(world, caucus, proposal.id).views.map(({ id, version, words, by, consent }) => ({
    id,
    version,
    words: rows.read(words),
    by: by && personNamed(viewer, world, rows, by),
    consent,
  }))
}
