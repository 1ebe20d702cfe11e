import type { ChainName, Fact } from '../domain/fact.ts'
import { caucusId, type CaucusId, type MemberId } from '../domain/id.ts'
import { later, type Instant } from '../domain/instant.ts'
import type { Entry, Header } from './entry.ts'
import { hashOf, hashOfHeader, type Hash } from './hash.ts'

/** Where a chain ends now: the next entry points back to it. */
export interface Head {
  readonly n: number
  readonly hash: Hash
  readonly at: Instant
}

/** What is wrong with an entry's place in its chain (step 2). */
export type ChainFault =
  | { readonly code: 'chain/n'; readonly expected: number }
  | { readonly code: 'chain/prev' }
  | { readonly code: 'chain/hash' }
  | { readonly code: 'chain/time'; readonly before: Instant }
  | { readonly code: 'chain/after'; readonly before: number }

/** The end of a chain that has no entry yet. */
export const startOf = (header: Omit<Header, 'exported'>): Head => ({
  n: 0,
  hash: hashOfHeader(header),
  at: header.founded,
})

export const headOf = ({ n, hash, at }: Entry): Head => ({ n, hash, at })

export interface Stamp {
  readonly now: Instant
  /** Absent where the clock acts. */
  readonly by?: MemberId
  /** On a caucus's chain: the public chain's `n` before this act. */
  readonly after?: number
}

/** The entries that take facts of one chain into it. `at` never goes back, even where the clock does (record.md, File). */
export function append(head: Head, facts: readonly Fact[], { now, by, after }: Stamp): Entry[] {
  const entries: Entry[] = []
  let last = head
  for (const { kind, data } of facts) {
    const entry = {
      n: last.n + 1,
      at: later(now, last.at),
      kind,
      ...(by !== undefined && { by }),
      ...(after !== undefined && { after }),
      data,
      prev: last.hash,
    }
    const chained = { ...entry, hash: hashOf(entry) } as Entry
    entries.push(chained)
    last = headOf(chained)
  }
  return entries
}

/** Step 2: an entry whose hash should be `hash` continues the chain that ended at `head`. Undefined where it does. */
export function faultInChain(head: Head, entry: Entry, lastAfter: number, hash: Hash): ChainFault | undefined {
  if (entry.n !== head.n + 1) return { code: 'chain/n', expected: head.n + 1 }
  if (entry.prev !== head.hash) return { code: 'chain/prev' }
  if (entry.hash !== hash) return { code: 'chain/hash' }
  if (entry.at < head.at) return { code: 'chain/time', before: head.at }
  if (entry.after !== undefined && entry.after < lastAfter) return { code: 'chain/after', before: lastAfter }
  return undefined
}

export interface Chained {
  readonly chain: ChainName
  readonly entry: Entry
}

/**
 * Takes the facts of one act into their chains: the caucuses' first, then the public ones, in the order given. `heads`
 * has every chain of the assembly. Where a public fact carries heads, each caucus's chain gets a `head.salted` entry
 * first, and its hash is what the fact carries: nobody outside can read it or guess how long the chain is.
 */
export function appendAct(
  heads: ReadonlyMap<ChainName, Head>,
  facts: readonly Fact[],
  { now, by, random }: Omit<Stamp, 'after'> & { readonly random: (bytes: number) => Uint8Array },
): Chained[] {
  const ends = new Map(heads)
  const chained: Chained[] = []
  const take = (chain: ChainName, some: readonly Fact[], stamp: Stamp) => {
    for (const entry of append(endOf(ends, chain), some, stamp)) {
      chained.push({ chain, entry })
      ends.set(chain, headOf(entry))
    }
  }
  const after = endOf(ends, 'public').n
  const notes = facts.some((fact) => 'heads' in fact.data)
  const caucuses = [...ends.keys()].flatMap((chain) => (chain === 'public' ? [] : [caucusId.parse(chain)]))
  for (const caucus of caucuses) {
    take(
      caucus,
      facts.filter((fact) => fact.chain === caucus),
      { now, after, ...(by !== undefined && { by }) },
    )
    if (notes) take(caucus, [saltedHead(caucus, random)], { now, after })
  }
  const noted = Object.fromEntries(caucuses.map((caucus) => [caucus, endOf(ends, caucus).hash]))
  const publicly = facts.filter((fact) => fact.chain === 'public')
  take(
    'public',
    publicly.map((fact) => ('heads' in fact.data ? ({ ...fact, data: { ...fact.data, heads: noted } } as Fact) : fact)),
    { now, ...(by !== undefined && { by }) },
  )
  return chained
}

const saltedHead = (chain: CaucusId, random: (bytes: number) => Uint8Array): Fact => ({
  kind: 'head.salted',
  chain,
  data: { salt: Buffer.from(random(16)).toString('base64url') },
})

function endOf(ends: ReadonlyMap<ChainName, Head>, chain: ChainName): Head {
  const head = ends.get(chain)
  if (!head) throw new Error(`no head of chain ${chain} was handed in`)
  return head
}

/** Step 7: nothing was taken away since an older copy was made: its last hash stands where it stood. */
export const extend = (
  older: { readonly start: Hash; readonly head: Head },
  newer: { readonly start: Hash; readonly hashes: readonly Hash[] },
): boolean => older.start === newer.start && (older.head.n === 0 || newer.hashes[older.head.n - 1] === older.head.hash)
