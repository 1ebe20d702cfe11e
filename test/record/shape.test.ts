import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { factData, isKind, type Kind } from '../../src/domain/fact.ts'
import { checkOf, fitsKind } from '../../src/record/shape.ts'
import { dataOf } from './arbitrary.ts'

const kinds = Object.keys(factData).filter(isKind)
const byZod = (kind: Kind, data: unknown): boolean => factData[kind].safeParse(data).success

/** Values that break a shape, or nearly do. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 53,
    1e300,
    '',
    'plenary',
    'public',
    [],
    {},
    [null],
    { text: '' },
    { text: 't_' },
    'm_',
    '2026',
    'x'.repeat(41),
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Takes a value apart somewhere: another value, a key more, a key less, an item twice. */
function broken(value: unknown, path: readonly number[], by: unknown, how: number): unknown {
  const [here = 0, ...deeper] = path
  if (typeof value !== 'object' || value === null) return by
  if (Array.isArray(value)) {
    if (value.length === 0 || how === 1) return [...value, by]
    const at = here % value.length
    return value.map((item, index) =>
      index === at ? (deeper.length === 0 ? by : broken(item, deeper, by, how)) : item,
    )
  }
  const keys = Object.keys(value)
  const key = keys[here % Math.max(keys.length, 1)]
  if (key === undefined || how === 1) return { ...value, extra: by }
  const { [key]: member, ...others } = value as Record<string, unknown>
  if (how === 2 && deeper.length === 0) return others
  return { ...others, [key]: deeper.length === 0 ? by : broken(member, deeper, by, how) }
}

const broke = fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), odd, fc.nat(3))

describe('the plain checks of facts', () => {
  for (const kind of kinds)
    it(`are as strict as the schema of ${kind}`, () => {
      fc.assert(
        fc.property(dataOf(kind), broke, (data, [path, by, how]) => {
          expect(fitsKind(kind, data)).toBe(true)
          const wrong = broken(data, path, by, how)
          expect(fitsKind(kind, wrong)).toBe(byZod(kind, wrong))
          expect(fitsKind(kind, by)).toBe(byZod(kind, by))
        }),
        { numRuns: 100 },
      )
    })

  it('are made of every schema but those of charters, whose time zones zod asks', () => {
    expect(kinds.filter((kind) => !checkOf(factData[kind]))).toEqual([
      'assembly.founded',
      'charter.amended',
      'charter.mended',
    ])
  })

  it.each([
    z.email(),
    z.string().superRefine(() => {}),
    z.number(),
    z.int().gt(1),
    z.int().multipleOf(2),
    z.strictObject({ a: z.string().trim() }),
    z.object({ a: z.string() }),
    z.looseObject({ a: z.string() }),
    z.array(z.date()),
    z.string().transform(Number),
    z.nullable(z.string()),
  ])('leave to zod what they do not read (%#)', (schema) => {
    const check = checkOf(schema)
    const values = [null, 1, 2, 3, 1.5, '', ' a ', 'a@example.org', { a: 'b' }, { a: 'b', c: 1 }, { a: ' b ' }, []]
    for (const value of values) if (check) expect(check(value)).toBe(schema.safeParse(value).success)
  })
})
