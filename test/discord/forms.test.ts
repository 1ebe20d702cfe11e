import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modalOf, pagesOf } from '../../adapters/discord/form.ts'
import { plainSpelling } from '../../adapters/discord/words.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { formFor } from '../../commands/form.ts'
import { nameOf, type CommandDeclaration } from '../../src/port/command.ts'
import type { Asked, Form, FormField, Given } from '../../src/port/form.ts'
import { assembly, person, secretary } from '../domain/assembly-of.ts'
import { checkModalComponents } from '../emulators/discord/components.ts'
import { rowsOf } from '../views/shown.ts'
import { discordStand } from './stand.ts'

/** An assembly with many of everything: what there is to choose from does not fit into a menu. */
const play = assembly()
for (let n = 0; n < 30; n += 1) play.inCaucuses()
const people = Array.from({ length: 60 }, (_, n) => ({ id: person(`civil${n}`), name: `Somebody ${n}` }))

const formOf = (command: CommandDeclaration): Form => {
  const chooser = { member: secretary, place: undefined, world: play.world, rows: rowsOf(play), people }
  return formFor(command, {}, {}, { ...chooser, does: command.does }, 'Europe/Berlin')
}
const modalsOf = (form: Form) => {
  const given = Object.fromEntries(
    form.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  )
  return pagesOf(form, plainSpelling)
    .filter(({ slots }) => slots.length > 0)
    .map((page, n) => modalOf(form, page, given, `f~${n}`, plainSpelling))
}

describe('a form on Discord', () => {
  it('of every command opens, and Discord takes it', { timeout: 60_000 }, async () => {
    const stand = await discordStand({ emulator: { rateLimits: false, quietMs: 5 } })
    const { discord, door, platform } = stand
    await door.open(platform)
    const ana = discord.enrol('Ana Souza', { admin: true })
    const general = discord.channels().find(({ name }) => name === 'general')?.id ?? ''
    for (const command of catalogue) {
      const form = formOf(command)
      door.reply = () => ({ kind: 'form', form })
      await discord.slash(ana, general, nameOf(command))
      const asks = form.fields.length > 0
      expect([nameOf(command), discord.formBefore(ana) !== undefined]).toEqual([nameOf(command), asks])
    }
    expect(discord.refused).toEqual([])
    await stand.stop()
  })

  it('asks every field of every command once, on pages of at most five parts', () => {
    for (const command of catalogue) {
      const form = formOf(command)
      const asked = pagesOf(form, plainSpelling).flatMap(({ slots }) => slots.filter(({ as }) => as === 'input'))
      const left = form.fields.filter(
        ({ asked: how, required }) => 'choices' in how && how.choices.length === 0 && !required,
      )
      expect(asked.length + left.length).toBe(form.fields.length)
      for (const modal of modalsOf(form)) expect(() => checkModalComponents(modal.components)).not.toThrow()
    }
  })

  it('is within what Discord takes whatever is in it, and keeps what was typed', () => {
    const words = (max: number) => fc.string({ maxLength: max, unit: 'grapheme' })
    const choices = fc
      .uniqueArray(fc.string({ minLength: 1, maxLength: 80 }), { maxLength: 60 })
      .map((all) => all.map((value, n) => ({ value, label: `${n} ${value}`.repeat(1 + (n % 9)) })))
    const asked: fc.Arbitrary<Asked> = fc.oneof(
      fc.record({ kind: fc.constant('line' as const), max: fc.integer({ min: 1, max: 400 }) }),
      fc.record({
        kind: fc.constantFrom('words' as const, 'text' as const),
        max: fc.integer({ min: 1, max: 400_000 }),
      }),
      fc.record({ kind: fc.constantFrom('choice' as const, 'choices' as const), choices, more: fc.boolean() }),
      fc.constant<Asked>({ kind: 'tick' }),
      fc.record({ kind: fc.constant('moment' as const), zone: fc.constant('America/Argentina/ComodRivadavia') }),
      fc.constant<Asked>({ kind: 'number', min: 1, max: 999 }),
    )
    const value: fc.Arbitrary<Given> = fc.oneof(
      words(200),
      words(9_000),
      fc.boolean(),
      fc.array(words(20), { maxLength: 3 }),
    )
    const field = fc.record({ label: words(200), hint: words(300), required: fc.boolean(), asked, value })
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 1, maxLength: 14 }),
        words(200),
        words(4_000),
        (fields, title, intro) => {
          const named = fields.map((each, n): FormField => ({ ...each, name: `field${n}`, label: each.label || 'x' }))
          const form: Form = {
            command: 'concern raise',
            title: title || 'x',
            intro: [[{ kind: 'memberText', text: intro }]],
            fields: named,
            submit: 'Send',
            settled: {},
          }
          for (const { title: shown, components } of modalsOf(form)) {
            expect(shown.length).toBeLessThanOrEqual(45)
            expect(() => checkModalComponents(components)).not.toThrow()
            const inputs = components.flatMap((one) => ('component' in one ? [one] : []))
            for (const { label, description = 'x', component } of inputs) {
              expect([label.length <= 45, description.length <= 100, description.length > 0]).toEqual([
                true,
                true,
                true,
              ])
              if ('max_length' in component && 'value' in component)
                expect((component.value ?? '').length).toBeLessThanOrEqual(component.max_length ?? 4_000)
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})
