import { settle } from '../acts/perform.ts'
import { loadWorld } from '../acts/scene.ts'
import type { Bot, Home } from '../bot.ts'
import { isAt, premisesOf } from '../bot/home.ts'
import { upcoming } from '../domain/due.ts'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import { fromMs, toMs, type Instant } from '../domain/instant.ts'
import type { World } from '../domain/world.ts'
import { deliver } from '../jobs/workers.ts'
import { channelId, type ChannelId } from '../port/id.ts'
import { channelsOf } from '../store/channels.ts'
import { waitingNotices } from '../store/notices.ts'
import { enlist, type Cast } from './cast.ts'
import { placeOfKey } from './run.ts'

/** A cast that meets on a platform: an assembly with its people in its channels, and what a stage needs of it. */
export interface Seated {
  readonly assembly: AssemblyId
  readonly world: () => Promise<World>
  /** The channel of a place that a script calls by its key; `direct` is the conversation with the bot. */
  readonly channelOf: (where: string) => Promise<ChannelId | 'direct'>
  /** Does at once what the workers of a running bot do after an act: people, cards, notices. */
  readonly afterwards: () => Promise<void>
  /** Lets `ms` pass on a clock that `moveTo` sets, and whatever becomes due on the way happen at its moment. */
  readonly wait: (ms: number, moveTo: (moment: Instant) => void) => Promise<void>
}

/** Makes a cast known on a platform, `userOf` saying who each is there, and opens its channels. */
export async function seatOn(
  bot: Bot,
  home: Home,
  cast: Cast,
  userOf: (name: string, member: MemberId) => string,
): Promise<Seated> {
  const { acting } = bot
  const { assembly } = cast
  await enlist(acting, cast, premisesOf(home), userOf)
  await bot.openChannels(home, assembly)
  await bot.drawStale()

  const world = async (): Promise<World> => {
    const loaded = await loadWorld(acting, assembly)
    if (!loaded) throw new Error('the assembly of this play is gone')
    return loaded
  }
  const afterwards = async () => {
    await bot.keepChannels(assembly)
    await bot.drawStale()
    for (const key of await waitingNotices(acting.query)) await deliver(acting, bot, key)
  }
  return {
    assembly,
    world,
    afterwards,
    async channelOf(where) {
      if (where === 'direct') return where
      const place = placeOfKey(await world(), where)
      const found = (await channelsOf(acting.query, assembly)).find((one) => one.place === place && isAt(home, one))
      if (!found) throw new Error(`there is no channel for ${where}`)
      return channelId.parse(found.channel)
    },
    async wait(ms, moveTo) {
      const until = fromMs(toMs(acting.now()) + ms)
      for (;;) {
        const next = upcoming(await world(), acting.now())[0]
        const moment = next !== undefined && next <= until ? next : until
        moveTo(moment)
        await settle(acting, assembly)
        await afterwards()
        if (moment >= until) return
      }
    },
  }
}

/** Lets everybody in a script onto a platform; answers who each is there. */
export function enrolled<Id extends string>(
  people: Readonly<Record<string, unknown>>,
  enrol: (name: string) => Id,
): (name: string) => Id {
  const known = new Map(Object.keys(people).map((name) => [name, enrol(name)]))
  return (name) => {
    const found = known.get(name)
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }
}
