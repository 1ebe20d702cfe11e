import { z } from 'zod'
import type { Happened } from '../domain/fact.ts'
import type { AssemblyId } from '../domain/id.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Decided } from '../domain/rules.ts'
import { factsBetween } from '../store/facts.ts'
import type { Query } from '../store/transaction.ts'

/** What an act came to: what happened, or why not. The same for every delivery of the same event. */
export type Outcome = Done | { readonly ok: false; readonly refusal: Refusal }
export interface Done {
  readonly ok: true
  readonly happened: readonly Happened[]
  /** The facts stand after the first number of the assembly's order, up to the second. */
  readonly seq: readonly [number, number]
  /** The row that an answer left. */
  readonly answer?: NonNullable<Decided['answer']>
}

const kept = z.union([
  z.object({ ok: z.literal(true), seq: z.tuple([z.int(), z.int()]), answer: z.custom<Done['answer']>().optional() }),
  z.object({ ok: z.literal(false), refusal: z.custom<Refusal>() }),
])

/** What is kept of an outcome: code and data, never a sentence; the facts stand in the record. */
export const resultOf = (outcome: Outcome): object =>
  outcome.ok ? { ok: true, seq: outcome.seq, ...(outcome.answer && { answer: outcome.answer }) } : outcome

export async function outcomeOf(query: Query, assembly: AssemblyId, result: unknown): Promise<Outcome> {
  const found = kept.parse(result)
  if (!found.ok) return found
  const { seq, answer } = found
  return { ok: true, happened: await factsBetween(query, assembly, ...seq), seq, ...(answer && { answer }) }
}
