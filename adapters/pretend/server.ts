import type { Card } from '../../src/port/card.ts'
import { channelId, messageId, personId, type ChannelId, type MessageId, type PersonId } from '../../src/port/id.ts'
import type { Limits } from '../../src/port/limits.ts'
import {
  PlatformTrouble,
  type ChannelWish,
  type Membership,
  type NotAdded,
  type PlatformFile,
  type Right,
} from '../../src/port/platform.ts'
import { pressToken } from '../../src/port/token.ts'
import { fits, left, nothing, weighCard } from '../../src/port/weigh.ts'

// The platform itself, in memory: what stands in its channels, and who sees it. It refuses what real ones refuse.

export interface Message {
  readonly id: MessageId
  readonly channel: ChannelId
  readonly order: number
  readonly card?: Card
  readonly file?: PlatformFile
  /** Said by a person, not by the bot. */
  readonly words?: { readonly by: PersonId; readonly text: string }
  readonly pinned: boolean
  /** Shown to this person only, and gone with the channel. */
  readonly only?: PersonId
}

interface Channel {
  readonly id: ChannelId
  readonly name: string
  readonly topic: string
  readonly private: boolean
  readonly members: Map<PersonId, Right>
  readonly messages: Map<MessageId, Message>
}

export interface Server {
  readonly people: ReadonlyMap<PersonId, { readonly name: string; readonly takesMessages: boolean }>
  enrol(name: string, takesMessages: boolean): PersonId
  open(wish: ChannelWish): { channel: ChannelId; notAdded: NotAdded }
  find(typed: string): ChannelId | undefined
  has(channel: ChannelId): boolean
  isPrivate(channel: ChannelId): boolean | 'gone'
  membersOf(channel: ChannelId): Membership
  setMembers(channel: ChannelId, members: Membership): NotAdded
  put(channel: ChannelId, message: Omit<Message, 'id' | 'channel' | 'order' | 'pinned'>): MessageId
  message(channel: ChannelId, message: MessageId): Message | undefined
  change(channel: ChannelId, message: MessageId, change: Partial<Pick<Message, 'card' | 'pinned'>>): void
  remove(channel: ChannelId, message?: MessageId): void
  /** The conversation of one person with the bot. */
  direct(person: PersonId): ChannelId
  /** What a person sees in a channel, oldest first. */
  seen(person: PersonId, channel: ChannelId): readonly Message[]
  right(person: PersonId, channel: ChannelId): Right | undefined
}

export function serverWith(limits: Limits): Server {
  const people = new Map<PersonId, { name: string; takesMessages: boolean }>()
  const channels = new Map<ChannelId, Channel>()
  let order = 0

  const channelOf = (id: ChannelId): Channel => {
    const channel = channels.get(id)
    if (!channel) throw new PlatformTrouble('channel_not_found', `there is no channel ${id}`)
    return channel
  }
  const checked = (card: Card): Card => {
    // Every button of a card has to fit a platform's own id, or it could not be pressed.
    for (const node of card.nodes) if (node.kind === 'buttons') for (const { press } of node.buttons) pressToken(press)
    if (fits(weighCard(card.nodes, limits), left(limits, nothing))) return card
    throw new PlatformTrouble('card_too_large', 'this card is larger than the platform takes')
  }
  const add = ({ members }: Channel, wished: Membership): NotAdded => {
    const known = [...wished].filter(([person]) => people.has(person))
    for (const [person, right] of known) members.set(person, right)
    const unknown = [...wished.keys()].filter((person) => !people.has(person))
    return new Map(unknown.map((person) => [person, 'user_not_found']))
  }
  const make = (id: ChannelId, wish: ChannelWish): NotAdded => {
    const channel: Channel = { ...wish, id, members: new Map(), messages: new Map() }
    channels.set(id, channel)
    return add(channel, wish.members)
  }

  return {
    people,
    enrol(name, takesMessages) {
      const person = personId.parse(`person-${people.size + 1}`)
      people.set(person, { name, takesMessages })
      return person
    },
    open(wish) {
      if (wish.topic.length > limits.topicChars) throw new PlatformTrouble('topic_too_long', 'this topic is too long')
      const taken = new Set([...channels.values()].map(({ name }) => name))
      const plain = wish.name
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
        .slice(0, limits.channelNameChars - 4)
      let name = plain
      for (let n = 2; taken.has(name); n += 1) name = `${plain}-${n}`
      const channel = channelId.parse(`channel-${channels.size + 1}`)
      return { channel, notAdded: make(channel, { ...wish, name }) }
    },
    find: (typed) =>
      [...channels.values()].find(({ id, name }) => id === typed || name === typed.replace(/^#/, ''))?.id,
    has: (channel) => channels.has(channel),
    isPrivate: (channel) => channels.get(channel)?.private ?? 'gone',
    membersOf: (channel) => new Map(channelOf(channel).members),
    setMembers(id, members) {
      const channel = channelOf(id)
      for (const person of channel.members.keys()) if (!members.has(person)) channel.members.delete(person)
      return add(channel, members)
    },
    put(id, message) {
      const channel = channelOf(id)
      if (message.card) checked(message.card)
      if (message.file && message.file.content.length > limits.fileBytes) {
        throw new PlatformTrouble('file_too_large', 'this file is larger than the platform takes')
      }
      order += 1
      const made: Message = { ...message, id: messageId.parse(`message-${order}`), channel: id, order, pinned: false }
      channel.messages.set(made.id, made)
      return made.id
    },
    message: (channel, message) => channels.get(channel)?.messages.get(message),
    change(channel, id, change) {
      const message = channelOf(channel).messages.get(id)
      if (!message) throw new PlatformTrouble('message_not_found', `there is no message ${id}`)
      if (change.card) checked(change.card)
      channelOf(channel).messages.set(id, { ...message, ...change })
    },
    remove(channel, message) {
      if (message) channelOf(channel).messages.delete(message)
      else channels.delete(channel)
    },
    direct(person) {
      const id = channelId.parse(`direct-${person}`)
      if (!channels.has(id))
        make(id, { name: id, topic: '', private: true, membersShown: false, members: new Map([[person, 'member']]) })
      return id
    },
    seen(person, id) {
      const channel = channelOf(id)
      if (channel.private && !channel.members.has(person)) return []
      return [...channel.messages.values()].filter(({ only }) => only === undefined || only === person)
    },
    right: (person, channel) => channelOf(channel).members.get(person),
  }
}
