import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pretendPlatform } from '../../adapters/pretend/index.ts'
import { makeBot, type Bot, type Home } from '../bot.ts'
import type { AssemblyId } from '../domain/id.ts'
import { fromMs, toMs, type Instant } from '../domain/instant.ts'
import type { World } from '../domain/world.ts'
import { asText, formAsText } from '../port/as-text.ts'
import type { Reply } from '../port/invocation.ts'
import { openStore, type Store } from '../store/open.ts'
import { castFor, type Cast } from './cast.ts'
import type { Stage, Told } from './run.ts'
import type { Script } from './script.ts'
import { enrolled, seatOn } from './seated.ts'

/** A stage with everything behind it: the real bot, on a database of its own and a clock that scripts move. */
export interface Playing extends Stage {
  readonly bot: Bot
  readonly assembly: AssemblyId
  readonly now: () => Instant
  readonly cast: Cast
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
  const personOf = enrolled(script.people, (name) => platform.enrol(name))
  const cast = await castFor(script, bot.acting, 'play')
  const { assembly, world, channelOf, afterwards, wait } = await seatOn(bot, home, cast, personOf)
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
    cast,
    world,
    now: clock,
    async say(who, where, line) {
      const reply = await platform.say(personOf(who), await channelOf(where), line)
      await afterwards()
      // A second passes with each line, so that no two acts of a script share a moment.
      now = fromMs(toMs(now) + 1_000)
      return told(reply)
    },
    seen: async (who, where) => platform.readBy(personOf(who), await channelOf(where)),
    wait: async (ms) => await wait(ms, (moment) => (now = moment)),
    async close() {
      await bot.leave()
      if (!folder) return
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
