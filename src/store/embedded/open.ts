import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { trouble } from '../trouble.ts'
import { isCluster, prepareCluster, removeHalfMade } from './cluster.ts'
import { takeLease, type Lease } from './lease.ts'
import { findPrograms, isCode } from './programs.ts'
import { prepareRoles } from './roles.ts'
import { findRunner } from './runner.ts'
import {
  forgetStranger,
  startByPgCtl,
  startGuarded,
  stopByPgCtl,
  stopOrphan,
  type Holder,
  type Server,
  type Settings,
  type Start,
} from './server.ts'
import { wayIn, worker, type Address, type Listen } from './way-in.ts'

export interface EmbeddedOptions {
  readonly listen?: Listen
  readonly holder?: Holder
  /** PG_BIN: the folder of another PostgreSQL's programs. */
  readonly bin?: string
  /** Settings beside ours, for tests. */
  readonly settings?: Settings
  /** Takes lines of the server's own log. They hold nothing that a member wrote. */
  readonly log: (line: string) => void
  /** Hears what happens to the server while it is open. */
  readonly news?: (news: News) => void
}

/** What an operator may hear of it. */
export type News = 'ended' | 'open-again'

/** A PostgreSQL server of our own on a folder of our own. */
export interface Embedded {
  /** Where the ordinary role connects: hand it to a pool. */
  readonly address: Address & { readonly user: string; readonly database: string }
  /** Rejects when the server is lost for good; while it can be reopened, it is. */
  readonly lost: Promise<never>
  stop(): Promise<void>
}

const patienceMs = 30_000
const [soonMs, lateMs] = [25, 2_000]

/** Opens the embedded server on `folder`, made if it is not there. Throws StoreTrouble. */
export async function openEmbedded(folder: string, options: EmbeddedOptions): Promise<Embedded> {
  const dir = path.resolve(folder)
  const windows = process.platform === 'win32'
  const holder = options.holder ?? (windows ? 'pg_ctl' : 'guard')
  const start = await prepare(dir, options, options.listen ?? (windows ? 'loopback' : 'socket'))
  const { way } = start
  let held = await hold(start, holder)
  removeHalfMade(dir)
  await prepareRoles(held.lease.client, way)

  let stopping = false
  let opening: Promise<Held> | undefined
  const lost = keep()
  lost.catch(() => undefined)
  return {
    address: { ...held.address, user: worker, database: worker },
    lost,
    stop: async () => {
      stopping = true
      await opening?.catch(() => undefined)
      await untilOthersLeft(held.lease)
      await held.lease.release()
      await held.server.stop()
    },
  }

  // The lease's connection ends with the server: whatever ended it, we open it again, on the same socket.
  async function keep(): Promise<never> {
    for (;;) {
      await held.lease.gone
      if (stopping) return await new Promise<never>(() => undefined)
      options.news?.('ended')
      opening = hold(start, holder, held)
      held = await opening
      options.news?.('open-again')
    }
  }
}

const farewellMs = 1_000

/** A pool that has ended has said goodbye, and the server may not have heard it yet: it would call that a broken connection. */
async function untilOthersLeft({ client }: Lease): Promise<void> {
  const others = async () =>
    await client.query(`select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
  try {
    for (const end = Date.now() + farewellMs; Date.now() < end; await sleep(10))
      if ((await others()).rowCount === 0) return
  } catch {
    // The server has ended by itself: then nobody is on it.
  }
}

/** Everything that a server needs before it starts. What the file system refuses is the operator's to mend. */
async function prepare(dir: string, { bin, settings = {}, log }: EmbeddedOptions, listen: Listen): Promise<Start> {
  try {
    const programs = await findPrograms({ spare: `${dir}.lib`, ...(bin !== undefined && { bin }) })
    const runner = findRunner(dir, programs)
    const way = wayIn(listen, dir, runner)
    prepareCluster(dir, programs, runner, way)
    return { folder: dir, programs, runner, way, settings, log }
  } catch (error) {
    if (isCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR') && error instanceof Error)
      throw trouble('store/not-made', { folder: dir, log: error.message })
    throw error
  }
}

interface Held {
  readonly server: Server
  readonly lease: Lease
  readonly address: Address
}

/** Starts a server and takes its lease; or again, where `before` was lost: on the same address, which the pool knows. */
async function hold(start: Start, holder: Holder, before?: Held): Promise<Held> {
  if (!before) await endOrphan(start, holder)
  // The crash of one backend does not end the server: then only the lease is taken again.
  let server = before?.server
  let address = before?.address ?? (await start.way.next())
  let pauseMs = soonMs
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(pauseMs)) {
    // While a server before ours is still leaving the folder, ours ends at once and is started again.
    if (!server?.isRunning()) {
      if (server && !before && !isLeaving(server)) break
      // A folder that was taken away does not come back by waiting.
      if (!isCluster(start.folder)) break
      // What ended a server that was open may pass: a full disk, too little memory. It is given time.
      if (before && server !== before.server) pauseMs = Math.min(pauseMs * 2, lateMs)
      start.way.admit(start.folder)
      forgetStranger(start.folder, start.way.lockFiles())
      if (!before) address = await start.way.next()
      server = holder === 'guard' ? startGuarded(start, address) : startByPgCtl(start, address)
    }
    const lease = await takeLease(address, start.folder).catch(async (error: unknown) => {
      await server?.stop()
      throw error
    })
    if (lease) return { server, lease, address }
  }
  await server?.stop()
  throw trouble('store/not-started', { folder: start.folder, log: server?.log() ?? '' })
}

// What PostgreSQL says while the server before it still holds the folder, or a port was taken in between.
const isLeaving = (server: Server): boolean =>
  /lock file ".*" already exists|shared memory block|Address already in use/.test(server.log())

async function endOrphan({ folder, programs, runner, way }: Start, holder: Holder): Promise<void> {
  const running = way.running()
  const lease = running && (await takeLease(running, folder))
  if (!lease) return
  // It has no holder, so nobody works on it: it leaves first, so that we always own ours.
  await (holder === 'guard' ? stopOrphan(folder) : stopByPgCtl(folder, programs, runner))
  await lease.release()
}
