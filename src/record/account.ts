import { statusOf, type Status } from '../domain/concern.ts'
import type { About, Office } from '../domain/fact.ts'
import type { CaucusId, MemberId, Place } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Level } from '../domain/level.ts'
import { chairsAs } from '../domain/members.ts'
import type { TextRef } from '../domain/text.ts'
import { charterOf, type Debate, type Declaration, type Outcome, type Proposal, type World } from '../domain/world.ts'
import type { Noted } from './heads.ts'
import type { RecordFile } from './read.ts'
import type { Decided, Replayed } from './replay.ts'
import type { Text, TextId } from './texts.ts'

// What a record that holds tells: data, for whoever puts it into words.

/** A concern that a decision went past: its end was not its holder's own word. */
export interface PastConcern {
  readonly number: number
  readonly place: Place
  readonly says: TextRef
  readonly status: Status
}

export interface Decision {
  /** Its entry in the public chain. */
  readonly n: number
  readonly at: Instant
  readonly by?: MemberId
  readonly office: Office
  readonly proposal: { readonly number: number; readonly title: TextRef }
  readonly round: number
  readonly version: number
  readonly what:
    | {
        readonly is: 'declaration'
        readonly place: CaucusId
        readonly level: Level
        readonly about: About
        readonly whole: boolean
      }
    | { readonly is: 'recommended'; readonly until: Instant; readonly without: readonly CaucusId[] }
    | { readonly is: 'no consensus'; readonly until: Instant; readonly reason: TextRef }
  readonly past: readonly PastConcern[]
}

/** What this file cannot show, and how often. */
export type Gap =
  | { readonly gap: 'unseen'; readonly key: string; readonly times: number }
  | { readonly gap: 'plenary-gauges'; readonly times: number }
  | { readonly gap: 'caucus-chains'; readonly times: number }
  | { readonly gap: 'later-heads'; readonly times: number; readonly exported: Instant }
  | { readonly gap: 'names'; readonly times: number }

export interface Account {
  readonly zone: string
  readonly names: {
    readonly assembly: TextRef
    readonly forum: TextRef
    readonly caucuses: ReadonlyMap<CaucusId, TextRef>
    /** Of those who show theirs. */
    readonly members: ReadonlyMap<MemberId, TextRef>
  }
  readonly decisions: readonly Decision[]
  readonly withheld: readonly { readonly text: TextId; readonly why: string }[]
  readonly erased: readonly { readonly text: TextId; readonly on: string }[]
  readonly cannotShow: readonly Gap[]
  /** For a caucus's record: how many of its heads stand in the public one. */
  readonly heads?: Noted
  /** With an older copy: how much came since, and how many of its texts are not shown any more. */
  readonly since?: { readonly exported: Instant; readonly entries: number; readonly gone: number }
}

export function account(record: RecordFile, replayed: Replayed, heads?: Noted, older?: RecordFile): Account {
  const { world } = replayed
  const charter = charterOf(world.assembly)
  const texts = [...record.texts.values()]
  const own = record.header.chain
  return {
    zone: charter.zone,
    names: {
      assembly: charter.name,
      forum: charter.forum,
      caucuses: new Map(charter.caucuses.map(({ id, name }) => [id, name])),
      members: new Map(world.assembly.names),
    },
    decisions: replayed.decided
      .map(decisionOf)
      .filter(({ what }) => own === 'public' || what.is !== 'declaration' || what.place === own),
    withheld: texts.flatMap((text) => ('withheld' in text ? [{ text: text.text, why: text.withheld }] : [])),
    erased: texts.flatMap((text) => ('erased' in text ? [{ text: text.text, on: text.erased }] : [])),
    cannotShow: gaps(record, replayed, heads),
    ...(heads && { heads }),
    ...(older && { since: sinceThen(older, record) }),
  }
}

function decisionOf({ n, proposal, world }: Decided): Decision {
  const about = { n, proposal: { number: proposal.number, title: proposal.title } }
  const declaration = proposal.declarations.at(-1)
  if (declaration?.n === n) return { ...about, ...declared(declaration, proposal, world) }
  const { outcome } = proposal
  if (!outcome) throw new Error(`entry ${n} declared nothing`)
  return { ...about, ...ended(outcome, proposal, world) }
}

function declared(declaration: Declaration, proposal: Proposal, world: World) {
  const { at, by, office, round, version, place, level, about, covers } = declaration
  const debate = world.rooms.get(place)?.work.get(proposal.id)?.debate
  return {
    at,
    ...(by && { by }),
    office,
    round,
    version,
    what: { is: 'declaration', place, level, about, whole: covers === 'whole' } as const,
    past: debate ? pastIn(debate, at) : [],
  }
}

function ended(outcome: Outcome, proposal: Proposal, world: World) {
  const { at, by, round, version, until } = outcome
  const office = (by && chairsAs(world.assembly, 'plenary', by, proposal)) ?? 'plenary chair'
  const what =
    outcome.kind === 'recommended'
      ? ({ is: 'recommended', until, without: outcome.without } as const)
      : ({ is: 'no consensus', until, reason: outcome.reason } as const)
  return { at, ...(by && { by }), office, round, version, what, past: pastIn(proposal.plenary, at) }
}

const ownWord: ReadonlySet<Status> = new Set<Status>(['accepted', 'accommodated', 'withdrawn', 'merged', 'split'])

const pastIn = ({ concerns }: Debate, at: Instant): readonly PastConcern[] =>
  [...concerns.values()]
    .map((concern) => ({
      number: concern.number,
      place: concern.place,
      says: concern.says,
      status: statusOf(concern, at),
    }))
    .filter(({ status }) => !ownWord.has(status))

function gaps({ header, entries }: RecordFile, { world, unseen }: Replayed, heads?: Noted): readonly Gap[] {
  const { assembly, rooms } = world
  const plenaryGauges = [...assembly.proposals.values()].flatMap(({ plenary }) =>
    [...plenary.gauges.values()].filter((gauge) => gauge.closed && !gauge.closed.answers),
  )
  const hidden = charterOf(assembly).caucuses.filter(({ id }) => !rooms.has(id))
  const people = new Set(entries.flatMap(({ by }) => by ?? []))
  const nameless = [...people].filter((member) => !assembly.names.has(member))
  const all: readonly Gap[] = [
    ...[...unseen].map(([key, times]) => ({ gap: 'unseen', key, times }) as const),
    { gap: 'plenary-gauges', times: plenaryGauges.length },
    { gap: 'caucus-chains', times: hidden.length },
    { gap: 'later-heads', times: heads?.later ?? 0, exported: header.exported },
    { gap: 'names', times: nameless.length },
  ]
  return all.filter(({ times }) => times > 0)
}

function sinceThen(older: RecordFile, newer: RecordFile) {
  const isShown = (text: Text | undefined) => text !== undefined && 'body' in text
  const gone = [...older.texts.values()].filter((text) => isShown(text) && !isShown(newer.texts.get(text.text)))
  return { exported: older.header.exported, entries: newer.entries.length - older.entries.length, gone: gone.length }
}
