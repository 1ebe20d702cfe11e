import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const isRoot = process.getuid?.() === 0

/** Other users than us, for a test that runs as root. Each may read the clone that we test, wherever it lies, and no more. */
const mayRead = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search']
const users = {
  us: [],
  /** An ordinary user that every system has. */
  daemon: ['setpriv', '--reuid=1', '--regid=1', '--clear-groups', ...mayRead],
  /** A user without a line in /etc/passwd, as some clusters have them. */
  nameless: ['setpriv', '--reuid=424242', '--regid=424242', '--clear-groups', ...mayRead],
  /** Root in a container that took all of root's rights away. */
  'powerless root': ['setpriv', '--bounding-set=-all', '--inh-caps=-all'],
}

export interface Said {
  readonly ready?: true
  readonly ms?: number
  readonly address?: {
    readonly host: string
    readonly port: number
    readonly password?: string
    readonly user: string
    readonly database: string
  }
  readonly code?: string
  readonly details?: { readonly holder?: string; readonly folder?: string }
  readonly failed?: string
}

/** Runs a script in a process of its own; resolves with its first line. */
export async function another(
  script: URL,
  args: readonly string[],
  as: keyof typeof users = 'us',
): Promise<{ child: ChildProcess; said: Said }> {
  const file = fileURLToPath(script)
  const [program, ...rest] = [...users[as], process.execPath, '--import', import.meta.resolve('tsx'), file, ...args]
  // Its own process group, so that a test can end it with everything that it started.
  const child = spawn(program ?? '', rest, {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    env: { PATH: process.env['PATH'], TMPDIR: '/tmp', TSX_DISABLE_CACHE: '1' },
  })
  const lines = createInterface({ input: child.stdout })
  const said = await new Promise<Said>((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line) as Said))
    child.once('exit', (status) => reject(new Error(`${script.pathname} ended (${status}) and said nothing`)))
  })
  return { child, said }
}

export const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve))
}

/** The processes whose command line names the folder: a server, its guard. Processes of this test itself apart. */
export function processesOn(folder: string): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).includes('postgres') && commandOf(pid).includes(folder))
}

/** Empty for a process that has ended. */
export const commandOf = (pid: number): string => {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

export const postmasterOf = (folder: string): number =>
  Number(fs.readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
