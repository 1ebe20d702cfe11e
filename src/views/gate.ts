import { commonGround, gate, type Ground } from '../domain/gate.ts'
import type { CaucusId, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { counts, type Level } from '../domain/level.ts'
import { chairsOf } from '../domain/members.ts'
import type { Missing } from '../domain/missing.ts'
import { charterOfRound, currentRound, type Proposal, type World } from '../domain/world.ts'
import {
  paragraphNamed,
  paragraphsOf,
  personNamed,
  placeNamed,
  proposalNamed,
  zoneOf,
  type ParagraphNamed,
  type PersonNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { offers } from './offers.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** Who still stands between a version and overall rough consensus, and why (procedure 3.5). */
export type MissingView =
  | { readonly who: PlaceNamed; readonly why: 'no chair' | 'not constituted' | 'part only' }
  | { readonly who: PlaceNamed; readonly why: 'no answer yet' | 'lapsed'; readonly chairs: readonly PersonNamed[] }
  | { readonly who: PlaceNamed; readonly why: 'level'; readonly level: Level }
  | {
      readonly who: PlaceNamed
      readonly why: 'if amended'
      readonly paragraphs: readonly ParagraphNamed[]
      readonly proposals: readonly ProposalNamed[]
    }
  /** `over`: it can no longer be contested, and waits for its chair to confirm it. */
  | { readonly who: PlaceNamed; readonly why: 'reading open'; readonly until: Instant; readonly over: boolean }
  | { readonly who: PlaceNamed; readonly why: 'concerns'; readonly concerns: number }
  | { readonly who: PlaceNamed; readonly why: 'no round yet' }

/** Paragraphs of which the same can be said: where the caucuses stand on them, without counts. */
export interface GroundView {
  readonly paragraphs: readonly ParagraphNamed[]
  readonly is: 'common ground' | 'common ground so far' | 'in dispute' | 'not agreed' | 'not yet known'
  readonly level?: Level
  readonly unknown: readonly PlaceNamed[]
  readonly disputedBy: readonly PlaceNamed[]
}

export interface GateView {
  readonly proposal: ProposalNamed
  readonly zone: string
  readonly version: number
  readonly round: number
  readonly standing: readonly PlaceNamed[]
  readonly of: number
  readonly without: readonly PlaceNamed[]
  readonly missing: readonly MissingView[]
  /** Plenary has declared an outcome: the gate is behind it. */
  readonly decided: boolean
  readonly ground: readonly GroundView[]
  readonly may: { readonly declare: boolean; readonly declareUnreachable: boolean }
}

export function gateFor(viewer: Viewer, whole: World, rows: Rows, id: ProposalId): GateView | undefined {
  const world = worldFor(viewer, whole)
  const { assembly } = world
  const proposal = assembly.proposals.get(id)
  if (!proposal) return undefined
  const found = gate(assembly, proposal, rows.now)
  const named = (one: CaucusId | 'plenary') => placeNamed(assembly, rows, one)
  return {
    proposal: proposalNamed(rows, proposal),
    zone: zoneOf(assembly, 'plenary'),
    version: found.version,
    round: found.round,
    standing: found.counted.filter((caucus) => found.standing[caucus] !== undefined).map(named),
    of: found.counted.length - found.without.length,
    without: found.without.map(named),
    missing: found.missing.map((one) => missingView(viewer, world, rows, proposal, found.version, one)),
    decided: proposal.outcome !== undefined,
    ground: found.round === 0 ? [] : groundOf(world, rows, proposal),
    may: {
      declare: found.missing.length === 0 && offers(viewer, world, 'declare consensus', { proposal }),
      declareUnreachable: offers(viewer, world, 'declare unreachable', { proposal }),
    },
  }
}

export function missingView(
  viewer: Viewer,
  world: World,
  rows: Rows,
  proposal: Proposal,
  version: number,
  missing: Missing,
): MissingView {
  const { assembly } = world
  const who = placeNamed(assembly, rows, missing.who)
  switch (missing.why) {
    case 'no answer yet':
    case 'lapsed': {
      const chairs = chairsOf(assembly, missing.who).map(({ member }) => personNamed(viewer, world, rows, member))
      return { who, why: missing.why, chairs }
    }
    case 'if amended':
      return {
        who,
        why: missing.why,
        paragraphs: missing.paragraphs.flatMap((one) => paragraphNamed(proposal, one, version) ?? []),
        proposals: missing.proposals.flatMap((one) => {
          const other = assembly.proposals.get(one)
          return other ? proposalNamed(rows, other) : []
        }),
      }
    case 'level':
      return { who, why: missing.why, level: missing.level }
    case 'reading open':
      return { who, why: missing.why, until: missing.until, over: missing.until <= rows.now }
    case 'concerns':
      return { who, why: missing.why, concerns: missing.concerns }
    default:
      return { who, why: missing.why }
  }
}

/** Common ground by paragraph, neighbours of which the same holds together (procedure 4). */
function groundOf(world: World, rows: Rows, proposal: Proposal): readonly GroundView[] {
  const { assembly } = world
  const round = currentRound(proposal)
  const charter = charterOfRound(assembly, round)
  const ground = commonGround(assembly, proposal)
  const named = (one: CaucusId) => placeNamed(assembly, rows, one)
  const groups = new Map<string, { first: Ground; paragraphs: ParagraphNamed[] }>()
  const paragraphs = paragraphsOf(proposal.versions[(round?.version ?? proposal.versions.length) - 1])
  for (const one of ground) {
    const paragraph = paragraphs.find(({ id }) => id === one.paragraph)
    if (!paragraph) continue
    const key = JSON.stringify([one.is, one.is === 'in dispute' ? undefined : one.level, one.unknown, one.disputedBy])
    const group = groups.get(key)
    if (group) group.paragraphs.push(paragraph)
    else groups.set(key, { first: one, paragraphs: [paragraph] })
  }
  return [...groups.values()].map(({ first, paragraphs: same }) => {
    const soFar = first.is === 'not yet known' && first.level !== undefined
    const agreedSoFar = soFar && first.level !== undefined && counts(first.level, charter)
    return {
      paragraphs: same,
      is: agreedSoFar ? 'common ground so far' : soFar ? 'not agreed' : first.is,
      ...(first.level && { level: first.level }),
      unknown: first.unknown.map(named),
      disputedBy: first.disputedBy.map(named),
    }
  })
}

/** Whether a declaration of overall rough consensus is thinkable: somebody has answered on this version (cards.md, Gate). */
export const isThinkable = (proposal: Proposal): boolean => {
  const round = currentRound(proposal)
  return round !== undefined && proposal.declarations.some(({ version }) => version === round.version)
}
