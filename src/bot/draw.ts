import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import { drawCard } from '../cards/draw.ts'
import type { AssemblyId } from '../domain/id.ts'
import { Drawer } from '../jobs/drawer.ts'
import { keepFresh, type ShownRows } from '../jobs/keep-fresh.ts'
import { channelId, messageId } from '../port/id.ts'
import { cardRows, withCard, type CardRows } from '../store/cards.ts'
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
        rows: asShown(cardRows(acting.query, premises, assembly, card)),
        locked: async (work) =>
          await withCard(acting.store, premises, assembly, card, async (rows) => await work(asShown(rows))),
        draw: async () => {
          const loaded = await loadScene(acting, assembly)
          return loaded && drawCard(card, loaded.world, loaded.rows, say)
        },
      })
    })
  }
}

/** The store's rows in the port's names for channels and messages. */
const asShown = (rows: CardRows): ShownRows => ({
  channelOf: async (place) => {
    const channel = await rows.channelOf(place)
    return channel === undefined ? undefined : channelId.parse(channel)
  },
  shown: async (channel) => {
    const shown = await rows.shown(channel)
    return shown && { ...shown, channel, message: messageId.parse(shown.message) }
  },
  keep: async (shown, at) => await rows.keep(shown, at),
  replace: async (before, shown, at) => await rows.replace(before, shown, at),
  forget: async (channel) => await rows.forget(channel),
})
