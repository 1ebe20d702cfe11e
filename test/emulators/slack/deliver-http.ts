import { createHmac } from 'node:crypto'
import { type Ack, type App, type Carrier, type Delivery } from './app.ts'

/** What a forger gets wrong. */
export interface Forgery {
  readonly secret?: string
  /** Seconds that the timestamp is off. */
  readonly skew?: number
  readonly unsigned?: boolean
}

/** Over HTTP: each delivery is a signed POST to the app's address, and the response is the acknowledgement. */
export class HttpCarrier implements Carrier {
  readonly #app: App
  readonly #url: string

  constructor(app: App, url: string) {
    this.#app = app
    this.#url = url
  }

  async send(delivery: Delivery): Promise<Ack> {
    const give = new AbortController()
    const callOff = this.#app.clock.after(this.#app.times.ack, () => give.abort())
    try {
      const response = await this.post(delivery, {}, give.signal)
      const text = await response.text()
      if (response.status !== 200) {
        const why = delivery.kind === 'events_api' ? 'http_error' : `http_status_${response.status}`
        return { ok: false, why, final: response.headers.get('x-slack-no-retry') === '1' }
      }
      return { ok: true, body: delivery.answerable ? bodyOf(response, text) : undefined }
    } catch {
      const timeout = delivery.kind === 'events_api' ? 'http_timeout' : 'operation_timeout'
      return { ok: false, why: give.signal.aborted ? timeout : 'connection_failed' }
    } finally {
      callOff()
    }
  }

  /** Posts it, signed as Slack signs, or as a forger would. */
  post(delivery: Delivery, forgery: Forgery, signal?: AbortSignal): Promise<Response> {
    const body = encode(delivery)
    // Real time, not the emulator's: the app compares it with its own clock.
    const timestamp = Math.floor(Date.now() / 1_000) + (forgery.skew ?? 0)
    const secret = forgery.secret ?? this.#app.signingSecret
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
    return fetch(this.#url, {
      method: 'POST',
      body,
      headers: {
        'content-type': delivery.kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...(forgery.unsigned !== true && {
          'x-slack-request-timestamp': String(timestamp),
          'x-slack-signature': `v0=${signature}`,
        }),
        ...(delivery.retry && {
          'x-slack-retry-num': String(delivery.retry.attempt),
          'x-slack-retry-reason': delivery.retry.reason,
        }),
      },
      ...(signal && { signal }),
    })
  }
}

function encode({ kind, payload }: Delivery): string {
  if (kind === 'events_api') return JSON.stringify(payload)
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)])
  return new URLSearchParams(fields).toString()
}

function bodyOf(response: Response, text: string): unknown {
  if (text === '') return undefined
  return response.headers.get('content-type')?.includes('application/json') === true ? JSON.parse(text) : { text }
}
