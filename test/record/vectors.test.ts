import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { splitLines } from '../../src/record/file.ts'
import { verify } from '../../src/record/verify.ts'

interface Vector {
  readonly file: string
  readonly public?: string
  readonly since?: string
  readonly says: string
  readonly exit: 0 | 1 | 2
  readonly step?: number
  readonly line?: number
  readonly n?: number
  readonly why?: string
  readonly wrong?: 'public' | 'since'
}

const folder = join(import.meta.dirname, '../vectors/record')
const bytes = (file: string) => readFileSync(join(folder, file))
const lines = (file: string) => splitLines([bytes(file)])
const vectors = JSON.parse(bytes('index.json').toString()) as readonly Vector[]

function found(vector: Vector) {
  const verdict = verify(
    {
      record: lines(vector.file),
      ...(vector.public && { public: lines(vector.public) }),
      ...(vector.since && { since: lines(vector.since) }),
    },
    () => 0,
  )
  if (verdict.is === 'valid') return { exit: 0 }
  if (verdict.is === 'not judged') return { exit: 2, why: verdict.why }
  const { why, ...where } = verdict.wrong
  return { exit: 1, ...where, why: why.code, ...(verdict.file !== 'record' && { wrong: verdict.file }) }
}

describe('the test vectors', () => {
  for (const vector of vectors) {
    const { file, says, public: beside, since, ...expected } = vector
    const options = [beside && ` --public ${beside}`, since && ` --since ${since}`].join('')
    it(`${file}${options}: ${says}`, () => expect(found(vector)).toEqual(expected))
  }

  it('all stand in the index, and the index names no other', () => {
    const named = new Set(vectors.map(({ file }) => file))
    expect(
      readdirSync(folder)
        .filter((file) => file !== 'index.json')
        .sort(),
    ).toEqual([...named].sort())
  })
})
