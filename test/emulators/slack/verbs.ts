import { type App } from './app.ts'
import { home, say, shortcut, slash } from './command.ts'
import { type Deliveries } from './deliver.ts'
import { type Filled, type GivenFile } from './fill.ts'
import { close, submit } from './form.ts'
import { messagesSeenBy, personAt, seenBy, type Spot } from './hands.ts'
import { join, leave, tell } from './membership.ts'
import { forget } from './message.ts'
import { allow, type Consent } from './oauth.ts'
import { click, select, suggest, type At } from './press.ts'
import { newId, type Channel, type Message, type PersonKind, type StoredFile, type Workspace } from './workspace.ts'

/**
 * What people and administrators of one workspace do, and what they see. A spot is a channel's id, `direct` (one's
 * messages with the bot), `home` (the App Home) or `form` (the modal on top).
 */
export interface Verbs {
  readonly teamId: string
  readonly botUserId: string

  /** A new person; the id comes back. */
  enrol(name: string, about?: { readonly kind?: PersonKind; readonly tz?: string; readonly locale?: string }): string
  /** Types a command; resolves when the app has acknowledged, or Slack has shown its error. */
  slash(user: string, spot: Spot, typed: string): Promise<void>
  /** Presses a button by its words: in the newest message that has it, or in this one, or in a view. */
  click(user: string, spot: Spot, label: string, at?: At): Promise<void>
  /** Chooses, ticks, picks a date: a control by its placeholder, label or `action_id`; options by label or value. */
  select(user: string, spot: Spot, label: string, chosen: Filled, at?: At): Promise<void>
  /** Fills in the form on top, by `block_id`, `action_id` or label, and sends it. What is required is asked for first. */
  submit(user: string, filled?: Readonly<Record<string, Filled | GivenFile>>): Promise<void>
  /** Types into a list that the app fills; the labels that it offers. */
  suggest(user: string, label: string, typed: string, spot?: Spot): Promise<readonly string[]>
  /** Starts Slack anew: what was shown to this person only is gone, and so is a form that was open. */
  reload(user: string): void
  /** Closes the form on top. */
  close(user: string): Promise<void>
  /** A message shortcut, or without a message the global one. */
  shortcut(user: string, callbackId: string, on?: { readonly channel: string; readonly message: string }): Promise<void>
  home(user: string, tab?: 'home' | 'messages'): void
  /** Speaks in a channel; the `ts` comes back. */
  say(user: string, spot: Spot, words: string): string

  /** Makes a channel by hand, as people do; the bot is not in it unless named. */
  makeChannel(
    by: string,
    name: string,
    about?: { readonly isPrivate?: boolean; readonly members?: readonly string[] },
  ): string
  joinByHand(user: string, channel: string, inviter?: string): void
  kickByHand(user: string, channel: string): void
  archiveByHand(channel: string, archived?: boolean): void
  /** Somebody shares a private channel with another organisation, and Slack gives it another id: that comes back. */
  shareByHand(channel: string): string
  renameByHand(channel: string, name: string): void
  removeChannel(channel: string): void
  removeMessage(channel: string, ts: string): void
  deactivate(user: string): void

  /** Follows the app's own installation page, and allows or denies on Slack's; where that ended. */
  install(user: string, page: string, consent?: Consent): Promise<{ readonly status: number; readonly text: string }>
  uninstall(): void
  /** Keeps the app from a method of channels: it answers `restricted_action`, or another error. */
  restrict(method: string, error?: string): void
  permit(method: string): void
  /** The tokens of this workspace are worth nothing any more. */
  revokeTokens(): void

  /** All words that a person sees in a spot, the form before them among them. Throws where they see no such channel. */
  seenBy(user: string, spot: Spot): string
  /** The messages that they see there, the newest last. */
  messagesSeenBy(user: string, spot: Spot): readonly Message[]
  pinnedIn(channel: string): readonly string[]
  membersOf(channel: string): readonly string[]
  /** By id: its name, topic and so on. */
  channel(id: string): Readonly<Channel>
  filesIn(channel: string): readonly StoredFile[]
  /** Any event of Slack's, by hand; resolves when it is acknowledged. */
  event(event: Readonly<Record<string, unknown>> & { readonly type: string }): Promise<void>
}

export function verbsIn(app: App, workspace: Workspace, deliveries: Deliveries): Verbs {
  const hands = { app, deliveries, workspace }
  const channelOf = (id: string): Channel => {
    const channel = workspace.channels.get(id)
    if (!channel) throw new Error(`there is no channel ${id}`)
    return channel
  }
  const revoke = (): void => {
    for (const token of app.tokens.values()) if (token.workspace === workspace) token.revoked = true
  }
  return {
    teamId: workspace.id,
    botUserId: workspace.bot.id,

    enrol: (name, about) => workspace.enrol(name, about).id,
    slash: (user, spot, typed) => slash(hands, user, spot, typed),
    click: (user, spot, label, at) => click(hands, user, spot, label, at),
    select: (user, spot, label, chosen, at) => select(hands, user, spot, label, chosen, at),
    submit: (user, filled) => submit(hands, user, filled),
    suggest: (user, label, typed, spot) => suggest(hands, user, label, typed, spot),
    reload(user) {
      workspace.modals.delete(user)
      for (const channel of workspace.channels.values())
        channel.messages = channel.messages.filter(({ onlyFor }) => onlyFor !== user)
    },
    close: (user) => close(hands, user),
    shortcut: (user, callbackId, on) => shortcut(hands, user, callbackId, on),
    home: (user, tab) => home(hands, user, tab),
    say: (user, spot, words) => say(hands, user, spot, words),

    makeChannel: (by, name, { isPrivate = false, members = [] } = {}) =>
      workspace.channel(name, isPrivate ? 'private' : 'public', by, [by, ...members]).id,
    joinByHand: (user, channel, inviter) => join(hands, channelOf(channel), user, inviter),
    kickByHand: (user, channel) => leave(hands, channelOf(channel), user),
    archiveByHand(id, archived = true) {
      const channel = channelOf(id)
      channel.archived = archived
      tell(hands, channel, archived ? 'archive' : 'unarchive')
    },
    shareByHand(id) {
      const channel = channelOf(id)
      workspace.channels.delete(id)
      channel.id = newId('C')
      channel.messages = channel.messages.map((message) => ({ ...message, channel: channel.id }))
      workspace.channels.set(channel.id, channel)
      if (channel.members.has(workspace.bot.id))
        deliveries.event(workspace, {
          type: 'channel_id_changed',
          old_channel_id: id,
          new_channel_id: channel.id,
          event_ts: workspace.newTs(),
        })
      return channel.id
    },
    renameByHand(id, name) {
      const channel = channelOf(id)
      channel.name = name
      tell(hands, channel, 'rename', { channel: { id, name, created: channel.created } })
    },
    removeChannel(id) {
      tell(hands, channelOf(id), 'deleted')
      workspace.channels.delete(id)
    },
    removeMessage: (channel, ts) => forget(channelOf(channel), ts),
    deactivate(id) {
      const person = personAt(hands, id)
      person.deleted = true
      for (const channel of workspace.channels.values()) if (channel.kind !== 'im') channel.members.delete(id)
      deliveries.event(workspace, { type: 'user_change', user: { id, deleted: true, name: person.name } })
    },

    install: (user, page, consent) => allow(app, workspace, user, page, consent),
    uninstall() {
      revoke()
      deliveries.event(workspace, { type: 'app_uninstalled' })
    },
    restrict: (method, error = 'restricted_action') => void workspace.restricted.set(method, error),
    permit: (method) => void workspace.restricted.delete(method),
    revokeTokens() {
      revoke()
      deliveries.event(workspace, { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.bot.id] } })
    },

    seenBy: (user, spot) => seenBy(hands, user, spot),
    messagesSeenBy: (user, spot) => messagesSeenBy(hands, user, spot),
    pinnedIn: (channel) => [...channelOf(channel).pins],
    membersOf: (channel) => [...channelOf(channel).members],
    channel: (id) => channelOf(id),
    filesIn: (channel) => channelOf(channel).messages.flatMap(({ files }) => files),
    event: async (event) => void (await deliveries.bring(deliveries.eventDelivery(workspace, event))),
  }
}
