import { holderIsHere, isClosed, isUnsettled, silenceEnds, statusOf, type Status } from '../domain/concern.ts'
import { debatesOf } from '../domain/due.ts'
import type { Holder } from '../domain/fact.ts'
import type { ConcernId, Place, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { caucusesOf, isMember } from '../domain/members.ts'
import type { Concern, Proposal, World } from '../domain/world.ts'
import {
  paragraphNamed,
  personNamed,
  placeNamed,
  proposalNamed,
  zoneOf,
  type ParagraphNamed,
  type PersonNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { offers } from './offers.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

/** Who a concern is held by: a person, or a caucus that forwarded it. */
export type HolderView = { readonly person: PersonNamed } | { readonly caucus: PlaceNamed }

/** Where a concern stands, as it is said in one phrase. */
export interface StandingView {
  readonly status: Status
  /** When silence ends it, where it waits for its holder. */
  readonly silence: Instant | undefined
  /** The version that it was, or is to be, checked against. */
  readonly checked: number
  /** Settled in other words than asked for. */
  readonly otherwise: boolean
  readonly mergedInto: number | undefined
  readonly splitInto: readonly number[]
  readonly zone: string
}

export interface ConcernView extends StandingView {
  readonly id: ConcernId
  readonly number: number
  readonly place: PlaceNamed
  readonly proposal: ProposalNamed
  readonly version: number
  readonly paragraph: ParagraphNamed | undefined
  readonly says: string | undefined
  readonly settles: string | undefined
  readonly holder: HolderView
  readonly joined: number
  readonly unsettled: boolean
  readonly closed: boolean
  /** The three fields of an overruling, or where it belongs. */
  readonly overruled:
    | { readonly says: string | undefined; readonly considered: string | undefined; readonly why: string | undefined }
    | undefined
  readonly belongs: string | undefined
  readonly splitFrom: number | undefined
  /** The concern that its caucus made of it in plenary: the link stands inside the caucus only (procedure 3, Concerns). */
  readonly forwardedAs: (StandingView & { readonly id: ConcernId; readonly number: number }) | undefined
  readonly course: readonly {
    readonly kind: string
    readonly at: Instant
    readonly by: PersonNamed | undefined
    readonly words: string | undefined
  }[]
  readonly may: {
    readonly answer: boolean
    readonly join: boolean
    readonly hold: boolean
    readonly forward: boolean
    /** Its holder has left: another seat may speak for it. */
    readonly takeOver: boolean
  }
}

/** Finds a concern in the places that are open to a viewer. */
export function concernAt(
  world: World,
  id: ConcernId,
): { proposal: Proposal; place: Place; concern: Concern } | undefined {
  for (const proposal of world.assembly.proposals.values())
    for (const [place, { concerns }] of debatesOf(world, proposal)) {
      const concern = concerns.get(id)
      if (concern) return { proposal, place, concern }
    }
  return undefined
}

export function concernFor(viewer: Viewer, whole: World, rows: Rows, id: ConcernId): ConcernView | undefined {
  const world = worldFor(viewer, whole)
  const found = concernAt(world, id)
  return found && view(viewer, world, rows, found.proposal, found.place, found.concern)
}

/** Every concern on a proposal in the places open to a viewer: here first. */
export function concernsFor(
  viewer: Viewer,
  whole: World,
  rows: Rows,
  id: ProposalId,
): { proposal: ProposalNamed; concerns: readonly ConcernView[] } | undefined {
  const world = worldFor(viewer, whole)
  const proposal = world.assembly.proposals.get(id)
  if (!proposal) return undefined
  const concerns = debatesOf(world, proposal).flatMap(([place, debate]) =>
    [...debate.concerns.values()].map((concern) => view(viewer, world, rows, proposal, place, concern)),
  )
  return { proposal: proposalNamed(rows, proposal), concerns }
}

function view(
  viewer: Viewer,
  world: World,
  rows: Rows,
  proposal: Proposal,
  place: Place,
  concern: Concern,
): ConcernView {
  const { standing } = concern
  const read = (ref: { readonly text: string } | undefined) => ref && rows.read(ref)
  const aim = { place, proposal, concern: concern.id }
  const zone = zoneOf(world.assembly, place)
  const outside = concern.forwardedAs && proposal.plenary.concerns.get(concern.forwardedAs)
  const closed = isClosed(concern, rows.now)
  return {
    ...standingView(world, rows, concern, zone),
    id: concern.id,
    number: concern.number,
    place: placeNamed(world.assembly, rows, place),
    proposal: proposalNamed(rows, proposal),
    version: concern.version,
    paragraph: concern.paragraph && paragraphNamed(proposal, concern.paragraph, concern.version),
    says: read(concern.says),
    settles: read(concern.settles),
    holder: holderView(viewer, world, rows, concern.holder),
    joined: concern.joiners.length,
    unsettled: isUnsettled(concern),
    closed,
    overruled:
      standing.is === 'overruling' || standing.is === 'overruled'
        ? { says: read(standing.says), considered: read(standing.considered), why: read(standing.why) }
        : undefined,
    belongs:
      standing.is === 'settling elsewhere' || standing.is === 'not settled here' ? read(standing.where) : undefined,
    splitFrom: concern.splitFrom && concernAt(world, concern.splitFrom)?.concern.number,
    forwardedAs: outside && { ...standingView(world, rows, outside, zone), id: outside.id, number: outside.number },
    course: concern.course.map(({ kind, at, by, words }) => ({
      kind,
      at,
      by: by && personNamed(viewer, world, rows, by),
      words: read(words),
    })),
    may: {
      answer: offers(viewer, world, 'answer concern', aim),
      join: offers(viewer, world, 'join concern', aim),
      hold: offers(viewer, world, 'accept answer', aim),
      forward:
        place !== 'plenary' && !concern.forwardedAs && offers(viewer, world, 'forward concern', { place, proposal }),
      takeOver: !closed && !isHere(world, place, concern) && offers(viewer, world, 'take over concern', aim),
    },
  }
}

function standingView(world: World, rows: Rows, concern: Concern, zone: string): StandingView {
  const { standing } = concern
  const numberOf = (id: ConcernId) => concernAt(world, id)?.concern.number
  const checks = standing.is === 'to be rechecked' || standing.is === 'accommodated'
  return {
    status: statusOf(concern, rows.now),
    silence: silenceEnds(standing),
    checked: checks ? standing.version : concern.version,
    otherwise: standing.is === 'accommodated' && standing.otherwise,
    mergedInto: standing.is === 'merged' ? numberOf(standing.into) : undefined,
    splitInto: standing.is === 'split' ? standing.into.flatMap((part) => numberOf(part) ?? []) : [],
    zone,
  }
}

/** Whether its holder can still speak for it in its place. */
const isHere = (world: World, place: Place, concern: Concern): boolean =>
  holderIsHere(world, concern, (member) =>
    place === 'plenary' ? isMember(world, member) : caucusesOf(world, member).includes(place),
  )

function holderView(viewer: Viewer, world: World, rows: Rows, holder: Holder): HolderView {
  if ('caucus' in holder) return { caucus: placeNamed(world.assembly, rows, holder.caucus) }
  if ('member' in holder) return { person: personNamed(viewer, world, rows, holder.member) }
  const sits = world.assembly.seats.get(holder.seat)
  const member = sits?.representative?.member ?? sits?.alternate?.member
  return member
    ? { person: personNamed(viewer, world, rows, member) }
    : { caucus: placeNamed(world.assembly, rows, sits?.caucus ?? 'plenary') }
}
