import type pg from 'pg'
import { loadSchemaEngine, migrationNames } from './schema-engine.ts'
import { trouble } from './trouble.ts'

/**
 * Brings the database up to this Caucus's schema; returns the migrations that were applied now. Several processes may do it
 * at once: one applies, the others wait. Throws `store/newer` if a newer Caucus has been here.
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const known = migrationNames()
  const before = await applied(pool)
  const unknown = before.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw trouble('store/newer', { migrations: unknown.join(', ') })
  if (known.every((name) => before.includes(name))) return []
  const engine = await loadSchemaEngine(pool)
  try {
    return await engine.apply()
  } finally {
    engine.free()
  }
}

async function applied(pool: pg.Pool): Promise<string[]> {
  const { rows: kept } = await pool.query<{ kept: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as kept`,
  )
  if (kept[0]?.kept !== true) return []
  const { rows } = await pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return rows.map((row) => row.migration_name)
}
