import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { slackConfig } from '../../adapters/slack/index.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { nameOf } from '../../src/port/command.ts'

const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
const oauth = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'secret',
  SLACK_STATE_SECRET: 'state',
  SLACK_ENCRYPTION_KEY: 'ab'.repeat(32),
}
const slips = (environment: Readonly<Record<string, string>>): readonly string[] => {
  const read = slackConfig(environment)
  return read.kind === 'wrong' ? read.slips : []
}

describe('the guide to Slack', () => {
  it('explains each variable of Slack that .env.example offers', () => {
    const offered = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?(SLACK_\w+)=/gm)].map(
      ([, name = '']) => name,
    )
    expect(offered).toContain('SLACK_BOT_TOKEN')
    const guide = readFileSync('docs/slack.md', 'utf8')
    for (const name of offered) expect(guide).toContain(`\`${name}\``)
  })
})

describe('the guide to Slack, in its steps', () => {
  it('names no command that there is not', () => {
    const guide = readFileSync('docs/slack.md', 'utf8')
    const named = [...guide.matchAll(/`\/caucus (\w+) ([\w-]+)/g)].map(([, noun, verb]) => `${noun} ${verb}`)
    expect(named.length).toBeGreaterThan(8)
    const known = catalogue.map(nameOf)
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })
})

describe('what the environment says about Slack', () => {
  it('is nothing where nothing is set, and then Slack is off', () => {
    expect(slackConfig({})).toEqual({ kind: 'off' })
    expect(slackConfig({ SLACK_BOT_TOKEN: ' ' })).toEqual({ kind: 'off' })
  })

  it('is one workspace by two tokens, over sockets', () => {
    expect(slackConfig(socket)).toEqual({
      kind: 'on',
      config: {
        access: { botToken: 'xoxb-1' },
        connection: { mode: 'socket', appToken: 'xapp-1', host: '127.0.0.1', port: 3_000 },
        apiUrl: undefined,
      },
    })
  })

  it('is several workspaces by OAuth, over HTTP', () => {
    const read = slackConfig({ ...oauth, SLACK_MODE: 'http', SLACK_SIGNING_SECRET: 's', SLACK_PORT: '8090' })
    expect(read).toMatchObject({
      kind: 'on',
      config: {
        access: { oauth: { clientId: '1.2' } },
        connection: { mode: 'http', signingSecret: 's', port: 8_090 },
      },
    })
  })

  it('has a sentence for each thing that is missing', () => {
    expect(slips({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([expect.stringContaining('SLACK_APP_TOKEN is missing')])
    expect(slips({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual([expect.stringContaining('SLACK_BOT_TOKEN is missing')])
    expect(slips({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_MODE: 'http' })).toEqual([
      expect.stringContaining('SLACK_SIGNING_SECRET is missing'),
    ])
    for (const name of Object.keys(oauth)) {
      const { [name as keyof typeof oauth]: _left, ...others } = oauth
      expect(slips({ ...others, SLACK_APP_TOKEN: 'xapp-1' })).toEqual([expect.stringContaining(name)])
    }
  })

  it('has a sentence for each thing that is wrong, and says all of them at once', () => {
    expect(slips({ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xoxb-1' })).toEqual([
      expect.stringContaining('SLACK_APP_TOKEN should begin with xapp-'),
      expect.stringContaining('SLACK_BOT_TOKEN should begin with xoxb-'),
    ])
    expect(slips({ ...socket, SLACK_MODE: 'carrier pigeon' })).toEqual([expect.stringContaining('SLACK_MODE')])
    expect(slips({ ...socket, SLACK_PORT: '99999' })).toEqual([expect.stringContaining('SLACK_PORT')])
    expect(slips({ ...socket, SLACK_API_URL: 'localhost' })).toEqual([expect.stringContaining('SLACK_API_URL')])
    expect(slips({ ...oauth, SLACK_APP_TOKEN: 'xapp-1', SLACK_ENCRYPTION_KEY: 'short' })).toEqual([
      expect.stringContaining('SLACK_ENCRYPTION_KEY'),
    ])
    expect(slips({ ...oauth, ...socket })).toEqual([expect.stringContaining('exclude each other')])
  })

  it('takes another server than Slack’s, with a slash at its end or without', () => {
    for (const address of ['http://127.0.0.1:4000/api', 'http://127.0.0.1:4000/api/'])
      expect(slackConfig({ ...socket, SLACK_API_URL: address })).toMatchObject({
        config: { apiUrl: 'http://127.0.0.1:4000/api/' },
      })
  })
})
