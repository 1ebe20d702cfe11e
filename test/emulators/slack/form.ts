import { type View } from '@slack/types'
import { type Ack } from './app.ts'
import { checkView } from './block-kit.ts'
import { type Control } from './control.ts'
import { attach, complaint, fill, hold, isFile, type Filled, type GivenFile } from './fill.ts'
import { formBefore, noteRefusal, slackbotSays, type Hands } from './hands.ts'
import { whoIs } from './payload.ts'
import { isCalled, suggest } from './press.ts'
import { Refused, wrong } from './refused.ts'
import { controlsIn, openView, replaceView, stackedViews, viewJson } from './view.ts'
import { type OpenView } from './workspace.ts'

/** Fills in the form that is open, by block, action or label, and sends it. */
export async function submit(
  hands: Hands,
  user: string,
  filled: Readonly<Record<string, Filled | GivenFile>> = {},
): Promise<void> {
  const open = formBefore(hands, user)
  const { view } = open
  const controls = controlsIn(view)
  for (const [name, value] of Object.entries(filled)) {
    const control = controls.find((each) => isCalled(each, name))
    if (!control) throw new Error(`the form has no field ${name}`)
    if (isFile(value)) hold(open, control, attach(hands, control, value))
    else await put(hands, open, control, value)
  }
  if (view.type !== 'modal' || !view.submit) throw new Error('this form cannot be sent')
  const complaints = controls.flatMap((control): readonly (readonly [string, string])[] => {
    const words = control.input && complaint(control, open.values.get(control.blockId)?.get(control.actionId))
    return words === undefined ? [] : [[control.blockId, words]]
  })
  open.errors = new Map(complaints)
  if (complaints.length > 0) return
  const { app, workspace, deliveries } = hands
  const ack = await deliveries.bring({
    kind: 'interactive',
    answerable: true,
    payload: {
      type: 'view_submission',
      ...whoIs(hands, user),
      trigger_id: app.trigger(workspace, user, { spot: open.spot, view: open.id }),
      view: viewJson(workspace, open),
      response_urls: [],
    },
  })
  submitted(hands, open, ack)
}

/** Closes the form that is on top. */
export async function close(hands: Hands, user: string): Promise<void> {
  const { workspace, deliveries } = hands
  const open = formBefore(hands, user)
  const { view } = open
  const all = view.type === 'modal' && view.clear_on_close === true
  if (all) workspace.modals.delete(user)
  else workspace.modals.get(user)?.pop()
  if (view.type !== 'modal' || view.notify_on_close !== true) return
  await deliveries.interaction({
    type: 'view_closed',
    ...whoIs(hands, user),
    view: viewJson(workspace, open),
    is_cleared: all,
  })
}

/** A list that the app fills is typed into first, as people do. */
async function put(hands: Hands, open: OpenView, control: Control, value: Filled): Promise<void> {
  const offered = (): ReturnType<OpenView['offered']['get']> => open.offered.get(control.actionId)
  const isOffered = offered()?.some(({ text }) => text.text === value) ?? false
  if (control.element.type === 'external_select' && typeof value === 'string' && value !== '' && !isOffered) {
    await suggest(hands, open.user, control.blockId, value)
  }
  hold(open, control, fill(control, value, offered()))
}

interface Answer {
  readonly response_action?: string
  readonly errors?: Readonly<Record<string, string>>
  readonly view?: View
}

function submitted(hands: Hands, open: OpenView, ack: Ack): void {
  const trouble = 'We had some trouble connecting. Try again?'
  if (!ack.ok) {
    slackbotSays(hands, open.user, undefined, trouble)
    return
  }
  try {
    obey(hands, open, ack.body as Answer | undefined)
  } catch (error) {
    noteRefusal(hands, 'the answer to a form', error)
    slackbotSays(hands, open.user, undefined, trouble)
  }
}

/** @throws Refused for an answer that Slack does not take. */
function obey({ workspace }: Hands, open: OpenView, said: Answer | undefined): void {
  const stack = workspace.modals.get(open.user) ?? []
  switch (said?.response_action) {
    case undefined:
      if (said !== undefined) throw wrong('invalid_response_action', 'an answer without response_action')
      stack.splice(stack.indexOf(open), 1)
      return
    case 'clear':
      workspace.modals.delete(open.user)
      return
    case 'errors':
      open.errors = blockErrors(open, said?.errors ?? {})
      return
    case 'update':
      replaceView(workspace, open, checkView(said?.view))
      return
    case 'push':
      if (stack.length >= stackedViews) throw new Refused('push_limit_reached', {}, 'a fourth modal on the stack')
      stack.push(openView(workspace, checkView(said?.view), { user: open.user, spot: open.spot, under: open }))
      return
    default:
      throw wrong('invalid_response_action', `response_action ${said?.response_action ?? ''}`)
  }
}

function blockErrors(open: OpenView, errors: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const inputs = controlsIn(open.view).filter(({ input }) => input !== undefined)
  const stray = Object.keys(errors).find((blockId) => !inputs.some((each) => each.blockId === blockId))
  if (stray !== undefined) throw wrong('invalid_errors', `${stray} is no input block of this form`)
  if (Object.keys(errors).length === 0) throw wrong('invalid_errors', 'response_action errors without errors')
  return new Map(Object.entries(errors))
}
