import type { ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { charterOf, type Outcome, type Proposal, type World } from '../domain/world.ts'
import { declarationView, type DeclaredView } from './declared.ts'
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

/**
 * What was recommended: a text of the forum, developed by its assembly. The bot says "of the forum", and nobody types it
 * (procedure 1, recommendation).
 */
export interface RecommendationView {
  readonly proposal: ProposalNamed
  readonly forum: string | undefined
  readonly assembly: string | undefined
  readonly zone: string
  readonly version: number
  readonly rounds: number
  readonly at: Instant
  readonly by?: PersonNamed
  readonly note: string | undefined
  /** Provisional until then, final after (procedure 3.5). */
  readonly until: Instant
  readonly final: boolean
  readonly without: readonly PlaceNamed[]
  /** By caucus, in the charter's order: the declarations by which they stand. */
  readonly standing: readonly DeclaredView[]
  /** Declarations of caucuses that do not count, on this version. */
  readonly beside: readonly DeclaredView[]
  readonly overruled: readonly OverruledView[]
  readonly text: readonly { readonly label: string; readonly words: string | undefined }[]
  readonly n: number
  readonly head?: string
  readonly may: { readonly reopen: boolean }
}

/** A plenary concern that was overruled, with the three fields that its chair filled (procedure 3, Concerns). */
export interface OverruledView {
  readonly number: number
  readonly paragraph?: ParagraphNamed
  readonly says: string | undefined
  readonly considered: string | undefined
  readonly why: string | undefined
  readonly n: number
}

export function recommendationFor(
  viewer: Viewer,
  whole: World,
  rows: Rows,
  id: ProposalId,
): RecommendationView | undefined {
  const world = worldFor(viewer, whole)
  const { assembly } = world
  const proposal = assembly.proposals.get(id)
  const outcome = proposal?.outcome
  if (!proposal || outcome?.kind !== 'recommended') return undefined
  const charter = charterOf(assembly)
  const by = Object.values(outcome.standing)
  const order = charter.caucuses.map((caucus) => caucus.id)
  const onVersion = newestOn(proposal, outcome).toSorted((a, b) => order.indexOf(a.place) - order.indexOf(b.place))
  const shown = (one: Proposal['declarations'][number]) => declarationView(viewer, world, rows, proposal, one)
  const head = rows.headAt?.(outcome.n)
  return {
    proposal: proposalNamed(rows, proposal),
    forum: rows.read(charter.forum),
    assembly: rows.read(charter.name),
    zone: zoneOf(assembly, 'plenary'),
    version: outcome.version,
    rounds: outcome.round,
    at: outcome.at,
    ...(outcome.by && { by: personNamed(viewer, world, rows, outcome.by) }),
    note: outcome.note && rows.read(outcome.note),
    until: outcome.until,
    final: outcome.until <= rows.now,
    without: outcome.without.map((one) => placeNamed(assembly, rows, one)),
    standing: onVersion.filter(({ n }) => by.includes(n)).map(shown),
    beside: onVersion.filter(({ n }) => !by.includes(n)).map(shown),
    overruled: overruledIn(rows, proposal),
    text: textOf(rows, proposal, outcome.version),
    n: outcome.n,
    ...(head && { head }),
    may: { reopen: offers(viewer, world, 'reopen', { proposal }) },
  }
}

/** Each caucus's newest declaration on the version that was decided, made before it was. */
export const newestOn = (proposal: Proposal, { version, n }: Outcome) =>
  proposal.declarations.filter(
    (one) =>
      one.version === version &&
      one.n < n &&
      !proposal.declarations.some(
        (newer) => newer.place === one.place && newer.version === version && newer.n > one.n && newer.n < n,
      ),
  )

export const textOf = (rows: Pick<Rows, 'read'>, proposal: Proposal, version: number) =>
  (proposal.versions[version - 1]?.paragraphs ?? []).map(({ label, text }) => ({ label, words: rows.read(text) }))

export const overruledIn = (rows: Pick<Rows, 'read'>, proposal: Proposal): readonly OverruledView[] =>
  [...proposal.plenary.concerns.values()].flatMap(({ standing, number, paragraph, version, course }) => {
    if (standing.is !== 'overruled' && standing.is !== 'overruling') return []
    const on = paragraph && paragraphNamed(proposal, paragraph, version)
    return [
      {
        number,
        ...(on && { paragraph: on }),
        says: rows.read(standing.says),
        considered: rows.read(standing.considered),
        why: rows.read(standing.why),
        n: course.findLast(({ kind }) => kind === 'overruling')?.n ?? 0,
      },
    ]
  })
