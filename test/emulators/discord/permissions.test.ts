import { ChannelType, MessageFlags, PermissionFlagsBits as Bit, Routes, type TextChannel } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { invitedWith } from './settings.ts'
import { connected, emulated, refusalOf, restOf } from './stand.ts'

const mentions = { allowed_mentions: { parse: [] } }

async function stand() {
  const discord = await emulated()
  const ana = discord.enrol('Ana Souza')
  const bo = discord.enrol('Bo Lind')
  const rest = restOf(discord)
  const closed = (overwrites: readonly object[]) =>
    rest.post(Routes.guildChannels(discord.guild), {
      body: {
        name: 'Caucus',
        permission_overwrites: [{ id: discord.guild, type: 0, deny: `${Bit.ViewChannel}` }, ...overwrites],
      },
    }) as Promise<{ id: string }>
  const self = { id: discord.bot, type: 1, allow: `${Bit.ViewChannel | Bit.SendMessages}` }
  return { discord, ana, bo, rest, closed, self }
}

describe('permissions', () => {
  it('lock the bot out of a channel that it closed without letting itself in', async () => {
    const { rest, closed, self } = await stand()
    const out = await closed([])
    expect(await refusalOf(rest.get(Routes.channel(out.id)))).toMatchObject({ code: 50_001 })
    const send = rest.post(Routes.channelMessages(out.id), { body: { content: 'hello', ...mentions } })
    expect(await refusalOf(send)).toMatchObject({ code: 50_001 })
    const inside = await closed([self])
    await rest.post(Routes.channelMessages(inside.id), { body: { content: 'hello', ...mentions } })
  })

  it('are given by role and by member, and the member’s own word is the last', async () => {
    const { discord, ana, bo, closed, self } = await stand()
    const role = discord.addRole('Civil Society')
    discord.giveRole(ana, role)
    discord.giveRole(bo, role)
    const { id } = await closed([
      self,
      { id: role, type: 0, allow: `${Bit.ViewChannel}` },
      { id: bo, type: 1, deny: `${Bit.ViewChannel}` },
    ])
    expect(discord.membersWhoSee(id)).toContain(ana)
    expect(discord.membersWhoSee(id)).not.toContain(bo)
    discord.takeRole(ana, role)
    expect(discord.membersWhoSee(id)).not.toContain(ana)
    expect(() => discord.seenBy(ana, id)).toThrow(/does not see/)
    discord.overwrite(id, bo)
    expect(discord.membersWhoSee(id)).toContain(bo)
  })

  it('let administrators and the owner see every channel', async () => {
    const { discord, closed, self } = await stand()
    const admin = discord.enrol('Ada Min', { admin: true })
    const { id } = await closed([self])
    expect(discord.membersWhoSee(id)).toContain(admin)
    expect(discord.membersWhoSee(id)).toHaveLength(2)
  })

  it('are given by the bot only as far as it has them', async () => {
    const { closed, self } = await stand()
    expect(await refusalOf(closed([self, { ...self, allow: `${Bit.ManageMessages}` }]))).toMatchObject({ code: 50_013 })
    expect(await refusalOf(closed([self, { ...self, deny: `${Bit.BanMembers}` }]))).toMatchObject({ code: 50_013 })
  })

  it('of the category count too, and a bot that may manage a channel’s permissions gives what it likes there', async () => {
    const { discord, rest } = await stand()
    const put = (channel: string) =>
      rest.put(Routes.channelPermission(channel, discord.guild), {
        body: { type: 0, allow: '0', deny: `${Bit.ManageMessages}` },
      })
    const parent = discord.addChannel('Assembly', { category: true })
    const channel = discord.addChannel('plenary', { parent })
    expect(await refusalOf(put(channel))).toMatchObject({ code: 50_013 })
    discord.overwrite(parent, discord.bot, { allow: Bit.ManageMessages })
    await put(channel)
    const other = discord.addChannel('other')
    discord.overwrite(other, discord.bot, { allow: Bit.ManageRoles })
    await put(other)
  })

  it('to manage roles are put into an overwrite by administrators only', async () => {
    const { discord, closed, self } = await stand()
    const manages = { ...self, allow: `${Bit.ViewChannel | Bit.ManageRoles}` }
    expect(await refusalOf(closed([manages]))).toMatchObject({ code: 50_013 })
    discord.setBotPermissions(Bit.Administrator)
    expect((await closed([manages])).id).toMatch(/^\d+$/)
  })

  it('reach roles below the bot’s own, and none above', async () => {
    const { discord, ana, rest } = await stand()
    const above = discord.addRole('Council', { above: true })
    const below = discord.addRole('Member')
    const give = (role: string) => rest.put(Routes.guildMemberRole(discord.guild, ana, role))
    await give(below)
    expect(discord.rolesOf(ana)).toEqual(['Member'])
    expect(await refusalOf(give(above))).toMatchObject({ code: 50_013 })
    expect(await refusalOf(rest.delete(Routes.guildRole(discord.guild, above)))).toMatchObject({ code: 50_013 })
    expect(await refusalOf(give('1'))).toMatchObject({ code: 10_011 })
  })

  it('of a new role are no more than the bot’s own', async () => {
    const { discord, rest } = await stand()
    const create = (permissions: bigint) =>
      rest.post(Routes.guildRoles(discord.guild), { body: { name: 'Role', permissions: `${permissions}` } })
    expect(await refusalOf(create(Bit.BanMembers))).toMatchObject({ code: 50_013 })
    expect(await create(0n)).toMatchObject({ permissions: '0' })
  })

  it('to pin are not the permission to manage messages', async () => {
    const { discord, rest } = await stand()
    const channel = discord.addChannel('plenary')
    const { id } = (await rest.post(Routes.channelMessages(channel), { body: { content: 'desk', ...mentions } })) as {
      id: string
    }
    discord.setBotPermissions((invitedWith & ~Bit.PinMessages) | Bit.ManageMessages)
    expect(await refusalOf(rest.put(Routes.channelMessagesPin(channel, id)))).toMatchObject({ code: 50_013 })
    discord.setBotPermissions(invitedWith)
    await rest.put(Routes.channelMessagesPin(channel, id))
    expect(discord.pinnedIn(channel)).toEqual([id])
  })

  it('that were taken from the bot stop it at once', async () => {
    const { discord, rest } = await stand()
    const channel = discord.addChannel('plenary')
    discord.overwrite(channel, discord.bot, { deny: Bit.SendMessages })
    const send = () => rest.post(Routes.channelMessages(channel), { body: { content: 'hello', ...mentions } })
    expect(await refusalOf(send())).toMatchObject({ code: 50_013 })
    discord.overwrite(channel, discord.bot)
    await send()
    discord.setBotPermissions(0n)
    const create = rest.post(Routes.guildChannels(discord.guild), { body: { name: 'Caucus' } })
    expect(await refusalOf(create)).toMatchObject({ code: 50_013 })
    discord.removeBot()
    expect(await refusalOf(rest.get(Routes.guild(discord.guild)))).toMatchObject({ code: 50_001 })
  })

  it('in threads are those of the channel, and of a private thread its members’', async () => {
    const { discord, ana, bo, rest } = await stand()
    const channel = discord.addChannel('plenary')
    const thread = (await rest.post(Routes.threads(channel), {
      body: { name: 'P-12', type: ChannelType.PrivateThread },
    })) as { id: string }
    expect(discord.membersWhoSee(thread.id)).not.toContain(ana)
    await rest.put(Routes.threadMembers(thread.id, ana))
    expect(discord.membersWhoSee(thread.id)).toContain(ana)
    expect(discord.membersWhoSee(thread.id)).not.toContain(bo)
    discord.overwrite(channel, ana, { deny: Bit.SendMessages })
    await discord.say(ana, thread.id, 'in threads another bit counts')
    discord.overwrite(channel, ana, { deny: Bit.SendMessagesInThreads })
    await expect(discord.say(ana, thread.id, 'no')).rejects.toThrow(/may not speak/)
  })

  it('decide where a command can be typed, and a button pressed', async () => {
    const { discord, ana } = await stand()
    const client = await connected(discord)
    client.on('interactionCreate', (interaction) => {
      if (interaction.isRepliable()) void interaction.reply({ content: 'noted', flags: MessageFlags.Ephemeral })
    })
    await client.application.commands.set([
      { name: 'desk', description: 'Shows the desk', contexts: [0] },
      { name: 'Raise', type: 3 },
    ])
    const channel = (await client.channels.fetch(discord.addChannel('plenary'))) as TextChannel
    await channel.send({
      components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'a', label: 'Read' }] }],
    })
    const said = await discord.say(ana, channel.id, 'words')
    discord.overwrite(channel.id, ana, { deny: Bit.SendMessages })
    await expect(discord.slash(ana, channel.id, 'desk')).rejects.toThrow(/cannot write here/)
    expect((await discord.click(ana, channel.id, 'Read')).failed).toBe(false)
    await expect(discord.context(ana, said, 'Raise')).rejects.toThrow(/cannot write here/)
    await expect(discord.slash(ana, 'direct', 'desk')).rejects.toThrow(/no command desk/)
  })
})

describe('what is not there', () => {
  it('has a code for each thing', async () => {
    const { discord, ana, rest } = await stand()
    const channel = discord.addChannel('plenary')
    const gone = discord.addChannel('gone')
    discord.removeChannel(gone)
    const codes = await Promise.all(
      [
        rest.get(Routes.channel(gone)),
        rest.get(Routes.channelMessage(channel, '1')),
        rest.get(Routes.guildMember(discord.guild, '1')),
        rest.get(Routes.user('1')),
        rest.put(Routes.channelPermission(channel, '1'), { body: { type: 1, allow: '0', deny: '0' } }),
      ].map(async (call) => (await refusalOf(call)).code),
    )
    expect(codes).toEqual([10_003, 10_008, 10_007, 10_013, 10_009])
    const said = await discord.say(ana, channel, 'mine')
    const edit = rest.patch(Routes.channelMessage(channel, said), { body: { content: 'ours', ...mentions } })
    expect(await refusalOf(edit)).toMatchObject({ code: 50_005 })
    const remove = rest.delete(Routes.channelMessage(channel, said))
    expect(await refusalOf(remove)).toMatchObject({ code: 50_013 })
  })

  it('is told apart from who takes no messages', async () => {
    const { discord, ana, bo, rest } = await stand()
    const write = async (user: string) => {
      const { id } = (await rest.post(Routes.userChannels(), { body: { recipient_id: user } })) as { id: string }
      return rest.post(Routes.channelMessages(id), { body: { content: 'hello', ...mentions } })
    }
    discord.takeMessages(ana, false)
    expect(await refusalOf(write(ana))).toMatchObject({ code: 50_007 })
    discord.leave(bo)
    expect(await refusalOf(write(bo))).toMatchObject({ code: 50_278 })
  })

  it('cannot be listed without the intent for it: nobody lists all members', async () => {
    const { discord, rest } = await stand()
    expect(await refusalOf(rest.get(Routes.guildMembers(discord.guild)))).toMatchObject({ code: 50_001 })
  })
})
