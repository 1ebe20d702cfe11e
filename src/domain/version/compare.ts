import type { ParagraphId } from '../id.ts'
import { sameWords } from '../text.ts'
import type { Known, Matched } from './match.ts'
import type { Typed } from './read.ts'

/** What became of one paragraph between two versions. One that stayed may be reworded, moved and relabelled at once. */
export type ParagraphChange =
  | {
      readonly what: 'stayed'
      readonly id: ParagraphId
      readonly before: Typed
      readonly after: Typed
      readonly reworded: boolean
      readonly moved: boolean
      readonly relabelled: boolean
    }
  /** `from` names the paragraphs that it was split or merged of; it has no `id` while the match waits to be confirmed. */
  | { readonly what: 'new'; readonly id?: ParagraphId; readonly after: Typed; readonly from: readonly ParagraphId[] }
  | { readonly what: 'removed'; readonly id: ParagraphId; readonly before: Typed }

/**
 * What became of each paragraph, in the order of the later text; one that was removed stands where it stood.
 *
 * Moved are the fewest that had to move. Numbers that only count on anew are relabelled and not moved.
 */
export function changesBetween(before: readonly Known[], after: readonly Matched[]): readonly ParagraphChange[] {
  const placeBefore = new Map(before.map(({ id }, at) => [id, at]))
  const staying = after.flatMap(({ id }, at) => {
    const place = id === undefined ? undefined : placeBefore.get(id)
    return place === undefined ? [] : [{ at, place }]
  })
  const still = longestRising(staying.map(({ place }) => place))
  const inPlace = new Set(staying.filter((_, nth) => still.has(nth)).map(({ at }) => at))
  const stays = new Set(staying.map(({ place }) => place))

  const removedFrom = (from: number): ParagraphChange[] => {
    const next = before[from]
    if (!next || stays.has(from)) return []
    return [{ what: 'removed', id: next.id, before: typed(next) }, ...removedFrom(from + 1)]
  }
  const changes = after.flatMap((later, at): ParagraphChange[] => {
    const place = later.id === undefined ? undefined : placeBefore.get(later.id)
    const earlier = place === undefined ? undefined : before[place]
    if (place === undefined || !earlier)
      return [
        { what: 'new', ...(later.id !== undefined && { id: later.id }), after: typed(later), from: later.from ?? [] },
      ]
    const stayed: ParagraphChange = {
      what: 'stayed',
      id: earlier.id,
      before: typed(earlier),
      after: typed(later),
      reworded: !sameWords(earlier.text, later.text),
      moved: !inPlace.has(at),
      relabelled: earlier.label !== later.label,
    }
    return [stayed, ...removedFrom(place + 1)]
  })
  return [...removedFrom(0), ...changes]
}

/** Whether anything a reader would notice is different: words, order, labels. */
export const isChanged = (change: ParagraphChange): boolean =>
  change.what !== 'stayed' || change.reworded || change.moved || change.relabelled

const typed = ({ label, text }: Typed): Typed => ({ label, text })

/** Which members of a row stay where they are, so that as few as possible move; on a tie the earlier ones move. */
function longestRising(places: readonly number[]): ReadonlySet<number> {
  // ends[k]: where a rising row of k + 1 ends lowest.
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [nth, place] of places.entries()) {
    const longer = ends.findIndex((end) => (places[end] ?? 0) > place)
    const at = longer < 0 ? ends.length : longer
    previous[nth] = ends[at - 1]
    ends[at] = nth
  }
  const still = new Set<number>()
  for (let nth = ends.at(-1); nth !== undefined; nth = previous[nth]) still.add(nth)
  return still
}
