import { App } from '@slack/bolt'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { say } from '../../src/text/say.ts'
import { clientOptions, codeOf, isShutOut, ourRates, quietLogger, type Rates } from './api.ts'
import type { SlackConfig } from './config.ts'
import { doorFor } from './door.ts'
import { hearEvents } from './events.ts'
import { homesOf } from './home.ts'
import { opened, sealed, type Installation, type Installations } from './installations.ts'
import { listen } from './listen.ts'
import { installPages, type InstallPages } from './oauth.ts'
import { placesBy, type Place } from './places.ts'
import { slackPlatform } from './platform.ts'
import { teamsIn } from './read.ts'
import { plainText } from './words.ts'
import { workspaceWith, tell } from './workspace.ts'

export { slackConfig, type SlackConfig } from './config.ts'
export type { Installations } from './installations.ts'

/** A workspace that took the bot in, as the core joins it. */
export interface SlackHome {
  readonly platform: ChatPlatform
  /** Slack's id of the workspace. */
  readonly workspace: string
}

export interface SlackOptions extends SlackConfig {
  /** Where installations are kept; needed where workspaces install the bot themselves. */
  readonly installations?: Installations
  readonly log: (line: string) => void
  /** In milliseconds; the machine's own clock where none is given. */
  readonly now?: () => number
  /** A workspace installed the bot while it runs. */
  readonly onWorkspace?: (home: SlackHome) => Promise<void>
  /** How much of Slack's methods we allow ourselves; less than Slack allows where nothing is said. */
  readonly rates?: Rates
}

/** The bot on Slack: one app, and a platform for each workspace that took it in. */
export interface SlackApp {
  homes(): readonly SlackHome[]
  /** Opens the way in. Starting a platform does the same; alone it is for a bot that no workspace has installed yet. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Resolves when everything that came in so far has been answered. */
  answered(): Promise<void>
  /** Where it listens for deliveries or installations, once it has started; nothing where it does neither. */
  address(): string | undefined
}

interface Member extends Place {
  readonly platform: ChatPlatform
  isShutOut: boolean
}

/**
 * Reads who has installed the bot and who it is there. Nothing comes in before a platform is started.
 *
 * @throws Error with a sentence for the operator where Slack does not know the token.
 */
export async function slackApp(options: SlackOptions): Promise<SlackApp> {
  const { access, connection, apiUrl, log, now = Date.now, rates = ourRates, installations, onWorkspace } = options
  const members = new Map<string, Member>()

  const shutOut = async (team: string): Promise<void> => {
    const member = members.get(team)
    if (!member || member.isShutOut) return
    member.isShutOut = true
    await tell(member.workspace, { kind: 'shut out' })
  }
  const admit = (installation: Installation): Member => {
    const known = members.get(installation.team)
    if (known) {
      known.workspace.token = installation.token
      known.isShutOut = false
      return known
    }
    const workspace = workspaceWith({
      installed: installation,
      apiUrl,
      rates,
      log,
      now,
      shutOut: () => void shutOut(installation.team),
    })
    const member = { workspace, homes: homesOf(workspace), platform: slackPlatform(workspace, wayIn), isShutOut: false }
    members.set(installation.team, member)
    return member
  }
  const homeOf = ({ platform, workspace }: Member): SlackHome => ({ platform, workspace: workspace.team })
  const memberOf = (body: unknown): Member | undefined => {
    const [only, ...others] = members.values()
    if (only && others.length === 0) return only
    const team = teamsIn(body).find((one) => members.has(one))
    return team === undefined ? undefined : members.get(team)
  }

  const pages: InstallPages | undefined =
    'oauth' in access
      ? installPages({
          ...access.oauth,
          apiUrl,
          log,
          async installed(installation) {
            await installations?.keep(installation.team, sealed(installation, access.key))
            const isNew = !members.has(installation.team)
            const member = admit(installation)
            if (isNew) await onWorkspace?.(homeOf(member))
          },
        })
      : undefined

  const door = doorFor({ connection, apiUrl, pages, log, now })
  const app = new App({
    receiver: door.receiver,
    deferInitialization: true,
    convoStore: false,
    ignoreSelf: false,
    logger: quietLogger(log),
    clientOptions: clientOptions(apiUrl),
    authorize: async (_source, body) => {
      await Promise.resolve()
      const member = memberOf(body)
      if (!member) throw new Error('no workspace of ours')
      const { token, botUser, botId } = member.workspace
      return { botToken: token, botUserId: botUser, ...(botId !== undefined && { botId }) }
    },
  })
  const places = placesBy(memberOf)
  listen(app, places)
  hearEvents(app, places, async (body) => {
    const team = teamsIn(body).find((one) => members.has(one))
    if (team === undefined) return
    await shutOut(team)
    await installations?.forget(team)
  })
  app.error(async (error) => {
    await Promise.resolve()
    log(`Slack: ${error.message}`)
  })

  let open: Promise<void> | undefined
  const start = async (): Promise<void> => {
    open ??= app.init().then(async () => await door.open(app))
    await open
  }
  const stop = async (): Promise<void> => {
    if (open === undefined) return
    await open.catch(() => undefined)
    open = undefined
    await door.close()
  }
  const wayIn = {
    open: start,
    close: async () => {
      if ([...members.values()].every(({ workspace }) => workspace.started === undefined)) await stop()
    },
  }

  for (const installation of await installedBefore(options)) admit(installation)
  return {
    homes: () => [...members.values()].map(homeOf),
    start,
    stop,
    async answered() {
      const underway = () => [...members.values()].flatMap(({ workspace }) => [...workspace.underway])
      while (underway().length > 0) await Promise.allSettled(underway())
    },
    address: () => door.address(),
  }
}

/** Where the bot is installed already. */
async function installedBefore(options: SlackOptions): Promise<readonly Installation[]> {
  const { access, installations, log } = options
  if ('botToken' in access) return [await ownInstallation(options, access.botToken)]
  const all = (await installations?.all()) ?? []
  return all.flatMap(({ workspace, sealed: bytes }) => {
    const found = opened(bytes, workspace, access.key)
    if (!found) log(plainText(say('slack/sealed', { team: workspace })))
    return found ? [found] : []
  })
}

async function ownInstallation(
  { apiUrl, log, now = Date.now, rates = ourRates }: SlackOptions,
  token: string,
): Promise<Installation> {
  const installed = { team: '', token, botUser: '', botId: undefined }
  const { api } = workspaceWith({ installed, apiUrl, rates, log, now, shutOut: () => undefined })
  try {
    const me = await api.call('auth.test', async (client) => await client.auth.test())
    return { team: me.team_id ?? '', token, botUser: me.user_id ?? '', ...(me.bot_id && { botId: me.bot_id }) }
  } catch (error) {
    if (isShutOut(error))
      throw new Error(plainText(say('slack/bot-token-refused', { code: codeOf(error) ?? '' })), { cause: error })
    throw error
  }
}
