/** What changed in a channel: browsers ask for it as it is now, so nothing private travels in the event itself. */
export type Change = { readonly event: 'item'; readonly id: string } | { readonly event: 'side' }
type Listener = (change: Change) => void

/** Who looks at which channel now. A browser that was away asks for everything when it is back. */
export interface Streams {
  listen(channel: string, listener: Listener): () => void
  tell(channel: string, change: Change): void
  /** How many browsers are listening. */
  readonly size: number
}

export function streams(): Streams {
  const listeners = new Map<string, Set<Listener>>()
  return {
    listen(channel, listener) {
      const here = listeners.get(channel) ?? new Set()
      listeners.set(channel, here.add(listener))
      return () => {
        here.delete(listener)
        if (here.size === 0) listeners.delete(channel)
      }
    },
    tell(channel, change) {
      for (const listener of listeners.get(channel) ?? []) listener(change)
    },
    get size() {
      return [...listeners.values()].reduce((all, { size }) => all + size, 0)
    },
  }
}
