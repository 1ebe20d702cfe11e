import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** What is wrong in a file that a person wrote: on which line, under which key, and why. */
export interface Slip {
  /** Counted from 1. */
  readonly line: number
  /** The key as a path: `caucuses.2.seats`; empty where the file as a whole is wrong. */
  readonly key: string
  readonly says: string
}

export type ReadYaml<T> =
  | { readonly ok: true; readonly value: T; readonly lineOf: (path: Path) => number }
  | { readonly ok: false; readonly slips: readonly Slip[] }
type Path = readonly PropertyKey[]

/** Reads YAML that people edit, against its schema: a slip is told with its line and key, and nothing is guessed. */
export function readYaml<T>(source: string, schema: z.ZodType<T>): ReadYaml<T> {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0)
    return {
      ok: false,
      slips: broken.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, key: '', says: message })),
    }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isPlaced(node)) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const read = schema.safeParse(document.toJS())
  if (read.success) return { ok: true, value: read.data, lineOf }
  const slips = read.error.issues.map(({ path, message }) => ({
    line: lineOf(path),
    key: path.join('.'),
    says: message,
  }))
  return { ok: false, slips }
}

const isPlaced = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
