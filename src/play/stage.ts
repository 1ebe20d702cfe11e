import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pretendPlatform } from '../../adapters/pretend/index.ts'
import { found } from '../acts/found.ts'
import { introduce } from '../acts/people.ts'
import { perform, settle } from '../acts/perform.ts'
import { loadWorld } from '../acts/scene.ts'
import { makeBot, type Bot, type Home } from '../bot.ts'
import type { Act } from '../domain/act.ts'
import { upcoming } from '../domain/due.ts'
import type { AssemblyId, MemberId, Place } from '../domain/id.ts'
import { fromMs, toMs, type Instant } from '../domain/instant.ts'
import { charterOf, type World } from '../domain/world.ts'
import { asText, formAsText } from '../port/as-text.ts'
import type { Reply } from '../port/invocation.ts'
import type { PersonId } from '../port/platform.ts'
import { channelsOf } from '../store/channels.ts'
import { waitingNotice, waitingNotices, keepDelivered } from '../store/notices.ts'
import { openStore, type Store } from '../store/open.ts'
import { insertIdentity } from '../store/people.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Stage, Told } from './run.ts'
import type { Script } from './script.ts'

/** A stage with everything behind it: the real bot, on a database of its own and a clock that scripts move. */
export interface Playing extends Stage {
  readonly bot: Bot
  readonly assembly: AssemblyId
  readonly now: () => Instant
  /** The channel of a place, for whoever wants to look at it whole. */
  readonly world: () => Promise<World>
  close(): Promise<void>
}

export interface Setting {
  readonly log: (line: string) => void
  /** A store that is open already, for tests; else one is made and thrown away. */
  readonly store?: Store
  /** Plays the same script to the same ids. */
  readonly seed?: string
}

/** Founds the script's assembly with its people in their places, on the pretend platform. */
export async function playing(script: Script, { log, store: given }: Setting): Promise<Playing> {
  const folder = given ? undefined : await mkdtemp(join(tmpdir(), 'caucus-play-'))
  const store =
    given ??
    (await openStore(
      { folder: join(folder ?? '', 'postgres'), settings: { fsync: 'off', synchronous_commit: 'off' } },
      log,
    ))
  let now = fromMs(Date.parse(script.begins))
  const clock = () => now
  const platform = pretendPlatform({ now: clock, zone: script.charter.zone })
  const home: Home = { platform, workspace: '' }
  const bot = makeBot({ store, now: clock, log })
  await bot.join(home)
  const persons = new Map(Object.keys(script.people).map((name) => [name, platform.enrol(name)]))
  const { assembly, members } = await foundFor(script, bot)
  await enlist(bot, assembly, members, persons)
  await seatPeople(script, bot, assembly, members)
  await bot.openChannels(home, assembly)
  await bot.drawStale()

  const world = async (): Promise<World> => {
    const loaded = await loadWorld(bot.acting, assembly)
    if (!loaded) throw new Error('the assembly of this play is gone')
    return loaded
  }
  const spotOf = async (where: string) => {
    if (where === 'direct') return 'direct' as const
    const charter = charterOf((await world()).assembly)
    const place: Place | undefined =
      where === 'plenary' ? 'plenary' : charter.caucuses.find(({ key }) => key === where)?.id
    const channel = (await channelsOf(bot.acting.query, assembly)).find((one) => one.place === place)
    if (!channel) throw new Error(`there is no channel for ${where}`)
    return channel.channel as never
  }
  const personOf = (name: string): PersonId => {
    const person = persons.get(name)
    if (!person) throw new Error(`nobody is called ${name}`)
    return person
  }
  const deliver = async () => {
    for (const key of await waitingNotices(bot.acting.query)) {
      const notice = await waitingNotice(bot.acting.query, key)
      if (!notice) continue
      await bot.tell(notice)
      await keepDelivered(bot.acting.query, key, now)
    }
  }
  const afterwards = async () => {
    await bot.keepChannels(assembly)
    await bot.drawStale()
    await deliver()
  }
  const reader = () => ({ now, zone: script.charter.zone })
  const told = (reply: Reply | undefined): Told => {
    if (!reply) return { how: 'done', text: '' }
    if (reply.kind === 'form') return { how: 'asked', text: formAsText(reply.form, reader()) }
    if (reply.kind === 'choices') return { how: 'done', text: reply.choices.map(({ label }) => label).join('\n') }
    return { how: reply.how === 'refused' ? 'refused' : 'done', text: asText(reply.card, reader()) }
  }

  return {
    bot,
    assembly,
    world,
    now: clock,
    async say(who, where, line) {
      const reply = await platform.say(personOf(who), await spotOf(where), line)
      await afterwards()
      // A second passes with each line, so that no two acts of a script share a moment.
      now = fromMs(toMs(now) + 1_000)
      return told(reply)
    },
    seen: async (who, where) => platform.readBy(personOf(who), await spotOf(where)),
    async wait(ms) {
      const until = fromMs(toMs(now) + ms)
      for (;;) {
        const next = upcoming(await world(), now)[0]
        now = next !== undefined && next <= until ? next : until
        await settle(bot.acting, assembly)
        await afterwards()
        if (now >= until) return
      }
    },
    async close() {
      await bot.leave()
      if (!folder) return
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const key = (name: string): string => `play ${name}`

async function foundFor(script: Script, bot: Bot) {
  const people = Object.entries(script.people)
  const [founder] = people.find(([, one]) => one.offices.includes('secretariat')) ?? []
  if (!founder) throw new Error('a script without a secretariat')
  const founded = await found(bot.acting, {
    act: { type: 'found assembly', charter: script.charter },
    founder: { name: founder },
    key: key('founding'),
  })
  if (!founded.ok) throw new Error(`the assembly could not be founded: ${founded.refusal.code}`)
  const members = new Map<string, MemberId>([[founder, founded.member]])
  for (const [name] of people)
    if (name !== founder) members.set(name, await introduce(bot.acting, founded.assembly, name))
  return { assembly: founded.assembly, members }
}

async function enlist(
  bot: Bot,
  assembly: AssemblyId,
  members: ReadonlyMap<string, MemberId>,
  persons: ReadonlyMap<string, PersonId>,
): Promise<void> {
  await inTransaction(bot.acting.store.pool, async (tx) => {
    for (const [name, member] of members)
      await insertIdentity(
        tx,
        assembly,
        { platform: 'pretend', workspace: '', user: persons.get(name) ?? '' },
        member,
        bot.acting.now(),
      )
  })
}

/** The people of a script take their seats and offices by real acts of the secretariat. */
async function seatPeople(
  script: Script,
  bot: Bot,
  assembly: AssemblyId,
  members: ReadonlyMap<string, MemberId>,
): Promise<void> {
  const people = Object.entries(script.people)
  const secretariat = members.get(people.find(([, one]) => one.offices.includes('secretariat'))?.[0] ?? '')
  if (!secretariat) return
  const world = await loadWorld(bot.acting, assembly)
  const caucuses = world ? charterOf(world.assembly).caucuses : []
  const does = async (act: Act, name: string) => {
    const outcome = await perform(bot.acting, { assembly, by: secretariat, act, key: key(`${act.type} ${name}`) })
    if (!outcome.ok) throw new Error(`${name} could not take their place (${act.type}): ${outcome.refusal.code}`)
  }
  for (const [name, one] of people) {
    const member = members.get(name)
    const caucus = caucuses.find((each) => each.key === one.caucus)?.id
    if (member && caucus) await does({ type: 'seat member', caucus, member, as: one.seat ?? 'representative' }, name)
  }
  for (const [name, one] of people) {
    const member = members.get(name)
    const caucus = caucuses.find((each) => each.key === one.caucus)?.id
    if (!member) continue
    for (const office of one.offices) {
      if (office === 'secretariat' && member === secretariat) continue
      const inCaucus = office === 'plenary chair' || office === 'secretariat' ? undefined : caucus
      await does({ type: 'give office', office, member, ...(inCaucus && { caucus: inCaucus }) }, `${office} ${name}`)
    }
  }
}
