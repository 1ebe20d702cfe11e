import { once } from 'node:events'
import {
  Client,
  DiscordAPIError,
  GatewayIntentBits as Intent,
  REST,
  type ClientOptions,
  type Interaction,
} from 'discord.js'
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

/** The real REST client, alone: for calls that the whole client would not make. Rejects instead of waiting for a limit. */
export function restOf(discord: Discord): REST {
  return new REST({
    api: discord.api,
    retries: 0,
    globalRequestsPerSecond: 100_000,
    rejectOnRateLimit: () => true,
  }).setToken(discord.token)
}

/** The code, or where there is none the status, that a call is refused with; and what is said where. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: number | string; says: string }> {
  try {
    await call
  } catch (error) {
    if (error instanceof DiscordAPIError) return { code: error.code, says: error.message }
    throw error
  }
  throw new Error('it was not refused')
}

/** What a bot does with each interaction, and those that it heard. */
export function answering(client: Client, answer: (interaction: Interaction) => Promise<unknown>) {
  const heard: Interaction[] = []
  const refused: unknown[] = []
  client.on('interactionCreate', (interaction) => {
    heard.push(interaction)
    answer(interaction).catch((error: unknown) => refused.push(error))
  })
  return { heard, refused }
}
