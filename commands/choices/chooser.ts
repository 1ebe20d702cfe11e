import type { ActType } from '../../src/domain/act.ts'
import { caucusOf } from '../../src/domain/charter.ts'
import type { MemberId, Place, ProposalId } from '../../src/domain/id.ts'
import { charterOf, type Proposal, type World } from '../../src/domain/world.ts'
import { label } from '../../src/text/plain.ts'
import { say, type Key, type Values } from '../../src/text/say.ts'
import { type Rows } from '../../src/views/viewer.ts'

/** Something that can be chosen: what the choice stands for, how it reads, and how people type it. */
export interface Choosable {
  readonly value: unknown
  /** The id that a button carries. */
  readonly id: string
  readonly label: string
  /** As people type it, in lower case: `p-12`, `12`, `c-3`, `ana`. */
  readonly typed: readonly string[]
}

/** Who chooses, where, among what, and what is settled already. */
export interface Chooser {
  readonly member: MemberId | undefined
  readonly place: Place | undefined
  readonly world: World
  readonly rows: Rows
  /** What the command does: proposals on which it cannot be done now come last, and are not meant without a name. */
  readonly does: ActType | 'read' | 'own'
  readonly proposal?: ProposalId | undefined
  readonly gauge?: string | undefined
  /** How people are found by name: those of this assembly. */
  readonly people: readonly { readonly id: MemberId; readonly name: string }[]
}

export const words = (key: Key, values: Values): string => label(say(key, values))
export const cut = (text: string): string => (text.length > 70 ? `${text.slice(0, 69)}…` : text)

export const chosen = ({ world, proposal }: Chooser): Proposal | undefined =>
  proposal ? world.assembly.proposals.get(proposal) : undefined

export const proposalShort = ({ number }: Proposal): string => `P-${number}`

export const caucusNamed = (world: World, rows: Rows, id: Place): string => {
  const caucus = id === 'plenary' ? undefined : caucusOf(charterOf(world.assembly), id)
  return (caucus && rows.read(caucus.name)) ?? caucus?.key ?? ''
}
