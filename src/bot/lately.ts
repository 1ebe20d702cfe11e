/** Remembers what was found out for a moment: for what changes rarely, and is asked for with every press. */
export function lately<T>(forMs: number, clock: () => number = performance.now.bind(performance)) {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<T> }>()
  return {
    get(what: string, find: () => Promise<T>): Promise<T> {
      const now = clock()
      const before = kept.get(what)
      if (before && before.until > now) return before.found
      for (const [key, { until }] of kept) if (until <= now) kept.delete(key)
      const found = find()
      kept.set(what, { until: now + forMs, found })
      found.catch(() => kept.delete(what))
      return found
    },
    forget: (): void => kept.clear(),
  }
}
