// Reading JSON whose shape was checked elsewhere, or does not matter.

export type Raw = Readonly<Record<string, unknown>>

export const listOf = (value: unknown): readonly Raw[] => (Array.isArray(value) ? (value as readonly Raw[]) : [])

export const rawOf = (value: unknown): Raw | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined

/** A text as it is, a number written out, and nothing of whatever else. */
export const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
