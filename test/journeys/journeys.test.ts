import { readFileSync, readdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/play/run.ts'
import { readScript, withFiles, type Script } from '../../src/play/script.ts'
import { playing } from '../../src/play/stage.ts'
import { freshStore } from '../store/fresh.ts'

// Whole assemblies, from the first command to the end: each is a file that anyone can play (`npm run play -- FILE`).
const folders = ['../../examples/journeys/', './'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => resolve(folder, name)),
)

function scriptIn(file: string): { script: Script; lineOf: (step: number) => number } {
  const read = readScript(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(read.slips.map(({ line, key, says }) => `line ${line}, ${key}: ${says}`).join('\n'))
  const script = withFiles(read.value, (path) => readFileSync(resolve(dirname(file), path), 'utf8'))
  return { script, lineOf: (step) => read.lineOf(['acts', step]) }
}

describe('a whole assembly', () => {
  for (const file of files)
    it(`plays ${file.split('/').at(-1)}`, { timeout: 60_000 }, async () => {
      const { script, lineOf } = scriptIn(file)
      const troubles: string[] = []
      const stage = await playing(script, { store: await freshStore(), log: (line) => troubles.push(line) })
      const played = await run(script, stage, async () => await Promise.resolve())
      await stage.close()
      expect(played.ok ? 'as expected' : `line ${lineOf(played.step)}: ${played.why}`).toBe('as expected')
      expect(troubles).toEqual([])
    })
})
