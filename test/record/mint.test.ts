import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caucusId, memberId } from '../../src/domain/id.ts'
import { mintWith, uuid7 } from '../../src/record/mint.ts'

const fixed = (byte: number) => (bytes: number) => new Uint8Array(bytes).fill(byte)
const dice = fc
  .infiniteStream(fc.nat(255))
  .map((stream) => (bytes: number) => Uint8Array.from({ length: bytes }, () => stream.next().value ?? 0))

/** A UUID as 32 hex digits, by arithmetic of its own. */
const hexOf = (id: string): string =>
  Array.from(id)
    .reduce((sum, digit) => sum * 32n + BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit)), 0n)
    .toString(16)
    .padStart(32, '0')

describe('ids', () => {
  it('are the UUID v7 of RFC 9562 A.6, written in base32', () => {
    const random = Uint8Array.from([0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    const hex = hexOf(uuid7(0x017f22e279b0, 0xcc3, random))
    expect(hex).toBe('017f22e279b07cc398c4dc0c0c07398f')
  })

  it('have their noun and 26 characters', () => {
    const mint = mintWith(() => 1_795_507_200_000, fixed(0xff))
    expect(caucusId.safeParse(mint('caucus')).success).toBe(true)
    expect(memberId.safeParse(mint('member')).success).toBe(true)
  })

  it('ascend within one millisecond, across many, and when the clock is set back', () => {
    fc.assert(
      fc.property(dice, fc.array(fc.nat(50), { minLength: 2, maxLength: 100 }), (random, clock) => {
        let at = 0
        const mint = mintWith(() => 1_795_507_200_000 + (clock[at++] ?? 0), random)
        const ids = clock.map(() => mint('seat'))
        expect(ids).toEqual([...ids].sort())
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  it('go on ascending when one millisecond has more of them than the counter holds', () => {
    const mint = mintWith(() => 1_795_507_200_000, fixed(0))
    const ids = Array.from({ length: 10_000 }, () => mint('seat'))
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(10_000)
  })

  it('are of another millisecond when they are: the time can be read off', () => {
    const mint = mintWith(() => 1_795_507_200_123, fixed(7))
    expect(Number.parseInt(hexOf(mint('gauge').slice(2)).slice(0, 12), 16)).toBe(1_795_507_200_123)
  })
})
