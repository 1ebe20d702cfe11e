import type { ParagraphId, Place, ProposalId } from '../domain/id.ts'
import { amendmentsSeen } from '../domain/proposal.ts'
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
  return {
    proposal: proposalNamed(rows, proposal),
    from: oldest,
    to: newest,
    changes: changesBetween(world, rows, proposal, before, after),
    unchanged: after.paragraphs.filter((one) => before.paragraphs.some((old) => isSame(old, one))).length,
    notes: between.flatMap(({ number, note }) => {
      const words = note && rows.read(note)
      return words === undefined ? [] : [{ version: number, note: words }]
    }),
  }
}

type Paragraph = Version['paragraphs'][number]
const isSame = (a: Paragraph, b: Paragraph): boolean =>
  a.id === b.id && a.text.text === b.text.text && a.label === b.label

/** Changed paragraphs in the order of the new version; removed ones where they stood before. */
export function changesBetween(
  world: World,
  rows: Rows,
  proposal: Proposal,
  before: Version,
  after: Version,
): readonly ChangeView[] {
  const old = new Map(paragraphsOf(before).map((one) => [one.id, one]))
  const asked = askers(proposal, before.number, after.number)
  const moved = movedIn(before, after)
  const wordsOf = (version: Version, id: ParagraphId): string | undefined => {
    const found = version.paragraphs.find((one) => one.id === id)
    return found && rows.read(found.text)
  }
  const askedBy = (id: ParagraphId) => (asked.get(id) ?? []).map((place) => placeNamed(world.assembly, rows, place))
  const difference = (id: ParagraphId) => {
    const [was, is] = [wordsOf(before, id), wordsOf(after, id)]
    return was === undefined || is === undefined ? undefined : differenceOf(was, is)
  }
  const changed = paragraphsOf(after).flatMap((paragraph, at): readonly Placed[] => {
    const { id } = paragraph
    const now = after.paragraphs[at]
    const was = old.get(id)
    const then = before.paragraphs.find((one) => one.id === id)
    if (!now) return []
    if (!was || !then) {
      const from = (now.from ?? []).flatMap((one) => paragraphNamed(proposal, one, before.number) ?? [])
      const words = wordsOf(after, id)
      return [
        {
          at,
          change: {
            paragraph,
            is: 'new',
            moved: false,
            from,
            askedBy: askedBy(id),
            words: words === undefined ? undefined : differenceOf('', words),
          },
        },
      ]
    }
    const isMoved = moved.has(id)
    const isReworded = now.text.text !== then.text.text
    if (!isMoved && isSame(now, then)) return []
    const is = isReworded ? 'reworded' : isMoved ? 'moved' : 'relabelled'
    return [
      {
        at,
        change: {
          paragraph,
          is,
          moved: isMoved,
          ...(now.label !== then.label && { was }),
          from: [],
          askedBy: askedBy(id),
          words: isReworded ? difference(id) : [],
        },
      },
    ]
  })
  const gone = paragraphsOf(before)
    .filter(({ id }) => !after.paragraphs.some((one) => one.id === id))
    .map((paragraph): Placed => {
      const words = wordsOf(before, paragraph.id)
      return {
        at: paragraph.nth - 1,
        change: {
          paragraph,
          is: 'removed',
          moved: false,
          from: [],
          askedBy: askedBy(paragraph.id),
          words: words === undefined ? undefined : differenceOf(words, ''),
        },
      }
    })
  return [...gone, ...changed].toSorted((a, b) => a.at - b.at).map(({ change }) => change)
}

interface Placed {
  readonly at: number
  readonly change: ChangeView
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

/**
 * The paragraphs that changed places among those that both versions have: all but the longest row that kept its order, so
 * that one paragraph carried to the end is one move and not many.
 */
function movedIn(before: Version, after: Version): ReadonlySet<ParagraphId> {
  const places = new Map(before.paragraphs.map(({ id }, at) => [id, at]))
  const kept = after.paragraphs.filter(({ id }) => places.has(id)).map(({ id }) => id)
  const best: { readonly length: number; readonly last: number; readonly before: number }[] = []
  for (const [at, id] of kept.entries()) {
    const here = places.get(id) ?? 0
    let length = 1
    let previous = -1
    for (const [earlier, one] of best.entries())
      if (one.last < here && one.length + 1 > length) {
        length = one.length + 1
        previous = earlier
      }
    best[at] = { length, last: here, before: previous }
  }
  let end = best.reduce((longest, one, at) => (one.length > (best[longest]?.length ?? 0) ? at : longest), 0)
  const stayed = new Set<ParagraphId>()
  while (end >= 0) {
    const id = kept[end]
    if (id) stayed.add(id)
    end = best[end]?.before ?? -1
  }
  return new Set(kept.filter((id) => !stayed.has(id)))
}
