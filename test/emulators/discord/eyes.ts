import { channelMeant, guildMeant } from './by-hand.ts'
import type { Emulator } from './emulator.ts'
import { spotOf, userOf } from './people.ts'
import { filesShown, inputsOf, messagesSeen, sees, wordsSeen, type Input } from './view.ts'
import type { Channel, Message, Pings, User } from './world.ts'

/** An open form. */
export interface OpenForm {
  readonly customId: string
  readonly title: string
  readonly inputs: readonly Input[]
}

/** What people see. A spot is a channel, a thread, or `direct`: their conversation with the bot. */
export function eyes(emulator: Emulator) {
  const { world } = emulator
  const at = <T>(user: string, spot: string, look: (who: User, channel: Channel) => T): T => {
    const who = userOf(emulator, user)
    return look(who, spotOf(emulator, who, spot))
  }
  const seen = (user: string, spot: string): readonly Message[] =>
    at(user, spot, (who, channel) => messagesSeen(emulator, who, channel))

  return {
    /** All words that a person sees in a place. Throws where they do not see the place. */
    seenBy: (user: string, spot: string): string => at(user, spot, (who, channel) => wordsSeen(emulator, who, channel)),
    /** The ids of the messages that a person sees in a place, oldest first. */
    messagesSeenBy: (user: string, spot: string): readonly string[] => seen(user, spot).map(({ id }) => id),
    /** The files of the messages that a person sees in a place, as they open. */
    filesSeenBy: (user: string, spot: string): readonly { readonly name: string; readonly content: string }[] =>
      seen(user, spot)
        .flatMap(filesShown)
        .map(({ filename: name, bytes }) => ({ name, content: Buffer.from(bytes).toString('utf8') })),
    /** The form that is open before a person. */
    formBefore: (user: string): OpenForm | undefined => {
      const open = emulator.modals.get(user)
      if (!open) return undefined
      const { custom_id: customId, title, components } = open.modal
      return { customId, title, inputs: inputsOf(components) }
    },
    pinnedIn: (channel: string): readonly string[] =>
      [...channelMeant(emulator, channel).messages.values()]
        .filter(({ pinnedAt }) => pinnedAt !== undefined)
        .map(({ id }) => id),
    /** The people, without the bot, who see a channel by their roles and its overwrites. */
    membersWhoSee: (channel: string): readonly string[] => {
      const found = channelMeant(emulator, channel)
      return [...world.users.values()].filter((user) => !user.bot && sees(emulator, user, found)).map(({ id }) => id)
    },
    /** Whom a message woke up. */
    pingsOf: (channel: string, message: string): Pings => {
      const found = channelMeant(emulator, channel).messages.get(message)
      if (!found) throw new Error(`there is no message ${message}`)
      return found.pings
    },
    channels: (guild?: string): readonly Pick<Channel, 'id' | 'name' | 'type' | 'topic' | 'parent'>[] =>
      [...world.channels.values()].filter((each) => each.guild === guildMeant(emulator, guild).id),
    /** The names of a person's roles. */
    rolesOf: (user: string, guild?: string): readonly string[] => {
      const { members, roles } = guildMeant(emulator, guild)
      return [...(members.get(user)?.roles ?? [])].map((role) => roles.get(role)?.name ?? '')
    },
    /** The names of the commands registered in a guild, or globally. */
    commands: (guild?: string): readonly string[] =>
      [...emulator.commands.values()].filter((each) => each.guild_id === guild).map(({ name }) => name),
  }
}
