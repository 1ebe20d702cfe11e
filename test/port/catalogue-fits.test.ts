import { describe, expect, it } from 'vitest'
import { catalogue } from '../../commands/catalogue.ts'
import { nameOf } from '../../src/port/command.ts'
import type { Field } from '../../src/port/field.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { label } from '../../src/text/plain.ts'
import { say, type Key } from '../../src/text/say.ts'

// What the narrowest platform takes of a command: Discord's sub-commands and options, Slack's modals (platforms.md 1).
const said = (key: Key): string => label(say(key))
const fieldsOf = Object.entries as (ask: Readonly<Record<string, Field>>) => [string, Field][]
const narrow = {
  hint: Math.min(...Object.values(limitsOf).map(({ form }) => form.hintChars)),
  choices: Math.min(...Object.values(limitsOf).map(({ form }) => form.choices)),
  choice: Math.min(...Object.values(limitsOf).map(({ form }) => form.choiceChars)),
}
const longer = (all: readonly (readonly [where: string, words: string])[], max: number): readonly string[] =>
  all.filter(([, words]) => words.length > max).map(([where, words]) => `${where}: ${words} (${words.length})`)

describe('every command fits every platform', () => {
  it('by its name: a noun and a verb in lower case, each pair once', () => {
    const names = catalogue.map(nameOf)
    expect(names.filter((name) => !/^[a-z][a-z-]{0,31} [a-z][a-z-]{0,31}$/.test(name))).toEqual([])
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([])
  })

  it('by its fields: their names, hints and choices', () => {
    const fields = catalogue.flatMap((command) =>
      fieldsOf(command.ask).map(([name, field]) => [`${nameOf(command)} ${name}`, field] as const),
    )
    expect(fields.filter(([name]) => !/ [a-z][a-z-]{0,31}$/.test(name)).map(([name]) => name)).toEqual([])
    expect(
      longer(
        fields.flatMap(([name, { hint }]) => (hint ? [[name, said(hint)] as const] : [])),
        narrow.hint,
      ),
    ).toEqual([])
    const fixed = fields.flatMap(([name, { how }]) => (how.kind === 'fixed' ? [[name, how.choices] as const] : []))
    expect(fixed.filter(([, choices]) => choices.length > narrow.choices).map(([name]) => name)).toEqual([])
    expect(
      longer(
        fixed.flatMap(([name, choices]) =>
          choices.flatMap(({ value, says }) => [[name, value] as const, [name, said(says)] as const]),
        ),
        narrow.choice,
      ),
    ).toEqual([])
  })

  it('by its noun: at most 25 verbs, at most 25 fields each, at most 8,000 characters together', () => {
    for (const noun of new Set(catalogue.map(({ name }) => name[0]))) {
      const commands = catalogue.filter(({ name }) => name[0] === noun)
      expect([noun, commands.length <= 25]).toEqual([noun, true])
      const words = commands.flatMap((command) => [
        ...command.name,
        said(command.about),
        ...fieldsOf(command.ask).flatMap(([name, { label: says, how }]) => [
          name,
          said(says),
          ...(how.kind === 'fixed' ? how.choices.flatMap((one) => [one.value, said(one.says)]) : []),
        ]),
      ])
      expect([noun, words.join('').length <= 8_000]).toEqual([noun, true])
      for (const command of commands) expect(fieldsOf(command.ask).length).toBeLessThanOrEqual(25)
    }
  })
})
