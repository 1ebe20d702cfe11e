import { serve, type ServerType } from '@hono/node-server'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { webPlatform, type Started } from './chat.ts'
import { webApp, type WebOptions } from './server.tsx'
import { streams as newStreams } from './stream.ts'

export interface WebChat {
  readonly platform: ChatPlatform
  /** Answers a request without a socket: for tests of pages. */
  readonly fetch: (request: Request) => Response | Promise<Response>
  /** Where it listens, once it does. */
  readonly address: () => string | undefined
}

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
  const app = webApp({ ...options, streams }, () => core)
  const begin = async (started: Started) => {
    core = started
    await new Promise<void>((resolve, reject) => {
      server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
        address = `http://${host.includes(':') ? `[${host}]` : host}:${info.port}`
        resolve()
      })
      server.once('error', reject)
    })
  }
  const end = async () => {
    const closing = server
    if (!closing) return
    // Live connections never end by themselves.
    if ('closeAllConnections' in closing) closing.closeAllConnections()
    await new Promise<void>((resolve) => closing.close(() => resolve()))
    server = undefined
  }
  return {
    platform: webPlatform(options.rows, streams, options.now, { begin, end }),
    fetch: app.fetch,
    address: () => address,
  }
}
