import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { connect, type Store } from '../../src/store/open.ts'

let made = 0

/** A migrated database of one's own, empty, gone after the file. Call it inside `describe` or at the top of a file. */
export async function freshStore(log: (line: string) => void = () => undefined): Promise<Store> {
  const config = await freshDatabase()
  const store = await connect(config, log)
  afterAll(async () => {
    await store.close()
    await dropDatabase(config)
  })
  return store
}

/** A migrated, empty database: how a pool reaches it. The caller drops it. */
export async function freshDatabase(): Promise<pg.PoolConfig & { readonly database: string }> {
  const { worker, template } = inject('testServer')
  const database = `caucus_${process.pid}_${++made}`
  const owner = ownerOf(worker)
  await asMaker(
    `create database ${database} template ${template} owner ${pg.escapeIdentifier(owner)} strategy file_copy`,
  )
  return withDatabase(worker, database)
}

export async function dropDatabase({ database }: { readonly database: string }): Promise<void> {
  await asMaker(`drop database ${database} with (force)`)
}

async function asMaker(sql: string): Promise<void> {
  const client = new pg.Client(inject('testServer').maker)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

const ownerOf = ({ user, connectionString }: pg.PoolConfig): string =>
  user ?? decodeURIComponent(new URL(connectionString ?? '').username)

function withDatabase(config: pg.PoolConfig, database: string): pg.PoolConfig & { readonly database: string } {
  if (config.connectionString === undefined) return { ...config, database }
  return {
    connectionString: Object.assign(new URL(config.connectionString), { pathname: `/${database}` }).href,
    database,
  }
}
