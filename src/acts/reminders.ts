import { remindersOf } from '../domain/gauge.ts'
import type { SeatId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { may } from '../domain/may.ts'
import { answersFor } from '../domain/members.ts'
import { charterOfRound, currentRound, type Gauge, type World } from '../domain/world.ts'
import { rollOf } from '../store/answers.ts'
import type { Notice } from '../store/notices.ts'
import type { Tx } from '../store/transaction.ts'
import { openGauges } from './open-gauges.ts'

/** From when, inclusive, until now, inclusive: what the clock has not looked at yet. */
export interface Stretch {
  readonly from: Instant | undefined
  readonly now: Instant
}

/** Reminders that came up, for those who have not answered and for nobody else (procedure 4). */
export async function remindersIn(
  tx: Tx,
  world: World,
  away: ReadonlySet<SeatId>,
  stretch: Stretch,
): Promise<Notice[]> {
  const notices: Notice[] = []
  for (const gauge of openGauges(world, stretch.now)) {
    // After a pause only the newest is of use.
    const reminder = remindersDue(world, gauge, stretch).at(-1)
    if (!reminder) continue
    const proposal = world.assembly.proposals.get(gauge.proposal)
    const aim = { place: gauge.place, ...(proposal && { proposal }) }
    for (const { seat, answered } of await rollOf(tx, gauge.id)) {
      const held = answered ? undefined : world.assembly.seats.get(seat)
      const speaks = held && answersFor(held, away)
      if (speaks && may(world, speaks.member, 'answer gauge', aim) === undefined)
        notices.push(reminding(world, gauge, seat, speaks.member, reminder.percent))
    }
  }
  return notices
}

function remindersDue({ assembly }: World, gauge: Gauge, { from, now }: Stretch) {
  const proposal = assembly.proposals.get(gauge.proposal)
  const charter = charterOfRound(assembly, proposal && currentRound(proposal))
  return remindersOf(gauge, charter).filter(({ at }) => at <= now && from !== undefined && at >= from)
}

const reminding = (
  { assembly }: World,
  { id, place, proposal }: Gauge,
  seat: SeatId,
  recipient: Notice['recipient'],
  percent: number,
): Notice => ({
  key: `remind ${id} ${percent} ${seat}`,
  assembly: assembly.id,
  recipient,
  kind: 'gauge reminder',
  data: { gauge: id, place, proposal, percent },
})
