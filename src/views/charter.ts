import type { Caucus, Charter } from '../domain/charter.ts'
import { charterOf, type World } from '../domain/world.ts'
import { placeNamed, type PlaceNamed } from './naming.ts'
import { offers } from './offers.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** The settings of the assembly as they are now. A round out under an older version keeps that one (procedure 1, charter). */
export interface CharterView {
  readonly name: string | undefined
  readonly forum: string | undefined
  readonly version: number
  readonly settings: Pick<
    Charter,
    'zone' | 'contestHours' | 'appealDays' | 'choiceHours' | 'noObjectionCounts' | 'remindAt'
  >
  readonly caucuses: readonly (Pick<Caucus, 'kind' | 'seats' | 'counts' | 'dormant' | 'gauge' | 'membership'> & {
    readonly caucus: PlaceNamed
    readonly method: Caucus['method']['name']
  })[]
  readonly may: { readonly amend: boolean }
}

export function charterFor(viewer: Viewer, whole: World, rows: Rows): CharterView {
  const world = worldFor(viewer, whole)
  const charter = charterOf(world.assembly)
  const { zone, contestHours, appealDays, choiceHours, noObjectionCounts, remindAt } = charter
  return {
    name: rows.read(charter.name),
    forum: rows.read(charter.forum),
    version: world.assembly.charters.length,
    settings: { zone, contestHours, appealDays, choiceHours, noObjectionCounts, remindAt },
    caucuses: charter.caucuses.map(({ id, kind, seats, counts, dormant, gauge, membership, method }) => ({
      caucus: placeNamed(world.assembly, rows, id),
      kind,
      seats,
      counts,
      dormant,
      gauge,
      membership,
      method: method.name,
    })),
    may: { amend: offers(viewer, world, 'amend charter') },
  }
}
