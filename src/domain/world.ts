import type { Charter } from './charter.ts'
import type { About, BallotTally, Condition, FactData, Holder, Office, Paragraph, Tally } from './fact.ts'
import type { AdviceName } from './gauge/advice-name.ts'
import type {
  AmendmentId,
  AssemblyId,
  CaucusId,
  ChoiceId,
  ConcernId,
  DeclarationId,
  GaugeId,
  MemberId,
  ParagraphId,
  Place,
  ProposalId,
  QuestionId,
  ReadingId,
  RequestId,
  SeatId,
  ViewId,
} from './id.ts'
import type { Deadline, Instant } from './instant.ts'
import type { Level } from './level.ts'
import { PersistentMap } from './persistent.ts'
import type { TextRef } from './text.ts'

// Folded state: what the facts so far mean. Immutable; a part that did not change is the same object as before.
// Invariant: nothing in `Assembly` comes from a caucus chain, so no plenary rule or view can read what a caucus keeps.

export interface World {
  readonly assembly: Assembly
  /** Absent rooms are unseen: a verifier of the public chain has none. */
  readonly rooms: PersistentMap<CaucusId, Room>
}

/** What the public chain says. */
export interface Assembly {
  readonly id: AssemblyId
  readonly foundedAt: Instant | undefined
  /** Version n of the charter stands at index n − 1. */
  readonly charters: readonly Charter[]
  readonly seats: PersistentMap<SeatId, Seat>
  readonly offices: readonly OfficeHeld[]
  /** Names that their owners show on the public record. */
  readonly names: PersistentMap<MemberId, TextRef>
  /** The caucus in which a member last held a seat, for "who changes answers only in later rounds" (procedure 1, member). */
  readonly lastCaucus: PersistentMap<MemberId, CaucusId>
  /** Caucuses that have had a chair: from then on their seats choose (procedure 3.7). */
  readonly chaired: ReadonlySet<CaucusId>
  readonly proposals: PersistentMap<ProposalId, Proposal>
  /** The number of the last public entry. */
  readonly n: number
}

export interface Seat {
  readonly id: SeatId
  readonly caucus: CaucusId
  readonly representative?: Sitting
  readonly alternate?: Sitting
}

export interface Sitting {
  readonly member: MemberId
  readonly since: Instant
  /** Came from another caucus: answers only in rounds dispatched after `since`. */
  readonly changed: boolean
}

export interface OfficeHeld {
  readonly office: Office
  readonly caucus?: CaucusId
  readonly member: MemberId
  readonly since: Instant
  readonly how: FactData<'office.given'>['how']
}

export const stages = [
  'draft',
  'submitted',
  'admitted',
  'in plenary',
  'in caucuses',
  'plenary assessment',
  'recommended',
  'no consensus',
  'not taken up',
  'parked',
  'withdrawn',
] as const
export type Stage = (typeof stages)[number]

export interface Proposal {
  readonly id: ProposalId
  readonly number: number
  readonly title: TextRef
  readonly source: FactData<'proposal.submitted'>['source']
  readonly sponsor: MemberId
  readonly forwarded?: NonNullable<FactData<'proposal.submitted'>['forwarded']>
  readonly submittedAt: Instant
  /** Stages that facts set. While a round is out it is `in caucuses`; `stageOf` tells when every leg has come home. */
  readonly stage: Stage
  /** Why it stands where it stands, and what it went through before, oldest first. */
  readonly turns: readonly Turn[]
  readonly versions: readonly Version[]
  readonly rounds: readonly Round[]
  readonly plenary: Debate
  readonly questions: readonly Question[]
  /** Every declaration of a caucus, oldest first. */
  readonly declarations: readonly Declaration[]
  readonly handedOver: readonly { readonly place: Place; readonly to: MemberId }[]
  readonly interests: readonly {
    readonly place: Place
    readonly member: MemberId
    readonly interest: TextRef
    readonly at: Instant
  }[]
  readonly outcome?: Outcome
}

/** A turn in the life of a proposal: what became of it, when, and why where a reason was given. */
export interface Turn {
  readonly is:
    | 'resubmitted'
    | 'admitted'
    | 'sent back'
    | 'taken up'
    | 'not taken up'
    | 'parked'
    | 'resumed'
    | 'withdrawn'
    | 'adopted'
    | 'recalled'
    | 'recommended'
    | 'no consensus'
    | 'reopened'
  readonly at: Instant
  readonly n: number
  readonly text?: TextRef
  /** The version on which an outcome was declared. */
  readonly version?: number
}

export interface Version {
  readonly number: number
  /** The number of its entry in the public chain, where whoever doubts can look. So wherever `n` stands below. */
  readonly n: number
  readonly paragraphs: readonly Paragraph[]
  readonly madeAt: Instant
  readonly madeBy?: MemberId
  readonly amendments: readonly AmendmentId[]
  readonly note?: TextRef
}

export interface Round {
  readonly number: number
  readonly n: number
  readonly version: number
  /** The version of the charter under which the round runs (procedure 1, charter). */
  readonly charter: number
  readonly dispatchedAt: Instant
  readonly deadline: Deadline
  readonly legs: readonly Leg[]
  readonly recalled?: { readonly at: Instant; readonly reason: TextRef }
}

export interface Leg {
  readonly caucus: CaucusId
  /** False where the caucus stands on this version already and keeps its declaration (procedure 3.2). */
  readonly dispatched: boolean
  readonly reopenedAt?: Instant
  readonly lapsedAt?: Instant
  /** A reading that can still be contested; plenary sees that it is there, and not what it says. */
  readonly reading?: { readonly openedAt: Instant; readonly until: Instant }
}

export interface Question {
  readonly id: QuestionId
  readonly round: number
  readonly caucus: CaucusId
  readonly asks: TextRef
  readonly askedAt: Instant
  readonly answered?: { readonly at: Instant; readonly answer: TextRef }
  readonly declined?: { readonly at: Instant; readonly reason: TextRef }
}

export interface Declaration {
  readonly id: DeclarationId
  /** The number of its entry in the public chain. */
  readonly n: number
  readonly at: Instant
  readonly by?: MemberId
  readonly place: CaucusId
  readonly round: number
  readonly version: number
  readonly level: Level
  readonly about: About
  readonly conditions: readonly Condition[]
  readonly paragraphs: readonly { readonly paragraph: ParagraphId; readonly level: Level }[]
  readonly covers: 'whole' | readonly ParagraphId[]
  readonly note?: TextRef
  readonly amendments: FactData<'declaration.made'>['amendments']
  readonly concerns: readonly ConcernId[]
  readonly views: readonly TextRef[]
  readonly turnout: FactData<'declaration.made'>['turnout']
  readonly office: Office
  readonly late: boolean
  readonly fromDiscussion: boolean
  readonly how?: TextRef
}

export type Outcome =
  | {
      readonly kind: 'recommended'
      readonly n: number
      readonly at: Instant
      readonly by?: MemberId
      readonly round: number
      readonly version: number
      readonly standing: Readonly<Record<CaucusId, number>>
      readonly without: readonly CaucusId[]
      /** Provisional until then, final after (procedure 3.5). */
      readonly until: Instant
      readonly note?: TextRef
    }
  | {
      readonly kind: 'no consensus'
      readonly n: number
      readonly at: Instant
      readonly by?: MemberId
      readonly round: number
      readonly version: number
      readonly reason: TextRef
      readonly until: Instant
    }

/** What one place does with one proposal: its gauges, concerns and suggested amendments. */
export interface Debate {
  readonly gauges: PersistentMap<GaugeId, Gauge>
  readonly concerns: PersistentMap<ConcernId, Concern>
  readonly amendments: readonly Amendment[]
}

export interface Amendment {
  readonly id: AmendmentId
  readonly version: number
  readonly paragraph?: ParagraphId
  readonly wording: TextRef
  readonly why?: TextRef
  readonly by?: MemberId
  readonly at: Instant
}

export interface Gauge {
  readonly id: GaugeId
  readonly number: number
  readonly place: Place
  readonly proposal: ProposalId
  readonly version: number
  readonly asks: 'where do you stand' | 'against'
  readonly paragraph?: ParagraphId
  readonly method: 'gauge' | 'consent'
  readonly openedAt: Instant
  readonly closes: Deadline
  /** N of procedure 4: fixed when the gauge opened. */
  readonly electorate: number
  readonly byCaucus?: Readonly<Record<CaucusId, number>>
  readonly seats?: readonly SeatId[]
  readonly settings: FactData<'gauge.opened'>['settings']
  readonly again?: GaugeId
  readonly closed?: ClosedGauge
  /** A new version went out while the gauge was open (procedure 3.2). */
  readonly supersededAt?: Instant
}

export interface ClosedGauge {
  readonly at: Instant
  readonly early: boolean
  readonly tally: Tally | BallotTally | { readonly withheld: 'fewer than 3' }
  readonly besides?: boolean
  readonly unsettled?: number
  readonly advice?: AdviceName
  readonly answers?: NonNullable<FactData<'gauge.closed'>['answers']>
  readonly byCaucus?: NonNullable<FactData<'gauge.closed'>['byCaucus']>
}

export interface Concern {
  readonly id: ConcernId
  readonly number: number
  readonly place: Place
  readonly proposal: ProposalId
  /** The version on which it was raised. */
  readonly version: number
  readonly paragraph?: ParagraphId
  readonly says: TextRef
  readonly settles?: TextRef
  readonly holder: Holder
  readonly gauge?: GaugeId
  readonly splitFrom?: ConcernId
  /** The number of the entry by which it was raised, in the chain of its place. */
  readonly n: number
  readonly raisedAt: Instant
  readonly joiners: readonly { readonly joiner: Holder; readonly reason?: TextRef; readonly at: Instant }[]
  readonly standing: Standing
  /** What was said on the way: answers, contests, replies, in order. */
  readonly course: readonly {
    readonly kind: string
    readonly n: number
    readonly at: Instant
    readonly by?: MemberId
    readonly words?: TextRef
    readonly version?: number
  }[]
  readonly forwardedAs?: ConcernId
}

/** Where a concern stands; *answered, no reply* is read off the clock by `statusOf`. */
export type Standing =
  | { readonly is: 'open' }
  | { readonly is: 'answered'; readonly at: Instant; readonly answer: TextRef }
  | { readonly is: 'contested'; readonly at: Instant; readonly reason: TextRef }
  | { readonly is: 'to be rechecked'; readonly version: number }
  | {
      readonly is: 'overruling'
      readonly at: Instant
      readonly says: TextRef
      readonly considered: TextRef
      readonly why: TextRef
    }
  | { readonly is: 'settling elsewhere'; readonly at: Instant; readonly where: TextRef }
  | { readonly is: 'accepted'; readonly at: Instant }
  | { readonly is: 'accommodated'; readonly at: Instant; readonly version: number; readonly otherwise: boolean }
  | { readonly is: 'withdrawn'; readonly at: Instant }
  | {
      readonly is: 'overruled'
      readonly at: Instant
      readonly says: TextRef
      readonly considered: TextRef
      readonly why: TextRef
    }
  | { readonly is: 'not settled here'; readonly at: Instant; readonly where: TextRef }
  | { readonly is: 'merged'; readonly at: Instant; readonly into: ConcernId }
  | { readonly is: 'split'; readonly at: Instant; readonly into: readonly ConcernId[] }

/** What a caucus keeps: folded from the public chain and its own. Only that caucus's rules and views may open it. */
export interface Room {
  readonly caucus: CaucusId
  readonly requests: PersistentMap<RequestId, JoinRequest>
  readonly participants: PersistentMap<MemberId, { readonly as: 'participant' | 'observer'; readonly since: Instant }>
  readonly choices: readonly Choice[]
  readonly work: PersistentMap<ProposalId, Work>
  readonly n: number
}

export interface JoinRequest {
  readonly id: RequestId
  readonly member: MemberId
  readonly as: 'representative' | 'alternate' | 'participant' | 'observer'
  readonly words?: TextRef
  readonly askedAt: Instant
  readonly ended?: { readonly at: Instant; readonly how: 'admitted' | 'refused'; readonly reason?: TextRef }
}

/** How a caucus chooses its chair or an acting chair (procedure 3.7 and Declaring). */
export interface Choice {
  readonly id: ChoiceId
  readonly office: 'caucus chair' | 'acting chair'
  readonly openedAt: Instant
  readonly until: Instant
  readonly votes: PersistentMap<SeatId, MemberId>
  readonly closed?: { readonly at: Instant; readonly chosen?: MemberId }
}

/** One caucus's work on one proposal. */
export interface Work {
  readonly debate: Debate
  readonly readings: readonly Reading[]
  readonly views: readonly MinorityView[]
}

export interface Reading {
  readonly id: ReadingId
  readonly round: number
  readonly version: number
  readonly level: Level
  readonly about: About
  readonly conditions: readonly Condition[]
  readonly paragraphs: readonly { readonly paragraph: ParagraphId; readonly level: Level }[]
  readonly covers: 'whole' | readonly ParagraphId[]
  readonly note?: TextRef
  readonly postedAt: Instant
  readonly by?: MemberId
  readonly until: Instant
  readonly gauge?: GaugeId
  readonly adviceSeen?: AdviceName
  readonly reason?: TextRef
  readonly how?: TextRef
  readonly contests: readonly { readonly by?: MemberId; readonly reason: TextRef; readonly at: Instant }[]
  readonly ended?: {
    readonly at: Instant
    readonly how: 'confirmed' | 'withdrawn' | 'changed' | 'superseded'
    readonly declaration?: DeclarationId
  }
}

export interface MinorityView {
  readonly id: ViewId
  readonly version: number
  readonly words: TextRef
  readonly by?: MemberId
  /** Views go out only with their holders' consent (procedure 2). */
  readonly consent: boolean
  readonly at: Instant
}

export const emptyDebate: Debate = { gauges: PersistentMap.of(), concerns: PersistentMap.of(), amendments: [] }
export const emptyWork: Work = { debate: emptyDebate, readings: [], views: [] }

export const unfounded = (id: AssemblyId): World => ({
  assembly: {
    id,
    foundedAt: undefined,
    charters: [],
    seats: PersistentMap.of(),
    offices: [],
    names: PersistentMap.of(),
    lastCaucus: PersistentMap.of(),
    chaired: new Set(),
    proposals: PersistentMap.of(),
    n: 0,
  },
  rooms: PersistentMap.of(),
})

/** The newest charter. Throws before the founding, when there is none. */
export function charterOf(assembly: Assembly): Charter {
  const newest = assembly.charters.at(-1)
  if (!newest) throw new Error(`assembly ${assembly.id} has not been founded`)
  return newest
}

/** The charter under which a round runs, mended ones included. */
export function charterOfRound(assembly: Assembly, round: Round | undefined): Charter {
  return (round && assembly.charters[round.charter - 1]) ?? charterOf(assembly)
}

export const debateIn = (world: World, where: Place, proposal: Proposal): Debate =>
  where === 'plenary' ? proposal.plenary : (world.rooms.get(where)?.work.get(proposal.id)?.debate ?? emptyDebate)

export const latestVersion = (proposal: Proposal): Version => {
  const newest = proposal.versions.at(-1)
  if (!newest) throw new Error(`proposal ${proposal.id} has no version`)
  return newest
}

export const currentRound = (proposal: Proposal): Round | undefined => proposal.rounds.at(-1)
