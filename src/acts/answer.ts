import type { Act } from '../domain/act.ts'
import { decide } from '../domain/decide.ts'
import type { AssemblyId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Actor } from '../domain/may.ts'
import { refuse } from '../domain/refusal.ts'
import { giveAnswer, shareGauge } from '../store/answers.ts'
import { standingOf } from '../store/facts.ts'
import { claimKey, keepResult } from '../store/keys.ts'
import { markStale } from '../store/stale.ts'
import { insertTexts } from '../store/texts.ts'
import { inTransaction, type Tx } from '../store/transaction.ts'
import type { Acting, CardKey } from './acting.ts'
import { forReading } from './for-reading.ts'
import { outcomeOf, resultOf, type Outcome } from './outcome.ts'
import { pad } from './pad.ts'

type AnswerAct = Act<'answer gauge'> | Act<'withdraw answer'>

export interface Answering {
  readonly assembly: AssemblyId
  readonly by: Actor
  readonly act: AnswerAct
  readonly key: string
}

/** An answer that raises no concern is no fact, and goes the short way. */
export const isPlainAnswer = (act: Act): act is AnswerAct =>
  act.type === 'withdraw answer' ||
  (act.type === 'answer gauge' && act.answer !== 'object' && act.concern === undefined)

/**
 * The hot path: one row changes, however long the record is, and no two voters wait for one another.
 *
 * The gauge is shared, so that it is not closed meanwhile; the state is read after that. It is the same `decide`.
 */
export async function answer(acting: Acting, answering: Answering, received: Instant): Promise<Outcome> {
  const { assembly, by, act, key } = answering
  const { outcome, cards } = await inTransaction(acting.store.pool, async (tx) => {
    const claimed = await claimKey(tx, by, key, received)
    if (claimed !== true) return { outcome: await outcomeOf(tx, assembly, claimed.result), cards: [] }
    await shareGauge(tx, act.gauge)
    const outcome = await give(acting, tx, answering, received)
    const cards = outcome.ok ? await touch(acting, tx, assembly, act, outcome.seq[1]) : []
    await keepResult(tx, by, key, resultOf(outcome))
    return { outcome, cards }
  })
  if (cards.length > 0) acting.wake.soon(assembly, cards)
  return outcome
}

async function give(acting: Acting, tx: Tx, { assembly, by, act }: Answering, now: Instant): Promise<Outcome> {
  const standing = await standingOf(tx, assembly)
  if (!standing) throw new Error(`there is no assembly ${assembly}`)
  const copied = forReading(standing)
  if (copied) return { ok: false, refusal: copied }
  const { world, seq, bodies } = await acting.memory.upTo(tx, assembly, standing)
  const texts = pad(acting, bodies)
  const { mint } = acting
  const verdict = decide(world, act, {
    now,
    by,
    mint,
    write: texts.write,
    read: texts.read,
    away: standing.away,
    answers: new Map(),
    heads: {},
  })
  if (!verdict.ok) return verdict
  if (!verdict.answer || verdict.facts.length > 0) throw new Error('an answer on the short way made more than its row')
  const { gauge, seat, given } = verdict.answer
  if (!(await giveAnswer(tx, gauge, seat, given))) return { ok: false, refusal: refuse('gauge/not-in-electorate', {}) }
  await insertTexts(tx, assembly, texts.written())
  return { ok: true, happened: [], seq: [seq, seq], answer: verdict.answer }
}

async function touch(
  acting: Acting,
  tx: Tx,
  assembly: AssemblyId,
  { gauge }: AnswerAct,
  seq: number,
): Promise<readonly CardKey[]> {
  const { world } = await acting.memory.upTo(tx, assembly, { seq, hushed: 0 })
  const cards = acting.touches.byAnswer(world, gauge)
  await markStale(tx, assembly, seq, cards)
  return cards
}
