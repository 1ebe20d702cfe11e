import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

// The way an act takes into the database holds locks and counts round trips: plain SQL, over the same pool. What is only
// kept and found again goes through Prisma.

/** Asks the database one thing. Statements are prepared once a connection. */
export interface Query {
  <Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/** A query inside a transaction. */
export type Tx = Query & { readonly isTransaction: true }

export const queryOn = (client: Pick<pg.Pool, 'query'>): Query => {
  return async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    try {
      const { rows } = await client.query<Row>({ name: nameOf(sql), text: sql, values: [...values] })
      return rows
    } catch (error) {
      throw withoutWords(error)
    }
  }
}

// The details of an error hold values of rows, and errors are logged: no log line may hold what a member wrote.
function withoutWords(error: unknown): unknown {
  if (error instanceof Error) Object.assign(error, { detail: undefined, where: undefined })
  return error
}

const names = new Map<string, string>()
const nameOf = (sql: string): string => {
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = `caucus ${names.size + 1}`
  names.set(sql, name)
  return name
}

/** Asks, and asks again while the database is being opened anew: for what may be asked twice. */
export const patientQueryOn = (pool: pg.Pool): Query => {
  const query = queryOn(pool)
  return async <Row extends object>(sql: string, values?: readonly unknown[]) =>
    await patiently(async () => await query<Row>(sql, values))
}

/**
 * Everything in `work`, or nothing. Tried again where the database broke off or asked for it: so `work` changes nothing but
 * the database, and claims a key where doing it twice would matter.
 */
export const inTransaction = async <T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> =>
  await patiently(async () => await once(pool, work))

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + patienceMs; ; await sleep(100)) {
    try {
      return await ask()
    } catch (error) {
      if (!isPassing(error) || Date.now() > end) throw error
    }
  }
}

/** How long an act waits for a database that is being opened again. */
const patienceMs = 20_000

async function once<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that breaks between two questions says so as an event; without a listener that would end the process.
  const breaks = (error: Error): void => {
    broken = error
  }
  client.on('error', breaks)
  try {
    await client.query('begin')
    const result = await work(Object.assign(queryOn(client), { isTransaction: true } as const))
    await client.query('commit')
    return result
  } catch (error) {
    await client
      .query('rollback')
      .catch((reason: unknown) => breaks(reason instanceof Error ? reason : new Error(String(reason))))
    throw error
  } finally {
    client.off('error', breaks)
    client.release(broken)
  }
}

// Connection exceptions (08), operator intervention (57P), deadlock and serialization (40), and what Node says of sockets.
const passing = /^(08...|57P0.|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return passing.test(code) || /^Connection terminated|Client has encountered a connection error/.test(error.message)
}
