import type { Parts } from '../text/part.ts'
import type { ChannelId } from './id.ts'
import type { PlatformIdentity } from './invocation.ts'

/**
 * What happened on a platform without anybody asking the bot: people were added or taken out by hand, a channel ended, the
 * bot was shut out. Platforms lose such events, so they only hasten what the core also finds by looking.
 */
export type Heard =
  | { readonly kind: 'joined'; readonly channel: ChannelId; readonly who: PlatformIdentity }
  | { readonly kind: 'left'; readonly channel: ChannelId; readonly who: PlatformIdentity }
  /** Archived or deleted, or the bot was taken out of it. */
  | { readonly kind: 'channel gone'; readonly channel: ChannelId }
  /** The platform calls the channel otherwise from now on; it is the same channel, with the same people and messages. */
  | { readonly kind: 'channel moved'; readonly channel: ChannelId; readonly to: ChannelId }
  /** The workspace took the bot's access away. */
  | { readonly kind: 'shut out' }

/** Takes what an adapter hears. Never throws. */
export type Hear = (heard: Heard) => Promise<void>

/** Something wrong with a workspace or a channel, and what mends it, for `doctor`. Both are sentences of src/text. */
export interface Finding {
  readonly says: Parts
  readonly mend: Parts
  /** The channel that it is about, where it is about one. */
  readonly channel?: ChannelId
}
