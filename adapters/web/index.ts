import type { IncomingMessage, ServerResponse } from 'node:http'
import { serve, type ServerType } from '@hono/node-server'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { webPlatform, type Started } from './chat.ts'
import type { WebOptions } from './options.ts'
import { webApp } from './server.tsx'
import { streams as newStreams } from './stream.ts'

export interface WebChat {
  readonly platform: ChatPlatform
  /** Answers a request without a socket: for tests of pages. */
  readonly fetch: (request: Request) => Response | Promise<Response>
  /** Where it listens, once it does. */
  readonly address: () => string | undefined
}

/** How long what is under way may take when the chat stops, in milliseconds. */
const patience = 10_000

/**
 * The web chat. Binds to loopback unless another host is given: whoever opens it to a network does so on purpose.
 * Port 0 takes a free one.
 */
export function webChat(
  options: Omit<WebOptions, 'streams'> & { readonly host?: string; readonly port: number },
): WebChat {
  const streams = newStreams()
  const { host = '127.0.0.1', port } = options
  let core: Started | undefined
  let server: ServerType | undefined
  let address: string | undefined
  let stopping = false
  const busy = new Set<ServerResponse>()
  const app = webApp({ ...options, streams }, () => ({ core, stopping }))
  const begin = async (started: Started) => {
    core = started
    stopping = false
    await new Promise<void>((resolve, reject) => {
      server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
        address = `http://${host.includes(':') ? `[${host}]` : host}:${info.port}`
        resolve()
      })
      server.once('error', reject)
      server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
        busy.add(response)
        response.once('close', () => busy.delete(response))
      })
    })
  }
  /** Lets what is under way end, and takes nothing more in. */
  const end = async () => {
    stopping = true
    const closing = server
    server = undefined
    if (!closing) return
    streams.endAll()
    const until = Date.now() + patience
    // Browsers hold connections for requests that will not come: none is waited for once everything is answered.
    const sweep = setInterval(() => {
      if ('closeAllConnections' in closing && (busy.size === 0 || Date.now() > until)) closing.closeAllConnections()
    }, 20)
    await new Promise<void>((resolve) => closing.close(() => resolve()))
    clearInterval(sweep)
  }
  return {
    platform: webPlatform(options.rows, streams, options.now, { begin, end }),
    fetch: app.fetch,
    address: () => address,
  }
}
