import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/play/run.ts'
import { readScript, withFiles, type Script } from '../../src/play/script.ts'
import { freshStore } from '../store/fresh.ts'
import { assemblyOnDiscord, broken } from './assembly.ts'

function journey(name: string): Script {
  const file = fileURLToPath(new URL(`../../examples/journeys/${name}`, import.meta.url))
  const read = readScript(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(`${name} has a slip`)
  return withFiles(read.value, (path) => readFileSync(resolve(dirname(file), path), 'utf8'))
}

describe('a whole assembly on Discord', () => {
  for (const name of ['two-rounds.yaml', 'honest-ending.yaml'])
    it(
      `plays ${name} with the real client, a lost connection and a lost session in the middle`,
      { timeout: 180_000 },
      async () => {
        const script = journey(name)
        const troubles: string[] = []
        const stage = await assemblyOnDiscord(script, await freshStore(), (line) => troubles.push(line))
        const { discord } = stage.stand
        const half = Math.floor(script.acts.length / 2)
        let acts = 0
        const played = await run(script, stage, async () => {
          acts += 1
          if (acts === half) await broken(discord, 'dropped')
          if (acts === half + 4) await broken(discord, 'invalidated')
        })
        await stage.close()
        expect(played.ok ? 'as expected' : `act ${played.step + 1}: ${played.why}`).toBe('as expected')
        expect(troubles).toEqual([])
        expect(discord.refused.filter(({ code }) => code !== 30_046)).toEqual([])
        expect(discord.gateway.counts.resumed).toBeGreaterThan(0)
        expect(discord.gateway.counts.identified).toBeGreaterThan(1)
      },
    )
})
