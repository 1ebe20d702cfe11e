import { type Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { type Ack, type App, type Carrier } from './app.ts'
import { newId } from './workspace.ts'

/** Slack keeps ten at most for one app. */
const mostSockets = 10
const ticketMs = 30_000

interface Waiting {
  readonly socket: WebSocket
  readonly answerable: boolean
  settle(ack: Ack): void
}

/** Socket Mode: the app opens connections, and each delivery goes to one of them. */
export class Sockets implements Carrier {
  readonly #app: App
  readonly #server = new WebSocketServer({ noServer: true })
  #open: readonly WebSocket[] = []
  readonly #waiting = new Map<string, Waiting>()
  readonly #answered = new Set<string>()
  readonly #tickets = new Map<string, number>()
  #turn = 0

  constructor(app: App, http: Server) {
    this.#app = app
    http.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', app.address).searchParams.get('ticket') ?? ''
      const until = this.#tickets.get(ticket) ?? 0
      this.#tickets.delete(ticket)
      if (until < app.clock.now() || this.#open.length >= mostSockets) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
        return
      }
      this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened))
    })
  }

  get count(): number {
    return this.#open.length
  }

  /** Answers `apps.connections.open`: good for one connection, soon. */
  ticket(): string {
    for (const socket of this.#open) if (socket.isPaused) socket.terminate()
    const ticket = newId('K')
    this.#tickets.set(ticket, this.#app.clock.now() + ticketMs)
    return `${this.#app.address.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${this.#app.id}`
  }

  send(delivery: Parameters<Carrier['send']>[0]): Promise<Ack> {
    const socket = this.#open[this.#turn++ % Math.max(this.#open.length, 1)]
    if (!socket) return Promise.resolve({ ok: false, why: 'dispatch_failed' })
    const envelope = newId('E')
    return new Promise((resolve) => {
      const callOff = this.#app.clock.after(this.#app.times.ack, () => {
        this.#waiting.delete(envelope)
        resolve({ ok: false, why: delivery.kind === 'events_api' ? 'timeout' : 'operation_timeout' })
      })
      this.#waiting.set(envelope, {
        socket,
        answerable: delivery.answerable,
        settle: (ack) => {
          callOff()
          this.#waiting.delete(envelope)
          resolve(ack)
        },
      })
      socket.send(
        JSON.stringify({
          envelope_id: envelope,
          type: delivery.kind,
          payload: delivery.payload,
          accepts_response_payload: delivery.answerable,
          ...(delivery.kind === 'events_api' && {
            retry_attempt: delivery.retry?.attempt ?? 0,
            retry_reason: delivery.retry?.reason ?? '',
          }),
        }),
      )
    })
  }

  /** Slack recycles connections now and then: it warns, then closes. */
  refresh(): void {
    for (const socket of this.#open) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'loopback' } }))
    }
  }

  /** The net goes away, without a word. */
  drop(): void {
    for (const socket of this.#open) socket.terminate()
  }

  /** The other end hears nothing more, and nothing says so: the app finds out by its own pings. */
  stall(): void {
    for (const socket of this.#open) socket.pause()
  }

  /** Says goodbye, and does not wait for long. */
  async close(): Promise<void> {
    const gone = this.#open.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const socket of this.#open) socket.close(1_001)
    await Promise.race([Promise.all(gone), new Promise((resolve) => setTimeout(resolve, 500))])
    this.drop()
    this.#server.close()
  }

  #welcome(socket: WebSocket): void {
    this.#open = [...this.#open, socket]
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      this.#open = this.#open.filter((each) => each !== socket)
      for (const [, waiting] of this.#waiting) {
        if (waiting.socket === socket) waiting.settle({ ok: false, why: 'connection_lost' })
      }
    })
    socket.on('message', (data: Buffer) => this.#acknowledge(data.toString()))
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.length,
        connection_info: { app_id: this.#app.id },
        debug_info: { host: 'loopback', started: '', build_number: 0, approximate_connection_time: 18_060 },
      }),
    )
  }

  #acknowledge(data: string): void {
    const { envelope_id: envelope = '', payload } = readAck(data) ?? {}
    const waiting = this.#waiting.get(envelope)
    if (!waiting) {
      const says = this.#answered.has(envelope) ? 'acknowledged twice' : 'acknowledged too late, or never sent'
      this.#app.fault('acknowledgement', `${envelope} was ${says}`)
      return
    }
    this.#answered.add(envelope)
    const body = payload !== undefined && Object.keys(payload).length > 0 ? payload : undefined
    if (body !== undefined && !waiting.answerable) {
      this.#app.fault('acknowledgement', `${envelope} takes no answer in its acknowledgement`)
    }
    waiting.settle({ ok: true, body: waiting.answerable ? body : undefined })
  }
}

function readAck(data: string): { readonly envelope_id?: string; readonly payload?: object } | undefined {
  try {
    return JSON.parse(data) as { envelope_id?: string; payload?: object }
  } catch {
    return undefined
  }
}
