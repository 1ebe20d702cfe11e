import { z } from 'zod'
import { factData, type ChainName, type FactData, type Happened, type Kind } from '../domain/fact.ts'
import { assemblyId, caucusId, type MemberId } from '../domain/id.ts'
import { instant, type Instant } from '../domain/instant.ts'
import type { Hash } from './hash.ts'

/** The first line of a file: what the chain is a chain of, and when this copy was taken. */
export const header = z.strictObject({
  'caucus-record': z.literal(1),
  assembly: assemblyId,
  chain: z.union([z.literal('public'), caucusId]),
  founded: instant.refine(isMoment),
  exported: instant.refine(isMoment),
})
export type Header = z.infer<typeof header>

/** A fact in its place in a chain. `by` is absent where the clock acted, `after` on the public chain. */
export type Entry<K extends Kind = Kind> = {
  [Each in K]: {
    readonly n: number
    readonly at: Instant
    readonly kind: Each
    readonly by?: MemberId
    readonly after?: number
    readonly data: FactData<Each>
    readonly prev: Hash
    readonly hash: Hash
  }
}[K]

/** The last line: a file without it was cut. */
export interface End {
  readonly end: { readonly entries: number; readonly texts: number; readonly head: Hash }
}

/** A fact as the domain reads it. What was added to a shape since it was written gets its default here. */
export const happened = <K extends Kind>(entry: Entry<K>, chain: ChainName): Happened<K> =>
  ({
    kind: entry.kind,
    chain,
    data: factData[entry.kind].parse(entry.data),
    n: entry.n,
    at: entry.at,
    ...(entry.by !== undefined && { by: entry.by }),
    ...(entry.after !== undefined && { after: entry.after }),
  }) as unknown as Happened<K>

/** Whether the calendar has this moment: the 31st of February has the shape of one, and is none. */
export function isMoment(value: string): boolean {
  if (onAnyMonth.test(value)) return true
  const [, year, month, day] = /^(\d{4})-(\d\d)-(29|30|31)T/.exec(value) ?? []
  return (
    Number(day) <= daysIn(Number(year), Number(month)) && onAnyMonth.test(`${value.slice(0, 8)}01${value.slice(10)}`)
  )
}

const onAnyMonth = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}
