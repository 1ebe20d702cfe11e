import { nameOf, type Catalogue } from '../src/port/command.ts'

/** The commands whose names are closest to what was typed, best first: at most three. */
export function nearest(catalogue: Catalogue, typed: string): readonly string[] {
  const wanted = typed.toLowerCase().slice(0, 60)
  const noun = wanted.split(' ')[0] ?? ''
  const near = catalogue
    .map((one) => ({
      name: nameOf(one),
      distance: distance(nameOf(one), wanted) - (one.name.some((word) => word === noun) ? 4 : 0),
    }))
    .filter(({ name, distance: far }) => far <= Math.max(3, name.length / 2))
  return near
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** How many letters apart two names are (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1])))
    row = next
  }
  return row[b.length] ?? 0
}
