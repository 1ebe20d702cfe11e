import type { Act } from '../domain/act.ts'
import { asHappened, decide } from '../domain/decide.ts'
import { due, upcoming } from '../domain/due.ts'
import { evolve } from '../domain/evolve.ts'
import type { ChainName, Happened } from '../domain/fact.ts'
import type { AssemblyId, GaugeId, MemberId, SeatId } from '../domain/id.ts'
import { later, plus, type Instant } from '../domain/instant.ts'
import type { Actor } from '../domain/may.ts'
import { refuse } from '../domain/refusal.ts'
import type { Context, Decided, SeatAnswer } from '../domain/rules.ts'
import type { World } from '../domain/world.ts'
import { appendAct, startOf } from '../record/chain.ts'
import { answersTo, giveAnswer, lockGauges, openRoll, strikeAnswers } from '../store/answers.ts'
import { keepDue } from '../store/due.ts'
import { appendEntries, chainHeads, lockAssembly, type Kept, type Standing } from '../store/facts.ts'
import { claimKey, keepResult } from '../store/keys.ts'
import { makeNotices } from '../store/notices.ts'
import { peopleOf } from '../store/people.ts'
import { markStale } from '../store/stale.ts'
import { insertTexts } from '../store/texts.ts'
import { inTransaction, type Tx } from '../store/transaction.ts'
import type { Acting } from './acting.ts'
import { answer, isPlainAnswer } from './answer.ts'
import { checked } from './checked.ts'
import { forReading } from './for-reading.ts'
import { fold, type Remembered } from './memory.ts'
import { openGauges } from './open-gauges.ts'
import { outcomeOf, resultOf, type Outcome } from './outcome.ts'
import { pad, type Pad } from './pad.ts'
import { remindersIn } from './reminders.ts'

export interface Performing {
  readonly assembly: AssemblyId
  readonly by: Actor
  readonly act: Act
  /** The platform's own id of the event that brought the act: it is done once, however often it is delivered. */
  readonly key: string
}

/**
 * The one door: whatever anybody does, here and now, comes through it.
 *
 * In one transaction the key is claimed, what is due is settled, the act is decided, and its facts go to the record, the
 * index tables, the stale cards and the queue. After a crash all of it is there, or none. A refusal is an outcome and no
 * error; what throws is our mistake, or a database that is gone.
 */
export async function perform(acting: Acting, performing: Performing): Promise<Outcome> {
  // An answer counts by the time at which it was received, not by when the database had time for it (procedure 4).
  const received = acting.now()
  const act = checked(performing.act)
  if ('refusal' in act) return { ok: false, refusal: act.refusal }
  if (isPlainAnswer(act)) return await answer(acting, { ...performing, act }, received)
  return await acting.inTurn(
    performing.assembly,
    async () => await performInTurn(acting, { ...performing, act }, received),
  )
}

async function performInTurn(
  acting: Acting,
  { assembly, by, act, key }: Performing,
  received: Instant,
): Promise<Outcome> {
  const done = await inTransaction(acting.store.pool, async (tx) => {
    const claimed = await claimKey(tx, by, key, received)
    if (claimed !== true) return { outcome: await outcomeOf(tx, assembly, claimed.result) }
    const sitting = await sit(acting, tx, assembly, received)
    const refusal = forReading(sitting.standing)
    if (!refusal) await settleDue(acting, sitting)
    const outcome = refusal ? ({ ok: false, refusal } as const) : await enact(acting, sitting, by, act)
    await keepResult(tx, by, key, resultOf(outcome))
    if (!refusal) await adjourn(acting, sitting)
    return { outcome, remembered: sitting.after }
  })
  if (done.remembered) remember(acting, done.remembered)
  return done.outcome
}

/** Settles what has become due, where nobody acts. Returns what happened by the clock. */
export async function settle(acting: Acting, assembly: AssemblyId): Promise<readonly Happened[]> {
  const received = acting.now()
  return await acting.inTurn(assembly, async () => {
    const { happened, remembered } = await inTransaction(acting.store.pool, async (tx) => {
      const sitting = await sit(acting, tx, assembly, received)
      if (forReading(sitting.standing)) return { happened: [], remembered: sitting.after }
      const happened = await settleDue(acting, sitting)
      await adjourn(acting, sitting)
      return { happened, remembered: sitting.after }
    })
    remember(acting, remembered)
    return happened
  })
}

/** Called after the commit, and never before. */
export function remember({ memory, wake }: Acting, remembered: Remembered): void {
  memory.keep(remembered)
  wake.committed()
}

/** One transaction's view of an assembly that is locked for it. */
export interface Sitting {
  readonly tx: Tx
  readonly assembly: AssemblyId
  readonly standing: Standing
  readonly now: Instant
  readonly before: World
  after: Remembered
}

/** Locks the assembly, and brings what is remembered of it up to date. */
export async function sit(acting: Acting, tx: Tx, assembly: AssemblyId, now: Instant): Promise<Sitting> {
  const standing = await lockAssembly(tx, assembly)
  if (!standing) throw new Error(`there is no assembly ${assembly}`)
  const after = await acting.memory.upTo(tx, assembly, standing)
  return { tx, assembly, standing, now, before: after.world, after }
}

/** Does what the clock owes, oldest first, each by the clock (procedure 4: closed means closed, or the deadline is past). */
async function settleDue(acting: Acting, sitting: Sitting): Promise<readonly Happened[]> {
  const happened: Happened[] = []
  const tried = new Set<string>()
  const untried = () => due(sitting.after.world, sitting.now).find(({ act }) => !tried.has(JSON.stringify(act)))
  for (let next = untried(); next; next = untried()) {
    tried.add(JSON.stringify(next.act))
    const outcome = await enact(acting, sitting, 'clock', next.act)
    if (outcome.ok) happened.push(...outcome.happened)
    else acting.log(`The clock could not ${next.act.type}: ${outcome.refusal.code}`)
  }
  await remind(acting, sitting)
  return happened
}

async function remind({ wake }: Acting, { tx, after, standing, now }: Sitting): Promise<void> {
  if (standing.due === undefined || standing.due > now) return
  const notices = await remindersIn(tx, after.world, standing.away, { from: standing.due, now })
  await wake.notices(tx, await makeNotices(tx, notices, now))
}

/** Decides one act, and takes what it comes to into the transaction. */
export async function enact(acting: Acting, sitting: Sitting, by: Actor, act: Act): Promise<Outcome> {
  const { tx, assembly } = sitting
  const texts = pad(acting, sitting.after.bodies)
  const context = await contextOf(acting, sitting, by, act, texts)
  const verdict = decide(sitting.after.world, act, context)
  if (!verdict.ok) return verdict
  if (verdict.answer && !(await giveAnswer(tx, verdict.answer.gauge, verdict.answer.seat, verdict.answer.given)))
    return { ok: false, refusal: refuse('gauge/not-in-electorate', {}) }
  const kept = await append(acting, sitting, context, verdict)
  await insertTexts(tx, assembly, texts.written())
  for (const { text, body } of texts.written()) sitting.after.bodies.set(text, body)
  if (verdict.roll) await openRoll(tx, assembly, verdict.roll.gauge, verdict.roll.seats)
  if (verdict.struck) await strike(sitting, verdict.struck)
  sitting.after = fold(sitting.after, kept)
  const { answer: row } = verdict
  return {
    ok: true,
    happened: kept.map(({ happened }) => happened),
    seq: [sitting.after.seq - kept.length, sitting.after.seq],
    ...(row && { answer: row }),
  }
}

async function contextOf(
  { mint }: Acting,
  { tx, now, standing, assembly }: Sitting,
  by: Actor,
  act: Act,
  texts: Pad,
): Promise<Context> {
  const answers = new Map<GaugeId, readonly SeatAnswer[]>()
  if (act.type === 'close gauge') {
    // No answer may come between the count and the closing.
    await lockGauges(tx, [act.gauge])
    answers.set(act.gauge, await answersTo(tx, act.gauge))
  }
  // The record puts the heads in their place when the facts are appended: an act that is refused leaves no salt.
  const names = namesOffice.has(act.type) ? await namesIn(tx, assembly) : undefined
  const rows = { away: standing.away, answers, ...(names && { nameOf: (member: MemberId) => names.get(member) }) }
  return { now, by, mint, write: texts.write, read: texts.read, ...rows, heads: {} }
}

/** Acts that give an office: who holds one is shown by name (record.md, Names). */
const namesOffice: ReadonlySet<Act['type']> = new Set<Act['type']>(['found assembly', 'give office', 'close choice'])

const namesIn = async (tx: Tx, assembly: AssemblyId): Promise<ReadonlyMap<MemberId, string>> =>
  new Map((await peopleOf(tx, assembly)).map(({ id, name }) => [id, name]))

async function append(
  { random }: Acting,
  { tx, assembly, standing, after }: Sitting,
  context: Context,
  { facts }: Decided,
): Promise<readonly Kept[]> {
  if (facts.length === 0) return []
  const ends = await chainHeads(tx, assembly)
  for (const chain of chainsAfter(after.world, facts, context))
    if (!ends.has(chain)) ends.set(chain, startOf({ 'caucus-record': 1, assembly, chain, founded: standing.founded }))
  const { by } = context
  const actor = by === 'clock' || by === 'operator' ? {} : { by }
  const now = [...ends.values()].reduce((last, { at }) => later(last, at), context.now)
  return await appendEntries(tx, assembly, after.seq, appendAct(ends, facts, { now, random, ...actor }))
}

/** Every chain that the assembly has once these facts stand: a caucus that a charter makes begins its own. */
function chainsAfter(world: World, facts: Decided['facts'], context: Context): ChainName[] {
  const after = facts.reduce((state, fact) => evolve(state, asHappened(state, fact, context)), world)
  return ['public', ...[...after.rooms].map(([caucus]) => caucus)]
}

async function strike({ tx, after, now }: Sitting, seats: readonly SeatId[]): Promise<void> {
  const open = openGauges(after.world, now).map(({ id }) => id)
  await lockGauges(tx, open)
  await strikeAnswers(tx, open, seats)
}

/** What follows from all that the transaction did: index tables, stale cards, wake-ups. */
export async function adjourn({ touches, wake }: Acting, sitting: Sitting): Promise<void> {
  const { tx, assembly, before, after, now, standing } = sitting
  const passed = standing.due !== undefined && standing.due <= now ? plus(standing.due, { ms: -1 }) : undefined
  const byTime = passed === undefined ? [] : touches.byTime(after.world, passed, now)
  const cards = [...new Set([...touches.between(before, after.world), ...byTime])]
  await markStale(tx, assembly, after.seq, cards)
  await wake.cards(tx, assembly, cards)
  const next = upcoming(after.world, now)[0]
  await keepDue(tx, assembly, next)
  if (next !== undefined) await wake.clock(tx, assembly, next)
}
