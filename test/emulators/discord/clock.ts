/** The emulator's time: runs with the real clock, and can be set forward, so that nobody waits 15 minutes for a limit. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Sets the clock forward; what was to happen in the meantime happens. */
  advance(ms: number): void
  /** Calls back once when so much time has passed. What it returns takes it back. */
  after(ms: number, act: () => void): () => void
  stop(): void
}

interface Due {
  readonly at: number
  readonly act: () => void
  timer: NodeJS.Timeout | undefined
}

export function startClock(): Clock {
  let ahead = 0
  const waiting = new Set<Due>()
  const now = () => Date.now() + ahead
  const arm = (due: Due): void => {
    clearTimeout(due.timer)
    due.timer = setTimeout(() => fire(due), Math.max(0, due.at - now()))
    due.timer.unref()
  }
  const fire = (due: Due): void => {
    if (!waiting.delete(due)) return
    clearTimeout(due.timer)
    due.act()
  }

  return {
    now,
    advance: (ms) => {
      ahead += ms
      const late = [...waiting].filter(({ at }) => at <= now()).toSorted((one, other) => one.at - other.at)
      for (const due of late) fire(due)
      for (const due of waiting) arm(due)
    },
    after: (ms, act) => {
      const due: Due = { at: now() + ms, act, timer: undefined }
      waiting.add(due)
      arm(due)
      return () => {
        waiting.delete(due)
        clearTimeout(due.timer)
      }
    },
    stop: () => {
      for (const { timer } of waiting) clearTimeout(timer)
      waiting.clear()
    },
  }
}
