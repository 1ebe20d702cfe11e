import type { Act } from './act.ts'
import { silenceEnds } from './concern.ts'
import { isOpen, remindersOf } from './gauge.ts'
import { lapses } from './guards/proposal.ts'
import type { CaucusId } from './id.ts'
import type { Instant } from './instant.ts'
import { legDue } from './leg.ts'
import { charterOfRound, currentRound, debateIn, type Debate, type Gauge, type Proposal, type World } from './world.ts'

/** An act that the clock owes, and the moment at which it was due: earlier than now when the bot was down. */
export interface Due {
  readonly at: Instant
  readonly act: Act
}

/** Everything that has become due by `now`, in the order in which it did. Pure: pg-boss and node-cron only wake it. */
export function due(world: World, now: Instant): readonly Due[] {
  const found: Due[] = []
  for (const proposal of world.assembly.proposals.values()) {
    for (const [place, debate] of debatesOf(world, proposal))
      for (const gauge of debate.gauges.values())
        if (isPastDue(gauge, now))
          found.push({
            at: gauge.closes.at,
            act: { type: 'close gauge', place, proposal: proposal.id, gauge: gauge.id },
          })
    const round = currentRound(proposal)
    for (const { caucus } of round?.legs ?? [])
      if (round && lapses(proposal, caucus, now))
        found.push({
          at: legDue(proposal, round, caucus) ?? now,
          act: { type: 'lapse leg', proposal: proposal.id, caucus },
        })
  }
  for (const { caucus, choices } of world.rooms.values())
    for (const choice of choices)
      if (!choice.closed && choice.until <= now)
        found.push({ at: choice.until, act: { type: 'close choice', caucus, choice: choice.id } })
  return found.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

const isPastDue = (gauge: Gauge, now: Instant): boolean => !gauge.closed && !gauge.supersededAt && !isOpen(gauge, now)

export function debatesOf(world: World, proposal: Proposal): readonly (readonly ['plenary' | CaucusId, Debate])[] {
  const caucuses = [...world.rooms.values()].filter(({ work }) => work.has(proposal.id)).map(({ caucus }) => caucus)
  return [
    ['plenary', proposal.plenary] as const,
    ...caucuses.map((caucus) => [caucus, debateIn(world, caucus, proposal)] as const),
  ]
}

/**
 * The moments after `now` at which something changes by the clock alone: acts that become due, windows that end, silence
 * that closes a concern, reminders, outcomes that become final. Sorted, each once. A played script steps through them.
 */
export function upcoming(world: World, now: Instant): readonly Instant[] {
  const moments = new Set<Instant>()
  const add = (at: Instant | undefined) => at !== undefined && at > now && moments.add(at)
  for (const proposal of world.assembly.proposals.values()) {
    const round = currentRound(proposal)
    const charter = charterOfRound(world.assembly, round)
    add(proposal.outcome?.until)
    for (const leg of round?.legs ?? []) {
      if (round && !leg.lapsedAt) add(legDue(proposal, round, leg.caucus))
      add(leg.reading?.until)
    }
    for (const [, debate] of debatesOf(world, proposal)) {
      for (const gauge of debate.gauges.values()) {
        if (!isOpen(gauge, now)) continue
        add(gauge.closes.at)
        for (const { at } of remindersOf(gauge, charter)) add(at)
      }
      for (const concern of debate.concerns.values()) add(silenceEnds(concern.standing))
    }
  }
  for (const { choices } of world.rooms.values()) for (const choice of choices) if (!choice.closed) add(choice.until)
  return [...moments].toSorted()
}
