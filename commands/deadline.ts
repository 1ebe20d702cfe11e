import { Temporal } from 'temporal-polyfill'
import type { Act } from '../src/domain/act.ts'
import { toMs, type Deadline, type Instant } from '../src/domain/instant.ts'
import { charterOf } from '../src/domain/world.ts'
import type { Parts } from '../src/text/part.ts'
import { say } from '../src/text/say.ts'
import type { Scene } from './doors.ts'

/** A weekend, or few working hours in some zone: said, and never refused (procedure 4). */
export function deadlineWarnings(typed: Act, { world }: Scene, now: Instant): readonly Parts[] {
  const deadline = typed.type === 'open gauge' ? typed.closes : typed.type === 'dispatch' ? typed.deadline : undefined
  if (!deadline) return []
  const charter = charterOf(world.assembly)
  const zones = [charter.zone, ...charter.caucuses.flatMap(({ zone }) => zone ?? [])]
  return warningsFor(deadline, now, zones).map((warning) =>
    warning.warns === 'weekend'
      ? say('command/warn-weekend', { zone: warning.zone })
      : say('command/warn-hours', { zone: warning.zone, hours: warning.hours }),
  )
}

/** What a person should know of a deadline before others wait for it (procedure 4). */
export type MomentWarning =
  | { readonly warns: 'weekend'; readonly zone: string }
  | { readonly warns: 'few working hours'; readonly zone: string; readonly hours: number }

/** Fewer working hours than this are few. */
const fewHours = 8

/** Whether a deadline falls on a weekend in its own zone, and where some caucus is left few working hours (9 to 17). */
export function warningsFor(deadline: Deadline, now: Instant, zones: readonly string[]): readonly MomentWarning[] {
  const end = Temporal.Instant.from(deadline.at).toZonedDateTimeISO(deadline.zone)
  const weekend: readonly MomentWarning[] = end.dayOfWeek > 5 ? [{ warns: 'weekend', zone: deadline.zone }] : []
  const short = [...new Set(zones)].flatMap((zone): MomentWarning[] => {
    const hours = workingHours(now, deadline.at, zone)
    return hours < fewHours ? [{ warns: 'few working hours', zone, hours }] : []
  })
  return [...weekend, ...short]
}

function workingHours(from: Instant, to: Instant, zone: string): number {
  let hours = 0
  const end = Math.min(toMs(to), toMs(from) + 14 * 86_400_000)
  for (let ms = toMs(from); ms + 3_600_000 <= end; ms += 3_600_000) {
    const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
    if (at.dayOfWeek <= 5 && at.hour >= 9 && at.hour < 17) hours++
  }
  return hours
}
