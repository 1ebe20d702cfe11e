import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  RateLimitError,
  Routes,
  type REST,
} from 'discord.js'
import { describe, expect, it } from 'vitest'
import type { Discord } from './index.ts'
import { connected, emulated, refusalOf, restOf } from './stand.ts'

const sub = (name: string) => ({ type: Option.Subcommand, name, description: 'Does it' })
const text = (name: string, more: object = {}) => ({ type: Option.String, name, description: 'What', ...more })
const command = (more: object = {}) => ({ name: 'concern', description: 'Concerns', ...more })
const many = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))

const refusedCommands: readonly (readonly [what: string, says: string, command: object])[] = [
  ['26 sub-commands', 'options', command({ options: many(26, (n) => sub(`s${n}`)) })],
  ['26 options', 'options', command({ options: many(26, (n) => text(`o${n}`)) })],
  [
    '26 choices',
    'choices',
    command({ options: [text('o', { choices: many(26, (n) => ({ name: `${n}`, value: `${n}` })) })] }),
  ],
  ['capitals in its name', 'APPLICATION_COMMAND_INVALID_NAME', command({ name: 'Concern' })],
  ['a space in its name', 'APPLICATION_COMMAND_INVALID_NAME', command({ name: 'raise concern' })],
  [
    'a space in a translation of its name',
    'APPLICATION_COMMAND_INVALID_NAME',
    command({ options: [{ ...sub('raise'), name_localizations: { fr: 'le dire' } }] }),
  ],
  [
    'one translation for two sub-commands',
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    command({ options: ['join', 'leave'].map((name) => ({ ...sub(name), name_localizations: { fr: 'aller' } })) }),
  ],
  [
    'a translation that is the own name of another, which has none',
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    command({ options: [sub('join'), { ...sub('leave'), name_localizations: { fr: 'join' } }] }),
  ],
  ['a name of 33 characters', 'name', command({ name: 'x'.repeat(33) })],
  ['no description', 'description', { name: 'concern' }],
  ['a description of 101 characters', 'description', command({ description: 'x'.repeat(101) })],
  [
    'more than 8,000 characters in all',
    'APPLICATION_COMMAND_TOO_LARGE',
    command({
      options: many(25, (n) => ({
        ...sub(`s${n}`),
        description: 'x'.repeat(100),
        options: many(3, (m) => text(`o${m}`, { description: 'x'.repeat(100) })),
      })),
    }),
  ],
  [
    'a required option after another',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    command({ options: [text('a'), text('b', { required: true })] }),
  ],
  ['an option twice', 'NAME_ALREADY_EXISTS', command({ options: [text('a'), text('a')] })],
  ['options beside sub-commands', 'TYPE_INVALID', command({ options: [sub('raise'), text('a')] })],
  [
    'choices for what is autocompleted',
    'options',
    command({ options: [text('a', { autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
  ],
  [
    'a description in a menu',
    'CONTEXT_MENU_DESCRIPTION',
    { type: ApplicationCommandType.Message, name: 'Raise', description: 'x' },
  ],
  ['an unknown key', 'EMULATOR_UNKNOWN_KEY', command({ help: 'x' })],
]

const set = (discord: Discord, rest: REST, body: readonly object[]) =>
  rest.put(Routes.applicationCommands(discord.bot), { body })

describe('a command is refused', () => {
  it.each(refusedCommands)('with %s', async (_what, says, refused) => {
    const discord = await emulated()
    const refusal = await refusalOf(set(discord, restOf(discord), [refused]))
    expect(refusal.code).toBe(50_035)
    expect(refusal.says).toContain(says)
    expect(discord.commands()).toEqual([])
  })

  it('as the 101st of its kind, the 16th in the menu of a message, or the 201st made in a day', async () => {
    const discord = await emulated()
    const rest = restOf(discord)
    const named = (n: number) => command({ name: `c${n}` })
    await set(discord, rest, many(100, named))
    expect(await refusalOf(set(discord, rest, many(101, named)))).toMatchObject({ code: 30_032 })
    const menu = (n: number) => ({ type: ApplicationCommandType.Message, name: `Menu ${n}` })
    expect(await refusalOf(set(discord, rest, many(16, menu)))).toMatchObject({ code: 30_032 })
    await set(
      discord,
      rest,
      many(100, (n) => command({ name: `d${n}` })),
    )
    await expect(set(discord, rest, [command()])).rejects.toBeInstanceOf(RateLimitError)
    discord.advance(86_400_000)
    await set(discord, rest, [command()])
  })

  it('by its name a second time', async () => {
    const discord = await emulated()
    expect((await refusalOf(set(discord, restOf(discord), [command(), command()]))).says).toContain('DUPLICATE')
  })
})

describe('a command', () => {
  it('keeps its id when it is registered again, and is gone when it is left out', async () => {
    const discord = await emulated()
    const client = await connected(discord)
    const first = await client.application.commands.set([command(), command({ name: 'desk' })] as never)
    const again = await client.application.commands.set([command({ description: 'Others' })] as never)
    expect(again.first()?.id).toBe(first.find(({ name }) => name === 'concern')?.id)
    expect(discord.commands()).toEqual(['concern'])
  })

  it('takes only what its options take', async () => {
    const discord = await emulated()
    const ana = discord.enrol('Ana Souza')
    const channel = discord.addChannel('plenary')
    await set(discord, restOf(discord), [
      command({
        options: [
          text('says', { required: true, max_length: 5 }),
          { ...text('level'), choices: [{ name: 'Rough', value: 'r' }] },
          { type: Option.Integer, name: 'paragraph', description: 'Where', min_value: 1 },
        ],
      }),
    ])
    const slash = (options: Record<string, string | number>) => discord.slash(ana, channel, 'concern', options)
    await expect(slash({})).rejects.toThrow(/required/)
    await expect(slash({ says: 'too long' })).rejects.toThrow(/5 characters/)
    await expect(slash({ says: 'a', level: 'Full' })).rejects.toThrow(/no choice/)
    await expect(slash({ says: 'a', paragraph: 0 })).rejects.toThrow(/does not take/)
    await expect(slash({ says: 'a', other: 'b' })).rejects.toThrow(/no option/)
    await expect(discord.slash(ana, channel, 'concern raise')).rejects.toThrow(/has no raise/)
    await expect(discord.autocomplete(ana, channel, 'concern', 'says', 'a')).rejects.toThrow(/offers nothing/)
  })

  it('for those with a permission is offered to no others', async () => {
    const discord = await emulated()
    const ana = discord.enrol('Ana Souza')
    await set(discord, restOf(discord), [command({ default_member_permissions: '32' })])
    await expect(discord.slash(ana, discord.addChannel('plenary'), 'concern')).rejects.toThrow(/no command/)
  })
})
