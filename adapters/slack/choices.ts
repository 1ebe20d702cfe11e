import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { sentIn } from './answers.ts'
import { lookedUp, optionsOf } from './inputs.ts'
import { metadataOf } from './modal.ts'
import { place } from './read.ts'
import type { Workspace } from './workspace.ts'

const suggestion = z.object({
  user: z.object({ id: z.string(), name: z.string().nullish() }),
  action_id: z.string(),
  value: z.string().catch(''),
  view: z.object({
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }).nullish(),
  }),
})

/** Slack waits three seconds for choices, and takes nothing later. */
const choicesWithin = 2_500

/** What a list offers while somebody types in it. */
export async function choicesFor(workspace: Workspace | undefined, body: unknown) {
  const read = suggestion.safeParse(body)
  const meta = read.data && metadataOf(read.data.view.private_metadata)
  if (!read.success || !meta || !workspace?.started) return []
  const { user, action_id: action, value, view } = read.data
  const { started } = workspace
  const asking = (async () => {
    const kept = meta.k === undefined ? {} : workspace.kept.get(meta.k)
    return await started.dispatch({
      key: `slack:choices:${randomUUID()}`,
      who: await workspace.people.identity(user.id, user.name ?? undefined),
      where: place(meta.w),
      what: {
        kind: 'choices',
        command: meta.c,
        field: action.slice(lookedUp.length),
        typed: value,
        answers: { ...kept, ...meta.s, ...sentIn(view.state?.values).answers },
      },
    })
  })()
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), choicesWithin).unref())
  const reply = await Promise.race([asking, late])
  return reply?.kind === 'choices' ? optionsOf(reply.choices) : []
}
