import type { Homes } from './home.ts'
import { running, type Workspace } from './workspace.ts'

/** A workspace and the Homes of its people. */
export interface Place {
  readonly workspace: Workspace
  readonly homes: Homes
}

/** The workspaces in which the bot is, by what Slack sends. */
export interface Places {
  /** The workspace that a payload belongs to. */
  readonly placeOf: (body: unknown) => Place | undefined
  /** Starts work that the bot waits for when it stops; nothing where the bot is not there for this workspace. */
  readonly work: (body: unknown, doing: (place: Place) => Promise<void>) => void
}

export const placesBy = (placeOf: Places['placeOf']): Places => ({
  placeOf,
  work: (body, doing) => {
    const found = placeOf(body)
    if (found) running(found.workspace, doing(found))
  },
})
