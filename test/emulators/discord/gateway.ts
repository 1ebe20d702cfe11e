import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { GatewayIntentBits as Intent, GatewayOpcodes as Op } from 'discord.js'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Settings } from './settings.ts'
import { guildCreateJson, memberJson, userJson, type Json } from './wire.ts'
import type { Guild, World } from './world.ts'

/** An event that one session has heard, kept for a resume. */
interface Heard {
  readonly op: typeof Op.Dispatch
  readonly t: string
  readonly s: number
  readonly d: unknown
}

interface Session {
  readonly id: string
  readonly intents: number
  readonly shard: readonly [number, number]
  readonly heard: Heard[]
  seq: number
  socket: WebSocket | undefined
  invalid: boolean
}

/** Who hears an event: those whose session asked for one of these intents; nothing asked means everybody. */
export interface Audience {
  readonly guild?: string | undefined
  readonly intent?: number
  /** What is told instead where the session may not read what people write. */
  readonly bare?: unknown
}

export interface Gateway {
  /** How often a session was begun anew, and how often one was resumed. */
  readonly counts: { identified: number; resumed: number; heartbeats: number }
  tell(event: string, body: unknown, to?: Audience): void
  /** The connection is cut without a word. What happens meanwhile is kept for the resume. */
  drop(): void
  /** Op 7: Discord asks the bot to connect again and resume. */
  askToReconnect(): void
  /** Op 9: the session is over; with `resumable` it may be tried again. */
  invalidate(resumable?: boolean): void
  close(code: number): void
  readonly isConnected: boolean
  stop(): void
}

// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
const closing = {
  unknownOp: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  twice: 4005,
  badSeq: 4007,
  tooFast: 4008,
  timedOut: 4009,
  badShard: 4010,
  badVersion: 4012,
  badIntents: 4013,
  notAllowed: 4014,
} as const

const everyIntent = Object.values(Intent)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0)
const privileged = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent

export function startGateway(server: Server, world: World, settings: Settings, url: () => string): Gateway {
  const sockets = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const counts = { identified: 0, resumed: 0, heartbeats: 0 }
  const shardOf = (guild: string, count: number): number => Number((BigInt(guild) >> 22n) % BigInt(count))

  const send = (socket: WebSocket | undefined, packet: Json): void => {
    if (socket?.readyState === socket?.OPEN) socket?.send(JSON.stringify(packet))
  }
  const dispatch = (session: Session, t: string, d: unknown): void => {
    session.seq += 1
    const heard: Heard = { op: Op.Dispatch, t, s: session.seq, d }
    session.heard.push(heard)
    if (session.heard.length > 1_000) session.heard.shift()
    send(session.socket, { ...heard })
  }
  const hears = (session: Session, { guild, intent }: Audience): boolean => {
    if (intent !== undefined && (session.intents & intent) === 0) return false
    const [shard, count] = session.shard
    return guild === undefined ? shard === 0 : shardOf(guild, count) === shard
  }

  const identify = (socket: WebSocket, d: Json): Session | number => {
    if (d['token'] !== settings.token) return closing.badToken
    const intents = Number(d['intents'])
    if (!Number.isInteger(intents) || (intents & ~everyIntent) !== 0) return closing.badIntents
    if ((intents & privileged & ~settings.privilegedIntents) !== 0) return closing.notAllowed
    const shard = (d['shard'] as [number, number] | undefined) ?? [0, 1]
    if (shard[0] < 0 || shard[0] >= shard[1]) return closing.badShard
    counts.identified += 1
    const session: Session = { id: world.mint(), intents, shard, heard: [], seq: 0, socket, invalid: false }
    for (const [id, other] of sessions) if (other.shard[0] === shard[0] && !other.socket) sessions.delete(id)
    sessions.set(session.id, session)
    const mine = [...world.guilds.values()].filter(({ id }) => shardOf(id, shard[1]) === shard[0])
    dispatch(session, 'READY', {
      v: 10,
      user: { ...userJson(world.bot), verified: true, mfa_enabled: true, flags: 0, email: null },
      guilds: mine.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard,
      application: { id: world.bot.id, flags: 0 },
    })
    if ((intents & Intent.Guilds) !== 0) {
      for (const guild of mine) dispatch(session, 'GUILD_CREATE', guildCreateJson(world, guild))
    }
    return session
  }

  const resume = (socket: WebSocket, d: Json): Session | number | 'invalid' => {
    if (d['token'] !== settings.token) return closing.badToken
    const session = sessions.get(String(d['session_id']))
    if (!session || session.invalid) return 'invalid'
    const from = Number(d['seq'])
    if (from > session.seq) return closing.badSeq
    session.socket?.terminate()
    session.socket = socket
    counts.resumed += 1
    for (const heard of session.heard) if (heard.s > from) send(socket, { ...heard })
    dispatch(session, 'RESUMED', {})
    return session
  }

  const members = (session: Session, d: Json): void => {
    const guild = world.guilds.get(String(d['guild_id']))
    const wanted = [d['user_ids'] ?? []].flat().map(String)
    const all = d['query'] === '' && d['limit'] === 0
    if (!guild || (all && (session.intents & Intent.GuildMembers) === 0)) return
    const query = typeof d['query'] === 'string' ? d['query'].toLowerCase() : undefined
    const found = [...guild.members.values()].filter(({ user, nick }) =>
      query === undefined
        ? wanted.includes(user.id)
        : [user.username, user.display, nick ?? ''].some((name) => name.toLowerCase().startsWith(query)),
    )
    dispatch(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: found.map(memberJson),
      chunk_index: 0,
      chunk_count: 1,
      not_found: wanted.filter((id) => !guild.members.has(id)),
      ...(typeof d['nonce'] === 'string' && { nonce: d['nonce'] }),
    })
  }

  sockets.on('connection', (socket) => {
    let session: Session | undefined
    let lastBeat = Date.now()
    const sent: number[] = []
    send(socket, { op: Op.Hello, d: { heartbeat_interval: settings.heartbeatMs }, s: null, t: null })
    const pulse = setInterval(() => {
      if (Date.now() - lastBeat > settings.heartbeatMs * 2) socket.close(closing.timedOut, 'Session timed out')
    }, settings.heartbeatMs)
    pulse.unref()

    const take = (packet: { op?: unknown; d?: unknown }): void => {
      const d = (packet.d ?? {}) as Json
      switch (packet.op) {
        case Op.Heartbeat:
          lastBeat = Date.now()
          counts.heartbeats += 1
          send(socket, { op: Op.HeartbeatAck, d: null, s: null, t: null })
          return
        case Op.Identify: {
          if (session) return socket.close(closing.twice)
          const begun = identify(socket, d)
          if (typeof begun === 'number') return socket.close(begun)
          session = begun
          return
        }
        case Op.Resume: {
          const resumed = resume(socket, d)
          if (resumed === 'invalid') return send(socket, { op: Op.InvalidSession, d: false, s: null, t: null })
          if (typeof resumed === 'number') return socket.close(resumed)
          session = resumed
          return
        }
        case Op.RequestGuildMembers:
          return session ? members(session, d) : socket.close(closing.notAuthenticated)
        case Op.PresenceUpdate:
        case Op.VoiceStateUpdate:
          return session ? undefined : socket.close(closing.notAuthenticated)
        default:
          return socket.close(closing.unknownOp)
      }
    }
    socket.on('message', (bytes: Buffer) => {
      const now = Date.now()
      while (sent[0] !== undefined && sent[0] < now - 60_000) sent.shift()
      sent.push(now)
      // 120 sends a minute: https://discord.com/developers/docs/events/gateway#rate-limiting
      if (sent.length > 120) return socket.close(closing.tooFast)
      try {
        take(JSON.parse(bytes.toString('utf8')) as Json)
      } catch {
        socket.close(closing.decode)
      }
    })
    socket.on('close', (code) => {
      clearInterval(pulse)
      if (session?.socket !== socket) return
      session.socket = undefined
      // A bot that says goodbye with 1000 or 1001 ends its session.
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    })
  })

  server.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    const asked = new URL(request.url ?? '/', 'ws://127.0.0.1')
    sockets.handleUpgrade(request, raw, head, (socket) => {
      const isOurs = asked.searchParams.get('v') === '10' && asked.searchParams.get('encoding') === 'json'
      if (!isOurs) return socket.close(closing.badVersion)
      sockets.emit('connection', socket, request)
    })
  })

  const open = (): readonly Session[] => [...sessions.values()].filter(({ socket }) => socket !== undefined)
  return {
    counts,
    tell: (event, body, to = {}) => {
      for (const session of sessions.values()) {
        const reads = to.bare === undefined || (session.intents & Intent.MessageContent) !== 0
        if (hears(session, to)) dispatch(session, event, reads ? body : to.bare)
      }
    },
    drop: () => {
      for (const { socket } of open()) socket?.terminate()
    },
    askToReconnect: () => {
      for (const { socket } of open()) send(socket, { op: Op.Reconnect, d: null, s: null, t: null })
    },
    invalidate: (resumable = false) => {
      for (const session of open()) {
        session.invalid = !resumable
        send(session.socket, { op: Op.InvalidSession, d: resumable, s: null, t: null })
      }
    },
    close: (code) => {
      for (const { socket } of open()) socket?.close(code)
    },
    get isConnected() {
      return open().length > 0
    },
    stop: () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

/** Tells what became of a guild's channel, role or member: only sessions with the intent for it hear it. */
export const aboutGuild = (guild: Guild | string): Audience => ({
  guild: typeof guild === 'string' ? guild : guild.id,
  intent: Intent.Guilds,
})
