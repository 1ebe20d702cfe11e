import { createHash } from 'node:crypto'
import type { AssemblyId, GaugeId, SeatId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { SeatAnswer } from '../domain/rules.ts'
import type { Query, Tx } from './transaction.ts'

// The answers to open gauges: rows that their owner may change, no facts. One row a seat of the electorate, from the start.

/** Nobody closes the gauge, or strikes an answer of it, until the transaction ends. Any number may hold this at once. */
export async function shareGauge(tx: Tx, gauge: GaugeId): Promise<void> {
  await tx('select pg_advisory_xact_lock_shared($1::bigint)', [lockOf(gauge)])
}

/** Waits for the answers that are being given, and lets none begin until the transaction ends. */
export async function lockGauges(tx: Tx, gauges: readonly GaugeId[]): Promise<void> {
  for (const gauge of gauges.toSorted()) await tx('select pg_advisory_xact_lock($1::bigint)', [lockOf(gauge)])
}

// Two gauges that fall on one number wait for each other once in a while, and that is all.
const lockOf = (gauge: GaugeId): string => createHash('sha256').update(gauge).digest().readBigInt64BE().toString()

/** Makes the rows of a gauge that opened: they are its electorate. */
export async function openRoll(tx: Tx, assembly: AssemblyId, gauge: GaugeId, seats: readonly SeatId[]): Promise<void> {
  await tx('insert into answer (gauge, seat, assembly) select $1, unnest($2::text[]), $3', [gauge, seats, assembly])
}

/** Keeps what a seat answered last, or that it took its answer back. False: the seat is not in the electorate. */
export async function giveAnswer(
  tx: Tx,
  gauge: GaugeId,
  seat: SeatId,
  given: SeatAnswer | undefined,
): Promise<boolean> {
  const kept = await tx(
    `with before as (select reason from answer where gauge = $1 and seat = $2),
          gone as (delete from text where id in (select reason from before))
     update answer set answer = $3, member = $4, at = $5, reason = $6 where gauge = $1 and seat = $2 returning seat`,
    [gauge, seat, given?.answer ?? null, given?.member ?? null, given?.at ?? null, given?.reason?.text ?? null],
  )
  return kept.length === 1
}

/** Strikes what the seats answered in these gauges: the person on the seat has changed, and is asked anew (procedure 4). */
export async function strikeAnswers(tx: Tx, gauges: readonly GaugeId[], seats: readonly SeatId[]): Promise<void> {
  await tx(
    `with gone as (delete from text where id in (select reason from answer where gauge = any($1) and seat = any($2)))
     update answer set answer = null, member = null, at = null, reason = null where gauge = any($1) and seat = any($2)`,
    [gauges, seats],
  )
}

/** What has been answered so far, in the order of the seats. */
export async function answersTo(query: Query, gauge: GaugeId): Promise<SeatAnswer[]> {
  const rows = await query<AnswerRow>(
    'select seat, answer, member, at, reason from answer where gauge = $1 and answer is not null order by seat',
    [gauge],
  )
  return rows.map(answerOf)
}

/** The same for many gauges at once. */
export async function answersInAll(query: Query, gauges: readonly GaugeId[]): Promise<Map<GaugeId, SeatAnswer[]>> {
  const found = new Map<GaugeId, SeatAnswer[]>(gauges.map((gauge) => [gauge, []]))
  if (gauges.length === 0) return found
  const rows = await query<AnswerRow & { readonly gauge: GaugeId }>(
    `select gauge, seat, answer, member, at, reason from answer
      where gauge = any($1) and answer is not null order by gauge, seat`,
    [gauges],
  )
  for (const { gauge, ...row } of rows) found.get(gauge)?.push(answerOf(row))
  return found
}

const answerOf = ({ reason, ...given }: AnswerRow): SeatAnswer => ({
  ...given,
  ...(reason !== null && { reason: { text: reason } }),
})
type AnswerRow = Omit<SeatAnswer, 'reason'> & { readonly reason: string | null }

/** How far a gauge is: the size of its electorate, and who has not answered. */
export async function rollOf(
  query: Query,
  gauge: GaugeId,
): Promise<{ seat: SeatId; answered: boolean; at: Instant | null }[]> {
  return await query('select seat, answer is not null as answered, at from answer where gauge = $1 order by seat', [
    gauge,
  ])
}

/** Whether anybody in the assembly has answered a gauge after this moment. */
export async function answeredSince(query: Query, assembly: AssemblyId, since: Instant): Promise<boolean> {
  const rows = await query('select from answer where assembly = $1 and at > $2 limit 1', [assembly, since])
  return rows.length > 0
}
