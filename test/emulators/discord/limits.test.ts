import { MessageFlags, Routes } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { emulated, refusalOf, restOf } from './stand.ts'

const v2 = MessageFlags.IsComponentsV2
const mentions = { allowed_mentions: { parse: [] } }
const display = (content: string) => ({ type: 10, content })
const button = (id: string) => ({ type: 2, style: 1, custom_id: id, label: id })
const row = (...ids: readonly string[]) => ({ type: 1, components: ids.map(button) })
const menu = (options: number, more: object = {}) => ({
  type: 3,
  custom_id: 'menu',
  options: Array.from({ length: options }, (_, n) => ({ label: `${n}`, value: `${n}` })),
  ...more,
})

async function stand() {
  const discord = await emulated({ rateLimits: false })
  const rest = restOf(discord)
  const channel = discord.addChannel('plenary')
  const send = (body: object) =>
    rest.post(Routes.channelMessages(channel), { body: { ...mentions, ...body } }) as Promise<{ id: string }>
  return { discord, rest, channel, send }
}

/** Each body is refused, with these words somewhere in what is said. */
const refusedBodies: readonly (readonly [what: string, says: string, body: object])[] = [
  ['content of 2,001 characters', 'content[BASE_TYPE_MAX_LENGTH]', { content: 'x'.repeat(2_001) }],
  ['eleven embeds', 'embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }],
  [
    'embeds of 6,001 characters',
    'MAX_EMBED_SIZE_EXCEEDED',
    { embeds: [{ description: 'x'.repeat(3_000) }, { description: 'x'.repeat(3_001) }] },
  ],
  ['six rows', 'components', { components: 'abcdef'.split('').map((id) => row(id)) }],
  ['six buttons in a row', 'components[0].components', { components: [row(...'abcdef'.split(''))] }],
  ['a row without anything', 'components[0].components', { components: [row()] }],
  ['a custom id twice', 'COMPONENT_CUSTOM_ID_DUPLICATED', { components: [row('a'), row('a')] }],
  ['a custom id of 101 characters', 'custom_id', { components: [row('x'.repeat(101))] }],
  [
    'a label of 81 characters',
    'label',
    { components: [{ type: 1, components: [{ ...button('a'), label: 'x'.repeat(81) }] }] },
  ],
  [
    'a button without a custom id',
    'custom_id[BASE_TYPE_REQUIRED]',
    { components: [{ type: 1, components: [{ type: 2, style: 1, label: 'a' }] }] },
  ],
  [
    'a link with a custom id',
    'MUTUALLY_EXCLUSIVE',
    {
      components: [
        { type: 1, components: [{ type: 2, style: 5, label: 'a', url: 'https://a.example', custom_id: 'a' }] },
      ],
    },
  ],
  [
    'a button beside a menu',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    { components: [{ type: 1, components: [button('a'), menu(2)] }] },
  ],
  ['a menu of 26', 'options', { components: [{ type: 1, components: [menu(26)] }] }],
  [
    'a menu that takes more than it has',
    'max_values',
    { components: [{ type: 1, components: [menu(2, { max_values: 3 })] }] },
  ],
  [
    'a menu with a value twice',
    'OPTION_VALUE_DUPLICATED',
    {
      components: [
        {
          type: 1,
          components: [
            {
              ...menu(0),
              options: [
                { label: 'a', value: 'x' },
                { label: 'b', value: 'x' },
              ],
            },
          ],
        },
      ],
    },
  ],
  ['Components V2 without the flag', 'UNION_TYPE_CHOICES', { components: [display('words')] }],
  [
    'content beside Components V2',
    'content[MESSAGE_CANNOT_USE_LEGACY_FIELDS',
    { flags: v2, content: 'words', components: [display('words')] },
  ],
  [
    '41 components, the nested ones counted',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    {
      flags: v2,
      components: [
        {
          type: 17,
          components: Array.from({ length: 8 }, (_, n) => row(...'abcd'.split('').map((id) => `${id}${n}`))),
        },
      ],
    },
  ],
  [
    '4,001 characters in all Text Displays',
    'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    { flags: v2, components: [display('x'.repeat(2_000)), { type: 17, components: [display('x'.repeat(2_001))] }] },
  ],
  [
    'a section without an accessory',
    'accessory',
    { flags: v2, components: [{ type: 9, components: [display('words')] }] },
  ],
  [
    'a section of four texts',
    'components',
    { flags: v2, components: [{ type: 9, components: 'abcd'.split('').map(display), accessory: button('a') }] },
  ],
  [
    'a file that was not sent along',
    'REFERENCED_ATTACHMENT_NOT_FOUND',
    { flags: v2, components: [{ type: 13, file: { url: 'attachment://p.md' } }] },
  ],
  ['a key that Discord does not know', 'EMULATOR_UNKNOWN_KEY', { content: 'words', text: 'words' }],
  [
    'a nested key that Discord does not know',
    'EMULATOR_UNKNOWN_KEY',
    { components: [{ type: 1, components: [{ ...button('a'), value: 'x' }] }] },
  ],
  ['a nonce of 26 characters', 'nonce', { content: 'words', nonce: 'x'.repeat(26) }],
  ['words without allowed_mentions', 'EMULATOR_MENTIONS_UNSET', { content: 'words', allowed_mentions: undefined }],
  [
    'mentions by kind and by id',
    'PARSE_EXCLUSIVE',
    { content: 'words', allowed_mentions: { parse: ['users'], users: ['1'] } },
  ],
  ['a message in a channel for one person only', 'EPHEMERAL', { content: 'words', flags: MessageFlags.Ephemeral }],
]

describe('a message is refused', () => {
  for (const [what, says, body] of refusedBodies) {
    it(`with ${what}`, async () => {
      const { discord, send, channel } = await stand()
      const refusal = await refusalOf(send(body))
      expect(refusal.code).toBe(50_035)
      expect(refusal.says).toContain(says)
      expect(discord.messagesSeenBy(discord.enrol('Ana Souza'), channel)).toEqual([])
    })
  }

  it('when there is nothing in it', async () => {
    const { send } = await stand()
    expect(await refusalOf(send({}))).toMatchObject({ code: 50_006 })
    expect(await refusalOf(send({ content: ' \n' }))).toMatchObject({ code: 50_006 })
  })

  it('with status 500 where its texts are too many bytes', async () => {
    const { send } = await stand()
    const body = { flags: v2, components: [display('ж'.repeat(1_800)), display('漢'.repeat(2_200))] }
    await expect(send(body)).rejects.toMatchObject({ status: 500 })
  })
})

describe('a message is taken', () => {
  it('at each limit', async () => {
    const { discord, send } = await stand()
    await send({ content: 'x'.repeat(2_000) })
    await send({ components: 'abcde'.split('').map((id) => row(...[1, 2, 3, 4, 5].map((n) => `${id}${n}`))) })
    await send({ components: [{ type: 1, components: [menu(25)] }] })
    // A container, 7 rows of 4 buttons, and four texts: 40.
    const rows = Array.from({ length: 7 }, (_, n) => row(...'abcd'.split('').map((id) => `${id}${n}`)))
    await send({
      flags: v2,
      components: [{ type: 17, components: [...rows, ...Array.from({ length: 4 }, () => display('x'.repeat(1_000)))] }],
    })
    await send({ flags: v2, components: [{ type: 9, components: [display('words')], accessory: button('a') }] })
    expect(discord.refused).toEqual([])
  })

  it('once, however often it is sent with its nonce', async () => {
    const { send } = await stand()
    const body = { content: 'once', nonce: '7', enforce_nonce: true }
    expect((await send(body)).id).toBe((await send(body)).id)
  })

  it('with its words and buttons as they were sent, each component numbered', async () => {
    const { send } = await stand()
    expect(await send({ content: 'words', components: [row('a')] })).toMatchObject({
      content: 'words',
      components: [{ type: 1, id: 1, components: [{ type: 2, id: 2, custom_id: 'a' }] }],
    })
  })

  it('and wakes only whom it may', async () => {
    const { discord, channel, send } = await stand()
    const ana = discord.enrol('Ana Souza')
    const bo = discord.enrol('Bo Lind')
    const { id } = await send({ content: `<@${ana}> <@${bo}> @everyone`, allowed_mentions: { parse: [], users: [bo] } })
    expect(discord.pingsOf(channel, id)).toEqual({ everyone: false, users: [bo], roles: [] })
    expect(discord.seenBy(ana, channel)).toContain('@Ana Souza @Bo Lind')
  })
})

describe('an edit', () => {
  it('cannot make another kind of message of Components V2', async () => {
    const { rest, channel, send } = await stand()
    const { id } = await send({ flags: v2, components: [display('words')] })
    const edit = (body: object) => rest.patch(Routes.channelMessage(channel, id), { body: { ...mentions, ...body } })
    expect((await refusalOf(edit({ flags: 0 }))).says).toContain('cannot be removed')
    expect((await refusalOf(edit({ content: 'words' }))).code).toBe(50_035)
    expect((await refusalOf(edit({ components: [] }))).code).toBe(50_006)
    await edit({ components: [display('other words')] })
  })

  it('without allowed_mentions is a fault', async () => {
    const { discord, rest, channel, send } = await stand()
    const { id } = await send({ content: 'words' })
    expect(
      await refusalOf(rest.patch(Routes.channelMessage(channel, id), { body: { content: '@everyone' } })),
    ).toMatchObject({ code: 50_035 })
    expect(discord.faults).toMatchObject([{ kind: 'mentions unset' }])
  })

  it('keeps the files that it names, and no others', async () => {
    const { discord, rest, channel } = await stand()
    const ana = discord.enrol('Ana Souza')
    const file = (name: string) => ({ name, data: Buffer.from(`# ${name}`) })
    const { id, attachments } = (await rest.post(Routes.channelMessages(channel), {
      body: { content: 'two files', ...mentions },
      files: [file('a.md'), file('b.md')],
    })) as { id: string; attachments: { id: string }[] }
    expect(discord.seenBy(ana, channel)).toContain('a.md')
    await rest.patch(Routes.channelMessage(channel, id), { body: { attachments: [{ id: attachments[1]?.id }] } })
    expect(discord.seenBy(ana, channel)).not.toContain('a.md')
    expect(discord.seenBy(ana, channel)).toContain('b.md')
  })
})

describe('a channel', () => {
  it('takes a topic of 1,024 characters and a name of 100', async () => {
    const { discord, rest } = await stand()
    const create = (body: object) => rest.post(Routes.guildChannels(discord.guild), { body: { name: 'a', ...body } })
    await create({ topic: 'x'.repeat(1_024), name: 'x'.repeat(100) })
    expect((await refusalOf(create({ topic: 'x'.repeat(1_025) }))).says).toContain('topic')
    expect((await refusalOf(create({ name: 'x'.repeat(101) }))).says).toContain('name')
    expect((await refusalOf(create({ purpose: 'x' }))).says).toContain('EMULATOR_UNKNOWN_KEY')
  })

  it('is written in small letters, and need not have a name of its own', async () => {
    const { discord, rest } = await stand()
    const create = () => rest.post(Routes.guildChannels(discord.guild), { body: { name: 'Civil Society' } })
    expect(await create()).toMatchObject({ name: 'civil-society' })
    expect(await create()).toMatchObject({ name: 'civil-society' })
  })

  it('finds no room in a category of 50, or a guild of 500', async () => {
    const { discord, rest } = await stand()
    const create = (parent?: string) =>
      rest.post(Routes.guildChannels(discord.guild), { body: { name: 'a', parent_id: parent } })
    const parent = discord.addChannel('Assembly', { category: true })
    for (let n = 0; n < 50; n += 1) discord.addChannel(`c${n}`, { parent })
    expect((await refusalOf(create(parent))).says).toContain('CHANNEL_PARENT_MAX_CHANNELS')
    await create()
    for (let n = discord.channels().length; n < 500; n += 1) discord.addChannel(`c${n}`)
    expect(await refusalOf(create())).toMatchObject({ code: 30_013 })
  })

  it('has at most 250 pins', async () => {
    const { discord, rest, channel, send } = await stand()
    for (let n = 0; n < 250; n += 1)
      await rest.put(Routes.channelMessagesPin(channel, (await send({ content: `${n}` })).id))
    const pin = rest.put(Routes.channelMessagesPin(channel, (await send({ content: 'one more' })).id))
    expect(await refusalOf(pin)).toMatchObject({ code: 30_003 })
    expect(discord.pinnedIn(channel)).toHaveLength(250)
  })
})

describe('a thread', () => {
  it('is one on each message, with its id', async () => {
    const { rest, channel, send } = await stand()
    const { id } = await send({ content: 'P-12' })
    const start = () => rest.post(Routes.threads(channel, id), { body: { name: 'P-12' } })
    expect(await start()).toMatchObject({ id, parent_id: channel })
    expect(await refusalOf(start())).toMatchObject({ code: 160_004 })
  })

  it('in which nobody speaks is archived: words open it again, edits do not', async () => {
    const { discord, rest, channel, send } = await stand()
    const { id } = await send({ content: 'P-12' })
    await rest.post(Routes.threads(channel, id), { body: { name: 'P-12', auto_archive_duration: 60 } })
    const say = () =>
      rest.post(Routes.channelMessages(id), { body: { content: 'words', ...mentions } }) as Promise<{ id: string }>
    const said = await say()
    const edit = () => rest.patch(Routes.channelMessage(id, said.id), { body: { content: 'other', ...mentions } })
    await edit()
    discord.advance(3_600_000)
    expect(await refusalOf(edit())).toMatchObject({ code: 50_083 })
    expect(await refusalOf(rest.patch(Routes.channel(id), { body: { name: 'other' } }))).toMatchObject({ code: 50_083 })
    await rest.patch(Routes.channel(id), { body: { archived: false } })
    await edit()
    discord.advance(3_600_000)
    await say()
    await edit()
  })

  it('takes reasons of 512 characters, as all do', async () => {
    const { discord, rest } = await stand()
    const create = (reason: string) => rest.post(Routes.guildChannels(discord.guild), { body: { name: 'a' }, reason })
    await create('x'.repeat(512))
    expect((await refusalOf(create('x'.repeat(513)))).says).toContain('audit_log_reason')
  })
})
