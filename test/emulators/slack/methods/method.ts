import { type App } from '../app.ts'
import { type Sockets } from '../deliver-socket.ts'
import { type Deliveries } from '../deliver.ts'
import { Refused, wrong } from '../refused.ts'
import { type Channel, type Message, type Person, type Workspace } from '../workspace.ts'

/** The arguments of a call, by name. */
export class Args {
  readonly given: Readonly<Record<string, unknown>>

  constructor(given: Readonly<Record<string, unknown>>) {
    this.given = given
  }

  has(name: string): boolean {
    return this.given[name] !== undefined && this.given[name] !== ''
  }

  text(name: string): string {
    const value = this.maybe(name)
    if (value === undefined) throw wrong('invalid_arguments', `missing required field: ${name}`)
    return value
  }

  maybe(name: string): string | undefined {
    const value = this.given[name]
    if (value === undefined || value === '') return undefined
    return typeof value === 'string' ? value : JSON.stringify(value)
  }

  flag(name: string): boolean {
    return this.given[name] === true || this.given[name] === 'true' || this.given[name] === '1'
  }

  number(name: string, otherwise: number): number {
    const value = Number(this.given[name])
    return Number.isFinite(value) ? value : otherwise
  }

  /** Structured arguments come as JSON in a string where the body is form-encoded. */
  structure(name: string): unknown {
    const value = this.given[name]
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      throw wrong('invalid_arguments', `${name} is not JSON`)
    }
  }
}

/** A call of a Web API method, with the workspace of its token. */
export interface Call {
  readonly app: App
  readonly deliveries: Deliveries
  readonly sockets: Sockets
  readonly workspace: Workspace
  readonly scopes: ReadonlySet<string>
  readonly args: Args
}

/** 1, 20, 50 or 100 calls a minute; `message` is one a second in a channel; `free` has no published limit. */
export type Tier = 1 | 2 | 3 | 4 | 'message' | 'free'

export interface Method {
  readonly tier: Tier
  /** Any one of these is enough to call it at all. */
  readonly scopes: readonly string[]
  /** `app` for methods of the app-level token, `none` for those that take none. */
  readonly token?: 'app' | 'none'
  run(call: Call): Readonly<Record<string, unknown>>
}

/** @throws Refused as Slack says it, with what is needed and what the token has. */
export function need(call: Pick<Call, 'scopes'>, ...anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => call.scopes.has(scope))) return
  const needed = anyOf.join(',')
  throw new Refused('missing_scope', { needed, provided: [...call.scopes].join(',') }, `missing scope ${needed}`)
}

/** A channel that the bot may know of. Private ones that it is not in do not exist for it. */
export function channelOf(call: Call, name = 'channel'): Channel {
  const id = call.args.text(name)
  const channel = call.workspace.channels.get(id)
  const hidden = channel && channel.kind !== 'public' && !channel.members.has(call.workspace.bot.id)
  if (!channel || hidden === true) throw new Refused('channel_not_found')
  return channel
}

/** The scope that a call on this channel needs beyond the method's own. */
export function needFor(call: Call, channel: Pick<Channel, 'kind'>, doing: 'read' | 'write'): void {
  const scopes = {
    public: { read: ['channels:read'], write: ['channels:manage'] },
    private: { read: ['groups:read'], write: ['groups:write'] },
    im: { read: ['im:read'], write: ['im:write'] },
  }
  need(call, ...scopes[channel.kind][doing])
}

export function mustBeIn(call: Call, channel: Channel): void {
  if (!channel.members.has(call.workspace.bot.id)) throw new Refused('not_in_channel')
}

export function mustBeOpen(channel: Channel, code = 'is_archived'): void {
  if (channel.archived) throw new Refused(code)
}

/** A workspace can keep apps from doing this. */
export function mustBeAllowed(call: Call, method: string): void {
  const error = call.workspace.restricted.get(method)
  if (error !== undefined) throw new Refused(error)
}

export function personOf(call: Call, id: string): Person {
  const person = call.workspace.people.get(id)
  if (!person) throw new Refused('user_not_found')
  return person
}

/** A message that everybody in the channel sees. Ephemeral ones cannot be found again. */
export function messageOf(channel: Channel, ts: string): Message {
  const message = channel.messages.find((each) => each.ts === ts && each.onlyFor === undefined)
  if (!message) throw new Refused('message_not_found')
  return message
}

export function channelJson(workspace: Workspace, channel: Channel): Readonly<Record<string, unknown>> {
  const im = channel.kind === 'im'
  return {
    id: channel.id,
    created: channel.created,
    is_im: im,
    is_org_shared: false,
    is_mpim: false,
    ...(im
      ? { user: [...channel.members].find((member) => member !== workspace.bot.id), is_open: true }
      : {
          name: channel.name,
          name_normalized: channel.name,
          is_channel: true,
          is_group: false,
          is_private: channel.kind === 'private',
          is_archived: channel.archived,
          is_general: false,
          is_shared: false,
          is_ext_shared: false,
          is_member: channel.members.has(workspace.bot.id),
          creator: channel.creator,
          context_team_id: workspace.id,
          topic: { value: channel.topic, creator: '', last_set: 0 },
          purpose: { value: channel.purpose, creator: '', last_set: 0 },
        }),
  }
}

/** A slice of a list, with a cursor to the next one. */
export function page<T>(call: Call, all: readonly T[], most: number): readonly [readonly T[], object] {
  const from = Number(call.args.maybe('cursor')?.replace('next:', '') ?? 0)
  if (!Number.isInteger(from)) throw new Refused('invalid_cursor')
  const limit = Math.min(Math.max(call.args.number('limit', 100), 1), most)
  const next = from + limit < all.length ? `next:${from + limit}` : ''
  return [all.slice(from, from + limit), { response_metadata: { next_cursor: next } }]
}
