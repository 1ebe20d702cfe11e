import { caucusOf } from '../charter.ts'
import { unsettledIn } from '../concern.ts'
import { adviceNow, gaugeBehind } from '../gauge.ts'
import { needsReason } from '../gauge/advice.ts'
import type { CaucusId } from '../id.ts'
import { legOf } from '../leg.ts'
import { isConsensus, type Level } from '../level.ts'
import { chairsAs } from '../members.ts'
import { conditionalOn, readingOut, workOf } from '../reading.ts'
import { refuse, type Refusal } from '../refusal.ts'
import type { Guards } from '../rules.ts'
import { charterOfRound, currentRound, type Proposal, type Work, type World } from '../world.ts'

interface Statement {
  readonly level: Level
  readonly about: 'as it is' | 'if amended'
  readonly conditions: readonly { readonly on: 'whole' | object }[]
  readonly paragraphs: readonly { readonly paragraph: string }[]
  readonly covers: 'whole' | readonly string[]
  readonly version: number
}

export const readingGuards = {
  'reading.posted': [
    {
      sees: 'caucus',
      asks: 'guard/reading',
      check: (world, { chain, data }) => {
        const proposal = world.assembly.proposals.get(data.proposal)
        if (!proposal || chain === 'public') return refuse('unknown/proposal', {})
        const work = workOf(world, chain, data.proposal)
        return misstated(proposal, data) ?? blocked(work, data.level) ?? unreasoned(world, chain, proposal, work, data)
      },
    },
  ],
  'reading.opened': [],
  'reading.ended': [],
  'reading.contested': [
    {
      sees: 'caucus',
      asks: 'guard/reading',
      check: (world, { chain, data, at }) => {
        const reading =
          chain === 'public'
            ? undefined
            : workOf(world, chain, data.proposal).readings.find((one) => one.id === data.reading)
        if (!reading) return refuse('unknown/reading', {})
        if (reading.ended) return refuse('reading/ended', {})
        return at >= reading.until ? refuse('reading/window-over', { until: reading.until }) : undefined
      },
    },
  ],
  'reading.withdrawn': [],
  'reading.confirmed': [
    {
      sees: 'caucus',
      asks: 'guard/reading',
      check: (world, { chain, data, at }) => {
        if (chain === 'public') return undefined
        const work = workOf(world, chain, data.proposal)
        const reading = readingOut(work)
        if (!reading || reading.id !== data.reading) return refuse('reading/none', {})
        // Full consensus that nobody contests may be confirmed at once (procedure 3.4).
        const atOnce = reading.level === 'full consensus' && reading.contests.length === 0
        if (at < reading.until && !atOnce) return refuse('reading/window-open', { until: reading.until })
        if (reading.contests.length > 0 && !data.note)
          return refuse('reading/needs-note', { contests: reading.contests.length })
        return blocked(work, reading.level)
      },
    },
  ],
  'declaration.made': [
    {
      sees: 'public',
      asks: 'guard/declaration',
      check: (world, { data, by }) => {
        const proposal = world.assembly.proposals.get(data.proposal)
        const round = proposal && currentRound(proposal)
        if (!proposal || !round) return refuse('unknown/proposal', {})
        if (round.number !== data.round || round.version !== data.version || !legOf(round, data.place))
          return refuse('leg/not-yours', {})
        // It is of the office that was held then (record.md, verify 4).
        if (!by || chairsAs(world.assembly, data.place, by, proposal) !== data.office)
          return refuse('may/role', { act: 'confirm reading', place: data.place, needs: ['caucus chair'] })
        return misstated(proposal, data)
      },
    },
    {
      sees: 'caucus',
      asks: 'guard/declaration',
      check: (world, { data }) => {
        const proposal = world.assembly.proposals.get(data.proposal)
        if (!proposal) return refuse('unknown/proposal', {})
        const work = workOf(world, data.place, data.proposal)
        const confirmed = work.readings.some((one) => one.ended?.declaration === data.declaration)
        const before = conditionalOn(proposal, data.place)
        if (!confirmed && !(before && before.level === data.level && data.about === 'as it is'))
          return refuse('reading/none', {})
        return blocked(work, data.level)
      },
    },
  ],
  'view.offered': [],
  'view.consented': [
    {
      sees: 'caucus',
      asks: 'guard/reading',
      check: (world, { chain, data, by }) => {
        const view =
          chain === 'public' ? undefined : workOf(world, chain, data.proposal).views.find((one) => one.id === data.view)
        // Views go out only with their holders' consent, so nobody else gives it (procedure 2).
        return view && view.by === by ? undefined : refuse('unknown/view', {})
      },
    },
  ],
} satisfies Partial<Guards>

/** Rough or full consensus is refused while a concern is open, contested or to be rechecked (procedure 3, Declaring). */
function blocked(work: Work, level: Level): Refusal | undefined {
  const unsettled = unsettledIn(work.debate).length
  return isConsensus(level) && unsettled > 0 ? refuse('declare/concern-open', { concerns: unsettled }) : undefined
}

function misstated(
  proposal: Proposal,
  { about, conditions, paragraphs, covers, version }: Statement,
): Refusal | undefined {
  if (about === 'if amended' && conditions.length === 0) return refuse('declare/needs-conditions', {})
  if (about === 'as it is' && conditions.length > 0) return refuse('declare/no-conditions', {})
  const known = new Set<string>(proposal.versions[version - 1]?.paragraphs.map(({ id }) => id))
  const named = [
    ...paragraphs.map((one) => one.paragraph),
    ...(covers === 'whole' ? [] : covers),
    ...conditions.flatMap(({ on }) =>
      typeof on === 'object' && 'paragraph' in on && typeof on.paragraph === 'string' ? [on.paragraph] : [],
    ),
  ]
  return named.every((id) => known.has(id)) ? undefined : refuse('unknown/paragraph', {})
}

interface Posted {
  readonly level: Level
  readonly version: number
  readonly gauge?: string
  readonly how?: object
  readonly reason?: object
}

/** Without a gauge the chair says how; better than the advice needs a reason, worse needs none (procedure 3, Declaring). */
function unreasoned(
  world: World,
  caucus: CaucusId,
  proposal: Proposal,
  work: Work,
  posted: Posted,
): Refusal | undefined {
  const charter = charterOfRound(world.assembly, currentRound(proposal))
  const ownProcess = caucusOf(charter, caucus)?.method.name === 'own process'
  if (ownProcess && !posted.how) return refuse('declare/needs-how', {})
  // Consensus against is asked as its own question, never read off a lack of support (procedure 2).
  const against = posted.level === 'against'
  if (against && !ownProcess && !gaugeBehind(work.debate, posted.version, 'against'))
    return refuse('declare/against-not-asked', {})
  const gauge = [...work.debate.gauges.values()].find((one) => one.id === posted.gauge)
  if (!gauge) return posted.how ? undefined : refuse('declare/needs-how', {})
  const advice = adviceNow(gauge, work.debate)
  const beyond = advice && needsReason(posted.level, advice.level)
  return beyond && !posted.reason
    ? refuse('declare/needs-reason', { level: posted.level, advice: advice.name })
    : undefined
}
