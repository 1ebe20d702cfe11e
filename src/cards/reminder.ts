import { isOpen } from '../domain/gauge.ts'
import type { GaugeId, Place, ProposalId } from '../domain/id.ts'
import { charterOf, debateIn, type World } from '../domain/world.ts'
import { buttons, commandButton, line, type Card } from '../port/card.ts'
import { deadlineAt } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { Rows } from '../views/viewer.ts'

/** What a reminder is about. */
export interface Reminding {
  readonly data: object
}

/** A reminder to someone who has not answered: what is open, until when, and the way to answer. Nothing once it is closed. */
export function reminderCard({ data }: Reminding, world: World, rows: Rows, say: Say): Card | undefined {
  const { gauge: id, place, proposal: on } = data as { gauge: GaugeId; place: Place; proposal: ProposalId }
  const proposal = world.assembly.proposals.get(on)
  const gauge = proposal && debateIn(world, place, proposal).gauges.get(id)
  if (!proposal || !gauge || !isOpen(gauge, rows.now)) return undefined
  const closes = deadlineAt(gauge.closes.at, charterOf(world.assembly).zone)
  const said = say('notice/gauge-reminder', { number: proposal.number, version: gauge.version, closes })
  return {
    summary: said,
    nodes: [
      line(said),
      buttons([
        commandButton(say('notice/gauge-answer'), 'gauge answer', { gauge: id }, { style: 'primary', ask: true }),
      ]),
    ],
  }
}
