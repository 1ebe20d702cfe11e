import type { Card } from '../../src/port/card.ts'
import type { ChannelId, MessageId, PersonId } from '../../src/port/id.ts'
import type { ChannelWish, Membership } from '../../src/port/platform.ts'

// What the web chat keeps: its own rows, and no facts. Whoever wires the adapter hands in where they are kept.

export interface WebChannel {
  readonly id: ChannelId
  readonly name: string
  readonly topic: string
  readonly private: boolean
}

/** A channel that somebody is in; a reader sees it and presses its buttons. */
export type OwnChannel = WebChannel & { readonly writes: boolean }

/** One thing in a channel, in the order in which it came: a card of the bot, or what somebody wrote. */
export type Item =
  | {
      readonly kind: 'card'
      readonly id: MessageId
      readonly order: number
      readonly at: string
      readonly card: Card
      readonly pinned: boolean
    }
  | {
      readonly kind: 'message'
      readonly id: MessageId
      readonly order: number
      readonly at: string
      readonly author: PersonId
      readonly name: string
      /** Absent where its author took it back. */
      readonly body?: string
      readonly edited: boolean
    }

/** What was shown to one person only, newest last. */
export interface Note {
  readonly id: string
  readonly order: number
  readonly at: string
  readonly card: Card
}

export interface WebPerson {
  readonly id: PersonId
  readonly name: string
}

/** Whose browser it is, and what is theirs: asked for with every page and every event, so it is one question. */
export interface SessionRow {
  readonly person: PersonId
  readonly name: string
  readonly channels: readonly OwnChannel[]
}

export interface WebRows {
  makeChannel(wish: ChannelWish): Promise<ChannelId>
  findChannel(typed: string): Promise<ChannelId | undefined>
  channel(id: ChannelId): Promise<WebChannel | undefined>
  /** Their channels, and whether they write in them. */
  channelsOf(person: PersonId): Promise<readonly OwnChannel[]>
  setMembers(channel: ChannelId, members: Membership): Promise<void>
  membersOf(channel: ChannelId): Promise<Membership>

  addCard(channel: ChannelId, card: Card, at: string): Promise<MessageId>
  changeCard(channel: ChannelId, message: MessageId, card: Card): Promise<boolean>
  pinCard(channel: ChannelId, message: MessageId): Promise<boolean>
  unpinCard(channel: ChannelId, message: MessageId): Promise<boolean>
  /** What is sent twice with one key stands there once. */
  addMessage(channel: ChannelId, author: PersonId, body: string, at: string, key: string): Promise<MessageId>
  /** Only its author changes or takes back a message; `body` undefined takes it back. */
  changeMessage(channel: ChannelId, message: MessageId, author: PersonId, body: string | undefined): Promise<boolean>
  /** The newest `limit` items before an order, oldest first; and every pinned card. */
  items(channel: ChannelId, before: number | undefined, limit: number): Promise<readonly Item[]>
  pinned(channel: ChannelId): Promise<readonly Item[]>
  item(channel: ChannelId, message: MessageId): Promise<Item | undefined>
  /** Items whose words hold all of these, newest first, in channels this person is in. */
  search(person: PersonId, words: string, limit: number): Promise<readonly (Item & { readonly channel: ChannelId })[]>

  addNote(person: PersonId, channel: ChannelId | 'direct', card: Card, at: string): Promise<string>
  notes(person: PersonId, channel: ChannelId | 'direct', limit: number): Promise<readonly Note[]>

  person(id: PersonId): Promise<WebPerson | undefined>
  peopleNamed(typed: string): Promise<readonly WebPerson[]>
  /** The people one may act as, in a sandbox. */
  everyone(): Promise<readonly WebPerson[]>

  /** Uses a sign-in link up: whose it was, unless it is used, revoked, expired or unknown. */
  useLink(hash: string, now: string): Promise<PersonId | undefined>
  openSession(hash: string, person: PersonId, made: string, expires: string): Promise<void>
  session(hash: string, now: string): Promise<SessionRow | undefined>
  /** In a sandbox the same browser goes on as somebody else. */
  actAs(hash: string, person: PersonId): Promise<void>
  endSession(hash: string): Promise<void>
}
