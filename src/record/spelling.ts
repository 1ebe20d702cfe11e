import { canonical } from './canonical.ts'
import type { Entry } from './entry.ts'
import { sha256, type Hash } from './hash.ts'

export interface Spelled {
  /** The entry's line in a file, as we write it: its keys in the order of record.md's example, its data canonical. */
  readonly line: string
  /** What the entry's hash should be. */
  readonly hash: Hash
}

/**
 * An entry's line and its hash, from one canonical text of its data: the same as `hashOf` says, in half the time.
 * Takes an entry of the right shape, whose outer values need no escapes. Throws a TypeError for half a character.
 */
export function spelled({ n, at, kind, by, after, data, prev, hash }: Entry): Spelled {
  const facts = canonical(data)
  const byWhom = by === undefined ? '' : `"by":"${by}",`
  const afterWhich = after === undefined ? '' : `"after":${after},`
  const hashed = `{${afterWhich}"at":"${at}",${byWhom}"data":${facts},"kind":"${kind}","n":${n},"prev":"${prev}"}`
  const line = `{"n":${n},"at":"${at}","kind":"${kind}",${byWhom}${afterWhich}"data":${facts},"prev":"${prev}","hash":"${hash}"}`
  return { line, hash: sha256(hashed) }
}
