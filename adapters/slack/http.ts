import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { HTTPReceiver } from '@slack/bolt'
import { quietLogger } from './api.ts'
import type { InstallPages } from './oauth.ts'

/** How far a delivery's timestamp may be from our clock, in seconds, in either direction. */
const mostSkew = 5 * 60
const bodyBytes = 1_000_000

/** What this needs to take Slack's deliveries over HTTP. */
export interface HttpParts {
  readonly signingSecret: string
  readonly pages: InstallPages | undefined
  readonly log: (line: string) => void
  /** In milliseconds. */
  readonly now: () => number
}

/** Bolt's receiver, behind the pages of installation and a check that it lacks: it takes a delivery from the future. */
export function httpReceiver({ signingSecret, pages, log, now }: HttpParts): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret,
    logger: quietLogger(log),
    bodyLimit: bodyBytes,
    endpoints: ['/slack/events'],
  })
  const bolt = receiver.requestListener
  receiver.requestListener = guarded(bolt, pages, now)
  return receiver
}

function guarded(bolt: RequestListener, pages: InstallPages | undefined, now: () => number): RequestListener {
  return (request: IncomingMessage, response: ServerResponse & { req: IncomingMessage }) => {
    if (pages?.(request, response)) return
    const stamp = request.headers['x-slack-request-timestamp']
    if (stamp !== undefined && !isNear(Number(stamp), now())) {
      response.writeHead(401)
      response.end()
      return
    }
    bolt(request, response)
  }
}

/** A signature of long ago was perhaps overheard; one of the future would stay good for as long as its forger likes. */
const isNear = (seconds: number, nowMs: number): boolean => Math.abs(seconds - nowMs / 1_000) <= mostSkew

/** A small server for the pages of installation alone: with sockets, Slack delivers nothing over HTTP. */
export async function servePages(pages: InstallPages, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (pages(request, response)) return
    response.writeHead(404)
    response.end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}

export const closed = async (server: Server): Promise<void> =>
  await new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })

export function addressOf(server: Server, host: string): string {
  const at = server.address()
  return at === null || typeof at === 'string' ? '' : `http://${host}:${at.port}`
}
