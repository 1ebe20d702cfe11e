import { ApplicationCommandOptionType as OptionType, REST } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandsOf } from '../../adapters/discord/commands.ts'
import { registerChanged } from '../../adapters/discord/register.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { startDiscord, type Discord } from '../emulators/discord/index.ts'

let discord: Discord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.stop())

const commands = commandsOf(catalogue)
const put = 'PUT /applications/:application/commands'
const verb = (noun: string, name: string) =>
  commands
    .flatMap((one) => (one.name === noun && 'options' in one ? (one.options ?? []) : []))
    .flatMap((one) => (one.type === OptionType.Subcommand && one.name === name ? [one] : []))[0]

describe('the catalogue on Discord', () => {
  it('is taken by Discord whole, and registered again only where it has changed', async () => {
    const rest = new REST({ api: discord.api }).setToken(discord.token)
    const first = await registerChanged(rest, discord.bot, commands)
    expect(first.done).toBe('changed')
    expect([...first.ids.keys()]).toEqual(expect.arrayContaining(['gauge', 'caucus']))
    expect(await registerChanged(rest, discord.bot, commands)).toEqual({ done: 'unchanged', ids: first.ids })
    expect(discord.callsTo(put)).toBe(1)
    const [one, ...others] = commands
    if (!one) throw new Error('there are commands')
    const renamed = { ...one, name: 'renamed', name_localizations: null }
    expect(await registerChanged(rest, discord.bot, [renamed, ...others.slice(1)])).toMatchObject({ done: 'changed' })
    expect(discord.callsTo(put)).toBe(2)
    expect(discord.refused).toEqual([])
  })

  it('has a command a noun, a sub-command a verb, and an option a field, none of them required', () => {
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['gauge', 'caucus', 'Raise as a concern', 'Submit as a proposal']),
    )
    const raise = verb('concern', 'raise')
    expect(raise?.options?.map(({ name, type, required = false }) => [name, type, required])).toEqual([
      ['proposal', OptionType.String, false],
      ['says', OptionType.String, false],
      ['settles', OptionType.String, false],
      ['on', OptionType.String, false],
    ])
    expect(raise?.options?.[0]).toMatchObject({ autocomplete: true })
    expect(verb('proposal', 'submit')?.options?.[0]).toMatchObject({ name: 'text', type: OptionType.Attachment })
    expect(verb('caucus', 'do')?.options).toMatchObject([{ name: 'line' }])
  })

  it('is called as people of other languages call it', () => {
    expect(commands.find(({ name }) => name === 'gauge')).toMatchObject({
      name_localizations: { fr: 'sondage', 'es-ES': 'sondeo', 'es-419': 'sondeo' },
    })
    expect(verb('gauge', 'open')).toMatchObject({
      name_localizations: { fr: 'ouvrir', 'es-ES': 'abrir' },
      options: expect.arrayContaining([
        expect.objectContaining({ name: 'closes', name_localizations: expect.objectContaining({ fr: 'clôture' }) }),
      ]),
    })
  })
})
