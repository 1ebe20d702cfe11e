import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import { drawCard } from '../cards/draw.ts'
import type { AssemblyId } from '../domain/id.ts'
import { Drawer } from '../jobs/drawer.ts'
import { keepFresh } from '../jobs/keep-fresh.ts'
import { cardRows, withCard } from '../store/cards.ts'
import { say } from '../text/say.ts'
import { premisesOf, type Home } from './home.ts'

/** Makes one card true on one platform. */
export type Draw = (assembly: AssemblyId, card: string) => Promise<void>

export function drawsOn(acting: Acting, home: Home): Draw {
  const drawer = new Drawer()
  const premises = premisesOf(home)
  return async (assembly, card) => {
    await drawer.draw(`${assembly} ${card}`, async (standing) => {
      await keepFresh({
        ...standing,
        platform: home.platform,
        now: acting.now,
        rows: cardRows(acting.query, premises, assembly, card),
        locked: async (work) => await withCard(acting.store, premises, assembly, card, work),
        draw: async () => {
          const loaded = await loadScene(acting, assembly)
          return loaded && drawCard(card, loaded.world, loaded.rows, say)
        },
      })
    })
  }
}
