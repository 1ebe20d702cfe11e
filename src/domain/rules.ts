import type { Act, ActType } from './act.ts'
import type { Answer, Ballot, ChainName, Fact, FactData, Happened, Kind } from './fact.ts'
import type { CaucusId, GaugeId, MemberId, Mint, Place, ProposalId, SeatId } from './id.ts'
import type { Instant } from './instant.ts'
import type { Actor } from './may.ts'
import type { PersistentMap } from './persistent.ts'
import type { Refusal } from './refusal.ts'
import type { TextRef } from './text.ts'
import { emptyWork, type Debate, type Proposal, type Room, type Work, type World } from './world.ts'

/** What a rule is handed beside the state: the moment, who acts, dice, texts, and rows that are no facts. */
export interface Context {
  readonly now: Instant
  readonly by: Actor
  readonly mint: Mint
  /** Salts and keeps a text, and gives its reference. */
  readonly write: (body: string) => TextRef
  /** The words of a text, unless they are withheld or erased. */
  readonly read: (ref: TextRef) => string | undefined
  /** What a person is called: shown on the record for those who hold an office (record.md, Names). */
  readonly nameOf?: (member: MemberId) => string | undefined
  /** Seats whose representative is marked away. */
  readonly away: ReadonlySet<SeatId>
  /** The answers given so far, for the gauges that this act may close. */
  readonly answers: ReadonlyMap<GaugeId, readonly SeatAnswer[]>
  /** The salted head of each caucus chain, for the facts that carry them (record.md, Chains). */
  readonly heads: Readonly<Record<CaucusId, string>>
}

/** What a seat has answered in an open gauge. */
export interface SeatAnswer {
  readonly seat: SeatId
  readonly answer: Answer | Ballot
  readonly member: MemberId
  readonly at: Instant
  readonly reason?: TextRef
}

export type Verdict = Decided | Refused
export interface Refused {
  readonly ok: false
  readonly refusal: Refusal
}
export interface Decided {
  readonly ok: true
  readonly facts: readonly Fact[]
  /** The seats whose answers a gauge that just opened will take: rows, so that its electorate is fixed. */
  readonly roll?: { readonly gauge: GaugeId; readonly seats: readonly SeatId[] }
  /** Seats whose person changed: what the one before answered in open gauges is struck, and asked anew (procedure 4). */
  readonly struck?: readonly SeatId[]
  /** The row that an answer leaves; without `given` the answer is taken back. */
  readonly answer?: { readonly gauge: GaugeId; readonly seat: SeatId; readonly given?: SeatAnswer }
}

export const refused = (refusal: Refusal): Refused => ({ ok: false, refusal })
export const decided = (...facts: readonly Fact[]): Decided => ({ ok: true, facts })

/** A fact, with its kind and data held to each other. */
export function fact<K extends Kind>(kind: K, chain: ChainName, data: FactData<K>): Fact {
  const made: { kind: K; chain: ChainName; data: FactData<K> } = { kind, chain, data }
  return made as unknown as Fact
}

export const chainOf = (where: Place): ChainName => (where === 'plenary' ? 'public' : where)

export type Decisions = { readonly [T in ActType]: (world: World, act: Act<T>, context: Context) => Verdict }
export type Meanings = { readonly [K in Kind]: (world: World, happened: Happened<K>) => World }

/** A rule that can refuse a fact, and which chain one has to see to ask it (record.md, Facts). */
export interface Guard<K extends Kind> {
  readonly sees: 'public' | 'caucus'
  /** What stays unknown to whoever does not see that chain, for the verifier's account: a key of src/text. */
  readonly asks: string
  readonly check: (world: World, happened: Happened<K>) => Refusal | undefined
}
export type Guards = { readonly [K in Kind]: readonly Guard<K>[] }

// How a fact's meaning touches one part of the world and leaves the rest the same object.

export function onProposal(world: World, id: ProposalId, change: (proposal: Proposal) => Proposal): World {
  const before = world.assembly.proposals.get(id)
  if (!before) return world
  const proposals = world.assembly.proposals.set(id, change(before))
  return { ...world, assembly: { ...world.assembly, proposals } }
}

export function onRoom(world: World, caucus: CaucusId, change: (room: Room) => Room): World {
  const before = world.rooms.get(caucus)
  if (!before) return world
  return { ...world, rooms: world.rooms.set(caucus, change(before)) }
}

export const onWork = (world: World, caucus: CaucusId, id: ProposalId, change: (work: Work) => Work): World =>
  onRoom(world, caucus, (room) => ({ ...room, work: room.work.set(id, change(room.work.get(id) ?? emptyWork)) }))

export const onDebate = (world: World, where: Place, id: ProposalId, change: (debate: Debate) => Debate): World =>
  where === 'plenary'
    ? onProposal(world, id, (proposal) => ({ ...proposal, plenary: change(proposal.plenary) }))
    : onWork(world, where, id, (work) => ({ ...work, debate: change(work.debate) }))

export const mapValues = <K, V>(map: PersistentMap<K, V>, change: (value: V) => V): PersistentMap<K, V> => {
  let out = map
  for (const [key, value] of map) {
    const changed = change(value)
    if (changed !== value) out = out.set(key, changed)
  }
  return out
}
