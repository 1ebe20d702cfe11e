import { isClosed } from '../domain/concern.ts'
import type { FactData } from '../domain/fact.ts'
import { isOpen } from '../domain/gauge.ts'
import type { ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { stageOf } from '../domain/leg.ts'
import type { Level } from '../domain/level.ts'
import { currentRound, latestVersion, type Proposal, type Stage, type Turn, type World } from '../domain/world.ts'
import { amendmentsIn, type AmendmentView } from './amendment.ts'
import {
  personNamed,
  placeNamed,
  proposalNamed,
  zoneOf,
  type PersonNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { offers } from './offers.ts'
import { textOf } from './recommendation.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** A proposal as plenary has it: what it is, from whom, where it stands, and what can be done with it now. */
export interface ProposalView {
  readonly proposal: ProposalNamed
  readonly zone: string
  readonly stage: Stage
  readonly source: {
    readonly kind: FactData<'proposal.submitted'>['source']['kind']
    readonly name: string | undefined
  }
  readonly sponsor: PersonNamed
  readonly forwarded?: { readonly body: string | undefined; readonly on: string; readonly level?: Level }
  readonly submittedAt: Instant
  readonly version: number
  readonly round?: number
  readonly due?: Instant
  /** What became of it last. */
  readonly turn?: TurnView
  readonly text: readonly { readonly label: string; readonly words: string | undefined }[]
  readonly interests: readonly {
    readonly person: PersonNamed
    readonly place: PlaceNamed
    readonly interest: string | undefined
  }[]
  readonly concerns: number
  readonly gauges: number
  /** Suggested in plenary for the newest version. */
  readonly amendments: readonly AmendmentView[]
  readonly may: Readonly<Record<ProposalMove, boolean>>
}

export const proposalMoves = {
  admit: 'admit proposal',
  sendBack: 'send back',
  resubmit: 'resubmit proposal',
  takeUp: 'take up',
  decline: 'decline',
  revise: 'make version',
  dispatch: 'dispatch',
  gauge: 'open gauge',
  concern: 'raise concern',
  amend: 'suggest amendment',
  park: 'park',
  resume: 'resume',
  withdraw: 'withdraw',
  adopt: 'adopt',
  reopen: 'reopen',
} as const
export type ProposalMove = keyof typeof proposalMoves

export function proposalFor(viewer: Viewer, whole: World, rows: Rows, id: ProposalId): ProposalView | undefined {
  const world = worldFor(viewer, whole)
  const proposal = world.assembly.proposals.get(id)
  if (!proposal) return undefined
  const { source, forwarded, turns, plenary } = proposal
  const turn = turns.at(-1)
  const round = currentRound(proposal)
  const stage = stageOf(proposal)
  const offered = (move: ProposalMove) => offers(viewer, world, proposalMoves[move], { proposal })
  return {
    proposal: proposalNamed(rows, proposal),
    zone: zoneOf(world.assembly, 'plenary'),
    stage,
    source: { kind: source.kind, name: source.name && rows.read(source.name) },
    sponsor: personNamed(viewer, world, rows, proposal.sponsor),
    ...(forwarded && {
      forwarded: {
        body: rows.read(forwarded.body),
        on: forwarded.on,
        ...(forwarded.level && { level: forwarded.level }),
      },
    }),
    submittedAt: proposal.submittedAt,
    version: latestVersion(proposal).number,
    ...(round && { round: round.number }),
    ...(round && stage === 'in caucuses' && { due: round.deadline.at }),
    ...(turn && { turn: turnView(rows, turn) }),
    text: textOf(rows, proposal, latestVersion(proposal).number),
    interests: proposal.interests.map(({ place, member, interest }) => ({
      person: personNamed(viewer, world, rows, member),
      place: placeNamed(world.assembly, rows, place),
      interest: rows.read(interest),
    })),
    concerns: [...plenary.concerns.values()].filter((one) => !isClosed(one, rows.now)).length,
    gauges: [...plenary.gauges.values()].filter((one) => isOpen(one, rows.now)).length,
    amendments: amendmentsIn(viewer, world, rows, proposal, 'plenary', latestVersion(proposal).number),
    may: {
      admit: offered('admit'),
      sendBack: offered('sendBack'),
      resubmit: offered('resubmit'),
      takeUp: offered('takeUp'),
      decline: offered('decline'),
      revise: offered('revise'),
      dispatch: offered('dispatch'),
      gauge: offered('gauge'),
      concern: offered('concern'),
      amend: offered('amend'),
      park: offered('park'),
      resume: offered('resume'),
      withdraw: offered('withdraw'),
      adopt: offered('adopt'),
      reopen: offered('reopen'),
    },
  }
}

/** A turn in the life of a proposal, with the reason that was given. */
export type TurnView = Omit<Turn, 'text'> & { readonly words: string | undefined }

export const turnView = (rows: Pick<Rows, 'read'>, { text, ...turn }: Turn): TurnView => ({
  ...turn,
  words: text && rows.read(text),
})

/** One line a proposal, newest first. */
export interface ProposalLine {
  readonly proposal: ProposalNamed
  readonly stage: Stage
  readonly version: number
  readonly round?: number
  readonly due?: Instant
}

export interface ProposalsView {
  readonly zone: string
  readonly open: readonly ProposalLine[]
  readonly ended: readonly ProposalLine[]
  readonly maySubmit: boolean
}

const endedStages: ReadonlySet<Stage> = new Set<Stage>(['recommended', 'no consensus', 'not taken up', 'withdrawn'])

export function proposalsFor(viewer: Viewer, whole: World, rows: Rows): ProposalsView {
  const world = worldFor(viewer, whole)
  const lines = [...world.assembly.proposals.values()].toReversed().map((one) => proposalLine(rows, one))
  return {
    zone: zoneOf(world.assembly, 'plenary'),
    open: lines.filter(({ stage }) => !endedStages.has(stage)),
    ended: lines.filter(({ stage }) => endedStages.has(stage)),
    maySubmit: offers(viewer, world, 'submit proposal'),
  }
}

export const proposalLine = (rows: Rows, proposal: Proposal): ProposalLine => {
  const round = currentRound(proposal)
  const stage = stageOf(proposal)
  return {
    proposal: proposalNamed(rows, proposal),
    stage,
    version: latestVersion(proposal).number,
    ...(round && { round: round.number }),
    ...(round && stage === 'in caucuses' && { due: round.deadline.at }),
  }
}
