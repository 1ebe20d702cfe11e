import { randomBytes } from 'node:crypto'
import { startClock } from './clock.ts'
import { newId, Workspace } from './workspace.ts'

/** The parts of an app's manifest that the platform holds it to. */
export interface ManifestPart {
  readonly display_information?: { readonly name?: string }
  readonly features?: {
    readonly app_home?: { readonly home_tab_enabled?: boolean }
    readonly bot_user?: { readonly display_name?: string }
    readonly slash_commands?: readonly { readonly command: string; readonly should_escape?: boolean }[]
    readonly shortcuts?: readonly { readonly type: string; readonly callback_id: string }[]
  }
  readonly oauth_config?: {
    readonly scopes?: { readonly bot?: readonly string[] }
    readonly redirect_urls?: readonly string[]
  }
  readonly settings?: { readonly event_subscriptions?: { readonly bot_events?: readonly string[] } }
}

/** Something that a well-kept app never does, or a person never ought to see. */
export interface Fault {
  /** One word for a kind of fault: `missing_scope`, `invalid_blocks`, `late`, `broadcast` … */
  readonly kind: string
  readonly says: string
}

/** How long Slack waits, in milliseconds. */
export interface Times {
  /** For the acknowledgement of what it delivers. */
  readonly ack: number
  /** For the use of a `trigger_id`. */
  readonly trigger: number
  /** For the use of a `response_url`. */
  readonly reply: number
}

export interface Delivery {
  readonly kind: 'events_api' | 'interactive' | 'slash_commands'
  readonly payload: Readonly<Record<string, unknown>>
  /** Whether an acknowledgement may bring an answer with it. */
  readonly answerable: boolean
  readonly retry?: { readonly attempt: number; readonly reason: string }
}

export type Ack =
  | { readonly ok: true; readonly body: unknown }
  /** `final`: the app asks not to be told again. */
  | { readonly ok: false; readonly why: string; readonly final?: boolean }

/** How deliveries reach the app: over sockets that it opened, or to its address. */
export interface Carrier {
  send(delivery: Delivery): Promise<Ack>
}

interface Trigger {
  readonly user: string
  readonly workspace: Workspace
  readonly spot: string | undefined
  /** The modal in which it was pressed. */
  readonly view: string | undefined
  readonly until: number
  used: boolean
}

/** Where an answer goes that needs no token. */
export interface ReplyUrl {
  readonly user: string
  readonly workspace: Workspace
  readonly channel: string
  /** The message whose control was used, if it was one. */
  readonly message: string | undefined
  readonly until: number
  uses: number
}

/** What a person allowed on the page of OAuth, until the app fetches its token for it. */
interface Grant {
  readonly user: string
  readonly workspace: Workspace
  readonly scopes: readonly string[]
  readonly redirectUri: string
  readonly until: number
  used: boolean
}

interface Token {
  readonly workspace: Workspace
  readonly scopes: ReadonlySet<string>
  revoked: boolean
}

/** The app as Slack knows it: its secrets, where it is installed, and everything that it did wrong. */
export class App {
  readonly id = newId('A')
  readonly clientId = `${Date.now()}.${newId('')}`
  readonly clientSecret = secret()
  readonly signingSecret = secret()
  readonly verificationToken = secret()
  readonly appToken = `xapp-1-${this.id}-${secret()}`
  readonly clock = startClock()
  readonly manifest: ManifestPart
  readonly times: Times
  readonly workspaces = new Map<string, Workspace>()
  readonly tokens = new Map<string, Token>()
  readonly triggers = new Map<string, Trigger>()
  readonly replies = new Map<string, ReplyUrl>()
  readonly grants = new Map<string, Grant>()
  readonly faults: Fault[] = []
  /** Where this Slack stands, `http://127.0.0.1:port`. */
  address = ''

  constructor(manifest: ManifestPart, times: Times) {
    this.manifest = manifest
    this.times = times
  }

  get scopes(): readonly string[] {
    return this.manifest.oauth_config?.scopes?.bot ?? []
  }

  fault(kind: string, says: string): void {
    this.faults.push({ kind, says })
  }

  open(name: string): Workspace {
    const botName = this.manifest.features?.bot_user?.display_name ?? 'caucus'
    const workspace = new Workspace(name, botName, this.id, this.clock)
    this.workspaces.set(workspace.id, workspace)
    return workspace
  }

  install(workspace: Workspace, scopes: readonly string[]): string {
    const token = `xoxb-${workspace.id}-${secret()}`
    this.tokens.set(token, { workspace, scopes: new Set(scopes), revoked: false })
    return token
  }

  /** Whether the app was granted this scope in a workspace. */
  isGranted(workspace: Workspace, scope: string): boolean {
    return [...this.tokens.values()].some(
      (token) => token.workspace === workspace && !token.revoked && token.scopes.has(scope),
    )
  }

  trigger(workspace: Workspace, user: string, at: Partial<Pick<Trigger, 'spot' | 'view'>> = {}): string {
    const id = `${this.clock.now()}.${workspace.id}.${secret()}`
    this.triggers.set(id, {
      user,
      workspace,
      spot: at.spot,
      view: at.view,
      until: this.clock.now() + this.times.trigger,
      used: false,
    })
    return id
  }

  /** A code lives ten minutes. */
  grant(workspace: Workspace, user: string, scopes: readonly string[], redirectUri: string): string {
    const code = `${newId('')}.${secret()}`
    this.grants.set(code, { user, workspace, scopes, redirectUri, until: this.clock.now() + 600_000, used: false })
    return code
  }

  replyUrl(workspace: Workspace, user: string, channel: string, message?: string): string {
    const id = secret()
    this.replies.set(id, { user, workspace, channel, message, until: this.clock.now() + this.times.reply, uses: 0 })
    return `${this.address}/actions/${workspace.id}/${id}`
  }
}

const secret = (): string => randomBytes(16).toString('hex')
