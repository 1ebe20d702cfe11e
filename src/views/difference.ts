/** A run of words that both texts have, that only the older one has, or that only the newer one has. */
export interface Piece {
  readonly is: 'same' | 'removed' | 'added'
  readonly words: string
}

/** How two texts differ, word for word: both can be put together again from the pieces. */
export function differenceOf(before: string, after: string): readonly Piece[] {
  const [old, now] = [wordsIn(before), wordsIn(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  return inRuns([
    ...pieces('same', old.slice(0, start)),
    ...fewestChanges(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...pieces('same', old.slice(old.length - end)),
  ])
}

const pieces = (is: Piece['is'], words: readonly string[]): Piece[] => words.map((one) => ({ is, words: one }))

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })
// Where a script has no spaces, each character changes by itself.
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}'
const run = RegExp(`\\s+|(?:(?![${unspaced}])[\\p{L}\\p{N}'’-]\\p{M}*)+|(?:[${unspaced}]|[^\\s\\p{L}\\p{N}'’-])+`, 'gu')
const isWhole = /^[\s\p{L}\p{N}'’-]/u
const isUnspaced = RegExp(`^[${unspaced}]`, 'u')

/** Words, runs of white space, and every other character by itself, as a reader counts characters. */
const wordsIn = (text: string): readonly string[] =>
  (text.match(run) ?? []).flatMap((found) =>
    isWhole.test(found) && !isUnspaced.test(found)
      ? [found]
      : Array.from(characters.segment(found), ({ segment }) => segment),
  )

/** Past so many changes two texts are shown as two texts: what they still share by chance helps nobody to read them. */
const mostChanges = 2_000

/**
 * The fewest words to take out and put in, by Myers, "An O(ND) Difference Algorithm" (1986): time and memory grow with
 * the changes, so a small change in the longest paragraph is found at once.
 */
function fewestChanges(old: readonly string[], now: readonly string[]): readonly Piece[] {
  // reached[d][k + d]: how far into `old` one gets on diagonal k (old − now) with d changes.
  const reached: Int32Array[] = []
  for (let d = 0; d <= Math.min(old.length + now.length, mostChanges); d++) {
    const row = new Int32Array(2 * d + 1)
    reached.push(row)
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : comesDown(reached, d, k) ? at(reached, d - 1, k + 1) : at(reached, d - 1, k - 1) + 1
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x++
      row[k + d] = x
      if (x >= old.length && x - k >= now.length) return walkedBack(old, now, reached)
    }
  }
  return [...pieces('removed', old), ...pieces('added', now)]
}

const at = (reached: readonly Int32Array[], d: number, k: number): number => reached[d]?.[k + d] ?? -1

/** Whether the d-th change on diagonal k puts a word in; otherwise it takes one out. */
const comesDown = (reached: readonly Int32Array[], d: number, k: number): boolean =>
  k === -d || (k !== d && at(reached, d - 1, k - 1) < at(reached, d - 1, k + 1))

function walkedBack(old: readonly string[], now: readonly string[], reached: readonly Int32Array[]): readonly Piece[] {
  const backwards: Piece[] = []
  let x = old.length
  let k = old.length - now.length
  for (let d = reached.length - 1; d > 0; d--) {
    const down = comesDown(reached, d, k)
    const from = at(reached, d - 1, down ? k + 1 : k - 1)
    for (const start = down ? from : from + 1; x > start; x--) backwards.push({ is: 'same', words: old[x - 1] ?? '' })
    if (down) backwards.push({ is: 'added', words: now[from - k - 1] ?? '' })
    else backwards.push({ is: 'removed', words: old[from] ?? '' })
    x = from
    k = down ? k + 1 : k - 1
  }
  for (; x > 0; x--) backwards.push({ is: 'same', words: old[x - 1] ?? '' })
  return backwards.toReversed()
}

/** Neighbours of one kind as one piece; between two unchanged words, first everything taken out, then all put in. */
function inRuns(all: readonly Piece[]): readonly Piece[] {
  const runs: Piece[] = []
  let [removed, added, space] = ['', '', '']
  const finish = () => {
    if (removed !== '') runs.push({ is: 'removed', words: removed })
    if (added !== '') runs.push({ is: 'added', words: added })
    if (space !== '') same(space)
    ;[removed, added, space] = ['', '', '']
  }
  const same = (words: string) => {
    const last = runs.at(-1)
    if (last?.is === 'same') runs[runs.length - 1] = { is: 'same', words: last.words + words }
    else runs.push({ is: 'same', words })
  }
  for (const { is, words } of all) {
    // Space between two changed words belongs to both: "two wise men" is one change, and not three.
    if (is === 'same' && removed !== '' && added !== '' && /^\s+$/u.test(words)) space += words
    else if (is === 'same') {
      finish()
      same(words)
    } else {
      removed += space
      added += space
      space = ''
      if (is === 'removed') removed += words
      else added += words
    }
  }
  finish()
  return runs
}
