import { type KnownBlock, type View } from '@slack/types'
import { controlsOf, initialValue } from './control.ts'
import { Refused, wrong } from './refused.ts'
import { newId, type OpenView, type Workspace } from './workspace.ts'

/** Modals on top of each other at most. */
export const stackedViews = 3

/** What one can operate in a view, from its top to its bottom. */
export const controlsIn = ({ blocks }: View): ReturnType<typeof controlsOf> =>
  controlsOf(blocks as readonly KnownBlock[])

export function viewJson(workspace: Workspace, open: OpenView): Readonly<Record<string, unknown>> {
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
    app_id: workspace.appId,
    app_installed_team_id: workspace.id,
    bot_id: workspace.botId,
    hash: open.hash,
    root_view_id: open.root,
    previous_view_id: open.previous ?? null,
    state: { values: stateOf(open) },
  }
}

/** Everything that the fields hold now, by `block_id` and `action_id`. */
function stateOf(open: OpenView): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const values: Record<string, Record<string, unknown>> = {}
  for (const { blockId, actionId, element } of controlsIn(open.view)) {
    if (element.type === 'button' || element.type === 'overflow' || element.type === 'workflow_button') continue
    values[blockId] = {
      ...values[blockId],
      [actionId]: open.values.get(blockId)?.get(actionId) ?? initialValue(element),
    }
  }
  return values
}

const newHash = (workspace: Workspace): string => `${workspace.newTs()}.${newId('h')}`

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
    hash: newHash(workspace),
    values: new Map(),
    errors: new Map(),
    offered: new Map(),
  }
}

/** Slack keeps what was typed where block and action keep their ids. */
export function replaceView(workspace: Workspace, open: OpenView, view: View): void {
  if (view.type !== open.view.type) throw wrong('invalid_arguments', 'a view keeps its type')
  refuseTwin(workspace, view, open)
  const kept = new Map(controlsIn(view).map(({ blockId, actionId }) => [`${blockId} ${actionId}`, true] as const))
  for (const [blockId, actions] of open.values) {
    for (const actionId of actions.keys()) if (!kept.has(`${blockId} ${actionId}`)) actions.delete(actionId)
  }
  open.view = view
  open.hash = newHash(workspace)
  open.errors = new Map()
}

function refuseTwin(workspace: Workspace, { external_id: external }: View, own?: OpenView): void {
  if (external === undefined || external === '') return
  const all = [...workspace.homes.values(), ...[...workspace.modals.values()].flat()]
  if (all.some((open) => open !== own && open.view.external_id === external)) throw new Refused('duplicate_external_id')
}
