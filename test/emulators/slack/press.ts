import { type Ack } from './app.ts'
import { checkBlocks } from './block-kit.ts'
import { controlsOf, type Control } from './control.ts'
import { fill, hold, type Filled } from './fill.ts'
import { channelAt, formBefore, messagesSeenBy, noteRefusal, showAck, type Hands, type Spot } from './hands.ts'
import { messageJson } from './message.ts'
import { calledInPayloads, whoIs } from './payload.ts'
import { controlsIn, viewJson } from './view.ts'
import { newId, type Channel, type Message, type OfferedOption, type OpenView } from './workspace.ts'

/** Where a control was found. */
type Found = { readonly control: Control } & (
  | { readonly in: 'message'; readonly channel: Channel; readonly message: Message }
  | { readonly in: 'view'; readonly open: OpenView }
)

/** Which one of several, and what is answered where Slack asks "are you sure?". */
export interface At {
  readonly message?: string
  readonly sure?: boolean
}

export const isCalled = ({ blockId, actionId, label }: Control, name: string): boolean =>
  blockId === name || actionId === name || label === name

/** @throws Error where this person sees no such control: a card counts as it was last sent. */
function find(hands: Hands, user: string, spot: Spot, wanted: (control: Control) => boolean, at: At = {}): Found {
  if (spot === 'form' || spot === 'home') {
    const open = spot === 'form' ? formBefore(hands, user) : hands.workspace.homes.get(user)
    const control = open && controlsIn(open.view).find(wanted)
    if (!open || !control) throw new Error(`${user} sees no such control in the ${spot}`)
    return { control, in: 'view', open }
  }
  const channel = channelAt(hands, user, spot)
  for (const message of [...messagesSeenBy(hands, user, spot)].toReversed()) {
    if (at.message !== undefined && message.ts !== at.message) continue
    const control = controlsOf(message.blocks).find(wanted)
    if (control) return { control, in: 'message', channel, message }
  }
  throw new Error(`${user} sees no such control in ${spot}`)
}

/** Presses a button by what stands on it, in the newest message that has it, or in a view. */
export async function click(hands: Hands, user: string, spot: Spot, label: string, at: At = {}): Promise<void> {
  const isIt = ({ element, label: words }: Control): boolean => element.type === 'button' && words === label
  const found = find(hands, user, spot, isIt, at)
  const { element, blockId, actionId } = found.control
  if (element.type !== 'button') return
  if (element.confirm && at.sure === false) return
  const { value, style, confirm, text } = element
  await acted(hands, user, found, {
    type: 'button',
    block_id: blockId,
    action_id: actionId,
    text,
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
    ...(confirm && { confirm }),
  })
}

/** Chooses from a list, ticks a box, picks a date: by its placeholder, label or `action_id`. */
export async function select(
  hands: Hands,
  user: string,
  spot: Spot,
  label: string,
  chosen: Filled,
  at: At = {},
): Promise<void> {
  const found = find(hands, user, spot, (control) => isCalled(control, label), at)
  const { control } = found
  const offered = found.in === 'view' ? found.open.offered.get(control.actionId) : undefined
  const value = fill(control, chosen, offered ?? [])
  if (found.in === 'view') hold(found.open, control, value)
  if (found.in === 'view' && control.input && !control.input.dispatches) return
  await acted(hands, user, found, { block_id: control.blockId, action_id: control.actionId, ...value })
}

/** Types into a list that the app fills; answers the labels that it offers. */
export async function suggest(
  hands: Hands,
  user: string,
  label: string,
  words: string,
  spot: Spot = 'form',
): Promise<readonly string[]> {
  const found = find(hands, user, spot, (control) => isCalled(control, label))
  const { control } = found
  if (control.element.type !== 'external_select' && control.element.type !== 'multi_external_select') {
    throw new Error(`“${label}” is no list that the app fills`)
  }
  if (words.length < (control.element.min_query_length ?? 3)) return []
  const ack = await hands.deliveries.bring({
    kind: 'interactive',
    answerable: true,
    payload: {
      type: 'block_suggestion',
      ...whoIs(hands, user),
      ...whereIs(hands, found),
      action_id: control.actionId,
      block_id: control.blockId,
      value: words,
    },
  })
  const options = offeredBy(hands, ack)
  if (found.in === 'view') found.open.offered.set(control.actionId, options)
  return options.map(({ text }) => text.text)
}

async function acted(
  hands: Hands,
  user: string,
  found: Found,
  action: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { app, workspace, deliveries } = hands
  const spot = found.in === 'message' ? found.channel.id : found.open.spot
  const ack = await deliveries.interaction({
    type: 'block_actions',
    ...whoIs(hands, user),
    ...whereIs(hands, found),
    trigger_id: app.trigger(workspace, user, { spot, view: found.in === 'view' ? found.open.id : undefined }),
    ...(found.in === 'message' && {
      response_url: app.replyUrl(workspace, user, found.channel.id, found.message.ts),
      state: { values: {} },
    }),
    actions: [{ ...action, action_ts: workspace.newTs() }],
  })
  showAck(hands, user, found.in === 'message' ? found.channel : undefined, 'the app', ack)
}

function whereIs({ workspace }: Hands, found: Found): Readonly<Record<string, unknown>> {
  if (found.in === 'view') {
    return { container: { type: 'view', view_id: found.open.id }, view: viewJson(workspace, found.open) }
  }
  const { channel, message } = found
  const hidden = message.onlyFor !== undefined
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: hidden },
    channel: { id: channel.id, name: calledInPayloads(channel) },
    // What was shown to one person only is kept nowhere, so it is not sent along.
    ...(!hidden && { message: messageJson(workspace, message) }),
  }
}

function offeredBy(hands: Hands, ack: Ack): readonly OfferedOption[] {
  if (!ack.ok || typeof ack.body !== 'object' || ack.body === null) return []
  const body = ack.body as {
    readonly options?: readonly OfferedOption[]
    readonly option_groups?: readonly { readonly options: readonly OfferedOption[] }[]
  }
  const options = body.options ?? body.option_groups?.flatMap((group) => group.options)
  if (!options) {
    hands.app.fault('options', 'a suggestion was acknowledged without options')
    return []
  }
  if (options.length === 0) return []
  try {
    // A list that the app fills takes what a list takes that it sends along.
    checkBlocks([{ type: 'actions', elements: [{ type: 'static_select', action_id: newId('a'), options }] }], 'message')
    return options
  } catch (error) {
    noteRefusal(hands, 'the options', error)
    return []
  }
}
