import type { ActType } from '../domain/act.ts'
import { channelKeepers } from '../domain/channel.ts'
import type { MemberId, Place } from '../domain/id.ts'
import { legOf, stageOf } from '../domain/leg.ts'
import { mayRemind } from '../domain/remind.ts'
import { currentRound, type Proposal, type World } from '../domain/world.ts'
import { placeNamed, type PlaceNamed } from './naming.ts'
import { offers } from './offers.ts'
import { only, worldFor, type Rows, type Viewer } from './viewer.ts'

/** What help asks of a command: its name, where it can be given, and the act that it does. */
export interface Offered {
  readonly name: readonly [noun: string, verb: string]
  readonly where: readonly string[]
  readonly does: ActType | 'read' | 'own'
  readonly whose?: 'channel keepers' | 'who may remind'
}

/** What this person may do here now, by noun. Nothing else is listed (procedure 6: no command that fails silently). */
export interface HelpView<C extends Offered> {
  readonly place: PlaceNamed | undefined
  readonly noun: string | undefined
  readonly nouns: readonly { readonly noun: string; readonly commands: readonly C[] }[]
}

export function helpFor<C extends Offered>(
  member: MemberId,
  whole: World,
  rows: Rows,
  {
    place,
    noun,
    catalogue,
  }: { readonly place: Place | undefined; readonly noun?: string | undefined; readonly catalogue: readonly C[] },
): HelpView<C> {
  const viewer = only(member)
  const world = worldFor(viewer, whole)
  const here = catalogue.filter(
    (command) =>
      (noun === undefined || command.name[0] === noun) &&
      isHere(command, place) &&
      isMine(command, viewer, world, place),
  )
  const nouns = [...new Set(here.map(({ name }) => name[0]))]
  return {
    place: place && placeNamed(world.assembly, rows, place),
    noun,
    nouns: nouns.map((one) => ({ noun: one, commands: here.filter(({ name }) => name[0] === one) })),
  }
}

const isHere = ({ where }: Offered, place: Place | undefined): boolean =>
  where.includes('anywhere') || (place !== undefined && where.includes(place === 'plenary' ? 'plenary' : 'caucus'))

/** An act on proposals is listed where at least one proposal is at a stage at which this person may do it. */
function isMine({ does, whose }: Offered, viewer: Viewer, world: World, place: Place | undefined): boolean {
  if (whose === 'channel keepers') return keepsChannels(viewer, world, place ?? 'plenary')
  if (whose === 'who may remind') return remindsSomebody(viewer, world)
  if (does === 'read' || does === 'own') return true
  const where = place ?? 'plenary'
  if (offers(viewer, world, does, { place: where })) return true
  return [...world.assembly.proposals.values()].some(
    (proposal) =>
      (where === 'plenary' || legOf(currentRound(proposal), where) !== undefined) &&
      (holdsAny(viewer, world, does, where, proposal) || offers(viewer, world, does, { place: where, proposal })),
  )
}

const keepsChannels = (viewer: Viewer, world: World, place: Place): boolean =>
  viewer.kind === 'person' && channelKeepers(world, place).includes(viewer.member)

const remindsSomebody = (viewer: Viewer, world: World): boolean =>
  viewer.kind === 'person' &&
  [...world.assembly.proposals.values()].some(
    (proposal) => stageOf(proposal) === 'in caucuses' && mayRemind(world, viewer.member, proposal),
  )

/** Acts on one's own concern are listed where one holds a concern. */
const holdsAny = (viewer: Viewer, world: World, does: ActType, place: Place, proposal: Proposal): boolean => {
  const debate = place === 'plenary' ? proposal.plenary : world.rooms.get(place)?.work.get(proposal.id)?.debate
  return [...(debate?.concerns.values() ?? [])].some(({ id }) =>
    offers(viewer, world, does, { place, proposal, concern: id }),
  )
}
