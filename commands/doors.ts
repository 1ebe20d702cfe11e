import type { Act } from '../src/domain/act.ts'
import type { CharterDraft } from '../src/domain/charter.ts'
import type { Fact } from '../src/domain/fact.ts'
import type { AssemblyId, MemberId, Place } from '../src/domain/id.ts'
import type { Instant } from '../src/domain/instant.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import type { World } from '../src/domain/world.ts'
import type { Card } from '../src/port/card.ts'
import type { Catalogue, Own } from '../src/port/command.ts'
import type { MessageId } from '../src/port/id.ts'
import type { Invocation, PlatformIdentity } from '../src/port/invocation.ts'
import type { Page } from '../src/port/page.ts'
import type { Say } from '../src/text/say.ts'
import type { Rows } from '../src/views/viewer.ts'
import type { Said } from './reply.ts'

/** Where an invocation stands: which assembly and place, who it is there, and everything as it is now. */
export interface Scene {
  readonly assembly: AssemblyId
  readonly place: Place | undefined
  readonly member: MemberId
  readonly world: World
  readonly rows: Rows
  readonly people: readonly { readonly id: MemberId; readonly name: string }[]
  /** Alone with the bot, where nothing says which is meant: the other assemblies in which this person is known. */
  readonly besides: readonly AssemblyId[]
  /** Who asked, and in which channel, as the platform knows them. */
  readonly from: Pick<Invocation, 'who' | 'where'>
}

export type Done =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** What dispatch needs of the other rooms; `main` hands it in. */
export interface Doors {
  readonly catalogue: Catalogue
  /** Nothing where the channel belongs to no assembly. Whoever comes for the first time becomes known by it. */
  readonly sceneFor: (invocation: Invocation) => Promise<Scene | undefined>
  /** The same person in the other assemblies that could be meant. */
  readonly beside: (scene: Scene) => Promise<readonly Scene[]>
  /** Founds an assembly for whoever asked, who becomes its secretariat. */
  readonly found: (founding: { charter: CharterDraft; who: PlatformIdentity; key: string }) => Promise<Done>
  /** The same scene as it stands now. */
  readonly again: (scene: Scene) => Promise<Scene>
  readonly perform: (performing: { assembly: AssemblyId; by: MemberId; act: Act; key: string }) => Promise<Done>
  readonly own: (scene: Scene, own: Own) => Promise<Said>
  /** Who is meant by a name or a mention that the assembly does not know yet: somebody on the platform becomes known by it. */
  readonly meet: (scene: Scene, typed: string) => Promise<MemberId | undefined>
  /** The card that stands in a message of this channel, as it is now and whole. */
  readonly wholeCard: (scene: Scene, message: MessageId) => Promise<Card | undefined>
  readonly receipt: (act: Act, facts: readonly Fact[], member: MemberId, world: World, rows: Rows, say: Say) => Card
  readonly refusal: (refusal: Refusal, member: MemberId, world: World, rows: Rows, say: Say) => Card
  readonly page: (
    page: Page,
    member: MemberId,
    place: Place | undefined,
    world: World,
    rows: Rows,
    say: Say,
    catalogue: Catalogue,
  ) => Card
  /** Logs what went wrong, and gives the reference that the person is shown. */
  readonly trouble: (error: unknown) => string
  readonly now: () => Instant
}
