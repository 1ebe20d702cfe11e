import * as crypto from 'node:crypto'
import type { TextRef } from '../domain/text.ts'

export type TextId = string

/** A text in a record: as it was written, kept back by those who export, or erased at its author's request. */
export type Text =
  | { readonly text: TextId; readonly salt: string; readonly body: string }
  | { readonly text: TextId; readonly withheld: string }
  | { readonly text: TextId; readonly erased: string }
export type WrittenText = Extract<Text, { readonly body: string }>

/** `t_` and the base64url SHA-256 of the 16 salt bytes followed by the UTF-8 of the body. `salt` is base64url. */
export const textId = (salt: string, body: string): TextId =>
  `t_${crypto.hash('sha256', Buffer.concat([Buffer.from(salt, 'base64url'), Buffer.from(body, 'utf8')]), 'base64url')}`

/** Gives words their id. The salt keeps a short text (a name, "yes") from being guessed by its hash. */
export function sealed(body: string, random: (bytes: number) => Uint8Array): WrittenText {
  const salt = Buffer.from(random(16)).toString('base64url')
  return { text: textId(salt, body), salt, body }
}

/** Visits the id of each text that a fact's data cites, in the order in which they stand there, repeats included. */
export function visitCited(data: unknown, visit: (id: TextId) => void): void {
  if (typeof data !== 'object' || data === null) return
  if (Array.isArray(data)) for (const item of data) visitCited(item, visit)
  else if (isTextRef(data)) visit(data.text)
  else for (const key in data) visitCited((data as Readonly<Record<string, unknown>>)[key], visit)
}

// A paragraph has a key `text` too, but there it holds a citation, not an id.
const isTextRef = (data: object): data is TextRef => typeof (data as { text?: unknown }).text === 'string'
