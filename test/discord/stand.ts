import { PermissionFlagsBits as Bit } from 'discord.js'
import { discordApp, type DiscordHome, type DiscordParts } from '../../adapters/discord/index.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { line } from '../../src/port/card.ts'
import type { GivenAnswers } from '../../src/port/form.ts'
import type { Heard } from '../../src/port/heard.ts'
import { messageId, personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import type { Invocation, Reply } from '../../src/port/invocation.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { text } from '../../src/text/part.ts'
import { startDiscord, type Discord } from '../emulators/discord/index.ts'
import type { Options } from '../emulators/discord/settings.ts'
import type { Stand } from '../port/contract.ts'

/** The adapter with the real client, connected to an emulated Discord. */
export interface DiscordStand extends Stand {
  /** Whoever is at the door: brings in what people do, and answers with what a test says. */
  readonly door: Door
  /** The bot stops, and another one starts in its place: what it had in memory is gone. */
  restart(): Promise<void>
  readonly discord: Discord
  readonly log: readonly string[]
  readonly homes: readonly DiscordHome[]
}

/** A core that only answers, and keeps what came in. */
export interface Door {
  readonly came: Invocation[]
  readonly heard: Heard[]
  reply: (invocation: Invocation) => Reply | Promise<Reply>
  open(platform: ChatPlatform): Promise<void>
}

export interface Standing {
  /** What the test makes go wrong on purpose. */
  readonly forgive?: readonly string[]
  readonly emulator?: Options
  readonly adapter?: Partial<Omit<DiscordParts, 'config'>>
  readonly membersIntent?: boolean
}

export async function discordStand({
  emulator = {},
  adapter = {},
  membersIntent = false,
  forgive = [],
}: Standing = {}): Promise<DiscordStand> {
  const discord = await startDiscord(emulator)
  const log: string[] = []
  const homes: DiscordHome[] = []
  const door = theDoor()
  const appOf = () =>
    discordApp({
      config: { token: discord.token, rest: new URL(discord.api), membersIntent },
      now: () => new Date(discord.now()).toISOString(),
      log: (line) => log.push(line),
      onGuild: async (home) => await Promise.resolve(void homes.push(home)),
      betweenEditsMs: 0,
      ...adapter,
    })
  let app = appOf()
  await app.start()
  const [first] = homes
  if (!first) throw new Error('the bot is in no server')
  return {
    discord,
    log,
    homes,
    door,
    ...asPeople(discord, first.platform),
    restart: async () => {
      await app.stop()
      app = appOf()
      await app.start()
      const again = homes.at(-1)
      if (again) await door.open(again.platform)
    },
    stop: async () => {
      await app.stop()
      await discord.stop()
      // Nobody was left waiting, and no words of people could have woken anybody up.
      const faults = discord.faults.filter(({ kind }) => !forgive.includes(kind))
      if (faults.length > 0) throw new Error(JSON.stringify(faults))
    },
  }
}

function theDoor(): Door {
  const noted = line([text('That is noted.')])
  const door: Door = {
    came: [],
    heard: [],
    reply: () => ({ kind: 'card', how: 'done', card: { nodes: [noted], summary: [] } }),
    open: async (platform) =>
      await platform.start(
        catalogue,
        async (invocation) => {
          door.came.push(invocation)
          return door.reply(invocation)
        },
        async (heard) => await Promise.resolve(void door.heard.push(heard)),
      ),
  }
  return door
}

/** What people do and see on Discord, as the port's contract speaks of it. */
function asPeople(discord: Discord, platform: ChatPlatform): Omit<Stand, 'stop'> {
  const hears = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    for (let n = 0; n < 200 && !(await done()); n += 1) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  /** A form that Discord cannot open at once is behind a button, and so is its next page. */
  const openNext = async (person: PersonId, spot: string, message: string | undefined): Promise<void> => {
    if (message === undefined || discord.formBefore(person)) return
    const buttons = ['Open the form', 'Go on'].filter((label) => isShown(person, spot, message, label))
    const [label] = buttons
    if (label) await discord.click(person, spot, label, message)
  }
  const isShown = (person: string, spot: string, message: string, label: string): boolean =>
    discord.seenBy(person, spot).includes(`[${label}]`) && discord.messagesSeenBy(person, spot).at(-1) === message
  let lastSpot: ChannelId | 'direct' = 'direct'

  return {
    platform,
    enrol: (name) => Promise.resolve(personId.parse(discord.enrol(name))),
    say: async (person, spot, line) => {
      lastSpot = spot
      const words = line.replace(/^\/caucus\s*/, '')
      const { message } = await discord.slash(person, spot, 'caucus do', words === '' ? {} : { line: words })
      await openNext(person, spot, message)
    },
    speak: async (person, channel, words) => void (await discord.say(person, channel, words)),
    press: async (person, spot, label) => {
      lastSpot = spot
      const { message, alone } = await discord.click(person, spot, label)
      if (message === undefined || !alone) return
      if (discord.seenBy(person, spot).endsWith(`[${label}] [Not now]`))
        await discord.click(person, spot, label, message)
      else await openNext(person, spot, message)
    },
    submit: async (person, answers) => {
      let left: GivenAnswers = answers
      for (let form = discord.formBefore(person); form; form = discord.formBefore(person)) {
        const asked = new Set(form.inputs.map(({ customId }) => customId))
        const [now, later] = [true, false].map((here) =>
          Object.fromEntries(Object.entries(left).filter(([name]) => asked.has(name) === here)),
        )
        left = later ?? {}
        const { message } = await discord.submit(person, now ?? {})
        await openNext(person, lastSpot, message)
        if (Object.keys(left).length === 0) return
      }
    },
    choicesFor: async (person, channel, command, field, typed) =>
      (await discord.autocomplete(person, channel, command, field, typed)).map(({ name }) => name),
    redeliver: async () => await discord.redeliver(),
    seenBy: async (person, spot) => {
      await Promise.resolve()
      const files = discord.filesSeenBy(person, spot).map(({ name, content }) => `${name}\n${content}`)
      return [discord.seenBy(person, spot), ...files].join('\n')
    },
    pinnedIn: (channel) => Promise.resolve(discord.pinnedIn(channel).map((id) => messageId.parse(id))),
    byHand: {
      bringIn: async (person, channel) => {
        discord.overwrite(channel, person, { allow: Bit.ViewChannel | Bit.SendMessages })
        await hears(async () => await isIn(platform, channel, person))
      },
      takeOut: async (person, channel) => {
        discord.overwrite(channel, person)
        await hears(async () => !(await isIn(platform, channel, person)))
      },
    },
    remove: async (channel, message) => {
      if (message !== undefined) return discord.removeMessage(channel, message)
      discord.removeChannel(channel)
      await hears(async () => (await platform.membersOf(channel)) === 'gone')
    },
  }
}

async function isIn(platform: ChatPlatform, channel: ChannelId, person: PersonId): Promise<boolean> {
  const members = await platform.membersOf(channel)
  return members !== 'gone' && members.has(person)
}
