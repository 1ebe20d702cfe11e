import { setTimeout as sleep } from 'node:timers/promises'
import {
  Client,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  Options,
  RESTEvents,
  type ClientOptions,
  type Interaction,
  type RateLimitData,
} from 'discord.js'
import type { Catalogue } from '../../src/port/command.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { memberText, text } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { codeOf } from './calls.ts'
import { commandsOf } from './commands.ts'
import type { DiscordConfig } from './config.ts'
import { guildHome, type GuildHome } from './guild.ts'
import { inviteLink } from './permissions.ts'
import { registerChanged } from './register.ts'
import type { CommandIds } from './words.ts'

/** A server in which the bot works; its id is the workspace. */
export interface DiscordHome {
  readonly platform: ChatPlatform
  readonly workspace: string
}

export interface DiscordParts {
  readonly config: DiscordConfig
  /** The present moment, in UTC. */
  readonly now: () => string
  readonly log: (line: string) => void
  /** Called once for each server that the bot is in, at the start and when it is let into another. */
  readonly onGuild: (home: DiscordHome) => Promise<void>
  /** How long an answer may take before it is deferred; Discord waits 3 s. */
  readonly deferAfterMs?: number
  /** The least time between two edits of one message. */
  readonly betweenEditsMs?: number
  /** The longest that an edit waits for Discord's limits before a message is posted anew. */
  readonly editPatienceMs?: number
  /** How long Discord may take to tell of the servers that the bot is in. */
  readonly readyWithinMs?: number
}

export interface DiscordApp {
  /** Connects. Throws with a sentence where Discord does not let the bot in. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Where somebody who manages a server lets the bot in; known once it has started. */
  invite(): string
}

/** The bot on Discord: one connection, and a platform for each server that it is in. */
export function discordApp(parts: DiscordParts): DiscordApp {
  const { config, now, log, onGuild } = parts
  const client = new Client(optionsFor(config))
  const homes = new Map<string, GuildHome>()
  const actedIn = new Map<string, string>()
  let registered: Promise<CommandIds> | undefined

  const ready = (): Client<true> => {
    if (!client.isReady()) throw new Error('Discord has not been reached yet')
    return client
  }
  // The commands are the application's, and the same in every server.
  const register = async (catalogue: Catalogue): Promise<CommandIds> => {
    const { application, rest } = ready()
    registered ??= registerChanged(rest, application.id, commandsOf(catalogue)).then(
      ({ done, ids }) => {
        log(label(say(done === 'changed' ? 'discord/commands-changed' : 'discord/commands-unchanged')))
        return ids
      },
      (error: unknown) => {
        registered = undefined
        // Those of before still work, and buttons do: 200 new commands a day, and Discord takes no more.
        if (codeOf(error) === undefined) throw error
        log(label(say('discord/commands-refused', { reason: memberText(String(error)) })))
        return new Map()
      },
    )
    return await registered
  }
  const arrive = async (guild: string): Promise<void> => {
    const known = homes.get(guild)
    if (known) return await known.byHand.lookAgain()
    const home = guildHome({
      client: ready(),
      guild,
      register,
      now,
      log,
      deferAfterMs: parts.deferAfterMs ?? 1_800,
      betweenEditsMs: parts.betweenEditsMs ?? 1_200,
      editPatienceMs: parts.editPatienceMs ?? 15_000,
    })
    homes.set(guild, home)
    await onGuild({ platform: home.platform, workspace: guild })
  }

  /** In their own conversation people speak to the server in which they acted last, else to one that they are in. */
  const homeFor = async ({ guildId, user }: Interaction): Promise<GuildHome | undefined> => {
    if (guildId !== null) {
      actedIn.set(user.id, guildId)
      return homes.get(guildId)
    }
    const last = homes.get(actedIn.get(user.id) ?? '')
    if (last) return last
    for (const [guild, home] of homes) {
      const isThere = await client.guilds.cache
        .get(guild)
        ?.members.fetch({ user: user.id })
        .then(
          () => true,
          () => false,
        )
      if (isThere === true) return home
    }
    return undefined
  }

  const inBackground = (work: Promise<void> | undefined): void =>
    void work?.catch((error: unknown) =>
      log(`Discord: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
    )

  const listen = (): void => {
    // An event without a listener for errors would end the process.
    client.on(Events.Error, (error) => log(`Discord: ${error.message}`))
    client.on(Events.ShardError, (error) => log(`Discord's gateway: ${error.message}`))
    client.on(Events.Warn, (warning) => log(`Discord: ${warning}`))
    client.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) =>
      log(label(say('discord/requests-refused', { count }))),
    )
    client.on(Events.Invalidated, () => {
      log(label(say('discord/token-refused')))
      for (const home of homes.values()) inBackground(home.shutOut())
    })
    client.on(Events.InteractionCreate, (interaction) =>
      inBackground(homeFor(interaction).then(async (home) => await home?.takes(interaction))),
    )
    client.on(Events.GuildCreate, ({ id }) => inBackground(arrive(id)))
    client.on(Events.GuildAvailable, ({ id }) => {
      // Before the client is ready these are the servers that `start` goes through.
      if (client.isReady()) inBackground(arrive(id))
    })
    client.on(Events.GuildDelete, ({ id, available }) => {
      if (available) inBackground(homes.get(id)?.shutOut())
    })
    client.on(Events.ChannelUpdate, (_old, channel) => {
      if (channel.isDMBased()) return
      homes.get(channel.guildId)?.changed(channel.id)
      homes.get(channel.guildId)?.byHand.channelChanged(channel.id)
    })
    client.on(Events.ChannelDelete, (channel) => {
      if (!channel.isDMBased()) inBackground(homes.get(channel.guildId)?.byHand.channelGone(channel.id))
    })
    client.on(Events.GuildRoleUpdate, (_old, { guild }) => homes.get(guild.id)?.changed())
    client.on(Events.GuildMemberUpdate, (_old, member) => {
      if (member.id === client.user?.id) homes.get(member.guild.id)?.changed()
      else homes.get(member.guild.id)?.byHand.rolesSeen(member.id, new Set(member.roles.cache.keys()))
    })
    client.on(Events.GuildMemberRemove, ({ id, guild }) => homes.get(guild.id)?.byHand.leftServer(id))
  }

  return {
    async start() {
      listen()
      const isReady = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
      await client.login(config.token).catch((error: unknown) => {
        throw new Error(label(whyNot(error, config)), { cause: error })
      })
      const waited = await Promise.race([isReady, sleep(parts.readyWithinMs ?? 30_000, 'late', { ref: false })])
      if (waited === 'late') throw new Error(label(say('discord/unreachable', { address: addressOf(config) })))
      for (const { id, available } of client.guilds.cache.values()) if (available) await arrive(id)
      if (homes.size === 0) log(label(say('discord/invite', { link: this.invite() })))
    },
    async stop() {
      for (const { platform } of homes.values()) await platform.stop()
      await client.destroy()
    },
    invite: () => inviteLink(ready().application.id),
  }
}

const addressOf = ({ rest }: DiscordConfig): string => rest?.href ?? 'https://discord.com/api'

/** The sentence for an operator whose bot Discord does not let in. */
function whyNot(error: unknown, config: DiscordConfig) {
  const found = error as { code?: unknown; status?: unknown }
  if (found.code === DiscordjsErrorCodes.TokenInvalid || found.status === 401) return say('discord/token-refused')
  if (String(error).includes('disallowed intents')) return say('discord/intent-refused')
  return [
    ...say('discord/unreachable', { address: addressOf(config) }),
    text(` ${error instanceof Error ? error.message : String(error)}`),
  ]
}

/** The longest that any request waits in line. Discord can ask for ten minutes, for a second rename. */
const longestWaitMs = 60_000

function optionsFor({ rest, membersIntent }: DiscordConfig): ClientOptions {
  return {
    intents: [GatewayIntentBits.Guilds, ...(membersIntent ? [GatewayIntentBits.GuildMembers] : [])],
    // Whatever anybody writes, nobody is woken up by it.
    allowedMentions: { parse: [] },
    shards: 'auto',
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    rest: {
      ...(rest && { api: rest.href.replace(/\/+$/, '') }),
      rejectOnRateLimit: isTooLong,
      invalidRequestWarningInterval: 500,
    },
  }
}

/** Edits never wait in line: what waits is soon older than what there is to show (edits.ts). */
const isTooLong = ({ method, route, retryAfter, timeToReset }: RateLimitData): boolean =>
  (method === 'PATCH' && route.endsWith('/messages/:id')) || Math.max(retryAfter, timeToReset) > longestWaitMs
