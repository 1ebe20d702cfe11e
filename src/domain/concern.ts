import type { Act } from './act.ts'
import { constants } from './charter.ts'
import type { FactData, Holder } from './fact.ts'
import type { CaucusId, ConcernId, MemberId, Place } from './id.ts'
import { plus, type Instant } from './instant.ts'
import { seatOf } from './members.ts'
import { refuse, type Refusal } from './refusal.ts'
import { chainOf, decided, fact, onDebate, refused, type Context, type Decisions, type Meanings } from './rules.ts'
import type { TextRef } from './text.ts'
import {
  debateIn,
  latestVersion,
  type Concern,
  type Debate,
  type Proposal,
  type Standing,
  type World,
} from './world.ts'

/** Blocks rough and full consensus in its place (procedure 3, Concerns). */
export const isUnsettled = ({ standing: { is } }: Concern): boolean =>
  is === 'open' || is === 'contested' || is === 'to be rechecked'

const ends = ['accepted', 'accommodated', 'withdrawn', 'overruled', 'not settled here', 'merged', 'split'] as const
type End = (typeof ends)[number]
const isEnd = (is: Standing['is']): is is End => ends.some((end) => end === is)

/** What a reader is told. *Answered, no reply* and the ends that silence brings are read off the clock. */
export type Status = Standing['is'] | 'answered, no reply'

export const silenceEnds = (standing: Standing): Instant | undefined => {
  const waits = standing.is === 'answered' || standing.is === 'overruling' || standing.is === 'settling elsewhere'
  return waits ? plus(standing.at, { days: constants.silenceDays }) : undefined
}

export function statusOf({ standing }: Concern, now: Instant): Status {
  const until = silenceEnds(standing)
  if (until === undefined || now < until) return standing.is
  if (standing.is === 'overruling') return 'overruled'
  if (standing.is === 'settling elsewhere') return 'not settled here'
  return 'answered, no reply'
}

/** Closed: every end, and answered with 5 days of silence. The gate asks this of plenary concerns (procedure 3, Concerns). */
export function isClosed(concern: Concern, now: Instant): boolean {
  const status = statusOf(concern, now)
  return status === 'answered, no reply' || isEnd(status)
}

export const unsettledIn = (debate: Debate): readonly Concern[] => [...debate.concerns.values()].filter(isUnsettled)

/** The number that people see, counted per place and proposal so that it tells nothing about other rooms (record.md). */
const nextConcernNumber = (debate: Debate): number => debate.concerns.size + 1

export const concernDecisions = {
  'raise concern': (world, act, context) => {
    const found = discussed(world, act.place, act.proposal)
    if (!found || context.by === 'clock' || context.by === 'operator') return refused(refuse('unknown/proposal', {}))
    const raised = raise(found, context, { ...act, holder: { member: context.by } })
    return decided(fact('concern.raised', chainOf(act.place), raised))
  },

  'join concern': (world, act, context) => {
    const { by } = context
    if (by === 'clock' || by === 'operator') return refused(refuse('unknown/member', {}))
    return on(world, act, (data) =>
      fact('concern.joined', chainOf(act.place), {
        ...data,
        joiner: { member: by },
        ...(act.reason && { reason: context.write(act.reason) }),
      }),
    )
  },

  'answer concern': (world, act, { write }) =>
    on(world, act, (data) =>
      fact('concern.answered', chainOf(act.place), {
        ...data,
        answer: write(act.answer),
        ...(act.version && { version: act.version }),
      }),
    ),
  'accept answer': (world, act, context) =>
    on(world, act, (data) => fact('concern.accepted', chainOf(act.place), { ...data, ...wordsOf(act, context) })),
  'contest answer': (world, act, { write }) =>
    on(world, act, (data) => fact('concern.contested', chainOf(act.place), { ...data, reason: write(act.reason) })),
  'withdraw concern': (world, act, context) =>
    on(world, act, (data) => fact('concern.withdrawn', chainOf(act.place), { ...data, ...wordsOf(act, context) })),
  'overrule concern': (world, act, { write }) =>
    on(world, act, (data) =>
      fact('concern.overruling', chainOf(act.place), {
        ...data,
        says: write(act.says),
        considered: write(act.considered),
        why: write(act.why),
      }),
    ),
  'settle elsewhere': (world, act, { write }) =>
    on(world, act, (data) => fact('concern.elsewhere', chainOf(act.place), { ...data, where: write(act.where) })),
  'reply to chair': (world, act, context) =>
    on(world, act, (data) =>
      fact('concern.replied', chainOf(act.place), { ...data, understood: act.understood, ...wordsOf(act, context) }),
    ),
  'recheck concern': (world, act, context) => {
    const standing = concernIn(world, act)?.standing
    const version = standing?.is === 'to be rechecked' ? standing.version : 1
    return on(world, act, (data) =>
      fact('concern.rechecked', chainOf(act.place), {
        ...data,
        version,
        settled: act.settled,
        otherwise: act.otherwise,
        ...wordsOf(act, context),
      }),
    )
  },
  'merge concern': (world, act) =>
    on(world, act, (data) => fact('concern.merged', chainOf(act.place), { ...data, into: act.into })),
  'take over concern': (world, act, { by }) => {
    const seat = by === 'clock' || by === 'operator' ? undefined : seatOf(world.assembly, by)?.seat
    if (!seat) return refused(refuse('unknown/seat', {}))
    return on(world, act, (data) => fact('concern.takenOver', chainOf(act.place), { ...data, by: seat.id }))
  },
  'reopen concern': (world, act, { write }) =>
    on(world, act, (data) =>
      fact('concern.reopened', chainOf(act.place), { ...data, information: write(act.information) }),
    ),

  'split concern': (world, act, context) => {
    const found = discussed(world, act.place, act.proposal)
    const concern = concernIn(world, act)
    if (!found || !concern) return refused(refuse('unknown/concern', {}))
    const parts = act.parts.map((part, index) => ({
      ...raise(
        found,
        context,
        {
          says: part.says,
          paragraph: part.paragraph ?? concern.paragraph,
          holder: concern.holder,
          version: concern.version,
        },
        index,
      ),
      splitFrom: concern.id,
    }))
    const onConcern = { place: act.place, proposal: act.proposal, concern: act.concern }
    return decided(
      ...parts.map((part) => fact('concern.raised', chainOf(act.place), part)),
      fact('concern.split', chainOf(act.place), { ...onConcern, into: parts.map((part) => part.concern) }),
    )
  },

  'forward concern': (world, act, context) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    if (!proposal) return refused(refuse('unknown/proposal', {}))
    const forwarded = forward(world, proposal, act.caucus, [{ concern: act.concern, says: act.says }], context)
    return 'code' in forwarded ? refused(forwarded) : decided(...forwarded.inside, ...forwarded.outside)
  },
} satisfies Partial<Decisions>

/** Forwarding makes a new plenary concern with ids and a text of its own, held by the caucus (procedure 3, Concerns). */
export function forward(
  world: World,
  proposal: Proposal,
  caucus: CaucusId,
  sent: readonly { readonly concern: ConcernId; readonly says: string }[],
  context: Context,
) {
  const debate = debateIn(world, caucus, proposal)
  const pairs = []
  for (const [index, { concern: id, says }] of sent.entries()) {
    const concern = debate.concerns.get(id)
    if (!concern) return refuse('unknown/concern', {})
    if (concern.forwardedAs) return refuse('concern/forwarded-already', {})
    const found = { place: 'plenary' as const, proposal, debate: proposal.plenary }
    const raised = raise(
      found,
      context,
      { says, paragraph: concern.paragraph, holder: { caucus }, version: concern.version },
      index,
    )
    pairs.push({
      inside: fact('concern.forwarded', caucus, {
        place: caucus,
        proposal: proposal.id,
        concern: id,
        as: raised.concern,
      }),
      outside: fact('concern.raised', 'public', raised),
      as: raised.concern,
    })
  }
  return {
    inside: pairs.map((one) => one.inside),
    outside: pairs.map((one) => one.outside),
    as: pairs.map((one) => one.as),
  }
}

interface Discussed {
  readonly place: Place
  readonly proposal: Proposal
  readonly debate: Debate
}

const discussed = (world: World, place: Place, id: Act<'raise concern'>['proposal']): Discussed | undefined => {
  const proposal = world.assembly.proposals.get(id)
  return proposal && { place, proposal, debate: debateIn(world, place, proposal) }
}

/** The data of a new concern; `after` counts those raised before it in the same act. */
export function raise(
  { place, proposal, debate }: Discussed,
  { mint, write }: Context,
  given: {
    says: string
    settles?: string | undefined
    paragraph?: Concern['paragraph']
    holder: Holder
    gauge?: Concern['gauge']
    version?: number
  },
  after = 0,
): FactData<'concern.raised'> {
  return {
    place,
    proposal: proposal.id,
    concern: mint('concern'),
    number: nextConcernNumber(debate) + after,
    version: given.version ?? versionUnderDiscussion(proposal, place),
    says: write(given.says),
    holder: given.holder,
    ...(given.settles && { settles: write(given.settles) }),
    ...(given.paragraph && { paragraph: given.paragraph }),
    ...(given.gauge && { gauge: given.gauge }),
  }
}

/** A caucus talks about what was sent to it; plenary about the newest text. */
export const versionUnderDiscussion = (proposal: Proposal, place: Place): number =>
  (place === 'plenary' ? undefined : proposal.rounds.at(-1)?.version) ?? latestVersion(proposal).number

type OnConcern = { readonly place: Place; readonly proposal: Proposal['id']; readonly concern: ConcernId }

export function concernIn(world: World, { place, proposal: id, concern }: OnConcern): Concern | undefined {
  const proposal = world.assembly.proposals.get(id)
  return proposal && debateIn(world, place, proposal).concerns.get(concern)
}

function on(world: World, act: OnConcern, make: (data: OnConcern) => ReturnType<typeof fact>) {
  if (!concernIn(world, act)) return refused(refuse('unknown/concern', {}))
  return decided(make({ place: act.place, proposal: act.proposal, concern: act.concern }))
}

const wordsOf = (act: { readonly words?: string | undefined }, { write }: Context): { words?: TextRef } =>
  act.words ? { words: write(act.words) } : {}

/** Whether a concern's holder can still speak for it: else another seat may take it over. */
export const holderIsHere = (world: World, concern: Concern, present: (member: MemberId) => boolean): boolean => {
  const { holder } = concern
  if ('caucus' in holder) return true
  if ('member' in holder) return present(holder.member)
  return world.assembly.seats.get(holder.seat)?.representative !== undefined
}

export const ended = (concern: Concern): Refusal => refuse('concern/ended', { standing: concern.standing.is })
export const hasEnded = (concern: Concern): boolean => isEnd(concern.standing.is)

type CourseStep = Concern['course'][number]

const step = (
  world: World,
  data: OnConcern,
  entry: CourseStep,
  change: (concern: Concern) => Partial<Concern>,
): World =>
  onDebate(world, data.place, data.proposal, (debate) => {
    const concern = debate.concerns.get(data.concern)
    if (!concern) return debate
    const next = { ...concern, ...change(concern), course: [...concern.course, entry] }
    return { ...debate, concerns: debate.concerns.set(concern.id, next) }
  })

const said = (
  kind: string,
  { n, at, by }: { n: number; at: Instant; by?: MemberId },
  words?: TextRef,
  version?: number,
): CourseStep => ({
  kind,
  n,
  at,
  ...(by && { by }),
  ...(words && { words }),
  ...(version && { version }),
})

export const concernMeanings = {
  'concern.raised': (world, { data, at, n }) =>
    onDebate(world, data.place, data.proposal, (debate) => {
      const { concern: id, ...about } = data
      const raised: Concern = { ...about, id, n, raisedAt: at, joiners: [], standing: { is: 'open' }, course: [] }
      return { ...debate, concerns: debate.concerns.set(id, raised) }
    }),
  'concern.joined': (world, { data, ...happened }) =>
    step(world, data, said('joined', happened, data.reason), (concern) => ({
      joiners: [
        ...concern.joiners,
        { joiner: data.joiner, at: happened.at, ...(data.reason && { reason: data.reason }) },
      ],
      // Joining an answered concern does not reopen it: a new reason does (procedure 3, Concerns).
      ...(data.reason &&
        concern.standing.is === 'answered' && {
          standing: { is: 'contested', at: happened.at, reason: data.reason } as const,
        }),
    })),
  'concern.answered': (world, { data, ...happened }) =>
    step(world, data, said('answered', happened, data.answer, data.version), () => ({
      standing: { is: 'answered', at: happened.at, answer: data.answer },
    })),
  'concern.accepted': (world, { data, ...happened }) =>
    step(world, data, said('accepted', happened, data.words), () => ({
      standing: { is: 'accepted', at: happened.at },
    })),
  'concern.contested': (world, { data, ...happened }) =>
    step(world, data, said('contested', happened, data.reason), () => ({
      standing: { is: 'contested', at: happened.at, reason: data.reason },
    })),
  'concern.withdrawn': (world, { data, ...happened }) =>
    step(world, data, said('withdrawn', happened, data.words), () => ({
      standing: { is: 'withdrawn', at: happened.at },
    })),
  'concern.overruling': (world, { data, ...happened }) =>
    step(world, data, said('overruling', happened, data.why), () => ({
      standing: { is: 'overruling', at: happened.at, says: data.says, considered: data.considered, why: data.why },
    })),
  'concern.elsewhere': (world, { data, ...happened }) =>
    step(world, data, said('settling elsewhere', happened, data.where), () => ({
      standing: { is: 'settling elsewhere', at: happened.at, where: data.where },
    })),
  'concern.replied': (world, { data, ...happened }) =>
    step(world, data, said(data.understood ? 'understood' : 'not understood', happened, data.words), (concern) => ({
      standing: replyTo(concern.standing, data, happened.at),
    })),
  'concern.rechecked': (world, { data, ...happened }) =>
    step(
      world,
      data,
      said(data.settled ? 'settled by the new version' : 'still open', happened, data.words, data.version),
      () => ({
        standing: data.settled
          ? { is: 'accommodated', at: happened.at, version: data.version, otherwise: data.otherwise }
          : { is: 'open' },
      }),
    ),
  'concern.merged': (world, { data, ...happened }) =>
    step(world, data, said('merged', happened), () => ({
      standing: { is: 'merged', at: happened.at, into: data.into },
    })),
  'concern.split': (world, { data, ...happened }) =>
    step(world, data, said('split', happened), () => ({ standing: { is: 'split', at: happened.at, into: data.into } })),
  'concern.takenOver': (world, { data, ...happened }) =>
    step(world, data, said('taken over', happened), () => ({ holder: { seat: data.by } })),
  'concern.forwarded': (world, { data, ...happened }) =>
    step(world, data, said('forwarded', happened), () => ({ forwardedAs: data.as })),
  'concern.reopened': (world, { data, ...happened }) =>
    step(world, data, said('reopened', happened, data.information), () => ({ standing: { is: 'open' } })),
} satisfies Partial<Meanings>

/** "Did we understand you?": yes is not agreement, and lets the end stand; no is a contest (procedure 3, Concerns). */
function replyTo(standing: Standing, { understood, words }: FactData<'concern.replied'>, at: Instant): Standing {
  if (standing.is !== 'overruling' && standing.is !== 'settling elsewhere') return standing
  if (!understood)
    return { is: 'contested', at, reason: words ?? (standing.is === 'overruling' ? standing.why : standing.where) }
  if (standing.is === 'settling elsewhere') return { is: 'not settled here', at, where: standing.where }
  return { is: 'overruled', at, says: standing.says, considered: standing.considered, why: standing.why }
}

/** A new version turns open, answered and contested concerns into *to be rechecked*; a closed one stays closed (procedure 3, Concerns). */
export const recheckOn =
  (version: number, at: Instant) =>
  (concern: Concern): Concern =>
    isClosed(concern, at) || concern.version === version || waitsForItsHolder(concern)
      ? concern
      : { ...concern, standing: { is: 'to be rechecked', version } }

/** A holder who is asked whether the chair understood is not asked a second question meanwhile. */
const waitsForItsHolder = ({ standing: { is } }: Concern): boolean => is === 'overruling' || is === 'settling elsewhere'
