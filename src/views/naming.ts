import { caucusOf } from '../domain/charter.ts'
import type { MemberId, ParagraphId, Place, ProposalId } from '../domain/id.ts'
import { charterOf, type Assembly, type Proposal, type Version, type World } from '../domain/world.ts'
import { nameFor, type Rows, type Viewer } from './viewer.ts'

// How things are called on every card: one way each, with the words of people kept apart from ours.

/** `name` is undefined for plenary, which our own words name. */
export interface PlaceNamed {
  readonly place: Place
  readonly name: string | undefined
}

/** `name` is undefined where it is not shown to this viewer. */
export interface PersonNamed {
  readonly member: MemberId
  readonly name: string | undefined
}

/** `title` is undefined where its words are withheld. */
export interface ProposalNamed {
  readonly id: ProposalId
  readonly number: number
  readonly title: string | undefined
}

/** A paragraph as people point at it: its label as typed, and where it stands in its version, counted from 1. */
export interface ParagraphNamed {
  readonly id: ParagraphId
  readonly label: string
  readonly nth: number
}

export function placeNamed(assembly: Assembly, rows: Pick<Rows, 'read'>, place: Place): PlaceNamed {
  if (place === 'plenary') return { place, name: undefined }
  const caucus = caucusOf(charterOf(assembly), place)
  return { place, name: (caucus && rows.read(caucus.name)) ?? caucus?.key ?? '' }
}

export const personNamed = (viewer: Viewer, world: World, rows: Rows, member: MemberId): PersonNamed => ({
  member,
  name: nameFor(viewer, world, rows, member),
})

export const proposalNamed = (rows: Pick<Rows, 'read'>, { id, number, title }: Proposal): ProposalNamed => ({
  id,
  number,
  title: rows.read(title),
})

export const paragraphsOf = (version: Version | undefined): readonly ParagraphNamed[] =>
  (version?.paragraphs ?? []).map(({ id, label }, at) => ({ id, label, nth: at + 1 }))

/** A paragraph as it was called in a version, else in the newest one that has it: what was removed still has its name. */
export function paragraphNamed(proposal: Proposal, id: ParagraphId, version?: number): ParagraphNamed | undefined {
  const inVersion = (one: Version | undefined) => paragraphsOf(one).find((paragraph) => paragraph.id === id)
  const own = version === undefined ? undefined : inVersion(proposal.versions[version - 1])
  if (own) return own
  return proposal.versions
    .toReversed()
    .map(inVersion)
    .find((found) => found !== undefined)
}

/** The zone in which a place reads the clock: its own, else the assembly's. */
export function zoneOf(assembly: Assembly, place: Place): string {
  const charter = charterOf(assembly)
  return (place === 'plenary' ? undefined : caucusOf(charter, place)?.zone) ?? charter.zone
}
