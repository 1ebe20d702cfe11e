import { countsOverall } from '../domain/charter.ts'
import { isClosed } from '../domain/concern.ts'
import { movement, stoppedMoving } from '../domain/gate.ts'
import type { CaucusId, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { answerIn, legDue, legOf, legStatus, standsAtConsensus, stageOf, type LegStatus } from '../domain/leg.ts'
import type { Level } from '../domain/level.ts'
import { chairsOf } from '../domain/members.ts'
import { mayRemind } from '../domain/remind.ts'
import {
  charterOfRound,
  currentRound,
  type Declaration,
  type Proposal,
  type Round,
  type Stage,
  type World,
} from '../domain/world.ts'
import { isThinkable } from './gate.ts'
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
import { offers } from './offers.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** How a caucus stands in one round, as plenary may see it (procedure 3.3). */
export interface CellView {
  readonly is: LegStatus['is']
  readonly until?: Instant
  readonly level?: Level
  readonly about?: Declaration['about']
  /** The paragraphs that conditions are about. */
  readonly paragraphs: readonly ParagraphNamed[]
  readonly partOnly: boolean
  readonly late: boolean
  /** Rough consensus or better, as it is, on the whole: what counts. */
  readonly stands: boolean
}

export interface TrackerView {
  readonly proposal: ProposalNamed
  readonly zone: string
  readonly stage: Stage
  readonly version: number
  readonly round: number
  readonly due?: Instant
  readonly recalled: boolean
  /** The newest rounds, oldest first; `earlier` counts those left out. */
  readonly rounds: readonly { readonly round: number; readonly version: number }[]
  readonly earlier: number
  readonly caucuses: readonly {
    readonly caucus: PlaceNamed
    readonly counts: boolean
    readonly cells: readonly CellView[]
  }[]
  readonly awaited: readonly {
    readonly caucus: PlaceNamed
    readonly chairs: readonly PersonNamed[]
    /** Its deadline stands still while a question waits for plenary. */
    readonly asks: boolean
  }[]
  readonly concerns: number
  readonly questions: number
  /** From the second round on: how many caucuses came closer, and how many went further away. */
  readonly moved?: { readonly closer: number; readonly further: number }
  readonly stopped: boolean
  readonly gateIsThinkable: boolean
  readonly may: {
    readonly remind: boolean
    readonly recall: boolean
    readonly dispatch: boolean
    readonly revise: boolean
    readonly park: boolean
    readonly gauge: boolean
    readonly declareUnreachable: boolean
  }
}

/** As many rounds as fit beside each other; older ones are in the history. */
const shownRounds = 4

export function trackerFor(viewer: Viewer, whole: World, rows: Rows, id: ProposalId): TrackerView | undefined {
  const world = worldFor(viewer, whole)
  const { assembly } = world
  const proposal = assembly.proposals.get(id)
  const round = proposal && currentRound(proposal)
  if (!proposal || !round) return undefined
  const stage = stageOf(proposal)
  const shown = proposal.rounds.slice(-shownRounds)
  const charter = charterOfRound(assembly, round)
  const named = (one: CaucusId) => placeNamed(assembly, rows, one)
  const moved = movesIn(proposal, round)
  return {
    proposal: proposalNamed(rows, proposal),
    zone: zoneOf(assembly, 'plenary'),
    stage,
    version: round.version,
    round: round.number,
    ...(stage === 'in caucuses' && { due: round.deadline.at }),
    recalled: round.recalled !== undefined,
    rounds: shown.map(({ number, version }) => ({ round: number, version })),
    earlier: proposal.rounds.length - shown.length,
    caucuses: charter.caucuses
      .filter(({ kind }) => kind !== 'observer')
      .map((caucus) => ({
        caucus: named(caucus.id),
        counts: countsOverall(caucus),
        cells: shown.map((one) => cellOf(world, rows.now, proposal, one, caucus.id)),
      })),
    awaited: stage === 'in caucuses' ? awaitedIn(viewer, world, rows, proposal, round) : [],
    concerns: [...proposal.plenary.concerns.values()].filter((one) => !isClosed(one, rows.now)).length,
    questions: proposal.questions.filter((one) => !one.answered && !one.declined).length,
    ...(moved && { moved }),
    stopped: stage === 'plenary assessment' && stoppedMoving(proposal),
    gateIsThinkable: (stage === 'in caucuses' || stage === 'plenary assessment') && isThinkable(proposal),
    may: {
      remind: stage === 'in caucuses' && remindsFrom(viewer, world, proposal),
      recall: offers(viewer, world, 'recall', { proposal }),
      dispatch: offers(viewer, world, 'dispatch', { proposal }),
      revise: offers(viewer, world, 'make version', { proposal }),
      park: offers(viewer, world, 'park', { proposal }),
      gauge: offers(viewer, world, 'open gauge', { proposal }),
      declareUnreachable: offers(viewer, world, 'declare unreachable', { proposal }),
    },
  }
}

/** Offered while somebody is awaited: the press finds out whether it is their chairs who keep plenary waiting. */
const remindsFrom = (viewer: Viewer, world: World, proposal: Proposal): boolean =>
  viewer.kind === 'person'
    ? mayRemind(world, viewer.member, proposal)
    : viewer.kind === 'place' && viewer.place === 'plenary'

function cellOf({ assembly }: World, now: Instant, proposal: Proposal, round: Round, caucus: CaucusId): CellView {
  const status = statusIn(proposal, round, caucus)
  const declaration = 'declaration' in status ? status.declaration : undefined
  const conditions = declaration?.conditions ?? []
  return {
    is: status.is,
    ...(status.is === 'reading' && status.until > now && { until: status.until }),
    ...(declaration && { level: declaration.level, about: declaration.about }),
    paragraphs: conditions.flatMap(({ on }) =>
      on !== 'whole' && 'paragraph' in on ? (paragraphNamed(proposal, on.paragraph, declaration?.version) ?? []) : [],
    ),
    partOnly: declaration !== undefined && declaration.covers !== 'whole',
    late: declaration?.late ?? false,
    stands: standsAtConsensus(declaration, charterOfRound(assembly, round)),
  }
}

/** A round that is over shows how it ended: a reading that nobody confirmed in it is no answer. */
function statusIn(proposal: Proposal, round: Round, caucus: CaucusId): LegStatus {
  const status = legStatus(proposal, round, caucus)
  if (status.is !== 'reading' || round === currentRound(proposal)) return status
  const answer = answerIn(proposal, round, caucus)
  if (answer) return { is: 'declared', declaration: answer }
  const lapsed = legOf(round, caucus)?.lapsedAt
  return lapsed ? { is: 'lapsed', at: lapsed } : { is: 'awaited' }
}

const awaitedIn = (viewer: Viewer, world: World, rows: Rows, proposal: Proposal, round: Round) =>
  round.legs
    .filter(({ caucus }) => {
      const { is } = legStatus(proposal, round, caucus)
      return is === 'awaited' || is === 'reading'
    })
    .map(({ caucus }) => ({
      caucus: placeNamed(world.assembly, rows, caucus),
      chairs: chairsOf(world.assembly, caucus).map(({ member }) => personNamed(viewer, world, rows, member)),
      asks: legDue(proposal, round, caucus) === undefined,
    }))

function movesIn(proposal: Proposal, round: Round): TrackerView['moved'] {
  const moves = round.legs.flatMap(({ caucus }) => movement(proposal, caucus, round) ?? [])
  if (moves.length === 0) return undefined
  return {
    closer: moves.filter((one) => one === 'closer').length,
    further: moves.filter((one) => one === 'further').length,
  }
}
