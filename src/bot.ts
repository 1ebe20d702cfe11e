import { catalogue } from '../commands/catalogue.ts'
import { dispatchWith } from '../commands/dispatch.ts'
import { actingOn, type Acting, type ActingParts } from './acts/acting.ts'
import { loadScene } from './acts/scene.ts'
import { channelsWith, type Channels } from './bot/channels.ts'
import { doorsOf } from './bot/doors.ts'
import { drawsOn, type Draw } from './bot/draw.ts'
import { isAt, premisesOf, type Home } from './bot/home.ts'
import { noticeCard } from './bot/tell.ts'
import { changesPlaces, movesPeople } from './domain/channel.ts'
import type { Fact } from './domain/fact.ts'
import type { AssemblyId, MemberId } from './domain/id.ts'
import type { Heard } from './port/heard.ts'
import type { Dispatch } from './port/invocation.ts'
import { makeNotices, type Notice } from './store/notices.ts'
import type { Jobs } from './store/queue.ts'
import { clearMarks, staleCards, staleMarks } from './store/stale.ts'
import { inTransaction } from './store/transaction.ts'
import { label } from './text/plain.ts'
import { say } from './text/say.ts'
import { cardsOf } from './views/registry.ts'
import { cardsTouchedBy, cardsTouchedByAnswer, cardsTouchedByTime } from './views/touched.ts'

export type { Home } from './bot/home.ts'

type Opening = Jobs['open channels']

/** The rooms wired together: what every way of running the bot has in common. */
export interface Bot {
  readonly acting: Acting
  readonly homes: readonly Home[]
  readonly channels: Channels
  /** The one way in, for whoever plays people without a platform between. */
  readonly dispatch: Dispatch
  /** Connects a platform: from now on what people do there comes in. */
  join(home: Home): Promise<void>
  /** Opens a channel for plenary and for each caucus where there is none yet, with the people who belong there. */
  openChannels(home: Home, assembly: AssemblyId): Promise<void>
  /** Opens what is missing or gone, makes the cards true there, and tells whoever asked. */
  open(opening: Opening): Promise<void>
  /** Makes one card true on every platform. */
  draw(assembly: AssemblyId, card: string): Promise<void>
  /** Makes every card of an assembly true: on a platform that has just been joined there are none. */
  drawAll(assembly: AssemblyId): Promise<void>
  /** Makes every card true that is marked stale. */
  drawStale(): Promise<void>
  /** Makes the people of every channel those of its place. */
  keepChannels(assembly: AssemblyId): Promise<void>
  tell(notice: Notice): Promise<void>
  leave(): Promise<void>
}

export type BotParts = Pick<ActingParts, 'store' | 'now' | 'random' | 'wake'> & {
  readonly log: (line: string) => void
  /** Has channels opened by a job that survives a restart; else they are opened at once. */
  readonly opening?: (opening: Opening) => Promise<void>
}

export function makeBot(parts: BotParts): Bot {
  const acting = actingOn({
    ...parts,
    touches: { between: cardsTouchedBy, byAnswer: cardsTouchedByAnswer, byTime: cardsTouchedByTime },
  })
  const homes: Home[] = []
  const draws = new Map<Home, Draw>()
  const ways = new Map<Home, Dispatch>()
  const channels = channelsWith(acting)
  const { log } = parts

  const open = async (opening: Opening): Promise<void> =>
    await (parts.opening ? parts.opening(opening) : bot.open(opening))

  /** Channels follow an act at once: whoever was seated sees theirs, and a new caucus has one. */
  const follow = async (assembly: AssemblyId, by: MemberId, facts: readonly Fact[]): Promise<void> => {
    if (facts.some(({ kind }) => changesPlaces(kind)))
      for (const home of homes)
        if (await channels.livesAt(home, assembly)) await open({ assembly, by, ...premisesOf(home) })
    if (facts.some(({ kind }) => movesPeople(kind))) await bot.keepChannels(assembly)
  }
  const following = new Set<Promise<void>>()
  const happened = (assembly: AssemblyId, by: MemberId, facts: readonly Fact[]): void => {
    const mine = follow(assembly, by, facts)
      .catch((error: unknown) => log(`Channels follow at the next look: ${String(error)}`))
      .finally(() => following.delete(mine))
    following.add(mine)
  }

  const hearAt = (home: Home) => async (heard: Heard) => {
    if (heard.kind === 'shut out') return log(label(say('channel/shut-out', { ...premisesOf(home) })))
    const isMoved = heard.kind === 'channel moved'
    if (isMoved) await channels.moved(home, heard.channel, heard.to)
    const channel = isMoved ? heard.to : heard.channel
    channels.lookAt(home, channel)
    const place = await channels.placeOf(home, channel)
    if (!place) return
    await channels.keep(home, place.assembly)
    // What was drawn between the change and its being heard found no channel.
    if (isMoved) await bot.drawAll(place.assembly)
  }

  const bot: Bot = {
    acting,
    homes,
    channels,
    dispatch: async (invocation) => {
      const home = homes.find(({ platform }) => platform.name === invocation.who.platform)
      const way = home && ways.get(home)
      if (!way) throw new Error(`nothing was joined on ${invocation.who.platform}`)
      return await way(invocation)
    },
    async join(home) {
      homes.push(home)
      draws.set(home, drawsOn(acting, home))
      const way = dispatchWith(doorsOf({ acting, channels, home, open, happened, log }))
      ways.set(home, way)
      await home.platform.start(catalogue, way, async (heard) => {
        await hearAt(home)(heard).catch((error: unknown) => log(`What was heard is looked at later: ${String(error)}`))
      })
    },
    async openChannels(home, assembly) {
      await channels.open(home, assembly, false)
    },
    async open({ assembly, by, ...premises }) {
      const home = homes.find((one) => isAt(one, premises))
      if (!home) return
      const opened = await channels.open(home, assembly, true)
      await bot.drawAll(assembly)
      if (by === undefined || opened.length === 0) return
      await inTransaction(acting.store.pool, async (tx) => {
        const key = `channels opened ${by} ${acting.now()}`
        const notice = { key, assembly, recipient: by, kind: 'channels opened', data: { opened } }
        await acting.wake.notices(tx, await makeNotices(tx, [notice], acting.now()))
      })
      acting.wake.committed()
    },
    async draw(assembly, card) {
      // The marks that are there now are cleared once the card is true everywhere: a kill in between leaves them standing,
      // and what is committed meanwhile has marks of its own. A platform that is away keeps none of the others waiting.
      const marks = await staleMarks(acting.query, assembly, card)
      const drawn = await Promise.allSettled([...draws.values()].map(async (draw) => await draw(assembly, card)))
      const failed = drawn.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
      await clearMarks(acting.query, marks)
    },
    async drawAll(assembly) {
      const loaded = await loadScene(acting, assembly)
      for (const { key } of loaded ? cardsOf(loaded.world) : []) await bot.draw(assembly, key)
    },
    async drawStale() {
      for (let stale = await staleCards(acting.query); stale.length > 0; stale = await staleCards(acting.query))
        for (const { assembly, key } of stale) await bot.draw(assembly, key)
    },
    async keepChannels(assembly) {
      for (const home of homes) await channels.keep(home, assembly)
    },
    async tell(notice) {
      const loaded = await loadScene(acting, notice.assembly)
      const card = loaded && noticeCard(notice, loaded.world, loaded.rows)
      if (!card) return
      for (const home of homes) {
        const person = await channels.personOn(home, notice.recipient)
        if (person && (await home.platform.directMessage(person, card)) === 'shown') return
      }
    },
    async leave() {
      for (const home of homes) await home.platform.stop()
      await Promise.all(following)
    },
  }
  return bot
}
