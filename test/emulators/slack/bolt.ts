import { App as Bolt, HTTPReceiver } from '@slack/bolt'
import { silent } from './client.ts'
import { type Slack } from './index.ts'

/** The real Bolt, connected to an emulator by sockets or over HTTP. */
export async function connectBolt(
  slack: Slack,
  way: 'sockets' | 'http',
): Promise<{ bolt: Bolt; stop(): Promise<void> }> {
  const shared = {
    token: slack.botToken,
    deferInitialization: true,
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  }
  if (way === 'sockets') {
    const bolt = new Bolt({ ...shared, socketMode: true, appToken: slack.appToken })
    await bolt.init()
    await bolt.start()
    return { bolt, stop: async () => void (await bolt.stop()) }
  }
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent })
  const bolt = new Bolt({ ...shared, receiver })
  await bolt.init()
  const server = await bolt.start(0)
  const address = 'address' in server ? server.address() : null
  if (address === null || typeof address === 'string') throw new Error('Bolt listens nowhere')
  slack.deliverTo(`http://127.0.0.1:${address.port}/slack/events`)
  return { bolt, stop: async () => void (await bolt.stop()) }
}
