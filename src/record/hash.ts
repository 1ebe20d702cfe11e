import * as crypto from 'node:crypto'
import { canonical } from './canonical.ts'

/** Lower-case hex SHA-256, 64 characters. */
export type Hash = string

export const sha256 = (text: string): Hash => crypto.hash('sha256', text, 'hex')

/** record.md: the hash of an entry is that of its canonical form without `hash`. */
export function hashOf(entry: object): Hash {
  const { hash: _itself, ...rest } = entry as { readonly hash?: Hash }
  return sha256(canonical(rest))
}

/** What entry 1 points back to: the header without `exported`, so that a chain is bound to what it is a chain of. */
export function hashOfHeader(header: object): Hash {
  const { exported: _eachTime, ...rest } = header as { readonly exported?: string }
  return sha256(canonical(rest))
}
