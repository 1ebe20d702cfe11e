import { type App } from './app.ts'
import { type Answer } from './wire.ts'
import { type Workspace } from './workspace.ts'

/** What a person does on Slack's page. */
export interface Consent {
  readonly allow?: boolean
  /** Changes the address that Slack sends the browser back to: a forger's. */
  readonly tamper?: (back: URL) => URL
}

const page = (says: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><title>Slack</title><p>${says}</p>`,
})

/** Slack's page of OAuth: what it says of the app's request. A person's browser goes on from there (`allow`). */
export function authorizePage(app: App, url: URL): Answer {
  const trouble = troubleWith(app, url)
  if (trouble === undefined) return page(`${url.searchParams.get('scope') ?? ''}: allow?`)
  app.fault('oauth', trouble)
  return page(trouble, 400)
}

function troubleWith(app: App, url: URL): string | undefined {
  if (url.searchParams.get('client_id') !== app.clientId) return 'Invalid client_id parameter'
  const scopes = scopesOf(url)
  if (scopes.length === 0) return 'No scopes requested'
  const stray = scopes.find((scope) => !app.scopes.includes(scope))
  if (stray !== undefined) return `invalid_scope: ${stray} stands not in the manifest`
  if (!url.searchParams.get('state')) return 'no state: anybody could forge the way back'
  const redirects = app.manifest.oauth_config?.redirect_urls ?? []
  const asked = url.searchParams.get('redirect_uri')
  if (asked !== null && redirects.length > 0 && !redirects.some((each) => asked.startsWith(each))) {
    return 'redirect_uri did not match any configured URIs'
  }
  return asked === null && redirects.length === 0 ? 'there is no redirect_uri to go back to' : undefined
}

const scopesOf = (url: URL): readonly string[] => (url.searchParams.get('scope') ?? '').split(',').filter(Boolean)

/** The way of a browser: the app's page, Slack's page, and back with a code and the cookies of the first. */
export async function allow(
  app: App,
  workspace: Workspace,
  user: string,
  installPage: string,
  { allow: allowed = true, tamper = (back) => back }: Consent = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const first = await fetch(installPage, { redirect: 'manual' })
  const cookie = first.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const link = first.headers.get('location') ?? /href="([^"]*oauth\/v2\/authorize[^"]*)"/.exec(await first.text())?.[1]
  if (link === undefined) throw new Error(`${installPage} leads nowhere`)
  const authorize = new URL(link.replaceAll('&amp;', '&'))
  const slack = await fetch(authorize)
  if (slack.status !== 200) return { status: slack.status, text: await slack.text() }
  const asked = authorize.searchParams.get('redirect_uri') ?? app.manifest.oauth_config?.redirect_urls?.[0] ?? ''
  const back = new URL(asked)
  back.searchParams.set('state', authorize.searchParams.get('state') ?? '')
  if (allowed) back.searchParams.set('code', app.grant(workspace, user, scopesOf(authorize), asked))
  else back.searchParams.set('error', 'access_denied')
  const last = await fetch(tamper(back), { headers: { cookie }, redirect: 'manual' })
  return { status: last.status, text: await last.text() }
}
