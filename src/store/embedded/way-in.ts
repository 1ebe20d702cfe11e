import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { trouble } from '../trouble.ts'
import type { Runner } from './runner.ts'

/** How connections reach the server: a unix socket that only we may enter, or loopback with a password that only we can read. */
export type Listen = 'socket' | 'loopback'

/** Who sets the cluster up and holds its lease, and nothing else. */
export const keeper = 'keeper'
/** Whom Caucus works as: an ordinary role that owns one database. */
export const worker = 'caucus'

export interface Address {
  readonly host: string
  readonly port: number
  readonly password?: string
}

/** One way in to the cluster in `folder`. */
export interface WayIn {
  /** Arguments for initdb. */
  making(): readonly string[]
  /** Writes who may connect. Read by the server when it starts. */
  admit(folder: string): void
  /** Where a server that is already running answers, if one is. */
  running(): Address | undefined
  /** Where a server that we start will answer. */
  next(): Promise<Address>
  /** The files, beside `postmaster.pid`, in which a server writes its process down. */
  lockFiles(): readonly string[]
  /** Settings of a server that will answer at `address`. */
  settings(address: Address): Readonly<Record<string, string>>
  /** The password that roles get, where there is one. */
  password?(): string
}

export function wayIn(listen: Listen, folder: string, runner: Runner): WayIn {
  return listen === 'socket' ? socket(folder, runner) : loopback(folder, runner)
}

// A socket's path has room for about 100 bytes in every system: a long folder gets a short one elsewhere.
const longestFolder = 85

function socket(folder: string, runner: Runner): WayIn {
  const short = Buffer.byteLength(folder) <= longestFolder
  const host = short
    ? folder
    : path.join(os.tmpdir(), `caucus-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  const address = { host, port: 5432 }
  return {
    making: () => ['--auth=reject'],
    admit: (made) => {
      fs.writeFileSync(path.join(made, 'pg_hba.conf'), 'local all all peer map=us\n')
      fs.writeFileSync(
        path.join(made, 'pg_ident.conf'),
        [keeper, worker].map((role) => `us ${quoted(runner.us)} ${role}\n`).join(''),
      )
    },
    running: () => {
      if (!short) refuseForeign(host, runner)
      return fs.existsSync(path.join(host, `.s.PGSQL.${address.port}`)) ? address : undefined
    },
    next: async () => {
      if (!short) runner.own(host)
      return await Promise.resolve(address)
    },
    lockFiles: () => [path.join(host, `.s.PGSQL.${address.port}.lock`)],
    settings: ({ port }) => ({
      listen_addresses: '',
      port: String(port),
      unix_socket_directories: quoted(host),
      unix_socket_permissions: '0700',
    }),
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

// In a temporary folder anybody may have made it first, to stand between us and our server.
function refuseForeign(folder: string, runner: Runner): void {
  const found = fs.lstatSync(folder, { throwIfNoEntry: false })
  if (!found) return
  const ours = found.isDirectory() && found.uid === runner.uid && (found.mode & 0o077) === 0
  if (!ours) throw trouble('store/foreign-folder', { folder })
}

function loopback(folder: string, runner: Runner): WayIn {
  const kept = path.join(folder, 'caucus-password')
  const fresh = `${folder}.password-${process.pid}`
  const password = (): string => {
    if (!fs.existsSync(kept)) throw trouble('store/made-for-socket', { folder })
    return fs.readFileSync(kept, 'utf8').trim()
  }
  return {
    making: () => {
      fs.writeFileSync(fresh, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
      runner.give(fresh)
      return ['--auth-local=reject', '--auth-host=scram-sha-256', `--pwfile=${fresh}`]
    },
    admit: (made) => {
      if (fs.existsSync(fresh)) fs.renameSync(fresh, path.join(made, 'caucus-password'))
      fs.writeFileSync(path.join(made, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n')
    },
    running: () => {
      const port = Number(lockFile(folder)?.[3])
      return port > 0 ? { host: '127.0.0.1', port, password: password() } : undefined
    },
    next: async () => ({ host: '127.0.0.1', port: await freePort(), password: password() }),
    lockFiles: () => [],
    settings: ({ port }) => ({ listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' }),
    password,
  }
}

/** The lines of `postmaster.pid`: process, folder, start, port … of the server that works on the folder, or did. */
export const lockFile = (folder: string): string[] | undefined => linesOf(path.join(folder, 'postmaster.pid'))

export function linesOf(file: string): string[] | undefined {
  try {
    return fs.readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
}

async function freePort(): Promise<number> {
  const probe = net.createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
