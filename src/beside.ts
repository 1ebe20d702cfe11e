import type { Acting } from './acts/acting.ts'
import { loadScene } from './acts/scene.ts'
import type { AssemblyId } from './domain/id.ts'
import { stageOf } from './domain/leg.ts'
import type { Page } from './port/page.ts'

/** The trackers of what is on its way, newest first, and one's own desk. */
export async function besideOf(acting: Acting, assembly: AssemblyId | undefined): Promise<readonly Page[]> {
  const loaded = assembly && (await loadScene(acting, assembly))
  const all = loaded ? [...loaded.world.assembly.proposals.values()].toReversed() : []
  const onTheWay = all.filter((proposal) =>
    ['in caucuses', 'plenary assessment', 'recommended', 'no consensus'].includes(stageOf(proposal)),
  )
  return [...onTheWay.slice(0, 2).map(({ id }): Page => ({ page: 'tracker', proposal: id })), { page: 'desk' }]
}
