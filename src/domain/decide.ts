import type { Act } from './act.ts'
import { allows } from './allows.ts'
import { assemblyDecisions } from './assembly.ts'
import { concernDecisions } from './concern.ts'
import { evolve } from './evolve.ts'
import type { Fact, Happened } from './fact.ts'
import { gaugeDecisions } from './gauge.ts'
import { may, type Aim } from './may.ts'
import { officeDecisions } from './office.ts'
import { proposalDecisions } from './proposal.ts'
import { readingDecisions } from './reading.ts'
import { refuse, type Refusal } from './refusal.ts'
import { roundDecisions } from './round.ts'
import { refused, type Context, type Decisions, type Verdict } from './rules.ts'
import { seatDecisions } from './seat.ts'
import type { World } from './world.ts'

const decisions: Decisions = {
  ...assemblyDecisions,
  ...seatDecisions,
  ...officeDecisions,
  ...proposalDecisions,
  ...roundDecisions,
  ...gaugeDecisions,
  ...concernDecisions,
  ...readingDecisions,
}

/**
 * What an act comes to, here and now: facts, or a refusal with its data. Pure.
 *
 * Three questions in order: may this actor do it at this stage; what facts would it make; does each of them stand,
 * asked with the same `allows` that a verifier asks years later.
 */
export function decide(world: World, act: Act, context: Context): Verdict {
  const forbidden = forbids(world, act, context)
  if (forbidden) return refused(forbidden)
  const rule = decisions[act.type] as (world: World, act: Act, context: Context) => Verdict
  const verdict = rule(world, act, context)
  if (!verdict.ok) return verdict
  const standsBadly = firstRefusal(world, verdict.facts, context)
  return standsBadly ? refused(standsBadly) : verdict
}

/** May this actor do this act here: for buttons and help too, before anything is filled in. */
function forbids(world: World, act: Act, { by }: Pick<Context, 'by'>): Refusal | undefined {
  const aim = aimOf(world, act)
  if (act.type === 'found assembly') return undefined
  if ('proposal' in act && aim.proposal === undefined) return refuse('unknown/proposal', {})
  return may(world, by, act.type, aim)
}

function aimOf(world: World, act: Act): Aim {
  const caucus = 'caucus' in act ? act.caucus : undefined
  const place = ('place' in act ? act.place : undefined) ?? caucus ?? 'plenary'
  const proposal = 'proposal' in act ? world.assembly.proposals.get(act.proposal) : undefined
  const concern = 'concern' in act && typeof act.concern === 'string' ? act.concern : undefined
  return { place, ...(proposal && { proposal }), ...(concern && { concern }) }
}

function firstRefusal(world: World, facts: readonly Fact[], context: Context): Refusal | undefined {
  let state = world
  for (const fact of facts) {
    const happened = asHappened(state, fact, context)
    const { refusal } = allows(state, happened)
    if (refusal) return refusal
    state = evolve(state, happened)
  }
  return undefined
}

/** A fact as it will stand: numbered next on its chain, by whoever acts. */
export function asHappened(world: World, fact: Fact, { now, by }: Pick<Context, 'now' | 'by'>): Happened {
  const last = fact.chain === 'public' ? world.assembly.n : (world.rooms.get(fact.chain)?.n ?? 0)
  const actor = by === 'clock' || by === 'operator' ? undefined : by
  return { ...fact, n: last + 1, at: now, ...(actor && { by: actor }) }
}
