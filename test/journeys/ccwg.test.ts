import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { exportChain } from '../../src/acts/export.ts'
import { gate } from '../../src/domain/gate.ts'
import { charterOf } from '../../src/domain/world.ts'
import { verify } from '../../src/record/verify.ts'
import { freshStore } from '../store/fresh.ts'
import { played, scriptFile, sharedFile } from './played.ts'

const answer = z.object({ body: z.string(), stated: z.string() })
const caseFile = z.object({
  bodies: z.array(z.object({ id: z.string() })),
  strands: z.array(
    z.object({
      id: z.string(),
      versions: z.array(z.object({ id: z.string() })),
      rounds: z.array(
        z.object({
          version: z.string(),
          answers: z.array(answer),
        }),
      ),
    }),
  ),
})
const source = sharedFile('ccwg-or-iana-case.yaml')

/** Played once; both tests look at what came of it. */
const stage = await played(scriptFile('ccwg-accountability.yaml'), await freshStore())
const { assembly } = await stage.world()
const chain = await exportChain(stage.bot.acting, stage.assembly, 'public')
await stage.close()
const keyOf = (who: string) => charterOf(assembly).caucuses.find(({ id }) => id === who)?.key ?? who

// The play stands by itself; what it is compared with lies beside the repository, in ../shared/data.
describe('the accountability proposal of 2014-2016', () => {
  it('ends with a gate that names who is missing, and a record that holds', () => {
    const [, accountability] = assembly.proposals.values()
    const missing = accountability ? gate(assembly, accountability, stage.now()).missing : []
    expect(missing.map(({ who, why }) => `${keyOf(who)}: ${why}`)).toEqual([
      'gac: level',
      'ccnso: lapsed',
      'alac: lapsed',
      'aso: lapsed',
      'ssac: lapsed',
      'plenary: concerns',
    ])
    expect(verify({ record: chain ?? [] }, () => 0).is).toBe('valid')
  })

  it.skipIf(source === undefined)(
    'has the bodies, versions and answers of the case file (skipped: it is not in ../shared/data)',
    () => {
      const { bodies, strands } = caseFile.parse(parse(source ?? ''))
      expect(charterOf(assembly).caucuses.map(({ key }) => key)).toEqual(bodies.map(({ id }) => id.toLowerCase()))
      const here = [...assembly.proposals.values()].map((one) => ({
        versions: one.versions.length,
        rounds: one.rounds.map(({ number, version }) => ({
          version,
          answered: one.declarations
            .filter(({ round }) => round === number)
            .map(({ place }) => keyOf(place))
            .toSorted(),
        })),
      }))
      // Of these the file has drafts and a review under way, not answers.
      const drafts = new Set(['stewardship 1 ccNSO', 'accountability 2 ccNSO', 'accountability 2 ASO'])
      const found = strands.map(({ id, versions, rounds }) => ({
        versions: versions.length,
        rounds: rounds.map(({ version, answers }, at) => ({
          version: versions.findIndex((one) => one.id === version) + 1,
          answered: answers
            .filter(({ body }) => !drafts.has(`${id} ${at + 1} ${body}`))
            .filter(({ stated }) => stated !== 'not_found')
            .map(({ body }) => body.toLowerCase())
            .toSorted(),
        })),
      }))
      expect(here).toEqual(found)
    },
  )
})
