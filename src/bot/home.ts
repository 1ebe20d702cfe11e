import type { ChatPlatform } from '../port/platform.ts'
import type { Premises } from '../store/cards.ts'

/** A platform on which this bot speaks, and the workspace it is in there; '' where a platform has none. */
export interface Home {
  readonly platform: ChatPlatform
  readonly workspace: string
}

export const premisesOf = ({ platform, workspace }: Home): Premises => ({ platform: platform.name, workspace })

export const isAt = (home: Home, { platform, workspace }: Premises): boolean =>
  home.platform.name === platform && home.workspace === workspace
