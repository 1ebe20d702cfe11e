import { afterEach, describe, expect, it } from 'vitest'
import { discordApp } from '../../adapters/discord/index.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { startDiscord, type Discord } from '../emulators/discord/index.ts'
import { discordStand } from './stand.ts'

const running: Discord[] = []
afterEach(async () => {
  for (const discord of running.splice(0)) await discord.stop()
})

const appFor = (config: { token: string; rest: URL; membersIntent: boolean }, log: string[] = []) =>
  discordApp({
    config,
    now: () => new Date().toISOString(),
    log: (line) => log.push(line),
    onGuild: async () => await Promise.resolve(),
    readyWithinMs: 3_000,
  })

describe('a start', () => {
  it('with a token that Discord does not take ends with a sentence', async () => {
    const discord = await startDiscord()
    running.push(discord)
    const app = appFor({ token: 'MTIz.abcdef.not-the-token', rest: new URL(discord.api), membersIntent: false })
    await expect(app.start()).rejects.toThrow(/does not take DISCORD_TOKEN.*Reset/)
    await app.stop()
  })

  it('that asks for members without the intent says where to switch it on', async () => {
    const discord = await startDiscord()
    running.push(discord)
    const app = appFor({ token: discord.token, rest: new URL(discord.api), membersIntent: true })
    await expect(app.start()).rejects.toThrow(/Server Members Intent/)
    await app.stop()
  })

  it('where nothing answers names the address', async () => {
    const app = appFor({ token: 'MTIz.abcdef.token', rest: new URL('http://127.0.0.1:9/api'), membersIntent: false })
    await expect(app.start()).rejects.toThrow(/127\.0\.0\.1:9/)
    await app.stop()
  })

  it('in no server yet shows the link that lets the bot into one', async () => {
    const discord = await startDiscord()
    running.push(discord)
    discord.removeBot()
    const log: string[] = []
    const app = appFor({ token: discord.token, rest: new URL(discord.api), membersIntent: false }, log)
    await app.start()
    expect(app.invite()).toContain(`client_id=${discord.bot}`)
    await app.stop()
  })

  it('in several servers brings what is said alone with the bot to the one in which the person acted last', async () => {
    const stand = await discordStand({ emulator: { quietMs: 20 } })
    const { discord, homes } = stand
    const other = discord.addGuild('Another forum')
    await expect.poll(() => homes.length).toBe(2)
    const came: string[] = []
    for (const { platform, workspace } of homes)
      await platform.start(
        catalogue,
        async ({ where }) => {
          came.push(`${workspace === other ? 'other' : 'first'} ${where.channel === 'direct' ? 'direct' : 'channel'}`)
          return await Promise.resolve({ kind: 'choices', choices: [] })
        },
        async () => await Promise.resolve(),
      )
    const zoe = discord.enrol('Zoe', { guild: other })
    await discord.slash(zoe, 'direct', 'desk mine')
    const general = (guild: string) => discord.channels(guild).find(({ name }) => name === 'general')?.id ?? ''
    const ana = discord.enrol('Ana Souza')
    await discord.slash(ana, general(discord.guild), 'desk mine')
    await discord.slash(ana, 'direct', 'desk mine')
    expect(came).toEqual(['other direct', 'first channel', 'first direct'])
    await stand.stop()
  })

  it('registers the commands once, for all servers, and again only when they have changed', async () => {
    const stand = await discordStand()
    const { discord, door, platform } = stand
    const put = 'PUT /applications/:application/commands'
    await door.open(platform)
    await stand.restart()
    expect(discord.callsTo(put)).toBe(1)
    await stand.stop()
  })
})
