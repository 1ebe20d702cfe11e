import { countsOverall } from '../domain/charter.ts'
import { statusOf, type Status } from '../domain/concern.ts'
import { levelOn } from '../domain/gate.ts'
import type { CaucusId, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { counts, type Level } from '../domain/level.ts'
import { isConstituted } from '../domain/members.ts'
import {
  charterOf,
  charterOfRound,
  type Declaration,
  type Outcome,
  type Proposal,
  type World,
} from '../domain/world.ts'
import { declarationView, type DeclaredView } from './declared.ts'
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
import { newestOn, overruledIn, textOf, type OverruledView } from './recommendation.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/**
 * The report of agreement and disagreement: drawn from the record by caucus and by paragraph, each sentence with the
 * entry from which it comes (procedure 3.5). It is as much an outcome as a recommendation is.
 */
export interface ReportView {
  readonly proposal: ProposalNamed
  readonly forum: string | undefined
  readonly assembly: string | undefined
  readonly zone: string
  readonly version: number
  readonly rounds: number
  readonly at: Instant
  readonly by?: PersonNamed
  readonly reason: string | undefined
  /** Dormant caucuses past which it was reached: every outcome begins with them (procedure 3, Declaring). */
  readonly without: readonly PlaceNamed[]
  readonly until: Instant
  readonly final: boolean
  /** Undefined where nothing has been declared: a report drawn on the way. */
  readonly n?: number
  readonly head?: string
  readonly agreed: readonly ParagraphReport[]
  readonly disagreed: readonly ParagraphReport[]
  readonly open: readonly ParagraphReport[]
  readonly caucuses: readonly DeclaredView[]
  /** Caucuses that have said nothing on this version, and why not. */
  readonly silent: readonly {
    readonly caucus: PlaceNamed
    readonly why: 'not constituted' | 'lapsed' | 'no answer'
  }[]
  readonly concerns: readonly ConcernReport[]
  readonly overruled: readonly OverruledView[]
  readonly text: readonly { readonly label: string; readonly words: string | undefined }[]
  readonly may: { readonly reopen: boolean }
}

/** Where the caucuses stand on one paragraph: each level with its source, each reason to differ with its source. */
export interface ParagraphReport {
  readonly paragraph: ParagraphNamed
  readonly levels: readonly { readonly caucus: PlaceNamed; readonly level: Level; readonly n: number }[]
  readonly conditions: readonly {
    readonly caucus: PlaceNamed
    readonly says: string | undefined
    readonly wording: string | undefined
    readonly n: number
  }[]
  readonly amendments: readonly {
    readonly caucus: PlaceNamed
    readonly wording: string | undefined
    readonly n: number
  }[]
  readonly concerns: readonly ConcernReport[]
}

export interface ConcernReport {
  readonly number: number
  readonly paragraph?: ParagraphNamed
  readonly holder?: PlaceNamed
  readonly says: string | undefined
  readonly status: Status
  readonly n: number
}

/** The report of a proposal whose rounds ended without consensus, or a draft of it while it still moves. */
export function reportFor(viewer: Viewer, whole: World, rows: Rows, id: ProposalId): ReportView | undefined {
  const world = worldFor(viewer, whole)
  const { assembly } = world
  const proposal = assembly.proposals.get(id)
  const round = proposal?.rounds.at(-1)
  if (!proposal || !round) return undefined
  const ended = proposal.outcome?.kind === 'no consensus' ? proposal.outcome : undefined
  const at = ended ?? { kind: 'no consensus' as const, version: round.version, round: round.number, n: assembly.n + 1 }
  const version = proposal.versions[at.version - 1]
  const charter = charterOf(assembly)
  const order = charter.caucuses.map((caucus) => caucus.id)
  const stands = newestOn(proposal, at as Outcome).toSorted((a, b) => order.indexOf(a.place) - order.indexOf(b.place))
  const paragraphs = paragraphsOf(version).map((one) => paragraphReport(world, rows, proposal, stands, one))
  const head = ended && rows.headAt?.(ended.n)
  const sorted = paragraphs.map((one) => ({ one, is: kindOf(world, proposal, at, stands, one) }))
  const of = (kind: 'agreed' | 'disagreed' | 'open') => sorted.filter(({ is }) => is === kind).map(({ one }) => one)
  return {
    proposal: proposalNamed(rows, proposal),
    forum: rows.read(charter.forum),
    assembly: rows.read(charter.name),
    zone: zoneOf(assembly, 'plenary'),
    version: at.version,
    rounds: at.round,
    at: ended?.at ?? rows.now,
    ...(ended?.by && { by: personNamed(viewer, world, rows, ended.by) }),
    reason: ended && rows.read(ended.reason),
    without: charterOfRound(assembly, round)
      .caucuses.filter((one) => countsOverall(one) && one.dormant && !isConstituted(assembly, one.id))
      .map((one) => placeNamed(assembly, rows, one.id)),
    until: ended?.until ?? rows.now,
    final: ended !== undefined && ended.until <= rows.now,
    ...(ended && { n: ended.n }),
    ...(head && { head }),
    agreed: of('agreed'),
    disagreed: of('disagreed'),
    open: of('open'),
    caucuses: stands.map((one) => declarationView(viewer, world, rows, proposal, one)),
    silent: charter.caucuses
      .filter(({ kind, id: caucus }) => kind !== 'observer' && !stands.some(({ place }) => place === caucus))
      .map(({ id: caucus }) => ({
        caucus: placeNamed(assembly, rows, caucus),
        why: whySilent(world, proposal, caucus),
      })),
    concerns: concernsOn(world, rows, proposal, undefined),
    overruled: overruledIn(rows, proposal),
    text: textOf(rows, proposal, at.version),
    may: { reopen: offers(viewer, world, 'reopen', { proposal }) },
  }
}

const whySilent = ({ assembly }: World, proposal: Proposal, caucus: CaucusId) => {
  if (!isConstituted(assembly, caucus)) return 'not constituted'
  return proposal.rounds.at(-1)?.legs.some((leg) => leg.caucus === caucus && leg.lapsedAt) ? 'lapsed' : 'no answer'
}

function paragraphReport(
  world: World,
  rows: Rows,
  proposal: Proposal,
  stands: readonly Declaration[],
  paragraph: ParagraphNamed,
): ParagraphReport {
  const { id } = paragraph
  const named = (caucus: CaucusId) => placeNamed(world.assembly, rows, caucus)
  return {
    paragraph,
    levels: stands.flatMap((one) => {
      const level = levelOn(one, id)
      return level ? [{ caucus: named(one.place), level, n: one.n }] : []
    }),
    conditions: stands.flatMap((one) =>
      one.conditions
        .filter(({ on }) => on !== 'whole' && 'paragraph' in on && on.paragraph === id)
        .map(({ says, wording }) => ({
          caucus: named(one.place),
          says: rows.read(says),
          wording: wording && rows.read(wording),
          n: one.n,
        })),
    ),
    amendments: stands.flatMap((one) =>
      one.amendments
        .filter((amendment) => amendment.paragraph === id)
        .map(({ wording }) => ({ caucus: named(one.place), wording: rows.read(wording), n: one.n })),
    ),
    concerns: concernsOn(world, rows, proposal, id),
  }
}

/** Plenary's concerns on a paragraph, or on the whole text; what was merged or split lives on in others. */
const concernsOn = (
  world: World,
  rows: Rows,
  proposal: Proposal,
  paragraph: ParagraphNamed['id'] | undefined,
): readonly ConcernReport[] =>
  [...proposal.plenary.concerns.values()]
    .filter((one) => one.paragraph === paragraph && one.standing.is !== 'merged' && one.standing.is !== 'split')
    .map((one) => {
      const on = one.paragraph && paragraphNamed(proposal, one.paragraph, one.version)
      return {
        number: one.number,
        ...(on && { paragraph: on }),
        ...('caucus' in one.holder && { holder: placeNamed(world.assembly, rows, one.holder.caucus) }),
        says: rows.read(one.says),
        status: statusOf(one, rows.now),
        n: one.n,
      }
    })

/** Agreed where every counted caucus stands at rough consensus or better on it and none disputes it (procedure 4). */
function kindOf(
  { assembly }: World,
  proposal: Proposal,
  { round: number }: { readonly round: number },
  stands: readonly Declaration[],
  { paragraph, levels, conditions, amendments }: ParagraphReport,
): 'agreed' | 'disagreed' | 'open' {
  const charter = charterOfRound(
    assembly,
    proposal.rounds.find((one) => one.number === number),
  )
  const counted = charter.caucuses.filter(
    (caucus) => countsOverall(caucus) && (isConstituted(assembly, caucus.id) || !caucus.dormant),
  )
  const isCounted = (caucus: PlaceNamed) => counted.some(({ id }) => id === caucus.place)
  const forwarded = stands
    .filter(({ place }) => counted.some(({ id }) => id === place))
    .some((one) => one.concerns.some((id) => proposal.plenary.concerns.get(id)?.paragraph === paragraph.id))
  const theirs = levels.filter(({ caucus }) => isCounted(caucus))
  const below = theirs.some(({ level }) => !counts(level, charter))
  const disputed = [...conditions, ...amendments].some(({ caucus }) => isCounted(caucus))
  if (disputed || forwarded || below) return 'disagreed'
  return theirs.length === counted.length ? 'agreed' : 'open'
}
