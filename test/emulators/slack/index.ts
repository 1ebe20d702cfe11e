/**
 * A Slack of our own, on loopback: Web API, Socket Mode, HTTP deliveries, response URLs, files and OAuth, as strict as
 * Slack where we know how strict that is. The real client libraries speak to it; a test speaks to it by what people do
 * and see.
 *
 *   const slack = await startSlack({ manifest })
 *   const ana = slack.enrol('Ana Souza')                       // an id, as everywhere
 *   // give the app slack.apiUrl, slack.botToken, slack.appToken (or slack.signingSecret and slack.deliverTo(url))
 *   await slack.slash(ana, channel, '/caucus desk')            // resolves when the app has acknowledged
 *   await slack.settled()                                      // … and when it has been quiet for a moment
 *   slack.seenBy(ana, channel)                                 // all words that she sees there
 *   slack.faults                                               // what a well-kept app would not have done: expect none
 *   await slack.stop()
 *
 * The people's verbs stand in verbs.ts. A verb throws where a person could not do that (no such button, no such
 * channel); an app that answers late or wrongly is written down in `faults`, and the person sees Slack's error.
 */
import { App, type Delivery, type Fault, type ManifestPart, type Times } from './app.ts'
import { HttpCarrier, type Forgery } from './deliver-http.ts'
import { Sockets } from './deliver-socket.ts'
import { Deliveries } from './deliver.ts'
import { elsewhere } from './elsewhere.ts'
import { everything } from './everything.ts'
import { methods } from './methods/all.ts'
import { Rates, type Rate } from './rates.ts'
import { verbsIn, type Verbs } from './verbs.ts'
import { Wire, type RecordedCall, type Trouble } from './wire.ts'

export interface SlackOptions {
  /** What the app asked for: its scopes, events, commands and shortcuts. Without one it may do all that we know. */
  readonly manifest?: ManifestPart
  /** Slack waits 3 s for an acknowledgement and for a trigger, 30 min for a reply: shorter for tests, in milliseconds. */
  readonly times?: Partial<Times>
}

/** One emulated Slack. Its own verbs are those of its first workspace, in which the app is installed by `botToken`. */
export interface Slack extends Verbs {
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string
  /** For `installerOptions.authorizationUrl`. */
  readonly authorizationUrl: string
  readonly appId: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly clientId: string
  readonly clientSecret: string

  /** Another workspace; the app is not installed in it (`install`). */
  addWorkspace(name: string): Verbs

  /** Over HTTP to this address from now on; without one over the sockets that the app opened. */
  deliverTo(url: string | undefined): void
  readonly deliveries: readonly Delivery[]
  /** Delivers again what was delivered `back` deliveries ago (1: the last one), counted as this attempt. */
  redeliver(back?: number, attempt?: number): Promise<void>
  /** Over HTTP, the last delivery as a forger would send it; the app's status. */
  forge(forgery: Forgery): Promise<number>
  openSockets(): number
  /** Slack recycles its sockets: the app is warned, and connects anew. */
  refreshSockets(): void
  /** The net is gone, without a word. */
  dropSockets(): void
  /** The sockets look open and are dead, until the app opens another. */
  stallSockets(): void

  /** The next `times` calls of a method fail: a status, an error, a wait, a lost connection, a delay. */
  trouble(method: string, trouble: Trouble, times?: number): void
  /** How many calls of a method are let through. */
  rate(method: string, rate: Rate): void
  /** No bursts at all: one call at once, then the tier's pace. */
  tightRates(tight?: boolean): void
  /** Lets time pass: triggers and reply addresses expire, retries come, buckets refill. */
  wait(ms: number): void

  readonly faults: readonly Fault[]
  /** The calls that came in, of one method or of all, the refused ones too. */
  calls(method?: string): readonly RecordedCall[]
  /** Everything is acknowledged, and nothing has been asked for `ms` milliseconds. */
  settled(ms?: number): Promise<void>
  stop(): Promise<void>
}

export async function startSlack({ manifest = everything, times = {} }: SlackOptions = {}): Promise<Slack> {
  const app = new App(manifest, { ack: 3_000, trigger: 3_000, reply: 30 * 60_000, ...times })
  const wire = new Wire()
  app.address = await wire.listen()
  const sockets = new Sockets(app, wire.server)
  let http: HttpCarrier | undefined
  const deliveries = new Deliveries(app, () => http ?? (sockets.count > 0 ? sockets : undefined))
  const rates = new Rates(app.clock)
  wire.serves({
    app,
    deliveries,
    sockets,
    rates,
    methods,
    elsewhere: (request, body) => elsewhere(app, request, body),
  })
  const workspace = app.open('Internet Governance Forum')
  const botToken = app.install(workspace, app.scopes)

  return {
    ...verbsIn(app, workspace, deliveries),
    apiUrl: `${app.address}/api/`,
    authorizationUrl: `${app.address}/oauth/v2/authorize`,
    appId: app.id,
    botToken,
    appToken: app.appToken,
    signingSecret: app.signingSecret,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    addWorkspace: (name) => verbsIn(app, app.open(name), deliveries),

    deliverTo(url) {
      http = url === undefined ? undefined : new HttpCarrier(app, url)
    },
    deliveries: deliveries.sent,
    async redeliver(back = 1, attempt = 1) {
      const delivery = deliveries.sent.at(-back)
      if (!delivery) throw new Error('nothing was delivered yet')
      await deliveries.again(delivery, attempt)
    },
    async forge(forgery) {
      const delivery = deliveries.sent.at(-1)
      if (!delivery || !http) throw new Error('forging needs HTTP, and a delivery to forge')
      return (await http.post(delivery, forgery)).status
    },
    openSockets: () => sockets.count,
    refreshSockets: () => sockets.refresh(),
    dropSockets: () => sockets.drop(),
    stallSockets: () => sockets.stall(),

    trouble: (method, trouble, troubled = 1) => wire.trouble(method, trouble, troubled),
    rate: (method, rate) => rates.set(method, rate),
    tightRates(tight = true) {
      rates.tight = tight
    },
    wait: (ms) => app.clock.advance(ms),

    faults: app.faults,
    calls: (method) => wire.calls.filter((call) => method === undefined || call.method === method),
    async settled(ms = 60) {
      do {
        await deliveries.settled()
        await wire.quiet(ms)
      } while (deliveries.busy)
    },
    async stop() {
      app.clock.stop()
      await sockets.close()
      await wire.close()
    },
  }
}
