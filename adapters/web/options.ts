import type { Card } from '../../src/port/card.ts'
import type { ChannelId, PersonId } from '../../src/port/id.ts'
import type { Page } from '../../src/port/page.ts'
import type { WebRows } from './rows.ts'
import type { Streams } from './stream.ts'

/** What anyone may read without signing in; drawn by the core from the public chain alone. */
export interface PublicPages {
  page(path: string): Promise<PublicPage | undefined>
}
export type PublicPage =
  | {
      readonly kind: 'card'
      readonly title: string
      readonly card: Card
      readonly links: readonly { readonly href: string; readonly says: string }[]
    }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly content: string }

/** In a sandbox one may be anybody, and begin anew. */
export interface Sandbox {
  reset(): Promise<void>
}

export interface WebOptions {
  readonly rows: WebRows
  readonly streams: Streams
  readonly now: () => string
  readonly zone: string
  readonly pages: PublicPages
  /** What stands beside a conversation: the trackers of what is in play in its assembly, and one's own desk. */
  readonly beside: (person: PersonId, channel: ChannelId | 'direct') => Promise<readonly Page[]>
  readonly sandbox?: Sandbox
  /** Set where the chat is served over HTTPS, so that the cookie never travels in clear. */
  readonly secure: boolean
  readonly log: (line: string) => void
}
