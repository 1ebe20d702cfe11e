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
  /** Absent where something is only looked at. */
  firstSteps?(): Promise<FirstSteps | undefined>
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

/** What the secretariat of an assembly does in the browser. The core judges who may, at each call. */
export interface Secretariat {
  /** The assemblies whose secretariat this person is. */
  of(person: PersonId): Promise<readonly AssemblyNamed[]>
  /** Why this person may not: what the page says instead. */
  refusal(person: PersonId): Promise<Parts>
  /** Who was given a link, newest first. Undefined: not theirs, here and below. */
  invited(person: PersonId, slug: string): Promise<readonly Invited[] | undefined>
  /** Makes a link for each name, one a line. A link is told once: only its hash is kept. */
  invite(person: PersonId, slug: string, names: string): Promise<readonly NewLink[] | undefined>
  /** Ends somebody's links, and signs their browsers out. Says whether there was anything to end. */
  revoke(person: PersonId, slug: string, invited: PersonId): Promise<boolean | undefined>
  /** What is wrong and how to mend it: what `npm run doctor` says of this assembly. */
  doctor(person: PersonId, slug: string): Promise<Card | undefined>
}
export interface AssemblyNamed {
  readonly slug: string
  readonly name: string
}
export interface Invited {
  readonly person: PersonId
  readonly name: string
  readonly link: 'waiting' | 'used' | 'expired' | 'revoked' | 'none'
  /** When the link ends, or when it was used or revoked. */
  readonly at?: Parts
  /** In how many browsers they are signed in. */
  readonly signedIn: number
  /** One's own links are not ended here: nobody locks themselves out. */
  readonly self: boolean
}
export type NewLink =
  | { readonly name: string; readonly link: string; readonly until: Parts }
  /** Several people have this name. */
  | { readonly name: string; readonly several: readonly PersonId[] }

export interface WebOptions {
  readonly rows: WebRows
  readonly streams: Streams
  readonly now: () => string
  readonly pages: PublicPages
  readonly around: (person: PersonId, channel: ChannelId | 'direct') => Promise<Around>
  /** Absent where nobody is to be let in by links: at a play that is only looked at. */
  readonly secretariat?: Secretariat
  readonly sandbox?: Sandbox
  /** Set where the chat is served over HTTPS, so that the cookie never travels in clear. */
  readonly secure: boolean
  readonly log: (line: string) => void
}
