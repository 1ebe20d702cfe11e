import { label } from '../../src/text/plain.ts'
import { say, type Key } from '../../src/text/say.ts'
import type { OAuth } from './oauth.ts'

/** How Slack's deliveries reach the bot. */
export type Connection =
  | { readonly mode: 'socket'; readonly appToken: string; readonly host: string; readonly port: number }
  | { readonly mode: 'http'; readonly signingSecret: string; readonly host: string; readonly port: number }

/** One workspace by its token, or as many as install the bot. */
export type Access =
  | { readonly botToken: string }
  | { readonly oauth: OAuth; /** 32 bytes that seal the tokens of installations. */ readonly key: Uint8Array }

export interface SlackConfig {
  readonly access: Access
  readonly connection: Connection
  /** Another server that speaks as Slack does, for tests and proxies. */
  readonly apiUrl: string | undefined
}

/** What the environment says about Slack: nothing, what is to be run, or a sentence for each thing that is wrong. */
export type SlackSetting =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly config: SlackConfig }
  | { readonly kind: 'wrong'; readonly slips: readonly string[] }

type Environment = Readonly<Record<string, string | undefined>>

const oauthNames = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'SLACK_ENCRYPTION_KEY'] as const

/** Reads and checks the part of the environment that begins with `SLACK_`. */
export function slackConfig(environment: Environment): SlackSetting {
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined
  const names = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', ...oauthNames]
  if (names.every((name) => given(name) === undefined)) return { kind: 'off' }
  const slips: string[] = []
  const slip = (key: Key, values: Readonly<Record<string, string>> = {}): undefined => {
    slips.push(label(say(key, values)))
    return undefined
  }

  const needed = (name: string, key: Key): string => given(name) ?? slip(key) ?? ''
  const beginning = (name: string, prefix: string, missing: Key): string => {
    const value = needed(name, missing)
    if (value !== '' && !value.startsWith(prefix)) slip('slack/env-prefix', { name, prefix })
    return value
  }
  const address = (name: string): string | undefined => {
    const value = given(name)
    if (value !== undefined && !/^https?:\/\/\S+$/.test(value)) slip('slack/env-address', { name })
    return value
  }
  const portOf = (): number => {
    const value = Number(given('SLACK_PORT') ?? '3000')
    if (!Number.isInteger(value) || value < 0 || value > 65_535) slip('slack/env-port')
    return value
  }

  const mode = given('SLACK_MODE') ?? 'socket'
  if (mode !== 'socket' && mode !== 'http') slip('slack/env-mode')
  const at = { host: given('SLACK_HOST') ?? '127.0.0.1', port: portOf() }
  const connection: Connection =
    mode === 'http'
      ? { mode, signingSecret: needed('SLACK_SIGNING_SECRET', 'slack/env-signing-secret'), ...at }
      : { mode: 'socket', appToken: beginning('SLACK_APP_TOKEN', 'xapp-', 'slack/env-app-token'), ...at }

  const byOAuth = oauthNames.some((name) => given(name) !== undefined)
  if (byOAuth && given('SLACK_BOT_TOKEN') !== undefined) slip('slack/env-both')
  const access: Access = byOAuth
    ? {
        oauth: {
          clientId: needed('SLACK_CLIENT_ID', 'slack/env-client-id'),
          clientSecret: needed('SLACK_CLIENT_SECRET', 'slack/env-client-secret'),
          stateSecret: needed('SLACK_STATE_SECRET', 'slack/env-state-secret'),
          authorizeUrl: address('SLACK_AUTHORIZE_URL'),
          redirectUrl: address('SLACK_REDIRECT_URL'),
        },
        key: keyOf(given('SLACK_ENCRYPTION_KEY')) ?? slip('slack/env-key') ?? new Uint8Array(),
      }
    : { botToken: beginning('SLACK_BOT_TOKEN', 'xoxb-', 'slack/env-bot-token') }

  const api = address('SLACK_API_URL')
  const config = { access, connection, apiUrl: api === undefined || api.endsWith('/') ? api : `${api}/` }
  return slips.length > 0 ? { kind: 'wrong', slips } : { kind: 'on', config }
}

/** 32 bytes, written as 64 hexadecimal digits or in base 64. */
function keyOf(written: string | undefined): Uint8Array | undefined {
  if (written === undefined) return undefined
  const key = /^[0-9a-f]{64}$/i.test(written) ? Buffer.from(written, 'hex') : Buffer.from(written, 'base64')
  return key.length === 32 ? key : undefined
}
