import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { slackApp, type SlackApp, type SlackHome, type SlackOptions } from '../../adapters/slack/index.ts'
import { opened, sealed } from '../../adapters/slack/installations.ts'
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' }
import { line } from '../../src/port/card.ts'
import type { Invocation, Reply } from '../../src/port/invocation.ts'
import { text } from '../../src/text/part.ts'
import { startSlack, type Slack } from '../emulators/slack/index.ts'
import { calmed, connectionFor, deliverTo, installationsInMemory, settingOf, ways, type Setting } from './stand.ts'

const noted: Reply = {
  kind: 'card',
  card: { nodes: [line([text('That is noted.')])], summary: [text('That is noted.')] },
  how: 'done',
}

describe('over HTTP', () => {
  let setting: Setting
  const invocations: Invocation[] = []
  afterEach(async () => await setting.stop())
  const open = async () => {
    invocations.length = 0
    setting = await settingOf({ way: 'http' })
    await setting.start(async (invocation) => {
      invocations.push(invocation)
      return await Promise.resolve(noted)
    })
    const ana = setting.slack.enrol('Ana Souza')
    await setting.slack.slash(ana, 'direct', '/caucus desk')
    await calmed(setting)
    expect(invocations).toHaveLength(1)
    return setting
  }

  it('only Slack is heard: no other secret, no signature missing', async () => {
    const { slack } = await open()
    expect(await slack.forge({ secret: 'another secret' })).toBe(401)
    expect(await slack.forge({ unsigned: true })).toBe(401)
    expect(invocations).toHaveLength(1)
  })

  it('what was signed long ago is not taken, and what was signed for later is not either', async () => {
    const { slack } = await open()
    expect(await slack.forge({ skew: -10 * 60 })).toBe(401)
    expect(await slack.forge({ skew: 10 * 60 })).toBe(401)
    expect(await slack.forge({ skew: -60 })).toBe(200)
    await calmed(setting)
    expect(invocations).toHaveLength(2)
  })
})

describe('over sockets', () => {
  it('a renewed connection and a lost one come back by themselves, and people are heard again', async () => {
    const setting = await settingOf({ way: 'socket' })
    const { slack } = setting
    const invocations: Invocation[] = []
    await setting.start(async (invocation) => {
      invocations.push(invocation)
      return await Promise.resolve(noted)
    })
    const ana = slack.enrol('Ana Souza')
    expect(slack.openSockets()).toBe(2)
    for (const lose of [() => slack.refreshSockets(), () => slack.dropSockets()]) {
      const before = slack.calls('apps.connections.open').length
      lose()
      await expect.poll(() => slack.calls('apps.connections.open').length, { timeout: 10_000 }).toBe(before + 2)
      await expect.poll(() => slack.openSockets(), { timeout: 10_000 }).toBe(2)
      const heard = invocations.length
      await slack.slash(ana, 'direct', '/caucus desk')
      await calmed(setting)
      expect(invocations).toHaveLength(heard + 1)
    }
    await setting.stop()
  })

  it('Slack out of reach for a moment ends nothing', async () => {
    const setting = await settingOf({ way: 'socket' })
    const { slack } = setting
    await setting.start(async () => await Promise.resolve(noted))
    const before = slack.calls('apps.connections.open').length
    slack.trouble('apps.connections.open', { status: 503 }, 2)
    slack.dropSockets()
    await expect.poll(() => slack.calls('apps.connections.open').length, { timeout: 10_000 }).toBe(before + 4)
    await expect.poll(() => slack.openSockets(), { timeout: 10_000 }).toBe(2)
    expect(setting.logged.some((said) => said.includes('Slack is out of reach'))).toBe(true)
    await setting.stop()
  })
})

describe.each(ways)('several workspaces by OAuth, over %s', (way) => {
  let slack: Slack
  let app: SlackApp
  const key = randomBytes(32)
  const redirects: string[] = []
  const installations = installationsInMemory()
  const optionsFor = (onWorkspace: SlackOptions['onWorkspace']): SlackOptions => ({
    access: {
      oauth: {
        clientId: slack.clientId,
        clientSecret: slack.clientSecret,
        stateSecret: 'a secret of our own',
        authorizeUrl: slack.authorizationUrl,
      },
      key,
    },
    connection: connectionFor(slack, way),
    apiUrl: slack.apiUrl,
    installations,
    log: () => undefined,
    ...(onWorkspace && { onWorkspace }),
  })

  it('each is installed by its own people, keeps its own tokens, and hears of its own only', async () => {
    installations.rows.clear()
    redirects.length = 0
    slack = await startSlack({
      manifest: { ...manifest, oauth_config: { ...manifest.oauth_config, redirect_urls: redirects } },
    })
    const heard: (readonly [workspace: string, who: string])[] = []
    const join = async ({ platform, workspace }: SlackHome) =>
      await platform.start(
        [],
        async ({ who }) => {
          heard.push([workspace, who.name])
          return await Promise.resolve(noted)
        },
        async () => await Promise.resolve(),
      )
    app = await slackApp(optionsFor(join))
    expect(app.homes()).toEqual([])
    await app.start()
    deliverTo(slack, app, way)
    const page = `${app.address() ?? ''}/slack/install`
    redirects.push(`${app.address() ?? ''}/slack/oauth_redirect`)

    const other = slack.addWorkspace('Another Forum')
    const [ana, bo] = [slack.enrol('Ana Souza'), other.enrol('Bo Lind')]
    expect(await slack.install(ana, page, { allow: false })).toMatchObject({ status: 400 })
    const forged = { tamper: (back: URL) => new URL(`${back.origin}${back.pathname}?code=a&state=forged`) }
    expect(await slack.install(ana, page, forged)).toMatchObject({ status: 400 })
    expect(app.homes()).toEqual([])
    expect(await slack.install(ana, page)).toMatchObject({ status: 200 })
    expect(await other.install(bo, page)).toMatchObject({ status: 200 })
    expect(app.homes()).toHaveLength(2)

    await slack.slash(ana, 'direct', '/caucus desk')
    await other.slash(bo, 'direct', '/caucus desk')
    await calmed({ slack, app })
    expect(heard.map(([, who]) => who).toSorted()).toEqual(['Ana Souza', 'Bo Lind'])
    expect(new Set(heard.map(([workspace]) => workspace)).size).toBe(2)
    expect(other.seenBy(bo, 'direct')).toContain('That is noted.')

    // What is kept opens with the key, and with no other; a bot that starts again finds both.
    const [row] = installations.rows
    if (!row) throw new Error('nothing was kept')
    const [workspace, bytes] = row
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('xoxb-')
    expect(opened(bytes, workspace, key)?.token).toMatch(/^xoxb-/)
    expect(opened(bytes, workspace, randomBytes(32))).toBeUndefined()
    expect(opened(bytes, 'T-another', key)).toBeUndefined()
    const again = await slackApp(optionsFor(undefined))
    expect(again.homes()).toHaveLength(2)

    other.uninstall()
    await calmed({ slack, app })
    expect(installations.rows.size).toBe(1)
    for (const { platform } of app.homes()) await platform.stop()
    await app.stop()
    await slack.stop()
  })
})

describe('an installation', () => {
  it('that somebody changed, were it one bit, opens no more', () => {
    const key = randomBytes(32)
    const bytes = sealed({ team: 'T1', token: 'xoxb-1', botUser: 'U1' }, key)
    expect(opened(bytes, 'T1', key)).toEqual({ team: 'T1', token: 'xoxb-1', botUser: 'U1' })
    for (let n = 0; n < bytes.length; n += 1) {
      const changed = Uint8Array.from(bytes)
      changed[n] = (changed[n] ?? 0) ^ 1
      expect(opened(changed, 'T1', key)).toBeUndefined()
    }
  })
})

describe('a token that Slack does not take', () => {
  it('is said to the operator in a sentence, and ends nothing else', async () => {
    const slack = await startSlack({ manifest })
    const options = (botToken: string, appToken: string): SlackOptions => ({
      access: { botToken },
      connection: { mode: 'socket', appToken, host: '127.0.0.1', port: 0 },
      apiUrl: slack.apiUrl,
      log: () => undefined,
    })
    await expect(slackApp(options('xoxb-wrong', slack.appToken))).rejects.toThrow(/does not take SLACK_BOT_TOKEN/)
    const app = await slackApp(options(slack.botToken, 'xapp-wrong'))
    await expect(app.start()).rejects.toThrow(/does not take SLACK_APP_TOKEN/)
    await app.stop()
    await slack.stop()
  })
})
