import pg from 'pg'
import { trouble } from '../trouble.ts'
import { keeper, type Address } from './way-in.ts'

/**
 * One process a folder. The server keeps the lock and frees it the moment its holder ends, however it ends: no stale file
 * can keep anybody out.
 */
export interface Lease {
  readonly client: pg.Client
  /** Resolves when the connection is gone: the server died, or `release` was called. */
  readonly gone: Promise<void>
  release(): Promise<void>
}

const lock = 1

/** Takes the lease of the server at `address`. Undefined: no server answers there (yet). Throws `store/held`. */
export async function takeLease(address: Address, folder: string): Promise<Lease | undefined> {
  const client = new pg.Client({
    ...address,
    user: keeper,
    database: 'postgres',
    application_name: `process ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => undefined)
  const gone = new Promise<void>((resolve) => {
    client.once('end', () => resolve())
  })
  try {
    await client.connect()
  } catch {
    await client.end().catch(() => undefined)
    return undefined
  }
  const { rows } = await client.query<{ mine: boolean; holder: string | null }>(
    `select pg_try_advisory_lock($1) as mine,
            (select max(application_name) from pg_stat_activity join pg_locks using (pid)
              where locktype = 'advisory' and granted and pg_stat_activity.pid <> pg_backend_pid()) as holder`,
    [lock],
  )
  if (rows[0]?.mine === true) return { client, gone, release: async () => await client.end().catch(() => undefined) }
  await client.end()
  throw trouble('store/held', { folder, holder: rows[0]?.holder ?? 'unknown process' })
}
