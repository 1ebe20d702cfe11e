/** Has `work` on something wait for what this process is doing there. */
export type InTurn<Key> = <T>(on: Key, work: () => Promise<T>) => Promise<T>

/**
 * Acts on one assembly wait for its lock anyway. They wait here, and not each on a connection of the pool: else fifty of
 * them would leave none for those who only answer or look.
 */
export function makeTurns<Key>(): InTurn<Key> {
  const last = new Map<Key, Promise<unknown>>()
  return async (on, work) => {
    const before = last.get(on) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(on, mine)
    try {
      return await mine
    } finally {
      if (last.get(on) === mine) last.delete(on)
    }
  }
}
