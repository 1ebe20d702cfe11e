import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChainName } from '../../src/domain/fact.ts'
import { splitLines } from '../../src/record/file.ts'
import { verify, type Verdict } from '../../src/record/verify.ts'
import { stumbling } from './random-play.ts'
import type { Cast } from './story.ts'

const lines = (file: string) => splitLines([Buffer.from(file)])
const chainsOf = ({ play }: Cast): readonly ChainName[] => [
  'public',
  ...[...play.world.rooms].map(([caucus]) => caucus),
]
const brief = (verdict: Verdict) => (verdict.is === 'valid' ? 'valid' : JSON.stringify(verdict))

function verdicts({ play }: Cast): string[] {
  const publicFile = play.file('public')
  const caucuses = [...play.world.rooms].map(([caucus]) =>
    verify({ record: lines(play.file(caucus)), public: lines(publicFile) }, () => 0),
  )
  return [verify({ record: lines(publicFile) }, () => 0), ...caucuses].map(brief)
}

describe('whatever an assembly does', () => {
  it('its records hold: what decide lets through, verify lets through years later', () => {
    fc.assert(
      fc.property(stumbling, (cast) => {
        expect(verdicts(cast)).toEqual(chainsOf(cast).map(() => 'valid'))
      }),
      { numRuns: 40 },
    )
  })

  it('it gets far enough for that to mean something', () => {
    const kinds = new Set<string>()
    for (const cast of fc.sample(stumbling, { numRuns: 60, seed: 3 }))
      for (const chain of chainsOf(cast)) for (const { kind } of cast.play.entries(chain)) kinds.add(kind)
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'declaration.made',
        'gauge.closed',
        'concern.forwarded',
        'reading.contested',
        'version.made',
        'choice.closed',
      ]),
    )
  })
})
