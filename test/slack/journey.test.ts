import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/play/run.ts'
import { readScript, withFiles, type Script } from '../../src/play/script.ts'
import { freshStore } from '../store/fresh.ts'
import { slackStage } from './stage.ts'
import { calmed, ways } from './stand.ts'

const folder = fileURLToPath(new URL('../../examples/journeys/', import.meta.url))

function scriptOf(name: string): { script: Script; lineOf: (step: number) => number } {
  const read = readScript(readFileSync(resolve(folder, name), 'utf8'))
  if (!read.ok) throw new Error(read.slips.map(({ line, key, says }) => `line ${line}, ${key}: ${says}`).join('\n'))
  const script = withFiles(read.value, (path) => readFileSync(resolve(folder, path), 'utf8'))
  return { script, lineOf: (step) => read.lineOf(['acts', step]) }
}

describe('a whole assembly on Slack, with the real Bolt', () => {
  for (const way of ways)
    for (const name of ['two-rounds.yaml', 'honest-ending.yaml'])
      it(`plays ${name} over ${way === 'http' ? 'HTTP' : 'sockets'}`, { timeout: 180_000 }, async () => {
        const { script, lineOf } = scriptOf(name)
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

/** Two rounds as far as the proposal's arrival in the caucuses: no gauge is open yet. */
async function arrived() {
  const { script } = scriptOf('two-rounds.yaml')
  const opening = script.acts.findIndex((step) => 'say' in step && step.say?.startsWith('/caucus gauge open') === true)
  const stage = await slackStage(script, await freshStore(), 'socket')
  const begun = { ...script, acts: script.acts.slice(0, opening) }
  return { stage, played: await run(begun, stage, async () => await Promise.resolve()) }
}

describe('a chair’s button on Slack', () => {
  it('pressed by somebody else is refused by the procedure, and changes nothing', { timeout: 60_000 }, async () => {
    const { stage, played } = await arrived()
    try {
      expect(played).toMatchObject({ ok: true })
      expect(await stage.press('Leo', 'civil-society', 'Open a gauge')).toMatchObject({
        how: 'refused',
        text: expect.stringContaining('chair') as string,
      })
      expect(await stage.seen('Amina', 'civil-society')).not.toContain('where do you stand?')
      expect(await stage.press('Amina', 'civil-society', 'Open a gauge')).toMatchObject({ how: 'asked' })
    } finally {
      await stage.close()
    }
  })
})

describe('a caucus whose channel is shared with another organisation', () => {
  it('goes on where it was, though Slack calls the channel otherwise', { timeout: 60_000 }, async () => {
    const { stage, played } = await arrived()
    try {
      expect(played).toMatchObject({ ok: true })
      const before = await stage.channelAt('civil-society')
      const shown = await stage.seen('Amina', 'civil-society')
      const { slack } = stage.setting
      const to = slack.shareByHand(before)
      await calmed(stage.setting)
      expect(await stage.channelAt('civil-society')).toBe(to)
      // The cards that stand there are the same ones, and their buttons work.
      expect(await stage.seen('Amina', 'civil-society')).toBe(shown)
      expect(slack.pinnedIn(to)).toHaveLength(1)
      expect(await stage.press('Amina', 'civil-society', 'Open a gauge')).toMatchObject({ how: 'asked' })
      const opens = '/caucus gauge open P-1 --closes "in 3 days"'
      expect(await stage.say('Amina', 'civil-society', opens)).toMatchObject({ how: 'done' })
      expect(await stage.press('Leo', 'civil-society', 'Support')).toMatchObject({ how: 'done' })
      expect(slack.faults).toEqual([])
    } finally {
      await stage.close()
    }
  })
})
