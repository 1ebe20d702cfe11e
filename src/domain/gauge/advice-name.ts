import { z } from 'zod'

/** The rows of procedure 4 by their names, and the three of the `consent` method. */
export const adviceNames = [
  'vacant',
  'below-quorum',
  'not-ready',
  'no-view',
  'against',
  'concerns-unanswered',
  'no-affirmation',
  'full-consensus',
  'rough-consensus',
  'strong-support',
  'divergence',
  'passed',
  'objection-open',
] as const
export const advice = z.enum(adviceNames)
export type AdviceName = z.infer<typeof advice>
