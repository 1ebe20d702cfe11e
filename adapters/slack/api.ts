import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api'
import { PlatformTrouble } from '../../src/port/platform.ts'
import type { Limiter, Rate } from './limiter.ts'
import { methods, type Method, type Tier } from './methods.ts'

/** How many calls of each tier we allow ourselves: with what is allowed at once, no minute has more than Slack's. */
export type Rates = Readonly<Record<Exclude<Tier, 'free'> | 'edit', Rate>>

export const ourRates: Rates = {
  message: { burst: 5, perMinute: 55 },
  2: { burst: 5, perMinute: 14 },
  3: { burst: 12, perMinute: 36 },
  4: { burst: 20, perMinute: 76 },
  // Edits of one message: a busy card leaves room for the others, whose budget it shares.
  edit: { burst: 3, perMinute: 20 },
}

export interface ApiParts {
  /** It changes when the workspace installs the bot again. */
  readonly token: () => string
  /** Slack's own, or another server that speaks as Slack does. Ends with a slash. */
  readonly apiUrl?: string | undefined
  readonly limiter: Limiter
  readonly rates: Rates
  readonly log: (line: string) => void
  /** Slack says that this token is no longer good. */
  readonly shutOut: () => void
}

/** The one door to Slack's Web API, for one workspace. */
export interface Api {
  /**
   * Calls a method when its turn comes. `run` is called again after a 429, and after a lost connection where the method
   * bears it: it gives the newest that there is to say.
   *
   * @throws WebAPIPlatformError where Slack refuses (`codeOf`), and whatever else stays wrong after three attempts.
   */
  call<Answer>(method: Method, run: (client: WebClient) => Promise<Answer>, where?: string): Promise<Answer>
  /** Fetches a file that somebody gave to the bot. */
  fetchText(url: string, mostBytes: number): Promise<string>
}

const attempts = 3
const firstPause = 400
/** How often one call lets itself be put off by 429 before it gives up. */
const mostHolds = 20

/** As the client is to behave: one attempt, and a 429 is an error, for the waiting is ours. */
export const clientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 20_000,
})

export function apiWith({ token, apiUrl, limiter, rates, log, shutOut }: ApiParts): Api {
  let client: WebClient | undefined
  const clientNow = (): WebClient => {
    if (client?.token !== token())
      client = new WebClient(token(), { ...clientOptions(apiUrl), logger: quietLogger(log) })
    return client
  }
  return {
    async call(method, run, where = '') {
      const { tier, again } = methods[method]
      const lane = tier === 'message' ? `${method} ${where}` : method
      let holds = 0
      if (method === 'chat.update') await limiter.turn(`edit ${where}`, rates.edit)
      for (let attempt = 1; ; attempt += 1) {
        if (tier !== 'free') await limiter.turn(lane, rates[tier])
        try {
          return await run(clientNow())
        } catch (error) {
          if (error instanceof WebAPIRateLimitedError && holds < mostHolds) {
            holds += 1
            attempt -= 1
            if (tier !== 'free') limiter.hold(lane, error.retryAfter * 1_000, rates[tier])
            continue
          }
          if (isShutOut(error)) shutOut()
          if (!again || attempt >= attempts || !isPassing(error)) throw error
          await new Promise((resolve) => setTimeout(resolve, firstPause * 2 ** (attempt - 1)))
        }
      }
    },
    async fetchText(url, mostBytes) {
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${token()}` },
        signal: AbortSignal.timeout(20_000),
      })
      // Without the right to it Slack answers with a page on which one could sign in.
      const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false
      if (!response.ok || isPage) throw new Error(`a file could not be fetched: ${response.status}`)
      const bytes = await response.arrayBuffer()
      if (bytes.byteLength > mostBytes) throw new Error(`a file of ${bytes.byteLength} bytes is too long`)
      return new TextDecoder().decode(bytes)
    },
  }
}

/** Slack's own word for why it refused. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined

const passing = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited'])

const isPassing = (error: unknown): boolean =>
  error instanceof WebAPIRequestError ||
  (error instanceof WebAPIHTTPError && error.statusCode >= 500) ||
  passing.has(codeOf(error) ?? '')

const shutOutCodes = new Set([
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_authed',
  'org_login_required',
])
export const isShutOut = (error: unknown): boolean => shutOutCodes.has(codeOf(error) ?? '')

/** What Slack refuses for good, as the port says it; everything else as it is, to be tried again. */
export function troubleOf(error: unknown): unknown {
  if (!(error instanceof WebAPIPlatformError) || isPassing(error)) return error
  const { error: code } = error.data
  return new PlatformTrouble(code, `Slack refused: ${code}${scopesOf(error)}`)
}

/** Which scope was missing, where one was. */
function scopesOf({ data }: WebAPIPlatformError): string {
  const { needed } = data as { readonly needed?: unknown }
  return typeof needed === 'string' ? ` (needs the scope ${needed})` : ''
}

type QuietLogger = NonNullable<WebClientOptions['logger']>

/** The libraries say only what is wrong, and never what people wrote: at `debug` they would log whole messages. */
export function quietLogger(log: (line: string) => void): QuietLogger {
  const say = (...words: readonly unknown[]) =>
    log(`Slack: ${words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ')}`)
  const nothing = () => undefined
  return {
    debug: nothing,
    info: nothing,
    warn: say,
    error: say,
    setLevel: nothing,
    getLevel: () => warnings,
    setName: nothing,
  }
}
const warnings = 'warn' as ReturnType<QuietLogger['getLevel']>
