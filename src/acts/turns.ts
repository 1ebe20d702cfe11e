import type { AssemblyId } from '../domain/id.ts'

/** Has `work` on an assembly wait for what this process is doing there. */
export type InTurn = <T>(assembly: AssemblyId, work: () => Promise<T>) => Promise<T>

/**
 * Acts on one assembly wait for its lock anyway. They wait here, and not each on a connection of the pool: else fifty of
 * them would leave none for those who only answer or look.
 */
export function makeTurns(): InTurn {
  const last = new Map<AssemblyId, Promise<unknown>>()
  return async (assembly, work) => {
    const before = last.get(assembly) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(assembly, mine)
    try {
      return await mine
    } finally {
      if (last.get(assembly) === mine) last.delete(assembly)
    }
  }
}
