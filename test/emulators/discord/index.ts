import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { addGuild, byHand } from './by-hand.ts'
import { startClock } from './clock.ts'
import type { Called, Emulator, Fault, Refused } from './emulator.ts'
import { eyes } from './eyes.ts'
import { startGateway, type Gateway } from './gateway.ts'
import { hands } from './people.ts'
import { restApi } from './rest.ts'
import type { Route } from './route.ts'
import { channelRoutes } from './routes/channel.ts'
import { commandRoutes } from './routes/command.ts'
import { guildRoutes } from './routes/guild.ts'
import { interactionRoutes } from './routes/interaction.ts'
import { messageRoutes } from './routes/message.ts'
import { threadRoutes } from './routes/thread.ts'
import { userRoutes } from './routes/user.ts'
import { settingsOf, type Options } from './settings.ts'
import { newWorld } from './world.ts'

/*
 * Discord on loopback, as strict as Discord, for the real discord.js: REST v10 and the gateway.
 *
 *   const discord = await startDiscord()
 *   const client = new Client({ intents, rest: { api: discord.api } })   // the gateway comes from GET /gateway/bot
 *   await client.login(discord.token)
 *   const ana = discord.enrol('Ana Souza')
 *   await discord.slash(ana, channel, 'concern raise', { proposal: 'P-12' })
 *   discord.seenBy(ana, channel)
 *
 * People's hands (`slash`, `click`, `select`, `submit`, `autocomplete`, `context`, `say`) wait for the bot's answer, and
 * reject what a person's client would not let them do. Eyes (`seenBy` …) show what a person may see, computed anew at each
 * look. Of what people do by hand (`enrol`, `addChannel`, `giveRole` …) the bot hears as from Discord. `refused` and
 * `faults` tell what the bot did wrong. Time can be set forward; nothing waits 15 minutes for real.
 *
 * Bodies are checked against Discord's OpenAPI (shapes.ts); the rules that it lacks stand where they apply, with a source.
 * What Discord lets pass and the bot must not do is refused too: unknown keys, words without `allowed_mentions`.
 */

type People = ReturnType<typeof hands> & ReturnType<typeof byHand> & ReturnType<typeof eyes>

export interface Discord extends People {
  /** For `rest: { api }` of discord.js. */
  readonly api: string
  readonly token: string
  readonly bot: string
  /** The first guild, which is meant where none is named. */
  readonly guild: string
  readonly gateway: Pick<Gateway, 'counts' | 'drop' | 'askToReconnect' | 'invalidate' | 'close' | 'isConnected'>

  readonly refused: readonly Refused[]
  readonly faults: readonly Fault[]
  /** Every request, with its body. */
  readonly calls: readonly Called[]
  /** How often a route was called, answered or refused: `PATCH /channels/:channel/messages/:message`. */
  callsTo(route: string): number
  /**
   * The next request to this route ends with a status such as 500. `done`: all was done and only the answer is lost, as
   * when a connection breaks; a client that tries again does it twice.
   */
  breakNext(route: string, more?: { status?: number; done?: boolean; times?: number }): void

  now(): number
  /** Sets the clock forward, in milliseconds. */
  advance(ms: number): void
  stop(): Promise<void>
}

const gatewayRoutes = (url: () => string, begun: () => number): readonly Route[] => [
  { method: 'GET', path: '/gateway', open: true, run: () => ({ url: url() }) },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: () => ({
      url: url(),
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 1_000 - begun(), reset_after: 86_400_000, max_concurrency: 1 },
    }),
  },
]

/** Starts an emulated Discord on a free port of loopback. */
export async function startDiscord(options: Options = {}): Promise<Discord> {
  const clock = startClock()
  const world = newWorld(clock, 'Caucus')
  const token = `${Buffer.from(world.bot.id).toString('base64url')}.emulat.${'x'.repeat(27)}`
  const settings = settingsOf(options, token)
  const box: { emulator?: Emulator } = {}
  const emulatorOf = (): Emulator => {
    if (!box.emulator) throw new Error('the emulator has not started')
    return box.emulator
  }
  let port = 0
  const socketUrl = (): string => `ws://127.0.0.1:${port}`
  const routes = [
    ...gatewayRoutes(socketUrl, () => emulatorOf().gateway.counts.identified),
    ...userRoutes,
    ...guildRoutes,
    ...channelRoutes,
    ...threadRoutes,
    ...messageRoutes,
    ...commandRoutes,
    ...interactionRoutes,
  ]
  const app = restApi(emulatorOf, clock, routes)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ;({ port } = server.address() as AddressInfo)
  const gateway = startGateway(server, world, settings, socketUrl)
  const emulator: Emulator = {
    clock,
    world,
    settings,
    gateway,
    commands: new Map(),
    interactions: new Map(),
    modals: new Map(),
    notices: [],
    faults: [],
    refused: [],
    calls: [],
    breakages: [],
    isBanned: false,
    files: new Map(),
    filesUrl: `http://127.0.0.1:${port}/attachments`,
  }
  box.emulator = emulator
  world.commandNamed = (id) => emulator.commands.get(id)?.name
  const first = addGuild(emulator, 'Caucus test')

  return {
    ...hands(emulator),
    ...byHand(emulator),
    ...eyes(emulator),
    api: `http://127.0.0.1:${port}/api`,
    token,
    bot: world.bot.id,
    guild: first.id,
    gateway,
    refused: emulator.refused,
    faults: emulator.faults,
    calls: emulator.calls,
    callsTo: (route) => emulator.calls.filter((each) => `${each.method} ${each.route}` === route).length,
    breakNext: (route, { status = 500, done = false, times = 1 } = {}) => {
      for (let n = 0; n < times; n += 1) emulator.breakages.push({ route, status, done })
    },
    now: clock.now,
    advance: clock.advance,
    stop: async () => {
      clock.stop()
      gateway.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
