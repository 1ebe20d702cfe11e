import { once } from 'node:events'
import { Client, GatewayIntentBits as Intent, type Guild } from 'discord.js'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import type { Discord } from './index.ts'
import { answering, connected, emulated } from './stand.ts'

interface Packet {
  readonly op: number
  readonly t?: string | null
  readonly s?: number | null
  readonly d?: Readonly<Record<string, unknown>> | null
}

/** A connection without a client: what comes in, as it comes in. */
async function socketTo(discord: Discord) {
  const { url } = (await (
    await fetch(`${discord.api}/v10/gateway/bot`, { headers: { authorization: `Bot ${discord.token}` } })
  ).json()) as { url: string }
  const socket = new WebSocket(`${url}/?v=10&encoding=json`)
  const packets: Packet[] = []
  const closed = once(socket, 'close').then(([code]) => Number(code))
  socket.on('message', (bytes: Buffer) => packets.push(JSON.parse(bytes.toString('utf8')) as Packet))
  await once(socket, 'open')
  return {
    packets,
    closed,
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    identify: (more: object = {}) =>
      socket.send(
        JSON.stringify({ op: 2, d: { token: discord.token, intents: Intent.Guilds, properties: {}, ...more } }),
      ),
    heard: (event: string) => packets.filter(({ t }) => t === event),
    end: () => socket.terminate(),
  }
}

describe('the gateway', () => {
  it('tells of guilds first as unavailable, then with the bot as the only member', async () => {
    const discord = await emulated()
    discord.enrol('Ana Souza')
    const socket = await socketTo(discord)
    socket.identify()
    await expect.poll(() => socket.heard('GUILD_CREATE').length).toBe(1)
    expect(socket.heard('READY')[0]?.d?.['guilds']).toEqual([{ id: discord.guild, unavailable: true }])
    const guild = socket.heard('GUILD_CREATE')[0]?.d
    expect(guild?.['members']).toMatchObject([{ user: { id: discord.bot } }])
    expect(guild?.['member_count']).toBe(3)
    socket.end()
  })

  it('counts what it tells, and says hello first', async () => {
    const discord = await emulated({ heartbeatMs: 5_000 })
    const socket = await socketTo(discord)
    socket.identify()
    socket.send(1, null)
    await expect.poll(() => socket.packets.some(({ op }) => op === 11)).toBe(true)
    expect(socket.packets[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 5_000 } })
    const counted = socket.packets.filter(({ op }) => op === 0).map(({ s }) => s)
    expect(counted).toEqual([1, 2])
    socket.end()
  })

  it.each([
    ['a wrong token', { token: 'wrong' }, 4004],
    ['an intent that the portal does not grant', { intents: Intent.Guilds | Intent.GuildMembers }, 4014],
    ['an intent that there is not', { intents: 1 << 30 }, 4013],
    ['a shard that there is not', { shard: [2, 2] }, 4010],
  ])('closes on %s', async (_what, more, code) => {
    const socket = await socketTo(await emulated())
    socket.identify(more)
    expect(await socket.closed).toBe(code)
  })

  it('closes on who speaks before they identify, twice, too much, or in no known way', async () => {
    const discord = await emulated()
    const [early, twice, fast, strange] = await Promise.all([1, 2, 3, 4].map(() => socketTo(discord)))
    early?.send(8, {})
    twice?.identify()
    twice?.identify()
    for (let n = 0; n < 121; n += 1) fast?.send(1, null)
    strange?.send(99, {})
    const codes = await Promise.all([early, twice, fast, strange].map((each) => each?.closed ?? Promise.resolve(0)))
    expect(codes).toEqual([4003, 4005, 4008, 4001])
  })

  it('closes on a heart that does not beat', async () => {
    const socket = await socketTo(await emulated({ heartbeatMs: 40 }))
    socket.identify()
    expect(await socket.closed).toBe(4009)
  })

  it('tells only what was asked for', async () => {
    const discord = await emulated({ privilegedIntents: Intent.GuildMembers })
    const ana = discord.enrol('Ana Souza')
    const channel = discord.addChannel('plenary')
    const [little, more] = [await socketTo(discord), await socketTo(discord)]
    little.identify()
    more.identify({ intents: Intent.Guilds | Intent.GuildMembers | Intent.GuildMessages })
    await expect.poll(() => more.heard('GUILD_CREATE').length + little.heard('GUILD_CREATE').length).toBe(2)
    discord.giveRole(ana, discord.addRole('Civil Society'))
    await discord.say(ana, channel, 'only for those who may read')
    discord.addChannel('last')
    await expect.poll(() => little.heard('CHANNEL_CREATE').length).toBe(1)
    await expect.poll(() => more.heard('CHANNEL_CREATE').length).toBe(1)
    expect(little.heard('GUILD_MEMBER_UPDATE').length + little.heard('MESSAGE_CREATE').length).toBe(0)
    expect(more.heard('GUILD_MEMBER_UPDATE')).toHaveLength(1)
    // What people write is a privileged intent of its own.
    expect(more.heard('MESSAGE_CREATE')[0]?.d?.['content']).toBe('')
    little.end()
    more.end()
  })

  it('sends each shard its guilds', async () => {
    const discord = await emulated()
    discord.addGuild('Another')
    const sockets = await Promise.all([0, 1].map(() => socketTo(discord)))
    for (const [shard, socket] of sockets.entries()) socket.identify({ shard: [shard, 2] })
    await expect.poll(() => sockets.flatMap((socket) => socket.heard('READY')).length).toBe(2)
    const told = sockets.map((socket) =>
      ((socket.heard('READY')[0]?.d?.['guilds'] ?? []) as { id: string }[]).map(({ id }) =>
        Number((BigInt(id) >> 22n) % 2n),
      ),
    )
    expect(told[0]?.every((shard) => shard === 0)).toBe(true)
    expect(told[1]?.every((shard) => shard === 1)).toBe(true)
    expect(told.flat()).toHaveLength(2)
    for (const socket of sockets) socket.end()
  })
})

describe('the real client', () => {
  it('resumes after a cut, and hears what it missed', async () => {
    const discord = await emulated()
    const client = await connected(discord)
    const heard: string[] = []
    client.on('channelCreate', ({ name }) => heard.push(name))
    discord.gateway.drop()
    await expect.poll(() => discord.gateway.isConnected).toBe(false)
    discord.addChannel('missed')
    await expect.poll(() => discord.gateway.counts.resumed, { timeout: 10_000 }).toBe(1)
    await expect.poll(() => heard).toEqual(['missed'])
    expect(discord.gateway.counts.identified).toBe(1)
  })

  it('resumes when Discord asks it to connect again', async () => {
    const discord = await emulated()
    await connected(discord)
    discord.gateway.askToReconnect()
    await expect.poll(() => discord.gateway.counts.resumed, { timeout: 10_000 }).toBe(1)
    expect(discord.gateway.isConnected).toBe(true)
  })

  it('begins anew when its session is over', { timeout: 30_000 }, async () => {
    const discord = await emulated()
    await connected(discord)
    discord.gateway.invalidate()
    await expect.poll(() => discord.gateway.counts.identified, { timeout: 20_000 }).toBe(2)
  })

  it('fails to log in with a wrong token or an intent that is not granted', async () => {
    const discord = await emulated()
    const wrong = new Client({ intents: [], rest: { api: discord.api } })
    await expect(wrong.login('wrong')).rejects.toThrow(/token/i)
    const greedy = new Client({ intents: [Intent.GuildMembers], rest: { api: discord.api } })
    await expect(greedy.login(discord.token)).rejects.toThrow(/intents/i)
    await Promise.all([wrong.destroy(), greedy.destroy()])
  })

  it('hears an interaction that came while it was away too late to answer', async () => {
    const discord = await emulated({ answerWithinMs: 1 })
    const ana = discord.enrol('Ana Souza')
    const client = await connected(discord)
    const { refused } = answering(client, (interaction) =>
      interaction.isRepliable() ? interaction.reply('late') : Promise.resolve(),
    )
    await client.application.commands.set([{ name: 'desk', description: 'Shows the desk' }])
    discord.gateway.drop()
    const { failed } = await discord.slash(ana, discord.addChannel('plenary'), 'desk')
    expect(failed).toBe(true)
    await expect.poll(() => refused, { timeout: 10_000 }).toMatchObject([{ code: 10_062 }])
  })

  it('hears of guilds, channels and roles that people change by hand', async () => {
    const discord = await emulated()
    const client = await connected(discord)
    const guild = client.guilds.cache.get(discord.guild) as Guild
    const channel = discord.addChannel('plenary')
    const role = discord.addRole('Civil Society')
    discord.addGuild('Another')
    await expect.poll(() => client.guilds.cache.size).toBe(2)
    expect([guild.channels.cache.has(channel), guild.roles.cache.has(role)]).toEqual([true, true])
    discord.removeChannel(channel)
    discord.removeRole(role)
    discord.removeBot()
    await expect.poll(() => client.guilds.cache.size).toBe(1)
    expect([guild.channels.cache.has(channel), guild.roles.cache.has(role)]).toEqual([false, false])
    discord.inviteBot()
    await expect.poll(() => client.guilds.cache.size).toBe(2)
    expect((await client.guilds.cache.get(discord.guild)?.members.fetchMe())?.permissions.has('ManageRoles')).toBe(true)
  })
})
