import { randomBytes } from 'node:crypto'
import { catalogue } from '../commands/catalogue.ts'
import { dispatchWith, type Scene } from '../commands/dispatch.ts'
import { actingOn, type Acting, type ActingParts } from './acts/acting.ts'
import { found } from './acts/found.ts'
import { describePerson, finishLink, markAway, startLink, welcome } from './acts/people.ts'
import { perform } from './acts/perform.ts'
import { loadScene } from './acts/scene.ts'
import { drawCard } from './cards/draw.ts'
import { drawPage } from './cards/pages.ts'
import { receiptFor } from './cards/receipt.ts'
import { refusalCard } from './cards/refusal.ts'
import { reminderCard } from './cards/reminder.ts'
import type { AssemblyId, MemberId, Place } from './domain/id.ts'
import { seatOf } from './domain/members.ts'
import { charterOf, type World } from './domain/world.ts'
import { keepFresh } from './jobs/keep-fresh.ts'
import { keepMembers, placesOf } from './jobs/keep-members.ts'
import type { Own } from './port/command.ts'
import { channelId, personId, type ChannelId, type PersonId } from './port/id.ts'
import type { Dispatch, Invocation } from './port/invocation.ts'
import type { ChatPlatform } from './port/platform.ts'
import { withCard, type Premises } from './store/cards.ts'
import { channelsOf, linkChannel, placeOf } from './store/channels.ts'
import { assemblies } from './store/facts.ts'
import type { Notice } from './store/notices.ts'
import { identitiesOf, peopleOf, personOf } from './store/people.ts'
import { staleCards } from './store/stale.ts'
import { code, type Parts } from './text/part.ts'
import { label } from './text/plain.ts'
import { say } from './text/say.ts'
import { placeNamed } from './views/naming.ts'
import { cardsOf } from './views/registry.ts'
import { cardsTouchedBy, cardsTouchedByAnswer, cardsTouchedByTime } from './views/touched.ts'

/** A platform on which this bot speaks, and the workspace it is in there; '' where a platform has none. */
export interface Home {
  readonly platform: ChatPlatform
  readonly workspace: string
}

/** The rooms wired together: what every way of running the bot has in common. */
export interface Bot {
  readonly acting: Acting
  readonly homes: readonly Home[]
  /** The one way in, for whoever plays people without a platform between. */
  readonly dispatch: Dispatch
  /** Connects a platform: from now on what people do there comes in. */
  join(home: Home): Promise<void>
  /** Opens a channel for plenary and for each caucus where there is none yet, with the people who belong there. */
  openChannels(home: Home, assembly: AssemblyId): Promise<void>
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

export type BotParts = Pick<ActingParts, 'store' | 'now' | 'random' | 'wake'> & { readonly log: (line: string) => void }

export function makeBot(parts: BotParts): Bot {
  const acting = actingOn({
    ...parts,
    touches: { between: cardsTouchedBy, byAnswer: cardsTouchedByAnswer, byTime: cardsTouchedByTime },
  })
  const homes: Home[] = []
  const { log } = parts

  const premisesOf = ({ platform, workspace }: Home): Premises => ({ platform: platform.name, workspace })
  const homeOf = (platform: string): Home | undefined => homes.find((home) => home.platform.name === platform)

  const sceneOf = async (assembly: AssemblyId, place: Place | undefined, member: MemberId): Promise<Scene> => {
    const loaded = await loadScene(acting, assembly)
    if (!loaded) throw new Error(`there is no assembly ${assembly}`)
    const people = (await peopleOf(acting.query, assembly)).map(({ id, name }) => ({ id, name }))
    return { assembly, place, member, ...loaded, people }
  }

  const sceneFor = async ({ who, where }: Invocation): Promise<Scene | undefined> => {
    const home = homeOf(who.platform)
    if (!home) throw new Error(`nothing was joined on ${who.platform}`)
    const found =
      where.channel === 'direct'
        ? await directly(acting, premisesOf(home), who.id)
        : await placeOf(acting.query, premisesOf(home), where.channel)
    if (!found) return undefined
    const identity = { ...premisesOf(home), user: who.id }
    const member = await welcome(acting, found.assembly, identity, who.name)
    return await sceneOf(found.assembly, found.place, member)
  }

  const dispatch = dispatchWith({
    catalogue,
    sceneFor,
    found: async ({ charter, who, key }) => {
      const home = homeOf(who.platform)
      if (!home) throw new Error(`nothing was joined on ${who.platform}`)
      const identity = { ...premisesOf(home), user: who.id }
      const founded = await found(acting, {
        act: { type: 'found assembly', charter },
        founder: { name: who.name, identity },
        key,
      })
      if (!founded.ok) return founded
      for (const each of homes) await bot.openChannels(each, founded.assembly)
      return { ok: true, facts: founded.happened }
    },
    again: async ({ assembly, place, member }) => await sceneOf(assembly, place, member),
    perform: async (performing) => {
      const outcome = await perform(acting, performing)
      return outcome.ok ? { ok: true, facts: outcome.happened } : outcome
    },
    own: async (scene, own) => await ownRows(acting, scene, own),
    receipt: receiptFor,
    refusal: refusalCard,
    page: drawPage,
    trouble: (error) => {
      const reference = randomBytes(4).toString('hex')
      log(`${reference} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      return reference
    },
    now: acting.now,
  })

  const channelOf = async (home: Home, assembly: AssemblyId, place: Place): Promise<ChannelId | undefined> => {
    const all = await channelsOf(acting.query, assembly)
    const found = all.find(
      (one) => one.place === place && one.platform === home.platform.name && one.workspace === home.workspace,
    )
    return found && channelId.parse(found.channel)
  }
  const personOn = async (home: Home, member: MemberId): Promise<PersonId | undefined> => {
    const identity = (await identitiesOf(acting.query, member)).find(
      (one) => one.platform === home.platform.name && one.workspace === home.workspace,
    )
    return identity && personId.parse(identity.user)
  }
  const keepPlace = async (home: Home, assembly: AssemblyId, world: World, place: Place) =>
    await keepMembers(
      {
        platform: home.platform,
        channelOf: async (where) => await channelOf(home, assembly, where),
        personOf: async (member) => await personOn(home, member),
      },
      world,
      place,
    )

  const drawOn = async (home: Home, assembly: AssemblyId, card: string) =>
    await keepFresh(
      {
        platform: home.platform,
        now: acting.now,
        withCard: async (of, key, work) =>
          await withCard(acting.store, premisesOf(home), of, key, async (rows) => {
            await work({
              clearStale: async () => await rows.clearStale(),
              channelOf: async (place) => asChannel(await rows.channelOf(place)),
              shown: async (channel) => {
                const shown = await rows.shown(channel)
                return (
                  shown && { channel, message: shown.message as never, drawing: shown.drawing, pinned: shown.pinned }
                )
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

  const bot: Bot = {
    acting,
    homes,
    dispatch,
    async join(home) {
      homes.push(home)
      await home.platform.start(catalogue, dispatch, async () => await Promise.resolve())
    },
    async openChannels(home, assembly) {
      const loaded = await loadScene(acting, assembly)
      if (!loaded) return
      for (const place of placesOf(loaded.world)) {
        if (await channelOf(home, assembly, place)) continue
        const named = placeNamed(loaded.world.assembly, loaded.rows, place).name ?? label(say('common/plenary'))
        const topic = label(say(place === 'plenary' ? 'notice/topic-plenary' : 'notice/topic-caucus', { name: named }))
        const { channel } = await home.platform.openChannel({
          name: named,
          topic,
          private: place !== 'plenary',
          membersShown: isShown(loaded.world, place),
          members: new Map(),
        })
        await linkChannel(acting.query, { assembly, place, ...premisesOf(home), channel })
        await keepPlace(home, assembly, loaded.world, place)
      }
    },
    async draw(assembly, card) {
      for (const home of homes) await drawOn(home, assembly, card)
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
      const loaded = await loadScene(acting, assembly)
      if (!loaded) return
      for (const home of homes)
        for (const place of placesOf(loaded.world)) await keepPlace(home, assembly, loaded.world, place)
    },
    async tell(notice) {
      const loaded = await loadScene(acting, notice.assembly)
      const card = loaded && reminderCard(notice, loaded.world, loaded.rows, say)
      if (!card) return
      for (const home of homes) {
        const person = await personOn(home, notice.recipient)
        if (person && (await home.platform.directMessage(person, card)) === 'shown') return
      }
    },
    async leave() {
      for (const home of homes) await home.platform.stop()
    },
  }
  return bot
}

/** Whether the charter lets everybody know who is in a place (procedure 1, caucus). */
const isShown = ({ assembly }: World, place: Place): boolean =>
  place === 'plenary' ||
  charterOf(assembly).caucuses.some(({ id, membership }) => id === place && membership === 'public')

const asChannel = (id: string | undefined): ChannelId | undefined =>
  id === undefined ? undefined : channelId.parse(id)

/** In a direct conversation: the assembly in which this person is known; the only one where there is one. */
async function directly(
  { query }: Acting,
  premises: Premises,
  user: string,
): Promise<{ assembly: AssemblyId; place: Place | undefined } | undefined> {
  const all = await assemblies(query)
  for (const assembly of all)
    if (await personOf(query, assembly, { ...premises, user })) return { assembly, place: undefined }
  const [only, ...others] = all
  return only && others.length === 0 ? { assembly: only, place: undefined } : undefined
}

/** Rows about oneself that are no facts: away, a linked account, what one is called. */
async function ownRows(
  acting: Acting,
  { assembly, member, world }: Scene,
  own: Own,
): Promise<{ ok: boolean; says: Parts }> {
  switch (own.own) {
    case 'mark away':
    case 'mark back': {
      const away = own.own === 'mark away'
      const done = await markAway(acting, assembly, member, away)
      if (!done.ok) return { ok: false, says: say('command/no-seat') }
      const alternate = seatOf(world.assembly, member)?.seat.alternate ? 'yes' : 'no'
      return {
        ok: true,
        says: away ? say('command/away', { alternate, back: code('/caucus me back') }) : say('command/back'),
      }
    }
    case 'start linking': {
      const given = await startLink(acting, assembly, member)
      return {
        ok: true,
        says: say('command/link-code', { code: code(given), line: code(`/caucus me linked ${given}`) }),
      }
    }
    case 'finish linking':
      return await linkedBy(acting, assembly, member, own.code)
    case 'prefer':
    case 'tell about me': {
      const { own: _kind, ...changes } = own
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
      await describePerson(acting, member, given)
      return { ok: true, says: say('command/about-you', { name: 'name' in own && own.name ? own.name : '' }) }
    }
  }
}

async function linkedBy(
  acting: Acting,
  assembly: AssemblyId,
  member: MemberId,
  said: string,
): Promise<{ ok: boolean; says: Parts }> {
  const [identity] = await identitiesOf(acting.query, member)
  if (!identity) return { ok: false, says: say('command/code-unknown', { line: code('/caucus me link') }) }
  const done = await finishLink(acting, assembly, identity, said)
  if (done.ok) return { ok: true, says: say('command/linked') }
  return {
    ok: false,
    says:
      done.refusal.code === 'people/both-take-part'
        ? say('command/both-take-part')
        : say('command/code-unknown', { line: code('/caucus me link') }),
  }
}
