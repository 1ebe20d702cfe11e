import { catalogue } from '../../commands/catalogue.ts'
import { choosable } from '../../commands/choices.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { drawPage } from '../../src/cards/pages.ts'
import { debatesOf } from '../../src/domain/due.ts'
import type { GaugeId, MemberId, Place, SeatId } from '../../src/domain/id.ts'
import type { TextRef } from '../../src/domain/text.ts'
import { charterOf, type World } from '../../src/domain/world.ts'
import type { ChoiceSource } from '../../src/port/field.ts'
import { pageData, type Page } from '../../src/port/page.ts'
import { say } from '../../src/text/say.ts'
import { arrivalFor } from '../../src/views/arrival.ts'
import { choiceFor, questionFor, requestFor } from '../../src/views/asked.ts'
import { caucusesFor, membersFor } from '../../src/views/caucus.ts'
import { changesFor } from '../../src/views/changes.ts'
import { charterFor } from '../../src/views/charter.ts'
import { concernFor, concernsFor } from '../../src/views/concern.ts'
import { declaredFor } from '../../src/views/declared.ts'
import { deskFor } from '../../src/views/desk.ts'
import { gateFor } from '../../src/views/gate.ts'
import { gaugeFor } from '../../src/views/gauge.ts'
import { historyFor } from '../../src/views/history.ts'
import { channelMembers } from '../../src/views/membership.ts'
import { proposalFor, proposalsFor } from '../../src/views/proposal.ts'
import { readingFor } from '../../src/views/reading.ts'
import { recommendationFor } from '../../src/views/recommendation.ts'
import { recordFor } from '../../src/views/record.ts'
import { cardsOf, subjectOf, type CardSubject } from '../../src/views/registry.ts'
import { reportFor } from '../../src/views/report.ts'
import { trackerFor } from '../../src/views/tracker.ts'
import { thePublic, type Rows, type Viewer } from '../../src/views/viewer.ts'
import type { Play } from '../domain/any-play.ts'

/** What the store would hand in beside the facts of a played assembly. */
export const rowsOf = (play: Play, changes: Partial<Rows> = {}): Rows => ({
  now: play.now,
  read: (ref) => play.words(ref),
  nameOf: (member) => `Member ${member.slice(-4)}`,
  organisationOf: (member) => `Organisation ${member.slice(-4)}`,
  away: new Set<SeatId>(),
  answersIn: (gauge) => play.rows(gauge),
  headAt: (n) => n.toString(16).padStart(64, '0'),
  ...changes,
})

/** Every lasting card that stands in the channel of a place, by its key. `keys`: which to try; those of others are nobody's. */
export function cardsIn(place: Place, world: World, rows: Rows, keys: readonly string[]): ReadonlyMap<string, string> {
  const shown = new Map<string, string>()
  for (const key of keys) {
    const drawn = drawCard(key, world, rows, say)
    if (drawn?.place === place) shown.set(key, JSON.stringify(drawn))
  }
  return shown
}

export const keysOf = (world: World): readonly string[] => cardsOf(world).map(({ key }) => key)

/** Every page that could be asked for about anything that there is, by whomever. */
export function pagesAbout(world: World): readonly Page[] {
  const proposals = [...world.assembly.proposals.values()]
  const debates = proposals.flatMap((proposal) => debatesOf(world, proposal).map(([, debate]) => debate))
  const ids: Readonly<Record<string, readonly string[]>> = {
    proposal: proposals.map(({ id }) => id),
    caucus: charterOf(world.assembly).caucuses.map(({ id }) => id),
    gauge: debates.flatMap(({ gauges }) => [...gauges.values()].map(({ id }) => id)),
    concern: debates.flatMap(({ concerns }) => [...concerns.values()].map(({ id }) => id)),
    reading: [...world.rooms.values()].flatMap(({ work }) =>
      [...work.values()].flatMap(({ readings }) => readings.map(({ id }) => id)),
    ),
  }
  return Object.entries(pageData).flatMap(([page, { shape }]): Page[] => {
    const field = Object.keys(shape).find((name) => name in ids)
    const all = field ? (ids[field] ?? []).map((id) => ({ page, [field]: id })) : [{ page }]
    return all as Page[]
  })
}

/** Everything that a person can have drawn for them alone: pages and choices, asked from wherever they can ask. */
export function shownTo(
  member: MemberId,
  world: World,
  rows: Rows,
  pages: readonly Page[],
): ReadonlyMap<string, string> {
  const shown = new Map<string, string>()
  const places: readonly (Place | undefined)[] = [
    undefined,
    ...(['plenary', ...charterOf(world.assembly).caucuses.map(({ id }) => id)] as const).filter((place) =>
      channelMembers(world, place).has(member),
    ),
  ]
  for (const place of places) {
    // Only these three look at where they were asked for.
    for (const page of place ? pages.filter((one) => ['desk', 'help', 'members'].includes(one.page)) : pages)
      shown.set(
        `${place ?? 'direct'} ${JSON.stringify(page)}`,
        JSON.stringify(drawPage(page, member, place, world, rows, say, catalogue)),
      )
    for (const source of sources)
      for (const proposal of world.assembly.proposals.values()) {
        const chosen = choosable(source, {
          member,
          place,
          world,
          rows,
          does: 'read',
          proposal: proposal.id,
          people: [],
        })
        shown.set(`${place ?? 'direct'} ${source.of} ${proposal.id}`, JSON.stringify(chosen))
      }
  }
  return shown
}

const sources: readonly ChoiceSource[] = [
  { of: 'proposal' },
  { of: 'version' },
  { of: 'paragraph' },
  { of: 'gauge' },
  { of: 'concern', status: 'any' },
  { of: 'reading' },
  { of: 'question' },
  { of: 'request' },
  { of: 'amendment' },
  { of: 'seat' },
  { of: 'caucus' },
  { of: 'running choice' },
  { of: 'minority view' },
]

/** Every view that takes a viewer, made for the public, about everything that there is. */
export function shownToPublic(world: World, rows: Rows): ReadonlyMap<string, string> {
  const shown = new Map<string, string>()
  const add = (what: string, view: unknown) => shown.set(what, JSON.stringify(view ?? null))
  const viewer = thePublic
  add('caucuses', caucusesFor(viewer, world, rows))
  add('members', membersFor(viewer, world, rows))
  add('charter', charterFor(viewer, world, rows))
  add('record', recordFor(viewer, world, rows))
  add('proposals', proposalsFor(viewer, world, rows))
  for (const { key } of cardsOf(world)) {
    const subject = subjectOf(key)
    if (subject) add(key, viewOf(subject, viewer, world, rows))
  }
  for (const { id } of world.assembly.proposals.values()) {
    add(`gate ${id}`, gateFor(viewer, world, rows, id))
    add(`history ${id}`, historyFor(viewer, world, rows, id))
    add(`report ${id}`, reportFor(viewer, world, rows, id))
    add(`concerns ${id}`, concernsFor(viewer, world, rows, id))
    add(`changes ${id}`, changesFor(viewer, world, rows, id))
  }
  return shown
}

function viewOf(subject: CardSubject, viewer: Viewer, world: World, rows: Rows): unknown {
  switch (subject.is) {
    case 'desk':
      return deskFor(viewer, world, rows, subject.place)
    case 'proposal':
      return proposalFor(viewer, world, rows, subject.proposal)
    case 'tracker':
      return trackerFor(viewer, world, rows, subject.proposal)
    case 'recommendation':
      return recommendationFor(viewer, world, rows, subject.proposal)
    case 'report':
      return reportFor(viewer, world, rows, subject.proposal)
    case 'arrival':
      return arrivalFor(viewer, world, rows, subject)
    case 'gauge':
      return gaugeFor(viewer, world, rows, subject.gauge)
    case 'concern':
      return concernFor(viewer, world, rows, subject.concern)
    case 'reading':
      return readingFor(viewer, world, rows, subject.reading)
    case 'declared':
      return declaredFor(viewer, world, rows, subject.declaration)
    case 'question':
      return questionFor(viewer, world, rows, subject.question)
    case 'request':
      return requestFor(viewer, world, rows, subject.request)
    case 'choice':
      return choiceFor(viewer, world, rows, subject.choice)
  }
}

/** The texts that a caucus keeps: its own chain or the rows of its open gauges cite them, and the public chain does not. */
export function keptTexts(play: Play): ReadonlyMap<TextRef['text'], Place> {
  const cited = (data: unknown): readonly string[] => JSON.stringify(data).match(/t_[A-Za-z0-9_-]{43}/g) ?? []
  const open = new Set(play.happened.filter(({ chain }) => chain === 'public').flatMap(({ data }) => cited(data)))
  const kept = new Map<string, Place>()
  const keep = (place: Place, texts: readonly string[]) => {
    for (const text of texts) if (!open.has(text)) kept.set(text, place)
  }
  for (const { chain, data } of play.happened) if (chain !== 'public') keep(chain, cited(data))
  for (const [gauge, place] of gaugesOf(play.world)) if (place !== 'plenary') keep(place, cited(play.rows(gauge)))
  return kept
}

export const gaugesOf = (world: World): ReadonlyMap<GaugeId, Place> =>
  new Map(
    [...world.assembly.proposals.values()].flatMap((proposal) =>
      debatesOf(world, proposal).flatMap(([place, { gauges }]) =>
        [...gauges.values()].map(({ id }) => [id, place] as const),
      ),
    ),
  )
