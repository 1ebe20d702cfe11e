import { isUnsettled } from '../domain/concern.ts'
import type { FactData } from '../domain/fact.ts'
import type { AmendmentId, CaucusId, ConcernId, ReadingId, ViewId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { legDue } from '../domain/leg.ts'
import type { Level } from '../domain/level.ts'
import { filledSeats } from '../domain/members.ts'
import { turnoutOf } from '../domain/reading.ts'
import type { Proposal, Reading, Work, World } from '../domain/world.ts'
import type { ConditionView } from './declared.ts'
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

/** What a chair reads the caucus to think, and until when it can be contested. */
export interface ReadingView {
  readonly id: ReadingId
  readonly caucus: PlaceNamed
  readonly proposal: ProposalNamed
  readonly version: number
  readonly zone: string
  readonly level: Level
  readonly about: Reading['about']
  readonly conditions: readonly ConditionView[]
  readonly part: readonly ParagraphNamed[]
  /** Where single paragraphs stand differently from the whole. */
  readonly levels: readonly { readonly paragraph: ParagraphNamed; readonly level: Level }[]
  readonly note: string | undefined
  readonly how: string | undefined
  readonly reason: string | undefined
  readonly advice: string | undefined
  readonly by: PersonNamed | undefined
  readonly until: Instant
  readonly over: boolean
  /** Full consensus that nobody contests may be confirmed at once (procedure 3.4). */
  readonly atOnce: boolean
  /** Past the deadline of this caucus: what it declares now is shown as late. */
  readonly late: boolean
  readonly contests: readonly { readonly by: PersonNamed | undefined; readonly reason: string | undefined }[]
  readonly ended: NonNullable<Reading['ended']>['how'] | undefined
  readonly may: { readonly contest: boolean; readonly confirm: boolean }
}

interface Found {
  readonly caucus: CaucusId
  readonly proposal: Proposal
  readonly work: Work
  readonly reading: Reading
}

/** Finds a reading in the caucuses that are open to a viewer. */
function readingIn(world: World, id: ReadingId): Found | undefined {
  for (const { caucus, work: all } of world.rooms.values())
    for (const [on, work] of all) {
      const reading = work.readings.find((one) => one.id === id)
      const proposal = reading && world.assembly.proposals.get(on)
      if (reading && proposal) return { caucus, proposal, work, reading }
    }
  return undefined
}

export function readingFor(viewer: Viewer, whole: World, rows: Rows, id: ReadingId): ReadingView | undefined {
  const world = worldFor(viewer, whole)
  const found = readingIn(world, id)
  if (!found) return undefined
  const { caucus, proposal, reading } = found
  const named = (member: Reading['by']) => member && personNamed(viewer, world, rows, member)
  const read = (ref: { readonly text: string } | undefined) => ref && rows.read(ref)
  const aim = { place: caucus, proposal }
  return {
    id,
    caucus: placeNamed(world.assembly, rows, caucus),
    proposal: proposalNamed(rows, proposal),
    version: reading.version,
    zone: zoneOf(world.assembly, caucus),
    level: reading.level,
    about: reading.about,
    conditions: conditionsOf(world, rows, proposal, reading),
    part:
      reading.covers === 'whole'
        ? []
        : reading.covers.flatMap((one) => paragraphNamed(proposal, one, reading.version) ?? []),
    levels: reading.paragraphs.flatMap(({ paragraph, level }) => {
      const on = paragraphNamed(proposal, paragraph, reading.version)
      return on ? [{ paragraph: on, level }] : []
    }),
    note: read(reading.note),
    how: read(reading.how),
    reason: read(reading.reason),
    advice: reading.adviceSeen,
    by: named(reading.by),
    until: reading.until,
    over: reading.until <= rows.now,
    atOnce: reading.level === 'full consensus' && reading.contests.length === 0,
    late: rows.now > (dueOf(found) ?? rows.now),
    contests: reading.contests.map(({ by, reason }) => ({ by: named(by), reason: rows.read(reason) })),
    ended: reading.ended?.how,
    may: {
      contest: !reading.ended && reading.until > rows.now && offers(viewer, world, 'contest reading', aim),
      confirm: !reading.ended && offers(viewer, world, 'confirm reading', aim),
    },
  }
}

function dueOf({ proposal, reading, caucus }: Found): Instant | undefined {
  const round = proposal.rounds.find(({ number }) => number === reading.round)
  return round && legDue(proposal, round, caucus)
}

function conditionsOf(
  world: World,
  rows: Rows,
  proposal: Proposal,
  { conditions, version }: Reading,
): readonly ConditionView[] {
  return conditions.flatMap(({ on, says, wording }): ConditionView[] => {
    const shared = { says: rows.read(says), wording: wording && rows.read(wording) }
    if (on === 'whole') return [{ on, ...shared }]
    const other = 'proposal' in on ? world.assembly.proposals.get(on.proposal) : undefined
    const named =
      'proposal' in on ? other && proposalNamed(rows, other) : paragraphNamed(proposal, on.paragraph, version)
    return named ? [{ on: named, ...shared }] : []
  })
}

/** Exactly what can leave with a reading, item by item, and what stays whatever the chair ticks (procedure 3.3). */
export interface LeavingView {
  readonly reading: ReadingView
  readonly turnout: FactData<'declaration.made'>['turnout']
  readonly amendments: readonly {
    readonly id: AmendmentId
    readonly paragraph: ParagraphNamed | undefined
    readonly wording: string | undefined
    readonly why: string | undefined
  }[]
  readonly concerns: readonly {
    readonly id: ConcernId
    readonly number: number
    readonly says: string | undefined
    readonly unsettled: boolean
  }[]
  /** Views whose holders agreed that they leave. */
  readonly views: readonly { readonly id: ViewId; readonly words: string | undefined }[]
  readonly stays: {
    readonly names: number
    readonly answers: number
    readonly views: number
    readonly contests: number
    /** Why the level goes beyond the advice: the caucus's record keeps it. */
    readonly reason: boolean
  }
}

export function leavingFor(viewer: Viewer, whole: World, rows: Rows, id: ReadingId): LeavingView | undefined {
  const world = worldFor(viewer, whole)
  const found = readingIn(world, id)
  const reading = readingFor(viewer, whole, rows, id)
  // Before anything leaves, its chair sees it; it is nobody else's to send.
  if (!found || !reading?.may.confirm) return undefined
  const { proposal, work, caucus } = found
  const gauge = found.reading.gauge && work.debate.gauges.get(found.reading.gauge)
  return {
    reading,
    turnout: turnoutOf(gauge),
    amendments: work.debate.amendments.map(({ id: amendment, paragraph, wording, why }) => ({
      id: amendment,
      paragraph: paragraph && paragraphNamed(proposal, paragraph, found.reading.version),
      wording: rows.read(wording),
      why: why && rows.read(why),
    })),
    concerns: [...work.debate.concerns.values()]
      .filter((concern) => concern.forwardedAs === undefined)
      .map((concern) => ({
        id: concern.id,
        number: concern.number,
        says: rows.read(concern.says),
        unsettled: isUnsettled(concern),
      })),
    views: work.views
      .filter(({ consent }) => consent)
      .map(({ id: view, words }) => ({ id: view, words: rows.read(words) })),
    stays: {
      names: filledSeats(world.assembly, caucus).length,
      answers: gauge?.closed?.answers?.length ?? 0,
      views: work.views.filter(({ consent }) => !consent).length,
      contests: found.reading.contests.length,
      reason: found.reading.reason !== undefined,
    },
  }
}
