import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type App } from './app.ts'
import { type Sockets } from './deliver-socket.ts'
import { type Deliveries } from './deliver.ts'
import { Args, need, type Call, type Method } from './methods/method.ts'
import { type Rates } from './rates.ts'
import { Refused } from './refused.ts'
import { checkArguments } from './schema.ts'

/** A call that came in, as a test may ask about it. */
export interface RecordedCall {
  readonly method: string
  readonly args: Readonly<Record<string, unknown>>
  /** `ok`, Slack's word for why not, or the HTTP status. */
  answer: string
}

/** What goes wrong on demand. `drop` closes the connection: before anything is done, or with the answer lost. */
export type Trouble =
  | { readonly status: number }
  | { readonly error: string }
  | { readonly retryAfter: number }
  | { readonly drop: 'before' | 'after' }
  | { readonly delay: number }

interface Parts {
  readonly app: App
  readonly deliveries: Deliveries
  readonly sockets: Sockets
  readonly rates: Rates
  readonly methods: Readonly<Record<string, Method>>
  /** Everything that is no method: response URLs, uploads, the pages of OAuth. */
  elsewhere(request: Request, body: Buffer): Answer | undefined
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export interface Request {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
}

const turnMs = 5
const bodyBytes = 20 * 1024 * 1024

export const json = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

/** The server: reads what comes in, and answers as Slack's edge does. */
export class Wire {
  readonly server: Server
  readonly calls: RecordedCall[] = []
  readonly #troubles = new Map<string, Trouble[]>()
  #parts: Parts | undefined
  #busy = 0
  /** Connections and requests so far. */
  #asked = 0

  constructor() {
    this.server = createServer((request, response) => {
      void this.#serve(request, response)
    })
    this.server.on('connection', () => void this.#asked++)
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  serves(parts: Parts): void {
    this.#parts = parts
  }

  /** The next calls of a method go wrong in this way. */
  trouble(method: string, trouble: Trouble, times: number): void {
    const waiting = this.#troubles.get(method) ?? []
    this.#troubles.set(method, [...waiting, ...Array.from({ length: times }, () => trouble)])
  }

  /**
   * Resolves when nothing has been asked for `ms` milliseconds, counted from now. It counts turns of the event loop, in
   * which an app in the same process has its turns too: a busy machine slows both down alike.
   */
  async quiet(ms: number): Promise<void> {
    for (let still = 0, seen = this.#asked; still * turnMs < ms; still++) {
      await new Promise((resolve) => setTimeout(resolve, turnMs))
      if (this.#busy > 0 || this.#asked !== seen) still = 0
      seen = this.#asked
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts = this.#parts
    if (!parts) return
    this.#busy++
    this.#asked++
    try {
      const body = await bytesOf(incoming)
      const url = new URL(incoming.url ?? '/', parts.app.address)
      const request = { method: incoming.method ?? 'GET', url, headers: incoming.headers }
      const answer = url.pathname.startsWith('/api/')
        ? await this.#api(parts, request, body)
        : (parts.elsewhere(request, body) ?? { status: 404, body: '' })
      if (answer === 'drop') return void incoming.socket.destroy()
      response.writeHead(answer.status, answer.headers).end(answer.body)
    } catch (error) {
      // A fault of the emulator's own: said aloud, for a test that hangs says nothing.
      parts.app.fault('emulator', error instanceof Error ? (error.stack ?? error.message) : String(error))
      response.writeHead(500).end()
    } finally {
      this.#busy--
    }
  }

  async #api(parts: Parts, request: Request, body: Buffer): Promise<Answer | 'drop'> {
    const name = request.url.pathname.slice('/api/'.length)
    const read = argumentsOf(request, body)
    if (!read) {
      parts.app.fault('invalid_json', `${name}: a body that is not what its type says`)
      return json({ ok: false, error: 'invalid_json' })
    }
    const { token: inBody, ...given } = read
    const call: RecordedCall = { method: name, args: given, answer: '' }
    this.calls.push(call)

    const trouble = this.#troubles.get(name)?.shift()
    if (trouble && 'delay' in trouble) await new Promise((resolve) => setTimeout(resolve, trouble.delay))
    if (trouble && 'drop' in trouble && trouble.drop === 'before') return 'drop'
    if (trouble && 'status' in trouble) {
      call.answer = String(trouble.status)
      return { status: trouble.status, body: 'upstream connect error' }
    }
    if (trouble && 'retryAfter' in trouble) return limited(call, trouble.retryAfter)

    const header = request.headers.authorization?.replace(/^Bearer /, '')
    const token = header ?? (typeof inBody === 'string' ? inBody : undefined)
    const answer = this.#answer(
      parts,
      name,
      token,
      given,
      call,
      trouble && 'error' in trouble ? trouble.error : undefined,
    )
    return trouble && 'drop' in trouble ? 'drop' : answer
  }

  #answer(
    parts: Parts,
    name: string,
    token: string | undefined,
    given: Readonly<Record<string, unknown>>,
    recorded: RecordedCall,
    demanded: string | undefined,
  ): Answer {
    const { app } = parts
    const method = parts.methods[name]
    const known = app.tokens.get(token ?? '')
    try {
      if (!method) throw new Refused('unknown_method', { req_method: name }, `there is no method ${name}`)
      authorise(app, method, token)
      const workspace = known?.workspace ?? firstOf(app)
      const where = method.tier === 'message' ? `${workspace.id} ${String(given['channel'])}` : workspace.id
      const wait = parts.rates.take(name, method.tier, where)
      if (wait) {
        if (wait.again) app.fault('rate_limited', `${name} was called again before Retry-After had passed`)
        return limited(recorded, wait.seconds)
      }
      const scopes = known?.scopes ?? new Set<string>()
      need({ scopes }, ...method.scopes)
      // Bolt's clients name the workspace in every call, whether the method knows of it or not.
      const { team_id: team, ...named } = given
      if (team !== undefined && team !== workspace.id) throw new Refused('team_not_found', {}, 'another workspace')
      const call: Call = { ...parts, workspace, scopes, args: new Args(checkArguments(name, named)) }
      if (demanded !== undefined) throw new Refused(demanded)
      const answer = method.run(call)
      recorded.answer = 'ok'
      return json({ ok: true, ...answer }, 200, {
        'x-oauth-scopes': [...call.scopes].join(','),
        'x-accepted-oauth-scopes': method.scopes.join(','),
      })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      recorded.answer = error.code
      if (error.fault !== undefined) app.fault(error.code, `${name}: ${error.fault}`)
      return json({ ok: false, error: error.code, ...error.beside })
    }
  }
}

function limited(call: RecordedCall, seconds: number): Answer {
  call.answer = '429'
  return json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) })
}

/** @throws Refused where the token is no token, or not for this. */
function authorise(app: App, method: Method, token: string | undefined): void {
  if (method.token === 'none') return
  if (token === undefined || token === '') throw new Refused('not_authed', {}, 'a call without a token')
  const forApp = token === app.appToken
  const known = app.tokens.get(token)
  if (!forApp && !known) throw new Refused('invalid_auth')
  if (known?.revoked === true) throw new Refused('token_revoked')
  if (forApp !== (method.token === 'app')) throw new Refused('not_allowed_token_type', {}, 'the wrong kind of token')
}

function firstOf(app: App): Call['workspace'] {
  const [workspace] = app.workspaces.values()
  if (!workspace) throw new Error('a Slack without a workspace')
  return workspace
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyBytes) throw new Error('a body of more than 20 MB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Nothing where the body is not what its content type says. */
function argumentsOf({ url, headers }: Request, body: Buffer): Readonly<Record<string, unknown>> | undefined {
  const asked = Object.fromEntries(url.searchParams)
  if (body.length === 0) return asked
  if (headers['content-type']?.includes('json') === true) {
    try {
      return { ...asked, ...(JSON.parse(body.toString()) as object) }
    } catch {
      return undefined
    }
  }
  return { ...asked, ...Object.fromEntries(new URLSearchParams(body.toString())) }
}
