import {
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
  RESTJSONErrorCodes as Code,
  type CategoryChannel,
  type Guild,
  type GuildTextBasedChannel,
  type TextChannel,
} from 'discord.js'
import { channelId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import { limitsOf } from '../../src/port/limits.ts'
import {
  sameMembers,
  type ChannelWish,
  type Membership,
  type NotAdded,
  type OpenedChannel,
} from '../../src/port/platform.ts'
import { label, oneLine } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { codeOf, troubleOf, type Calls } from './calls.ts'
import { asGiven, membersIn, overwritesOf, roleIn, withMembers, type Overwrite } from './overwrites.ts'
import { isSnowflake, type People } from './people.ts'
import type { Roles } from './roles.ts'
import { shortened } from './shortened.ts'

/** The channels of a server in which the bot works. */
export interface Channels {
  open(wish: ChannelWish): Promise<OpenedChannel>
  link(typed: string): Promise<ChannelId | 'unknown'>
  setMembers(channel: ChannelId, members: Membership): Promise<NotAdded | 'gone'>
  membersOf(channel: ChannelId): Membership | 'gone'
  isPrivate(channel: ChannelId): boolean | 'gone'
  /** A channel of text, as the server has it now. */
  textChannel(channel: string): TextChannel | undefined
  roleOf(channel: string): string | undefined
  /** The channels that the core has asked about, with the people that they were last known to have. */
  readonly known: Map<ChannelId, Membership>
  /** Runs when nothing else is being changed in a channel. */
  alone<Given>(channel: string, work: () => Promise<Given>): Promise<Given>
}

export interface ChannelParts {
  readonly guild: () => Guild
  readonly bot: () => string
  readonly calls: Calls
  readonly people: People
  readonly roles: Roles
}

/** Discord: 50 channels in a category. */
const mostInCategory = 50

export function channelsIn({ guild, bot, calls, people, roles }: ChannelParts): Channels {
  const known = new Map<ChannelId, Membership>()
  const alone = inTurn()

  const textChannel = (id: string): TextChannel | undefined => {
    const found = isSnowflake(id) ? guild().channels.cache.get(id) : undefined
    return found?.type === ChannelType.GuildText ? found : undefined
  }
  const roleOf = (id: string): string | undefined => {
    const channel = textChannel(id)
    return channel && roleIn(overwritesIn(channel), roles.isOurs)
  }
  const notHere = async (wanted: readonly PersonId[]): Promise<NotAdded> => {
    const here = await people.among(wanted)
    return new Map(wanted.filter((person) => !here.has(person)).map((person) => [person, 'Unknown Member']))
  }

  const change = async (channel: TextChannel, members: Membership): Promise<NotAdded | 'gone'> => {
    const id = channelId.parse(channel.id)
    const before = membersIn(overwritesIn(channel), bot())
    const absent = await notHere([...members.keys()].filter((person) => !before.has(person)))
    const wanted = new Map([...members].filter(([person]) => !absent.has(person)))
    // Known before Discord tells of it, so that nobody takes our own change for one by hand.
    known.set(id, wanted)
    try {
      const role = roleOf(channel.id)
      if (role !== undefined) await roles.follow(role, before, wanted)
      if (sameMembers(before, wanted)) return absent
      const permissionOverwrites = asGiven(withMembers(overwritesIn(channel), bot(), wanted))
      const done = await calls.about(channel.id, 'members', async () => await channel.edit({ permissionOverwrites }))
      return done === 'gone' ? 'gone' : absent
    } catch (error) {
      known.set(id, before)
      throw error
    }
  }

  return {
    known,
    textChannel,
    roleOf,
    alone,
    async open(wish) {
      const absent = await notHere([...wish.members.keys()])
      const members = new Map([...wish.members].filter(([person]) => !absent.has(person)))
      const name = freeName(
        wish.name,
        [...guild().channels.cache.values()].map((each) => each.name),
      )
      const role = wish.membersShown ? await roles.make(wish.name) : undefined
      if (role !== undefined) await roles.follow(role, new Map(), members)
      const room = {
        guild: guild().id,
        bot: bot(),
        private: wish.private,
        members,
        ...(role !== undefined && { role }),
      }
      const made = await refusedFor(async () => await create(guild(), name, wish.topic, overwritesOf(room)))
      const channel = channelId.parse(made.id)
      known.set(channel, members)
      return { channel, notAdded: absent }
    },
    async link(typed) {
      const channel = meant(guild(), typed)
      const me = guild().members.me
      if (!channel || !me || !channel.permissionsFor(me).has('ViewChannel')) return 'unknown'
      const id = channelId.parse(channel.id)
      calls.changed(id)
      known.set(id, membersIn(overwritesIn(channel), bot()))
      return await Promise.resolve(id)
    },
    setMembers: async (id, members) =>
      await alone(id, async () => {
        const channel = textChannel(id)
        return channel ? await change(channel, members) : 'gone'
      }),
    isPrivate(id) {
      const channel = textChannel(id)
      if (!channel) return 'gone'
      return !channel.permissionsFor(channel.guild.roles.everyone).has(PermissionFlagsBits.ViewChannel)
    },
    membersOf(id) {
      const channel = textChannel(id)
      if (!channel) return 'gone'
      const members = membersIn(overwritesIn(channel), bot())
      if (!known.has(id)) known.set(id, members)
      return members
    },
  }
}

/** What stands in a channel. A role that was deleted leaves its overwrite in the cache, which Discord then refuses. */
export const overwritesIn = ({ permissionOverwrites, guild }: TextChannel): readonly Overwrite[] =>
  [...permissionOverwrites.cache.values()]
    .filter(({ id, type }) => type === OverwriteType.Member || guild.roles.cache.has(id))
    .map(({ id, type, allow, deny }) => ({ id, type, allow: allow.bitfield, deny: deny.bitfield }))

/** Makes the channel in the assembly's category, or in another one where the first is full. */
async function create(
  guild: Guild,
  name: string,
  topic: string,
  overwrites: readonly Overwrite[],
): Promise<GuildTextBasedChannel> {
  const wish = {
    name,
    topic: shortened(oneLine(topic), limitsOf.discord.topicChars),
    type: ChannelType.GuildText as const,
    permissionOverwrites: asGiven(overwrites),
  }
  const parent = roomyCategory(guild) ?? (await newCategory(guild))
  try {
    return await guild.channels.create({ ...wish, parent })
  } catch (error) {
    // Somebody filled the category meanwhile.
    if (codeOf(error) !== Code.InvalidFormBodyOrContentType || !String(error).includes('PARENT')) throw error
    return await guild.channels.create({ ...wish, parent: await newCategory(guild) })
  }
}

const categoryName = (): string => label(say('discord/category'))

const categoriesOf = (guild: Guild): readonly CategoryChannel[] =>
  [...guild.channels.cache.values()]
    .filter((channel) => channel.type === ChannelType.GuildCategory)
    .filter(({ name }) => name.replace(/ \d+$/, '') === categoryName())

const roomyCategory = (guild: Guild): CategoryChannel | undefined =>
  categoriesOf(guild).find(({ children }) => children.cache.size < mostInCategory)

const newCategory = async (guild: Guild): Promise<CategoryChannel> => {
  const count = categoriesOf(guild).length
  const name = count === 0 ? categoryName() : `${categoryName()} ${count + 1}`
  return await guild.channels.create({ name, type: ChannelType.GuildCategory })
}

/** As Discord writes names of channels; two of one name could not be told apart by people. */
function freeName(wished: string, taken: readonly string[]): string {
  const plain =
    oneLine(wished)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, limitsOf.discord.channelNameChars - 4) || 'caucus'
  let name = plain
  for (let n = 2; taken.includes(name); n += 1) name = `${plain}-${n}`
  return name
}

/** A channel by its id, mention, link, or by a name that only one has. */
function meant(guild: Guild, typed: string): TextChannel | undefined {
  const words = typed.trim()
  const [, id] = /^(?:<#)?(\d{15,21})>?$/.exec(words) ?? /\/channels\/\d+\/(\d{15,21})/.exec(words) ?? []
  const all = [...guild.channels.cache.values()].filter((channel) => channel.type === ChannelType.GuildText)
  const named = words.replace(/^#/, '').toLowerCase()
  const [only, ...others] = all.filter((channel) => (id === undefined ? channel.name === named : channel.id === id))
  return others.length === 0 ? only : undefined
}

async function refusedFor<Given>(work: () => Promise<Given>): Promise<Given> {
  try {
    return await work()
  } catch (error) {
    throw troubleOf(error) ?? error
  }
}

/** One change at a time for each channel. */
function inTurn() {
  const last = new Map<string, Promise<unknown>>()
  return async <Given>(channel: string, work: () => Promise<Given>): Promise<Given> => {
    const before = last.get(channel) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    last.set(channel, settled)
    void settled.then(() => {
      if (last.get(channel) === settled) last.delete(channel)
    })
    return await mine
  }
}
