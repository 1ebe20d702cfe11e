import { setTimeout as sleep } from 'node:timers/promises'
import { catalogue } from '../../commands/catalogue.ts'
import { readLine } from '../../commands/line.ts'
import { makeBot, type Bot, type Home } from '../../src/bot.ts'
import type { AssemblyId } from '../../src/domain/id.ts'
import { fromMs, toMs } from '../../src/domain/instant.ts'
import type { World } from '../../src/domain/world.ts'
import { castFor } from '../../src/play/cast.ts'
import type { Stage } from '../../src/play/run.ts'
import type { Script } from '../../src/play/script.ts'
import { enrolled, seatOn } from '../../src/play/seated.ts'
import { nameOf } from '../../src/port/command.ts'
import type { Given, GivenAnswers } from '../../src/port/form.ts'
import type { Reply } from '../../src/port/invocation.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import type { Store } from '../../src/store/open.ts'
import type { Discord } from '../emulators/discord/index.ts'
import { howOf, overheard } from '../port/overheard.ts'
import { discordStand, type DiscordStand } from './stand.ts'

/** An assembly that is played by people on Discord: the real bot and the real client behind an emulated Discord. */
export interface DiscordAssembly extends Stage {
  readonly stand: DiscordStand
  readonly bot: Bot
  readonly assembly: AssemblyId
  readonly platform: ChatPlatform
  readonly user: (name: string) => string
  readonly channel: (where: string) => Promise<string>
  readonly world: () => Promise<World>
  close(): Promise<void>
}

export async function assemblyOnDiscord(
  script: Script,
  store: Store,
  log: (line: string) => void,
): Promise<DiscordAssembly> {
  const stand = await discordStand({ emulator: { rateLimits: false, quietMs: 15 } })
  const { discord } = stand
  // The script's clock runs as far ahead of its beginning as Discord's own.
  const begun = discord.now()
  const begins = Date.parse(script.begins)
  const now = () => fromMs(begins + discord.now() - begun)
  const bot = makeBot({ store, now, log })
  const [found] = stand.homes
  if (!found) throw new Error('the bot is in no server')
  let last: Reply | undefined
  const platform = overheard(found.platform, (reply) => (last = reply))
  const home: Home = { platform, workspace: found.workspace }
  await bot.join(home)
  const user = enrolled(script.people, (name) => discord.enrol(name))
  const cast = await castFor(script, bot.acting, 'play')
  const { assembly, world, channelOf: channel, afterwards, wait } = await seatOn(bot, home, cast, user)

  return {
    stand,
    bot,
    assembly,
    platform,
    user,
    channel,
    world,
    async say(who, where, line) {
      const spot = await channel(where)
      last = undefined
      if (line.startsWith('/caucus')) await giveCommand(discord, user(who), spot, line.replace(/^\/caucus\s*/, ''))
      else await discord.say(user(who), spot, line)
      const [how, text] = [howOf(last), newestAlone(discord, user(who), spot)]
      await afterwards()
      // A second passes with each line, so that no two acts of a script share a moment.
      discord.advance(1_000)
      return { how, text }
    },
    seen: async (who, where) => discord.seenBy(user(who), await channel(where)),
    wait: async (ms) => await wait(ms, (moment) => discord.advance(Math.max(0, toMs(moment) - toMs(now())))),
    async close() {
      await bot.leave()
      await stand.stop()
    },
  }
}

/** What was shown to somebody alone last. */
const newestAlone = (discord: Discord, user: string, spot: string): string => {
  const before = discord.formBefore(user)
  return before ? before.title : discord.seenBy(user, spot).slice(-4_000)
}

const answers: Readonly<Record<string, string>> = {
  support: 'Support',
  live: 'Can live with it',
  abstain: 'Abstain',
}

/**
 * Gives a command as people on Discord do: an answer by its button where one is shown, else typed options for what is
 * short, and the form for the rest.
 */
async function giveCommand(discord: Discord, user: string, spot: string, line: string): Promise<void> {
  const read = readLine(catalogue, line)
  if (!read.ok) return void (await discord.slash(user, spot, 'caucus do', line === '' ? {} : { line }))
  const { command, given } = read
  const label = nameOf(command) === 'gauge answer' ? answers[String(given['answer'])] : undefined
  if (label !== undefined && Object.keys(given).length === 1 && discord.seenBy(user, spot).includes(`[${label}]`))
    return void (await discord.click(user, spot, label))
  const typed: Record<string, string | number | boolean> = {}
  const later: Record<string, Given> = {}
  for (const [name, value] of Object.entries(given)) {
    const how = command.ask[name]?.how
    if (how?.kind === 'tick') typed[name] = value === true || /^(yes|true|on|1)$/i.test(String(value))
    else if (how?.kind === 'number') typed[name] = Number(value)
    else if (how?.kind === 'text' || String(value).includes('\n') || String(value).length > 300) later[name] = value
    else if (how?.kind === 'fixed' && !how.many) typed[name] = chosenOf(how.choices, String(value))
    else typed[name] = typeof value === 'object' ? value.join(', ') : value
  }
  await discord.slash(user, spot, nameOf(command), typed)
  await fillIn(discord, user, spot, later)
}

/** Discord offers fixed choices to choose from: nobody can type the beginning of one. */
const chosenOf = (choices: readonly { readonly value: string }[], typed: string): string =>
  choices.find(({ value }) => value === typed)?.value ??
  choices.find(({ value }) => value.startsWith(typed))?.value ??
  typed

/** Fills in the form that is open, page after page, and sends it; leaves it open where something is missing. */
async function fillIn(discord: Discord, user: string, spot: string, values: GivenAnswers): Promise<void> {
  for (let pages = 0; pages < 6; pages += 1) {
    const form = discord.formBefore(user)
    if (!form) {
      const shown = discord.seenBy(user, spot)
      const go = ['[Open the form] [Not now]', '[Go on]', '[Send] [Not now]'].find((each) =>
        lastLine(shown).includes(each),
      )
      if (go === undefined) return
      await discord.click(user, spot, go.slice(1, go.indexOf(']')))
      continue
    }
    const here = form.inputs.map(({ customId }) => customId)
    const filled = Object.fromEntries(
      Object.entries(values)
        .filter(([name]) => here.includes(name))
        .map(([name, value]) =>
          typeof value === 'string' && value.length > 3_900
            ? [`${name}:file`, { name: 'text.md', content: value }]
            : [name, value],
        ),
    )
    const isLacking = form.inputs.some(
      ({ customId, required, value }) => required && value === undefined && filled[customId] === undefined,
    )
    if (isLacking) return
    await discord.submit(user, filled)
  }
}

const lastLine = (words: string): string => words.trimEnd().split('\n').at(-1) ?? ''

/** Breaks the gateway in one way or another, and waits until the real client is back in a session. */
export async function broken(discord: Discord, how: 'dropped' | 'invalidated'): Promise<void> {
  const { counts } = discord.gateway
  const sessions = () => counts.identified + counts.resumed
  const before = sessions()
  if (how === 'dropped') discord.gateway.drop()
  else discord.gateway.invalidate(false)
  for (let n = 0; n < 800 && sessions() === before; n += 1) await sleep(25)
  // What the session begins with is on its way.
  await sleep(300)
}
