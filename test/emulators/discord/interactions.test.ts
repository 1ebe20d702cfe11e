import {
  ActionRowBuilder,
  ApplicationCommandOptionType as Option,
  ButtonBuilder,
  ButtonStyle,
  MessageFlags,
  Routes,
  type Interaction,
  type TextChannel,
} from 'discord.js'
import { describe, expect, it } from 'vitest'
import type { Options } from './settings.ts'
import { answering, connected, emulated, refusalOf, restOf } from './stand.ts'

const quarter = 15 * 60_000
const quiet = { flags: MessageFlags.Ephemeral } as const
const form = {
  custom_id: 'form',
  title: 'Raise',
  components: [
    { type: 18, label: 'Says', component: { type: 4, custom_id: 'says', style: 2 } },
    { type: 18, label: 'Tick', component: { type: 23, custom_id: 'tick', default: true } },
  ],
}
const buttons = (...made: readonly ButtonBuilder[]) => [new ActionRowBuilder<ButtonBuilder>().addComponents(...made)]
const button = (label: string) => new ButtonBuilder().setCustomId(label).setLabel(label).setStyle(ButtonStyle.Primary)

async function stand(answer: (interaction: Interaction) => Promise<unknown>, options: Options = {}) {
  const discord = await emulated(options)
  const ana = discord.enrol('Ana Souza')
  const bo = discord.enrol('Bo Lind')
  const client = await connected(discord)
  await client.application.commands.set([
    {
      name: 'desk',
      description: 'Shows the desk',
      options: [{ type: Option.String, name: 'proposal', description: 'Which', autocomplete: true }],
    },
  ])
  const channel = (await client.channels.fetch(discord.addChannel('plenary'))) as TextChannel
  return { discord, client, ana, bo, channel, ...answering(client, answer) }
}
const answered = (interaction: Interaction) =>
  interaction.isRepliable() ? interaction.reply({ content: 'noted', ...quiet }) : Promise.resolve()

describe('an interaction', () => {
  it('that is not answered within 3 seconds fails before the person, and cannot be answered any more', async () => {
    const { discord, ana, channel, heard } = await stand(() => Promise.resolve(), { answerWithinMs: 150 })
    expect((await discord.slash(ana, channel.id, 'desk')).failed).toBe(true)
    expect(discord.seenBy(ana, channel.id)).toContain('The application did not respond')
    expect(discord.faults).toMatchObject([{ kind: 'no answer' }])
    const [late] = heard
    expect(late?.isRepliable() && (await refusalOf(late.reply('late')))).toMatchObject({ code: 10_062 })
  })

  it('has 3 seconds, by the clock', async () => {
    const { discord, ana, channel } = await stand(() => Promise.resolve())
    const waiting = discord.slash(ana, channel.id, 'desk')
    discord.advance(2_900)
    expect(discord.faults).toEqual([])
    discord.advance(200)
    expect((await waiting).failed).toBe(true)
  })

  it('takes one answer', async () => {
    const { discord, client, ana, channel, heard } = await stand(answered)
    await discord.slash(ana, channel.id, 'desk')
    const [first] = heard
    if (!first) throw new Error('nothing was heard')
    const again = client.rest.post(Routes.interactionCallback(first.id, first.token), {
      body: { type: 5 },
      auth: false,
    })
    expect(await refusalOf(again)).toMatchObject({ code: 40_060 })
  })

  it('with a token that nobody has is unknown', async () => {
    const discord = await emulated()
    const call = restOf(discord).post(Routes.interactionCallback(discord.bot, 'nothing'), { body: { type: 5 } })
    expect(await refusalOf(call)).toMatchObject({ code: 10_062 })
  })

  it('is spoken through for 15 minutes, after its answer only', async () => {
    const { discord, ana, channel, heard } = await stand((interaction) =>
      interaction.isRepliable()
        ? refusalOf(interaction.webhook.send('before')).then(({ code }) => {
            expect(code).toBe(10_015)
            return interaction.reply({ content: 'noted', ...quiet })
          })
        : Promise.resolve(),
    )
    await discord.slash(ana, channel.id, 'desk')
    const [first] = heard
    if (!first?.isRepliable()) throw new Error('nothing was heard')
    discord.advance(quarter - 5_000)
    await first.followUp({ content: 'in time', ...quiet })
    expect(discord.seenBy(ana, channel.id)).toContain('in time')
    discord.advance(10_000)
    expect(await refusalOf(first.followUp('too late'))).toMatchObject({ code: 50_027 })
    expect(await refusalOf(first.editReply('too late'))).toMatchObject({ code: 50_027 })
  })

  it('that is deferred and left thinking is a fault', async () => {
    const { discord, ana, channel } = await stand((interaction) =>
      interaction.isRepliable() ? interaction.deferReply(quiet) : Promise.resolve(),
    )
    const waiting = discord.slash(ana, channel.id, 'desk')
    await expect.poll(() => discord.seenBy(ana, channel.id)).toContain('thinking')
    discord.advance(quarter + 1)
    await waiting
    expect(discord.faults).toMatchObject([{ kind: 'left thinking' }])
  })

  it('answered alone is seen by that person, and is no message for the bot’s token', async () => {
    const { discord, ana, bo, channel } = await stand(answered)
    const { message = '', alone } = await discord.slash(ana, channel.id, 'desk')
    expect(alone).toBe(true)
    expect(discord.seenBy(ana, channel.id)).toContain('noted')
    expect(discord.seenBy(bo, channel.id)).toBe('')
    expect(await refusalOf(channel.messages.edit(message, 'changed'))).toMatchObject({ code: 10_008 })
    expect(await refusalOf(channel.messages.fetch(message))).toMatchObject({ code: 10_008 })
  })

  it('decides at its deferral who sees the answer', async () => {
    const { discord, ana, bo, channel } = await stand(async (interaction) => {
      if (!interaction.isRepliable()) return
      await interaction.deferReply()
      await interaction.webhook.send({ content: 'for all', ...quiet })
    })
    await discord.slash(ana, channel.id, 'desk')
    expect(discord.seenBy(bo, channel.id)).toContain('for all')
  })

  it('cannot be deferred with Components V2', async () => {
    const { discord, ana, channel, refused } = await stand(
      (interaction) =>
        interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: { type: 5, data: { flags: MessageFlags.IsComponentsV2 } },
        }),
      { answerWithinMs: 300 },
    )
    await discord.slash(ana, channel.id, 'desk')
    expect(refused).toMatchObject([{ code: 50_035 }])
  })

  it('comes again as it was when Discord delivers it again', async () => {
    const { discord, ana, channel, heard } = await stand(answered)
    await discord.slash(ana, channel.id, 'desk')
    await discord.redeliver()
    expect(heard.map(({ id }) => id)).toEqual([heard[0]?.id, heard[0]?.id])
    expect(discord.refused).toMatchObject([{ code: 40_060 }])
  })
})

describe('a form', () => {
  it('opens as the first answer only', async () => {
    const { discord, client, ana, channel, heard } = await stand(answered)
    await discord.slash(ana, channel.id, 'desk')
    const [first] = heard
    if (!first) throw new Error('nothing was heard')
    const late = client.rest.post(Routes.interactionCallback(first.id, first.token), { body: { type: 9, data: form } })
    expect(await refusalOf(late)).toMatchObject({ code: 40_060 })
    expect(discord.formBefore(ana)).toBeUndefined()
  })

  it('does not open another form', async () => {
    const opens = (interaction: Interaction) =>
      interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type: 9, data: form },
      })
    const { discord, ana, channel, refused } = await stand(opens, { answerWithinMs: 400 })
    await discord.slash(ana, channel.id, 'desk')
    await discord.submit(ana, { says: 'The word' })
    expect(refused).toMatchObject([{ code: 50_035 }])
  })

  it('is sent only filled in, with what it asks for', async () => {
    const { discord, ana, channel, heard } = await stand((interaction) =>
      interaction.isChatInputCommand() ? interaction.showModal(form) : answered(interaction),
    )
    await expect(discord.submit(ana, {})).rejects.toThrow(/no form/)
    await discord.slash(ana, channel.id, 'desk')
    await expect(discord.submit(ana, {})).rejects.toThrow(/needs Says/)
    await expect(discord.submit(ana, { says: 'x'.repeat(4_001) })).rejects.toThrow(/4000 characters/)
    await expect(discord.submit(ana, { says: 'x', note: 'y' })).rejects.toThrow(/does not ask/)
    await discord.submit(ana, { says: 'The word', Tick: false })
    const sent = heard.at(-1)
    if (!sent?.isModalSubmit()) throw new Error('no form was sent')
    expect([sent.fields.getTextInputValue('says'), sent.fields.getCheckbox('tick')]).toEqual(['The word', false])
  })

  it('hands over files that the bot can fetch', async () => {
    const upload = { type: 18, label: 'Text', component: { type: 19, custom_id: 'file' } }
    const { discord, ana, channel, heard } = await stand((interaction) =>
      interaction.isChatInputCommand()
        ? interaction.showModal({ ...form, components: [upload] })
        : answered(interaction),
    )
    await discord.slash(ana, channel.id, 'desk')
    await discord.submit(ana, { file: { name: 'p.md', content: '# Role' } })
    const sent = heard.at(-1)
    if (!sent?.isModalSubmit()) throw new Error('no form was sent')
    const file = sent.fields.getUploadedFiles('file')?.first()
    expect(await (await fetch(file?.url ?? '')).text()).toBe('# Role')
  })
})

describe('a click', () => {
  it('counts only on a button that is shown, and on', async () => {
    const { discord, ana, bo, channel } = await stand(answered)
    await channel.send({ content: 'Vote', components: buttons(button('Support'), button('Object').setDisabled(true)) })
    await discord.click(bo, channel.id, 'Support')
    await expect(discord.click(ana, channel.id, 'Abstain')).rejects.toThrow(/sees no button/)
    await expect(discord.click(ana, channel.id, 'Object')).rejects.toThrow(/is off/)
  })

  it('is nobody’s who cannot see the message', async () => {
    const { discord, ana, bo, channel } = await stand((interaction) =>
      interaction.isChatInputCommand()
        ? interaction.reply({ content: 'Sure?', components: buttons(button('Yes')), ...quiet })
        : answered(interaction),
    )
    await discord.slash(ana, channel.id, 'desk')
    await expect(discord.click(bo, channel.id, 'Yes')).rejects.toThrow(/sees no button/)
    expect((await discord.click(ana, channel.id, 'Yes')).failed).toBe(false)
  })
})

describe('what is offered while one types', () => {
  it('is at most 25 choices', async () => {
    const many = Array.from({ length: 26 }, (_, n) => ({ name: `P-${n}`, value: `${n}` }))
    const { discord, ana, channel, refused } = await stand(
      (interaction) =>
        interaction.isAutocomplete()
          ? interaction.respond(many).catch((error: unknown) => Promise.reject(error))
          : Promise.resolve(),
      { answerWithinMs: 300 },
    )
    expect(await discord.autocomplete(ana, channel.id, 'desk', 'proposal', 'p')).toEqual([])
    expect(refused).toMatchObject([{ code: 50_035 }])
  })

  it('cannot be deferred', async () => {
    const { discord, ana, channel, refused } = await stand(
      (interaction) =>
        interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: { type: 5 },
        }),
      { answerWithinMs: 300 },
    )
    await discord.autocomplete(ana, channel.id, 'desk', 'proposal', 'p')
    expect(refused).toMatchObject([{ code: 50_035 }])
  })
})
