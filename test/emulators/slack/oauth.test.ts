import { App as Bolt, HTTPReceiver, type Installation } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, codeOf, silent } from './client.ts'
import { everything } from './everything.ts'
import { startSlack, type Slack } from './index.ts'

describe('an installation over OAuth', () => {
  let slack: Slack
  let bolt: Bolt
  let page: string
  const installed = new Map<string, Installation>()
  const scopes = ['commands', 'chat:write']

  beforeEach(async () => {
    installed.clear()
    slack = await startSlack()
    await listen(scopes)
  })
  afterEach(async () => {
    await bolt.stop()
    await slack.stop()
  })

  async function listen(asked: string[]): Promise<void> {
    const receiver = new HTTPReceiver({
      signingSecret: slack.signingSecret,
      clientId: slack.clientId,
      clientSecret: slack.clientSecret,
      stateSecret: 'a secret of the test',
      scopes: asked,
      logger: silent,
      redirectUri: 'http://127.0.0.1/slack/oauth_redirect',
      installationStore: {
        storeInstallation: async (installation) => void installed.set(installation.team?.id ?? '', installation),
        fetchInstallation: async ({ teamId = '' }) => {
          const found = installed.get(teamId)
          if (!found) throw new Error(`not installed in ${teamId}`)
          return found
        },
      },
      installerOptions: {
        redirectUriPath: '/slack/oauth_redirect',
        authorizationUrl: slack.authorizationUrl,
        clientOptions: { slackApiUrl: slack.apiUrl },
      },
    })
    bolt = new Bolt({ receiver, logger: silent, clientOptions: { slackApiUrl: slack.apiUrl } })
    const server = await bolt.start(0)
    const address = 'address' in server ? server.address() : null
    if (address === null || typeof address === 'string') throw new Error('Bolt listens nowhere')
    const here = `http://127.0.0.1:${address.port}`
    page = `${here}/slack/install`
    slack.deliverTo(`${here}/slack/events`)
    // The port is known only now: the way back goes there.
    home = (back) => new URL(`${back.pathname}${back.search}`, here)
  }
  let home: (back: URL) => URL = (back) => back

  it('brings a token of its own for each workspace, and deliveries find it', async () => {
    const second = slack.addWorkspace('Second Assembly')
    for (const workspace of [slack, second]) {
      const who = workspace.enrol('Ana Souza')
      expect((await workspace.install(who, page, { tamper: home })).status).toBe(200)
    }
    expect([...installed.keys()]).toEqual([slack.teamId, second.teamId])
    bolt.command('/caucus', async ({ ack, client }) => {
      await ack()
      const { team_id: team } = await client.auth.test()
      await client.chat.postMessage({ channel: bo, text: `Hello from ${team ?? ''}` })
    })
    const bo = second.enrol('Bo Lind')
    await second.slash(bo, 'direct', '/caucus')
    await slack.settled()
    expect(second.seenBy(bo, 'direct')).toBe(`Hello from ${second.teamId}`)
    expect(slack.faults).toEqual([])
  })

  it('that the person denies, or whose state is forged, installs nothing', async () => {
    const ana = slack.enrol('Ana Souza')
    const denied = await slack.install(ana, page, { allow: false, tamper: home })
    const forged = await slack.install(ana, page, {
      tamper: (back) => {
        back.searchParams.set('state', 'forged')
        return home(back)
      },
    })
    expect([denied.status, forged.status]).toEqual([500, 400])
    expect(installed.size).toBe(0)
  })

  it('asks for no scope that stands not in the manifest', async () => {
    await bolt.stop()
    await listen(['chat:write', 'channels:history'])
    const ana = slack.enrol('Ana Souza')
    expect(await slack.install(ana, page, { tamper: home })).toMatchObject({ status: 400 })
    expect(slack.faults.map(({ kind }) => kind)).toEqual(['oauth'])
  })

  it('gives a token once for a code, to who knows the secret, and within ten minutes', async () => {
    const codes: string[] = []
    const take = (back: URL): URL => {
      codes.push(back.searchParams.get('code') ?? '')
      return new URL('/nowhere', back)
    }
    const ana = slack.enrol('Ana Souza')
    const install = async (): Promise<string> => {
      await slack.install(ana, page, { tamper: (back) => home(take(back)) })
      return codes.at(-1) ?? ''
    }
    const { clientId: client_id, clientSecret: client_secret } = slack
    const access = (given: object): Promise<unknown> =>
      clientOf(slack, '').oauth.v2.access({ client_id, client_secret, code: codes.at(-1) ?? '', ...given })
    await install()
    expect(await codeOf(access({ client_secret: 'guessed' }))).toBe('bad_client_secret')
    expect(await codeOf(access({ client_id: '1.2' }))).toBe('invalid_client_id')
    expect(await codeOf(access({ code: 'guessed' }))).toBe('invalid_code')
    expect(await codeOf(access({ redirect_uri: 'https://example.org/' }))).toBe('bad_redirect_uri')
    await access({})
    expect(await codeOf(access({}))).toBe('code_already_used')
    await install()
    slack.wait(10 * 60_000 + 1)
    expect(await codeOf(access({}))).toBe('invalid_code')
  })

  it('that is taken back leaves a token that is worth nothing, and is told', async () => {
    const heard: string[] = []
    const ana = slack.enrol('Ana Souza')
    await slack.install(ana, page, { tamper: home })
    bolt.event('app_uninstalled', async () => void heard.push('app_uninstalled'))
    slack.uninstall()
    await slack.settled()
    expect(heard).toEqual(['app_uninstalled'])
    const token = installed.get(slack.teamId)?.bot?.token
    expect(await codeOf(clientOf(slack, token).auth.test())).toBe('token_revoked')
  })

  it('goes back only to an address of the manifest', async () => {
    await bolt.stop()
    await slack.stop()
    const { oauth_config: config } = everything
    slack = await startSlack({
      manifest: { ...everything, oauth_config: { ...config, redirect_urls: ['https://caucus.example.org/'] } },
    })
    await listen(scopes)
    expect(await slack.install(slack.enrol('Ana Souza'), page)).toMatchObject({ status: 400 })
  })
})
