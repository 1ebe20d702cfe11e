import { silenceEnds } from '../domain/concern.ts'
import { debatesOf } from '../domain/due.ts'
import type { CaucusId, GaugeId, Place, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { charterOf, debateIn, emptyWork, type Debate, type Proposal, type Room, type World } from '../domain/world.ts'
import { cardsOf, keyOf, type CardKey, type CardSubject } from './registry.ts'

/**
 * Every card whose drawing may differ between two moments of one assembly: compared by which parts of the state are no
 * longer the same object. One too many costs a drawing; one too few would be a card that lies.
 */
export function cardsTouchedBy(before: World, after: World): readonly CardKey[] {
  if (before === after) return []
  const touched = new Set<CardKey>()
  const touch = (subject: CardSubject) => touched.add(keyOf(subject))
  const all = () => [...cardsOf(before), ...cardsOf(after)].forEach(({ key }) => touched.add(key))
  if (before.assembly.charters !== after.assembly.charters || before.assembly.names !== after.assembly.names) {
    all()
    return [...touched]
  }
  for (const place of placesChanged(before, after)) forPeople(after, place, touch)
  for (const proposal of after.assembly.proposals.values()) {
    const was = before.assembly.proposals.get(proposal.id)
    if (was !== proposal) forProposal(after, was, proposal, touch)
  }
  for (const room of after.rooms.values()) {
    const was = before.rooms.get(room.caucus)
    if (was !== room) forRoom(after, was, room, touch)
  }
  return [...touched]
}

type Touch = (subject: CardSubject) => unknown

/** Where people came, went, or changed office; plenary is everywhere that anybody sits. */
function placesChanged(before: World, after: World): ReadonlySet<Place> {
  const changed = new Set<Place>()
  const { seats, offices } = after.assembly
  if (before.assembly.seats !== seats)
    for (const seat of seats.values()) if (before.assembly.seats.get(seat.id) !== seat) changed.add(seat.caucus)
  if (before.assembly.offices !== offices)
    for (const held of [...before.assembly.offices, ...offices])
      if (!before.assembly.offices.includes(held) || !offices.includes(held)) changed.add(held.caucus ?? 'plenary')
  return changed
}

/** Chairs and filled seats stand on desks, on trackers and at gates; concerns and choices say who is still there. */
function forPeople(after: World, place: Place, touch: Touch): void {
  touch({ is: 'desk', place: 'plenary' })
  touch({ is: 'desk', place })
  for (const proposal of after.assembly.proposals.values()) {
    const id = proposal.id
    touch({ is: 'proposal', proposal: id })
    if (proposal.rounds.length > 0) touch({ is: 'tracker', proposal: id })
    forOutcome(proposal, touch)
    for (const where of new Set<Place>(['plenary', place])) forDebate(debateIn(after, where, proposal), touch)
    if (place !== 'plenary') forReadings(after, place, id, touch)
  }
  if (place === 'plenary') return
  for (const choice of after.rooms.get(place)?.choices ?? []) touch({ is: 'choice', choice: choice.id })
  for (const request of after.rooms.get(place)?.requests.values() ?? []) touch({ is: 'request', request: request.id })
}

const forOutcome = ({ id, outcome }: Proposal, touch: Touch): void => {
  if (outcome)
    touch({ is: outcome.kind === 'recommended' ? 'recommendation' : 'report', proposal: id, round: outcome.round })
}

function forDebate({ gauges, concerns }: Debate, touch: Touch): void {
  for (const gauge of gauges.values()) touch({ is: 'gauge', gauge: gauge.id })
  for (const concern of concerns.values()) touch({ is: 'concern', concern: concern.id })
}

const forReadings = (world: World, caucus: CaucusId, proposal: ProposalId, touch: Touch): void => {
  for (const reading of world.rooms.get(caucus)?.work.get(proposal)?.readings ?? [])
    touch({ is: 'reading', reading: reading.id })
}

/** Plenary's debate shows in plenary alone; all else of a proposal moves the caucuses' cards of it too. */
function forProposal(after: World, was: Proposal | undefined, proposal: Proposal, touch: Touch): void {
  const { id, rounds, declarations, questions, plenary } = proposal
  touch({ is: 'desk', place: 'plenary' })
  touch({ is: 'proposal', proposal: id })
  if (rounds.length > 0) touch({ is: 'tracker', proposal: id })
  for (const one of declarations) touch({ is: 'declared', declaration: one.id })
  for (const one of questions) touch({ is: 'question', question: one.id })
  forDebate(plenary, touch)
  if (was) forOutcome(was, touch)
  forOutcome(proposal, touch)
  forwardedFrom(after, proposal, touch)
  if (was && isSameBut(was, proposal)) return
  for (const { id: caucus } of charterOf(after.assembly).caucuses) forCaucus(after, caucus, proposal, touch)
  if (was?.outcome !== proposal.outcome) linkedTo(after, id, touch)
}

/** The same proposal but for plenary's own debate. */
const isSameBut = (was: Proposal, is: Proposal): boolean =>
  (Object.keys(is) as (keyof Proposal)[]).every((key) => key === 'plenary' || was[key] === is[key]) &&
  Object.keys(was).length === Object.keys(is).length

/** A concern that was forwarded shows inside its caucus what became of it in plenary. */
function forwardedFrom(after: World, proposal: Proposal, touch: Touch): void {
  for (const { work } of after.rooms.values())
    for (const concern of work.get(proposal.id)?.debate.concerns.values() ?? [])
      if (concern.forwardedAs) touch({ is: 'concern', concern: concern.id })
}

/** Everything that a caucus has of a proposal. */
function forCaucus(after: World, caucus: CaucusId, proposal: Proposal, touch: Touch): void {
  const room = after.rooms.get(caucus)
  if (!room) return
  touch({ is: 'desk', place: caucus })
  for (const { number, legs } of proposal.rounds)
    if (legs.some((leg) => leg.caucus === caucus))
      touch({ is: 'arrival', proposal: proposal.id, round: number, caucus })
  forDebate(debateIn(after, caucus, proposal), touch)
  forReadings(after, caucus, proposal.id, touch)
}

/** An agreement may hang on another proposal: its outcome opens or closes the condition (procedure 2). */
function linkedTo(after: World, id: ProposalId, touch: Touch): void {
  for (const other of after.assembly.proposals.values())
    for (const { place, conditions } of other.declarations)
      if (conditions.some(({ on }) => on !== 'whole' && 'proposal' in on && on.proposal === id))
        forCaucus(after, place, other, touch)
}

function forRoom(after: World, was: Room | undefined, room: Room, touch: Touch): void {
  const { caucus, requests, choices, participants, work } = room
  const door = was?.requests !== requests || was.participants !== participants
  if (door || was.choices !== choices) {
    touch({ is: 'desk', place: caucus })
    for (const request of requests.values()) touch({ is: 'request', request: request.id })
    for (const choice of choices) touch({ is: 'choice', choice: choice.id })
  }
  for (const [id, now] of work) {
    const proposal = after.assembly.proposals.get(id)
    if (proposal && (door || (was.work.get(id) ?? emptyWork) !== now)) forCaucus(after, caucus, proposal, touch)
  }
}

/** What an answer to an open gauge changes: how many have answered. */
export function cardsTouchedByAnswer(world: World, gauge: GaugeId): readonly CardKey[] {
  for (const proposal of world.assembly.proposals.values())
    for (const [place, { gauges }] of debatesOf(world, proposal))
      if (gauges.has(gauge)) return [keyOf({ is: 'gauge', gauge }), keyOf({ is: 'desk', place })]
  return []
}

/**
 * Cards that say something else once a moment has passed, though nothing has happened: after `from`, until `to`
 * included. A gauge past its deadline is closed, silence closes a concern, a window ends, an outcome becomes final.
 */
export function cardsTouchedByTime(world: World, from: Instant, to: Instant): readonly CardKey[] {
  const touched = new Set<CardKey>()
  const touch = (subject: CardSubject) => touched.add(keyOf(subject))
  const passed = (at: Instant | undefined) => at !== undefined && from < at && at <= to
  for (const proposal of world.assembly.proposals.values()) {
    const { id, outcome, rounds } = proposal
    if (passed(outcome?.until)) forOutcome(proposal, touch)
    for (const { reading, caucus } of rounds.at(-1)?.legs ?? []) {
      if (!passed(reading?.until)) continue
      touch({ is: 'desk', place: 'plenary' })
      touch({ is: 'tracker', proposal: id })
      forCaucus(world, caucus, proposal, touch)
    }
    for (const [place, { gauges, concerns }] of debatesOf(world, proposal)) {
      const ended = [...gauges.values()].some((gauge) => !gauge.closed && passed(gauge.closes.at))
      const silent = [...concerns.values()].some(({ standing }) => passed(silenceEnds(standing)))
      if (!ended && !silent) continue
      if (place === 'plenary') forProposal(world, proposal, proposal, touch)
      else forCaucus(world, place, proposal, touch)
    }
  }
  return [...touched]
}
