import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import { drawCard } from '../cards/draw.ts'
import type { AssemblyId } from '../domain/id.ts'
import { keepFresh } from '../jobs/keep-fresh.ts'
import { channelId, messageId, type ChannelId } from '../port/id.ts'
import { withCard } from '../store/cards.ts'
import { say } from '../text/say.ts'
import { premisesOf, type Home } from './home.ts'

/** Makes one card true on one platform. */
export async function draw(acting: Acting, home: Home, assembly: AssemblyId, card: string): Promise<void> {
  await keepFresh(
    {
      platform: home.platform,
      now: acting.now,
      withCard: async (of, key, work) =>
        await withCard(acting.store, premisesOf(home), of, key, async (rows) => {
          await work({
            channelOf: async (place) => asChannel(await rows.channelOf(place)),
            shown: async (channel) => {
              const shown = await rows.shown(channel)
              return shown && { ...shown, channel, message: messageId.parse(shown.message) }
            },
            keep: async (shown, at) => await rows.keep(shown, at),
            forget: async (channel) => await rows.forget(channel),
          })
        }),
      draw: async (of, key) => {
        const loaded = await loadScene(acting, of)
        return loaded && drawCard(key, loaded.world, loaded.rows, say)
      },
    },
    assembly,
    card,
  )
}

const asChannel = (id: string | undefined): ChannelId | undefined =>
  id === undefined ? undefined : channelId.parse(id)
