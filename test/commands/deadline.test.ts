import { describe, expect } from 'vitest'
import { warningsFor } from '../../commands/deadline.ts'
import { fromMs, type Deadline } from '../../src/domain/instant.ts'
import { rule } from '../rule.ts'

const moment = (iso: string) => fromMs(Date.parse(iso))
const tuesday = moment('2026-11-24T08:00:00.000Z')
const until = (iso: string, zone = 'UTC'): Deadline => ({ at: moment(iso), zone, typed: 'then' })

describe('a deadline', () => {
  rule('4.4.5', 'one on a weekend is warned of, in its own zone', () => {
    expect(warningsFor(until('2026-11-28T12:00:00.000Z'), tuesday, [])).toEqual([{ warns: 'weekend', zone: 'UTC' }])
    // Saturday morning in Auckland is still Friday in UTC.
    expect(warningsFor(until('2026-11-27T20:00:00.000Z', 'Pacific/Auckland'), tuesday, [])).toMatchObject([
      { warns: 'weekend' },
    ])
    expect(warningsFor(until('2026-11-27T20:00:00.000Z'), tuesday, [])).toEqual([])
  })

  rule('4.4.5', 'one that leaves some caucus few working hours names its zone', () => {
    const zones = ['Europe/Zurich', 'Africa/Nairobi', 'America/Los_Angeles']
    const found = warningsFor(until('2026-11-24T18:00:00.000Z'), tuesday, zones)
    expect(found.map((one) => one.zone)).toContain('America/Los_Angeles')
    expect(found.every((one) => one.warns === 'few working hours' && one.hours < 8)).toBe(true)
    expect(warningsFor(until('2026-12-01T18:00:00.000Z'), tuesday, zones)).toEqual([])
  })
})
