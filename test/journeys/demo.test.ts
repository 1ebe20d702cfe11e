import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exportChain } from '../../src/acts/export.ts'
import { stageOf } from '../../src/domain/leg.ts'
import { charterOf } from '../../src/domain/world.ts'
import { demoScript } from '../../src/play/demo.ts'
import { verify } from '../../src/record/verify.ts'
import { freshStore } from '../store/fresh.ts'
import { played, sharedFile } from './played.ts'

const sample = readFileSync(new URL('../../examples/texts/community-networks.md', import.meta.url), 'utf8')
const texts: Readonly<Record<string, string>> = {
  'a resolution in numbered paragraphs (our sample, where it is not in ../shared/data)':
    sharedFile('unga-65-141.md') ?? sample,
  'an agenda that begins at 29 and has gaps (our sample, where it is not in ../shared/data)':
    sharedFile('tunis-agenda-29-82.md') ?? sample,
  'a plain text without numbers':
    'Networks should be open.\n\nWhoever runs one says how.\n\nA "quoted" word, a back\\slash and an apostrophe’s turn.\n',
  'a text of one paragraph': 'Everybody may read the record.\n',
  'line ends of another system': '# Title\r\n\r\n1. One thing.\r\n\r\n2. Another thing,\r\nover two lines.\r\n',
}

describe('the demo plays to a recommendation, with records that hold,', () => {
  for (const [name, markdown] of Object.entries(texts))
    it(`on ${name}`, { timeout: 90_000 }, async () => {
      const demo = demoScript(markdown, '2026-11-24T08:00:00.000Z')
      if (!demo.ok) throw new Error(demo.refusal.code)
      const stage = await played(demo.script, await freshStore())
      const { assembly } = await stage.world()
      const [proposal] = assembly.proposals.values()
      const linesOf = async (chain: Parameters<typeof exportChain>[2]) => [
        ...((await exportChain(stage.bot.acting, stage.assembly, chain)) ?? []),
      ]
      const publicly = await linesOf('public')
      const verdicts = [verify({ record: publicly }, () => 0).is]
      for (const { id } of charterOf(assembly).caucuses)
        verdicts.push(verify({ record: await linesOf(id), public: publicly }, () => 0).is)
      await stage.close()
      expect(proposal && stageOf(proposal)).toBe('recommended')
      expect(verdicts).toEqual(['valid', 'valid', 'valid', 'valid', 'valid', 'valid'])
    })
})
