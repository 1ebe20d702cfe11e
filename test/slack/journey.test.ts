import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/play/run.ts'
import { readScript, withFiles, type Script } from '../../src/play/script.ts'
import { freshStore } from '../store/fresh.ts'
import { slackStage } from './stage.ts'
import { ways } from './stand.ts'

const file = fileURLToPath(new URL('../../examples/journeys/two-rounds.yaml', import.meta.url))

function twoRounds(): { script: Script; lineOf: (step: number) => number } {
  const read = readScript(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(read.slips.map(({ line, key, says }) => `line ${line}, ${key}: ${says}`).join('\n'))
  const script = withFiles(read.value, (path) => readFileSync(resolve(dirname(file), path), 'utf8'))
  return { script, lineOf: (step) => read.lineOf(['acts', step]) }
}

describe('two rounds to a recommendation, on Slack', () => {
  for (const way of ways)
    it(`with the real Bolt, over ${way === 'http' ? 'HTTP' : 'sockets'}`, { timeout: 180_000 }, async () => {
      const { script, lineOf } = twoRounds()
      const stage = await slackStage(script, await freshStore(), way)
      try {
        const played = await run(script, stage, async () => await Promise.resolve())
        expect(played.ok ? 'as expected' : `line ${lineOf(played.step)}: ${played.why}`).toBe('as expected')
      } finally {
        await stage.close()
      }
      expect(stage.setting.slack.faults).toEqual([])
      expect(stage.setting.logged).toEqual([])
    })
})
