import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How many of something people did a second, how long each took (ms), and how long the event loop stood still at worst. */
export interface Rate {
  readonly people: number
  readonly count: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestGapMs: number
}

/** Has `people` do `count` things together, each as soon as their last one is done. */
export async function rateOf(
  people: number,
  count: number,
  one: (person: number, nth: number) => Promise<void>,
): Promise<Rate> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const took: number[] = []
  let next = 0
  delay.enable()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      while (next < count) {
        const nth = next++
        const at = performance.now()
        await one(person, nth)
        took.push(performance.now() - at)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1_000
  delay.disable()
  took.sort((a, b) => a - b)
  return {
    people,
    count,
    perSecond: Math.round(count / seconds),
    p50Ms: rounded(took[Math.floor(took.length / 2)] ?? 0),
    p99Ms: rounded(took[Math.floor(took.length * 0.99)] ?? 0),
    longestGapMs: rounded(delay.max / 1e6),
  }
}

export const rounded = (value: number): number => Math.round(value * 10) / 10

/** How long something takes once, in ms. */
export async function msOf<T>(work: () => Promise<T> | T): Promise<{ readonly ms: number; readonly result: T }> {
  const begun = performance.now()
  const result = await work()
  return { ms: rounded(performance.now() - begun), result }
}

/** Memory of this process and of all its children, in MB: proportional set size where the kernel tells it, else RSS. */
export function memoryMb(): { readonly processes: number; readonly mb: number } {
  const all = [process.pid, ...descendants(process.pid)]
  const kb = all.reduce((sum, pid) => sum + pssOf(pid), 0)
  return { processes: all.length, mb: Math.round(kb / 1024) }
}

function descendants(pid: number): number[] {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = parents.filter((name) => parentOf(name) === pid).map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}
function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    try {
      return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim())
    } catch {
      return 0
    }
  }
}
