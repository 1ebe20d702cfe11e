import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { trouble } from '../trouble.ts'
import { isCode, type Programs } from './programs.ts'
import { quiet, type Runner } from './runner.ts'
import { keeper, type WayIn } from './way-in.ts'

/** Makes the cluster in `folder` if there is none yet. */
export function prepareCluster(folder: string, programs: Programs, runner: Runner, way: WayIn): void {
  const major = majorOf(programs, runner)
  if (!isCluster(folder)) make(folder, programs, runner, way, major)
  const made = fs.readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim()
  if (made !== major) throw trouble('store/other-version', { folder, made, programs: major })
}

export const isCluster = (folder: string): boolean => fs.existsSync(path.join(folder, 'PG_VERSION'))

/** A half-made cluster is never opened: it is made beside the folder, and takes its place in one step. */
function make(folder: string, programs: Programs, runner: Runner, way: WayIn, major: string): void {
  if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) throw trouble('store/not-a-cluster', { folder })
  const fresh = `${folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  runner.own(fresh)
  try {
    initdb(fresh, programs, runner, way, major)
    way.admit(fresh)
    fs.renameSync(fresh, folder)
  } catch (error) {
    // Two processes may make it at once: the slower one goes on with what the faster one made, and meets its lease.
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST') || !isCluster(folder)) throw error
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true })
  }
}

function initdb(fresh: string, programs: Programs, runner: Runner, way: WayIn, major: string): void {
  // Bytewise order and Unicode's letters, the same on every system; before 17 the C library's own C locale comes nearest.
  const locale = Number(major) >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []
  const args = ['-D', fresh, '-U', keeper, '-E', 'UTF8', '--locale=C', ...locale, '--no-instructions', ...way.making()]
  const made = run(runner, programs, programs.initdb, args)
  if (made.status !== 0)
    throw trouble('store/not-made', { folder: fresh, log: lastWords(made.error?.message ?? made.stderr) })
}

const abandonedMs = 60_000

/** Half-made clusters of processes that were killed. Called by the holder of the lease. */
export function removeHalfMade(folder: string): void {
  const beside = path.dirname(folder)
  for (const name of fs.readdirSync(beside)) {
    const isOurs = ['.new-', '.probe-', '.password-'].some((kind) => name.startsWith(path.basename(folder) + kind))
    const found = isOurs && fs.statSync(path.join(beside, name), { throwIfNoEntry: false })
    if (found && found.mtimeMs < Date.now() - abandonedMs)
      fs.rmSync(path.join(beside, name), { recursive: true, force: true })
  }
}

function majorOf(programs: Programs, runner: Runner): string {
  const { stdout, error, stderr } = run(runner, programs, programs.postgres, ['--version'])
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]
  if (major === undefined)
    throw trouble('store/not-made', { folder: programs.postgres, log: lastWords(error?.message ?? stderr) })
  return major
}

export const run = (runner: Runner, programs: Programs, program: string, args: readonly string[]) => {
  const [first = '', ...rest] = [...runner.prefix, program, ...args]
  return spawnSync(first, rest, { cwd: '/', env: { ...quiet, ...programs.env }, encoding: 'utf8' })
}

/** The end of a log, where it says what went wrong. At most 4,000 characters. */
export const lastWords = (log: string): string => log.trim().slice(-4_000)
