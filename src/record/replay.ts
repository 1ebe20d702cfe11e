import { allows } from '../domain/allows.ts'
import { evolve } from '../domain/evolve.ts'
import type { ChainName, Happened } from '../domain/fact.ts'
import type { CaucusId } from '../domain/id.ts'
import { PersistentMap } from '../domain/persistent.ts'
import type { Refusal } from '../domain/refusal.ts'
import { unfounded, type Proposal, type Room, type World } from '../domain/world.ts'
import { happened, type Entry } from './entry.ts'
import type { RecordFile, Wrong } from './read.ts'
import { faultInCount, type CountFault } from './recount.ts'

export type ReplayFault =
  | { readonly code: 'replay/refused'; readonly kind: string; readonly refusal: Refusal }
  | { readonly code: 'replay/not-founded'; readonly kind: string }
  | { readonly code: 'replay/founded-twice' }
  | { readonly code: 'replay/empty' }
  | { readonly code: 'replay/impossible'; readonly kind: string }
  | { readonly code: 'replay/public-ends'; readonly after: number; readonly ends: number }

/** A public entry that declared something, with the proposal and the world as they were just after it. */
export interface Decided {
  readonly n: number
  readonly proposal: Proposal
  readonly world: World
}

export interface Replayed {
  readonly world: World
  readonly decided: readonly Decided[]
  /** What was not asked, because it stands on a chain that is not here: keys of sentences, and how often. */
  readonly unseen: ReadonlyMap<string, number>
}

export type Replay =
  | { readonly ok: true; readonly replayed: Replayed }
  | {
      readonly ok: false
      readonly chain: ChainName
      readonly wrong: Wrong<ReplayFault | CountFault>
      /** The state that the wrong entry met, so that what is wrong can be told by name. */
      readonly world: World
    }

/** Every entry in the order of all: public entry n, then the caucuses' entries that came after n, then n + 1. */
export function* inOrder(
  publicEntries: Iterable<Entry>,
  caucuses: Iterable<Pick<RecordFile, 'header' | 'entries'>>,
): Generator<{ readonly chain: ChainName; readonly entry: Entry }, void, undefined> {
  const all = [...caucuses].map(({ header: { chain }, entries }) => ({ chain, entries, next: 0 }))
  const until = function* (n: number) {
    for (const caucus of all) {
      for (; caucus.next < caucus.entries.length; caucus.next += 1) {
        const entry = caucus.entries[caucus.next]
        if (!entry || (entry.after ?? 0) > n) break
        yield { chain: caucus.chain, entry }
      }
    }
  }
  yield* until(0)
  for (const entry of publicEntries) {
    yield { chain: 'public', entry }
    yield* until(entry.n)
  }
}

/** Steps 4 and 5: every fact follows from the state before it, and what was counted is counted again. */
export function replay(publicFile: RecordFile, caucusFile?: RecordFile): Replay {
  const caucus = caucusFile?.header.chain === 'public' ? undefined : caucusFile?.header.chain
  if (publicFile.entries.length === 0)
    return {
      ok: false,
      chain: 'public',
      wrong: { step: 4, line: 2, why: { code: 'replay/empty' } },
      world: unfounded(publicFile.header.assembly),
    }
  const unseen = new Map<string, number>()
  const decided: Decided[] = []
  let world = unfounded(publicFile.header.assembly)
  for (const { chain, entry } of inOrder(publicFile.entries, caucus && caucusFile ? [caucusFile] : [])) {
    const fact = happened(entry, chain)
    const judged = judge(world, fact, caucus)
    if ('code' in judged)
      return { ok: false, chain, wrong: { step: judged.step, n: entry.n, line: entry.n + 1, why: judged }, world }
    for (const key of judged.unseen) unseen.set(key, (unseen.get(key) ?? 0) + 1)
    const proposal = declaredOn(world, judged.world, fact)
    if (proposal) decided.push({ n: entry.n, proposal, world: judged.world })
    world = judged.world
  }
  const late = caucusFile?.entries.find(({ after = 0 }) => after > publicFile.head.n)
  if (caucus && late) {
    const why = { code: 'replay/public-ends', after: late.after ?? 0, ends: publicFile.head.n } as const
    return { ok: false, chain: caucus, wrong: { step: 6, n: late.n, line: late.n + 1, why }, world }
  }
  return { ok: true, replayed: { world, decided, unseen } }
}

type Judged =
  | { readonly world: World; readonly unseen: readonly string[] }
  | ((ReplayFault | CountFault) & { readonly step: 4 | 5 })

function judge(world: World, fact: Happened, caucus: CaucusId | undefined): Judged {
  const { kind } = fact
  try {
    const miscounted = faultInCount(world, fact)
    if (miscounted) return { ...miscounted, step: 5 }
    const { refusal, unseen } = allows(seenFor(world, fact, caucus), fact)
    if (refusal) return { code: 'replay/refused', kind, refusal, step: 4 }
    const next = onlyRoom(evolve(world, fact), caucus)
    if (next.assembly.foundedAt === undefined) return { code: 'replay/not-founded', kind, step: 4 }
    const founding = world.assembly.foundedAt
    if (founding !== undefined && next.assembly.foundedAt !== founding) return { code: 'replay/founded-twice', step: 4 }
    return { world: next, unseen }
  } catch {
    // The domain throws for states that no act leads to; whoever wrote this chain did not get there by acts.
    const code = world.assembly.foundedAt === undefined ? 'replay/not-founded' : 'replay/impossible'
    return { code, kind, step: 4 }
  }
}

/** The proposal on which a fact made a declaration or brought an outcome. Read off the state: only the domain reads facts. */
function declaredOn(before: World, after: World, { data }: Happened): Proposal | undefined {
  if (!('proposal' in data) || before.assembly.proposals === after.assembly.proposals) return undefined
  const was = before.assembly.proposals.get(data.proposal)
  const is = after.assembly.proposals.get(data.proposal)
  if (!was || !is) return undefined
  const declared = is.declarations.length > was.declarations.length
  return declared || (is.outcome && is.outcome !== was.outcome) ? is : undefined
}

/** A public fact is judged by the public state, and by a caucus's where it is that caucus's own. */
function seenFor(world: World, { chain, data }: Happened, caucus: CaucusId | undefined): World {
  const concerns = chain !== 'public' || ('place' in data && data.place === caucus)
  return concerns ? world : { ...world, rooms: noRooms }
}

const noRooms = PersistentMap.of<CaucusId, Room>()

/** Founding gives every caucus a room; whoever reads one chain of them sees one, and the public none. */
function onlyRoom(world: World, caucus: CaucusId | undefined): World {
  if (world.rooms.size <= (caucus === undefined ? 0 : 1)) return world
  const room = caucus && world.rooms.get(caucus)
  return { ...world, rooms: room ? PersistentMap.of([[room.caucus, room]]) : noRooms }
}
