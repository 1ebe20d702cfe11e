import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastWords, run } from './cluster.ts'
import type { Programs } from './programs.ts'
import { quiet, type Runner } from './runner.ts'
import { linesOf, lockFile, type Address, type WayIn } from './way-in.ts'

/** Settings of PostgreSQL by their own names. */
export type Settings = Readonly<Record<string, string | number>>

/** A server process of ours. */
export interface Server {
  /** Still there, as far as we can see. */
  isRunning(): boolean
  /** What it said last, at most 4,000 characters. */
  log(): string
  /** Ends it cleanly: open transactions roll back, everything committed is on disk. */
  stop(): Promise<void>
}

/** Who holds the server: a guard beside it, or PostgreSQL's own starter where there is no `sh` (Windows). */
export type Holder = 'guard' | 'pg_ctl'

export interface Start {
  readonly folder: string
  readonly programs: Programs
  readonly runner: Runner
  readonly way: WayIn
  readonly settings: Settings
  readonly log: (line: string) => void
}

const always: Settings = {
  max_connections: 20,
  shared_buffers: '32MB',
  fsync: 'on',
  synchronous_commit: 'on',
  log_checkpoints: 'off',
  // A log line may hold nothing that a member wrote: no statement, no value of a row.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

const settingsOf = ({ way, settings }: Start, address: Address): string[] =>
  Object.entries({ ...always, ...settings, ...way.settings(address) }).map(([name, value]) => `${name}=${value}`)

/**
 * Stops the server when we end, even by SIGKILL: our end of its input closes, and it sees that. Its own process group, so
 * that Ctrl-C reaches us first, and not the server under us.
 */
const guard = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) &
watcher=$!
wait $server
ended=$?
kill $watcher 2>/dev/null
exit $ended`

export function startGuarded(start: Start, address: Address): Server {
  const { folder, programs, runner } = start
  const settings = settingsOf(start, address).flatMap((setting) => ['-c', setting])
  const child = spawn(
    '/bin/sh',
    ['-c', guard, 'caucus-guard', ...runner.prefix, programs.postgres, '-D', folder, ...settings],
    {
      cwd: '/',
      env: { ...quiet, ...programs.env },
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  )
  let log = ''
  let running = true
  const gone = new Promise<void>((resolve) => {
    child
      .once('exit', () => resolve())
      .once('error', (error) => {
        log += error.message
        resolve()
      })
  }).then(() => {
    running = false
  })
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stderr }).on('line', (line) => {
    log = `${log}${line}\n`.slice(-4_000)
    if (line !== '' && !saysItIsWell(line)) start.log(line)
  })
  return {
    isRunning: () => running,
    log: () => lastWords(log),
    stop: async () => {
      child.stdin.end()
      await endWithin(gone, folder)
    },
  }
}

/** What a server says of its own good health, and to those who knock while it still reads its log: nothing to do for anybody. */
const saysItIsWell = (line: string): boolean =>
  /\bLOG: {2}/.test(line) ||
  /\bFATAL: {2}the database system is (starting up|not yet accepting connections|in recovery mode|shutting down)/.test(
    line,
  ) ||
  /\bDETAIL: {2}(Recovery|Consistent recovery) /.test(line)

/** Starts the server as its own process; who opens the folder next ends it if we could not. */
export function startByPgCtl(start: Start, address: Address): Server {
  const { folder, programs, runner } = start
  const file = path.join(folder, 'caucus-server.log')
  const options = settingsOf(start, address)
    .map((setting) => `-c "${setting.replaceAll('"', '\\"')}"`)
    .join(' ')
  const [program, ...args] = [...runner.prefix, programs.pgCtl, 'start', '-D', folder, '-l', file, '-o', options, '-w']
  const starter = spawn(program ?? '', args, { cwd: '/', env: { ...quiet, ...programs.env }, stdio: 'ignore' })
  let status: number | null | undefined
  starter
    .once('exit', (code) => {
      status = code
    })
    .once('error', () => {
      status = null
    })
  return {
    isRunning: () => status === undefined || (status === 0 && signal(folder, 0)),
    log: () => lastWords(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''),
    stop: async () => await stopByPgCtl(folder, programs, runner),
  }
}

export async function stopByPgCtl(folder: string, programs: Programs, runner: Runner): Promise<void> {
  run(runner, programs, programs.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-W'])
  await endWithin(untilEnded(folder), folder)
}

/** Ends a server that outlived its guard, so that we always own ours. */
export async function stopOrphan(folder: string): Promise<void> {
  signal(folder, 'SIGINT')
  await endWithin(untilEnded(folder), folder)
}

const untilEnded = async (folder: string): Promise<void> => {
  while (lockFile(folder) !== undefined && signal(folder, 0)) await sleep(20)
}

// A server that does not end when asked is told again, harder each time; the log is replayed at the next start.
async function endWithin(gone: Promise<void>, folder: string): Promise<void> {
  const patience = async (ms: number) => await Promise.race([gone.then(() => true), sleep(ms, false, { ref: false })])
  if (await patience(10_000)) return
  signal(folder, 'SIGQUIT')
  if (await patience(5_000)) return
  signal(folder, 'SIGKILL')
  await patience(2_000)
}

function signal(folder: string, name: NodeJS.Signals | 0): boolean {
  const pid = Number(lockFile(folder)?.[0])
  if (!(pid > 1)) return false
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/**
 * A container that was restarted counts its processes anew, and a lock file may name a stranger that lives: then the server
 * would never start. A process that has certainly ended is written in its place, so that PostgreSQL still makes its own
 * check of the shared memory.
 */
export function forgetStranger(folder: string, others: readonly string[]): void {
  for (const file of [path.join(folder, 'postmaster.pid'), ...others]) {
    const lines = linesOf(file)
    const pid = Number(lines?.[0])
    if (!lines || !(pid > 1) || mayBePostgres(pid, folder)) continue
    const ended = spawnSync(process.execPath, ['--version']).pid
    fs.writeFileSync(file, [ended, ...lines.slice(1)].join('\n'))
  }
}

function mayBePostgres(pid: number, folder: string): boolean {
  let words: string[]
  try {
    words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return true // no such process, or no /proc: PostgreSQL itself finds out.
  }
  const isPostgres = path.basename(words[0] ?? '').startsWith('postgres')
  const of = words[words.indexOf('-D') + 1] ?? ''
  return isPostgres && (!path.isAbsolute(of) || of === folder)
}
