/** A run of words that both texts have, that only the older one has, or that only the newer one has. */
export interface Piece {
  readonly is: 'same' | 'removed' | 'added'
  readonly words: string
}

/** How two texts differ, word for word. */
export function differenceOf(before: string, after: string): readonly Piece[] {
  const [old, now] = [wordsIn(before), wordsIn(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const middle = longestCommon(old.slice(start, old.length - end), now.slice(start, now.length - end))
  return joined([
    ...old.slice(0, start).map((words): Piece => ({ is: 'same', words })),
    ...middle,
    ...old.slice(old.length - end).map((words): Piece => ({ is: 'same', words })),
  ])
}

const wordsIn = (text: string): readonly string[] =>
  text.match(/\s+|[\p{L}\p{N}\p{M}'’-]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? []

function longestCommon(old: readonly string[], now: readonly string[]): readonly Piece[] {
  if (old.length * now.length > 4_000_000)
    return [
      ...old.map((words): Piece => ({ is: 'removed', words })),
      ...now.map((words): Piece => ({ is: 'added', words })),
    ]
  const width = now.length + 1
  const length = new Uint32Array((old.length + 1) * width)
  for (let a = old.length - 1; a >= 0; a--)
    for (let b = now.length - 1; b >= 0; b--)
      length[a * width + b] =
        old[a] === now[b]
          ? (length[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(length[(a + 1) * width + b] ?? 0, length[a * width + b + 1] ?? 0)
  const pieces: Piece[] = []
  let [a, b] = [0, 0]
  while (a < old.length || b < now.length) {
    const [was, is] = [old[a], now[b]]
    if (was !== undefined && was === is) {
      pieces.push({ is: 'same', words: was })
      a++
      b++
    } else if (
      was !== undefined &&
      (is === undefined || (length[(a + 1) * width + b] ?? 0) >= (length[a * width + b + 1] ?? 0))
    ) {
      pieces.push({ is: 'removed', words: was })
      a++
    } else if (is !== undefined) {
      pieces.push({ is: 'added', words: is })
      b++
    }
  }
  return pieces
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const runs: Piece[] = []
  for (const piece of pieces) {
    const last = runs.at(-1)
    if (last?.is === piece.is) runs[runs.length - 1] = { is: piece.is, words: last.words + piece.words }
    else runs.push(piece)
  }
  return runs
}
