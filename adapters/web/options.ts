import type { Card } from '../../src/port/card.ts'
import type { ChannelId, PersonId } from '../../src/port/id.ts'
import type { Page } from '../../src/port/page.ts'
import type { Parts } from '../../src/text/part.ts'
import type { WebRows } from './rows.ts'
import type { Streams } from './stream.ts'

/** What anyone may read without signing in. Its viewer is the public: it shows what the public chain shows, and no more. */
export interface PublicPages {
  page(path: string): Promise<PublicPage | undefined>
}
export type PublicPage =
  | {
      readonly kind: 'card'
      readonly title: string
      readonly card: Card
      readonly links: readonly { readonly href: string; readonly says: string }[]
      /** Where its record is read, so that sources can be followed. */
      readonly record: string
    }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly content: string }

/** What stands around a conversation: that of its assembly, which several may share one chat with. */
export interface Around {
  /** IANA zone in which moments are told until a browser puts in its own. */
  readonly zone: string
  /** Where the public record of the assembly is read. */
  readonly record: string
  /** What stands beside: the trackers of what is in play, and one's own desk. */
  readonly beside: readonly Page[]
}

/** In a sandbox one may be anybody, and begin anew. */
export interface Sandbox {
  reset(): Promise<void>
  firstSteps(): Promise<FirstSteps | undefined>
}

/** What a newcomer can try. A step is done when somebody did it since the sandbox was made, and not before. */
export interface FirstSteps {
  /** Which sandbox: a new one shows its steps again. */
  readonly of: string
  readonly steps: readonly FirstStep[]
}
export interface FirstStep {
  readonly says: Parts
  /** Absent for a step that only looks: it leaves no trace. */
  readonly done?: boolean
  /** Who does it, and where. */
  readonly person?: PersonId
  readonly channel?: ChannelId
}

export interface WebOptions {
  readonly rows: WebRows
  readonly streams: Streams
  readonly now: () => string
  readonly pages: PublicPages
  readonly around: (person: PersonId, channel: ChannelId | 'direct') => Promise<Around>
  readonly sandbox?: Sandbox
  /** Set where the chat is served over HTTPS, so that the cookie never travels in clear. */
  readonly secure: boolean
  readonly log: (line: string) => void
}
