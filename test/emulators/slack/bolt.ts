import { App as Bolt, HTTPReceiver, LogLevel } from '@slack/bolt'
import { type Slack } from './index.ts'

/** The real Bolt, connected to an emulator by sockets or over HTTP. What it cannot say aloud it keeps to itself. */
export async function connectBolt(
  slack: Slack,
  way: 'sockets' | 'http',
): Promise<{ bolt: Bolt; stop(): Promise<void> }> {
  const shared = {
    token: slack.botToken,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  }
  if (way === 'sockets') {
    const bolt = new Bolt({ ...shared, socketMode: true, appToken: slack.appToken })
    await bolt.init()
    await bolt.start()
    return { bolt, stop: async () => void (await bolt.stop()) }
  }
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR })
  const bolt = new Bolt({ ...shared, receiver })
  await bolt.init()
  const server = await bolt.start(0)
  const address = 'address' in server ? server.address() : null
  if (address === null || typeof address === 'string') throw new Error('Bolt listens nowhere')
  slack.deliverTo(`http://127.0.0.1:${address.port}/slack/events`)
  return { bolt, stop: async () => void (await bolt.stop()) }
}
