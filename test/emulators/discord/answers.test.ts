import * as spec from 'discord-api-spec/zod'
import { ChannelType, MessageFlags, Routes } from 'discord.js'
import { expect, it } from 'vitest'
import type { ZodMiniType } from 'zod/mini'
import { wrongsIn } from './shapes.ts'
import { answering, connected, emulated, restOf } from './stand.ts'

const mentions = { allowed_mentions: { parse: [] } }

/** Where an answer is not what Discord's OpenAPI says. */
function strangeIn(schema: ZodMiniType, answer: unknown): readonly string[] {
  // Discord writes the offset of a moment, which the schema does not take.
  const read: unknown = JSON.parse(JSON.stringify(answer).replaceAll('+00:00"', 'Z"'))
  return wrongsIn(schema, read).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

async function stand() {
  const discord = await emulated()
  return { discord, rest: restOf(discord), channel: discord.addChannel('plenary'), ana: discord.enrol('Ana Souza') }
}

it('answers of guilds, people, roles and channels are as Discord’s OpenAPI says', async () => {
  const { discord, rest, channel, ana } = await stand()
  const role = await rest.post(Routes.guildRoles(discord.guild), { body: { name: 'Civil Society', permissions: '0' } })
  const category = await rest.post(Routes.guildChannels(discord.guild), {
    body: { name: 'A', type: ChannelType.GuildCategory },
  })
  const thread = await rest.post(Routes.threads(channel), { body: { name: 'P-12', type: ChannelType.PublicThread } })
  const direct = await rest.post(Routes.userChannels(), { body: { recipient_id: ana } })
  expect(strangeIn(spec.GuildResponseSchema, await rest.get(Routes.guild(discord.guild)))).toEqual([])
  expect(strangeIn(spec.UserResponseSchema, await rest.get(Routes.user(ana)))).toEqual([])
  expect(strangeIn(spec.GuildMemberResponseSchema, await rest.get(Routes.guildMember(discord.guild, ana)))).toEqual([])
  expect(strangeIn(spec.GuildRoleResponseSchema, role)).toEqual([])
  expect(strangeIn(spec.GuildChannelResponseSchema, category)).toEqual([])
  expect(strangeIn(spec.GuildChannelResponseSchema, await rest.get(Routes.channel(channel)))).toEqual([])
  expect(strangeIn(spec.ThreadResponseSchema, thread)).toEqual([])
  expect(strangeIn(spec.PrivateChannelResponseSchema, direct)).toEqual([])
  expect(strangeIn(spec.GatewayBotResponseSchema, await rest.get(Routes.gatewayBot()))).toEqual([])
})

it('answers of messages and commands are as Discord’s OpenAPI says', async () => {
  const { discord, rest, channel } = await stand()
  const row = { type: 1, components: [{ type: 2, style: 1, custom_id: 'a', label: 'Read' }] }
  const menu = { type: 1, components: [{ type: 3, custom_id: 'b', options: [{ label: 'One', value: '1' }] }] }
  const send = (body: object) =>
    rest.post(Routes.channelMessages(channel), {
      body: { ...mentions, ...body },
      files: [{ name: 'a.md', data: Buffer.from('a') }],
    }) as Promise<{ id: string }>
  const plain = await send({ content: 'words', components: [row, menu] })
  const card = await send({
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: 'words' },
          { type: 14 },
          { type: 13, file: { url: 'attachment://a.md' } },
          row,
        ],
      },
    ],
  })
  await rest.put(Routes.channelMessagesPin(channel, plain.id))
  const commands = (await rest.put(Routes.applicationCommands(discord.bot), {
    body: [
      { name: 'desk', description: 'Shows the desk' },
      { name: 'Raise', type: 3 },
    ],
  })) as readonly unknown[]
  expect(strangeIn(spec.MessageResponseSchema, plain)).toEqual([])
  expect(strangeIn(spec.MessageResponseSchema, card)).toEqual([])
  expect(strangeIn(spec.PinnedMessagesResponseSchema, await rest.get(Routes.channelMessagesPins(channel)))).toEqual([])
  expect(commands.flatMap((command) => strangeIn(spec.ApplicationCommandResponseSchema, command))).toEqual([])
})

it('an answer to an interaction, told back, is as Discord’s OpenAPI says', async () => {
  const { discord, channel, ana } = await stand()
  const client = await connected(discord)
  await client.application.commands.set([{ name: 'desk', description: 'Shows the desk' }])
  const told: unknown[] = []
  answering(client, async (interaction) => {
    const callback = Routes.interactionCallback(interaction.id, interaction.token)
    const body = { type: 4, data: { content: 'noted', flags: MessageFlags.Ephemeral, ...mentions } }
    told.push(
      await client.rest.post(callback, { body, auth: false, query: new URLSearchParams({ with_response: 'true' }) }),
    )
  })
  await discord.slash(ana, channel, 'desk')
  expect(told.flatMap((answer) => strangeIn(spec.InteractionCallbackResponseSchema, answer))).toEqual([])
})
