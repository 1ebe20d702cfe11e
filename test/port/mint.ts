import { randomBytes } from 'node:crypto'
import { mintWith } from '../../src/record/mint.ts'

/** Ids for tests in which no id matters. */
export const mint = mintWith(Date.now, (count) => randomBytes(count))
