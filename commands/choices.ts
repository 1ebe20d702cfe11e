import type { ActType } from '../src/domain/act.ts'
import { caucusOf } from '../src/domain/charter.ts'
import { isUnsettled, statusOf } from '../src/domain/concern.ts'
import { debatesOf } from '../src/domain/due.ts'
import { isOpen } from '../src/domain/gauge.ts'
import type { MemberId, Place, ProposalId } from '../src/domain/id.ts'
import { stageOf } from '../src/domain/leg.ts'
import { may } from '../src/domain/may.ts'
import { filledSeats, seatsOf } from '../src/domain/members.ts'
import { openChoice } from '../src/domain/office.ts'
import { amendmentsSeen } from '../src/domain/proposal.ts'
import { charterOf, currentRound, debateIn, latestVersion, type Proposal, type World } from '../src/domain/world.ts'
import type { ChoiceSource } from '../src/port/field.ts'
import { label } from '../src/text/plain.ts'
import { say, type Key, type Values } from '../src/text/say.ts'
import { nameFor, only, worldFor, type Rows } from '../src/views/viewer.ts'

/** Something that can be chosen: what the choice stands for, how it reads, and how people type it. */
export interface Choosable {
  readonly value: unknown
  /** The id that a button carries. */
  readonly id: string
  readonly label: string
  /** As people type it, in lower case: `p-12`, `12`, `c-3`, `ana`. */
  readonly typed: readonly string[]
}

/** Who chooses, where, among what, and what is settled already. */
export interface Chooser {
  readonly member: MemberId | undefined
  readonly place: Place | undefined
  readonly world: World
  readonly rows: Rows
  /** What the command does: proposals on which it cannot be done now come last, and are not meant without a name. */
  readonly does: ActType | 'read' | 'own'
  readonly proposal?: ProposalId | undefined
  readonly gauge?: string | undefined
  /** How people are found by name: those of this assembly. */
  readonly people: readonly { readonly id: MemberId; readonly name: string }[]
}

const words = (key: Key, values: Values): string => label(say(key, values))
const cut = (text: string): string => (text.length > 70 ? `${text.slice(0, 69)}…` : text)

/** What there is to choose from, for this person here: what they may not see is not among it. */
export function choosable(source: ChoiceSource, chooser: Chooser): readonly Choosable[] {
  const seen: Chooser = chooser.member ? { ...chooser, world: worldFor(only(chooser.member), chooser.world) } : chooser
  switch (source.of) {
    case 'proposal':
      return proposals(seen, source.stages)
    case 'version':
      return versions(seen)
    case 'paragraph':
      return paragraphs(seen)
    case 'gauge':
      return gauges(seen, source.open)
    case 'answer':
      return answers(seen)
    case 'concern':
      return concerns(seen, source.status ?? 'any')
    case 'reading':
      return readings(seen)
    case 'question':
      return questions(seen)
    case 'request':
      return requests(seen)
    case 'amendment':
      return amendments(seen)
    case 'seat':
      return seats(seen)
    case 'member':
      return seen.people.map(({ id, name }) => ({
        value: id,
        id,
        label: name,
        typed: [name.toLowerCase(), `@${name.toLowerCase()}`],
      }))
    case 'caucus':
      return charterOf(seen.world.assembly).caucuses.map(({ id, key, name }) => {
        const named = seen.rows.read(name) ?? key
        return { value: id, id, label: named, typed: [key, named.toLowerCase()] }
      })
    case 'running choice':
      return runningChoices(seen)
    case 'minority view':
      return minorityViews(seen)
  }
}

const isLive = (proposal: Proposal): boolean =>
  !['recommended', 'no consensus', 'not taken up', 'withdrawn'].includes(stageOf(proposal))

/** The proposals of this assembly; those at the wanted stages, and where this can be done now, come first. */
function proposals(
  { world, rows, member, place, does }: Chooser,
  stages: readonly string[] | undefined,
): readonly Choosable[] {
  const all = [...world.assembly.proposals.values()]
  const fits = (proposal: Proposal) => !stages || stages.includes(stageOf(proposal))
  const can = (proposal: Proposal) =>
    does === 'read' ||
    does === 'own' ||
    !member ||
    may(world, member, does, { proposal, ...(place && { place }) }) === undefined
  return all
    .toSorted((a, b) => rank(b) - rank(a) || b.number - a.number)
    .map((proposal) => ({
      value: proposal.id,
      id: proposal.id,
      label: cut(proposalNamed(proposal, rows)),
      typed: [`p-${proposal.number}`, `p${proposal.number}`, String(proposal.number)],
    }))
  function rank(proposal: Proposal): number {
    return Number(fits(proposal)) * 4 + Number(can(proposal)) * 2 + Number(isLive(proposal))
  }
}

/**
 * The proposals that are meant where none is named: those on which this can be done here and now. Where there are none,
 * the only one that is under way, so that the refusal can say why not.
 */
export function meantProposals(chooser: Chooser, stages: readonly string[] | undefined): readonly ProposalId[] {
  const { world, member, place, does } = chooser
  const all = [...world.assembly.proposals.values()]
  const live = all.filter(isLive).map(({ id }) => id)
  if (does === 'read' || does === 'own' || !member) return live.length > 0 ? live : all.map(({ id }) => id)
  const can = all
    .filter((one) => !stages || stages.includes(stageOf(one)))
    .filter((proposal) => may(world, member, does, { proposal, ...(place && { place }) }) === undefined)
    .map(({ id }) => id)
  if (can.length > 0) return can
  return live.length > 0 ? live : all.map(({ id }) => id)
}

const proposalNamed = ({ number, title }: Proposal, rows: Rows): string =>
  words('command/proposal-named', { number, title: rows.read(title) ?? '' })
const short = ({ number }: Proposal): string => `P-${number}`

const chosen = ({ world, proposal }: Chooser): Proposal | undefined =>
  proposal ? world.assembly.proposals.get(proposal) : undefined

function versions(chooser: Chooser): readonly Choosable[] {
  return (chosen(chooser)?.versions ?? []).toReversed().map(({ number }) => ({
    value: number,
    id: String(number),
    label: words('command/version-named', { version: number }),
    typed: [`v${number}`, String(number)],
  }))
}

function paragraphs(chooser: Chooser): readonly Choosable[] {
  const proposal = chosen(chooser)
  if (!proposal) return []
  const number = chooser.place === 'plenary' ? undefined : currentRound(proposal)?.version
  const version = (number !== undefined ? proposal.versions[number - 1] : undefined) ?? latestVersion(proposal)
  const labels = version.paragraphs.map((one) => bare(one.label))
  return version.paragraphs.map(({ id, label: typed, text }, at) => {
    const nth = String(at + 1)
    // A place in the text is meant only where no label reads so: labels may begin at 29, and have gaps.
    const places = labels.includes(nth) ? [] : [nth]
    const name = bare(typed)
    return {
      value: id,
      id,
      label: cut(`${typed || `¶${nth}`} ${chooser.rows.read(text) ?? ''}`),
      typed: [...(name === '' ? [] : [name, `¶${name}`]), ...places, ...places.map((one) => `¶${one}`)],
    }
  })
}
const bare = (typed: string): string => typed.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** Everything of one kind in the debates that this person may look into; what is here comes first. */
function debated(chooser: Chooser) {
  const { world, place } = chooser
  const all = [...world.assembly.proposals.values()].flatMap((proposal) =>
    debatesOf(world, proposal).map(([where, debate]) => ({ proposal, where, debate })),
  )
  const wanted = chooser.proposal ? all.filter(({ proposal }) => proposal.id === chooser.proposal) : all
  // In a channel one speaks of what is there; in a direct conversation of all that one may see.
  const here = place === undefined ? wanted : wanted.filter(({ where }) => where === place)
  return here.toReversed()
}

function gauges(chooser: Chooser, open: boolean | undefined): readonly Choosable[] {
  return debated(chooser).flatMap(({ proposal, where, debate }) =>
    [...debate.gauges.values()]
      .toReversed()
      .filter((gauge) => open === undefined || isOpen(gauge, chooser.rows.now) === open)
      .map((gauge) => ({
        value: { place: where, proposal: proposal.id, gauge: gauge.id },
        id: gauge.id,
        label: words('command/gauge-named', {
          number: gauge.number,
          proposal: short(proposal),
          version: gauge.version,
        }),
        typed: [
          `g-${gauge.number}`,
          `g${gauge.number}`,
          ...(chooser.place === undefined ? [] : [String(gauge.number)]),
        ],
      })),
  )
}

const answerKeys = {
  support: 'command/answer-support',
  live: 'command/answer-live',
  concerns: 'command/answer-concerns',
  object: 'command/answer-object',
  abstain: 'command/answer-abstain',
  notReady: 'command/answer-not-ready',
  yes: 'command/answer-yes',
  no: 'command/answer-no',
} as const

/** The answers that the chosen gauge takes; without one, all of them. */
function answers(chooser: Chooser): readonly Choosable[] {
  const found = debated({ ...chooser, place: undefined }).flatMap(({ debate }) => [...debate.gauges.values()])
  const gauge = found.find(({ id }) => id === chooser.gauge)
  const stand = ['support', 'live', 'concerns', 'object', 'abstain'] as const
  const all = Object.keys(answerKeys) as (keyof typeof answerKeys)[]
  const taken = !gauge
    ? all
    : gauge.asks === 'against'
      ? (['yes', 'no', 'abstain'] as const)
      : gauge.settings.notReady
        ? [...stand, 'notReady' as const]
        : stand
  return taken.map((answer) => {
    const named = words(answerKeys[answer], {})
    const also = answer === 'live' ? ['can live', 'live with it'] : answer === 'notReady' ? ['not-ready'] : []
    return { value: answer, id: answer, label: named, typed: [answer.toLowerCase(), named.toLowerCase(), ...also] }
  })
}

function concerns(chooser: Chooser, status: 'open' | 'answered' | 'unsettled' | 'ended' | 'any'): readonly Choosable[] {
  const { rows } = chooser
  return debated(chooser).flatMap(({ proposal, where, debate }) =>
    [...debate.concerns.values()].toReversed().flatMap((concern) => {
      const is = statusOf(concern, rows.now)
      const fits =
        status === 'any' ||
        (status === 'unsettled' && isUnsettled(concern)) ||
        (status === 'open' && is === 'open') ||
        (status === 'answered' &&
          ['answered', 'overruling', 'settling elsewhere', 'answered, no reply'].includes(is)) ||
        (status === 'ended' && !isUnsettled(concern) && is !== 'answered')
      if (!fits) return []
      const named = { number: concern.number, proposal: short(proposal), says: rows.read(concern.says) ?? '' }
      return [
        {
          value: { place: where, proposal: proposal.id, concern: concern.id },
          id: concern.id,
          label: cut(words('command/concern-named', named)),
          typed: [
            `c-${concern.number}`,
            `c${concern.number}`,
            ...(chooser.place === undefined ? [] : [String(concern.number)]),
          ],
        },
      ]
    }),
  )
}

function readings(chooser: Chooser): readonly Choosable[] {
  const rooms = [...chooser.world.rooms.values()].filter(
    ({ caucus }) => chooser.place === undefined || caucus === chooser.place,
  )
  return rooms.flatMap(({ caucus, work }) =>
    [...work].flatMap(([id, { readings: all }]) => {
      const proposal = chooser.world.assembly.proposals.get(id)
      if (!proposal || (chooser.proposal && chooser.proposal !== id)) return []
      return all
        .filter((reading) => !reading.ended)
        .map((reading) => ({
          value: { caucus, proposal: id, reading: reading.id },
          id: reading.id,
          label: words('command/reading-named', {
            level: reading.level,
            proposal: short(proposal),
            version: reading.version,
          }),
          typed: [short(proposal).toLowerCase()],
        }))
    }),
  )
}

function questions({ world, rows }: Chooser): readonly Choosable[] {
  return [...world.assembly.proposals.values()].flatMap((proposal) =>
    proposal.questions
      .filter((question) => !question.answered && !question.declined)
      .map((question) => ({
        value: { proposal: proposal.id, question: question.id },
        id: question.id,
        label: cut(
          words('command/question-named', {
            caucus: caucusNamed(world, rows, question.caucus),
            asks: rows.read(question.asks) ?? '',
          }),
        ),
        typed: [short(proposal).toLowerCase(), caucusOf(charterOf(world.assembly), question.caucus)?.key ?? ''],
      })),
  )
}

const caucusNamed = (world: World, rows: Rows, id: Place): string => {
  const caucus = id === 'plenary' ? undefined : caucusOf(charterOf(world.assembly), id)
  return (caucus && rows.read(caucus.name)) ?? caucus?.key ?? ''
}

function requests(chooser: Chooser): readonly Choosable[] {
  const { world, rows, member } = chooser
  return [...chooser.world.rooms.values()]
    .filter(({ caucus }) => chooser.place === undefined || chooser.place === 'plenary' || caucus === chooser.place)
    .flatMap(({ caucus, requests: all }) =>
      [...all.values()]
        .filter((request) => !request.ended)
        .map((request) => {
          const who =
            (member && nameFor(only(member), world, rows, request.member)) ?? rows.nameOf(request.member) ?? ''
          return {
            value: { caucus, request: request.id },
            id: request.id,
            label: words('command/request-named', { who, caucus: caucusNamed(world, rows, caucus) }),
            typed: [who.toLowerCase()],
          }
        }),
    )
}

function amendments(chooser: Chooser): readonly Choosable[] {
  const proposal = chosen(chooser)
  if (!proposal) return []
  const { rows, place, world } = chooser
  const inside =
    place === undefined || place === 'plenary'
      ? []
      : debateIn(world, place, proposal).amendments.map((one) => ({ ...one, place }))
  const outside = place === undefined || place === 'plenary' ? amendmentsSeen(proposal) : []
  return [...inside, ...outside].map(({ id, wording }, at) => ({
    value: id,
    id,
    label: cut(`A-${at + 1} ${rows.read(wording) ?? ''}`),
    typed: [`a-${at + 1}`, `a${at + 1}`, String(at + 1)],
  }))
}

function seats(chooser: Chooser): readonly Choosable[] {
  const { world, rows, place } = chooser
  if (place === undefined || place === 'plenary') return []
  const filled = new Set(filledSeats(world.assembly, place).map(({ id }) => id))
  return seatsOf(world.assembly, place).map((seat, at) => {
    const who = seat.representative && rows.nameOf(seat.representative.member)
    const named =
      filled.has(seat.id) && who ? words('command/free-seat', { who }) : words('command/empty-seat', { nth: at + 1 })
    return { value: seat.id, id: seat.id, label: named, typed: [String(at + 1), ...(who ? [who.toLowerCase()] : [])] }
  })
}

function runningChoices(chooser: Chooser): readonly Choosable[] {
  return [...chooser.world.rooms].flatMap(([caucus]) => {
    const running = openChoice(chooser.world, caucus)
    if (!running || (chooser.place !== undefined && chooser.place !== caucus)) return []
    const office = running.office === 'acting chair' ? 'acting' : 'chair'
    const named = words('command/choice-named', { office, caucus: caucusNamed(chooser.world, chooser.rows, caucus) })
    return [{ value: { caucus, choice: running.id }, id: running.id, label: named, typed: [running.office] }]
  })
}

function minorityViews(chooser: Chooser): readonly Choosable[] {
  return [...chooser.world.rooms.values()]
    .filter(({ caucus }) => chooser.place === undefined || caucus === chooser.place)
    .flatMap(({ caucus, work }) =>
      [...work].flatMap(([proposal, { views }]) =>
        views.map((view, at) => ({
          value: { caucus, proposal, view: view.id },
          id: view.id,
          label: cut(chooser.rows.read(view.words) ?? ''),
          typed: [`m-${at + 1}`, String(at + 1)],
        })),
      ),
    )
}
