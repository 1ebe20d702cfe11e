import { evolve } from '../domain/evolve.ts'
import type { AssemblyId } from '../domain/id.ts'
import { unfounded, type World } from '../domain/world.ts'
import { visitCited, type TextId } from '../record/texts.ts'
import { factsAfter, publicHashes, type Kept, type Standing } from '../store/facts.ts'
import { bodiesOf, hushedTexts } from '../store/texts.ts'
import type { Query } from '../store/transaction.ts'

/** What a process remembers of an assembly: its facts folded up to `seq`, and the words they cite. */
export interface Remembered {
  readonly world: World
  readonly seq: number
  /** Shared by all that are remembered of one assembly: a body never changes, it can only be forgotten. */
  readonly bodies: Map<TextId, string>
  /** How often words had been erased or withheld when these were read. */
  readonly hushed: number
}

/** The folds of this process: it reads only what is newer. Derived: lost without harm. */
export interface Memory {
  /** What is remembered, brought up to the newest fact that `query` sees. */
  upTo(query: Query, assembly: AssemblyId, standing: Pick<Standing, 'seq' | 'hushed'>): Promise<Remembered>
  /** Remembers what was committed. Never call it for what may yet be rolled back. */
  keep(remembered: Remembered): void
  /** The hashes of entries of the public chain, by number: what was written once is read once. */
  hashes(query: Query, assembly: AssemblyId, numbers: readonly number[]): Promise<ReadonlyMap<number, string>>
  forget(assembly: AssemblyId): void
}

export function makeMemory(): Memory {
  const all = new Map<AssemblyId, Remembered>()
  const written = new Map<AssemblyId, Map<number, string>>()
  const keep = (remembered: Remembered): void => {
    const { id } = remembered.world.assembly
    if ((all.get(id)?.seq ?? -1) < remembered.seq) all.set(id, remembered)
  }
  return {
    upTo: async (query, assembly, { seq, hushed }) => {
      let found = all.get(assembly) ?? {
        world: unfounded(assembly),
        seq: 0,
        bodies: new Map<TextId, string>(),
        hushed: 0,
      }
      if (found.hushed < hushed) {
        for (const id of await hushedTexts(query, assembly)) found.bodies.delete(id)
        found = { ...found, hushed }
        all.set(assembly, found)
      }
      if (found.seq >= seq) return found
      // Only committed facts come this way: an act in progress folds its own by itself.
      for await (const facts of factsAfter(query, assembly, found.seq)) {
        await readTexts(query, found.bodies, facts)
        found = fold(found, facts)
      }
      keep(found)
      return found
    },
    keep,
    hashes: async (query, assembly, numbers) => {
      const known = written.get(assembly) ?? new Map<number, string>()
      written.set(assembly, known)
      const unread = numbers.filter((n) => !known.has(n))
      if (unread.length > 0) for (const [n, hash] of await publicHashes(query, assembly, unread)) known.set(n, hash)
      return known
    },
    forget: (assembly) => {
      all.delete(assembly)
      written.delete(assembly)
    },
  }
}

export const fold = (before: Remembered, facts: readonly Kept[]): Remembered => ({
  ...before,
  world: facts.reduce((world, { happened }) => evolve(world, happened), before.world),
  seq: facts.at(-1)?.seq ?? before.seq,
})

async function readTexts(query: Query, bodies: Map<TextId, string>, facts: readonly Kept[]): Promise<void> {
  const missing = new Set<TextId>()
  for (const { happened } of facts) visitCited(happened.data, (id) => bodies.has(id) || missing.add(id))
  for (const [id, body] of await bodiesOf(query, [...missing])) bodies.set(id, body)
}
