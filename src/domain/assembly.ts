import type { Charter, CharterDraft } from './charter.ts'
import type { CaucusId } from './id.ts'
import { filledSeats } from './members.ts'
import { shownName } from './office.ts'
import { PersistentMap } from './persistent.ts'
import { refuse, type Refusal } from './refusal.ts'
import { chainOf, decided, fact, refused, type Context, type Decisions, type Meanings } from './rules.ts'
import { charterOf, type Assembly, type World } from './world.ts'

/** Founding an assembly and changing its charter (procedure 1, assembly and charter). */
export const assemblyDecisions = {
  'found assembly': (world, act, context) => {
    if (world.assembly.foundedAt) return refused(refuse('assembly/founded', {}))
    if (context.by === 'clock' || context.by === 'operator') return refused(refuse('unknown/member', {}))
    const charter = charterFrom(act.charter, context)
    const { name } = shownName(context.by, context)
    return decided(
      fact('assembly.founded', 'public', { charter, secretariat: context.by }),
      ...(name ? [fact('name.shown', 'public', { member: context.by, name })] : []),
    )
  },

  'amend charter': (world, act, context) => {
    const wrong = cannotBecome(world.assembly, act.charter)
    if (wrong) return refused(wrong)
    const charter = charterFrom(act.charter, context, charterOf(world.assembly))
    const version = world.assembly.charters.length + 1
    return decided(fact('charter.amended', 'public', { charter, version, reason: context.write(act.reason) }))
  },

  'mend charter': (world, act, context) => {
    const wrong = cannotBecome(world.assembly, act.charter)
    if (wrong) return refused(wrong)
    for (const { proposal, round } of act.rounds)
      if (!world.assembly.proposals.get(proposal)?.rounds.some((one) => one.number === round))
        return refused(refuse('unknown/proposal', {}))
    const charter = charterFrom(act.charter, context, charterOf(world.assembly))
    const version = world.assembly.charters.length + 1
    return decided(
      fact('charter.mended', 'public', { charter, version, reason: context.write(act.reason), rounds: act.rounds }),
    )
  },

  'note heads': (_world, _act, { heads }) => decided(fact('heads.noted', chainOf('plenary'), { heads })),
} satisfies Partial<Decisions>

export const assemblyMeanings = {
  'assembly.founded': (world, { data, at }) =>
    withRooms(
      {
        ...world,
        assembly: {
          ...world.assembly,
          foundedAt: at,
          charters: [data.charter],
          offices: [{ office: 'secretariat', member: data.secretariat, since: at, how: 'named at founding' }],
        },
      },
      data.charter,
    ),
  'charter.amended': (world, { data }) => withRooms(withCharter(world, data.charter), data.charter),
  'charter.mended': (world, { data }) => {
    const moved = data.rounds.reduce((state, { proposal: id, round }) => {
      const proposal = state.get(id)
      if (!proposal) return state
      const rounds = proposal.rounds.map((one) => (one.number === round ? { ...one, charter: data.version } : one))
      return state.set(id, { ...proposal, rounds })
    }, world.assembly.proposals)
    const mended = { ...world, assembly: { ...world.assembly, proposals: moved } }
    return withRooms(withCharter(mended, data.charter), data.charter)
  },
  'heads.noted': (world) => world,
  'head.salted': (world) => world,
} satisfies Partial<Meanings>

const withCharter = (world: World, charter: Charter): World => ({
  ...world,
  assembly: { ...world.assembly, charters: [...world.assembly.charters, charter] },
})

/** Each caucus of the charter has a room, unless only the public chain is being read. */
function withRooms(world: World, charter: Charter): World {
  const missing = charter.caucuses.filter(({ id }) => !world.rooms.has(id))
  const rooms = missing.reduce((all, { id }) => all.set(id, emptyRoom(id)), world.rooms)
  return missing.length === 0 ? world : { ...world, rooms }
}

const emptyRoom = (caucus: CaucusId) => ({
  caucus,
  requests: PersistentMap.of<never, never>(),
  participants: PersistentMap.of<never, never>(),
  choices: [],
  work: PersistentMap.of<never, never>(),
  n: 0,
})

function charterFrom(draft: CharterDraft, { mint, write }: Context, before?: Charter): Charter {
  const caucuses = draft.caucuses.map((caucus) => ({
    ...caucus,
    id: before?.caucuses.find((one) => one.key === caucus.key)?.id ?? mint('caucus'),
    name: write(caucus.name),
  }))
  return { ...draft, name: write(draft.name), forum: write(draft.forum), caucuses }
}

/** A caucus stays once it is there, and keeps room for those who sit in it: dormant says that it is not used. */
function cannotBecome(assembly: Assembly, draft: CharterDraft): Refusal | undefined {
  for (const caucus of charterOf(assembly).caucuses) {
    const next = draft.caucuses.find((one) => one.key === caucus.key)
    if (!next) return refuse('charter/caucus-gone', { key: caucus.key })
    const filled = filledSeats(assembly, caucus.id).length
    if (next.seats < filled) return refuse('charter/seats-taken', { key: caucus.key, filled })
  }
  return undefined
}

/** Where filled seats differ between caucuses that have equal seats, so that the bot can say so (procedure 1, seat). */
export function filledSeatsDiffer(
  assembly: Assembly,
): readonly { readonly caucus: CaucusId; readonly filled: number; readonly seats: number }[] {
  const counted = charterOf(assembly)
    .caucuses.filter((caucus) => caucus.kind !== 'observer')
    .map(({ id, seats }) => ({ caucus: id, filled: filledSeats(assembly, id).length, seats }))
  return new Set(counted.map(({ filled }) => filled)).size > 1 ? counted : []
}
