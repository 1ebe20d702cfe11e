import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLines, write } from '../../src/record/file.ts'
import { read } from '../../src/record/read.ts'
import { history } from './arbitrary.ts'
import { check, type Finding } from './stranger.ts'

interface Vector {
  readonly file: string
  readonly exit: number
  readonly step?: number
  readonly line?: number
  readonly why?: string
  readonly wrong?: string
}
const folder = join(import.meta.dirname, '../vectors/record')
const vectors = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Vector[]
const needsKinds = ['entry/kind', 'entry/data', 'entry/chain']

/** What the index says of the file itself by steps 1 to 3. */
function expectedOf({ exit, step, line, why, wrong }: Vector): Finding {
  if (exit === 2 && why === 'not-a-record') return 'not a record'
  if (exit !== 1 || wrong || step === undefined || line === undefined || step > 3) return 'holds'
  return { step: step as 1 | 2 | 3, line }
}

const ours = (file: Buffer): Finding => {
  const reading = read(splitLines([file]))
  if (reading.is === 'not a record') return 'not a record'
  return reading.is === 'record' ? 'holds' : { step: reading.wrong.step as 1 | 2 | 3, line: reading.wrong.line ?? 0 }
}

describe('a second verifier, which shares no line with ours,', () => {
  for (const vector of vectors.filter(({ why = '' }) => !needsKinds.includes(why)))
    it(`finds in ${vector.file} what the index says (${vector.why ?? 'valid'})`, () => {
      expect(check(readFileSync(join(folder, vector.file)))).toEqual(expectedOf(vector))
    })

  it('finds what ours finds in random histories with a changed byte', () => {
    const anywhere = fc.tuple(history({ maxLength: 3 }), fc.nat(), fc.nat(255))
    fc.assert(
      fc.property(anywhere, ([{ header, entries, textOf }, at, change]) => {
        const file = Buffer.from(write(header, entries, textOf))
        const place = at % file.length
        file[place] = (file[place] ?? 0) ^ change
        const [theirs, found] = [check(file), ours(file)]
        // What only the kinds show, the stranger does not see.
        const reading = read(splitLines([file]))
        if (reading.is === 'wrong' && needsKinds.includes(reading.wrong.why.code)) return
        expect(theirs).toEqual(found)
      }),
      { numRuns: 500 },
    )
  })
})
