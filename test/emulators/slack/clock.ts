/** The emulator's time: real, and moved forward on demand, so that a test of thirty minutes takes none. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls once `ms` have passed, or were skipped; the answer calls it off. */
  after(ms: number, act: () => void): () => void
  advance(ms: number): void
  stop(): void
}

interface Alarm {
  readonly due: number
  readonly act: () => void
  timer: NodeJS.Timeout
}

export function startClock(): Clock {
  let ahead = 0
  const alarms = new Set<Alarm>()
  const now = (): number => Date.now() + ahead

  const ring = (alarm: Alarm): void => {
    if (!alarms.delete(alarm)) return
    clearTimeout(alarm.timer)
    alarm.act()
  }

  return {
    now,
    after(ms, act) {
      const alarm: Alarm = { due: now() + ms, act, timer: setTimeout(() => ring(alarm), ms) }
      alarms.add(alarm)
      return () => {
        clearTimeout(alarm.timer)
        alarms.delete(alarm)
      }
    },
    advance(ms) {
      ahead += ms
      for (const alarm of [...alarms].toSorted((a, b) => a.due - b.due)) {
        clearTimeout(alarm.timer)
        if (alarm.due <= now()) ring(alarm)
        else alarm.timer = setTimeout(() => ring(alarm), alarm.due - now())
      }
    },
    stop() {
      for (const alarm of alarms) clearTimeout(alarm.timer)
      alarms.clear()
    },
  }
}
