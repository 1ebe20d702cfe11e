import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pretendPlatform } from '../../adapters/pretend/index.ts'
import { charterPreview } from '../../commands/charter-preview.ts'
import { charterFromForm } from '../../commands/found.ts'
import { makeBot } from '../../src/bot.ts'
import { charterDraft, kinds } from '../../src/domain/charter.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { asText, formAsText } from '../../src/port/as-text.ts'
import { assemblies } from '../../src/store/facts.ts'
import { plain } from '../../src/text/plain.ts'
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

  const council = { name: 'Council', forum: 'the Forum', caucuses: 'Government, 2\nCivil society, 2' }
  const room = async () => {
    const platform = pretendPlatform({ now: () => now, zone: 'UTC' })
    const bot = makeBot({ store: await freshStore(), now: () => now, log: () => undefined })
    await bot.join({ platform, workspace: '' })
    const nadia = platform.enrol('Nadia')
    await platform.say(nadia, 'direct', '/caucus assembly found')
    const founded = async () => (await assemblies(bot.acting.query)).length
    return { platform, nadia, founded }
  }

  it('asks by a form, founds once, opens the channels, and makes whoever asked the secretariat', async () => {
    const { platform, nadia, founded } = await room()
    const wrong = await platform.submit(nadia, { name: 'Council', forum: 'the Forum', caucuses: 'Observers, observer' })
    expect(wrong.kind, 'a charter in which nobody counts is no charter').toBe('form')
    await platform.submit(nadia, council)
    const done = await platform.submit(nadia, { understood: true })
    expect(done.kind === 'card' && asText(done.card, reader)).toContain('Council is founded')
    const again = await platform.redeliver()
    expect([again, await founded()]).toEqual([done, 1])
    const seated = await platform.say(nadia, 'direct', '/caucus member seat Nadia government representative')
    expect(seated?.kind === 'card' && seated.how).toBe('done')
  })

  it('shows what the charter will mean first, and founds nothing before that is confirmed', async () => {
    const { platform, nadia, founded } = await room()
    const shown = await platform.submit(nadia, council)
    const says = shown.kind === 'form' ? formAsText(shown.form, reader).replaceAll(/\s+/g, ' ') : ''
    for (const sentence of [
      'Government (a stakeholder group): 2 seats. Overall consensus needs its agreement.',
      'all 2 counted caucuses stand',
      'Government, Civil society: a gauge is ripe once 50 per cent',
      'contest a chair’s reading for 48 hours',
      'provisional for 7 days',
      'reminded at 50, 90 per cent',
    ])
      expect(says).toContain(sentence)
    expect(await founded()).toBe(0)
    const back = await platform.submit(nadia, { understood: false })
    expect(back.kind === 'form' && back.form.fields.find(({ name }) => name === 'caucuses')?.value).toBe(
      council.caucuses,
    )
    expect(await founded()).toBe(0)
  })

  it('takes a whole charter as well, and names the line and the key of each slip', async () => {
    const { platform, nadia, founded } = await room()
    const charter =
      'name: Harbour\nforum: the Port\ncaucuses:\n  - { key: fishers, name: Fishers, kind: stakeholder, seats: 0 }\n'
    const wrong = await platform.submit(nadia, { charter })
    expect(wrong.kind === 'form' && formAsText(wrong.form, reader).replaceAll(/\s+/g, ' ')).toMatch(
      /Line 4.*caucuses\.0\.seats.*at least one seat/,
    )
    await platform.submit(nadia, { charter: charter.replace('seats: 0', 'seats: 3, gauge: { quorum: 60 }') })
    expect(await founded()).toBe(0)
    const done = await platform.submit(nadia, { understood: true })
    expect([done.kind === 'card' && done.how, await founded()]).toEqual(['done', 1])
  })
})

describe('what a charter will mean', () => {
  it('can be said of every charter, caucus by caucus', () => {
    fc.assert(
      fc.property(anyCharter, (input) => {
        const said = charterPreview(charterDraft.parse(input), now).map((parts) => plain(parts, reader))
        for (const { name } of input.caucuses) expect(said.join(' ')).toContain(name)
        expect(said.join(' ')).not.toMatch(/[{}]|undefined|NaN/)
      }),
    )
  })
})

const anyCharter = fc
  .record({
    seats: fc.integer({ min: 1, max: 40 }),
    contestHours: fc.integer({ min: 0, max: 720 }),
    appealDays: fc.integer({ min: 0, max: 365 }),
    choiceHours: fc.integer({ min: 1, max: 720 }),
    noObjectionCounts: fc.boolean(),
    remindAt: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }),
    caucuses: fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        counts: fc.boolean(),
        dormant: fc.boolean(),
        membership: fc.constantFrom('private' as const, 'public' as const),
        method: fc.constantFrom(
          { name: 'gauge' } as const,
          { name: 'consent' } as const,
          { name: 'own process' } as const,
        ),
        gauge: fc.record({ small: fc.integer({ min: 0, max: 49 }), quorum: fc.integer({ min: 0, max: 100 }) }),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ seats, caucuses, ...settings }) => ({
    name: 'Council',
    forum: 'the Forum',
    ...settings,
    caucuses: [{ kind: 'stakeholder' as const }, ...caucuses].map((one, at) => ({
      ...one,
      key: `caucus-${at}`,
      name: `Caucus ${at}`,
      seats: one.kind === 'observer' ? 0 : seats,
    })),
  }))
