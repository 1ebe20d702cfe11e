import { type KnownBlock, type View } from '@slack/types'
import { type Clock } from './clock.ts'
import { type StateValue } from './control.ts'

export type PersonKind = 'member' | 'guest' | 'single-channel guest' | 'stranger' | 'bot'

export interface Person {
  readonly id: string
  /** The handle, as after an @. */
  readonly name: string
  realName: string
  readonly kind: PersonKind
  /** The workspace that they belong to: another one for strangers. */
  readonly team: string
  readonly tz: string | undefined
  readonly locale: string | undefined
  deleted: boolean
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly length: number
  title: string
  content: string | undefined
  shared: boolean
}

export interface Message {
  readonly ts: string
  readonly channel: string
  readonly by: string
  readonly byApp: boolean
  text: string
  blocks: readonly KnownBlock[]
  readonly thread: string | undefined
  readonly files: readonly StoredFile[]
  /** Ephemeral: shown to one person, kept by nobody. */
  readonly onlyFor: string | undefined
}

export interface Channel {
  id: string
  name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly creator: string
  readonly created: number
  topic: string
  purpose: string
  archived: boolean
  readonly members: Set<string>
  messages: Message[]
  /** Pinned messages by `ts`, the first one pinned first. */
  readonly pins: string[]
}

/** A modal or a Home, open before one person. */
export interface OpenView {
  readonly id: string
  readonly user: string
  readonly root: string
  readonly previous: string | undefined
  view: View
  hash: string
  /** Where the person stood when it opened; Slack does not tell the app. */
  readonly spot: string | undefined
  /** What was typed and chosen, by `block_id` and `action_id`. */
  readonly values: Map<string, Map<string, StateValue>>
  /** What stands beside the fields since the last attempt, by `block_id`. */
  errors: ReadonlyMap<string, string>
  /** What an external select offered last, by `action_id`. */
  readonly offered: Map<string, readonly OfferedOption[]>
}

export interface OfferedOption {
  readonly text: { readonly type: 'plain_text'; readonly text: string }
  readonly value: string
}

let serial = 0
/** Ids are opaque: what they begin with is all that one may read off them. */
export const newId = (prefix: string): string => `${prefix}0${(++serial).toString(36).toUpperCase().padStart(9, 'Z')}`

export class Workspace {
  readonly id = newId('T')
  readonly name: string
  readonly domain: string
  readonly people = new Map<string, Person>()
  readonly channels = new Map<string, Channel>()
  readonly files = new Map<string, StoredFile>()
  /** Modals, by person; the last one is on top. */
  readonly modals = new Map<string, OpenView[]>()
  readonly homes = new Map<string, OpenView>()
  /** What administrators keep from the app: by method, the error that it gets. */
  readonly restricted = new Map<string, string>()
  readonly bot: Person
  readonly botId = newId('B')
  /** The app whose bot this is. */
  readonly appId: string
  readonly #clock: Clock
  #lastTs = 0

  constructor(name: string, botName: string, appId: string, clock: Clock) {
    this.appId = appId
    this.name = name
    this.domain = handleOf(name)
    this.#clock = clock
    this.bot = this.enrol(botName, { kind: 'bot' })
  }

  enrol(realName: string, about: Partial<Omit<Person, 'id' | 'name' | 'realName'>> = {}): Person {
    const person: Person = {
      id: newId('U'),
      name: handleOf(realName),
      realName,
      kind: about.kind ?? 'member',
      team: about.team ?? (about.kind === 'stranger' ? newId('T') : this.id),
      tz: about.tz,
      locale: about.locale,
      deleted: about.deleted ?? false,
    }
    this.people.set(person.id, person)
    return person
  }

  /** A `ts` is a moment and a name: unique in the workspace, and growing. */
  newTs(): string {
    this.#lastTs = Math.max(Math.floor(this.#clock.now() * 1_000), this.#lastTs + 1)
    return `${Math.floor(this.#lastTs / 1_000_000)}.${String(this.#lastTs % 1_000_000).padStart(6, '0')}`
  }

  channel(name: string, kind: Channel['kind'], creator: string, members: readonly string[]): Channel {
    const channel: Channel = {
      id: newId(kind === 'im' ? 'D' : 'C'),
      name,
      kind,
      creator,
      created: Math.floor(this.#clock.now() / 1_000),
      topic: '',
      purpose: '',
      archived: false,
      members: new Set(members),
      messages: [],
      pins: [],
    }
    this.channels.set(channel.id, channel)
    return channel
  }

  /** The direct messages of a person and the bot. */
  directOf(user: string): Channel {
    const open = [...this.channels.values()].find(({ kind, members }) => kind === 'im' && members.has(user))
    return open ?? this.channel(user, 'im', user, [user, this.bot.id])
  }

  mayRead(user: string, channel: Channel): boolean {
    if (channel.members.has(user)) return true
    const person = this.people.get(user)
    return channel.kind === 'public' && (person?.kind === 'member' || person?.kind === 'bot')
  }

  post(message: Pick<Message, 'channel' | 'by' | 'byApp' | 'text'> & Partial<Omit<Message, 'ts'>>): Message {
    const posted: Message = {
      blocks: [],
      thread: undefined,
      files: [],
      onlyFor: undefined,
      ...message,
      ts: this.newTs(),
    }
    this.channels.get(message.channel)?.messages.push(posted)
    return posted
  }
}

const handleOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')
