import type { ApplicationCommandType } from 'discord.js'
import type { Clock } from './clock.ts'
import type { Gateway } from './gateway.ts'
import type { Refusal } from './refusal.ts'
import type { Settings } from './settings.ts'
import type { Json } from './wire.ts'
import type { Channel, Component, Guild, Message, User, World } from './world.ts'

/** A thing that Discord would have let pass, or shown to a person as a failure, and that the bot must not do. */
export interface Fault {
  readonly kind: 'no answer' | 'left thinking' | 'mentions unset' | 'banned'
  readonly says: string
}

/** A request that was refused. */
export interface Refused {
  readonly method: string
  /** With the names of its parts: `/channels/:channel/messages`. */
  readonly route: string
  readonly status: number
  readonly code: number
  readonly message: string
  readonly errors: Refusal['errors']
}

/** One call of the bot that was answered. */
export interface Called {
  readonly method: string
  readonly route: string
  readonly path: string
  readonly at: number
  readonly status: number
  readonly body: unknown
}

/** A request that ends with a status of its own: before anything was done, or after all was. */
export interface Breakage {
  /** `POST /channels/:channel/messages` */
  readonly route: string
  readonly status: number
  readonly done: boolean
}

/** An application command, as registered. */
export interface Command extends Json {
  readonly id: string
  readonly name: string
  readonly type: ApplicationCommandType
  readonly guild_id: string | undefined
}

export interface Modal {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly Component[]
}

export interface Interaction {
  readonly id: string
  readonly token: string
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly kind: 2 | 3 | 4 | 5
  readonly user: User
  readonly guild: Guild | undefined
  readonly channel: Channel
  /** The message whose component was used, or from which the modal was opened. */
  readonly source: Message | undefined
  readonly at: number
  readonly payload: Json
  /** The type of the one answer: https://discord.com/developers/docs/interactions/receiving-and-responding */
  answer: number | undefined
  /** What `@original` is. */
  original: Message | undefined
  choices: readonly { readonly name: string; readonly value: string | number }[] | undefined
  /** The person has seen that it failed. */
  failed: boolean
  /** Requests of the bot for this interaction so far, and the moment of the last. */
  touches: number
  touchedAt: number
  underway: number
  /** Who waits for what comes of it. */
  readonly waiters: Set<() => void>
}

/** Something that Discord itself shows to one person in a channel. */
export interface Notice {
  readonly user: string
  readonly channel: string
  readonly says: string
  readonly at: number
}

export interface Emulator {
  readonly clock: Clock
  readonly world: World
  readonly settings: Settings
  readonly gateway: Gateway
  readonly commands: Map<string, Command>
  /** By token. */
  readonly interactions: Map<string, Interaction>
  /** The form that is open before a person. */
  readonly modals: Map<string, { readonly interaction: Interaction; readonly modal: Modal }>
  readonly notices: Notice[]
  readonly faults: Fault[]
  readonly refused: Refused[]
  readonly calls: Called[]
  /** What breaks at the next request to a route. */
  readonly breakages: Breakage[]
  isBanned: boolean
  /** Files that people put into forms, and where they are fetched. */
  readonly files: Map<string, Uint8Array>
  readonly filesUrl: string
}
