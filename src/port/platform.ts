import type { Card } from './card.ts'
import type { Catalogue } from './command.ts'
import type { Finding, Hear } from './heard.ts'
import type { ChannelId, MessageId, PersonId } from './id.ts'
import type { Dispatch, PlatformIdentity } from './invocation.ts'
import type { Limits } from './limits.ts'

/** What someone may do in a channel: a reader sees it and presses buttons, a member also speaks. */
export type Right = 'member' | 'reader'

/** Who is in a channel, and with which right. */
export type Membership = ReadonlyMap<PersonId, Right>

export const sameMembers = (a: Membership, b: Membership): boolean =>
  a.size === b.size && [...a].every(([person, right]) => b.get(person) === right)

export interface ChannelWish {
  /** A wish: the platform may change letters and add an ending, so that it is free. */
  readonly name: string
  readonly topic: string
  /** A private channel is seen by its members only. What owners of a workspace see besides, the privacy page says. */
  readonly private: boolean
  /** Whether everybody may know who its members are: a platform may then show it, by a role of the channel's name. */
  readonly membersShown: boolean
  readonly members: Membership
}

/** The people whom the platform would not add to a channel, with its own word for why. */
export type NotAdded = ReadonlyMap<PersonId, string>

export interface OpenedChannel {
  readonly channel: ChannelId
  readonly notAdded: NotAdded
}

export interface PlatformFile {
  /** With its ending: `p-12-version-3.md`. */
  readonly name: string
  readonly type: 'text/plain' | 'text/markdown' | 'text/html' | 'application/jsonl'
  readonly content: string
}

/**
 * A chat platform, as the core needs it: nothing optional, an adapter degrades inside. Each adapter passes the same
 * contract (test/port/contract.ts).
 *
 * A card of any size may be handed in: the adapter fits it (`fit`), and posts it as one message. What people deleted is
 * answered with `gone`, for people delete things; whatever else the platform refuses for good throws `PlatformTrouble`.
 */
export interface ChatPlatform {
  /** `slack`, `discord`, `web`, `pretend`: stands in invocations and in the identities of people. */
  readonly name: string
  readonly limits: Limits

  /** Connects, registers the catalogue's commands where they changed, and brings in what people do from now on. */
  start(catalogue: Catalogue, dispatch: Dispatch, hear: Hear): Promise<void>
  /** Takes nothing more in, and lets what it is doing end. */
  stop(): Promise<void>

  openChannel(wish: ChannelWish): Promise<OpenedChannel>
  /** Takes a channel that is there already, by the id, link or name that someone typed. */
  linkChannel(typed: string): Promise<ChannelId | 'unknown'>
  /** Whether only its members see a channel: people make channels, and open them to all, past the bot. */
  isPrivate(channel: ChannelId): Promise<boolean | 'gone'>
  /** Makes exactly these the people of a channel: adds, changes and removes. The bot itself stays. */
  setMembers(channel: ChannelId, members: Membership): Promise<NotAdded | 'gone'>
  membersOf(channel: ChannelId): Promise<Membership | 'gone'>

  /** `thread`: where the platform has threads, one of this name begins here, so that talk about the card stays together. */
  post(channel: ChannelId, card: Card, thread?: string): Promise<MessageId | 'gone'>
  update(channel: ChannelId, message: MessageId, card: Card): Promise<'updated' | 'gone'>
  /** Pinning what is pinned changes nothing. */
  pin(channel: ChannelId, message: MessageId): Promise<'pinned' | 'gone'>
  /** Taking down what is not pinned changes nothing. */
  unpin(channel: ChannelId, message: MessageId): Promise<'unpinned' | 'gone'>
  uploadFile(channel: ChannelId, file: PlatformFile, card: Card): Promise<MessageId | 'gone'>

  /** Shows a whole card to one person only: in the channel where the platform can, else directly. */
  replyPrivately(channel: ChannelId, person: PersonId, card: Card): Promise<'shown' | 'unreachable'>
  /** `unreachable`: this person takes no messages from the bot, or has left. */
  directMessage(person: PersonId, card: Card): Promise<'shown' | 'unreachable'>

  /** Whom someone means by an id, a mention or a name as typed; nothing when nobody or more than one fits. */
  resolvePerson(typed: string): Promise<PlatformIdentity | undefined>

  /** What keeps the bot from its work in this workspace and in these channels of it; nothing when all is well. */
  diagnose(channels: readonly ChannelId[]): Promise<readonly Finding[]>
}

/** The platform refused for good: trying again would not help. `code` is the platform's own word. */
export class PlatformTrouble extends Error {
  override readonly name = 'PlatformTrouble'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
