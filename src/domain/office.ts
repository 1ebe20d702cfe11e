import type { Act } from './act.ts'
import type { Office } from './fact.ts'
import type { CaucusId, ChoiceId, MemberId } from './id.ts'
import { plus } from './instant.ts'
import { caucusesOf, chairsOf, filledSeats, holdersOf, holdsOffice, seatOf } from './members.ts'
import { PersistentMap } from './persistent.ts'
import { refuse, type Refusal } from './refusal.ts'
import { decided, fact, onRoom, refused, type Context, type Decisions, type Meanings } from './rules.ts'
import type { TextRef } from './text.ts'
import { charterOf, type Choice, type World } from './world.ts'

const ofCaucus: ReadonlySet<Office> = new Set<Office>(['caucus chair', 'co-chair', 'acting chair'])

/** Offices: who holds them, and how a caucus chooses its chair (procedure 3.7 and Declaring). */
export const officeDecisions = {
  'give office': (world, act, context) => {
    const { by } = context
    if (by === 'clock' || by === 'operator') return refused(refuse('unknown/member', {}))
    const wrong = misplaced(act) ?? cannotGive(world, act, by)
    if (wrong) return refused(wrong)
    const held = { office: act.office, ...(act.caucus && { caucus: act.caucus }) }
    // One plenary chair at a time; several people may be secretariat, or co-chairs.
    const before = act.office === 'plenary chair' ? holdersOf(world.assembly, 'plenary chair') : []
    const first = act.office === 'caucus chair' || (act.office === 'plenary chair' && before.length === 0)
    return decided(
      ...before.map(({ member }) => fact('office.ended', 'public', { ...held, member, why: 'replaced' })),
      fact('office.given', 'public', {
        ...held,
        member: act.member,
        how: first ? 'named at founding' : 'named',
        ...shownName(act.member, context),
      }),
    )
  },

  'resign office': (world, act, { by }) => {
    if (by === 'clock' || by === 'operator') return refused(refuse('unknown/member', {}))
    return ending(world, { ...act, member: by }, 'resigned')
  },

  'end office': (world, act, { by }) => {
    const wrong = misplaced(act) ?? cannotEnd(world, act, by)
    return wrong ? refused(wrong) : ending(world, act, 'removed')
  },

  'show name': (_world, act, { by, write }) => {
    if (by === 'clock' || by === 'operator') return refused(refuse('unknown/member', {}))
    return decided(fact('name.shown', 'public', { member: by, name: write(act.name) }))
  },

  'start choice': (world, act, { mint, now }) => {
    const running = openChoice(world, act.caucus)
    if (running) return refused(refuse('choice/running', { until: running.until }))
    // Co-chair first; an acting chair is for a caucus with no one (procedure 3, Declaring).
    if (act.office === 'acting chair' && chairsOf(world.assembly, act.caucus).length > 0)
      return refused(refuse('choice/has-chair', {}))
    const until = plus(now, { hours: charterOf(world.assembly).choiceHours })
    return decided(fact('choice.opened', act.caucus, { choice: mint('choice'), office: act.office, until }))
  },

  'choose chair': (world, act, { by, now }) => {
    const choice = choiceIn(world, act.caucus, act.choice)
    if (!choice) return refused(refuse('unknown/choice', {}))
    if (choice.closed || now >= choice.until) return refused(refuse('choice/over', {}))
    const voter = by === 'clock' || by === 'operator' ? undefined : seatOf(world.assembly, by)
    if (!voter || voter.seat.caucus !== act.caucus) return refused(refuse('unknown/seat', {}))
    if (!filledSeats(world.assembly, act.caucus).some((seat) => seat.representative?.member === act.for))
      return refused(refuse('choice/not-eligible', {}))
    return decided(fact('choice.voted', act.caucus, { choice: act.choice, seat: voter.seat.id, for: act.for }))
  },

  'close choice': (world, act, context) => {
    const { now } = context
    const choice = choiceIn(world, act.caucus, act.choice)
    if (!choice) return refused(refuse('unknown/choice', {}))
    if (choice.closed) return refused(refuse('choice/over', {}))
    if (now < choice.until) return refused(refuse('choice/not-due', { until: choice.until }))
    const chosen = mostVotes(world, act.caucus, choice)
    const closed = fact('choice.closed', act.caucus, {
      choice: choice.id,
      closedAt: choice.until,
      ...(chosen && { chosen }),
    })
    if (!chosen) return decided(closed)
    const replaced = world.assembly.offices.filter(
      (held) =>
        held.caucus === act.caucus &&
        (held.office === choice.office || held.office === 'acting chair') &&
        held.member !== chosen,
    )
    const already = holdsOffice(world.assembly, chosen, choice.office, act.caucus)
    return decided(
      closed,
      ...replaced.map(({ office, member }) =>
        fact('office.ended', 'public', { office, caucus: act.caucus, member, why: 'replaced' }),
      ),
      ...(already
        ? []
        : [
            fact('office.given', 'public', {
              office: choice.office,
              caucus: act.caucus,
              member: chosen,
              how: 'chosen',
              ...shownName(chosen, context),
            }),
          ]),
    )
  },
} satisfies Partial<Decisions>

/** Who holds an office does so by name: everyone may know who speaks for a place (record.md, Names). */
export function shownName(member: MemberId, { nameOf, write }: Context): { readonly name?: TextRef } {
  const name = nameOf?.(member)
  return name === undefined ? {} : { name: write(name) }
}

export const openChoice = (world: World, caucus: CaucusId): Choice | undefined =>
  world.rooms.get(caucus)?.choices.find((choice) => !choice.closed)

const choiceIn = (world: World, caucus: CaucusId, id: ChoiceId): Choice | undefined =>
  world.rooms.get(caucus)?.choices.find((choice) => choice.id === id)

/** Plurality of the seats still filled; a tie chooses none (procedure 3.7). */
function mostVotes(world: World, caucus: CaucusId, choice: Choice): MemberId | undefined {
  const seated = filledSeats(world.assembly, caucus)
  const counts = new Map<MemberId, number>()
  for (const seat of seated) {
    const chosen = choice.votes.get(seat.id)
    if (chosen && seated.some((one) => one.representative?.member === chosen))
      counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
  }
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
}

type AboutOffice = { office: Office; caucus?: CaucusId | undefined; member: MemberId }

function misplaced(act: Pick<AboutOffice, 'office' | 'caucus'>): Refusal | undefined {
  if (ofCaucus.has(act.office) && !act.caucus) return refuse('office/needs-caucus', {})
  if (!ofCaucus.has(act.office) && act.caucus) return refuse('office/no-caucus', {})
  return undefined
}

function cannotGive(world: World, { office, caucus, member }: AboutOffice, by: MemberId): Refusal | undefined {
  if (holdsOffice(world.assembly, member, office, caucus)) return refuse('office/holds-already', {})
  if (office === 'plenary chair' || office === 'secretariat')
    return holdsOffice(world.assembly, by, 'secretariat') ? undefined : refuse('office/not-yours-to-give', { office })
  if (!caucus || !caucusesOf(world, member).includes(caucus)) return refuse('office/not-in-caucus', {})
  if (office === 'acting chair') return refuse('office/caucus-chooses', {})
  const never = !world.assembly.chaired.has(caucus)
  // First chairs are named at founding by the secretariat; after that the caucus's filled seats choose (procedure 3.7).
  if (never && holdsOffice(world.assembly, by, 'secretariat')) return undefined
  if (office === 'caucus chair') return refuse('office/caucus-chooses', {})
  return holdsOffice(world.assembly, by, 'caucus chair', caucus)
    ? undefined
    : refuse('office/not-yours-to-give', { office })
}

function cannotEnd(world: World, { office, caucus }: Act<'end office'>, by: string): Refusal | undefined {
  if (office === 'caucus chair') return refuse('office/caucus-chooses', {})
  const needs: Office = ofCaucus.has(office) ? 'caucus chair' : 'secretariat'
  const holds = holdersOf(world.assembly, needs, needs === 'secretariat' ? undefined : caucus).some(
    (held) => held.member === by,
  )
  return holds ? undefined : refuse('office/not-yours-to-give', { office })
}

function ending(world: World, { office, caucus, member }: AboutOffice, why: 'resigned' | 'removed') {
  if (!holdsOffice(world.assembly, member, office, caucus)) return refused(refuse('office/not-held', {}))
  if (office === 'secretariat' && holdersOf(world.assembly, 'secretariat').length === 1)
    return refused(refuse('office/last-secretariat', {}))
  return decided(fact('office.ended', 'public', { office, member, why, ...(caucus && { caucus }) }))
}

export const officeMeanings = {
  'office.given': (world, { data, at }) => {
    const { assembly } = world
    const held = {
      office: data.office,
      member: data.member,
      since: at,
      how: data.how,
      ...(data.caucus && { caucus: data.caucus }),
    }
    const chaired =
      data.caucus && data.office === 'caucus chair' ? new Set([...assembly.chaired, data.caucus]) : assembly.chaired
    const names = data.name ? assembly.names.set(data.member, data.name) : assembly.names
    return { ...world, assembly: { ...assembly, offices: [...assembly.offices, held], chaired, names } }
  },
  'office.ended': (world, { data }) => {
    const offices = world.assembly.offices.filter(
      (held) => !(held.office === data.office && held.caucus === data.caucus && held.member === data.member),
    )
    return { ...world, assembly: { ...world.assembly, offices } }
  },
  'name.shown': (world, { data }) => ({
    ...world,
    assembly: { ...world.assembly, names: world.assembly.names.set(data.member, data.name) },
  }),
  'choice.opened': (world, { chain, data, at }) =>
    chain === 'public'
      ? world
      : onRoom(world, chain, (room) => ({
          ...room,
          choices: [
            ...room.choices,
            { id: data.choice, office: data.office, openedAt: at, until: data.until, votes: PersistentMap.of() },
          ],
        })),
  'choice.voted': (world, { chain, data }) =>
    onChoice(world, chain, data.choice, (choice) => ({ ...choice, votes: choice.votes.set(data.seat, data.for) })),
  'choice.closed': (world, { chain, data }) =>
    onChoice(world, chain, data.choice, (choice) => ({
      ...choice,
      closed: { at: data.closedAt, ...(data.chosen && { chosen: data.chosen }) },
    })),
} satisfies Partial<Meanings>

const onChoice = (world: World, chain: CaucusId | 'public', id: ChoiceId, change: (choice: Choice) => Choice): World =>
  chain === 'public'
    ? world
    : onRoom(world, chain, (room) => ({
        ...room,
        choices: room.choices.map((one) => (one.id === id ? change(one) : one)),
      }))
