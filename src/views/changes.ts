import type { ParagraphId, Place, ProposalId } from '../domain/id.ts'
import { amendmentsSeen } from '../domain/proposal.ts'
import { changesBetween, isChanged } from '../domain/version/compare.ts'
import type { Proposal, Version, World } from '../domain/world.ts'
import { differenceOf, type Piece } from './difference.ts'
import {
  paragraphNamed,
  paragraphsOf,
  placeNamed,
  proposalNamed,
  type ParagraphNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** What became of one paragraph from one version to another. A moved one may be reworded too. */
export interface ChangeView {
  readonly paragraph: ParagraphNamed
  readonly is: 'reworded' | 'new' | 'removed' | 'moved' | 'relabelled'
  /** It stands at another place among the paragraphs that both versions have. */
  readonly moved: boolean
  /** What it was called before, where that is not what it is called now. */
  readonly was?: ParagraphNamed
  /** Where it came from, when one paragraph was split or several were merged. */
  readonly from: readonly ParagraphNamed[]
  /** Whose amendments it answers: those that the new versions name. */
  readonly askedBy: readonly PlaceNamed[]
  /** Word for word; undefined where words are withheld. */
  readonly words: readonly Piece[] | undefined
}

export interface ChangesView {
  readonly proposal: ProposalNamed
  readonly from: number
  readonly to: number
  readonly changes: readonly ChangeView[]
  readonly unchanged: number
  /** What the makers of the versions in between said of them. */
  readonly notes: readonly { readonly version: number; readonly note: string }[]
}

/** The newest version against the one before, unless others are named. */
export function changesFor(
  viewer: Viewer,
  whole: World,
  rows: Rows,
  id: ProposalId,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined } = {},
): ChangesView | undefined {
  const world = worldFor(viewer, whole)
  const proposal = world.assembly.proposals.get(id)
  if (!proposal) return undefined
  const newest = to ?? proposal.versions.length
  const oldest = from ?? newest - 1
  const [before, after] = [proposal.versions[oldest - 1], proposal.versions[newest - 1]]
  if (!before || !after) return undefined
  const between = proposal.versions.filter(({ number }) => number > oldest && number <= newest)
  const changes = changesIn(world, rows, proposal, before, after)
  return {
    proposal: proposalNamed(rows, proposal),
    from: oldest,
    to: newest,
    changes,
    unchanged: after.paragraphs.length - changes.filter(({ is }) => is !== 'removed').length,
    notes: between.flatMap(({ number, note }) => {
      const words = note && rows.read(note)
      return words === undefined ? [] : [{ version: number, note: words }]
    }),
  }
}

/** Changed paragraphs in the order of the new version; removed ones where they stood before. */
export function changesIn(
  world: World,
  rows: Rows,
  proposal: Proposal,
  before: Version,
  after: Version,
): readonly ChangeView[] {
  const asked = askers(proposal, before.number, after.number)
  const askedBy = (id: ParagraphId | undefined) =>
    ((id && asked.get(id)) ?? []).map((place) => placeNamed(world.assembly, rows, place))
  const [old, now] = [new Map(named(before)), new Map(named(after))]
  return changesBetween(read(rows, before), read(rows, after))
    .filter(isChanged)
    .flatMap((change): ChangeView[] => {
      const { id } = change
      const paragraph = id && (now.get(id) ?? old.get(id))
      if (!id || !paragraph) return []
      const shared = { paragraph, askedBy: askedBy(id), words: wordsOf(rows, before, after, id) }
      if (change.what === 'removed') return [{ ...shared, is: 'removed', moved: false, from: [] }]
      if (change.what === 'new') {
        const from = change.from.flatMap((one) => paragraphNamed(proposal, one, before.number) ?? [])
        return [{ ...shared, is: 'new', moved: false, from }]
      }
      const { reworded, moved, relabelled } = change
      const was = relabelled ? old.get(id) : undefined
      return [
        {
          ...shared,
          is: reworded ? 'reworded' : moved ? 'moved' : 'relabelled',
          moved,
          from: [],
          ...(was && { was }),
          ...(!reworded && { words: [] }),
        },
      ]
    })
}

const named = (version: Version) => paragraphsOf(version).map((one) => [one.id, one] as const)

/** Words that are withheld are compared by what the record cites. */
const read = (rows: Rows, { paragraphs }: Version) =>
  paragraphs.map(({ id, label, text, from }) => ({
    id,
    label,
    text: rows.read(text) ?? text.text,
    ...(from && { from }),
  }))

/** Word for word; undefined where the words of either are withheld. */
function wordsOf(rows: Rows, before: Version, after: Version, id: ParagraphId): readonly Piece[] | undefined {
  const [was, is] = [before, after].map(({ paragraphs }) => {
    const found = paragraphs.find((one) => one.id === id)
    return found ? rows.read(found.text) : ''
  })
  return was === undefined || is === undefined ? undefined : differenceOf(was, is)
}

/** Who asked, by paragraph: the amendments that the versions in between name as theirs. */
function askers(proposal: Proposal, from: number, to: number): ReadonlyMap<ParagraphId, readonly Place[]> {
  const named = new Set(
    proposal.versions.filter(({ number }) => number > from && number <= to).flatMap((one) => one.amendments),
  )
  const found = new Map<ParagraphId, Place[]>()
  for (const { id, place, paragraph } of amendmentsSeen(proposal)) {
    if (!paragraph || !named.has(id)) continue
    const places = found.get(paragraph) ?? []
    if (!places.includes(place)) found.set(paragraph, [...places, place])
  }
  return found
}
