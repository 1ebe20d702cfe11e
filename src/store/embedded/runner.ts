import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { trouble } from '../trouble.ts'
import { isCode, type Programs } from './programs.ts'

/** Whom PostgreSQL runs as: us, or `nobody` when we are root, whom it refuses. */
export interface Runner {
  /** What goes before a program and its arguments. */
  readonly prefix: readonly string[]
  /** Our own name in the operating system: the server lets in nobody else. */
  readonly us: string
  /** The numeric user that owns the cluster's files; -1 where users have no number. */
  readonly uid: number
  /** Makes a folder, open to this runner alone. */
  own(folder: string): void
  /** Gives a file to this runner. */
  give(file: string): void
}

export function findRunner(folder: string, programs: Programs): Runner {
  if (process.platform === 'win32' || process.getuid?.() !== 0) {
    refuseOthers(folder)
    return { prefix: [], us: ourName(), uid: process.getuid?.() ?? -1, own: makePrivate, give: () => undefined }
  }
  const [uid, gid] = ownerOf(folder) ?? [idOfNobody('-u'), idOfNobody('-g')]
  const own = (made: string): void => {
    makePrivate(made)
    fs.chownSync(made, uid, gid)
  }
  const asNobody = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const trusted = [...asNobody, '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  makeParents(folder)
  const prefix = [asNobody, trusted].find((each) => canWork(each, folder, programs, uid, gid))
  if (!prefix) throw trouble('store/no-setpriv', {})
  return { prefix, us: ourName(), uid, own, give: (file) => fs.chownSync(file, uid, gid) }
}

/**
 * Whether `nobody` reaches the programs and the folder. The capability to pass every folder would let the server read and
 * write any file of the machine, so it is granted only where nothing works without it: a clone in root's own home.
 */
function canWork(prefix: readonly string[], folder: string, programs: Programs, uid: number, gid: number): boolean {
  const probe = fs.mkdtempSync(`${folder}.probe-`)
  try {
    // A root without its rights may not even give a folder away.
    fs.chownSync(probe, uid, gid)
    const [program, ...args] = [
      ...prefix,
      '/bin/sh',
      '-c',
      'cd "$1" && test -w . && "$2" --version && "$3" --version',
      'probe',
      probe,
      programs.postgres,
      programs.initdb,
    ]
    return spawnSync(program, args, { cwd: '/', env: { ...quiet, ...programs.env }, stdio: 'ignore' }).status === 0
  } catch (error) {
    if (isCode(error, 'EPERM')) return false
    throw error
  } finally {
    fs.rmSync(probe, { recursive: true, force: true })
  }
}

/** The environment of PostgreSQL's programs: nothing of ours, no secret of ours, and English logs. */
export const quiet: Readonly<Record<string, string>> = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

function makePrivate(folder: string): void {
  makeParents(folder)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
}

// A parent made here is open to pass through, else `nobody` could not reach what lies in it.
function makeParents(folder: string): void {
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 })
}

// Root goes on with what an ordinary user began, as that user.
function ownerOf(folder: string): [number, number] | undefined {
  const made = fs.statSync(path.join(folder, 'PG_VERSION'), { throwIfNoEntry: false })
  return made && made.uid !== 0 ? [made.uid, made.gid] : undefined
}

function refuseOthers(folder: string): void {
  const made = fs.statSync(folder, { throwIfNoEntry: false })
  if (made && process.platform !== 'win32' && made.uid !== process.getuid?.())
    throw trouble('store/not-ours', { folder, uid: made.uid })
}

function idOfNobody(flag: '-u' | '-g'): number {
  const { status, stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' })
  if (status !== 0) throw trouble('store/no-setpriv', {})
  return Number(stdout)
}

function ourName(): string {
  try {
    return os.userInfo().username
  } catch {
    throw trouble('store/nameless-user', { uid: process.getuid?.() ?? -1 })
  }
}
