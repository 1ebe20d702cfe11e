import { randomBytes } from 'node:crypto'
import { catalogue } from '../commands/catalogue.ts'
import { dispatchWith, type Scene } from '../commands/dispatch.ts'
import { actingOn, type Acting, type ActingParts } from './acts/acting.ts'
import { found } from './acts/found.ts'
import { welcome } from './acts/people.ts'
import { perform } from './acts/perform.ts'
import { loadScene } from './acts/scene.ts'
import { channelsWith, type Channels } from './bot/channels.ts'
import { directly } from './bot/direct.ts'
import { drawsOn, type Draw } from './bot/draw.ts'
import { isAt, premisesOf, type Home } from './bot/home.ts'
import { lately } from './bot/lately.ts'
import { aboutChannels } from './bot/own-channels.ts'
import { remindingByHand } from './bot/own-reminding.ts'
import { aboutOneself, type OwnSaid } from './bot/own.ts'
import { noticeCard } from './bot/tell.ts'
import { drawCard } from './cards/draw.ts'
import { drawPage } from './cards/pages.ts'
import { receiptFor } from './cards/receipt.ts'
import { refusalCard } from './cards/refusal.ts'
import type { AssemblyId, MemberId, Place } from './domain/id.ts'
import type { Own } from './port/command.ts'
import type { Heard } from './port/heard.ts'
import type { Dispatch, Invocation } from './port/invocation.ts'
import { cardIn } from './store/cards.ts'
import { placeOf } from './store/channels.ts'
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
  const channels = channelsWith(acting)
  // A channel becomes another place's only by hand, and its people wait a moment for it.
  const places = lately<Awaited<ReturnType<typeof placeOf>>>(1_000)
  const { log } = parts

  const sceneOf = async (assembly: AssemblyId, place: Place | undefined, member: MemberId): Promise<Scene> => {
    const loaded = await loadScene(acting, assembly)
    if (!loaded) throw new Error(`there is no assembly ${assembly}`)
    return { assembly, place, member, ...loaded }
  }

  const sceneAt = async (home: Home, { who, where, what }: Invocation): Promise<Scene | undefined> => {
    const premises = premisesOf(home)
    const found =
      where.channel === 'direct'
        ? await directly(acting, premises, who.id, what)
        : await places.get(`${premises.workspace} ${home.platform.name} ${where.channel}`, async () =>
            placeOf(acting.query, premises, where.channel),
          )
    if (!found) return undefined
    const member = await welcome(acting, found.assembly, { ...premises, user: who.id }, who.name)
    return await sceneOf(found.assembly, found.place, member)
  }

  const open = async (opening: Opening): Promise<void> =>
    await (parts.opening ? parts.opening(opening) : bot.open(opening))

  const own = async (home: Home, scene: Scene, row: Own, user: string): Promise<OwnSaid> => {
    switch (row.own) {
      case 'open channels':
      case 'link channel':
      case 'check channels':
      case 'settle hand change': {
        const opening = { assembly: scene.assembly, by: scene.member, ...premisesOf(home) }
        const said = await aboutChannels({ acting, channels, home, open: async () => await open(opening) }, scene, row)
        places.forget()
        return said
      }
      case 'remind caucuses':
        return await remindingByHand(acting, scene, row)
      default:
        return await aboutOneself(acting, home, scene, user, row)
    }
  }

  const dispatchAt =
    (home: Home): Dispatch =>
    async (invocation) =>
      await dispatchWith({
        catalogue,
        sceneFor: async () => await sceneAt(home, invocation),
        meet: async ({ assembly }, typed) => {
          const met = await home.platform.resolvePerson(typed)
          return met && (await welcome(acting, assembly, { ...premisesOf(home), user: met.id }, met.name))
        },
        found: async ({ charter, who, key }) => {
          const founded = await found(acting, {
            act: { type: 'found assembly', charter },
            founder: { name: who.name, identity: { ...premisesOf(home), user: who.id } },
            key,
          })
          if (!founded.ok) return founded
          await open({ assembly: founded.assembly, by: founded.member, ...premisesOf(home) })
          return { ok: true, facts: founded.happened }
        },
        again: async ({ assembly, place, member }) => await sceneOf(assembly, place, member),
        perform: async (performing) => {
          const outcome = await perform(acting, performing)
          return outcome.ok ? { ok: true, facts: outcome.happened } : outcome
        },
        own: async (scene, row) => await own(home, scene, row, invocation.who.id),
        wholeCard: async ({ assembly, world, rows }, message) => {
          const key = await cardIn(acting.query, assembly, premisesOf(home), invocation.where.channel, message)
          return key === undefined ? undefined : drawCard(key, world, rows, say)?.card
        },
        receipt: receiptFor,
        refusal: refusalCard,
        page: drawPage,
        trouble: (error) => {
          const reference = randomBytes(4).toString('hex')
          log(`${reference} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
          return reference
        },
        now: acting.now,
      })(invocation)

  const hearAt = (home: Home) => async (heard: Heard) => {
    if (heard.kind === 'shut out') return log(label(say('channel/shut-out', { ...premisesOf(home) })))
    channels.lookAt(home, heard.channel)
    const place = await placeOf(acting.query, premisesOf(home), heard.channel)
    if (place) await channels.keep(home, place.assembly)
  }

  const bot: Bot = {
    acting,
    homes,
    channels,
    dispatch: async (invocation) => {
      const home = homes.find(({ platform }) => platform.name === invocation.who.platform)
      if (!home) throw new Error(`nothing was joined on ${invocation.who.platform}`)
      return await dispatchAt(home)(invocation)
    },
    async join(home) {
      homes.push(home)
      draws.set(home, drawsOn(acting, home))
      await home.platform.start(catalogue, dispatchAt(home), async (heard) => {
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
      places.forget()
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
    },
  }
  return bot
}
