import { z } from 'zod'
import type { Card } from './card.ts'
import type { Catalogue } from './command.ts'
import type { Dispatch } from './invocation.ts'
import type { Limits } from './limits.ts'

/** A person, a channel and a message as one platform knows them. Opaque: only the adapter that made one reads it. */
export const personId = z.string().min(1).brand<'person on a platform'>()
export const channelId = z.string().min(1).brand<'channel'>()
export const messageId = z.string().min(1).brand<'message'>()
export type PersonId = z.infer<typeof personId>
export type ChannelId = z.infer<typeof channelId>
export type MessageId = z.infer<typeof messageId>

/** Somebody as their platform shows them. People choose these names: member text. */
export interface Profile {
  readonly id: PersonId
  readonly name: string
}

/** What someone may do in a channel. Readers see it and press buttons, writers also speak. */
export type Right = 'reads' | 'writes'

/** Who is in a channel, and with which right. */
export type Membership = ReadonlyMap<PersonId, Right>

export interface ChannelDraft {
  /** Wished for: a platform may need to change it, to its alphabet or because another channel has it. */
  readonly name: string
  readonly topic: string
  /** A private channel is seen by its members only. What owners of a workspace see besides, platforms.md 6.4 says. */
  readonly private: boolean
  readonly members: Membership
}

export interface File {
  readonly name: string
  readonly type: 'text/plain' | 'text/html' | 'application/jsonl'
  readonly bytes: Uint8Array
}

/** What a platform cannot do, so that cards degrade on purpose. */
export interface Abilities {
  /** Whether a channel can keep readers from writing. Where it cannot, a reader is admitted as a writer. */
  readonly readOnlyMembers: boolean
  /** Whether a form can open in answer to a form. Where it cannot, a button opens the next one. */
  readonly formAfterForm: boolean
}

/**
 * A chat platform, as the bot needs it: nothing optional. Each adapter passes the same contract (test/port/contract.ts).
 *
 * Cards handed over fit the platform's limits (`fit`); one that does not is a fault of ours, and throws. Whatever is
 * gone on the platform is answered with `'gone'` and not thrown: people delete things.
 */
export interface ChatPlatform {
  /** `slack`, `discord`, `web`, `pretend`: stands in invocations and in the identities of people. */
  readonly name: string
  readonly limits: Limits
  readonly can: Abilities

  /** Connects, registers the catalogue's commands where they changed, and brings in what people do from now on. */
  start(catalogue: Catalogue, dispatch: Dispatch): Promise<void>
  stop(): Promise<void>

  openChannel(draft: ChannelDraft): Promise<ChannelId>
  /** Takes a channel that is there already: by the id or link that someone typed. */
  linkChannel(typed: string): Promise<ChannelId | 'unknown'>
  /** Makes the channel's members exactly these. The bot itself stays. */
  setMembers(channel: ChannelId, members: Membership): Promise<'done' | 'gone'>
  membersOf(channel: ChannelId): Promise<Membership | 'gone'>

  post(channel: ChannelId, card: Card): Promise<MessageId | 'gone'>
  update(channel: ChannelId, message: MessageId, card: Card): Promise<'updated' | 'gone'>
  /** Pinning what is pinned changes nothing. */
  pin(channel: ChannelId, message: MessageId): Promise<'pinned' | 'gone'>
  /** Deleting what is gone changes nothing. */
  delete(channel: ChannelId, message: MessageId): Promise<void>
  upload(channel: ChannelId, file: File, card: Card): Promise<MessageId | 'gone'>

  /** `closed`: this person takes no messages from the bot, or has left. */
  tell(person: PersonId, card: Card): Promise<'told' | 'closed'>
  tellWithFile(person: PersonId, file: File, card: Card): Promise<'told' | 'closed'>
  /** The person by id, mention or name as someone typed it. */
  findPerson(typed: string): Promise<Profile | 'unknown'>
  profileOf(person: PersonId): Promise<Profile | 'gone'>
}
