import { Hono, type Context } from 'hono'
import type { Clock } from './clock.ts'
import type { Called, Emulator } from './emulator.ts'
import type { Upload } from './messages.ts'
import { shareOf, windows, type Share } from './rate.ts'
import { Refusal, refusals } from './refusal.ts'
import type { Route } from './route.ts'
import { checkShape } from './shapes.ts'

const requestLimit = 25 * 1024 * 1024

/** Discord's REST API over these routes: authorization, limits, bodies, errors. */
export function restApi(emulator: () => Emulator, clock: Clock, routes: readonly Route[]): Hono {
  const app = new Hono()
  const take = windows(clock)
  let banned = 0

  const answer = async (c: Context, route: Route): Promise<Response> => {
    const at = emulator()
    const params = c.req.param() as Record<string, string>
    const path = new URL(c.req.url).pathname
    const share = at.settings.rateLimits ? shareOf(take, route.method, route.path, path, params) : undefined
    const log = (status: number, body: unknown): void => {
      const called: Called = { method: route.method, route: route.path, path, at: at.clock.now(), status, body }
      at.calls.push(called)
    }
    let body: unknown
    try {
      if (route.open !== true && c.req.header('authorization') !== `Bot ${at.settings.token}`)
        throw refusals.unauthorized()
      // 50 requests a second a bot, those about interactions apart.
      if (at.settings.rateLimits && route.open !== true) {
        const all = take('global', 50, 1_000)
        if (all.isOver) return tooMany(c, at, route, all.resetAfter, 'global')
      }
      if (share?.isOver === true) {
        log(429, undefined)
        return tooMany(c, at, route, share.resetAfter, 'user', share)
      }
      const read = await bodyOf(c)
      ;({ body } = read)
      if (route.shape) checkShape(route.shape, body)
      const given = await route.run(at, { params, query: new URL(c.req.url).searchParams, body, files: read.files })
      const status = given === undefined ? 204 : (route.status ?? 200)
      log(status, body)
      const headers = share ? headersOf(at, share) : {}
      return given === undefined
        ? new Response(null, { status: 204, headers })
        : Response.json(given, { status, headers })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log(error.status, body)
      if (error.status === 429) return tooMany(c, at, route, error.retryAfter ?? 1, 'shared', undefined, error)
      note(at, route, error)
      if (error.status === 401 || error.status === 403) banned += 1
      return Response.json(
        { message: error.message, code: error.code, ...(error.errors && { errors: error.errors }) },
        { status: error.status, headers: share ? headersOf(at, share) : {} },
      )
    }
  }

  const tooMany = (
    _c: Context,
    at: Emulator,
    route: Route,
    retryAfter: number,
    scope: 'user' | 'global' | 'shared',
    share?: Share,
    refusal = new Refusal(429, 0, 'You are being rate limited.'),
  ): Response => {
    banned += 1
    note(at, route, refusal)
    // 10,000 invalid requests in 10 minutes ban the address: https://discord.com/developers/docs/topics/rate-limits
    if (banned === 10_000) at.faults.push({ kind: 'banned', says: '10,000 requests with 401, 403 or 429' })
    return Response.json(
      { message: refusal.message, retry_after: retryAfter, global: scope === 'global', code: refusal.code },
      {
        status: 429,
        headers: {
          ...(share && headersOf(at, share)),
          'Retry-After': String(Math.ceil(retryAfter)),
          'X-RateLimit-Scope': scope,
          ...(scope === 'global' && { 'X-RateLimit-Global': 'true' }),
          Via: '1.1 google',
        },
      },
    )
  }

  for (const route of routes) app.on(route.method, `/api/v10${route.path}`, (c) => answer(c, route))
  // Where Discord keeps files: whoever has the address fetches them.
  app.get('/attachments/:channel/:file/:name', (c) => {
    const bytes = emulator().files.get(c.req.param('file'))
    return bytes ? new Response(Buffer.from(bytes)) : new Response('no longer here', { status: 404 })
  })
  app.notFound((c) => {
    const at = emulator()
    const error = refusals.notFound()
    at.refused.push({
      method: c.req.method,
      route: c.req.path,
      status: 404,
      code: 0,
      message: error.message,
      errors: undefined,
    })
    return Response.json({ message: error.message, code: 0 }, { status: 404 })
  })
  return app
}

function note(at: Emulator, { method, path: route }: Route, { status, code, message, errors }: Refusal): void {
  at.refused.push({ method, route, status, code, message, errors })
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
