import type { Server } from 'node:http'
import type { App, HTTPReceiver } from '@slack/bolt'
import { say } from '../../src/text/say.ts'
import { codeOf } from './api.ts'
import type { SlackConfig } from './config.ts'
import { addressOf, closed, httpReceiver, servePages } from './http.ts'
import type { InstallPages } from './oauth.ts'
import { steadySocket, type Socket } from './socket.ts'
import { plainText } from './words.ts'

/** Two connections, for a payload goes to any of them and each is renewed every few hours. */
const connections = 2

/** The way in: sockets that we open, or a server to which Slack delivers. */
interface Door {
  readonly receiver: HTTPReceiver | Socket['receiver']
  open(app: App): Promise<void>
  close(): Promise<void>
  address(): string | undefined
}

interface DoorParts {
  readonly connection: SlackConfig['connection']
  readonly apiUrl: string | undefined
  readonly pages: InstallPages | undefined
  readonly log: (line: string) => void
  readonly now: () => number
}

export function doorFor({ connection, apiUrl, pages, log, now }: DoorParts): Door {
  const { host, port } = connection
  if (connection.mode === 'http') {
    const receiver = httpReceiver({ signingSecret: connection.signingSecret, pages, log, now })
    let server: Server | undefined
    return {
      receiver,
      async open() {
        server = await receiver.start({ port, host })
      },
      async close() {
        server?.closeIdleConnections()
        await receiver.stop()
        server = undefined
      },
      address: () => server && addressOf(server, host),
    }
  }
  const [first, ...others] = Array.from({ length: connections }, () =>
    steadySocket({ appToken: connection.appToken, apiUrl, log }),
  )
  if (!first) throw new Error('there is no connection to open')
  let server: Server | undefined
  return {
    receiver: first.receiver,
    async open(app) {
      for (const { receiver } of others) receiver.init(app)
      try {
        for (const socket of [first, ...others]) await socket.start()
      } catch (error) {
        const code = codeOf(error)
        if (code === undefined) throw error
        throw new Error(plainText(say('slack/app-token-refused', { code })), { cause: error })
      }
      if (pages) server = await servePages(pages, host, port)
    },
    async close() {
      if (server) await closed(server)
      server = undefined
      for (const socket of [first, ...others]) await socket.stop()
    },
    address: () => server && addressOf(server, host),
  }
}
