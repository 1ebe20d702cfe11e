import { type View } from '@slack/types'
import { checkView } from '../block-kit.ts'
import { Refused, wrong } from '../refused.ts'
import { controlsIn, openView, replaceView, stackedViews, viewJson } from '../view.ts'
import { need, personOf, type Call, type Method } from './method.ts'

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

/** @throws Refused where it breaks a limit, or asks for files without the scope to read them. */
function viewIn(call: Call): View {
  const view = checkView(call.args.structure('view'))
  if (controlsIn(view).some(({ element }) => element.type === 'file_input')) need(call, 'files:read')
  return view
}

function modalOf(call: Call): View {
  const view = viewIn(call)
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
      return { view: viewJson(call.workspace, open) }
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
      return { view: viewJson(call.workspace, open) }
    },
  },

  'views.update': {
    tier: 4,
    scopes: [],
    run: (call) => {
      const view = viewIn(call)
      const id = call.args.maybe('view_id')
      const external = id === undefined ? call.args.text('external_id') : undefined
      const open = [...call.workspace.modals.values()]
        .flat()
        .find((each) => (id === undefined ? each.view.external_id === external : each.id === id))
      if (!open) throw new Refused('not_found')
      const hash = call.args.maybe('hash')
      if (hash !== undefined && hash !== open.hash) throw new Refused('hash_conflict')
      replaceView(call.workspace, open, view)
      return { view: viewJson(call.workspace, open) }
    },
  },

  'views.publish': {
    tier: 4,
    scopes: [],
    run: (call) => {
      const view = viewIn(call)
      if (call.app.manifest.features?.app_home?.home_tab_enabled !== true) {
        throw new Refused('not_enabled', {}, 'the manifest has no Home tab')
      }
      if (view.type !== 'home') throw wrong('invalid_arguments', 'views.publish takes a home')
      const { id: user } = personOf(call, call.args.text('user_id'))
      const shown = call.workspace.homes.get(user)
      const hash = call.args.maybe('hash')
      if (hash !== undefined && hash !== shown?.hash) throw new Refused('hash_conflict')
      if (shown) replaceView(call.workspace, shown, view)
      const open = shown ?? openView(call.workspace, view, { user, spot: 'home' })
      call.workspace.homes.set(user, open)
      return { view: viewJson(call.workspace, open) }
    },
  },
}
