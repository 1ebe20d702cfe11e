import { describe, expect, it } from 'vitest'
import { pretendPlatform } from '../../adapters/pretend/index.ts'
import { charterFromForm } from '../../commands/found.ts'
import { makeBot } from '../../src/bot.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { asText } from '../../src/port/as-text.ts'
import { freshStore } from '../store/fresh.ts'

const now = fromMs(Date.parse('2026-11-24T08:00:00.000Z'))
const reader = { now, zone: 'UTC' }

describe('founding an assembly in chat', () => {
  it('reads a caucus a line, with its kind and its seats', () => {
    const made = charterFromForm({
      name: 'Council',
      forum: 'the Forum',
      caucuses: 'Government, 5\nSociété civile, 5 seats\nTechnical community, constituency, 5\nObservers, observer',
    })
    const caucuses = made.ok ? made.charter.caucuses.map(({ key, kind, seats }) => [key, kind, seats]) : made.slips
    expect(caucuses).toEqual([
      ['government', 'stakeholder', 5],
      ['societe-civile', 'stakeholder', 5],
      ['technical-community', 'constituency', 5],
      ['observers', 'observer', 0],
    ])
  })

  it('names the line that is wrong', () => {
    const made = charterFromForm({ name: 'Council', forum: 'the Forum', caucuses: 'Government, 5\nCivil society, 4' })
    expect(made.ok ? [] : made.slips.map(({ line, key }) => [line, key])).toEqual([[2, 'caucuses.1.seats']])
  })

  it('asks by a form, founds once, opens the channels, and makes whoever asked the secretariat', async () => {
    const platform = pretendPlatform({ now: () => now, zone: 'UTC' })
    const bot = makeBot({ store: await freshStore(), now: () => now, log: () => undefined })
    await bot.join({ platform, workspace: '' })
    const nadia = platform.enrol('Nadia')
    const asked = await platform.say(nadia, 'direct', '/caucus assembly found')
    expect(asked?.kind).toBe('form')
    const wrong = await platform.submit(nadia, { name: 'Council', forum: 'the Forum', caucuses: 'Observers, observer' })
    expect(wrong.kind, 'a charter in which nobody counts is no charter').toBe('form')
    const founded = await platform.submit(nadia, {
      name: 'Council',
      forum: 'the Forum',
      caucuses: 'Government, 2\nCivil society, 2',
    })
    expect(founded.kind === 'card' && asText(founded.card, reader)).toContain('Council is founded')
    const again = await platform.redeliver()
    expect(again).toEqual(founded)
    const seated = await platform.say(nadia, 'direct', '/caucus member seat Nadia government representative')
    expect(seated?.kind === 'card' && seated.how).toBe('done')
  })
})
