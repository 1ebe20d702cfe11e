import { Temporal } from 'temporal-polyfill'
import { fromMs, type Deadline, type Instant } from '../src/domain/instant.ts'

export type ReadMoment =
  | { readonly ok: true; readonly deadline: Deadline }
  | { readonly ok: false; readonly code: 'moment/unreadable' | 'moment/past' }

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const parts = 'in|at|on|next|the|by'

/**
 * A moment as people say it, read in the assembly's zone: `Thu 18:00`, `in 3 days`, `48h`, `tomorrow noon`,
 * `1 Dec 18:00`, `2026-12-01 12:00`. A day without a time means its end, 18:00; a weekday means the next one.
 *
 * Where clocks are put forward and the time does not exist, the later one is meant; where it comes twice, the first.
 */
export function readMoment(typed: string, now: Instant, zone: string): ReadMoment {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(zone)
  const found = instantOf(typed) ?? span(typed, here) ?? dated(typed, here)
  if (!found) return { ok: false, code: 'moment/unreadable' }
  const at = fromMs(found.epochMilliseconds)
  if (at <= now) return { ok: false, code: 'moment/past' }
  return { ok: true, deadline: { at, zone, typed: typed.trim().slice(0, 80) } }
}

/** An instant with its offset is exact, whatever the zone. */
function instantOf(typed: string): Temporal.Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(typed.trim())) return undefined
  try {
    return Temporal.Instant.from(typed.trim())
  } catch {
    return undefined
  }
}

/** `in 3 days`, `48h`, `1d 6h`, `2 weeks`: days keep the hour of the clock, hours are hours. */
function span(typed: string, here: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/^in\s+/, '')
  const pieces = [...words.matchAll(/(\d+|an?)\s*(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)(?![a-z])/g)]
  const rest = pieces.reduce((left, [piece]) => left.replace(piece, ''), words)
  if (pieces.length === 0 || rest.replaceAll(/and|,|\s/g, '') !== '') return undefined
  let at = here
  for (const [, amount = '', unit = ''] of pieces) {
    const count = /^an?$/.test(amount) ? 1 : Number(amount)
    if (count > 10_000) return undefined
    at = at.add(
      unit.startsWith('m')
        ? { minutes: count }
        : unit.startsWith('h')
          ? { hours: count }
          : unit.startsWith('w')
            ? { weeks: count }
            : { days: count },
    )
  }
  return at
}

/** A day and a time, in either order and with small words between them. */
function dated(typed: string, here: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  let rest = ` ${typed.toLowerCase().replaceAll(/[,.]/g, ' ')} `.replaceAll(
    new RegExp(`\\s(${parts})(?=\\s)`, 'g'),
    ' ',
  )
  const take = (shape: RegExp): RegExpExecArray | undefined => {
    const found = shape.exec(rest)
    if (!found) return undefined
    rest = rest.replace(found[0], ' ')
    return found
  }
  const iso = take(/(?<!\d)(\d{4})-(\d\d?)-(\d\d?)(?!\d)/)
  const time = timeIn(take)
  if (time === 'wrong') return undefined
  const day = iso ? plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3])) : dayIn(take, here, time)
  if (rest.trim() !== '' || (!day && !time)) return undefined
  const date = day ?? here.toPlainDate()
  const at = date
    .toPlainDateTime(time ?? { hour: 18 })
    .toZonedDateTime(here.timeZoneId, { disambiguation: 'compatible' })
  // A time without a day is today's, or tomorrow's where it has passed.
  return !day && Temporal.ZonedDateTime.compare(at, here) <= 0 ? at.add({ days: 1 }) : at
}

type Take = (shape: RegExp) => RegExpExecArray | undefined
interface Time {
  readonly hour: number
  readonly minute: number
}

function timeIn(take: Take): Time | 'wrong' | undefined {
  if (take(/\snoon(?=\s)/)) return { hour: 12, minute: 0 }
  if (take(/\smidnight(?=\s)/)) return { hour: 23, minute: 59 }
  const found = take(/\s(\d{1,2})[:h](\d\d)\s*(am|pm)?(?=\s)/) ?? take(/\s(\d{1,2})()\s*(am|pm)(?=\s)/)
  if (!found) return undefined
  const [, hours = '', minutes = '', half] = found
  const hour = half ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours)
  const minute = Number(minutes || 0)
  return hour > 23 || minute > 59 || (half !== undefined && Number(hours) > 12) ? 'wrong' : { hour, minute }
}

function dayIn(take: Take, here: Temporal.ZonedDateTime, time: Time | undefined): Temporal.PlainDate | undefined {
  const today = here.toPlainDate()
  if (take(/\stoday(?=\s)/)) return today
  if (take(/\stomorrow(?=\s)/)) return today.add({ days: 1 })
  const monthNames = months.join('|')
  const named =
    take(new RegExp(`\\s(\\d{1,2})(?:st|nd|rd|th)?\\s+(${monthNames})[a-z]*(?:\\s+(\\d{4}))?(?=\\s)`)) ?? undefined
  const american = named
    ? undefined
    : take(new RegExp(`\\s(${monthNames})[a-z]*\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+(\\d{4}))?(?=\\s)`))
  const weekday = take(new RegExp(`\\s(${weekdays.join('|')})[a-z]*(?=\\s)`))
  if (named || american) {
    const [dayOf, monthOf, yearOf] = named
      ? [named[1], named[2], named[3]]
      : [american?.[2], american?.[1], american?.[3]]
    const month = months.indexOf(monthOf ?? '') + 1
    const year = yearOf ? Number(yearOf) : today.year
    const date = plainDate(year, month, Number(dayOf))
    if (!date || yearOf || Temporal.PlainDate.compare(date, today) >= 0) return date
    return plainDate(year + 1, month, Number(dayOf))
  }
  if (!weekday) return undefined
  const ahead = (weekdays.indexOf(weekday[1] ?? '') + 1 - today.dayOfWeek + 7) % 7
  const date = today.add({ days: ahead })
  if (ahead > 0) return date
  const later = date.toPlainDateTime(time ?? { hour: 18 }).toZonedDateTime(here.timeZoneId)
  return Temporal.ZonedDateTime.compare(later, here) > 0 ? date : date.add({ days: 7 })
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}
