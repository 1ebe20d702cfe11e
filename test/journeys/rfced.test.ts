import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadScene } from '../../src/acts/scene.ts'
import { statusOf } from '../../src/domain/concern.ts'
import { freshStore } from '../store/fresh.ts'
import { played, scriptFile, sharedFile } from './played.ts'

const caseFile = z.object({
  sequences: z.array(
    z.object({
      issue: z.number(),
      reading: z.enum(['accommodated', 'accepted', 'overruled']),
      events: z.array(z.object({ date: z.string() })),
    }),
  ),
})
const source = sharedFile('rfced-model-concerns.yaml')

// The play stands by itself; what it is compared with lies beside the repository, in ../shared/data.
describe('fifteen questions of the RFC Editor programme', () => {
  it.skipIf(source === undefined)(
    'end as they ended, where the case file is there to compare with (skipped: it is not in ../shared/data)',
    { timeout: 60_000 },
    async () => {
      const { sequences } = caseFile.parse(parse(source ?? ''))
      const stage = await played(scriptFile('rfced-concerns.yaml'), await freshStore())
      const scene = await loadScene(stage.bot.acting, stage.assembly)
      const [proposal] = scene?.world.assembly.proposals.values() ?? []
      const concerns = [...(proposal?.plenary.concerns.values() ?? [])]
      await stage.close()
      const ends = sequences.map(({ issue }) => {
        const found = concerns.filter(
          (one) => scene?.rows.read(one.says)?.startsWith(`${issue}: `) === true && one.standing.is !== 'split',
        )
        return { issue, is: found.map((one) => statusOf(one, stage.now())) }
      })
      expect(ends).toEqual(sequences.map(({ issue, reading }) => ({ issue, is: [reading] })))
    },
  )
})
