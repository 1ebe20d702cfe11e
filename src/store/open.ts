import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { openEmbedded, type EmbeddedOptions } from './embedded/open.ts'
import { PrismaClient } from './generated/client.ts'
import { migrate } from './migrate.ts'
import { trouble } from './trouble.ts'

/** Where the database is: a server of our own on a folder, or a server by its address (DATABASE_URL). */
export type Where = ({ readonly folder: string } & Omit<EmbeddedOptions, 'log'>) | { readonly url: string }

/** The open database. Prisma and the queue share one pool; nothing else knows where it is. */
export interface Store {
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  /** Rejects when the database is lost for good. */
  readonly lost: Promise<never>
  /** Waits for what is running, then closes; the embedded server ends. */
  close(): Promise<void>
}

/** How many connections the pool keeps: more only wait for each other's commits. */
const connections = 10

/** Opens the database and brings it up to date. Throws StoreTrouble with a sentence for the operator. */
export async function openStore(where: Where, log: (line: string) => void): Promise<Store> {
  if ('url' in where) return await connect({ connectionString: where.url }, log)
  const server = await openEmbedded(where.folder, { ...where, log })
  try {
    const store = await connect(server.address, log)
    const close = async () => {
      await store.close()
      await server.stop()
    }
    return { ...store, lost: server.lost, close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Opens a store over connections to a database that is there. `log` hears of connections that broke. */
export async function connect(config: pg.PoolConfig, log: (line: string) => void): Promise<Store> {
  const pool = new pg.Pool({ max: connections, application_name: 'caucus', ...config })
  // Without a listener a broken connection would end the process.
  pool.on('error', (error) => log(`A connection to the database broke: ${error.message}`))
  try {
    await reach(pool)
    await migrate(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 20_000, timeout: 30_000 },
  })
  const close = async () => {
    await prisma.$disconnect()
    await pool.end()
  }
  return { pool, prisma, lost: new Promise<never>(() => undefined), close }
}

async function reach(pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select')
  } catch (error) {
    throw trouble('store/unreachable', { reason: error instanceof Error ? error.message : String(error) })
  }
}
