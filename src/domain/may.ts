import type { ActType } from './act.ts'
import { authority, type Role } from './authority.ts'
import type { ConcernId, MemberId, Place } from './id.ts'
import { legOf, stageOf } from './leg.ts'
import { chairsAs, holdsOffice, isMember, seatOf } from './members.ts'
import { refuse, type Refusal } from './refusal.ts'
import { charterOf, currentRound, debateIn, stages, type Concern, type Proposal, type World } from './world.ts'

/** Who acts: a person, the clock, or the operator at the command line. */
export type Actor = MemberId | 'clock' | 'operator'

/** What an act is about, as far as rights depend on it. */
export interface Aim {
  readonly place?: Place
  readonly proposal?: Proposal
  readonly concern?: ConcernId
}

/** Every role that an actor has towards an aim. */
function rolesOf(world: World, actor: Actor, aim: Aim): ReadonlySet<Role> {
  if (actor === 'clock') return new Set<Role>(['clock'])
  if (actor === 'operator') return new Set<Role>(['operator'])
  const { assembly } = world
  const where = aim.place ?? 'plenary'
  const found = new Set<Role>()
  if (isMember(world, actor)) found.add('member')
  const sits = seatOf(assembly, actor)
  if (sits && (where === 'plenary' || sits.seat.caucus === where)) found.add(sits.as)
  const present = where === 'plenary' ? anyRoomWith(world, actor) : world.rooms.get(where)?.participants.get(actor)
  if (present) found.add(present.as)
  if (where !== 'plenary' && chairsAs(assembly, where, actor, aim.proposal)) found.add('caucus chair')
  if (chairsAs(assembly, 'plenary', actor, aim.proposal)) found.add('plenary chair')
  if (holdsOffice(assembly, actor, 'secretariat')) found.add('secretariat')
  if (aim.proposal?.sponsor === actor) found.add('sponsor')
  const concern = aim.proposal && aim.concern && debateIn(world, where, aim.proposal).concerns.get(aim.concern)
  if (concern && speaksFor(world, concern, actor, aim.proposal)) found.add('holder')
  return found
}

const anyRoomWith = (world: World, member: MemberId) => {
  for (const room of world.rooms.values()) {
    const found = room.participants.get(member)
    if (found) return found
  }
  return undefined
}

/** Whether a member speaks for a concern: its holder, who sits on the seat that took it over, or a caucus's chair. */
export function speaksFor(world: World, concern: Concern, member: MemberId, proposal?: Proposal): boolean {
  const { holder } = concern
  if ('member' in holder) return holder.member === member
  if ('seat' in holder) {
    const seat = world.assembly.seats.get(holder.seat)
    return seat?.representative?.member === member || seat?.alternate?.member === member
  }
  return chairsAs(world.assembly, holder.caucus, member, proposal) !== undefined
}

/**
 * Whether someone may do this, here and now: the one answer that refuses an act, hides a button and lists a command.
 * Undefined is yes. It speaks of roles and stages only; what else a rule asks stands with its noun.
 */
export function may(world: World, actor: Actor, act: ActType, aim: Aim = {}): Refusal | undefined {
  const where = aim.place ?? 'plenary'
  const table = authority[act][where === 'plenary' ? 'plenary' : 'caucus']
  if (act !== 'found assembly' && world.assembly.foundedAt === undefined) return refuse('assembly/not-founded', {})
  if (where !== 'plenary' && !charterOf(world.assembly).caucuses.some((one) => one.id === where))
    return refuse('unknown/caucus', {})
  const allowed = table.any ?? (aim.proposal && table[stageOf(aim.proposal)])
  const has = rolesOf(world, actor, aim)
  if (!allowed) {
    const possible = stages.filter((stage) => table[stage]?.some((role) => role === 'anyone' || has.has(role)))
    if (!aim.proposal) return refuse('unknown/proposal', {})
    return refuse('may/stage', { act, stage: stageOf(aim.proposal), possible })
  }
  if (!allowed.some((role) => role === 'anyone' || has.has(role)))
    return refuse('may/role', { act, place: where, needs: allowed })
  // A caucus works on what was sent to it; a leg it keeps may be opened again (procedure 3.2).
  if (aim.proposal && where !== 'plenary' && !legOf(currentRound(aim.proposal), where))
    return refuse('leg/not-yours', {})
  return undefined
}
