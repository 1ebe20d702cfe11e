import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../src/store/embedded/open.ts'

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
