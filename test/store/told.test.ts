import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../src/store/embedded/open.ts'
import { postmasterOf } from './another-process.ts'

const made: string[] = []
const folder = (): string => {
  const dir = mkdtempSync(path.join(tmpdir(), 'caucus-told-'))
  made.push(dir)
  return dir
}
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
})

/** What an operator reads who starts Caucus in this environment. */
function started(environment: Readonly<Record<string, string>>): { said: string; status: number | null } {
  const { DATABASE_URL: _, ...own } = process.env
  const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts', 'start'], {
    env: { ...own, PORT: '0', ...environment },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { said: stderr.trim(), status }
}

describe('an operator whose database does not open', () => {
  it('is told which Caucus holds the folder, in a sentence', { timeout: 90_000 }, async () => {
    const dir = folder()
    const server = await openEmbedded(path.join(dir, 'postgres'), { log: () => undefined })
    try {
      expect(started({ CAUCUS_FOLDER: dir })).toEqual({
        said: `Another Caucus (process ${process.pid}) works on ${path.join(dir, 'postgres')}. Stop it, or give this one another folder.`,
        status: 1,
      })
    } finally {
      await server.stop()
    }
  })

  it('is told that PG_BIN holds no PostgreSQL, in a sentence', { timeout: 90_000 }, () => {
    const dir = folder()
    expect(started({ CAUCUS_FOLDER: dir, PG_BIN: dir })).toEqual({
      said: `PG_BIN is ${dir}, and initdb and postgres are not in it. Set it to the folder that holds these programs.`,
      status: 1,
    })
  })
})

describe('a database that is closed', () => {
  it(
    'waits until the server has heard every goodbye, so that nothing is told of broken connections',
    { timeout: 120_000 },
    async () => {
      const dir = folder()
      const said: string[] = []
      const server = await openEmbedded(path.join(dir, 'postgres'), { log: (line) => said.push(line) })
      const late = new pg.Client(server.address)
      late.on('error', (error) => said.push(error.message))
      await late.connect()
      setTimeout(() => void late.end(), 200)
      await server.stop()
      expect(said).toEqual([])
    },
  )
})

describe('a bot whose database is gone for good', () => {
  it('says so in a sentence, and ends with 1 instead of staying up broken', { timeout: 120_000 }, async () => {
    const dir = folder()
    const { DATABASE_URL: _, ...own } = process.env
    const bot = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'start'], {
      env: { ...own, PORT: '0', CAUCUS_FOLDER: dir },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    try {
      let said = ''
      bot.stderr.setEncoding('utf8').on('data', (lines: string) => (said += lines))
      const ended = new Promise<number | null>((done) => bot.once('exit', done))
      await new Promise<void>((open, failed) => {
        createInterface({ input: bot.stdout }).once('line', () => open())
        void ended.then(() => failed(new Error(`it did not start: ${said}`)))
      })
      expect(said).toBe('')
      const server = postmasterOf(path.join(dir, 'postgres'))
      renameSync(path.join(dir, 'postgres'), path.join(dir, 'taken-away'))
      process.kill(server, 'SIGKILL')
      expect(await ended).toBe(1)
      expect(said).toContain('The database ended and does not open again, so Caucus stops.')
      expect(said).toContain(`PostgreSQL did not start on ${path.join(dir, 'postgres')}.`)
    } finally {
      bot.kill('SIGKILL')
    }
  })
})
