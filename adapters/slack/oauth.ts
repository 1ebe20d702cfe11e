import type { IncomingMessage, ServerResponse } from 'node:http'
import { InstallProvider, type Installation as SlackInstallation } from '@slack/oauth'
import { say } from '../../src/text/say.ts'
import { clientOptions, quietLogger } from './api.ts'
import { wantedScopes } from './diagnose.ts'
import type { Installation } from './installations.ts'
import { plainText } from './words.ts'

/** What Slack's OAuth asks of an app. */
export interface OAuth {
  readonly clientId: string
  readonly clientSecret: string
  /** Signs the state that binds an installation to the browser that began it. */
  readonly stateSecret: string
  /** Where people are sent to allow it; Slack's own where none is given. */
  readonly authorizeUrl?: string | undefined
  /** Where Slack sends people back to, where the app has several such addresses; else the one that it has. */
  readonly redirectUrl?: string | undefined
}

const installPath = '/slack/install'
const redirectPath = '/slack/oauth_redirect'

/** Answers a request for one of the two pages of an installation; false for every other. */
export type InstallPages = (request: IncomingMessage, response: ServerResponse) => boolean

interface Parts extends OAuth {
  readonly apiUrl: string | undefined
  readonly log: (line: string) => void
  /** A workspace took the bot in, for the first time or again. */
  readonly installed: (installation: Installation) => Promise<void>
}

/** The pages by which a workspace installs the bot: `/slack/install`, and where Slack sends people back to. */
export function installPages({
  clientId,
  clientSecret,
  stateSecret,
  authorizeUrl,
  redirectUrl,
  apiUrl,
  log,
  installed,
}: Parts): InstallPages {
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    ...(authorizeUrl !== undefined && { authorizationUrl: authorizeUrl }),
    clientOptions: clientOptions(apiUrl),
    logger: quietLogger(log),
    installationStore: {
      async storeInstallation(given) {
        await installed(installationOf(given))
      },
      // Each payload finds its token in our own registry.
      fetchInstallation: async () =>
        await Promise.reject(new Error('installations are not read through the installer')),
    },
  })
  const failed = (response: ServerResponse): void => page(response, 400, plainText(say('slack/install-failed')))
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method !== 'GET' || (pathname !== installPath && pathname !== redirectPath)) return false
    const answering =
      pathname === installPath
        ? provider.handleInstallPath(
            request,
            response,
            {},
            {
              scopes: [...wantedScopes],
              ...(redirectUrl !== undefined && { redirectUri: redirectUrl }),
            },
          )
        : provider.handleCallback(request, response, {
            success: (_installation, _options, _request, answer) =>
              page(answer, 200, plainText(say('slack/install-done'))),
            failure: (_error, _options, _request, answer) => failed(answer),
          })
    answering.catch((error: unknown) => {
      log(`Slack: an installation failed: ${error instanceof Error ? error.message : String(error)}`)
      if (!response.headersSent) failed(response)
    })
    return true
  }
}

/** @throws Error where Slack gave no bot token: then there is nothing to run on. */
function installationOf({ team, enterprise, bot }: SlackInstallation): Installation {
  const id = team?.id ?? enterprise?.id
  if (id === undefined || bot === undefined) throw new Error('Slack gave no token for a bot')
  return { team: id, token: bot.token, botUser: bot.userId, botId: bot.id }
}

function page(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  const style = 'font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem'
  response.end(
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Caucus</title><body style="${style}"><h1>Caucus</h1><p>${words}</p></body></html>`,
  )
}
