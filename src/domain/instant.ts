import { z } from 'zod'

/** A moment: UTC with milliseconds, always 24 characters, so that text order is time order. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .brand<'instant'>()
export type Instant = z.infer<typeof instant>

export interface Span {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
  readonly ms?: number
}

const spanMs = ({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Span): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms

export const fromMs = (ms: number): Instant => instant.parse(new Date(ms).toISOString())
export const toMs = (moment: Instant): number => Date.parse(moment)
export const plus = (moment: Instant, span: Span): Instant => fromMs(toMs(moment) + spanMs(span))

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export const between = (from: Instant, to: Instant): number => toMs(to) - toMs(from)
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/**
 * A deadline as its person meant it (procedure 4): the UTC instant that counts, the IANA zone, and the words that were typed.
 */
export const deadline = z.strictObject({ at: instant, zone: z.string().min(1), typed: z.string().max(80) })
export type Deadline = z.infer<typeof deadline>
