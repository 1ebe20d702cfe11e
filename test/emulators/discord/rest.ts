import { Hono, type Context } from 'hono'
import type { Clock } from './clock.ts'
import type { Breakage, Emulator } from './emulator.ts'
import type { Upload } from './messages.ts'
import { shareOf, windows, type Share } from './rate.ts'
import { Refusal, refusals, wrongBody } from './refusal.ts'
import type { Route } from './route.ts'
import { checkShape } from './shapes.ts'

const requestLimit = 25 * 1024 * 1024

/** Discord's REST API over these routes: authorization, limits, bodies, errors. */
export function restApi(emulator: () => Emulator, clock: Clock, routes: readonly Route[]): Hono {
  const app = new Hono()
  const take = windows(clock)
  const tenMinutes = 10 * 60_000

  const answer = async (c: Context, route: Route): Promise<Response> => {
    const at = emulator()
    const { settings } = at
    const params = c.req.param() as Record<string, string>
    const { pathname: path, searchParams: query } = new URL(c.req.url)
    let share: Share | undefined
    let body: unknown
    const log = (status: number): void => {
      at.calls.push({ method: route.method, route: route.path, path, at: clock.now(), status, body })
    }
    try {
      if (at.isBanned) throw new Refusal(403, 0, 'You are being blocked from accessing our API temporarily')
      const isOurs = c.req.header('authorization') === `Bot ${settings.token}`
      if (route.open !== true && !isOurs) throw refusals.unauthorized()
      if (settings.rateLimits) {
        share = shareOf(take, route, path, params)
        const interaction = at.interactions.get(params['token'] ?? '')
        if (share.isOver) throw new Refusal(429, 0, limited, { retryAfter: share.resetAfter, scope: 'user' })
        if (interaction && `${route.method} ${route.path}` === followUp) {
          const hidden = take(`follow-ups ${interaction.channel.id}`, 30, 60_000)
          if (hidden.isOver) throw new Refusal(429, 0, limited, { retryAfter: hidden.resetAfter, scope: 'shared' })
        }
        const all = route.open === true ? undefined : take('global', settings.globalPerSecond, 1_000)
        if (all?.isOver === true) throw new Refusal(429, 0, limited, { retryAfter: all.resetAfter, scope: 'global' })
        // Whoever waits for the rest of what is said through a token waits for its limit too.
        if (interaction && share.remaining === 0) interaction.touchedAt = Date.now() + share.resetAfter * 1_000
      }
      checkReason(c.req.header('x-audit-log-reason'))
      const read = await bodyOf(c)
      ;({ body } = read)
      if (route.shape) checkShape(route.shape, body)
      const broken = breakageOf(at, route)
      if (broken && !broken.done) throw new Refusal(broken.status, 0, `${broken.status}: planted`)
      const given = await route.run(at, { params, query, body, files: read.files })
      if (broken) throw new Refusal(broken.status, 0, `${broken.status}: planted`)
      const status = given === undefined ? 204 : (route.status ?? 200)
      log(status)
      const headers = share ? headersOf(at, share) : {}
      if (given === undefined) return new Response(null, { status, headers })
      return Response.json(given, { status, headers })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log(error.status)
      return refusing(at, route, error, share)
    }
  }

  const refusing = (at: Emulator, route: Route, error: Refusal, share: Share | undefined): Response => {
    const { status, code, message, errors, retryAfter = 1, scope } = error
    if (status < 500) at.refused.push({ method: route.method, route: route.path, status, code, message, errors })
    // https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
    const isCounted = [401, 403].includes(status) || (status === 429 && scope !== 'shared')
    if (isCounted && take('invalid', at.settings.invalidRequests, tenMinutes).isOver) {
      if (!at.isBanned) at.faults.push({ kind: 'banned', says: 'too many requests with 401, 403 or 429' })
      at.isBanned = true
    }
    const headers = share ? headersOf(at, share) : {}
    if (status !== 429) return Response.json({ message, code, ...(errors && { errors }) }, { status, headers })
    const isGlobal = scope === 'global'
    const spoken = {
      ...headers,
      'Retry-After': String(Math.ceil(retryAfter)),
      'X-RateLimit-Scope': scope,
      ...(isGlobal && { 'X-RateLimit-Global': 'true' }),
      // A 429 without it is taken for Cloudflare's.
      Via: '1.1 google',
    }
    return Response.json({ message, retry_after: retryAfter, global: isGlobal, code }, { status, headers: spoken })
  }

  for (const route of routes) app.on(route.method, `/api/v10${route.path}`, (c) => answer(c, route))
  // Where Discord keeps files: whoever has the address fetches them.
  app.get('/attachments/:channel/:file/:name', (c) => {
    const bytes = emulator().files.get(c.req.param('file'))
    return bytes ? new Response(Buffer.from(bytes)) : new Response('no longer here', { status: 404 })
  })
  app.notFound((c) => {
    const { status, code, message, errors } = refusals.notFound()
    emulator().refused.push({ method: c.req.method, route: c.req.path, status, code, message, errors })
    return Response.json({ message, code }, { status: 404 })
  })
  return app
}

// All follow-ups in one channel have a limit that no header tells, those to one person too: discord-api-docs #2701, #3763,
// #7243. Answers and edits of them have not.
const followUp = 'POST /webhooks/:application/:token'
const limited = 'You are being rate limited.'

/** Why something was done, for the audit log: at most 512 characters. */
function checkReason(reason = ''): void {
  if (decodeURIComponent(reason).length > 512)
    throw wrongBody(['audit_log_reason'], 'BASE_TYPE_MAX_LENGTH', 'Must be 512 or fewer in length.')
}

/** A breakage that a test planted for this route, once. */
function breakageOf({ breakages }: Emulator, { method, path }: Route): Breakage | undefined {
  const index = breakages.findIndex(({ route }) => route === `${method} ${path}`)
  return index === -1 ? undefined : breakages.splice(index, 1)[0]
}

const headersOf = (at: Emulator, { bucket, limit, remaining, resetAfter }: Share): Record<string, string> => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': (at.clock.now() / 1_000 + resetAfter).toFixed(3),
  'X-RateLimit-Reset-After': resetAfter.toFixed(3),
  'X-RateLimit-Bucket': bucket,
})

async function bodyOf(c: Context): Promise<{ body: unknown; files: readonly Upload[] }> {
  const type = c.req.header('content-type') ?? ''
  if (Number(c.req.header('content-length') ?? 0) > requestLimit) throw refusals.tooLarge()
  if (!type.startsWith('multipart/form-data')) {
    const words = await c.req.text()
    return { body: words === '' ? undefined : jsonOf(words), files: [] }
  }
  const form = await c.req.parseBody()
  const files: Upload[] = []
  let body: unknown = {}
  for (const [name, value] of Object.entries(form)) {
    if (typeof value === 'string') {
      if (name === 'payload_json') body = jsonOf(value)
      continue
    }
    const [, index] = /^files\[(\d+)\]$/.exec(name) ?? []
    if (index === undefined || !(value instanceof File)) throw refusals.badContentType()
    files.push({
      index,
      filename: value.name,
      bytes: new Uint8Array(await value.arrayBuffer()),
      type: value.type === '' ? 'application/octet-stream' : value.type,
    })
  }
  return { body, files }
}

function jsonOf(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    throw refusals.badContentType()
  }
}
