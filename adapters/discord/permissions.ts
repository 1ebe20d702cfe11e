import { PermissionFlagsBits } from 'discord.js'
import type { Key } from '../../src/text/say.ts'

type Permission = keyof typeof PermissionFlagsBits

/**
 * What the bot asks for, each with its name as Discord's settings show it. docs/discord.md says what each is for. The bot
 * can give in a channel only what it has itself: hence what it uses only to let others in or keep them from it.
 */
export const needed = {
  ViewChannel: 'discord/may-view',
  SendMessages: 'discord/may-send',
  ReadMessageHistory: 'discord/may-read-history',
  AttachFiles: 'discord/may-attach',
  PinMessages: 'discord/may-pin',
  CreatePublicThreads: 'discord/may-open-threads',
  SendMessagesInThreads: 'discord/may-send-in-threads',
  ManageChannels: 'discord/may-manage-channels',
  ManageRoles: 'discord/may-manage-roles',
  AddReactions: 'discord/may-react',
  CreatePrivateThreads: 'discord/may-open-private-threads',
  UseApplicationCommands: 'discord/may-command',
} as const satisfies Partial<Record<Permission, Key>>

export type Needed = keyof typeof needed
const names = Object.keys(needed) as Needed[]

export const bitsOf = (permissions: readonly Permission[]): bigint =>
  permissions.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n)

/** The number in the invite link. */
const neededBits = bitsOf(names)

/** Which of the permissions that the bot needs are not among these bits. Administrators have all. */
export const missingIn = (bits: bigint, of: readonly Needed[] = names): readonly Needed[] =>
  (bits & PermissionFlagsBits.Administrator) !== 0n
    ? []
    : of.filter((name) => (bits & PermissionFlagsBits[name]) === 0n)

/** What the bot gives to others or keeps from them, and never does itself: having it in the server is enough. */
const forOthers: ReadonlySet<Needed> = new Set(['UseApplicationCommands', 'AddReactions', 'CreatePrivateThreads'])

/** What the bot needs in each of its channels. */
export const neededInChannel = names.filter((name) => !forOthers.has(name))

/** Opens Discord's page on which someone who manages a server lets the bot in. */
export const inviteLink = (applicationId: string): string => {
  const asked = { client_id: applicationId, scope: 'bot applications.commands', permissions: String(neededBits) }
  return `https://discord.com/oauth2/authorize?${new URLSearchParams({ ...asked, integration_type: '0' }).toString()}`
}
