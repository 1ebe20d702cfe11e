import { OverwriteType, PermissionFlagsBits as Bit, type OverwriteData } from 'discord.js'
import { personId, type PersonId } from '../../src/port/id.ts'
import type { Membership, Right } from '../../src/port/platform.ts'
import { bitsOf } from './permissions.ts'

// Who may what in a channel, as Discord writes it: an overwrite for everybody, for the bot, for a role, and one a person.
// The people stand in the channel itself, so that they can be read back after a restart, with the Guilds intent alone.

/** An overwrite as it stands in a channel. */
export interface Overwrite {
  readonly id: string
  readonly type: OverwriteType
  readonly allow: bigint
  readonly deny: bigint
}

const speak = ['SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads', 'AddReactions'] as const
const memberAllow = bitsOf(['ViewChannel', 'ReadMessageHistory', 'UseApplicationCommands', ...speak])
const readerAllow = bitsOf(['ViewChannel', 'ReadMessageHistory', 'UseApplicationCommands'])
const silent = bitsOf([...speak, 'CreatePrivateThreads'])
/** Without an overwrite of its own the bot locks itself out with everybody else. */
const botAllow = bitsOf([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'ReadMessageHistory',
  'AttachFiles',
  'CreatePublicThreads',
  'ManageChannels',
  'PinMessages',
])

const rights: Readonly<Record<Right, { readonly allow: bigint; readonly deny: bigint }>> = {
  member: { allow: memberAllow, deny: 0n },
  reader: { allow: readerAllow, deny: silent },
}

export interface Room {
  /** The server's id, which is also that of the role everybody has. */
  readonly guild: string
  readonly bot: string
  readonly private: boolean
  readonly members: Membership
  /** The role that shows who is a member. */
  readonly role?: string
}

/** Everything that a new channel stands with: given in the one call that makes it, so that it is never open to others. */
export const overwritesOf = ({ guild, bot, private: isPrivate, members, role }: Room): readonly Overwrite[] => [
  isPrivate
    ? { id: guild, type: OverwriteType.Role, allow: 0n, deny: Bit.ViewChannel }
    : { id: guild, type: OverwriteType.Role, allow: readerAllow, deny: silent },
  { id: bot, type: OverwriteType.Member, allow: botAllow, deny: 0n },
  ...(role === undefined ? [] : [{ id: role, type: OverwriteType.Role, ...rights.member }]),
  ...people(members),
]

const people = (members: Membership): readonly Overwrite[] =>
  [...members].map(([id, right]) => ({ id, type: OverwriteType.Member, ...rights[right] }))

const isOfPerson = ({ type, allow }: Overwrite): boolean =>
  type === OverwriteType.Member && (allow & Bit.ViewChannel) !== 0n

/** Who is let into a channel by it, the bot aside. */
export const membersIn = (overwrites: readonly Overwrite[], bot: string): Membership =>
  new Map(
    overwrites
      .filter((each) => isOfPerson(each) && each.id !== bot)
      .map(({ id, allow }): [PersonId, Right] => [
        personId.parse(id),
        (allow & Bit.SendMessages) === 0n ? 'reader' : 'member',
      ]),
  )

/** The same overwrites with exactly these people; what others set for roles, and the bot's own, stays. */
export function withMembers(overwrites: readonly Overwrite[], bot: string, members: Membership): readonly Overwrite[] {
  const there = membersIn(overwrites, bot)
  const kept = overwrites.filter((each) => !there.has(personId.parse(each.id)) && !members.has(personId.parse(each.id)))
  const hasBot = kept.some(({ id }) => id === bot)
  const own: readonly Overwrite[] = hasBot ? [] : [{ id: bot, type: OverwriteType.Member, allow: botAllow, deny: 0n }]
  return [...kept, ...own, ...people(members)]
}

/** The role of ours that shows who is a member, if the channel has one: it lets its holders do what members do. */
export const roleIn = (overwrites: readonly Overwrite[], isOurs: (role: string) => boolean): string | undefined =>
  overwrites.find(({ id, type, allow }) => type === OverwriteType.Role && allow === memberAllow && isOurs(id))?.id

export const asGiven = (overwrites: readonly Overwrite[]): OverwriteData[] => overwrites.map((each) => ({ ...each }))
