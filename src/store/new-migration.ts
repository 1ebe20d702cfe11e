import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openEmbedded } from './embedded/open.ts'
import { loadSchemaEngine, migrationNames, migrationsFolder, schemaFile } from './schema-engine.ts'

/**
 * `npm run migration -- name`: writes the SQL that leads from the committed schema to the edited one, and tries it on a
 * database that is thrown away.
 */
async function newMigration(name: string): Promise<string> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-migration-'))
  fs.chmodSync(scratch, 0o755)
  const server = await openEmbedded(path.join(scratch, 'postgres'), {
    log: () => undefined,
    settings: { fsync: 'off' },
  })
  const pool = new pg.Pool(server.address)
  const engine = await loadSchemaEngine(pool)
  try {
    const sql = await engine.sqlBetween(committedSchema(), fs.readFileSync(schemaFile, 'utf8'))
    return await write(name, sql, async () => await engine.apply())
  } finally {
    engine.free()
    await pool.end()
    await server.stop()
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}

async function write(name: string, sql: string, tryOut: () => Promise<string[]>): Promise<string> {
  if (sql.trim() === '' || sql.includes('This is an empty migration'))
    return 'The schema is as it was committed: nothing to write.'
  const folder = path.join(migrationsFolder, `${stamp()}_${name}`)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'migration.sql'), sql)
  await tryOut()
  return `Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it before you commit it.`
}

function committedSchema(): string | undefined {
  if (migrationNames().length === 0) return undefined
  return execFileSync('git', ['show', 'HEAD:prisma/schema.prisma'], { encoding: 'utf8' })
}

const stamp = (): string => new Date().toISOString().replace(/\D/g, '').slice(0, 14)

const name = process.argv[2] ?? ''
const said = /^[a-z][a-z0-9_]*$/.test(name)
  ? await newMigration(name)
  : 'Name the migration in lower case: npm run migration -- add_something'
process.stdout.write(`${said}\n`)
