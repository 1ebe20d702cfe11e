import type { Office } from './fact.ts'
import type { CaucusId, MemberId, Place, SeatId } from './id.ts'
import type { Assembly, OfficeHeld, Proposal, Round, Seat, Sitting, World } from './world.ts'

/** The seats of a caucus, filled or not, in the order in which they were first filled. */
export const seatsOf = (assembly: Assembly, caucus: CaucusId): readonly Seat[] =>
  [...assembly.seats.values()].filter((seat) => seat.caucus === caucus)

export const filledSeats = (assembly: Assembly, caucus: CaucusId): readonly Seat[] =>
  seatsOf(assembly, caucus).filter((seat) => seat.representative !== undefined)

/** A caucus with no members is *not constituted* (procedure 3, Declaring). */
export const isConstituted = (assembly: Assembly, caucus: CaucusId): boolean => filledSeats(assembly, caucus).length > 0

/** The seat at which a person sits, as representative or as alternate. */
export function seatOf(
  assembly: Assembly,
  member: MemberId,
): { seat: Seat; as: 'representative' | 'alternate'; sitting: Sitting } | undefined {
  for (const seat of assembly.seats.values()) {
    if (seat.representative?.member === member) return { seat, as: 'representative', sitting: seat.representative }
    if (seat.alternate?.member === member) return { seat, as: 'alternate', sitting: seat.alternate }
  }
  return undefined
}

/** Who answers for a seat now: the representative, or the alternate while they are marked away; nobody if there is none. */
export function answersFor(seat: Seat, away: ReadonlySet<SeatId>): Sitting | undefined {
  if (!away.has(seat.id)) return seat.representative
  return seat.alternate
}

/** Who changed caucus answers in the new one only in rounds dispatched after that (procedure 1, member). */
export const mayAnswerIn = (sitting: Sitting, round: Round | undefined): boolean =>
  !sitting.changed || round === undefined || sitting.since <= round.dispatchedAt

/** The seats that a gauge opened now counts: filled, not away, and not new to this caucus in this round. */
export const electorate = (
  assembly: Assembly,
  caucus: CaucusId,
  away: ReadonlySet<SeatId>,
  round: Round | undefined,
): readonly Seat[] =>
  filledSeats(assembly, caucus).filter((seat) => {
    const sitting = answersFor(seat, away)
    return sitting !== undefined && mayAnswerIn(sitting, round)
  })

export const holdersOf = (assembly: Assembly, office: Office, caucus?: CaucusId): readonly OfficeHeld[] =>
  assembly.offices.filter((held) => held.office === office && held.caucus === caucus)

const chairOffices: readonly Office[] = ['caucus chair', 'co-chair', 'acting chair']

/** Who may declare for a place: chair, co-chair, acting chair; in plenary its chair (procedure 3, Declaring). */
export function chairsOf(assembly: Assembly, where: Place): readonly OfficeHeld[] {
  if (where === 'plenary') return holdersOf(assembly, 'plenary chair')
  return chairOffices.flatMap((office) => holdersOf(assembly, office, where))
}

/** The office by which a member acts as chair of a place for this proposal; a leg handed over counts as acting chair. */
export function chairsAs(assembly: Assembly, where: Place, member: MemberId, proposal?: Proposal): Office | undefined {
  const held = chairsOf(assembly, where).find((one) => one.member === member)
  if (held) return held.office
  const handed = proposal?.handedOver.some((hand) => hand.place === where && hand.to === member)
  if (!handed) return undefined
  return where === 'plenary' ? 'plenary chair' : 'acting chair'
}

/** Whether a caucus that has a chair is acted on by somebody else: once it has one, it lets people in and out itself. */
export const isFromOutside = (assembly: Assembly, caucus: CaucusId, by: string | undefined): boolean => {
  const chairs = chairsOf(assembly, caucus)
  return chairs.length > 0 && !chairs.some((held) => held.member === by)
}

export const holdsOffice = (assembly: Assembly, member: MemberId, office: Office, caucus?: CaucusId): boolean =>
  holdersOf(assembly, office, caucus).some((held) => held.member === member)

/** The caucus in which a person has a voice: by a seat, or as a participant. */
export function caucusesOf(world: World, member: MemberId): readonly CaucusId[] {
  const seated = seatOf(world.assembly, member)?.seat.caucus
  const others = [...world.rooms].filter(([, room]) => room.participants.has(member)).map(([id]) => id)
  const chaired = world.assembly.offices.filter((held) => held.member === member).flatMap((held) => held.caucus ?? [])
  return [...new Set([...(seated ? [seated] : []), ...others, ...chaired])]
}

/** Whether a person has been admitted anywhere: a seat, a caucus, or an office. */
export const isMember = (world: World, member: MemberId): boolean =>
  caucusesOf(world, member).length > 0 || world.assembly.offices.some((held) => held.member === member)
