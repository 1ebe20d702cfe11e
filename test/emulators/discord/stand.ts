import { once } from 'node:events'
import { Client, GatewayIntentBits as Intent, type ClientOptions } from 'discord.js'
import { afterEach } from 'vitest'
import { startDiscord, type Discord } from './index.ts'
import type { Options } from './settings.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

/** An emulated Discord, stopped after the test. */
export async function emulated(options: Options = {}): Promise<Discord> {
  const discord = await startDiscord(options)
  stops.push(() => discord.stop())
  return discord
}

/** The real client, connected and with its guilds there. */
export async function connected(discord: Discord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = new Client({
    intents: [Intent.Guilds],
    allowedMentions: { parse: [] },
    ...options,
    rest: { api: discord.api, retries: 0, ...options.rest },
  })
  client.on('error', () => undefined)
  stops.push(() => client.destroy())
  const ready = once(client, 'clientReady')
  await client.login(discord.token)
  await ready
  return client as Client<true>
}
