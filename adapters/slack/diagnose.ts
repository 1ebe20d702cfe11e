import type { Finding } from '../../src/port/heard.ts'
import type { ChannelId } from '../../src/port/id.ts'
import { code } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'
import { codeOf, isShutOut, troubleOf } from './api.ts'
import manifest from './manifest.json' with { type: 'json' }
import type { Workspace } from './workspace.ts'

export const wantedScopes: readonly string[] = manifest.oauth_config.scopes.bot

/** What keeps the bot from its work in this workspace, and what mends it. */
export async function diagnosed(workspace: Workspace, channels: readonly ChannelId[]): Promise<readonly Finding[]> {
  try {
    const lacking = await lackingScopes(workspace)
    const findings: Finding[] = lacking.map((scope) => ({
      says: say('slack/scope-missing', { scope: code(scope) }),
      mend: say('slack/scope-missing-mend', { scope: code(scope) }),
    }))
    if (workspace.restricted.has('create'))
      findings.push({ says: say('slack/restricted-create'), mend: say('slack/restricted-create-mend') })
    if (workspace.restricted.has('kick'))
      findings.push({ says: say('slack/restricted-kick'), mend: say('slack/restricted-kick-mend') })
    for (const channel of channels) {
      const found = await wrongWith(workspace, channel)
      if (found) findings.push({ ...found, channel })
    }
    return findings
  } catch (error) {
    if (isShutOut(error)) return [{ says: say('slack/shut-out'), mend: say('slack/shut-out-mend') }]
    throw troubleOf(error)
  }
}

/** The scopes that the manifest asks for and this installation was not given. Slack tells them beside every answer. */
async function lackingScopes({ api }: Pick<Workspace, 'api'>): Promise<readonly string[]> {
  const { response_metadata: beside } = await api.call('auth.test', async (client) => await client.auth.test())
  const given = beside?.scopes
  return given === undefined ? [] : wantedScopes.filter((scope) => !given.includes(scope))
}

async function wrongWith({ api }: Workspace, channel: ChannelId): Promise<Finding | undefined> {
  try {
    const { channel: found } = await api.call(
      'conversations.info',
      async (client) => await client.conversations.info({ channel }),
    )
    if (found?.is_archived === true) return { says: say('slack/archived'), mend: say('slack/archived-mend') }
    if (found?.is_member === false) return { says: say('slack/not-in-channel'), mend: say('slack/not-in-channel-mend') }
    return undefined
  } catch (error) {
    const why = codeOf(error)
    if (why === 'channel_not_found') return { says: say('channel/gone'), mend: say('channel/gone-mend') }
    // The lacking scope is named already.
    if (why === 'missing_scope') return undefined
    throw error
  }
}
