import { z } from 'zod'
import { caucusId, concernId, gaugeId, proposalId, readingId } from '../domain/id.ts'

const ordinal = z.coerce.number<string | number>().pipe(z.int().min(1))
const proposal = proposalId

/**
 * What a person can read privately: a page of their own, drawn for them alone from what they may see. Each page is named
 * by what it shows and holds at most two ids, so that a button can carry it.
 */
export const pageData = {
  /** What is going on here, and what of it awaits you. */
  desk: z.strictObject({}),
  /** What you may do here now. `noun` narrows it to one noun's commands. */
  help: z.strictObject({ noun: z.string().max(20).optional() }),
  proposals: z.strictObject({}),
  caucuses: z.strictObject({}),
  caucus: z.strictObject({ caucus: caucusId }),
  members: z.strictObject({ caucus: caucusId.optional() }),
  charter: z.strictObject({}),
  proposal: z.strictObject({ proposal }),
  /** A whole version; the newest when none is named. */
  text: z.strictObject({ proposal, version: ordinal.optional() }),
  changes: z.strictObject({ proposal, from: ordinal.optional(), to: ordinal.optional() }),
  history: z.strictObject({ proposal }),
  tracker: z.strictObject({ proposal }),
  gate: z.strictObject({ proposal }),
  report: z.strictObject({ proposal }),
  concerns: z.strictObject({ proposal }),
  concern: z.strictObject({ concern: concernId }),
  gauge: z.strictObject({ gauge: gaugeId }),
  'my answer': z.strictObject({ gauge: gaugeId }),
  meanings: z.strictObject({ gauge: gaugeId }),
  /** Why the advice is what it is: the row, the numbers. */
  why: z.strictObject({ gauge: gaugeId }),
  reading: z.strictObject({ reading: readingId }),
  /** Exactly what would go to plenary, and what would stay (procedure 3.3). */
  'what leaves': z.strictObject({ reading: readingId }),
  record: z.strictObject({ proposal: proposal.optional() }),
  /** The whole of the card whose button was pressed, where the platform could not show all of it at once. */
  whole: z.strictObject({}),
} as const

export type PageName = keyof typeof pageData
// An empty object is inferred as one that takes any key; a page without data has none.
type DataOf<P extends PageName> = string extends keyof z.infer<(typeof pageData)[P]>
  ? unknown
  : Readonly<z.infer<(typeof pageData)[P]>>

export type Page<P extends PageName = PageName> = {
  [Each in P]: { readonly page: Each } & DataOf<Each>
}[P]
