// How alike two wordings are: by the words, and the pairs of neighbouring words, that they share.

/** How often each word, and each pair of neighbours, stands in a text. */
export interface Shingles {
  readonly counts: ReadonlyMap<string, number>
  readonly size: number
}

/** Two paragraphs by their places, how many shingles they share, and how many each has. */
export interface Pair {
  readonly before: number
  readonly after: number
  readonly common: number
  readonly sizes: number
}

// Where a script has no spaces, each character is a word.
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}'
const word = RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')

export function shinglesOf(text: string): Shingles {
  const words = text.normalize('NFC').toLowerCase().match(word) ?? [text.trim()]
  const all = [...words, ...words.slice(1).map((second, at) => `${words[at]} ${second}`)]
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return { counts, size: all.length }
}

/** 0: nothing in common; 1: the same words in the same order. */
export const likeness = ({ common, sizes }: Pair): number => (sizes === 0 ? 0 : (2 * common) / sizes)

/** How much of one text stands in another, from 0 to 1. */
export function contained(part: Shingles | undefined, whole: Shingles | undefined): number {
  if (!part || !whole || part.size === 0) return 0
  let common = 0
  for (const [one, times] of part.counts) common += Math.min(times, whole.counts.get(one) ?? 0)
  return common / part.size
}

/** What a text has and another has not. */
export function without(whole: Shingles | undefined, part: Shingles | undefined): Shingles | undefined {
  if (!whole || !part) return whole
  const counts = new Map<string, number>()
  let size = 0
  for (const [one, times] of whole.counts) {
    const kept = times - (part.counts.get(one) ?? 0)
    if (kept <= 0) continue
    counts.set(one, kept)
    size += kept
  }
  return { counts, size }
}

interface Placed {
  readonly at: number
  readonly shingles: Shingles
}

/** Every pair of paragraphs that share something worth looking at, in the order of the new text. */
export function commonPairs(before: readonly Placed[], after: readonly Placed[]): readonly Pair[] {
  const holders = new Map<string, [place: number, times: number][]>()
  for (const [place, { shingles }] of before.entries())
    for (const [one, times] of shingles.counts) {
      const known = holders.get(one)
      if (known) known.push([place, times])
      else holders.set(one, [[place, times]])
    }
  return after.flatMap(({ at, shingles }) => {
    const common = before.map(() => 0)
    for (const [one, times] of shingles.counts)
      for (const [place, theirs] of holders.get(one) ?? [])
        common[place] = (common[place] ?? 0) + Math.min(times, theirs)
    return before.flatMap((old, place): Pair[] => {
      const shared = common[place] ?? 0
      // No rule of the match asks for less than a quarter of the smaller one, and this spares most pairs.
      const worth = shared * 4 >= Math.min(old.shingles.size, shingles.size)
      return worth && shared > 0
        ? [{ before: old.at, after: at, common: shared, sizes: old.shingles.size + shingles.size }]
        : []
    })
  })
}
