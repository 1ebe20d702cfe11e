/**
 * A Slack of our own, on loopback: Web API, Socket Mode, HTTP deliveries, response URLs and file uploads, as strict as
 * Slack where we know how strict that is. The real client
 * libraries speak to it; a test speaks to it by what people do and see.
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
 * A spot is a channel's id, `direct` (one's messages with the bot), `home` (the App Home) or `form` (the modal on top).
 * A verb throws where a person could not do that (no such button, no such channel); an app that answers late or wrongly
 * is written down in `faults`, and the person sees Slack's error in the spot.
 */
import { App, type Delivery, type Fault, type ManifestPart, type Times } from './app.ts'
import { HttpCarrier, type Forgery } from './deliver-http.ts'
import { Sockets } from './deliver-socket.ts'
import { Deliveries } from './deliver.ts'
import { elsewhere } from './elsewhere.ts'
import { type Filled } from './fill.ts'
import { join, leave, tell } from './membership.ts'
import { chat, forget } from './methods/chat.ts'
import { conversations } from './methods/conversations.ts'
import { files } from './methods/files.ts'
import { people as peopleMethods } from './methods/people.ts'
import { views } from './methods/views.ts'
import { People, type Spot } from './people.ts'
import { Rates, type Rate } from './rates.ts'
import { Wire, type RecordedCall, type Trouble } from './wire.ts'
import { type Message, type PersonKind } from './workspace.ts'

export interface SlackOptions {
  /** What the app asked for: its scopes, events, commands and shortcuts. Without one it may do all that we know. */
  readonly manifest?: ManifestPart
  /** Slack waits 3 s for an acknowledgement and for a trigger, 30 min for a reply: shorter for tests, in milliseconds. */
  readonly times?: Partial<Times>
}

const everything: ManifestPart = {
  features: {
    slash_commands: [{ command: '/caucus', should_escape: true }],
    shortcuts: [
      { type: 'message', callback_id: 'raise_concern' },
      { type: 'message', callback_id: 'submit_proposal' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'commands',
        'chat:write',
        'groups:write',
        'groups:read',
        'channels:manage',
        'channels:read',
        'channels:join',
        'users:read',
        'im:write',
        'im:read',
        'pins:write',
        'pins:read',
        'files:write',
        'files:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'member_joined_channel',
        'member_left_channel',
        'channel_archive',
        'group_archive',
        'channel_unarchive',
        'group_unarchive',
        'channel_deleted',
        'group_deleted',
        'channel_rename',
        'group_rename',
        'user_change',
        'app_uninstalled',
        'tokens_revoked',
      ],
    },
  },
}

export type Slack = Awaited<ReturnType<typeof startSlack>>

/** Starts an emulator with one workspace, in which the app is installed. */
export async function startSlack({ manifest = everything, times = {} }: SlackOptions = {}) {
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
    methods: { ...chat, ...conversations, ...files, ...peopleMethods, ...views },
    elsewhere: (request, body) => elsewhere(app, request, body),
  })
  const workspace = app.open('Internet Governance Forum')
  const botToken = app.install(workspace, app.scopes)
  const people = new People(app, workspace, deliveries)
  const membership = { app, deliveries, workspace }

  const channelOf = (id: string) => {
    const channel = workspace.channels.get(id)
    if (!channel) throw new Error(`there is no channel ${id}`)
    return channel
  }
  const begun = <T>(doing: T): T => {
    wire.expect()
    return doing
  }

  return {
    /** For `clientOptions.slackApiUrl`. */
    apiUrl: `${app.address}/api/`,
    botToken,
    appToken: app.appToken,
    signingSecret: app.signingSecret,
    teamId: workspace.id,
    botUserId: workspace.bot.id,

    // ---- Deliveries
    /** Over HTTP to this address from now on; without one over the sockets that the app opened. */
    deliverTo(url: string | undefined): void {
      http = url === undefined ? undefined : new HttpCarrier(app, url)
    },
    /** Delivers again what was delivered `back` deliveries ago (1: the last one). Its attempt is counted. */
    async redeliver(back = 1, attempt = 1): Promise<void> {
      const delivery = deliveries.sent.at(-back)
      if (!delivery) throw new Error('nothing was delivered yet')
      await begun(deliveries.again(delivery, attempt))
    },
    /** Over HTTP, the last delivery as a forger would send it; answers the app's status. */
    async forge(forgery: Forgery): Promise<number> {
      const delivery = deliveries.sent.at(-1)
      if (!delivery || !http) throw new Error('forging needs HTTP, and a delivery to forge')
      return (await http.post(delivery, forgery)).status
    },
    /** Any event of Slack's, by hand, and awaited; `undefined` where the app did not ask for this kind. */
    async event(event: Readonly<Record<string, unknown>> & { readonly type: string }): Promise<void> {
      await begun(deliveries.bring(deliveries.eventDelivery(workspace, event)))
    },
    /** Slack recycles its sockets: the app is warned, and connects anew. */
    refreshSockets: () => sockets.refresh(),
    /** The net is gone, without a word. */
    dropSockets: () => sockets.drop(),

    // ---- What people do
    /** A new person; the id comes back. */
    enrol(
      name: string,
      about: { readonly kind?: PersonKind; readonly tz?: string; readonly locale?: string } = {},
    ): string {
      return workspace.enrol(name, about).id
    },
    slash: (user: string, spot: Spot, typed: string) => begun(people.slash(user, spot, typed)),
    click: (user: string, spot: Spot, label: string, at?: { readonly message?: string }) =>
      begun(people.click(user, spot, label, at)),
    select: (user: string, spot: Spot, label: string, chosen: Filled, at?: { readonly message?: string }) =>
      begun(people.select(user, spot, label, chosen, at)),
    submit: (user: string, filled?: Readonly<Record<string, Filled>>) => begun(people.submit(user, filled)),
    suggest: (user: string, label: string, typed: string, spot?: Spot) =>
      begun(people.suggest(user, label, typed, spot)),
    close: (user: string) => begun(people.close(user)),
    shortcut: (user: string, callbackId: string, on?: { readonly channel: string; readonly message: string }) =>
      begun(people.shortcut(user, callbackId, on)),
    home: (user: string, tab?: 'home' | 'messages') => begun(people.home(user, tab)),
    /** Speaks in a channel; the `ts` comes back. */
    say: (user: string, spot: Spot, words: string) => begun(people.say(user, spot, words)),
    /** Makes a channel by hand, as people do; the bot is not in it unless named. */
    makeChannel(by: string, name: string, { isPrivate = false, members = [] as readonly string[] } = {}): string {
      return workspace.channel(name, isPrivate ? 'private' : 'public', by, [by, ...members]).id
    },
    joinByHand: (user: string, channel: string, inviter?: string) =>
      begun(join(membership, channelOf(channel), user, inviter)),
    kickByHand: (user: string, channel: string) => begun(leave(membership, channelOf(channel), user)),
    archiveByHand(channel: string, archived = true): void {
      channelOf(channel).archived = archived
      begun(tell(membership, channelOf(channel), archived ? 'archive' : 'unarchive'))
    },
    removeChannel(channel: string): void {
      begun(tell(membership, channelOf(channel), 'deleted'))
      workspace.channels.delete(channel)
    },
    removeMessage: (channel: string, ts: string) => forget(channelOf(channel), ts),
    deactivate(user: string): void {
      people.person(user).deleted = true
      for (const channel of workspace.channels.values()) if (channel.kind !== 'im') channel.members.delete(user)
    },

    // ---- What administrators do
    /** Keeps the app from a method: it answers `restricted_action`. */
    restrict: (method: string, restricted = true) =>
      restricted ? void workspace.restricted.add(method) : void workspace.restricted.delete(method),
    revokeToken(): void {
      const token = app.tokens.get(botToken)
      if (token) token.revoked = true
      begun(deliveries.event(workspace, { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.bot.id] } }))
    },

    // ---- What goes wrong
    /** The next `times` calls of a method fail: a status, an error, a wait, a lost connection, a delay. */
    trouble: (method: string, trouble: Trouble, times = 1) => wire.trouble(method, trouble, times),
    /** How many calls of a method are let through. */
    rate: (method: string, rate: Rate) => rates.set(method, rate),
    /** No bursts at all: one call at once, then the tier's pace. */
    tightRates(tight = true): void {
      rates.tight = tight
    },
    /** Lets time pass: triggers and reply addresses expire, retries come, buckets refill. */
    wait: (ms: number) => begun(app.clock.advance(ms)),

    // ---- What is so
    faults: app.faults as readonly Fault[],
    /** All words that a person sees in a spot, the form before them among them. Throws where they see no such channel. */
    seenBy: (user: string, spot: Spot): string => people.seenBy(user, spot),
    /** The messages that they see there, the newest last. */
    messagesSeenBy: (user: string, spot: Spot): readonly Message[] => people.messagesSeenBy(user, spot),
    pinnedIn: (channel: string): readonly string[] => [...channelOf(channel).pins],
    membersOf: (channel: string): readonly string[] => [...channelOf(channel).members],
    /** By id: its name, topic and so on. */
    channel: (id: string) => channelOf(id),
    /** Contents of the files that were shared in a channel. */
    filesIn: (channel: string) => channelOf(channel).messages.flatMap((message) => message.files),
    /** The calls that came in, of one method or of all, the refused ones too. */
    calls: (method?: string): readonly RecordedCall[] =>
      wire.calls.filter((call) => method === undefined || call.method === method),
    deliveries: deliveries.sent as readonly Delivery[],
    openSockets: (): number => sockets.count,
    /** Everything is acknowledged, and nothing has been asked for `ms` milliseconds. */
    async settled(ms = 60): Promise<void> {
      await deliveries.settled()
      await wire.quiet(ms)
    },

    async stop(): Promise<void> {
      app.clock.stop()
      await sockets.close()
      await wire.close()
    },
  }
}
