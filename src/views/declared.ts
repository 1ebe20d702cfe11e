import { isClosed, statusOf, type Status } from '../domain/concern.ts'
import type { Office } from '../domain/fact.ts'
import type { ConcernId, DeclarationId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { standsAtConsensus } from '../domain/leg.ts'
import type { Level } from '../domain/level.ts'
import { charterOfRound, type Declaration, type Proposal, type World } from '../domain/world.ts'
import {
  paragraphNamed,
  personNamed,
  placeNamed,
  proposalNamed,
  zoneOf,
  type ParagraphNamed,
  type PersonNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** How a caucus stands, in one sentence: level, as it is or if amended, on what. */
export interface StandView {
  readonly caucus: PlaceNamed
  readonly level: Level
  readonly about: Declaration['about']
  readonly version: number
  readonly round: number
  readonly at: Instant
  readonly paragraphs: readonly ParagraphNamed[]
  readonly otherProposals: readonly ProposalNamed[]
  readonly part: readonly ParagraphNamed[]
  readonly late: boolean
  /** Rough consensus or better, as it is, on the whole. */
  readonly stands: boolean
  /** The entry of the public chain where this can be checked. */
  readonly n: number
}

/** What a declaration said: everything that left the caucus, and no more (procedure 3.3). */
export interface DeclaredView extends StandView {
  readonly id: DeclarationId
  readonly proposal: ProposalNamed
  readonly zone: string
  readonly office: Office
  readonly by?: PersonNamed
  /** A chair's interest is shown: that they sponsor the proposal, or one they declared (procedure 3, Declaring). */
  readonly isSponsor: boolean
  readonly interest?: string | undefined
  readonly note: string | undefined
  readonly conditions: readonly ConditionView[]
  readonly levels: readonly { readonly paragraph: ParagraphNamed; readonly level: Level }[]
  readonly amendments: readonly {
    readonly paragraph?: ParagraphNamed
    readonly wording: string | undefined
    readonly why: string | undefined
  }[]
  readonly concerns: readonly ForwardedConcern[]
  readonly views: readonly (string | undefined)[]
  readonly turnout: Declaration['turnout']
  readonly fromDiscussion: boolean
  readonly how: string | undefined
  /** This caucus has declared again since, on this version. */
  readonly revised: boolean
  readonly head?: string
}

export interface ConditionView {
  readonly on: 'whole' | ParagraphNamed | ProposalNamed
  readonly says: string | undefined
  readonly wording: string | undefined
}

export interface ForwardedConcern {
  readonly id: ConcernId
  readonly number: number
  readonly paragraph?: ParagraphNamed
  readonly says: string | undefined
  readonly status: Status
  readonly closed: boolean
}

export function standFor(
  _viewer: Viewer,
  world: World,
  rows: Rows,
  proposal: Proposal,
  declaration: Declaration,
): StandView {
  const { place, level, about, version, round, at, conditions, covers, late, n } = declaration
  const charter = charterOfRound(
    world.assembly,
    proposal.rounds.find(({ number }) => number === round),
  )
  return {
    caucus: placeNamed(world.assembly, rows, place),
    level,
    about,
    version,
    round,
    at,
    late,
    n,
    paragraphs: conditions.flatMap(({ on }) =>
      on !== 'whole' && 'paragraph' in on ? (paragraphNamed(proposal, on.paragraph, version) ?? []) : [],
    ),
    otherProposals: conditions.flatMap(({ on }) => {
      const other = on !== 'whole' && 'proposal' in on ? world.assembly.proposals.get(on.proposal) : undefined
      return other ? [proposalNamed(rows, other)] : []
    }),
    part: covers === 'whole' ? [] : covers.flatMap((one) => paragraphNamed(proposal, one, version) ?? []),
    stands: standsAtConsensus(declaration, charter),
  }
}

export function declaredFor(viewer: Viewer, whole: World, rows: Rows, id: DeclarationId): DeclaredView | undefined {
  const world = worldFor(viewer, whole)
  const proposal = [...world.assembly.proposals.values()].find((one) => one.declarations.some((two) => two.id === id))
  const declaration = proposal?.declarations.find((one) => one.id === id)
  if (!proposal || !declaration) return undefined
  return declarationView(viewer, world, rows, proposal, declaration)
}

/** `world` as the viewer sees it. A declaration is public, so everyone sees the same but for names. */
export function declarationView(
  viewer: Viewer,
  world: World,
  rows: Rows,
  proposal: Proposal,
  declaration: Declaration,
): DeclaredView {
  const { id, by, office, version, place, note, how } = declaration
  const optional = (ref: typeof note) => ref && rows.read(ref)
  const named = (one: Parameters<typeof paragraphNamed>[1]) => paragraphNamed(proposal, one, version)
  const interest = proposal.interests.findLast((one) => one.place === place && one.member === by)
  const head = rows.headAt?.(declaration.n)
  const newer = proposal.declarations.findLast((one) => one.place === place && one.version === version)
  return {
    ...standFor(viewer, world, rows, proposal, declaration),
    id,
    proposal: proposalNamed(rows, proposal),
    zone: zoneOf(world.assembly, 'plenary'),
    office,
    ...(by && { by: personNamed(viewer, world, rows, by) }),
    isSponsor: by !== undefined && by === proposal.sponsor,
    ...(interest && { interest: rows.read(interest.interest) }),
    note: optional(note),
    conditions: declaration.conditions.map((one) => ({
      on: conditionOn(world, rows, proposal, version, one.on),
      says: rows.read(one.says),
      wording: optional(one.wording),
    })),
    levels: declaration.paragraphs.flatMap(({ paragraph, level }) => {
      const found = named(paragraph)
      return found ? [{ paragraph: found, level }] : []
    }),
    amendments: declaration.amendments.map(({ paragraph, wording, why }) => {
      const found = paragraph && named(paragraph)
      return { ...(found && { paragraph: found }), wording: rows.read(wording), why: optional(why) }
    }),
    concerns: declaration.concerns.flatMap((one) => forwarded(rows, proposal, one) ?? []),
    views: declaration.views.map((one) => rows.read(one)),
    turnout: declaration.turnout,
    fromDiscussion: declaration.fromDiscussion,
    how: optional(how),
    revised: newer !== undefined && newer.id !== id,
    ...(head && { head }),
  }
}

function conditionOn(
  world: World,
  rows: Rows,
  proposal: Proposal,
  version: number,
  on: Declaration['conditions'][number]['on'],
): ConditionView['on'] {
  if (on === 'whole') return on
  if ('paragraph' in on) return paragraphNamed(proposal, on.paragraph, version) ?? 'whole'
  const other = world.assembly.proposals.get(on.proposal)
  return other ? proposalNamed(rows, other) : 'whole'
}

function forwarded(rows: Rows, proposal: Proposal, id: ConcernId): ForwardedConcern | undefined {
  const concern = proposal.plenary.concerns.get(id)
  if (!concern) return undefined
  const paragraph = concern.paragraph && paragraphNamed(proposal, concern.paragraph, concern.version)
  return {
    id,
    number: concern.number,
    ...(paragraph && { paragraph }),
    says: rows.read(concern.says),
    status: statusOf(concern, rows.now),
    closed: isClosed(concern, rows.now),
  }
}
