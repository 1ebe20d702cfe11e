import { isOpen } from '../domain/gauge.ts'
import type { CaucusId, GaugeId, Place, ProposalId } from '../domain/id.ts'
import { legDue } from '../domain/leg.ts'
import { mayBeReminded } from '../domain/remind.ts'
import { charterOf, currentRound, debateIn, type World } from '../domain/world.ts'
import { buttons, commandButton, line, pageButton, type Card } from '../port/card.ts'
import { deadlineAt } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import { placeNamed } from '../views/naming.ts'
import type { Rows } from '../views/viewer.ts'
import { placeParts } from './words.ts'

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

/** A reminder to the chair of a caucus that plenary waits for. Nothing once its answer is on its way. */
export function caucusReminderCard({ data }: Reminding, world: World, rows: Rows, say: Say): Card | undefined {
  const { proposal: on, round: number, caucus } = data as { proposal: ProposalId; round: number; caucus: CaucusId }
  const proposal = world.assembly.proposals.get(on)
  const round = proposal && currentRound(proposal)
  if (!proposal || round?.number !== number || !mayBeReminded(proposal, rows.now).includes(caucus)) return undefined
  const { zone } = charterOf(world.assembly)
  const said = say('notice/caucus-reminder', {
    caucus: placeParts(placeNamed(world.assembly, rows, caucus), say),
    number: proposal.number,
    version: round.version,
    due: deadlineAt(legDue(proposal, round, caucus) ?? round.deadline.at, zone),
  })
  return {
    summary: said,
    nodes: [line(said), buttons([pageButton(say('notice/do-tracker'), { page: 'tracker', proposal: on })])],
  }
}
