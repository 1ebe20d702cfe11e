import fs from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { checkChains, type Checked } from './check.ts'
import type { Store } from './open.ts'
import { migrationNames } from './schema-engine.ts'
import { inTransaction, queryOn, type Query, type Tx } from './transaction.ts'
import { trouble } from './trouble.ts'

// The backup is every table, and it alone moves an assembly: from the embedded database to a server, from machine to
// machine. The record is proof, and does not hold what people have not yet decided, or who they are.

const header = z.strictObject({ 'caucus-backup': z.literal(1), migrations: z.array(z.string()) })
const line = z.union([
  z.strictObject({ table: z.string(), row: z.record(z.string(), z.unknown()) }),
  z.strictObject({ rows: z.int() }),
])
const batch = 500

/**
 * Writes every table into one file of JSON lines, as they stood at one moment. Only we may read it. Returns the rows. Throws
 * EEXIST where the file is there; a backup that broke off leaves none.
 */
export async function backUp({ pool }: Store, file: string): Promise<number> {
  fs.closeSync(fs.openSync(file, 'wx', 0o600))
  try {
    return await inTransaction(pool, async (tx) => await writeAll(tx, file))
  } catch (error) {
    fs.rmSync(file)
    throw error
  }
}

async function writeAll(tx: Tx, file: string): Promise<number> {
  // Emptied first: the transaction may be tried again.
  const out = fs.openSync(file, 'w')
  try {
    await tx('set transaction isolation level repeatable read, read only')
    fs.writeSync(out, `${JSON.stringify({ 'caucus-backup': 1, migrations: migrationNames() })}\n`)
    let rows = 0
    for (const table of await tables(tx)) rows += await writeTable(tx, table, out)
    fs.writeSync(out, `${JSON.stringify({ rows })}\n`)
    fs.fsyncSync(out)
    return rows
  } finally {
    fs.closeSync(out)
  }
}

async function writeTable(tx: Tx, table: string, out: number): Promise<number> {
  await tx(`declare rows no scroll cursor for select to_jsonb(each)::text as row from ${quoted(table)} each`)
  let written = 0
  for (;;) {
    const found = await tx<{ row: string }>(`fetch ${batch} from rows`)
    for (const { row } of found) fs.writeSync(out, `{"table":${JSON.stringify(table)},"row":${row}}\n`)
    written += found.length
    if (found.length < batch) break
  }
  await tx('close rows')
  return written
}

/** Fills an empty database from a backup, all or nothing, and verifies every chain. Throws StoreTrouble. */
export async function restore({ pool }: Store, file: string): Promise<Checked[]> {
  await inTransaction(pool, async (tx) => {
    const order = await tables(tx)
    if (!(await isEmpty(tx))) throw trouble('store/not-empty', {})
    let [count, promised] = [0, -1]
    for await (const lines of batched(file)) {
      for (const [table, rows] of lines.byTable) {
        if (!order.includes(table)) throw trouble('store/not-a-backup', { file })
        await tx(
          `insert into ${quoted(table)} select * from jsonb_populate_recordset(null::${quoted(table)}, $1::jsonb)`,
          [JSON.stringify(rows)],
        )
        count += rows.length
      }
      promised = lines.promised ?? promised
    }
    // A file without its last line was cut.
    if (count !== promised) throw trouble('store/not-a-backup', { file })
    await advanceCounters(tx)
  })
  return await checkChains(queryOn(pool))
}

/** Whether nothing was ever kept in this database. */
export async function isEmpty(query: Query): Promise<boolean> {
  for (const table of await tables(query))
    if ((await query(`select from ${quoted(table)} limit 1`)).length > 0) return false
  return true
}

/** The rows of the file, some hundred at a time, by table. */
async function* batched(file: string): AsyncGenerator<{ byTable: Map<string, object[]>; promised?: number }> {
  let byTable = new Map<string, object[]>()
  let [held, first, promised] = [0, true, -1]
  for await (const source of createInterface({ input: fs.createReadStream(file), crlfDelay: Infinity })) {
    if (first) {
      const found = header.safeParse(parsed(source))
      if (!found.success) throw trouble('store/not-a-backup', { file })
      if (found.data.migrations.join() !== migrationNames().join()) throw trouble('store/backup-of-another', {})
      first = false
      continue
    }
    const found = line.safeParse(parsed(source))
    if (!found.success || promised >= 0) throw trouble('store/not-a-backup', { file })
    if ('rows' in found.data) {
      promised = found.data.rows
      continue
    }
    byTable.set(found.data.table, [...(byTable.get(found.data.table) ?? []), found.data.row])
    held += 1
    if (held < batch) continue
    yield { byTable }
    byTable = new Map()
    held = 0
  }
  yield { byTable, promised }
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** Our tables, those that others point to first. The queue is not among them: it is filled anew from what is due. */
async function tables(query: Query): Promise<string[]> {
  const found = await query<{ name: string; needs: string[] }>(
    `select relname as name,
            array(select confrelid::regclass::text from pg_constraint where conrelid = pg_class.oid and contype = 'f') as needs
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'
      order by relname`,
  )
  const order: string[] = []
  const take = ({ name, needs }: { name: string; needs: readonly string[] }): void => {
    if (order.includes(name)) return
    for (const other of found) if (needs.includes(other.name) && other.name !== name) take(other)
    order.push(name)
  }
  for (const each of found) take(each)
  return order
}

/** Counters go on after the numbers that were brought in. */
async function advanceCounters(tx: Tx): Promise<void> {
  const counters = await tx<{ table: string; column: string; counter: string }>(
    `select table_name as "table", column_name as "column", pg_get_serial_sequence(quote_ident(table_name), column_name) as counter
       from information_schema.columns
      where table_schema = 'public' and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null`,
  )
  for (const { table, column, counter } of counters)
    await tx(`select setval($1::regclass, coalesce((select max("${column}") from ${quoted(table)}), 0) + 1, false)`, [
      counter,
    ])
}

// With its schema: there is a table and a type that are both called text.
const quoted = (name: string): string => `public."${name.replaceAll('"', '""')}"`
