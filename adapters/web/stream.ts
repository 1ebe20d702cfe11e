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

/** Changes of one card within this time, in milliseconds, are told as one. */
const gatherMs = { least: 150, most: 250 } as const

/**
 * How long each browser's changes are gathered, in milliseconds: never alike for those who came after one another. Told in
 * the same moment, all who look at a card would ask for it in the same moment, and whoever acts would wait behind them.
 */
export function turns(): () => number {
  const { least, most } = gatherMs
  let come = 0
  // Multiples of the golden ratio fall evenly into the stretch, however many they are.
  return () => least + (most - least) * ((++come * 0.618_034) % 1)
}

/**
 * Tells one browser what changed, each thing once for all that happened to it meanwhile: however busy a caucus is, a browser
 * is asked for and told about it six times a second at most.
 */
export function gathering(
  tell: (changes: readonly Change[]) => Promise<void>,
  failed: () => void,
  gatherForMs: number,
): (change: Change) => void {
  let waiting = new Map<string, Change>()
  let isTelling = false
  const pass = async (): Promise<void> => {
    isTelling = true
    try {
      while (waiting.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, gatherForMs))
        const now = [...waiting.values()]
        waiting = new Map()
        await tell(now)
      }
    } finally {
      isTelling = false
    }
  }
  return (change) => {
    waiting.set(change.event === 'side' ? 'side' : `${change.event} ${change.id}`, change)
    if (!isTelling) void pass().catch(failed)
  }
}
