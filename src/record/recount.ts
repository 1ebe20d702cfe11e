import type { FactData, Happened } from '../domain/fact.ts'
import { countAnswers, countBallots, isTally } from '../domain/gauge.ts'
import { adviceOn, adviseBallots } from '../domain/gauge/advice.ts'
import type { SeatId } from '../domain/id.ts'
import { unsettledFor } from '../domain/reading.ts'
import { debateIn, type Gauge, type Proposal, type World } from '../domain/world.ts'

export type CountFault =
  | { readonly code: 'recount/tally'; readonly answer: string; readonly says: number; readonly counted: number }
  | { readonly code: 'recount/advice'; readonly says: string; readonly computed: string }
  | { readonly code: 'recount/besides' }
  | { readonly code: 'recount/unsettled'; readonly says: number; readonly counted: number }
  | { readonly code: 'recount/opened'; readonly key: string }
  | { readonly code: 'recount/seat'; readonly seat: SeatId }
  | { readonly code: 'recount/by-caucus' }

type Closed = FactData<'gauge.closed'>

/** Step 5: where a fact has counts and what was counted, both agree, and the advice is what the counts advise. */
export function faultInCount(world: World, { data }: Happened): CountFault | undefined {
  if (!('tally' in data)) return undefined
  const proposal = world.assembly.proposals.get(data.proposal)
  const gauge = proposal && debateIn(world, data.place, proposal).gauges.get(data.gauge)
  return (
    miscounted(data) ?? misadvised(data) ?? (proposal && gauge ? misstated(world, proposal, gauge, data) : undefined)
  )
}

function miscounted({ tally, answers, byCaucus, electorate }: Closed): CountFault | undefined {
  if (answers && !('withheld' in tally)) {
    const counted: Readonly<Record<string, number>> = isTally(tally) ? countAnswers(answers) : countBallots(answers)
    for (const [answer, says] of Object.entries(tally))
      if (counted[answer] !== says) return { code: 'recount/tally', answer, says, counted: counted[answer] ?? 0 }
  }
  // In plenary the answers stay rows: what can be counted again is that the caucuses' parts make the whole.
  if (!byCaucus) return undefined
  const each = Object.values(byCaucus) as readonly { electorate: number; tally: Closed['tally'] }[]
  const electors = each.reduce((sum, one) => sum + one.electorate, 0)
  const parts = each.flatMap((one) => ('withheld' in one.tally ? [] : [one.tally as Readonly<Record<string, number>>]))
  const whole = Object.entries('withheld' in tally ? {} : tally)
  const adds = whole.every(([answer, people]) => parts.reduce((sum, part) => sum + (part[answer] ?? 0), 0) === people)
  return electors === electorate && adds ? undefined : { code: 'recount/by-caucus' }
}

function misadvised({
  tally,
  method,
  electorate,
  besides,
  unsettled,
  settings,
  advice,
}: Closed): CountFault | undefined {
  if (advice === undefined || !settings || besides === undefined || unsettled === undefined) return undefined
  if ('withheld' in tally) return undefined
  const circumstances = { electorate, besides, unsettled, settings }
  const computed = isTally(tally) ? adviceOn(method, tally, circumstances).name : adviseBallots(tally, circumstances)
  return computed === advice ? undefined : { code: 'recount/advice', says: advice, computed }
}

/** What the state says of the same gauge: how it was opened, whose seats it counts, who sponsors, what is unsettled. */
function misstated(world: World, proposal: Proposal, gauge: Gauge, closed: Closed): CountFault | undefined {
  const { place, answers, besides, unsettled, settings } = closed
  for (const key of ['version', 'asks', 'method', 'electorate'] as const)
    if (gauge[key] !== closed[key]) return { code: 'recount/opened', key }
  if (settings && (settings.small !== gauge.settings.small || settings.quorum !== gauge.settings.quorum))
    return { code: 'recount/opened', key: 'settings' }
  const stranger = answers?.find(({ seat }) => gauge.seats && !gauge.seats.includes(seat))
  if (stranger) return { code: 'recount/seat', seat: stranger.seat }
  if (place === 'plenary') return undefined
  const others = answers?.every((one) => one.member !== undefined)
    ? answers.some((one) => one.answer === 'support' && one.member !== proposal.sponsor)
    : undefined
  if (besides !== undefined && others !== undefined && besides !== others) return { code: 'recount/besides' }
  const counted = unsettledFor(world, place, proposal.id)
  if (unsettled !== undefined && unsettled !== counted) return { code: 'recount/unsettled', says: unsettled, counted }
  return undefined
}
