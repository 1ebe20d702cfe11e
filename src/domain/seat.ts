import type { Act } from './act.ts'
import { caucusOf } from './charter.ts'
import type { Fact } from './fact.ts'
import type { CaucusId, MemberId, SeatId } from './id.ts'
import { caucusesOf, isFromOutside, seatOf, seatsOf } from './members.ts'
import { refuse, type Refusal } from './refusal.ts'
import {
  decided,
  fact,
  onRoom,
  refused,
  type Context,
  type Decided,
  type Decisions,
  type Meanings,
  type Refused,
} from './rules.ts'
import { charterOf, type JoinRequest, type Seat, type Sitting, type World } from './world.ts'

type As = JoinRequest['as']

/** Joining a caucus, sitting, leaving (procedure 1, seat, member and roles). */
export const seatDecisions = {
  'ask to join': (world, act, context) => {
    const { by, mint, write } = context
    if (by === 'clock' || by === 'operator') return refused(refuse('unknown/member', {}))
    const wrong = cannotBe(world, act.caucus, by, act.as)
    if (wrong) return refused(wrong)
    const waiting = [...(world.rooms.get(act.caucus)?.requests.values() ?? [])].some(
      (one) => one.member === by && !one.ended,
    )
    if (waiting) return refused(refuse('join/asked-already', {}))
    return decided(
      fact('join.asked', act.caucus, {
        request: mint('request'),
        member: by,
        as: act.as,
        ...(act.words && { words: write(act.words) }),
      }),
    )
  },

  'admit member': (world, act, context) => {
    const request = world.rooms.get(act.caucus)?.requests.get(act.request)
    if (!request) return refused(refuse('unknown/request', {}))
    if (request.ended) return refused(refuse('join/request-ended', {}))
    return seatIn(world, { ...act, member: request.member, as: request.as }, context)
  },

  'refuse request': (world, act, { by, write }) => {
    const request = world.rooms.get(act.caucus)?.requests.get(act.request)
    if (!request) return refused(refuse('unknown/request', {}))
    if (request.ended) return refused(refuse('join/request-ended', {}))
    if (isFromOutside(world.assembly, act.caucus, by)) return refused(refuse('join/has-chair', {}))
    return decided(fact('join.refused', act.caucus, { request: request.id, reason: write(act.reason) }))
  },

  'seat member': (world, act, context) => seatIn(world, act, context),

  'leave caucus': (world, act, { by }) => {
    if (by === 'clock' || by === 'operator' || !caucusesOf(world, by).includes(act.caucus))
      return refused(refuse('join/not-here', {}))
    return goes(world, by, act.caucus, 'left')
  },

  'remove member': (world, act, { by }) => {
    if (isFromOutside(world.assembly, act.caucus, by)) return refused(refuse('join/has-chair', {}))
    if (!caucusesOf(world, act.member).includes(act.caucus)) return refused(refuse('join/not-here', {}))
    return goes(world, act.member, act.caucus, 'removed')
  },
} satisfies Partial<Decisions>

type Seating = {
  caucus: CaucusId
  member: MemberId
  as: As
  seat?: SeatId | undefined
  request?: Act<'admit member'>['request']
}

function seatIn(world: World, seating: Seating, context: Context): Decided | Refused {
  const { caucus, member, as } = seating
  if (isFromOutside(world.assembly, caucus, context.by)) return refused(refuse('join/has-chair', {}))
  const wrong = cannotBe(world, caucus, member, as)
  if (wrong) return refused(wrong)
  // In one voting caucus at a time: who changes leaves the old one at once (procedure 1, member).
  const leaves = as === 'observer' ? [] : caucusesOf(world, member).filter((one) => one !== caucus && votes(world, one))
  const goodbyes = leaves.map((old) => goes(world, member, old, 'moved'))
  const stood = goes(world, member, caucus, 'replaced', false)
  const before = [...goodbyes, stood].flatMap(({ facts }) => facts)
  const struck = [...goodbyes, stood].flatMap((one) => one.struck ?? [])
  const request = seating.request && { request: seating.request }
  if (as === 'participant' || as === 'observer')
    return {
      ...decided(...inOrder(...before, fact('participant.admitted', caucus, { member, as, ...request }))),
      struck,
    }
  const seat = as === 'representative' ? vacant(world, seating, context) : withoutAlternate(world, seating)
  if (typeof seat !== 'string') return refused(seat)
  const here = world.rooms.get(caucus)?.participants.has(member)
  const speaks = here ? [fact('participant.left', caucus, { member, why: 'moved' })] : []
  return {
    ...decided(
      ...inOrder(...before, ...speaks, fact('seat.filled', 'public', { seat, caucus, member, as, ...request })),
    ),
    struck: [...struck, seat],
  }
}

/** Of one act's facts the caucuses' are appended first (record.md, Chains). */
const inOrder = (...facts: readonly Fact[]): readonly Fact[] => [
  ...facts.filter((one) => one.chain !== 'public'),
  ...facts.filter((one) => one.chain === 'public'),
]

const votes = (world: World, id: CaucusId): boolean => caucusOf(charterOf(world.assembly), id)?.kind !== 'observer'

function cannotBe(world: World, id: CaucusId, member: MemberId, as: As): Refusal | undefined {
  const caucus = caucusOf(charterOf(world.assembly), id)
  if (!caucus) return refuse('unknown/caucus', {})
  if (caucus.kind === 'observer' && as !== 'observer') return refuse('join/observers-only', {})
  if (caucus.kind !== 'observer' && as === 'observer') return refuse('join/no-observers-here', {})
  const sits = seatOf(world.assembly, member)
  const present = world.rooms.get(id)?.participants.get(member)
  if ((sits?.seat.caucus === id && sits.as === as) || present?.as === as) return refuse('join/already-here', {})
  return undefined
}

function vacant(world: World, { caucus, seat }: Seating, { mint }: Context): SeatId | Refusal {
  const seats = seatsOf(world.assembly, caucus)
  const free = (one: Seat | undefined) => one !== undefined && one.representative === undefined
  if (seat) {
    const chosen = seats.find((one) => one.id === seat)
    if (!chosen) return refuse('unknown/seat', {})
    return free(chosen) ? seat : refuse('join/seat-taken', {})
  }
  const empty = seats.find(free)
  if (empty) return empty.id
  const room = caucusOf(charterOf(world.assembly), caucus)?.seats ?? 0
  return seats.length < room ? mint('seat') : refuse('join/no-seat-free', { seats: room })
}

/** An alternate stands behind one representative: the seat named, or the first that has none. */
function withoutAlternate(world: World, { caucus, seat, member }: Seating): SeatId | Refusal {
  const seats = seatsOf(world.assembly, caucus).filter(
    (one) => one.representative !== undefined && one.representative.member !== member,
  )
  const chosen = seat ? seats.find((one) => one.id === seat) : seats.find((one) => !one.alternate)
  if (!chosen) return seat ? refuse('unknown/seat', {}) : refuse('join/no-seat-free', { seats: seats.length })
  return chosen.alternate ? refuse('join/seat-taken', {}) : chosen.id
}

type Leaving = 'left' | 'moved' | 'removed' | 'replaced'

/** Everything that ends when a person leaves a caucus, or changes their role in it. */
function goes(world: World, member: MemberId, caucus: CaucusId, why: Leaving, withOffices = true): Decided {
  const sits = seatOf(world.assembly, member)
  const seat = sits?.seat.caucus === caucus ? sits : undefined
  const speaks = withOffices && world.rooms.get(caucus)?.participants.has(member)
  const held = withOffices ? world.assembly.offices.filter((one) => one.member === member && one.caucus === caucus) : []
  const facts = [
    ...(speaks ? [fact('participant.left', caucus, { member, why: why === 'replaced' ? 'moved' : why })] : []),
    ...(seat ? [fact('seat.vacated', 'public', { seat: seat.seat.id, caucus, member, as: seat.as, why })] : []),
    ...held.map(({ office }) => fact('office.ended', 'public', { office, caucus, member, why: 'left' })),
  ]
  return { ...decided(...facts), struck: seat ? [seat.seat.id] : [] }
}

export const seatMeanings = {
  'join.asked': (world, { chain, data, at }) =>
    chain === 'public'
      ? world
      : onRoom(world, chain, (room) => ({
          ...room,
          requests: room.requests.set(data.request, {
            id: data.request,
            member: data.member,
            as: data.as,
            askedAt: at,
            ...(data.words && { words: data.words }),
          }),
        })),
  'join.refused': (world, { chain, data, at }) =>
    chain === 'public' ? world : endRequest(world, chain, data.request, { at, how: 'refused', reason: data.reason }),
  'participant.admitted': (world, { chain, data, at }) => {
    if (chain === 'public') return world
    const inside = onRoom(world, chain, (room) => ({
      ...room,
      participants: room.participants.set(data.member, { as: data.as, since: at }),
    }))
    return data.request ? endRequest(inside, chain, data.request, { at, how: 'admitted' }) : inside
  },
  'participant.left': (world, { chain, data }) =>
    chain === 'public'
      ? world
      : onRoom(world, chain, (room) => ({ ...room, participants: room.participants.delete(data.member) })),
  'seat.filled': (world, { data, at }) => {
    const { assembly } = world
    const before = assembly.seats.get(data.seat)
    const last = assembly.lastCaucus.get(data.member)
    const sitting: Sitting = { member: data.member, since: at, changed: last !== undefined && last !== data.caucus }
    const seat: Seat = { ...before, id: data.seat, caucus: data.caucus, [data.as]: sitting }
    const named = data.name ? assembly.names.set(data.member, data.name) : assembly.names
    const lastCaucus = assembly.lastCaucus.set(data.member, data.caucus)
    const filled = {
      ...world,
      assembly: { ...assembly, seats: assembly.seats.set(seat.id, seat), lastCaucus, names: named },
    }
    return data.request ? endRequest(filled, data.caucus, data.request, { at, how: 'admitted' }) : filled
  },
  'seat.vacated': (world, { data }) => {
    const seat = world.assembly.seats.get(data.seat)
    if (!seat) return world
    const { representative, alternate, ...bare } = seat
    const kept =
      data.as === 'representative'
        ? { ...bare, ...(alternate && { alternate }) }
        : { ...bare, ...(representative && { representative }) }
    return { ...world, assembly: { ...world.assembly, seats: world.assembly.seats.set(seat.id, kept) } }
  },
} satisfies Partial<Meanings>

const endRequest = (
  world: World,
  caucus: CaucusId,
  id: JoinRequest['id'],
  ended: NonNullable<JoinRequest['ended']>,
): World =>
  onRoom(world, caucus, (room) => {
    const request = room.requests.get(id)
    return request ? { ...room, requests: room.requests.set(id, { ...request, ended }) } : room
  })
