/** Has everyone who asks for the same at once look together. */
export type Together = <T>(what: string, look: () => Promise<T>) => Promise<T>

/**
 * Hundreds who look at one assembly in the same moment read it once. Whoever asks while others are looking waits for the
 * look that begins after theirs: nobody is shown what was before they asked, so one's own act is always among it.
 */
export function makeTogether(): Together {
  const underWay = new Map<string, Promise<unknown>>()
  const next = new Map<string, Promise<unknown>>()
  const begin = async <T>(what: string, look: () => Promise<T>): Promise<T> => {
    next.delete(what)
    const mine = look()
    underWay.set(what, mine)
    try {
      return await mine
    } finally {
      if (underWay.get(what) === mine) underWay.delete(what)
    }
  }
  return async (what, look) => {
    const before = underWay.get(what)
    if (!before) return await begin(what, look)
    const begun = async () => await begin(what, look)
    const waiting = next.get(what) ?? before.then(begun, begun)
    next.set(what, waiting)
    // The key says what is looked at, and so what comes of it.
    return (await waiting) as Awaited<ReturnType<typeof look>>
  }
}
