import { randomUUID } from 'node:crypto'
import { fit } from '../../src/port/fit.ts'
import { Newest } from './newest.ts'
import { place } from './read.ts'
import { rendered, viewLimits } from './render.ts'
import type { Workspace } from './workspace.ts'

/** The App Homes of one workspace: each is the desk of the person who looks at it, drawn for them alone. */
export interface Homes {
  /** Somebody opened their Home. `key` is that of Slack's event. */
  open(user: string, key: string): Promise<void>
  /** Somebody did something: their Home, if they ever opened it, shows what counts now. */
  refresh(user: string): Promise<void>
}

export function homesOf(workspace: Workspace): Homes {
  const opened = new Set<string>()
  const newest = new Newest<string, void>()

  async function publish(user: string, key: string): Promise<void> {
    await newest.offer(user, key, async (take) => {
      const started = workspace.started
      if (!started) return
      // Taken before it is drawn: what changes from here on makes another drawing.
      const reply = await started.dispatch({
        key: take(),
        who: await workspace.people.identity(user),
        where: place('direct'),
        what: { kind: 'press', press: { kind: 'page', page: { page: 'desk' } } },
      })
      if (reply.kind !== 'card') return
      const { blocks } = rendered(fit(reply.card, viewLimits).card, 'view')
      await workspace.api.call(
        'views.publish',
        async (client) =>
          await client.views.publish({
            user_id: user,
            view: { type: 'home', private_metadata: JSON.stringify({ c: '', s: {}, w: 'direct' }), blocks },
          }),
      )
    })
  }

  return {
    async open(user, key) {
      opened.add(user)
      await publish(user, key)
    },
    async refresh(user) {
      if (opened.has(user)) await publish(user, `slack:home:${randomUUID()}`)
    },
  }
}
