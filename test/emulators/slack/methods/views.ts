import { type View } from '@slack/types'
import { checkView } from '../block-kit.ts'
import { controlsOf, initialValue } from '../control.ts'
import { Refused, wrong } from '../refused.ts'
import { newId, type OpenView, type Workspace } from '../workspace.ts'
import { personOf, type Call, type Method } from './method.ts'

const stackedViews = 3

export function viewJson(workspace: Workspace, open: OpenView, appId: string): Readonly<Record<string, unknown>> {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    ...open.view,
    ...(open.view.type === 'modal' && {
      clear_on_close: open.view.clear_on_close ?? false,
      notify_on_close: open.view.notify_on_close ?? false,
      close: open.view.close ?? null,
      submit: open.view.submit ?? null,
    }),
    id: open.id,
    team_id: workspace.id,
    app_id: appId,
    app_installed_team_id: workspace.id,
    bot_id: workspace.botId,
    hash: open.hash,
    root_view_id: open.root,
    previous_view_id: open.previous ?? null,
    state: { values: stateOf(open) },
  }
}

/** Everything that the fields hold now, by `block_id` and `action_id`. */
export function stateOf(open: OpenView): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const values: Record<string, Record<string, unknown>> = {}
  for (const { block, blockId, actionId, element } of controlsOf(open.view.blocks as never)) {
    if (element.type === 'button' || element.type === 'overflow' || element.type === 'workflow_button') continue
    void block
    values[blockId] = {
      ...values[blockId],
      [actionId]: open.values.get(blockId)?.get(actionId) ?? initialValue(element),
    }
  }
  return values
}

const newHash = (call: { readonly workspace: Workspace }): string => `${call.workspace.newTs()}.${newId('h')}`

interface Opening {
  readonly user: string
  readonly spot?: string | undefined
  readonly under?: OpenView | undefined
}

/** Puts a view before a person. */
export function openView(workspace: Workspace, view: View, { user, spot, under }: Opening): OpenView {
  refuseTwin(workspace, view)
  const id = newId('V')
  return {
    id,
    user,
    view,
    spot,
    root: under?.root ?? id,
    previous: under?.id,
    hash: newHash({ workspace }),
    values: new Map(),
    errors: new Map(),
    offered: new Map(),
  }
}

/** Slack keeps what was typed where block and action keep their ids. */
export function replaceView(workspace: Workspace, open: OpenView, view: View): void {
  if (view.type !== open.view.type) throw wrong('invalid_arguments', 'a view keeps its type')
  refuseTwin(workspace, view, open)
  const kept = new Map(
    controlsOf(view.blocks as never).map(({ blockId, actionId }) => [`${blockId} ${actionId}`, true] as const),
  )
  for (const [blockId, actions] of open.values) {
    for (const actionId of actions.keys()) if (!kept.has(`${blockId} ${actionId}`)) actions.delete(actionId)
  }
  open.view = view
  open.hash = newHash({ workspace })
  open.errors = new Map()
}

function refuseTwin(workspace: Workspace, { external_id: external }: View, own?: OpenView): void {
  if (external === undefined || external === '') return
  const all = [...workspace.homes.values(), ...[...workspace.modals.values()].flat()]
  if (all.some((open) => open !== own && open.view.external_id === external)) throw new Refused('duplicate_external_id')
}

/** What opened this, if it may still. */
function redeem(call: Call): {
  readonly user: string
  readonly spot: string | undefined
  readonly view: string | undefined
} {
  const id = call.args.text('trigger_id')
  const trigger = call.app.triggers.get(id)
  if (!trigger || trigger.workspace !== call.workspace) throw new Refused('invalid_trigger_id')
  if (trigger.until < call.app.clock.now()) throw new Refused('expired_trigger_id', {}, 'a trigger_id used too late')
  if (trigger.used) throw new Refused('exchanged_trigger_id', {}, 'a trigger_id used twice')
  trigger.used = true
  return trigger
}

function modalOf(call: Call): View {
  const view = checkView(call.args.structure('view'))
  if (view.type !== 'modal') throw wrong('invalid_arguments', 'this method takes a modal')
  return view
}

export const views: Readonly<Record<string, Method>> = {
  'views.open': {
    tier: 4,
    scopes: [],
    run: (call) => {
      const view = modalOf(call)
      const { user, spot } = redeem(call)
      const open = openView(call.workspace, view, { user, spot })
      call.workspace.modals.set(user, [open])
      return { view: viewJson(call.workspace, open, call.app.id) }
    },
  },

  'views.push': {
    tier: 4,
    scopes: [],
    run: (call) => {
      const view = modalOf(call)
      const { user, spot, view: pressedIn } = redeem(call)
      const stack = call.workspace.modals.get(user) ?? []
      const under = stack.at(-1)
      if (!under || under.id !== pressedIn) throw new Refused('not_found', {}, 'views.push without an open modal')
      if (stack.length >= stackedViews) throw new Refused('push_limit_reached', {}, 'a fourth modal on the stack')
      const open = openView(call.workspace, view, { user, spot: under.spot ?? spot, under })
      stack.push(open)
      return { view: viewJson(call.workspace, open, call.app.id) }
    },
  },

  'views.update': {
    tier: 4,
    scopes: [],
    run: (call) => {
      const view = checkView(call.args.structure('view'))
      const id = call.args.maybe('view_id')
      const external = id === undefined ? call.args.text('external_id') : undefined
      const open = [...call.workspace.modals.values()]
        .flat()
        .find((each) => (id === undefined ? each.view.external_id === external : each.id === id))
      if (!open) throw new Refused('not_found')
      const hash = call.args.maybe('hash')
      if (hash !== undefined && hash !== open.hash) throw new Refused('hash_conflict')
      replaceView(call.workspace, open, view)
      return { view: viewJson(call.workspace, open, call.app.id) }
    },
  },

  'views.publish': {
    tier: 4,
    scopes: [],
    run: (call) => {
      const view = checkView(call.args.structure('view'))
      if (view.type !== 'home') throw wrong('invalid_arguments', 'views.publish takes a home')
      const { id: user } = personOf(call, call.args.text('user_id'))
      const shown = call.workspace.homes.get(user)
      const hash = call.args.maybe('hash')
      if (hash !== undefined && hash !== shown?.hash) throw new Refused('hash_conflict')
      if (shown) replaceView(call.workspace, shown, view)
      const open = shown ?? openView(call.workspace, view, { user, spot: 'home' })
      call.workspace.homes.set(user, open)
      return { view: viewJson(call.workspace, open, call.app.id) }
    },
  },
}
