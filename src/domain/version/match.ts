import type { ParagraphId } from '../id.ts'
import { plain } from '../text.ts'
import { commonPairs, contained, likeness, shinglesOf, without, type Pair, type Shingles } from './likeness.ts'
import type { Typed } from './read.ts'

/** A paragraph of the version before, with its words. */
export interface Known extends Typed {
  readonly id: ParagraphId
}

/** A paragraph of the new text: the `id` that it keeps, or none where it is new; `from` where it was split or merged. */
export interface Matched extends Typed {
  readonly id?: ParagraphId
  readonly from?: ParagraphId[]
}

/** What is shown for confirmation before it becomes a version (procedure 1, version). */
export interface Match {
  readonly paragraphs: readonly Matched[]
  /** Paragraphs of the version before that are in the new text no more, in their old order. */
  readonly removed: readonly ParagraphId[]
}

/** How alike two wordings have to be to be one paragraph edited, from 0 to 1; ours. Less will do under the same label. */
const alike = 0.5
const alikeWithLabel = 0.25
/** From here on a paragraph is clearly the same, whatever small piece went elsewhere or came in. */
const clearly = 0.8
/** How much of a paragraph has to stand in another one for it to be a piece of it. */
const piece = 0.6

/**
 * A whole text matched to the version before: equal wordings, then the most similar, in order (procedure 1, version).
 *
 * The same two texts always match the same way. Moving keeps the id; so does editing; a paragraph that was split or
 * merged is new, and says of what.
 */
export function matchParagraphs(before: readonly Known[], after: readonly Typed[]): Match {
  const kept = equalOnes(before, after)
  const taken = new Set(kept.values())
  const left = {
    before: before.flatMap(({ text }, at) => (taken.has(at) ? [] : [{ at, shingles: shinglesOf(text) }])),
    after: after.flatMap(({ text }, at) => (kept.has(at) ? [] : [{ at, shingles: shinglesOf(text) }])),
  }
  const pairs = commonPairs(left.before, left.after)
  const sameLabel = ({ before: b, after: a }: Pair) => before[b]?.label === after[a]?.label && after[a]?.label !== ''

  const edited = pairs
    .filter((pair) => likeness(pair) >= (sameLabel(pair) ? alikeWithLabel : alike))
    .toSorted((x, y) => likeness(y) - likeness(x) || Number(sameLabel(y)) - Number(sameLabel(x)) || inOrder(x, y))
  const score = new Map<number, number>()
  for (const pair of edited) {
    if (kept.has(pair.after) || taken.has(pair.before)) continue
    kept.set(pair.after, pair.before)
    taken.add(pair.before)
    score.set(pair.after, likeness(pair))
  }

  const from = piecesOf(pairs, kept, score, left)
  for (const at of from.keys()) kept.delete(at)
  const staying = new Set(kept.values())
  return {
    paragraphs: after.map(({ label, text }, at): Matched => {
      const same = before[kept.get(at) ?? -1]
      if (same) return { id: same.id, label, text }
      const origins = from
        .get(at)
        ?.toSorted((x, y) => x - y)
        .flatMap((origin) => before[origin]?.id ?? [])
      return { label, text, ...(origins && { from: origins }) }
    }),
    removed: before.flatMap(({ id }, at) => (staying.has(at) ? [] : [id])),
  }
}

/** After → before, for wordings that are equal word for word: first those under the same label, then in order. */
function equalOnes(before: readonly Known[], after: readonly Typed[]): Map<number, number> {
  const kept = new Map<number, number>()
  const taken = new Set<number>()
  for (const keyOf of [({ label, text }: Typed) => `${label}\n${plain(text)}`, ({ text }: Typed) => plain(text)]) {
    const waiting = new Map<string, number[]>()
    for (const [at, one] of before.entries())
      if (!taken.has(at)) waiting.set(keyOf(one), [...(waiting.get(keyOf(one)) ?? []), at])
    for (const [at, one] of after.entries()) {
      const same = kept.has(at) ? undefined : waiting.get(keyOf(one))?.shift()
      if (same === undefined) continue
      kept.set(at, same)
      taken.add(same)
    }
  }
  return kept
}

interface Left {
  readonly before: readonly { readonly at: number; readonly shingles: Shingles }[]
  readonly after: readonly { readonly at: number; readonly shingles: Shingles }[]
}

/** After → before, for paragraphs that were split out of one, or merged of several. */
function piecesOf(
  pairs: readonly Pair[],
  kept: ReadonlyMap<number, number>,
  score: ReadonlyMap<number, number>,
  left: Left,
): Map<number, number[]> {
  const wordsBefore = new Map(left.before.map(({ at, shingles }) => [at, shingles]))
  const wordsAfter = new Map(left.after.map(({ at, shingles }) => [at, shingles]))
  const keeper = new Map([...kept].map(([a, b]) => [b, a]))
  const from = new Map<number, number[]>()
  const isClear = (at: number) => (score.get(at) ?? 0) >= clearly
  const note = (a: number, b: number) => {
    if (!from.get(a)?.includes(b)) from.set(a, [...(from.get(a) ?? []), b])
  }

  // Split: a new paragraph holds words that another one lost.
  for (const { after: a, before: b } of pairs) {
    if (kept.has(a)) continue
    const rest = keeper.get(b)
    const lost = without(wordsBefore.get(b), rest === undefined ? undefined : wordsAfter.get(rest))
    if (contained(wordsAfter.get(a), lost) < piece) continue
    note(a, b)
    if (rest !== undefined && !isClear(rest)) note(rest, b)
  }
  // Merged: a paragraph holds two or more whole ones of before, and is not clearly one of them.
  const held = new Map<number, number[]>()
  for (const { after: a, before: b } of pairs) {
    const elsewhere = keeper.get(b)
    if (isClear(a) || (elsewhere !== undefined && elsewhere !== a)) continue
    if (contained(wordsBefore.get(b), wordsAfter.get(a)) >= piece) held.set(a, [...(held.get(a) ?? []), b])
  }
  for (const [a, origins] of held) if (origins.length > 1) for (const b of origins) note(a, b)
  return from
}

const inOrder = (x: Pair, y: Pair): number =>
  Math.abs(x.before - x.after) - Math.abs(y.before - y.after) || x.before - y.before || x.after - y.after
