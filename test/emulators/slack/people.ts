import { type View } from '@slack/types'
import { type Ack, type App } from './app.ts'
import { checkBlocks, checkView } from './block-kit.ts'
import { controlsOf, type Control, type StateValue } from './control.ts'
import { type Deliveries } from './deliver.ts'
import { answer } from './elsewhere.ts'
import { complaint, fill, type Filled } from './fill.ts'
import { messageJson } from './message.ts'
import { readMessage, readView } from './read.ts'
import { Refused, wrong } from './refused.ts'
import { controlsIn, openView, replaceView, stackedViews, viewJson } from './view.ts'
import {
  newId,
  type Channel,
  type Message,
  type OfferedOption,
  type OpenView,
  type Person,
  type Workspace,
} from './workspace.ts'

/** A channel by its id, one's direct messages with the bot, one's Home, or the form that is open. */
export type Spot = string

/** Where a control was found. */
type Found = { readonly control: Control } & (
  | { readonly in: 'message'; readonly channel: Channel; readonly message: Message }
  | { readonly in: 'view'; readonly open: OpenView }
)

/** The hands and eyes of the people of one workspace. */
export class People {
  readonly #app: App
  readonly #workspace: Workspace
  readonly #deliveries: Deliveries

  constructor(app: App, workspace: Workspace, deliveries: Deliveries) {
    this.#app = app
    this.#workspace = workspace
    this.#deliveries = deliveries
  }

  person(id: string): Person {
    const person = this.#workspace.people.get(id)
    if (!person) throw new Error(`nobody has the id ${id}`)
    return person
  }

  /** A place as this person may see it. */
  channel(user: string, spot: Spot): Channel {
    if (spot === 'direct') return this.#workspace.directOf(user)
    const channel = this.#workspace.channels.get(spot)
    if (!channel || !this.#workspace.mayRead(user, channel)) throw new Error(`${user} sees no channel ${spot}`)
    return channel
  }

  async slash(user: string, spot: Spot, typed: string): Promise<void> {
    const person = this.person(user)
    const channel = this.channel(user, spot)
    const [command = '', ...rest] = typed.trim().split(' ')
    const known = this.#app.manifest.features?.slash_commands?.find((each) => each.command === command)
    if (!known) throw new Error(`${command} is not a valid command`)
    const names = { public: channel.name, private: 'privategroup', im: 'directmessage' }
    const replyUrl = this.#app.replyUrl(this.#workspace, user, channel.id)
    const ack = await this.#deliveries.bring({
      kind: 'slash_commands',
      answerable: true,
      payload: {
        token: this.#app.verificationToken,
        team_id: this.#workspace.id,
        team_domain: this.#workspace.domain,
        channel_id: channel.id,
        channel_name: names[channel.kind],
        user_id: user,
        user_name: person.name,
        command,
        text: this.#typed(rest.join(' ').trim(), known.should_escape ?? false),
        api_app_id: this.#app.id,
        is_enterprise_install: 'false',
        response_url: replyUrl,
        trigger_id: this.#app.trigger(this.#workspace, user, { spot: channel.id }),
      },
    })
    this.#shown(user, channel, command, ack)
  }

  /** Presses a button by what stands on it, in the newest message that has it, or in a view. */
  async click(user: string, spot: Spot, label: string, at: { readonly message?: string } = {}): Promise<void> {
    const found = this.#find(user, spot, ({ element, label: text }) => element.type === 'button' && text === label, at)
    const { element, blockId, actionId } = found.control
    if (element.type !== 'button') throw new Error('not a button')
    await this.#acted(user, found, {
      type: 'button',
      block_id: blockId,
      action_id: actionId,
      text: element.text,
      ...(element.value !== undefined && { value: element.value }),
      ...(element.style !== undefined && { style: element.style }),
    })
  }

  /** Chooses from a list, ticks a box, picks a date: by its placeholder, label or `action_id`. */
  async select(
    user: string,
    spot: Spot,
    label: string,
    chosen: Filled,
    at: { readonly message?: string } = {},
  ): Promise<void> {
    const found = this.#find(user, spot, (control) => isCalled(control, label), at)
    const { control } = found
    const offered = found.in === 'view' ? found.open.offered.get(control.actionId) : undefined
    const value = fill(control, chosen, offered ?? [])
    if (found.in === 'view') hold(found.open, control, value)
    if (found.in === 'view' && control.input && !control.input.dispatches) return
    await this.#acted(user, found, { block_id: control.blockId, action_id: control.actionId, ...value })
  }

  /** Types into a list that the app fills; answers the labels that it offers. */
  async suggest(user: string, label: string, typed: string, spot: Spot = 'form'): Promise<readonly string[]> {
    const found = this.#find(user, spot, (control) => isCalled(control, label))
    const { control } = found
    if (control.element.type !== 'external_select' && control.element.type !== 'multi_external_select') {
      throw new Error(`“${label}” is no list that the app fills`)
    }
    if (typed.length < (control.element.min_query_length ?? 3)) return []
    const ack = await this.#deliveries.bring({
      kind: 'interactive',
      answerable: true,
      payload: {
        type: 'block_suggestion',
        ...this.#who(user),
        ...this.#where(found),
        action_id: control.actionId,
        block_id: control.blockId,
        value: typed,
      },
    })
    const options = this.#offeredBy(ack)
    if (found.in === 'view') found.open.offered.set(control.actionId, options)
    return options.map(({ text }) => text.text)
  }

  /** Fills in the form that is open, by block, action or label, and sends it. */
  async submit(user: string, filled: Readonly<Record<string, Filled>> = {}): Promise<void> {
    const open = this.#top(user)
    const { view } = open
    if (view.type !== 'modal') throw new Error('no form is open')
    const controls = controlsIn(view)
    for (const [name, value] of Object.entries(filled)) {
      const control = controls.find((each) => isCalled(each, name))
      if (!control) throw new Error(`the form has no field ${name}`)
      if (control.element.type === 'external_select' && typeof value === 'string' && value !== '') {
        const known = open.offered.get(control.actionId)?.some(({ text }) => text.text === value) ?? false
        if (!known) await this.suggest(user, name, value)
      }
      hold(open, control, fill(control, value, open.offered.get(control.actionId)))
    }
    if (!view.submit) throw new Error('this form cannot be sent')
    const complaints = controls.flatMap((control): readonly (readonly [string, string])[] => {
      const words = control.input && complaint(control, open.values.get(control.blockId)?.get(control.actionId))
      return words === undefined ? [] : [[control.blockId, words]]
    })
    open.errors = new Map(complaints)
    if (complaints.length > 0) return
    const ack = await this.#deliveries.bring({
      kind: 'interactive',
      answerable: true,
      payload: {
        type: 'view_submission',
        ...this.#who(user),
        trigger_id: this.#app.trigger(this.#workspace, user, { spot: open.spot, view: open.id }),
        view: viewJson(this.#workspace, open),
        response_urls: [],
      },
    })
    this.#submitted(user, open, ack)
  }

  /** Closes the form that is on top. */
  async close(user: string): Promise<void> {
    const open = this.#top(user)
    const { view } = open
    this.#workspace.modals.get(user)?.pop()
    if (view.type !== 'modal') return
    if (view.clear_on_close === true) this.#workspace.modals.delete(user)
    if (view.notify_on_close !== true) return
    await this.#deliveries.bring({
      kind: 'interactive',
      answerable: false,
      payload: {
        type: 'view_closed',
        ...this.#who(user),
        view: viewJson(this.#workspace, open),
        is_cleared: view.clear_on_close === true,
      },
    })
  }

  /** A shortcut: of a message, or with none the global one. */
  async shortcut(
    user: string,
    callbackId: string,
    on?: { readonly channel: string; readonly message: string },
  ): Promise<void> {
    const kind = on ? 'message' : 'global'
    const shortcuts = this.#app.manifest.features?.shortcuts ?? []
    if (!shortcuts.some((each) => each.type === kind && each.callback_id === callbackId)) {
      throw new Error(`there is no ${kind} shortcut ${callbackId}`)
    }
    if (!on) {
      const trigger = this.#app.trigger(this.#workspace, user)
      await this.#interact({
        type: 'shortcut',
        ...this.#who(user),
        callback_id: callbackId,
        trigger_id: trigger,
        action_ts: this.#workspace.newTs(),
      })
      return
    }
    const channel = this.channel(user, on.channel)
    const message = channel.messages.find(({ ts, onlyFor }) => ts === on.message && onlyFor === undefined)
    if (!message) throw new Error('message shortcuts are not offered on what is shown to one person only')
    const ack = await this.#interact({
      type: 'message_action',
      ...this.#who(user),
      callback_id: callbackId,
      trigger_id: this.#app.trigger(this.#workspace, user, { spot: channel.id }),
      action_ts: this.#workspace.newTs(),
      message_ts: message.ts,
      channel: { id: channel.id, name: channel.kind === 'private' ? 'privategroup' : channel.name },
      message: messageJson(this.#workspace, message),
      response_url: this.#app.replyUrl(this.#workspace, user, channel.id, message.ts),
    })
    this.#shown(user, channel, 'the shortcut', ack)
  }

  /** Opens the app's Home. */
  home(user: string, tab: 'home' | 'messages' = 'home'): void {
    const shown = this.#workspace.homes.get(user)
    this.#deliveries.event(this.#workspace, {
      type: 'app_home_opened',
      user,
      channel: this.#workspace.directOf(user).id,
      tab,
      ...(shown && { view: viewJson(this.#workspace, shown) }),
    })
  }

  /** Speaks in a channel. The app hears of it only where it asked to, and may. */
  say(user: string, spot: Spot, words: string): string {
    const channel = this.channel(user, spot)
    if (channel.archived) throw new Error('nobody speaks in an archived channel')
    if (!channel.members.has(user)) throw new Error(`${user} is not in ${channel.name}`)
    const message = this.#workspace.post({
      channel: channel.id,
      by: user,
      byApp: false,
      text: this.#typed(words, true),
    })
    const kinds = { public: 'channels', private: 'groups', im: 'im' } as const
    const types = { public: 'channel', private: 'group', im: 'im' } as const
    const heard =
      channel.members.has(this.#workspace.bot.id) &&
      this.#app.isGranted(this.#workspace, `${kinds[channel.kind]}:history`)
    const wanted = `message.${kinds[channel.kind]}`
    if (heard && this.#app.manifest.settings?.event_subscriptions?.bot_events?.includes(wanted) === true) {
      const event = {
        ...messageJson(this.#workspace, message),
        type: 'message',
        channel: channel.id,
        channel_type: types[channel.kind],
      }
      void this.#deliveries.bring(this.#deliveries.eventDelivery(this.#workspace, event))
    }
    return message.ts
  }

  /** All words that a person sees in a place, the form that is open before them among them. */
  seenBy(user: string, spot: Spot): string {
    const stack = this.#workspace.modals.get(user) ?? []
    const form = stack.slice(-1).map((open) => readView(this.#workspace, open))
    if (spot === 'form') return form.join('\n')
    if (spot === 'home') {
      const home = this.#workspace.homes.get(user)
      return [...(home ? [readView(this.#workspace, home)] : []), ...form].join('\n')
    }
    return [...this.messagesSeenBy(user, spot).map((message) => readMessage(this.#workspace, message)), ...form].join(
      '\n',
    )
  }

  messagesSeenBy(user: string, spot: Spot): readonly Message[] {
    return this.channel(user, spot).messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user)
  }

  #top(user: string): OpenView {
    const open = this.#workspace.modals.get(user)?.at(-1)
    if (!open) throw new Error(`no form is open before ${user}`)
    return open
  }

  #find(
    user: string,
    spot: Spot,
    wanted: (control: Control) => boolean,
    at: { readonly message?: string } = {},
  ): Found {
    const open = spot === 'form' ? this.#top(user) : spot === 'home' ? this.#workspace.homes.get(user) : undefined
    if (spot === 'form' || spot === 'home') {
      const control = open && controlsIn(open.view).find(wanted)
      if (!open || !control) throw new Error(`${user} sees no such control in the ${spot}`)
      return { control, in: 'view', open }
    }
    const channel = this.channel(user, spot)
    for (const message of [...this.messagesSeenBy(user, spot)].toReversed()) {
      if (at.message !== undefined && message.ts !== at.message) continue
      const control = controlsOf(message.blocks).find(wanted)
      if (control) return { control, in: 'message', channel, message }
    }
    throw new Error(`${user} sees no such control in ${spot}`)
  }

  async #acted(user: string, found: Found, action: Readonly<Record<string, unknown>>): Promise<void> {
    const trigger = this.#app.trigger(this.#workspace, user, {
      spot: found.in === 'message' ? found.channel.id : found.open.spot,
      view: found.in === 'view' ? found.open.id : undefined,
    })
    const ack = await this.#interact({
      type: 'block_actions',
      ...this.#who(user),
      ...this.#where(found),
      trigger_id: trigger,
      ...(found.in === 'message' && {
        response_url: this.#app.replyUrl(this.#workspace, user, found.channel.id, found.message.ts),
        state: { values: {} },
      }),
      actions: [{ ...action, action_ts: this.#workspace.newTs() }],
    })
    this.#shown(user, found.in === 'message' ? found.channel : undefined, 'the app', ack)
  }

  #interact(payload: Readonly<Record<string, unknown>>): Promise<Ack> {
    return this.#deliveries.bring({ kind: 'interactive', answerable: false, payload })
  }

  #who(user: string): Readonly<Record<string, unknown>> {
    const person = this.person(user)
    return {
      user: { id: user, username: person.name, name: person.name, team_id: person.team },
      api_app_id: this.#app.id,
      token: this.#app.verificationToken,
      team: { id: this.#workspace.id, domain: this.#workspace.domain },
      enterprise: null,
      is_enterprise_install: false,
    }
  }

  #where(found: Found): Readonly<Record<string, unknown>> {
    if (found.in === 'view') {
      const view = viewJson(this.#workspace, found.open)
      return { container: { type: 'view', view_id: found.open.id }, view }
    }
    const { channel, message } = found
    const hidden = message.onlyFor !== undefined
    return {
      container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: hidden },
      channel: {
        id: channel.id,
        name: channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name,
      },
      // What was shown to one person only is kept nowhere, so it is not sent along.
      ...(!hidden && { message: messageJson(this.#workspace, message) }),
    }
  }

  /** As Slack hands on what somebody typed: escaped, and with people as references where the app wants that. */
  #typed(words: string, references: boolean): string {
    const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    if (!references) return escaped
    return escaped.replaceAll(/@([a-z0-9.]+)/g, (typed, name: string) => {
      const person = [...this.#workspace.people.values()].find((each) => each.name === name)
      return person ? `<@${person.id}|${name}>` : typed
    })
  }

  /** What came with the acknowledgement, or the error that a person sees instead. */
  #shown(user: string, channel: Channel | undefined, what: string, ack: Ack): void {
    if (!ack.ok) {
      this.#say(user, channel, `${what} failed with the error "${ack.why}"`)
      return
    }
    if (ack.body === undefined || !channel) return
    try {
      const reply = {
        user,
        workspace: this.#workspace,
        channel: channel.id,
        message: undefined,
        until: Infinity,
        uses: 0,
      }
      answer(this.#app, reply, ack.body as Readonly<Record<string, unknown>>)
    } catch (error) {
      this.#refused('the acknowledgement', error)
    }
  }

  #say(user: string, channel: Channel | undefined, text: string): void {
    const spot = channel ?? this.#workspace.directOf(user)
    this.#workspace.post({ channel: spot.id, by: 'USLACKBOT', byApp: false, text, onlyFor: user })
  }

  #offeredBy(ack: Ack): readonly OfferedOption[] {
    if (!ack.ok || typeof ack.body !== 'object' || ack.body === null) return []
    const body = ack.body as {
      options?: readonly OfferedOption[]
      option_groups?: readonly { options: readonly OfferedOption[] }[]
    }
    const options = body.options ?? body.option_groups?.flatMap((group) => group.options)
    if (!options) {
      this.#app.fault('options', 'a suggestion was acknowledged without options')
      return []
    }
    try {
      checkBlocks(
        [
          {
            type: 'actions',
            elements: [
              {
                type: 'static_select',
                action_id: newId('a'),
                options: options.length > 0 ? options : [{ text: { type: 'plain_text', text: '-' }, value: '-' }],
              },
            ],
          },
        ],
        'modal',
      )
    } catch (error) {
      this.#refused('the options', error)
      return []
    }
    return options
  }

  #submitted(user: string, open: OpenView, ack: Ack): void {
    const trouble = 'We had some trouble connecting. Try again?'
    if (!ack.ok) {
      open.errors = new Map([['', trouble]])
      this.#say(user, undefined, trouble)
      return
    }
    const stack = this.#workspace.modals.get(user) ?? []
    const said = (ack.body ?? {}) as {
      response_action?: string
      errors?: Readonly<Record<string, string>>
      view?: View
    }
    try {
      switch (said.response_action) {
        case undefined:
          if (ack.body !== undefined) throw wrong('invalid_response_action', 'an answer without response_action')
          stack.splice(stack.indexOf(open), 1)
          return
        case 'clear':
          this.#workspace.modals.delete(user)
          return
        case 'errors':
          open.errors = this.#blockErrors(open, said.errors ?? {})
          return
        case 'update':
          replaceView(this.#workspace, open, checkView(said.view))
          return
        case 'push':
          if (stack.length >= stackedViews) throw new Refused('push_limit_reached', {}, 'a fourth modal on the stack')
          stack.push(openView(this.#workspace, checkView(said.view), { user, spot: open.spot, under: open }))
          return
        default:
          throw wrong('invalid_response_action', `response_action ${said.response_action}`)
      }
    } catch (error) {
      this.#refused('the answer to a form', error)
      this.#say(user, undefined, trouble)
    }
  }

  #blockErrors(open: OpenView, errors: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    const inputs = controlsIn(open.view).filter(({ input }) => input !== undefined)
    const stray = Object.keys(errors).find((blockId) => !inputs.some((each) => each.blockId === blockId))
    if (stray !== undefined) throw wrong('invalid_errors', `${stray} is no input block of this form`)
    if (Object.keys(errors).length === 0) throw wrong('invalid_errors', 'response_action errors without errors')
    return new Map(Object.entries(errors))
  }

  #refused(what: string, error: unknown): void {
    if (!(error instanceof Refused)) throw error
    this.#app.fault(error.code, `${what}: ${error.fault ?? error.code}`)
  }
}

const isCalled = ({ blockId, actionId, label }: Control, name: string): boolean =>
  blockId === name || actionId === name || label === name

function hold(open: OpenView, { blockId, actionId }: Control, value: StateValue): void {
  open.values.set(blockId, (open.values.get(blockId) ?? new Map<string, StateValue>()).set(actionId, value))
}
