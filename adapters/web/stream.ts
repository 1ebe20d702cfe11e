/** What changed: browsers ask for it as it is now, so nothing private travels in the event itself. */
export type Change =
  /** A card or a message of the channel that is looked at. */
  | { readonly event: 'item'; readonly id: string }
  /** What stands beside: trackers, one's own desk. */
  | { readonly event: 'side' }
  /** Something was said to this person alone, in a channel or directly. */
  | { readonly event: 'note'; readonly id: string }

export interface Looking {
  readonly person: string
  readonly channel: string
  /** Called for every change that this browser should know of. */
  readonly tell: (change: Change) => void
  /** Called when the chat stops. */
  readonly end: () => void
}

/** Who looks at which channel now. A browser that was away asks for everything when it is back. */
export interface Streams {
  /** Returns how to stop. */
  look(looking: Looking): () => void
  inChannel(channel: string, change: Change): void
  toPeople(people: Iterable<string>, change: Change): void
  /** Ends every live connection: they never end by themselves. */
  endAll(): void
  /** How many browsers are looking. */
  readonly size: number
}

export function streams(): Streams {
  const all = new Set<Looking>()
  return {
    look(looking) {
      all.add(looking)
      return () => void all.delete(looking)
    },
    inChannel(channel, change) {
      for (const looking of all) if (looking.channel === channel) looking.tell(change)
    },
    toPeople(people, change) {
      const those = new Set(people)
      for (const looking of all) if (those.has(looking.person)) looking.tell(change)
    },
    endAll() {
      for (const looking of all) looking.end()
      all.clear()
    },
    get size() {
      return all.size
    },
  }
}
