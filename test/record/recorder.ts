import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { actData, type Act, type ActType } from '../../src/domain/act.ts'
import { decide } from '../../src/domain/decide.ts'
import { due } from '../../src/domain/due.ts'
import { evolve } from '../../src/domain/evolve.ts'
import type { ChainName, FactData, Kind } from '../../src/domain/fact.ts'
import type { AssemblyId, CaucusId, GaugeId, MemberId, SeatId } from '../../src/domain/id.ts'
import { fromMs, later, plus, toMs, type Instant, type Span } from '../../src/domain/instant.ts'
import type { Actor } from '../../src/domain/may.ts'
import type { SeatAnswer, Verdict } from '../../src/domain/rules.ts'
import { unfounded, type World } from '../../src/domain/world.ts'
import { appendAct, headOf, startOf, type Head } from '../../src/record/chain.ts'
import { happened, type Entry, type Header } from '../../src/record/entry.ts'
import { write } from '../../src/record/file.ts'
import { mintWith } from '../../src/record/mint.ts'
import { sealed, type Text, type TextId, type WrittenText } from '../../src/record/texts.ts'

/** An act as a test writes it: what the schema fills in may be left out. */
export type ActInput = {
  [T in ActType]: { readonly type: T } & (z.input<(typeof actData)[T]> extends Record<string, never>
    ? unknown
    : z.input<(typeof actData)[T]>)
}[ActType]

/** Dice that fall the same way each time: SHA-256 of a seed and a counter. */
function diceOf(seed: string): (bytes: number) => Uint8Array {
  let turn = 0
  return (bytes) => createHash('sha256').update(`${seed} ${turn++}`).digest().subarray(0, bytes)
}

export type Recorder = ReturnType<typeof recorder>

/** An assembly that moves by acts through `decide`, and keeps its record as the bot does: chains, texts and heads. */
export function recorder(seed: string, beginning: Instant) {
  const random = diceOf(seed)
  let now = beginning
  const mint = mintWith(() => toMs(now), random)
  const assembly: AssemblyId = mint('assembly')
  let world: World = unfounded(assembly)
  const header = (chain: ChainName, exported = now): Header => ({
    'caucus-record': 1,
    assembly,
    chain,
    founded: beginning,
    exported,
  })
  const chains = new Map<ChainName, Entry[]>([['public', []]])
  const heads = new Map<ChainName, Head>([['public', startOf(header('public'))]])
  const texts = new Map<TextId, WrittenText>()
  const latest = new Map<Kind, Entry>()
  const away = new Set<SeatId>()
  const rows = new Map<GaugeId, readonly SeatAnswer[]>()

  const textOf = (id: TextId): Text => texts.get(id) ?? { text: id, withheld: 'it was never written' }
  const begin = (caucus: CaucusId) => {
    if (!chains.has(caucus)) chains.set(caucus, [])
    if (!heads.has(caucus)) heads.set(caucus, startOf(header(caucus)))
  }

  const tries = (by: Actor, input: ActInput): Verdict => {
    const { type, ...given } = input
    const shape: z.ZodType<object> = actData[type]
    const act = { type, ...shape.parse(given) } as Act
    const verdict = decide(world, act, {
      now,
      by,
      mint,
      write: (body) => {
        const text = sealed(body, random)
        texts.set(text.text, text)
        return { text: text.text }
      },
      read: (ref) => texts.get(ref.text)?.body,
      away,
      answers: rows,
      heads: {},
    })
    if (!verdict.ok) return verdict
    const actor = by === 'clock' || by === 'operator' ? undefined : by
    for (const { chain, entry } of appendAct(heads, verdict.facts, { now, random, ...(actor && { by: actor }) })) {
      chains.get(chain)?.push(entry)
      heads.set(chain, headOf(entry))
      latest.set(entry.kind, entry)
      world = evolve(world, happened(entry, chain))
      for (const caucus of world.rooms) begin(caucus[0])
    }
    if (verdict.roll) rows.set(verdict.roll.gauge, [])
    if (verdict.answer) {
      const { gauge, seat, given: answer } = verdict.answer
      const others = (rows.get(gauge) ?? []).filter((row) => row.seat !== seat)
      rows.set(gauge, answer ? [...others, answer] : others)
    }
    for (const seat of verdict.struck ?? [])
      for (const [gauge, given] of rows)
        rows.set(
          gauge,
          given.filter((row) => row.seat !== seat),
        )
    now = plus(now, { seconds: 7 })
    return verdict
  }

  const does = (by: Actor, input: ActInput): void => {
    const verdict = tries(by, input)
    if (!verdict.ok) throw new Error(`${input.type} was refused: ${JSON.stringify(verdict.refusal)}`)
  }

  return {
    tries,
    does,
    member: (): MemberId => mint('member'),
    goesAway: (seat: SeatId) => away.add(seat),
    comesBack: (seat: SeatId) => away.delete(seat),
    /** Time passes; whatever becomes due on the way is done at its moment, by the clock. */
    waits: (span: Span) => {
      const until = plus(now, span)
      for (let next = due(world, until)[0]; next; next = due(world, until)[0]) {
        now = later(now, next.at)
        does('clock', next.act)
      }
      now = later(now, until)
    },
    last: <K extends Kind>(kind: K): FactData<K> => {
      const found = latest.get(kind)
      if (!found) throw new Error(`nothing of kind ${kind} has happened`)
      return found.data as FactData<K>
    },
    get world() {
      return world
    },
    get now() {
      return now
    },
    header,
    textOf,
    entries: (chain: ChainName): readonly Entry[] => chains.get(chain) ?? [],
    file: (chain: ChainName, exported?: Instant): string =>
      write(header(chain, exported), chains.get(chain) ?? [], textOf),
  }
}

export const tuesday = fromMs(Date.parse('2026-11-24T08:00:00.000Z'))
