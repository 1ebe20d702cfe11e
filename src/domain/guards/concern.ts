import { concernIn, ended, hasEnded, holderIsHere, isClosed, isUnsettled } from '../concern.ts'
import type { FactData, Happened, Kind } from '../fact.ts'
import { speaksFor } from '../may.ts'
import { caucusesOf, chairsAs, isMember } from '../members.ts'
import { refuse } from '../refusal.ts'
import type { Guard, Guards } from '../rules.ts'
import type { Concern, World } from '../world.ts'

type ConcernKind = Extract<Kind, `concern.${string}`>
type Check<K extends ConcernKind> = (
  world: World,
  happened: Happened<K>,
  concern: Concern,
) => ReturnType<Guard<K>['check']>

/** A concern of a caucus is the caucus's to see; `forEach` keeps the look-up and the end of a concern in one place. */
const guard = <K extends Exclude<ConcernKind, 'concern.raised'>>(
  check: Check<K>,
  afterEnd = false,
): readonly Guard<K>[] => [
  {
    sees: 'public',
    asks: 'guard/concern',
    check: (world, happened) => {
      const data: FactData<K> = happened.data
      const concern = concernIn(world, data)
      if (!concern) return refuse('unknown/concern', {})
      if (!afterEnd && hasEnded(concern)) return ended(concern)
      return check(world, happened, concern)
    },
  },
]
const free = () => undefined

export const concernGuards = {
  'concern.raised': [
    {
      sees: 'public',
      asks: 'guard/concern',
      check: (world, { data }) => {
        const proposal = world.assembly.proposals.get(data.proposal)
        const version = proposal?.versions[data.version - 1]
        if (!proposal || !version) return refuse('unknown/version', { latest: proposal?.versions.length ?? 0 })
        if (data.paragraph && !version.paragraphs.some(({ id }) => id === data.paragraph))
          return refuse('unknown/paragraph', {})
        return undefined
      },
    },
  ],
  'concern.joined': guard((world, { data, at }, concern) => {
    if (isClosed(concern, at)) return ended(concern)
    const { joiner } = data
    if (!('member' in joiner)) return undefined
    if (speaksFor(world, concern, joiner.member)) return refuse('concern/own', {})
    const again = concern.joiners.some((one) => 'member' in one.joiner && one.joiner.member === joiner.member)
    return again && !data.reason ? refuse('concern/joined-already', {}) : undefined
  }),
  'concern.answered': guard((world, { data }) => {
    const versions = world.assembly.proposals.get(data.proposal)?.versions.length ?? 0
    return data.version !== undefined && data.version > versions
      ? refuse('unknown/version', { latest: versions })
      : undefined
  }),
  'concern.accepted': guard((_world, _happened, concern) =>
    ['answered', 'overruling', 'settling elsewhere', 'contested'].includes(concern.standing.is)
      ? undefined
      : refuse('concern/not-answered', {}),
  ),
  'concern.contested': guard((_world, { at }, concern) => {
    if (isClosed(concern, at)) return ended(concern)
    return ['answered', 'overruling', 'settling elsewhere'].includes(concern.standing.is)
      ? undefined
      : refuse('concern/not-answered', {})
  }),
  'concern.withdrawn': guard(free),
  // Only overruling waits for the holder's reply or the 5 days; before the first answer nothing has been considered.
  'concern.overruling': guard(free),
  'concern.elsewhere': guard(free),
  'concern.replied': guard((_world, { at }, concern) =>
    (concern.standing.is === 'overruling' || concern.standing.is === 'settling elsewhere') && !isClosed(concern, at)
      ? undefined
      : refuse('concern/nothing-asked', {}),
  ),
  'concern.rechecked': guard((_world, { data }, concern) =>
    concern.standing.is === 'to be rechecked' && concern.standing.version === data.version
      ? undefined
      : refuse('concern/not-to-be-rechecked', {}),
  ),
  'concern.merged': guard((world, { data }) => {
    if (data.into === data.concern) return refuse('concern/into-itself', {})
    const into = concernIn(world, { ...data, concern: data.into })
    if (!into) return refuse('unknown/concern', {})
    return hasEnded(into) ? ended(into) : undefined
  }),
  'concern.split': guard((world, { data }) =>
    data.into.every((id) => concernIn(world, { ...data, concern: id })) ? undefined : refuse('unknown/concern', {}),
  ),
  'concern.takenOver': guard((world, { data }, concern) => {
    const here = holderIsHere(world, concern, (member) =>
      data.place === 'plenary' ? isMember(world, member) : caucusesOf(world, member).includes(data.place),
    )
    return here ? refuse('concern/holder-is-here', {}) : undefined
  }),
  'concern.forwarded': guard((_world, _happened, concern) =>
    concern.forwardedAs ? refuse('concern/forwarded-already', {}) : undefined,
  ),
  'concern.reopened': guard(
    (_world, { at }, concern) =>
      isClosed(concern, at) && !isUnsettled(concern) ? undefined : refuse('concern/not-ended', {}),
    true,
  ),
} satisfies Pick<Guards, ConcernKind>

/** A concern reaches plenary, or its own place, by a chair's hand: when one is forwarded, or split (procedure 3, Concerns). */
export function byChairsHand(world: World, { data, by }: Happened<'concern.raised'>): boolean {
  const proposal = world.assembly.proposals.get(data.proposal)
  if (!by) return false
  if ('caucus' in data.holder && data.place === 'plenary')
    return chairsAs(world.assembly, data.holder.caucus, by, proposal) !== undefined
  return data.splitFrom !== undefined && chairsAs(world.assembly, data.place, by, proposal) !== undefined
}
