import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const pureRooms = ['src/domain', 'src/record', 'src/views', 'src/cards']

// The linter cannot tell `new Date()` from `new Date(ms)`; the first reads the clock, and so does `Date()`.
const readsTheClock = /\bnew Date\b(?!\()|(?<!\.)\bDate\(\s*\)/
const usesTheZoneOfTheMachine = /\.(toLocale\w*String|getTimezoneOffset|get(Hours|Minutes|Day|Date|Month|FullYear))\(/

async function sources(room: string): Promise<readonly string[]> {
  const found = await readdir(room, { recursive: true, withFileTypes: true }).catch(() => [])
  return found.filter((entry) => /\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))
}

interface Told {
  readonly code: string
  readonly filename: string
}

/** What the linter says of each of these texts in `src/domain`, by rule. */
async function toldOf(texts: readonly string[]): Promise<readonly (readonly string[])[]> {
  const house = await mkdtemp(join(tmpdir(), 'caucus-lint-'))
  try {
    await mkdir(join(house, 'src/domain'), { recursive: true })
    // Rules that need types need the whole project; these don't.
    const rules = await readFile('.oxlintrc.json', 'utf8')
    await writeFile(join(house, '.oxlintrc.json'), rules.replace('"typeAware": true', '"typeAware": false'))
    for (const [n, text] of texts.entries()) await writeFile(join(house, `src/domain/a${n}.ts`), `${text}\n`)
    const program = resolve('node_modules/oxlint/bin/oxlint')
    const { stdout } = spawnSync(process.execPath, [program, '--format', 'json'], { cwd: house, encoding: 'utf8' })
    const told: readonly Told[] = JSON.parse(stdout).diagnostics
    return texts.map((_, n) => told.filter(({ filename }) => filename.endsWith(`/a${n}.ts`)).map(({ code }) => code))
  } finally {
    await rm(house, { recursive: true, force: true })
  }
}

describe('rooms without a clock, dice or a world', () => {
  const refused = [
    ['export const now = () => Date.now()', 'no-restricted-properties'],
    ['export const dice = () => Math.random()', 'no-restricted-properties'],
    ['export const args = process.argv', 'no-restricted-globals'],
    ['export const page = () => fetch("http://example.org")', 'no-restricted-globals'],
    ['export const wait = (f: () => void) => setTimeout(f, 1)', 'no-restricted-globals'],
    ['export const id = () => crypto.randomUUID()', 'no-restricted-globals'],
    [`import fs from 'node:fs'\nexport const list = fs.readdirSync`, 'no-restricted-imports'],
    [`import { pool } from '../store/pool.ts'\nexport const p = pool`, 'no-restricted-imports'],
  ] as const
  const pureLine = 'export const at = (ms: number) => new Date(ms).toISOString()'

  it('the linter refuses every way to them, and lets a pure line be', async () => {
    const told = await toldOf([...refused.map(([text]) => text), pureLine])
    expect(told).toEqual([...refused.map(([, rule]) => [`eslint(${rule})`]), []])
  })

  it.each([
    ['new Date()', true],
    ['new Date', true],
    ['Date()', true],
    ['new Date(ms)', false],
    ['instant.toDate()', false],
  ])('%s reads the clock: %s', (code, reads) => {
    expect(readsTheClock.test(code)).toBe(reads)
  })

  it.each(pureRooms)('%s never asks the machine for the time or its zone', async (room) => {
    for (const file of await sources(room)) {
      const lines = (await readFile(file, 'utf8')).split('\n')
      const guilty = lines.filter((line) => readsTheClock.test(line) || usesTheZoneOfTheMachine.test(line))
      expect(guilty, file).toEqual([])
    }
  })
})
