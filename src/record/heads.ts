import { caucusOf } from '../domain/charter.ts'
import type { CaucusId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { charterOf, type World } from '../domain/world.ts'
import type { Entry } from './entry.ts'
import type { Hash } from './hash.ts'
import type { RecordFile, Wrong } from './read.ts'

export type HeadFault =
  | { readonly code: 'public/other-assembly' }
  | { readonly code: 'public/not-public' }
  | { readonly code: 'public/no-such-caucus' }
  | { readonly code: 'heads/unknown'; readonly noted: number; readonly at: Instant }
  | { readonly code: 'heads/not-salted'; readonly noted: number; readonly entry: number }
  | { readonly code: 'heads/not-last'; readonly noted: number; readonly entry: number }
  | { readonly code: 'heads/missing'; readonly noted: number }

/** Step 6, before the replay: both files are of one assembly, and the second is its public chain. */
export function faultInPair(caucusFile: RecordFile, publicFile: RecordFile): HeadFault | undefined {
  if (publicFile.header.chain !== 'public') return { code: 'public/not-public' }
  const { assembly, founded } = caucusFile.header
  const same = assembly === publicFile.header.assembly && founded === publicFile.header.founded
  return same ? undefined : { code: 'public/other-assembly' }
}

export interface Noted {
  /** How many heads of this caucus's chain the public chain notes, and this file has. */
  readonly checked: number
  /** Those noted after this copy was taken: it cannot have them. */
  readonly later: number
}

export type Heads =
  | { readonly ok: true; readonly noted: Noted }
  | { readonly ok: false; readonly wrong: Wrong<HeadFault> }

/**
 * Step 6, after the replay: every head of this caucus that the public chain notes is the hash of a `head.salted` entry
 * of this chain, appended just before. What was rewritten after a head was noted no longer has it.
 */
export function checkHeads(caucusFile: RecordFile, publicFile: RecordFile, world: World): Heads {
  const caucus = caucusFile.header.chain
  if (caucus === 'public' || !caucusOf(charterOf(world.assembly), caucus))
    return { ok: false, wrong: { step: 6, line: 1, why: { code: 'public/no-such-caucus' } } }
  const places = new Map<Hash, number>(caucusFile.entries.map((entry, place) => [entry.hash, place]))
  let checked = 0
  let later = 0
  for (const noting of publicFile.entries) {
    const head = notedIn(noting, caucus)
    if (head === undefined) continue
    const fault = head === null ? missing(caucusFile, noting) : faultAt(caucusFile.entries, places.get(head), noting)
    if (!fault) checked += 1
    else if (fault.code === 'heads/unknown' && noting.at > caucusFile.header.exported) later += 1
    else
      return {
        ok: false,
        wrong: { step: 6, ...('entry' in fault && { n: fault.entry, line: fault.entry + 1 }), why: fault },
      }
  }
  return { ok: true, noted: { checked, later } }
}

/** This caucus's head in a fact that notes heads; null where it leaves this caucus out. */
function notedIn({ data }: Entry, caucus: CaucusId): Hash | null | undefined {
  if (!('heads' in data)) return undefined
  const heads: Readonly<Record<string, Hash>> = data.heads
  return heads[caucus] ?? null
}

/** A fact that notes heads notes every caucus's; only a caucus that came with a later charter is not there yet. */
const missing = ({ entries }: RecordFile, noting: Entry): HeadFault | undefined =>
  entries.some(({ after = 0 }) => after < noting.n) ? { code: 'heads/missing', noted: noting.n } : undefined

function faultAt(entries: readonly Entry[], place: number | undefined, noting: Entry): HeadFault | undefined {
  const noted = noting.n
  const salted = place === undefined ? undefined : entries[place]
  if (!salted || place === undefined) return { code: 'heads/unknown', noted, at: noting.at }
  if (!('salt' in salted.data)) return { code: 'heads/not-salted', noted, entry: salted.n }
  const after = salted.after ?? 0
  // Between the salted head and the fact that notes it there is room for the same act's other facts, and for nothing else.
  const between = entries.slice(place + 1).find((entry) => (entry.after ?? 0) < noted && entry.after !== after)
  if (after >= noted || between) return { code: 'heads/not-last', noted, entry: salted.n }
  return undefined
}
