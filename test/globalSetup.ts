import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../src/store/embedded/open.ts'
import { keeper, worker } from '../src/store/embedded/way-in.ts'
import { migrate } from '../src/store/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files make a database of their own, and who may. */
    readonly testServer: { readonly maker: pg.PoolConfig; readonly worker: pg.PoolConfig; readonly template: string }
  }
}

// Commits need not reach the disk here; the tests that are about that open a server of their own.
const hasty = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: 60,
}

/** One server for the whole run, with one migrated database that each file copies in some 25 ms. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['DATABASE_URL']
  const server = url === undefined ? await embedded() : onServer(url)
  const template = `template_caucus_${process.pid}`
  const maker = new pg.Client(server.maker)
  await maker.connect()
  await maker.query(`create database ${template} owner ${pg.escapeIdentifier(server.owner)}`)
  const pool = new pg.Pool({ ...server.worker, database: template, max: 1 })
  await migrate(pool)
  await pool.end()
  project.provide('testServer', { maker: server.maker, worker: server.worker, template })
  return async () => {
    await maker.query(`drop database ${template}`)
    await maker.end()
    await server.stop()
  }
}

async function embedded() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-test-'))
  fs.chmodSync(folder, 0o755)
  const server = await openEmbedded(path.join(folder, 'pg'), { settings: hasty, log: () => undefined })
  const stop = async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  const { address } = server
  return { maker: { ...address, user: keeper, database: 'postgres' }, worker: address, owner: worker, stop }
}

function onServer(url: string) {
  const { username, pathname } = new URL(url)
  const at = (database: string): string => Object.assign(new URL(url), { pathname: database }).href
  const user = decodeURIComponent(username) || os.userInfo().username
  const stop = async () => await Promise.resolve()
  return { maker: { connectionString: at(pathname) }, worker: { connectionString: url }, owner: user, stop }
}
