import type { Hear } from '../../src/port/heard.ts'
import type { Dispatch } from '../../src/port/invocation.ts'
import { apiWith, type Api, type Rates } from './api.ts'
import { keptWith, type Kept } from './kept.ts'
import { Limiter } from './limiter.ts'
import { peopleOf, type People } from './people.ts'

/** Where the bot is installed, as Slack's `auth.test` tells it. */
export interface Installed {
  /** The workspace's id; an organisation's where the bot is installed for all of it. */
  readonly team: string
  token: string
  readonly botUser: string
  readonly botId?: string | undefined
}

/** What the core gave when it started this workspace. */
export interface Started {
  readonly dispatch: Dispatch
  readonly hear: Hear
}

/** One workspace in which the bot is installed: what its platform and its listeners share. */
export interface Workspace extends Installed {
  readonly api: Api
  readonly people: People
  readonly kept: Kept
  readonly log: (line: string) => void
  /** In milliseconds. */
  readonly now: () => number
  /** What administrators keep to themselves, as far as we have met it. */
  readonly restricted: Set<'create' | 'kick'>
  /** Whom the bot itself has just added to a channel or taken out: Slack tells of that as if somebody else had done it. */
  readonly own: OwnMoves
  /** Nothing before it starts, and after it stopped: what comes in then is not taken. */
  started: Started | undefined
  /** Work that has to end before the bot stops. */
  readonly underway: Set<Promise<unknown>>
}

export interface WorkspaceParts {
  readonly installed: Installed
  readonly apiUrl: string | undefined
  readonly rates: Rates
  readonly log: (line: string) => void
  readonly now: () => number
  readonly shutOut: () => void
}

export function workspaceWith({ installed, apiUrl, rates, log, now, shutOut }: WorkspaceParts): Workspace {
  const api = apiWith({ token: () => workspace.token, apiUrl, limiter: new Limiter(), rates, log, shutOut })
  const workspace: Workspace = {
    ...installed,
    api,
    people: peopleOf(api, now),
    kept: keptWith(now),
    log,
    now,
    restricted: new Set(),
    own: ownMoves(now),
    started: undefined,
    underway: new Set(),
  }
  return workspace
}

/** Lets work run on its own: it is waited for when the bot stops, and what goes wrong in it is logged. */
export function running(workspace: Workspace, work: Promise<unknown>): void {
  const noted: Promise<unknown> = work
    .catch((error: unknown) => workspace.log(`Slack: ${error instanceof Error ? error.message : String(error)}`))
    .finally(() => workspace.underway.delete(noted))
  workspace.underway.add(noted)
}

/** Tells the core what happened without anybody asking it. */
export async function tell(workspace: Workspace, heard: Parameters<Hear>[0]): Promise<void> {
  await workspace.started?.hear(heard)
}

export interface OwnMoves {
  note(channel: string, user: string): void
  /** Whether this move was the bot's own; asked once for each. */
  take(channel: string, user: string): boolean
}

// An event may be late, but not by so much that it would hide what somebody does by hand afterwards.
const ownFor = 60_000

function ownMoves(now: () => number): OwnMoves {
  const moves = new Map<string, number>()
  return {
    note(channel, user) {
      for (const [move, at] of moves) if (at < now() - ownFor) moves.delete(move)
      moves.set(`${channel} ${user}`, now())
    },
    take(channel, user) {
      const at = moves.get(`${channel} ${user}`)
      moves.delete(`${channel} ${user}`)
      return at !== undefined && at >= now() - ownFor
    },
  }
}
