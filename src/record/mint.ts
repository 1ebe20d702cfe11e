import { prefixes, type IdOf, type Mint, type Noun } from '../domain/id.ts'

// Crockford's base32 in lower case: no i, l, o, u; its order is the order of its characters, so that ids sort by time.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const counterLimit = 4096

/**
 * A UUID v7 (RFC 9562 5.7) in lower-case Crockford base32, 26 characters: 48 bits of `ms` (since 1970), 12 bits of
 * `counter`, 62 bits of dice (`random`, 8 bytes).
 */
export function uuid7(ms: number, counter: number, random: Uint8Array): string {
  let bits = BigInt(ms) << 80n
  bits |= 0x7n << 76n
  bits |= BigInt(counter) << 64n
  bits |= 0x2n << 62n
  bits |= random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & ((1n << 62n) - 1n)
  let text = ''
  for (let at = 0; at < 26; at += 1) {
    text = alphabet.charAt(Number(bits & 31n)) + text
    bits >>= 5n
  }
  return text
}

/**
 * Makes the domain's `Mint` from a clock (ms since 1970) and dice (n random bytes). Ids of one mint ascend, also within
 * one millisecond and when the clock is set back (RFC 9562 6.2, method 1: a counter with a random start).
 */
export function mintWith(now: () => number, random: (bytes: number) => Uint8Array): Mint {
  let lastMs = -1
  let counter = 0
  return <N extends Noun>(noun: N): IdOf<N> => {
    const ms = now()
    const dice = random(10)
    if (ms > lastMs) {
      lastMs = ms
      // Half of the counter stays free above the start; past its end the next millisecond is borrowed.
      counter = (((dice[8] ?? 0) << 8) | (dice[9] ?? 0)) & (counterLimit / 2 - 1)
    } else if (counter + 1 < counterLimit) counter += 1
    else {
      lastMs += 1
      counter = 0
    }
    return `${prefixes[noun]}_${uuid7(lastMs, counter, dice.subarray(0, 8))}` as IdOf<N>
  }
}
