import { versionUnderDiscussion } from '../concern.ts'
import type { FactData } from '../fact.ts'
import { answeredIn, countAnswers, countBallots, isTally } from '../gauge.ts'
import type { CaucusId } from '../id.ts'
import { refuse } from '../refusal.ts'
import type { Guards } from '../rules.ts'
import { debateIn, type Gauge, type World } from '../world.ts'

export const gaugeGuards = {
  'gauge.opened': [
    {
      sees: 'public',
      asks: 'guard/gauge',
      check: (world, { data, at }) => {
        const proposal = world.assembly.proposals.get(data.proposal)
        if (!proposal) return refuse('unknown/proposal', {})
        const version = proposal.versions[data.version - 1]
        if (!version || data.version !== versionUnderDiscussion(proposal, data.place))
          return refuse('unknown/version', { latest: proposal.versions.length })
        if (data.paragraph && !version.paragraphs.some(({ id }) => id === data.paragraph))
          return refuse('unknown/paragraph', {})
        if (data.closes.at <= at) return refuse('gauge/closes-in-the-past', {})
        if (data.electorate === 0) return refuse('gauge/no-electorate', {})
        const running = [...debateIn(world, data.place, proposal).gauges.values()].find((one) => isRunning(one, data))
        return running ? refuse('gauge/running', { number: running.number }) : undefined
      },
    },
  ],
  'gauge.closed': [
    {
      sees: 'public',
      asks: 'guard/gauge',
      check: (world, { data }) => {
        const gauge = gaugeOf(world, data)
        if (!gauge) return refuse('unknown/gauge', {})
        if (gauge.closed) return refuse('gauge/closed', { at: gauge.closed.at })
        if (gauge.electorate !== data.electorate || isTooMany(data)) return refuse('gauge/more-answers-than-seats', {})
        return recounts(data) ? undefined : refuse('gauge/tally-differs', {})
      },
    },
  ],
} satisfies Pick<Guards, 'gauge.opened' | 'gauge.closed'>

const isRunning = (gauge: Gauge, { asks, paragraph, version }: FactData<'gauge.opened'>): boolean =>
  gauge.closed === undefined &&
  gauge.supersededAt === undefined &&
  gauge.version === version &&
  gauge.asks === asks &&
  gauge.paragraph === paragraph

function gaugeOf(world: World, { place, proposal: id, gauge }: FactData<'gauge.closed'>): Gauge | undefined {
  const proposal = world.assembly.proposals.get(id)
  return proposal && debateIn(world, place, proposal).gauges.get(gauge)
}

/** More answers than seats, in all or in one caucus, or two for one seat. */
function isTooMany({ electorate, tally, answers = [], byCaucus = {} }: FactData<'gauge.closed'>): boolean {
  const seats = answers.map(({ seat }) => seat)
  if (new Set(seats).size < seats.length) return true
  if ((answeredIn(tally) ?? 0) > electorate || answers.length > electorate) return true
  return (
    Object.entries(byCaucus) as [CaucusId, { electorate: number; tally: FactData<'gauge.closed'>['tally'] }][]
  ).some(([, caucus]) => (answeredIn(caucus.tally) ?? 0) > caucus.electorate)
}

/** Where the answers stand in the fact, the tally can be counted again. */
function recounts({ answers, tally }: FactData<'gauge.closed'>): boolean {
  if (!answers || 'withheld' in tally) return true
  const counted: Readonly<Record<string, number>> = isTally(tally) ? countAnswers(answers) : countBallots(answers)
  return Object.entries(tally).every(([answer, people]) => counted[answer] === people)
}
