import { z } from 'zod'

/** Procedure 2: the levels, the order as the procedure lists them. */
export const levels = [
  'full consensus',
  'rough consensus',
  'no objection',
  'strong support, significant opposition',
  'divergence',
  'against',
] as const
export const level = z.enum(levels)
export type Level = z.infer<typeof level>

/** Procedure 2, order: against, divergence < strong support < no objection < rough < full. */
const rank: Readonly<Record<Level, number>> = {
  against: 0,
  divergence: 0,
  'strong support, significant opposition': 1,
  'no objection': 2,
  'rough consensus': 3,
  'full consensus': 4,
}

/** Above zero when `a` is better than `b`; zero when they stand equally high. */
export const compareLevels = (a: Level, b: Level): number => rank[a] - rank[b]

/** Rough or full consensus: what a concern that is unsettled forbids (procedure 3, Declaring). */
export const isConsensus = (l: Level): boolean => l === 'rough consensus' || l === 'full consensus'

/** Whether a level counts as rough consensus or better; *no objection* only where the charter says so (procedure 2). */
export const counts = (l: Level, charter: { readonly noObjectionCounts: boolean }): boolean =>
  isConsensus(l) || (l === 'no objection' && charter.noObjectionCounts)

/** The worse of two levels; on a tie the first. */
export const worse = (a: Level, b: Level): Level => (compareLevels(b, a) < 0 ? b : a)
