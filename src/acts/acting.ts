import { randomBytes } from 'node:crypto'
import type { AssemblyId, GaugeId, Mint } from '../domain/id.ts'
import { fromMs, toMs, type Instant } from '../domain/instant.ts'
import type { World } from '../domain/world.ts'
import { mintWith } from '../record/mint.ts'
import type { Store } from '../store/open.ts'
import { patientQueryOn, type Query, type Tx } from '../store/transaction.ts'
import { makeMemory, type Memory } from './memory.ts'
import { makeTogether, type Together } from './together.ts'
import { makeTurns, type InTurn } from './turns.ts'

/** Names a card, in the words of the views. */
export type CardKey = string

/** Wakes the workers that draw cards and keep deadlines. `tx`: the wake-up is part of the transaction. */
export interface Wake {
  readonly cards: (tx: Tx, assembly: AssemblyId, cards: readonly CardKey[]) => Promise<void>
  readonly notices: (tx: Tx, keys: readonly string[]) => Promise<void>
  /** Without a transaction: what was marked is drawn soon, and at the latest by the next sweep. */
  readonly soon: (assembly: AssemblyId, cards: readonly CardKey[]) => void
  readonly clock: (tx: Tx, assembly: AssemblyId, at: Instant) => Promise<void>
  /** What was enqueued in a transaction is there now. */
  readonly committed: () => void
}

/** Which cards an act made stale: pure functions of the views. */
export interface Touches {
  readonly between: (before: World, after: World) => readonly CardKey[]
  readonly byAnswer: (world: World, gauge: GaugeId) => readonly CardKey[]
  /** What a passing moment changes, though nothing has happened: after `from`, until `to` included. */
  readonly byTime: (world: World, from: Instant, to: Instant) => readonly CardKey[]
}

/** What the one door needs to know of the world outside: one for a process. */
export interface Acting {
  readonly store: Store
  readonly query: Query
  readonly now: () => Instant
  readonly random: (bytes: number) => Uint8Array
  readonly mint: Mint
  readonly memory: Memory
  readonly inTurn: InTurn<AssemblyId>
  readonly together: Together
  readonly touches: Touches
  readonly wake: Wake
  readonly log: (line: string) => void
}

export type ActingParts = Pick<Acting, 'store'> & Partial<Pick<Acting, 'now' | 'random' | 'touches' | 'wake' | 'log'>>

const nothingTouched: Touches = { between: () => [], byAnswer: () => [], byTime: () => [] }
const nobodyWakes: Wake = {
  cards: async () => await Promise.resolve(),
  notices: async () => await Promise.resolve(),
  soon: () => undefined,
  clock: async () => await Promise.resolve(),
  committed: () => undefined,
}

/** `now` and `random` are handed in by played scripts and tests; else they are the machine's own. */
export function actingOn({
  store,
  now = machineClock,
  random = randomBytes,
  touches = nothingTouched,
  wake = nobodyWakes,
  log = () => undefined,
}: ActingParts): Acting {
  const query = patientQueryOn(store.pool)
  const mint = mintWith(() => toMs(now()), random)
  return {
    store,
    query,
    now,
    random,
    mint,
    memory: makeMemory(),
    inTurn: makeTurns(),
    together: makeTogether(),
    touches,
    wake,
    log,
  }
}

const machineClock = (): Instant => fromMs(Date.now())
