import { actData, type Act } from '../domain/act.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { DoorRefusal } from '../domain/text.ts'

/**
 * Checks an act's data at the door, whoever sends it: words that are empty, too long or unprintable are refused with the
 * reason; anything else that does not fit the shape is a mistake of ours, and throws.
 */
export function checked(act: Act): Act | { readonly refusal: Refusal } {
  const { type, ...data } = act
  const found = actData[type].safeParse(data)
  if (found.success) return { type, ...found.data } as Act
  for (const issue of found.error.issues)
    if (issue.code === 'custom' && issue.params !== undefined)
      return { refusal: issue.params as unknown as DoorRefusal }
  throw new Error(
    `an act that is none: ${type}, ${found.error.issues.map(({ path, code }) => `${path.map(String).join('.')} ${code}`).join(', ')}`,
  )
}
