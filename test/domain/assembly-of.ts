import type { z } from 'zod'
import { actData, type Act, type ActType } from '../../src/domain/act.ts'
import { allows } from '../../src/domain/allows.ts'
import { charterDraft, type CharterInput } from '../../src/domain/charter.ts'
import { decide } from '../../src/domain/decide.ts'
import { due } from '../../src/domain/due.ts'
import { evolve } from '../../src/domain/evolve.ts'
import {
  factData,
  standsOn,
  type Answer,
  type Ballot,
  type Fact,
  type FactData,
  type Happened,
  type Kind,
} from '../../src/domain/fact.ts'
import {
  prefixes,
  type CaucusId,
  type ConcernId,
  type GaugeId,
  type IdOf,
  type MemberId,
  type Noun,
  type Place,
  type ProposalId,
  type ReadingId,
  type SeatId,
} from '../../src/domain/id.ts'
import { fromMs, plus, toMs, type Deadline, type Instant, type Span } from '../../src/domain/instant.ts'
import type { Level } from '../../src/domain/level.ts'
import type { Actor } from '../../src/domain/may.ts'
import { chairsOf } from '../../src/domain/members.ts'
import type { RefusalCode } from '../../src/domain/refusal.ts'
import type { Context, Decided, SeatAnswer, Verdict } from '../../src/domain/rules.ts'
import type { TextRef } from '../../src/domain/text.ts'
import {
  debateIn,
  unfounded,
  type Concern,
  type Debate,
  type Gauge,
  type Proposal,
  type Room,
  type World,
} from '../../src/domain/world.ts'

// A small assembly for tests: it moves by real acts through `decide` and `evolve`, and by nothing else. Every fact on
// the way is held to its schema and to `allows`, so a test of one rule also tests that the verifier would agree.

/** An act as a test writes it: what the schema fills in may be left out. */
export type ActInput = { [T in ActType]: { readonly type: T } & z.input<(typeof actData)[T]> }[ActType]

export const beginning = fromMs(Date.parse('2026-11-24T08:00:00.000Z')) // a Tuesday

/** Four caucuses that answer and one that observes. Keys are the names that tests use. */
export const charterWith = (changes: Partial<CharterInput> = {}): CharterInput => ({
  name: 'Policy Council',
  forum: 'the Forum',
  caucuses: [
    { key: 'government', kind: 'stakeholder', name: 'Government', seats: 5 },
    { key: 'business', kind: 'stakeholder', name: 'Private sector', seats: 5 },
    { key: 'civil', kind: 'stakeholder', name: 'Civil society', seats: 5 },
    { key: 'technical', kind: 'constituency', name: 'Technical community', seats: 5 },
    { key: 'observers', kind: 'observer', name: 'Intergovernmental organisations', seats: 0 },
  ],
  ...changes,
})

export interface Options {
  readonly charter?: CharterInput
  /** How many seats of each caucus are filled; all of them when left out. */
  readonly filled?: Readonly<Record<string, number>>
}

const textOf = (nth: number): TextRef => ({ text: `t_${nth.toString().padStart(43, '0')}` })

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const idOf = <N extends Noun>(noun: N, nth: number): IdOf<N> => {
  const letters: string[] = []
  for (let rest = nth; letters.length < 26; rest = Math.floor(rest / 32)) letters.unshift(alphabet[rest % 32] ?? '0')
  return `${prefixes[noun]}_${letters.join('')}` as IdOf<N>
}

const people = new Map<string, MemberId>()
/** A person by name; the same name is the same person throughout a test file. */
export function person(name: string): MemberId {
  const known = people.get(name) ?? idOf('member', people.size + 1)
  people.set(name, known)
  return known
}

/** Nobody in it but the secretariat, Sam. */
export function unseated(charter: CharterInput = charterWith()) {
  let minted = 0
  let now: Instant = beginning
  let world: World = unfounded(idOf('assembly', 1))
  const bodies = new Map<string, string>()
  const answers = new Map<GaugeId, SeatAnswer[]>()
  const away = new Set<SeatId>()
  const happened: Happened[] = []

  const context = (by: Actor): Context => ({
    now,
    by,
    mint: (noun) => idOf(noun, ++minted),
    write: (body) => {
      const ref = textOf(++minted)
      bodies.set(ref.text, body)
      return ref
    },
    read: (ref) => bodies.get(ref.text),
    away,
    answers,
    heads: Object.fromEntries([...world.rooms].map(([caucus]) => [caucus, '0'.repeat(64)])),
  })

  /** Of one act's facts the caucus's are appended first (record.md, Chains). */
  const append = (facts: readonly Fact[], by: Actor) => {
    for (const fact of [...facts].sort((a, b) => Number(a.chain === 'public') - Number(b.chain === 'public'))) {
      const shape: z.ZodType = factData[fact.kind]
      shape.parse(fact.data)
      if (!standsOn(fact.kind, fact.data as { place?: unknown }, fact.chain))
        throw new Error(`${fact.kind} does not stand on ${fact.chain}`)
      const n = happened.filter(({ chain }) => chain === fact.chain).length + 1
      const after = happened.filter(({ chain }) => chain === 'public').length
      const one = {
        ...fact,
        n,
        at: now,
        ...(by !== 'clock' && by !== 'operator' && { by }),
        ...(fact.chain !== 'public' && { after }),
      } as Happened
      const { refusal } = allows(world, one)
      if (refusal) throw new Error(`${fact.kind} was decided and is not allowed: ${JSON.stringify(refusal)}`)
      world = evolve(world, one)
      happened.push(one)
    }
  }

  /** One act, here and now; a second passes after it. */
  const tries = (by: Actor, input: ActInput): Verdict => {
    const { type, ...given } = input
    const shape: z.ZodType<object> = actData[type]
    const verdict = decide(world, { type, ...shape.parse(given) } as Act, context(by))
    if (!verdict.ok) return verdict
    append(verdict.facts, by)
    const opened = verdict.roll?.gauge
    if (opened) answers.set(opened, [])
    if (verdict.answer) keep(verdict.answer)
    for (const seat of verdict.struck ?? [])
      for (const [gauge, rows] of answers)
        answers.set(
          gauge,
          rows.filter((row) => row.seat !== seat),
        )
    now = plus(now, { seconds: 1 })
    return verdict
  }
  const keep = ({ gauge, seat, given }: NonNullable<Decided['answer']>) => {
    const others = (answers.get(gauge) ?? []).filter((row) => row.seat !== seat)
    answers.set(gauge, given ? [...others, given] : others)
  }

  const does = (by: Actor, input: ActInput): readonly Fact[] => {
    const verdict = tries(by, input)
    if (!verdict.ok) throw new Error(`${input.type} was refused: ${JSON.stringify(verdict.refusal)}`)
    return verdict.facts
  }

  /** Time passes; whatever becomes due on the way is done at its moment, by the clock. */
  const waits = (span: Span) => {
    const until = plus(now, span)
    for (let next = due(world, until)[0]; next; next = due(world, until)[0]) {
      now = fromMs(Math.max(toMs(now), toMs(next.at)))
      const { type, ...given } = next.act
      does('clock', { type, ...given } as ActInput)
    }
    now = until
  }

  does(person('Sam'), { type: 'found assembly', charter: charterDraft.parse(charter) })

  return {
    tries,
    does,
    waits,
    /** Why an act is refused; `done` when it is not. Nothing happens either way. */
    answerTo: (by: Actor, input: ActInput): RefusalCode | 'done' => {
      const { type, ...given } = input
      const shape: z.ZodType<object> = actData[type]
      const verdict = decide(world, { type, ...shape.parse(given) } as Act, context(by))
      return verdict.ok ? 'done' : verdict.refusal.code
    },
    goesAway: (seat: SeatId) => away.add(seat),
    comesBack: (seat: SeatId) => away.delete(seat),
    words: (ref: TextRef | undefined) => ref && bodies.get(ref.text),
    get world() {
      return world
    },
    get now() {
      return now
    },
    get happened(): readonly Happened[] {
      return happened
    },
    /** The world as it was when a fact was about to happen. */
    worldBefore: (fact: Happened): World =>
      happened.slice(0, happened.indexOf(fact)).reduce(evolve, unfounded(world.assembly.id)),
    rows: (gauge: GaugeId): readonly SeatAnswer[] => answers.get(gauge) ?? [],
    /** What the newest fact of a kind says. */
    last: <K extends Kind>(kind: K): FactData<K> => {
      const found = happened.findLast((one) => one.kind === kind)
      if (!found) throw new Error(`nothing of kind ${kind} has happened`)
      return found.data as FactData<K>
    },
  }
}

export const secretary = person('Sam')
export const plenaryChair = person('Maria')

/**
 * Every seat filled and every chair named. `civil1` to `civil5` sit for civil society, `civil1` chairs it, and so on;
 * Maria chairs the plenary, and Sam is the secretariat.
 */
export function assembly({ charter = charterWith(), filled = {} }: Options = {}) {
  const play = unseated(charter)
  const caucuses = () => play.world.assembly.charters.at(-1)?.caucuses ?? []
  const caucus = (key: string): CaucusId => {
    const found = caucuses().find((one) => one.key === key)
    if (!found) throw new Error(`no caucus ${key}`)
    return found.id
  }
  const place = (where: string): Place => (where === 'plenary' ? 'plenary' : caucus(where))
  const chairOf = (where: string): MemberId => (where === 'plenary' ? plenaryChair : person(`${where}1`))

  for (const { id, key, seats } of caucuses()) {
    const count = filled[key] ?? seats
    for (let nth = 1; nth <= count; nth++)
      play.does(secretary, { type: 'seat member', caucus: id, member: person(`${key}${nth}`), as: 'representative' })
    if (count > 0)
      play.does(secretary, { type: 'give office', office: 'caucus chair', caucus: id, member: person(`${key}1`) })
  }
  play.does(secretary, { type: 'give office', office: 'plenary chair', member: plenaryChair })

  const proposal = (id: ProposalId): Proposal => {
    const found = play.world.assembly.proposals.get(id)
    if (!found) throw new Error('no such proposal')
    return found
  }
  const room = (key: string): Room => {
    const found = play.world.rooms.get(caucus(key))
    if (!found) throw new Error(`no room for ${key}`)
    return found
  }
  const inTime = (span: Span): Deadline => ({ at: plus(play.now, span), zone: 'UTC', typed: 'later' })

  const verbs = {
    caucus,
    place,
    chairOf,
    proposal,
    room,
    in: inTime,
    seat: (member: string): SeatId => {
      const found = [...play.world.assembly.seats.values()].find(
        (one) => one.representative?.member === person(member) || one.alternate?.member === person(member),
      )
      if (!found) throw new Error(`${member} has no seat`)
      return found.id
    },
    /** Someone joins a caucus without a seat, or as the alternate of a seat; its chair lets them in. */
    joins: (
      member: string,
      where: string,
      as: 'participant' | 'observer' | 'representative' | 'alternate' = 'participant',
      seat?: SeatId,
    ) =>
      play.does(chairsOf(play.world.assembly, caucus(where))[0]?.member ?? secretary, {
        type: 'seat member',
        caucus: caucus(where),
        member: person(member),
        as,
        ...(seat && { seat }),
      }),

    submits: (
      sponsor = 'civil2',
      paragraphs: readonly { readonly label: string; readonly text: string }[] = threeParagraphs,
    ): ProposalId => {
      play.does(person(sponsor), {
        type: 'submit proposal',
        title: 'Role of governments',
        paragraphs: [...paragraphs],
        source: { kind: 'working group', name: 'WG 1' },
      })
      return play.last('proposal.submitted').proposal
    },
    inPlenary: (sponsor = 'civil2'): ProposalId => {
      const id = verbs.submits(sponsor)
      play.does(secretary, { type: 'admit proposal', proposal: id })
      play.does(plenaryChair, { type: 'take up', proposal: id })
      return id
    },
    /** Version 1 is with the caucuses, for seven days. */
    inCaucuses: (sponsor = 'civil2'): ProposalId => {
      const id = verbs.inPlenary(sponsor)
      verbs.dispatches(id)
      return id
    },
    dispatches: (id: ProposalId, version = proposal(id).versions.length, span: Span = { days: 7 }) =>
      play.does(plenaryChair, { type: 'dispatch', proposal: id, version, deadline: inTime(span) }),
    /** The next version: the text of paragraph `nth` becomes `text`, every paragraph stays the same paragraph. */
    makesVersion: (id: ProposalId, by: MemberId, nth: number, text: string) =>
      play.does(by, { type: 'make version', proposal: id, paragraphs: verbs.paragraphsWith(id, nth, text) }),
    paragraphsWith: (id: ProposalId, nth: number, text: string) =>
      (proposal(id).versions.at(-1)?.paragraphs ?? []).map((one, at) => ({
        id: one.id,
        label: one.label,
        text: at === nth ? text : (play.words(one.text) ?? ''),
      })),
    paragraph: (id: ProposalId, nth: number) => {
      const found = proposal(id).versions.at(-1)?.paragraphs[nth]
      if (!found) throw new Error(`no paragraph ${nth}`)
      return found.id
    },

    opensGauge: (
      id: ProposalId,
      where: string,
      more: { asks?: Gauge['asks']; closes?: Span; again?: GaugeId } = {},
    ): GaugeId => {
      const { closes = { days: 1 }, ...rest } = more
      play.does(chairOf(where), {
        type: 'open gauge',
        place: place(where),
        proposal: id,
        closes: inTime(closes),
        ...rest,
      })
      return play.last('gauge.opened').gauge
    },
    answers: (
      id: ProposalId,
      where: string,
      gauge: GaugeId,
      member: string,
      answer: Answer | Ballot,
      reason?: string,
    ) =>
      play.does(person(member), {
        type: 'answer gauge',
        place: place(where),
        proposal: id,
        gauge,
        answer,
        ...(reason && { reason }),
      }),
    closesGauge: (id: ProposalId, where: string, gauge: GaugeId) =>
      play.does(chairOf(where), { type: 'close gauge', place: place(where), proposal: id, gauge }),
    gauge: (id: ProposalId, where: string, gauge: GaugeId): Gauge => {
      const found = debateIn(play.world, place(where), proposal(id)).gauges.get(gauge)
      if (!found) throw new Error('no such gauge')
      return found
    },

    raises: (id: ProposalId, where: string, member: string, says = 'It goes too far.'): ConcernId => {
      play.does(person(member), { type: 'raise concern', place: place(where), proposal: id, says })
      return play.last('concern.raised').concern
    },
    debate: (id: ProposalId, where: string): Debate => debateIn(play.world, place(where), proposal(id)),
    concern: (id: ProposalId, where: string, concern: ConcernId): Concern => {
      const found = debateIn(play.world, place(where), proposal(id)).concerns.get(concern)
      if (!found) throw new Error('no such concern')
      return found
    },

    reads: (id: ProposalId, where: string, level: Level, more: Statement = {}): ReadingId => {
      play.does(chairOf(where), verbs.reading(id, where, level, more))
      return play.last('reading.posted').reading
    },
    reading: (id: ProposalId, where: string, level: Level, more: Statement = {}): ActInput => ({
      type: 'post reading',
      caucus: caucus(where),
      proposal: id,
      level,
      about: 'as it is',
      how: 'We talked it over.',
      ...more,
    }),
    confirms: (id: ProposalId, where: string, reading: ReadingId, sends: Partial<Sends> = {}, note?: string) =>
      play.does(chairOf(where), verbs.confirming(id, where, reading, sends, note)),
    confirming: (
      id: ProposalId,
      where: string,
      reading: ReadingId,
      sends: Partial<Sends> = {},
      note?: string,
    ): ActInput => ({
      type: 'confirm reading',
      caucus: caucus(where),
      proposal: id,
      reading,
      sends: { note: true, amendments: [], turnout: true, views: [], concerns: [], ...sends },
      ...(note && { note }),
    }),
    /** A reading that stood its window and was confirmed. */
    declares: (id: ProposalId, where: string, level: Level, more: Statement = {}) => {
      const reading = verbs.reads(id, where, level, more)
      play.waits({ hours: 48 })
      verbs.confirms(id, where, reading)
    },
    /** Each of these caucuses declares full consensus, which needs no window. */
    allAgree: (id: ProposalId, where: readonly string[] = counting) => {
      for (const one of where) verbs.confirms(id, one, verbs.reads(id, one, 'full consensus'))
    },
  }

  // The play's world and clock move: they are read through, never copied.
  return Object.assign(Object.create(play) as typeof play, verbs)
}

type Posted = Extract<ActInput, { readonly type: 'post reading' }>
type Statement = Partial<Omit<Posted, 'type' | 'caucus' | 'proposal' | 'level'>>
type Sends = Extract<ActInput, { readonly type: 'confirm reading' }>['sends']

export const counting = ['government', 'business', 'civil', 'technical']
const threeParagraphs = [
  { label: '1.', text: 'Governments take part on an equal footing.' },
  { label: '2.', text: 'Each body speaks for itself.' },
  { label: '4.', text: 'The result is reviewed after two years.' },
]
