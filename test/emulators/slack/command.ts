import { channelAt, personAt, showAck, typed, writableAt, type Hands, type Spot } from './hands.ts'
import { messageJson } from './message.ts'
import { calledInPayloads, whoIs } from './payload.ts'
import { viewJson } from './view.ts'

/** Types a command. People of other organisations have none of the app's. */
export async function slash(hands: Hands, user: string, spot: Spot, line: string): Promise<void> {
  const { app, workspace, deliveries } = hands
  const person = personAt(hands, user)
  const channel = writableAt(hands, user, spot)
  const [command = '', ...rest] = line.trim().split(' ')
  const known = app.manifest.features?.slash_commands?.find((each) => each.command === command)
  if (!known || person.kind === 'stranger') throw new Error(`${command} is not a valid command`)
  const ack = await deliveries.bring({
    kind: 'slash_commands',
    answerable: true,
    payload: {
      token: app.verificationToken,
      team_id: workspace.id,
      team_domain: workspace.domain,
      channel_id: channel.id,
      channel_name: calledInPayloads(channel),
      user_id: user,
      user_name: person.name,
      command,
      text: typed(hands, rest.join(' ').trim(), known.should_escape ?? false),
      api_app_id: app.id,
      is_enterprise_install: 'false',
      response_url: app.replyUrl(workspace, user, channel.id),
      trigger_id: app.trigger(workspace, user, { spot: channel.id }),
    },
  })
  showAck(hands, user, channel, command, ack)
}

/** A shortcut: of a message, or with none the global one. */
export async function shortcut(
  hands: Hands,
  user: string,
  callbackId: string,
  on?: { readonly channel: string; readonly message: string },
): Promise<void> {
  const { app, workspace, deliveries } = hands
  const kind = on ? 'message' : 'global'
  const known = app.manifest.features?.shortcuts?.some((each) => each.type === kind && each.callback_id === callbackId)
  if (known !== true || personAt(hands, user).kind === 'stranger') throw new Error(`there is no shortcut ${callbackId}`)
  const shared = { ...whoIs(hands, user), callback_id: callbackId, action_ts: workspace.newTs() }
  if (!on) {
    const payload = { type: 'shortcut', ...shared, trigger_id: app.trigger(workspace, user) }
    showAck(hands, user, undefined, 'the shortcut', await deliveries.interaction(payload))
    return
  }
  const channel = channelAt(hands, user, on.channel)
  const message = channel.messages.find(({ ts, onlyFor }) => ts === on.message && onlyFor === undefined)
  if (!message) throw new Error('message shortcuts are not offered on what is shown to one person only')
  const ack = await deliveries.interaction({
    type: 'message_action',
    ...shared,
    trigger_id: app.trigger(workspace, user, { spot: channel.id }),
    message_ts: message.ts,
    channel: { id: channel.id, name: calledInPayloads(channel) },
    message: messageJson(workspace, message),
    response_url: app.replyUrl(workspace, user, channel.id, message.ts),
  })
  showAck(hands, user, channel, 'the shortcut', ack)
}

/** Opens the app's Home. */
export function home({ workspace, deliveries }: Hands, user: string, tab: 'home' | 'messages' = 'home'): void {
  const shown = workspace.homes.get(user)
  deliveries.event(workspace, {
    type: 'app_home_opened',
    user,
    channel: workspace.directOf(user).id,
    tab,
    ...(shown && { view: viewJson(workspace, shown) }),
  })
}

/** Speaks in a channel. The app hears of it only where it asked to, and may. */
export function say(hands: Hands, user: string, spot: Spot, words: string): string {
  const { app, workspace, deliveries } = hands
  const channel = writableAt(hands, user, spot)
  const message = workspace.post({ channel: channel.id, by: user, byApp: false, text: typed(hands, words, true) })
  const kinds = { public: 'channels', private: 'groups', im: 'im' } as const
  const types = { public: 'channel', private: 'group', im: 'im' } as const
  const mayHear = app.isGranted(workspace, `${kinds[channel.kind]}:history`)
  if (mayHear && channel.members.has(workspace.bot.id)) {
    const event = { ...messageJson(workspace, message), type: 'message', channel: channel.id }
    deliveries.event(workspace, { ...event, channel_type: types[channel.kind] }, `message.${kinds[channel.kind]}`)
  }
  return message.ts
}
