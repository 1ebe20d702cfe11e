import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../src/record/canonical.ts'

describe('the canonical form (RFC 8785)', () => {
  it('is the example of RFC 8785 3.2.2, byte for byte', () => {
    const json =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
    expect(canonical(JSON.parse(json))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('orders keys by their UTF-16 units, as RFC 8785 3.2.3 shows', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const object = Object.fromEntries(keys.map((key) => [key, 0]))
    expect(Object.keys(JSON.parse(canonical(object)))).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ])
    expect(canonical(object)).toBe('{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}')
  })

  it('is what the package of the same purpose makes of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), (json) => {
        expect(canonical(json)).toBe(canonicalize(json))
      }),
    )
  })

  it('leaves out what is undefined, and writes minus zero as zero', () => {
    expect(canonical({ b: undefined, a: -0 })).toBe('{"a":0}')
  })

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (object) => {
        expect(canonical(Object.fromEntries(Object.entries(object).toReversed()))).toBe(canonical(object))
      }),
    )
  })

  it.each([[Number.NaN], [Infinity], ['\ud800'], [{ '\udc00': 1 }], [1n], [[undefined]]])(
    'refuses what JSON cannot say (%s)',
    (value) => {
      expect(() => canonical(value)).toThrow(TypeError)
    },
  )
})
