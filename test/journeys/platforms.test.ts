import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' }
import { askRunningBot } from '../../src/operate/socket.ts'
import { platformsIn } from '../../src/platforms.ts'
import { serve, type Running } from '../../src/serve.ts'
import { configIn } from '../config-in.ts'
import { startDiscord, type Discord } from '../emulators/discord/index.ts'
import { startSlack, type Slack } from '../emulators/slack/index.ts'

// The whole program with its settings from the environment, on Slack and Discord at once: an assembly is founded on one
// and brought to the other by somebody who is known on both. Nothing is simulated but the platforms' own servers.

const soon = { timeout: 20_000, interval: 50 }

describe('an assembly on two platforms', { timeout: 60_000 }, () => {
  let folder: string
  let slack: Slack
  let discord: Discord
  let running: Running
  let nadia: string
  let room: string
  const logged: string[] = []

  const start = async (): Promise<void> => {
    const platforms = platformsIn({
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_REST_URL: discord.api,
    })
    running = await serve({ config: configIn(folder), platforms, log: (line) => logged.push(line) })
  }
  const channelsOf = (name: string) => running.bot.homes.find(({ platform }) => platform.name === name)
  const placesOn = async (name: string): Promise<ReadonlyMap<string, string>> => {
    const home = channelsOf(name)
    const [assembly] = (await running.bot.acting.query('select id from assembly')) as { id: never }[]
    const all = home && assembly ? await running.bot.channels.standing(home, assembly.id) : []
    return new Map(
      all.flatMap(({ name: place, channel }) => (channel === undefined ? [] : [[place, channel] as const])),
    )
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-platforms-'))
    slack = await startSlack({ manifest })
    discord = await startDiscord()
    await start()
  }, 60_000)
  afterAll(async () => {
    await running.stop()
    await slack.stop()
    await discord.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('is founded on Slack, where its channels are opened by a job and whoever asked is told', async () => {
    nadia = slack.enrol('Nadia Karim')
    room = slack.makeChannel(nadia, 'general', { members: [slack.botUserId] })
    const caucuses = '--caucuses "Government, 3; Civil society, 3"'
    await slack.slash(nadia, room, `/caucus assembly found --name "Policy Council" --forum "the Forum" ${caucuses}`)
    // What the charter will mean is told before anything is founded.
    await expect.poll(() => slack.seenBy(nadia, 'form') + slack.seenBy(nadia, room), soon).toContain('Government')
    await slack.submit(nadia)
    await expect.poll(() => slack.seenBy(nadia, 'direct'), soon).toContain('3 channels were opened')
    const places = await placesOn('slack')
    expect([...places.keys()]).toEqual(['plenary', 'Government', 'Civil society'])
    expect(await placesOn('discord')).toEqual(new Map())
  })

  it('seats somebody of Slack by a mention, and lets them into their channel', async () => {
    const ana = slack.enrol('Ana Souza')
    const plenary = (await placesOn('slack')).get('plenary') ?? ''
    await slack.slash(nadia, plenary, `/caucus member seat <@${ana}|ana> government representative`)
    const government = (await placesOn('slack')).get('Government') ?? ''
    await expect.poll(() => slack.membersOf(government), soon).toContain(ana)
    expect(slack.membersOf((await placesOn('slack')).get('Civil society') ?? '')).not.toContain(ana)
  })

  it('is brought to Discord by its secretariat, who links both accounts with a code', async () => {
    await slack.slash(nadia, 'direct', '/caucus me link')
    await expect.poll(() => slack.seenBy(nadia, 'direct'), soon).toContain('me linked')
    const code = /me linked (\w{8})/.exec(slack.seenBy(nadia, 'direct'))?.[1] ?? ''
    expect(code).not.toBe('')
    const there = discord.enrol('nadia.k')
    const lobby = discord.addChannel('lobby')
    await discord.slash(there, lobby, 'me linked', { code }).catch(() => undefined)
    await discord.slash(there, 'direct', 'me linked', { code })
    await discord.slash(there, 'direct', 'channel open')
    await expect
      .poll(async () => [...(await placesOn('discord')).keys()], soon)
      .toEqual(['plenary', 'Government', 'Civil society'])
    const government = (await placesOn('discord')).get('Government') ?? ''
    // The secretariat sits in no caucus, and opens a room that it does not see.
    expect(discord.membersWhoSee(government)).not.toContain(there)
    const plenary = (await placesOn('discord')).get('plenary') ?? ''
    await expect.poll(() => discord.pinnedIn(plenary).length, soon).toBe(1)
  })

  it('is well in the eyes of the doctor, on both', async () => {
    const printed: string[] = []
    await askRunningBot(folder, 'doctor', [], (line) => printed.push(line))
    expect(printed.filter((line) => /slack|discord/.test(line))).toEqual([])
  })

  it('carries on where it was after the bot was started again', async () => {
    const before = [await placesOn('slack'), await placesOn('discord')]
    await running.stop()
    await start()
    expect([await placesOn('slack'), await placesOn('discord')]).toEqual(before)
    const plenary = (await placesOn('slack')).get('plenary') ?? ''
    await slack.slash(nadia, plenary, '/caucus desk')
    await expect.poll(() => slack.seenBy(nadia, plenary), soon).toContain('Policy Council')
    expect([...slack.faults, ...discord.faults]).toEqual([])
  })
})

describe('workspaces that install the bot themselves', { timeout: 60_000 }, () => {
  it('each found an assembly of their own, and are both there after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caucus-installed-'))
    const redirects: string[] = []
    const oauth = { ...manifest.oauth_config, redirect_urls: redirects }
    const slack = await startSlack({ manifest: { ...manifest, oauth_config: oauth } })
    const key = randomBytes(32).toString('hex')
    const logged: string[] = []
    const begin = async (): Promise<Running> =>
      await serve({
        config: configIn(folder),
        platforms: platformsIn({
          SLACK_CLIENT_ID: slack.clientId,
          SLACK_CLIENT_SECRET: slack.clientSecret,
          SLACK_STATE_SECRET: 'a secret of our own',
          SLACK_ENCRYPTION_KEY: key,
          SLACK_APP_TOKEN: slack.appToken,
          SLACK_PORT: '0',
          SLACK_API_URL: slack.apiUrl,
          SLACK_AUTHORIZE_URL: slack.authorizationUrl,
        }),
        log: (line) => logged.push(line),
      })
    let running = await begin()
    try {
      const page = /Workspaces install it at (\S+)\.$/.exec(logged.at(-1) ?? '')?.[1] ?? ''
      redirects.push(page.replace('/install', '/oauth_redirect'))
      const other = slack.addWorkspace('Another Forum')
      const people = [
        { verbs: slack, user: slack.enrol('Ana Souza'), council: 'Policy Council' },
        { verbs: other, user: other.enrol('Bo Lind'), council: 'Root Committee' },
      ]
      for (const { verbs, user, council } of people) {
        expect(await verbs.install(user, page)).toMatchObject({ status: 200 })
        const line = `/caucus assembly found --name "${council}" --forum "the Forum" --caucuses "Government, 3; Civil society, 3"`
        await verbs.slash(user, 'direct', line)
        await expect.poll(() => verbs.seenBy(user, 'form'), soon).toContain('Government')
        await verbs.submit(user)
        await expect.poll(() => verbs.seenBy(user, 'direct'), soon).toContain('3 channels were opened')
      }
      await running.stop()
      running = await begin()
      expect(running.bot.homes.filter(({ platform }) => platform.name === 'slack')).toHaveLength(2)
      for (const { verbs, user, council } of people) {
        await verbs.slash(user, 'direct', '/caucus charter show')
        await expect.poll(() => verbs.seenBy(user, 'direct'), soon).toContain(council)
      }
      expect(other.seenBy(people[1]?.user ?? '', 'direct')).not.toContain('Policy Council')
      expect(slack.faults).toEqual([])
    } finally {
      await running.stop()
      await slack.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
