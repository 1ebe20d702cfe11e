import { type Ack, type App, type Carrier, type Delivery } from './app.ts'
import { newId, type Workspace } from './workspace.ts'

type SlackEvent = Readonly<Record<string, unknown>> & { readonly type: string }

/** Slack's waits before it delivers an event again: at once, a minute, five minutes. */
const retriesAfter = [0, 60_000, 300_000]

/** Brings what happens to the app, over whichever way it chose, and writes down what it did not acknowledge. */
export class Deliveries {
  /** Everything that was brought, the last one last. */
  readonly sent: Delivery[] = []
  readonly #app: App
  readonly #ways: () => Carrier | undefined
  readonly #open = new Set<Promise<unknown>>()

  constructor(app: App, ways: () => Carrier | undefined) {
    this.#app = app
    this.#ways = ways
  }

  /** Resolves when everything that was under way is acknowledged, or given up. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open)
  }

  get busy(): boolean {
    return this.#open.size > 0
  }

  /** A person waits for this one: what is not acknowledged is an error that they see. */
  async bring(delivery: Delivery): Promise<Ack> {
    const carrier = this.#ways()
    if (!carrier) return { ok: false, why: 'dispatch_failed' }
    this.sent.push(delivery)
    const sending = carrier.send(delivery)
    this.#open.add(sending)
    const ack = await sending.finally(() => this.#open.delete(sending))
    if (!ack.ok) this.#app.fault('unacknowledged', `${nameOf(delivery)} was not acknowledged: ${ack.why}`)
    return ack
  }

  /** What a person does with a control, and an answer is not taken for. */
  interaction(payload: Readonly<Record<string, unknown>>): Promise<Ack> {
    return this.bring({ kind: 'interactive', answerable: false, payload })
  }

  /** An event, if the app asked for its kind, which may have another name than its type. Nobody waits. */
  event(workspace: Workspace, event: SlackEvent, kind: string = event.type): void {
    if (!this.#app.manifest.settings?.event_subscriptions?.bot_events?.includes(kind)) return
    this.#retrying(this.eventDelivery(workspace, event), 0)
  }

  eventDelivery(workspace: Workspace, event: SlackEvent): Delivery {
    const seconds = Math.floor(this.#app.clock.now() / 1_000)
    return {
      kind: 'events_api',
      answerable: false,
      payload: {
        token: this.#app.verificationToken,
        team_id: workspace.id,
        context_team_id: workspace.id,
        context_enterprise_id: null,
        api_app_id: this.#app.id,
        event: { event_ts: workspace.newTs(), ...event },
        type: 'event_callback',
        event_id: newId('Ev'),
        event_time: seconds,
        authorizations: [
          {
            enterprise_id: null,
            team_id: workspace.id,
            user_id: workspace.bot.id,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
        event_context: newId('EC'),
      },
    }
  }

  /** The same thing once more, as Slack does when it is not sure that it arrived. */
  again(delivery: Delivery, attempt = 1): Promise<Ack> {
    const retry = { attempt, reason: 'timeout' }
    return this.bring(delivery.kind === 'events_api' ? { ...delivery, retry } : delivery)
  }

  /** An app that is not there is told later, as one that does not acknowledge. */
  #retrying(delivery: Delivery, attempt: number): void {
    const sending = this.#ways()
      ? this.bring(delivery)
      : Promise.resolve({ ok: false, why: 'dispatch_failed' } as const)
    const deciding = sending.then((ack) => {
      const wait = retriesAfter[attempt]
      if (ack.ok || ('final' in ack && ack.final) || wait === undefined) return
      this.#app.clock.after(wait, () =>
        this.#retrying({ ...delivery, retry: { attempt: attempt + 1, reason: ack.why } }, attempt + 1),
      )
    })
    this.#open.add(deciding)
    void deciding.finally(() => this.#open.delete(deciding))
  }
}

const nameOf = ({ kind, payload }: Delivery): string => {
  const event = payload['event']
  const named = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined
  return `${kind} ${String(named ?? payload['command'] ?? payload['type'])}`
}
