import {
  ActionRowBuilder,
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Interaction,
  type TextChannel,
} from 'discord.js'
import { describe, expect, it } from 'vitest'
import { connected, emulated } from './stand.ts'

const commands = [
  {
    name: 'concern',
    description: 'Concerns',
    options: [
      {
        type: Option.Subcommand,
        name: 'raise',
        description: 'Raise a concern',
        options: [
          { type: Option.String, name: 'proposal', description: 'Which', required: true, autocomplete: true },
          { type: Option.Integer, name: 'paragraph', description: 'Where' },
        ],
      },
    ],
  },
  { name: 'Raise as a concern', type: ApplicationCommandType.Message },
] as const

/** A bot that does a little of everything, with the real client. */
async function stand() {
  const discord = await emulated()
  const ana = discord.enrol('Ana Souza')
  const bo = discord.enrol('Bo Lind')
  const client = await connected(discord)
  await client.application.commands.set(commands)
  const channel = (await client.channels.fetch(discord.addChannel('plenary'))) as TextChannel
  const heard: Interaction[] = []
  let answer: (interaction: Interaction) => Promise<unknown> = () => Promise.resolve()
  client.on('interactionCreate', (interaction) => {
    heard.push(interaction)
    void answer(interaction)
  })
  return {
    discord,
    client,
    ana,
    bo,
    channel,
    heard,
    on: (next: (interaction: Interaction) => Promise<unknown>) => {
      answer = next
    },
  }
}

describe('people on the emulator, with the real client', () => {
  it('type commands with options, and are answered alone', async () => {
    const { discord, ana, bo, channel, heard, on } = await stand()
    on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      await interaction.editReply(`noted on ${interaction.options.getString('proposal', true)}`)
    })
    await discord.slash(ana, channel.id, 'concern raise', { proposal: 'P-12', paragraph: 4 })
    const [first] = heard
    expect(first?.isChatInputCommand() && first.options.getSubcommand()).toBe('raise')
    expect(discord.seenBy(ana, channel.id)).toContain('noted on P-12')
    expect(discord.seenBy(bo, channel.id)).not.toContain('noted on P-12')
    expect(discord.refused).toEqual([])
  })

  it('press buttons, choose in menus, and fill in forms', async () => {
    const { discord, ana, channel, heard, on } = await stand()
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('ask').setLabel('Ask').setStyle(ButtonStyle.Primary),
    )
    const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('menu')
        .setPlaceholder('Choose')
        .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' }),
    )
    await channel.send({
      flags: MessageFlags.IsComponentsV2,
      components: [
        new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent('## The **desk**')),
        row,
        menu,
      ],
    })
    expect(discord.seenBy(ana, channel.id)).toContain('The desk\n[Ask]')
    const modal = new ModalBuilder()
      .setCustomId('form')
      .setTitle('Raise')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('What is the problem?')
          .setTextInputComponent(new TextInputBuilder().setCustomId('says').setStyle(TextInputStyle.Paragraph)),
      )
    on(async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(modal)
      if (interaction.isStringSelectMenu()) await interaction.update({})
      if (interaction.isModalSubmit()) await interaction.reply({ content: 'done', flags: MessageFlags.Ephemeral })
    })
    await discord.click(ana, channel.id, 'Ask')
    expect(discord.seenBy(ana, channel.id)).toContain('What is the problem?')
    await discord.submit(ana, { 'What is the problem?': 'The word' })
    const form = heard.at(-1)
    expect(form?.isModalSubmit() && form.fields.getTextInputValue('says')).toBe('The word')
    await discord.select(ana, channel.id, 'Choose', ['Two'])
    const chosen = heard.at(-1)
    expect(chosen?.isStringSelectMenu() && chosen.values).toEqual(['2'])
    expect(discord.refused).toEqual([])
  })

  it('are offered choices, use the menu of a message, and speak', async () => {
    const { discord, ana, channel, heard, on } = await stand()
    on(async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `P-12 ${interaction.options.getFocused()}`, value: 'p' }])
      if (interaction.isMessageContextMenuCommand()) await interaction.reply(interaction.targetMessage.content)
    })
    expect(await discord.autocomplete(ana, channel.id, 'concern raise', 'proposal', 'gov')).toEqual([
      { name: 'P-12 gov', value: 'p' },
    ])
    const said = await discord.say(ana, channel.id, 'Too vague')
    await discord.context(ana, said, 'Raise as a concern')
    expect(heard).toHaveLength(2)
    expect(discord.seenBy(ana, channel.id).match(/Too vague/g)).toHaveLength(2)
    expect(discord.refused).toEqual([])
  })

  it('speak with the bot alone, and get files', async () => {
    const { discord, client, ana, bo, channel, on } = await stand()
    on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'yes', files: [{ attachment: Buffer.from('# P'), name: 'p-12.md' }] })
    })
    await discord.slash(ana, 'direct', 'concern raise', { proposal: 'P-12' })
    expect(discord.seenBy(ana, 'direct')).toContain('p-12.md')
    const user = await client.users.fetch(bo)
    await user.send('for you')
    expect(discord.seenBy(bo, 'direct')).toContain('for you')
    expect(discord.seenBy(bo, channel.id)).toBe('')
    expect(discord.refused).toEqual([])
  })

  it('see pins, threads, roles, and what they may', async () => {
    const { discord, client, ana, bo, channel } = await stand()
    const message = await channel.send('the desk')
    await message.pin()
    expect(discord.pinnedIn(channel.id)).toEqual([message.id])
    const thread = await message.startThread({ name: 'P-12' })
    await thread.send('in here')
    expect(discord.seenBy(bo, thread.id)).toContain('in here')
    const guild = await client.guilds.fetch(discord.guild)
    const role = await guild.roles.create({ name: 'Civil Society', permissions: [] })
    await guild.members.addRole({ user: ana, role })
    const closed = await guild.channels.create({
      name: 'Civil Society',
      topic: 'P-12',
      permissionOverwrites: [
        { id: guild.id, deny: ['ViewChannel'] },
        { id: role.id, allow: ['ViewChannel', 'SendMessages'] },
        { id: client.user.id, allow: ['ViewChannel', 'SendMessages', 'ReadMessageHistory'] },
      ],
    })
    expect(closed.name).toBe('civil-society')
    expect(discord.membersWhoSee(closed.id)).toContain(ana)
    expect(discord.membersWhoSee(closed.id)).not.toContain(bo)
    await expect(discord.say(bo, closed.id, 'hello')).rejects.toThrow(/does not see/)
    await closed.permissionOverwrites.edit(bo, { ViewChannel: true, SendMessages: false }, { type: 1 })
    await expect(discord.say(bo, closed.id, 'hello')).rejects.toThrow(/may not speak/)
    expect((await guild.members.search({ query: 'ana' })).size).toBe(1)
    await closed.delete()
    expect(discord.refused).toEqual([])
  })
})
