import type { Part, Parts } from './part.ts'
import { say as english, type Say } from './say.ts'

/** For whom words are made plain: the present moment (UTC), and the zone in which they read the clock. */
export interface Reader {
  readonly now: string
  readonly zone: string
}

const minute = 60_000
const hour = 60 * minute
const dayLong = 24 * hour

/** How long it is until a moment, or since: "in 2 days", "3 hours ago". Rounded down, so that it never promises more. */
export function leftPlain(at: string, now: string, say: Say = english): string {
  const span = Date.parse(at) - Date.parse(now)
  const long = Math.abs(span)
  const count = (unit: number) => Math.floor(long / unit)
  const said = () => {
    if (long < minute) return say('common/left-now')
    if (long < 2 * hour)
      return say(span > 0 ? 'common/left-minutes' : 'common/past-minutes', { minutes: count(minute) })
    if (long < 2 * dayLong) return say(span > 0 ? 'common/left-hours' : 'common/past-hours', { hours: count(hour) })
    return say(span > 0 ? 'common/left-days' : 'common/past-days', { days: count(dayLong) })
  }
  return literal(said())
}

const zoneName = (zone: string): string => (zone === 'Etc/UTC' ? 'UTC' : zone)
const literal = (parts: Parts): string => parts.map((part) => ('text' in part ? part.text : '')).join('')

// A formatter takes a hundred times as long to make as to use.
const formatters = new Map<string, Intl.DateTimeFormat>()
function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(zone, made)
  return made
}

function clock(at: string, zone: string) {
  const named = formatterFor(zone).formatToParts(new Date(at))
  const piece = (type: Intl.DateTimeFormatPartTypes) => named.find((part) => part.type === type)?.value ?? ''
  return {
    weekday: piece('weekday'),
    day: piece('day'),
    month: piece('month'),
    year: piece('year'),
    time: `${piece('hour')}:${piece('minute')}`,
  }
}

type Moment = Extract<Part, { kind: 'moment' }>

/** A moment in words, in the reader's zone; the year is said when it is not this year's. */
export function momentPlain({ at, zone, style }: Moment, reader: Reader, say: Say = english): string {
  if (style === 'left') return leftPlain(at, reader.now, say)
  const here = clock(at, reader.zone)
  const thisYear = here.year === clock(reader.now, reader.zone).year
  const date = say(thisYear ? 'common/date' : 'common/date-year', here)
  if (style === 'day') return literal(date)
  const dateTime = say('common/date-time', { date, time: here.time })
  if (style === 'moment') return literal(dateTime)
  const left = leftPlain(at, reader.now, say)
  if (zoneName(zone) === zoneName(reader.zone)) {
    return literal(say('common/deadline', { moment: dateTime, zone: zoneName(zone), left }))
  }
  const there = clock(at, zone).time
  const both = { moment: dateTime, zone: zoneName(reader.zone), there, thereZone: zoneName(zone), left }
  return literal(say('common/deadline-elsewhere', both))
}

// Escape sequences, bidi overrides and lone surrogates could forge what a terminal or a menu shows.
const unsafe = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|\p{Cs}/gu

/** What people wrote, with nothing in it that steers a terminal or turns its neighbours around. Keeps line breaks. */
export const harmless = (words: string): string => words.replaceAll('\r\n', '\n').replaceAll(unsafe, '')

/** What people wrote, on one line: a title cannot fake a second line. */
export const oneLine = (words: string): string => harmless(words).replaceAll(/\s+/gu, ' ').trim()

/** One part in words, for what shows no markup: a terminal, a label, a menu. Readable without colour. */
function plainPart(part: Part, reader: Reader, say: Say = english): string {
  switch (part.kind) {
    case 'text':
    case 'code':
      return part.text
    case 'memberText':
      return harmless(part.text)
    case 'strong':
      return plain(part.parts, reader, say)
    case 'person':
    case 'place':
      return oneLine(part.name)
    case 'moment':
      return momentPlain(part, reader, say)
    case 'removed':
      return `[-${harmless(part.text)}-]`
    case 'added':
      return `{+${harmless(part.text)}+}`
    case 'source':
      return `[${literal(say('common/record-entry', { n: part.n }))}]`
  }
}

/** A sentence in plain words. */
export const plain = (parts: Parts, reader: Reader, say: Say = english): string =>
  parts.map((part) => plainPart(part, reader, say)).join('')

/** Our own words only, for a label or a title: parts without people's words and without moments. */
export const label = (parts: Parts): string => plain(parts, { now: '1970-01-01T00:00:00.000Z', zone: 'UTC' })
