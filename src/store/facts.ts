import { isKind, type ChainName, type Happened } from '../domain/fact.ts'
import type { AssemblyId, MemberId, SeatId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Chained, Head } from '../record/chain.ts'
import { happened, type Entry } from '../record/entry.ts'
import type { Query, Tx } from './transaction.ts'

/** What has to be known of an assembly before an act: how far its facts go, and the rows that rules ask for. */
export interface Standing {
  readonly seq: number
  readonly founded: Instant
  readonly away: ReadonlySet<SeatId>
  /** How often texts were erased or withheld. */
  readonly hushed: number
  /** When the clock has to act next; undefined is never. */
  readonly due: Instant | undefined
  /** True where the assembly was imported from its record: nobody acts in it, and neither does the clock. */
  readonly forReading: boolean
}

const standing = `
  select seq, founded, hushed, (select at from due where due.assembly = assembly.id) as due,
         exists (select from chain where chain.assembly = assembly.id and name = 'public' and exported is not null) as "forReading",
         array(select seat from away where away.assembly = assembly.id) as away from assembly where id = $1`

/** Undefined: there is no such assembly. */
export async function standingOf(query: Query, assembly: AssemblyId): Promise<Standing | undefined> {
  return read(await query<StandingRow>(standing, [assembly]))
}

/** The same, and nobody else appends to this assembly until the transaction ends: its facts get one order. */
export async function lockAssembly(tx: Tx, assembly: AssemblyId): Promise<Standing | undefined> {
  // A statement of its own: what is read must be newer than the wait for the lock.
  await tx('select from assembly where id = $1 for update', [assembly])
  return await standingOf(tx, assembly)
}

interface StandingRow {
  readonly seq: number
  readonly founded: Instant
  readonly away: SeatId[]
  readonly hushed: number
  readonly due: Instant | null
  readonly forReading: boolean
}
const read = ([row]: StandingRow[]): Standing | undefined =>
  row && { ...row, away: new Set(row.away), due: row.due ?? undefined }

/** A fact with its place in the order of the whole assembly. */
export interface Kept {
  readonly seq: number
  readonly happened: Happened
}

const page = 5_000

/** The facts of an assembly after `seq`, in their order, a page at a time. */
export async function* factsAfter(query: Query, assembly: AssemblyId, seq: number): AsyncGenerator<readonly Kept[]> {
  let last = seq
  for (;;) {
    const rows = await query<EntryRow>(
      `select seq, chain, n, at, kind, "by", after, data, prev, hash from entry
        where assembly = $1 and seq > $2 order by seq limit ${page}`,
      [assembly, last],
    )
    if (rows.length > 0) yield rows.map((row) => ({ seq: row.seq, happened: happened(entryOf(row), row.chain) }))
    last = rows.at(-1)?.seq ?? last
    if (rows.length < page) return
  }
}

/** The facts after one number of the order, up to another. */
export async function factsBetween(
  query: Query,
  assembly: AssemblyId,
  after: number,
  upTo: number,
): Promise<Happened[]> {
  if (after === upTo) return []
  const rows = await query<EntryRow>(
    `select seq, chain, n, at, kind, "by", after, data, prev, hash from entry
      where assembly = $1 and seq > $2 and seq <= $3 order by seq`,
    [assembly, after, upTo],
  )
  return rows.map((row) => happened(entryOf(row), row.chain))
}

/** The entries of one chain, as the record has them. */
export async function chainEntries(query: Query, assembly: AssemblyId, chain: ChainName): Promise<Entry[]> {
  const rows = await query<EntryRow>(
    `select seq, chain, n, at, kind, "by", after, data, prev, hash from entry
      where assembly = $1 and chain = $2 order by n`,
    [assembly, chain],
  )
  return rows.map(entryOf)
}

interface EntryRow {
  readonly seq: number
  readonly chain: ChainName
  readonly n: number
  readonly at: Instant
  readonly kind: string
  readonly by: MemberId | null
  readonly after: number | null
  readonly data: object
  readonly prev: string
  readonly hash: string
}

function entryOf({ n, at, kind, by, after, data, prev, hash }: EntryRow): Entry {
  if (!isKind(kind)) throw new Error(`a fact of kind ${kind} is kept, and this Caucus does not know it`)
  const entry = { n, at, kind, ...(by !== null && { by }), ...(after !== null && { after }), data, prev, hash }
  return entry as unknown as Entry
}

/** When the file was exported from which a chain was imported; undefined for the chains of an assembly that lives here. */
export async function exportedAt(query: Query, assembly: AssemblyId, chain: ChainName): Promise<Instant | undefined> {
  const [found] = await query<{ exported: Instant | null }>(
    'select exported from chain where assembly = $1 and name = $2',
    [assembly, chain],
  )
  return found?.exported ?? undefined
}

/** Where each chain of the assembly ends. */
export async function chainHeads(query: Query, assembly: AssemblyId): Promise<Map<ChainName, Head>> {
  const rows = await query<Head & { name: ChainName }>(
    'select name, n, head as hash, at from chain where assembly = $1',
    [assembly],
  )
  return new Map(rows.map(({ name, n, hash, at }) => [name, { n, hash, at }]))
}

/** Appends entries to the chains; returns them with their place in the assembly's order. The assembly has to be locked. */
export async function appendEntries(
  tx: Tx,
  assembly: AssemblyId,
  seq: number,
  chained: readonly Chained[],
): Promise<readonly Kept[]> {
  const rows = chained.map(({ chain, entry }, index) => ({ assembly, seq: seq + index + 1, chain, ...entry }))
  await tx(
    `insert into entry (assembly, seq, chain, n, at, kind, "by", after, data, prev, hash)
     select assembly, seq, chain, n, at, kind, "by", after, data, prev, hash
       from jsonb_to_recordset($1::jsonb)
         as row (assembly text, seq int, chain text, n int, at text, kind text, "by" text, after int, data jsonb, prev text, hash text)`,
    [JSON.stringify(rows)],
  )
  const ends = new Map(rows.map((row) => [row.chain, row]))
  await tx(
    `insert into chain (assembly, name, n, head, at)
     select $1, chain, n, hash, at from jsonb_to_recordset($2::jsonb) as row (chain text, n int, hash text, at text)
     on conflict (assembly, name) do update set n = excluded.n, head = excluded.head, at = excluded.at`,
    [assembly, JSON.stringify([...ends.values()])],
  )
  await tx('update assembly set seq = $2 where id = $1', [assembly, seq + rows.length])
  return chained.map(({ chain, entry }, index) => ({ seq: seq + index + 1, happened: happened(entry, chain) }))
}

/** Makes the row of an assembly that is being founded. False: the slug is taken. */
export async function insertAssembly(
  tx: Tx,
  row: { readonly id: AssemblyId; readonly founded: Instant; readonly slug: string; readonly name: string },
): Promise<boolean> {
  const made = await tx(
    'insert into assembly (id, founded, slug, name) values ($1, $2, $3, $4) on conflict (slug) do nothing returning id',
    [row.id, row.founded, row.slug, row.name],
  )
  return made.length === 1
}

/** Every assembly in the database, oldest first. */
export async function assemblies(query: Query): Promise<AssemblyId[]> {
  const rows = await query<{ id: AssemblyId }>('select id from assembly order by id')
  return rows.map(({ id }) => id)
}

/** How assemblies are called, and their slugs in addresses. */
export async function namedAssemblies(
  query: Query,
  ids: readonly AssemblyId[],
): Promise<{ readonly id: AssemblyId; readonly slug: string; readonly name: string }[]> {
  return await query('select id, slug, name from assembly where id = any($1) order by id', [ids])
}

/** The hashes of entries of the public chain, by their numbers. */
export async function publicHashes(
  query: Query,
  assembly: AssemblyId,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  const rows = await query<{ n: number; hash: string }>(
    "select n, hash from entry where assembly = $1 and chain = 'public' and n = any($2::int[])",
    [assembly, numbers],
  )
  return new Map(rows.map(({ n, hash }) => [n, hash]))
}
