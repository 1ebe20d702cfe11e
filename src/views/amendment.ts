import type { AmendmentId, Place } from '../domain/id.ts'
import { debateIn, type Proposal, type World } from '../domain/world.ts'
import { paragraphNamed, personNamed, type ParagraphNamed, type PersonNamed } from './naming.ts'
import type { Rows, Viewer } from './viewer.ts'

/** Wording that somebody in a place has suggested for a version. Outside the place nobody sees whose it was. */
export interface AmendmentView {
  readonly id: AmendmentId
  readonly paragraph?: ParagraphNamed
  readonly by?: PersonNamed
  readonly wording: string | undefined
  readonly why: string | undefined
}

/** `world` as the viewer sees it: the amendments of a room that is not open to them are not there. */
export const amendmentsIn = (
  viewer: Viewer,
  world: World,
  rows: Rows,
  proposal: Proposal,
  place: Place,
  version: number,
): readonly AmendmentView[] =>
  debateIn(world, place, proposal)
    .amendments.filter((one) => one.version === version)
    .map(({ id, paragraph, by, wording, why }) => {
      const on = paragraph && paragraphNamed(proposal, paragraph, version)
      return {
        id,
        ...(on && { paragraph: on }),
        ...(by && { by: personNamed(viewer, world, rows, by) }),
        wording: rows.read(wording),
        why: why && rows.read(why),
      }
    })
