import { describe, expect, it } from 'vitest'
import { readMoment } from '../../commands/moment.ts'
import { fromMs } from '../../src/domain/instant.ts'

const tuesday = fromMs(Date.parse('2026-11-24T08:00:00.000Z'))
const at = (typed: string, zone = 'UTC', now = tuesday) => {
  const read = readMoment(typed, now, zone)
  return read.ok ? read.deadline.at : read.code
}

describe('a moment as people say it', () => {
  it('is read in the zone of the assembly', () => {
    expect(at('26 Nov 18:00')).toBe('2026-11-26T18:00:00.000Z')
    expect(at('26 Nov 18:00', 'Africa/Nairobi')).toBe('2026-11-26T15:00:00.000Z')
    expect(at('2026-11-26 18:00', 'America/Los_Angeles')).toBe('2026-11-27T02:00:00.000Z')
    expect(at('2026-11-26T18:00:00+05:30', 'Africa/Nairobi')).toBe('2026-11-26T12:30:00.000Z')
  })

  it('keeps the words typed, and the zone', () => {
    expect(readMoment(' Thu 18:00 ', tuesday, 'Africa/Nairobi')).toMatchObject({
      deadline: { typed: 'Thu 18:00', zone: 'Africa/Nairobi' },
    })
  })

  it('means the next such weekday, and the end of a day that has no time', () => {
    expect(at('Thu')).toBe('2026-11-26T18:00:00.000Z')
    expect(at('Tuesday 07:00')).toBe('2026-12-01T07:00:00.000Z')
    expect(at('Tuesday 9:00')).toBe('2026-11-24T09:00:00.000Z')
    expect(at('07:00')).toBe('2026-11-25T07:00:00.000Z')
  })

  it('counts days by the clock and hours by the hour, over a change of clocks', () => {
    const saturday = fromMs(Date.parse('2026-10-24T10:00:00.000Z')) // clocks go back on Sunday
    expect(at('in 1 day', 'Europe/Zurich', saturday)).toBe('2026-10-25T11:00:00.000Z')
    expect(at('24h', 'Europe/Zurich', saturday)).toBe('2026-10-25T10:00:00.000Z')
  })

  it('takes the later one where a time does not exist, and the first where it comes twice', () => {
    const march = fromMs(Date.parse('2026-03-01T10:00:00.000Z'))
    expect(at('2026-03-29 02:30', 'Europe/Zurich', march)).toBe('2026-03-29T01:30:00.000Z')
    expect(at('2026-10-25 02:30', 'Europe/Zurich', march)).toBe('2026-10-25T00:30:00.000Z')
  })

  it('refuses what is past, and what it cannot read: it never guesses', () => {
    expect(at('2026-11-23 18:00')).toBe('moment/past')
    for (const nonsense of ['soon', '', '25:00', '31 Feb 2027', '2026-13-01', 'in many days', 'Thu Fri', '13pm'])
      expect([nonsense, at(nonsense)]).toEqual([nonsense, 'moment/unreadable'])
  })
})
