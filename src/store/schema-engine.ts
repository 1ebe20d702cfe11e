import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'

const prismaFolder = fileURLToPath(new URL('../../prisma/', import.meta.url))
export const schemaFile = path.join(prismaFolder, 'schema.prisma')
export const migrationsFolder = path.join(prismaFolder, 'migrations')

const nothingExternal = { externalTables: [], externalEnums: [] }

/** Prisma's own engine for migrations, as WebAssembly: nothing to download, and it speaks through our driver. */
export async function loadSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  await (instantiated ??= instantiate())
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter)
  return {
    apply: async () => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: readMigrations(),
        filters: nothingExternal,
      })
      return appliedMigrationNames
    },
    sqlBetween: async (from, to) => {
      const { stdout } = await engine.diff({
        from: target(from),
        to: target(to),
        script: true,
        exitCode: null,
        filters: nothingExternal,
      })
      return stdout ?? ''
    },
    free: () => engine.free(),
  }
}

export interface SchemaEngine {
  /** Applies what is not yet applied, in order, and returns its names. */
  apply(): Promise<string[]>
  /** The SQL that leads from one schema to another; absent is an empty database. */
  sqlBetween(from: string | undefined, to: string): Promise<string>
  free(): void
}

const target = (schema: string | undefined): bindings.DiffTarget =>
  schema === undefined ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [{ path: schemaFile, content: schema }] }

/** The names of the migrations that this Caucus knows, in order. */
export const migrationNames = (): string[] =>
  fs
    .readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()

function readMigrations() {
  const lockfile = {
    path: 'migration_lock.toml',
    content: fs.readFileSync(path.join(migrationsFolder, 'migration_lock.toml'), 'utf8'),
  }
  const migrationDirectories = migrationNames().map((name) => {
    const value = fs.readFileSync(path.join(migrationsFolder, name, 'migration.sql'), 'utf8')
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
  })
  return { baseDir: migrationsFolder, lockfile, shadowDbInitScript: '', migrationDirectories }
}

let instantiated: Promise<void> | undefined

// Node's types leave WebAssembly out, and the package's types leave out what its own loader calls.
interface Wasm {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}
interface Loader {
  __wbg_set_wasm(exports: object): void
}

// The package's own entry imports the .wasm as a module, which Node does not do unasked.
async function instantiate(): Promise<void> {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Wasm }
  const beside = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = fs.readFileSync(beside.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withoutWaiting(bindings) })
  const loader = bindings as unknown as Loader
  loader.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

// The engine leaves a timer of ten seconds behind, which would keep a process that has nothing else to do from ending.
const withoutWaiting = (imports: object): object =>
  Object.fromEntries(
    Object.entries(imports).map(([name, call]: [string, unknown]) =>
      name.startsWith('__wbg_setTimeout_')
        ? [name, (run: () => void, ms: number) => setTimeout(run, ms).unref()]
        : [name, call],
    ),
  )
