import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  added,
  code,
  day,
  deadlineAt,
  memberText,
  moment,
  person,
  placeNamed,
  removed,
  source,
  strong,
  text,
  type Part,
} from '../../src/text/part.ts'
import { harmless, leftPlain, oneLine, plain } from '../../src/text/plain.ts'

const reader = { now: '2026-11-25T12:00:00.000Z', zone: 'UTC' }
const said = (...parts: readonly Part[]) => plain(parts, reader)

describe('a moment in words', () => {
  it('has its weekday, and the year only when it is another one', () => {
    expect(said(moment('2026-11-27T18:00:00.000Z', 'UTC'))).toBe('Fri 27 Nov 18:00')
    expect(said(moment('2027-01-02T08:05:00.000Z', 'UTC'))).toBe('Sat 2 Jan 2027 08:05')
    expect(said(day('2026-11-27T18:00:00.000Z', 'UTC'))).toBe('Fri 27 Nov')
  })

  it('is on the clock of the reader, through summer time', () => {
    const inBerlin = { ...reader, zone: 'Europe/Berlin' }
    expect(plain([moment('2026-11-27T18:00:00.000Z', 'UTC')], inBerlin)).toBe('Fri 27 Nov 19:00')
    expect(plain([moment('2026-07-27T22:30:00.000Z', 'UTC')], inBerlin)).toBe('Tue 28 Jul 00:30')
  })

  it('says how long is left of a deadline, with the zone of the assembly beside it', () => {
    expect(said(deadlineAt('2026-11-27T18:00:00.000Z', 'UTC'))).toBe('Fri 27 Nov 18:00 UTC (in 2 days)')
    expect(plain([deadlineAt('2026-11-27T18:00:00.000Z', 'UTC')], { ...reader, zone: 'Asia/Tokyo' })).toBe(
      'Sat 28 Nov 03:00 Asia/Tokyo (18:00 UTC, in 2 days)',
    )
    expect(said({ kind: 'moment', at: '2026-11-25T12:30:00.000Z', zone: 'UTC', style: 'left' })).toBe('in 30 minutes')
  })

  it('never promises more time than is left', () => {
    const left = (ms: number) => leftPlain(new Date(Date.parse(reader.now) + ms).toISOString(), reader.now)
    expect([
      left(47 * 3_600_000 + 3_599_999),
      left(48 * 3_600_000),
      left(119 * 60_000),
      left(59_000),
      left(-3_600_000 * 5),
    ]).toEqual(['in 47 hours', 'in 2 days', 'in 119 minutes', 'now', '5 hours ago'])
  })
})

describe('a sentence in plain words', () => {
  it('reads without colour or markup', () => {
    expect(
      said(
        text('On '),
        strong(text('P-12')),
        text(' by '),
        person('m_1', 'Ana Souza'),
        text(' of '),
        placeNamed('ca_1', 'Civil Society'),
      ),
    ).toBe('On P-12 by Ana Souza of Civil Society')
    expect(
      said(
        memberText('the '),
        removed('old'),
        added('new'),
        text(' '),
        code('no-view'),
        text(' '),
        source('public', 41),
      ),
    ).toBe('the [-old-]{+new+} no-view [record 41]')
  })

  it('steers no terminal and turns no neighbour around, whatever people wrote', () => {
    expect(harmless('red \u001B[31malert\u001B[0m \u202Eesrever\u202C end\u0007')).toBe('red [31malert[0m esrever end')
    expect(said(person('m_1', 'Ana\nSouza\u2066'))).toBe('Ana Souza')
    expect(oneLine(' a\r\n b\tc ')).toBe('a b c')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        expect(said(memberText(words))).not.toMatch(
          /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/,
        )
      }),
    )
  })
})
