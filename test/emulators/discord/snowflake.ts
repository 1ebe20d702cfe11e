import type { Clock } from './clock.ts'

const discordEpoch = 1_420_070_400_000

/** Mints ids as Discord does: a moment, a worker, a count. Whoever reads more than the moment out of one is wrong. */
export function snowflakes(clock: Clock): () => string {
  let count = 0
  return () => {
    count += 1
    const moment = BigInt(clock.now() - discordEpoch)
    // The count runs on over the worker's bits, so that two ids of one millisecond differ.
    return ((moment << 22n) | (BigInt(count) & 0x3fffffn)).toString()
  }
}
