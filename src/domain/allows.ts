import type { ActType } from './act.ts'
import { caucusOf } from './charter.ts'
import { standsOn, type Happened, type Kind } from './fact.ts'
import { byChairsHand, concernGuards } from './guards/concern.ts'
import { gaugeGuards } from './guards/gauge.ts'
import { proposalGuards } from './guards/proposal.ts'
import { readingGuards } from './guards/reading.ts'
import { may, type Actor } from './may.ts'
import { isFromOutside, seatsOf } from './members.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { Guard, Guards } from './rules.ts'
import { charterOf, type World } from './world.ts'

const free: readonly never[] = []

/** Every rule that can refuse a fact, by the fact's kind. The act's own look-ups stand in `decide`. */
const guards: Guards = {
  // `decide` founds once, and the verifier says so in its own words.
  'assembly.founded': free,
  'charter.amended': free,
  'charter.mended': free,
  'heads.noted': free,
  'head.salted': free,
  'seat.filled': [
    {
      sees: 'public',
      asks: 'guard/seat',
      check: ({ assembly }, { data, by }) => {
        const caucus = caucusOf(charterOf(assembly), data.caucus)
        if (!caucus) return refuse('unknown/caucus', {})
        // A caucus chooses its own representatives (procedure 1, seat).
        if (isFromOutside(assembly, data.caucus, by)) return refuse('join/has-chair', {})
        const seat = assembly.seats.get(data.seat)
        if (seat?.[data.as]) return refuse('join/seat-taken', {})
        if (!seat && seatsOf(assembly, data.caucus).length >= caucus.seats)
          return refuse('join/no-seat-free', { seats: caucus.seats })
        return undefined
      },
    },
  ],
  'seat.vacated': [
    {
      sees: 'public',
      asks: 'guard/seat',
      check: ({ assembly }, { data }) =>
        assembly.seats.get(data.seat)?.[data.as]?.member === data.member ? undefined : refuse('unknown/seat', {}),
    },
  ],
  'office.given': free,
  'office.ended': [
    {
      sees: 'public',
      asks: 'guard/office',
      check: ({ assembly }, { data }) =>
        assembly.offices.some(
          (held) => held.office === data.office && held.caucus === data.caucus && held.member === data.member,
        )
          ? undefined
          : refuse('office/not-held', {}),
    },
  ],
  'name.shown': free,
  'join.asked': free,
  'join.refused': free,
  'participant.admitted': free,
  'participant.left': free,
  'choice.opened': free,
  'choice.voted': free,
  'choice.closed': free,
  ...proposalGuards,
  ...gaugeGuards,
  ...concernGuards,
  ...readingGuards,
}

/** The acts that may bring a fact about; several where one fact can follow from different acts. */
const broughtBy: Readonly<Partial<Record<Kind, readonly ActType[]>>> = {
  'charter.amended': ['amend charter'],
  'seat.filled': ['admit member', 'seat member'],
  'participant.admitted': ['admit member', 'seat member'],
  'join.refused': ['refuse request'],
  'choice.opened': ['start choice'],
  'choice.voted': ['choose chair'],
  'choice.closed': ['close choice'],
  'office.given': ['give office', 'close choice'],
  'proposal.submitted': ['submit proposal'],
  'proposal.resubmitted': ['resubmit proposal'],
  'proposal.admitted': ['admit proposal'],
  'proposal.sentBack': ['send back'],
  'proposal.takenUp': ['take up'],
  'proposal.declined': ['decline'],
  'proposal.parked': ['park'],
  'proposal.resumed': ['resume'],
  'proposal.withdrawn': ['withdraw'],
  'proposal.adopted': ['adopt'],
  'proposal.reopened': ['reopen'],
  'round.dispatched': ['dispatch'],
  'round.recalled': ['recall'],
  'leg.reopened': ['reopen leg'],
  'leg.lapsed': ['lapse leg'],
  'leg.handedOver': ['hand over'],
  'interest.declared': ['declare interest'],
  'question.asked': ['ask plenary'],
  'question.answered': ['answer question'],
  'question.declined': ['decline question'],
  'amendment.suggested': ['suggest amendment'],
  'gauge.opened': ['open gauge'],
  'gauge.closed': ['close gauge'],
  'concern.raised': ['raise concern'],
  'concern.joined': ['join concern'],
  'concern.answered': ['answer concern'],
  'concern.accepted': ['accept answer'],
  'concern.contested': ['contest answer'],
  'concern.withdrawn': ['withdraw concern'],
  'concern.overruling': ['overrule concern'],
  'concern.elsewhere': ['settle elsewhere'],
  'concern.replied': ['reply to chair'],
  'concern.rechecked': ['recheck concern'],
  'concern.merged': ['merge concern'],
  'concern.split': ['split concern'],
  'concern.takenOver': ['take over concern'],
  'concern.forwarded': ['forward concern'],
  'concern.reopened': ['reopen concern'],
  'reading.opened': ['post reading'],
  'reading.posted': ['post reading'],
  'reading.contested': ['contest reading'],
  'reading.withdrawn': ['withdraw reading'],
  'reading.ended': ['withdraw reading'],
  'reading.confirmed': ['confirm reading'],
  'declaration.made': ['confirm reading'],
  'view.offered': ['offer minority view'],
  'view.consented': ['consent to view'],
  'consensus.declared': ['declare consensus'],
  'consensus.unreachable': ['declare unreachable'],
}

/** The answer to whether a fact may stand where it stands, and what its reader cannot judge without a caucus's chain. */
export interface Allowed {
  readonly refusal?: Refusal
  /** Keys of what was not asked, because it stands on a chain that this world has not seen. */
  readonly unseen: readonly string[]
}

/** Whether the rules let this fact follow this state: `decide` asks it of every new fact, `verify` of every old one. */
export function allows(world: World, happened: Happened): Allowed {
  const place = 'place' in happened.data ? happened.data.place : undefined
  if (!standsOn(happened.kind, { place }, happened.chain))
    return { refusal: refuse('record/wrong-chain', { kind: happened.kind }), unseen: [] }
  const unauthorised = authorityOver(world, happened)
  if (unauthorised) return { refusal: unauthorised, unseen: [] }
  return ask(world, happened)
}

function ask(world: World, happened: Happened): Allowed {
  const unseen: string[] = []
  for (const guard of guards[happened.kind] as readonly Guard<Kind>[]) {
    if (guard.sees === 'caucus' && !canSee(world, happened)) {
      unseen.push(guard.asks)
      continue
    }
    const refusal = guard.check(world, happened)
    if (refusal) return { refusal, unseen }
  }
  return { unseen }
}

/** A caucus's state is seen where its room was folded: on its own chain, or by the bot, which keeps every chain. */
const canSee = (world: World, { chain, data }: Happened): boolean => {
  const where = chain !== 'public' ? chain : 'place' in data && data.place !== 'plenary' ? data.place : undefined
  return where !== undefined && world.rooms.has(where)
}

function authorityOver(world: World, happened: Happened): Refusal | undefined {
  const acts = broughtBy[happened.kind]
  if (!acts || world.assembly.foundedAt === undefined) return undefined
  if (happened.kind === 'concern.raised' && byChairsHand(world, happened)) return undefined
  const actor: Actor = happened.by ?? 'clock'
  const refusals = acts.map((act) => may(world, actor, act, aimOf(world, happened)))
  if (refusals.includes(undefined)) return undefined
  return isUnknowable(world, happened) ? undefined : refusals[0]
}

/** On the public chain alone a participant is nobody: who may speak there is not refused for want of a caucus's chain. */
const isUnknowable = (world: World, { kind, by }: Happened): boolean =>
  by !== undefined &&
  world.rooms.size === 0 &&
  (kind === 'concern.raised' ||
    kind === 'concern.joined' ||
    kind === 'amendment.suggested' ||
    kind === 'proposal.submitted' ||
    kind === 'proposal.adopted')

function aimOf(world: World, { chain, data }: Happened) {
  const caucus = 'caucus' in data ? data.caucus : undefined
  const place = ('place' in data ? data.place : undefined) ?? caucus ?? (chain === 'public' ? 'plenary' : chain)
  const proposal = 'proposal' in data ? world.assembly.proposals.get(data.proposal) : undefined
  const concern = 'concern' in data ? data.concern : undefined
  return { place, ...(proposal && { proposal }), ...(concern && { concern }) }
}
