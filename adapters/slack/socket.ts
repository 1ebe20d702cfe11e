import { SocketModeReceiver } from '@slack/bolt'
import { clientOptions, quietLogger } from './api.ts'

const firstPause = 1_000
const longestPause = 30_000

export interface SocketParts {
  readonly appToken: string
  readonly apiUrl: string | undefined
  readonly log: (line: string) => void
}

/** One connection to Slack that comes back by itself. */
export interface Socket {
  readonly receiver: SocketModeReceiver
  /** @throws where Slack takes no first connection: then the token or the net is at fault. */
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Bolt's socket with a way of our own to come back: the library's own waits five seconds at every refresh, and ends the
 * process by an unhandled rejection when Slack or the net is away for a moment.
 */
export function steadySocket({ appToken, apiUrl, log }: SocketParts): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger(log),
    installerOptions: { clientOptions: clientOptions(apiUrl) },
  })
  const { client } = receiver
  const state = { stopping: false }
  let awake: () => void = () => undefined

  /** Connects, and answers with what resolves when this connection has ended. */
  async function connect(): Promise<{ readonly ended: Promise<void> }> {
    const ended = new Promise<void>((resolve) => void client.once('disconnected', () => resolve()))
    await client.start()
    return { ended }
  }

  async function pauseFor(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      awake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function keep(first: Promise<void>): Promise<void> {
    let pause = firstPause
    for (let ended: Promise<void> | undefined = first; !state.stopping;) {
      await ended
      if (state.stopping) return
      try {
        ;({ ended } = await connect())
        pause = firstPause
      } catch (error) {
        ended = undefined
        log(`Slack is out of reach, and is tried again: ${error instanceof Error ? error.message : String(error)}`)
        await pauseFor(pause)
        pause = Math.min(2 * pause, longestPause)
      }
    }
  }

  return {
    receiver,
    async start() {
      const { ended } = await connect()
      void keep(ended)
    },
    async stop() {
      state.stopping = true
      awake()
      const late = new Promise<void>((resolve) => setTimeout(resolve, 1_500).unref())
      await Promise.race([client.disconnect(), late])
    },
  }
}
