import type { Act } from './act.ts'
import { constants } from './charter.ts'
import { forward, unsettledIn } from './concern.ts'
import type { Condition, FactData, Office } from './fact.ts'
import { adviceNow, answeredIn, gaugeBehind } from './gauge.ts'
import type { CaucusId, ReadingId } from './id.ts'
import { plus, type Instant } from './instant.ts'
import { legDue } from './leg.ts'
import { chairsAs } from './members.ts'
import { hasWording } from './proposal.ts'
import { refuse, type Refusal } from './refusal.ts'
import { decided, fact, onProposal, onWork, refused, type Context, type Decisions, type Meanings } from './rules.ts'
import {
  charterOfRound,
  currentRound,
  emptyWork,
  type Declaration,
  type Gauge,
  type Proposal,
  type Reading,
  type Round,
  type Work,
  type World,
} from './world.ts'

/** Reading, then declaration (procedure 3.4): a chair's answer is contestable before it counts. */
export const readingDecisions = {
  'post reading': (world, act, context) => {
    const found = legWork(world, act.caucus, act.proposal)
    if ('code' in found) return refused(found)
    const { proposal, round, work } = found
    const { write } = context
    const charter = charterOfRound(world.assembly, round)
    const gauge = restingOn(work, round.version, act)
    const advice = gauge && adviceNow(gauge, work.debate)
    const until = plus(context.now, { hours: charter.contestHours })
    return decided(
      fact('reading.posted', act.caucus, {
        reading: context.mint('reading'),
        proposal: proposal.id,
        round: round.number,
        version: round.version,
        until,
        ...statementFrom(act, context),
        ...(gauge && { gauge: gauge.id }),
        ...(advice && { adviceSeen: advice.name }),
        ...(act.reason && { reason: write(act.reason) }),
        ...(act.how && { how: write(act.how) }),
      }),
      fact('reading.opened', 'public', { proposal: proposal.id, round: round.number, place: act.caucus, until }),
    )
  },

  'contest reading': (world, act, { write }) => {
    const found = openReading(world, act)
    if ('code' in found) return refused(found)
    return decided(
      fact('reading.contested', act.caucus, {
        reading: act.reading,
        proposal: act.proposal,
        reason: write(act.reason),
      }),
    )
  },

  'withdraw reading': (world, act, { write }) => {
    const found = openReading(world, act)
    if ('code' in found) return refused(found)
    return decided(
      fact('reading.withdrawn', act.caucus, {
        reading: act.reading,
        proposal: act.proposal,
        ...(act.reason && { reason: write(act.reason) }),
      }),
      fact('reading.ended', 'public', { proposal: act.proposal, round: found.reading.round, place: act.caucus }),
    )
  },

  'confirm reading': (world, act, context) => {
    const found = openReading(world, act)
    if ('code' in found) return refused(found)
    const { proposal, round, work, reading } = found
    if (reading.contests.length > 0 && !act.note)
      return refused(refuse('reading/needs-note', { contests: reading.contests.length }))
    const sent = forward(world, proposal, act.caucus, act.sends.concerns, context)
    if ('code' in sent) return refused(sent)
    const leaving = leaves(world, act.caucus, proposal, round, work, reading, act.sends)
    if ('code' in leaving) return refused(leaving)
    const declaration = context.mint('declaration')
    const note = act.note && context.write(act.note)
    const says = act.sends.note ? { note: note ?? reading.note } : {}
    return decided(
      fact('reading.confirmed', act.caucus, {
        reading: act.reading,
        proposal: proposal.id,
        declaration,
        ...(note && { note }),
      }),
      ...sent.inside,
      ...sent.outside,
      fact('declaration.made', 'public', {
        declaration,
        ...leaving,
        ...(says.note && { note: says.note }),
        concerns: sent.as,
        office: officeOf(world, act.caucus, proposal, context),
        late: isLate(proposal, round, act.caucus, context.now),
        heads: context.heads,
      }),
    )
  },

  'confirm conditions met': (world, act, context) => {
    const found = legWork(world, act.caucus, act.proposal)
    if ('code' in found) return refused(found)
    const { proposal, round } = found
    const before = conditionalOn(proposal, act.caucus)
    if (!before) return refused(refuse('declare/nothing-conditional', {}))
    const unmet = unmetConditions(world, proposal, before, round.version, context.read)
    if (unmet.length > 0) return refused(refuse('declare/conditions-not-met', { unmet: unmet.length }))
    return decided(
      fact('declaration.made', 'public', {
        declaration: context.mint('declaration'),
        proposal: proposal.id,
        round: round.number,
        place: act.caucus,
        version: round.version,
        level: before.level,
        about: 'as it is',
        conditions: [],
        paragraphs: [],
        covers: before.covers === 'whole' ? 'whole' : [...before.covers],
        amendments: [],
        concerns: [],
        views: [...before.views],
        turnout: { withheld: 'no gauge' },
        fromDiscussion: false,
        office: officeOf(world, act.caucus, proposal, context),
        late: isLate(proposal, round, act.caucus, context.now),
        heads: context.heads,
      }),
    )
  },

  'offer minority view': (world, act, { mint, write }) => {
    const found = legWork(world, act.caucus, act.proposal)
    if ('code' in found) return refused(found)
    return decided(
      fact('view.offered', act.caucus, {
        view: mint('view'),
        proposal: act.proposal,
        version: found.round.version,
        words: write(act.words),
        consent: act.consent,
      }),
    )
  },
  'consent to view': (world, act) => {
    const view = workOf(world, act.caucus, act.proposal).views.find((one) => one.id === act.view)
    if (!view) return refused(refuse('unknown/view', {}))
    return decided(fact('view.consented', act.caucus, { view: act.view, proposal: act.proposal, consent: act.consent }))
  },
} satisfies Partial<Decisions>

export const workOf = (world: World, caucus: CaucusId, proposal: Proposal['id']): Work =>
  world.rooms.get(caucus)?.work.get(proposal) ?? emptyWork

/** The reading that is out now: neither confirmed, nor withdrawn, nor changed. */
export const readingOut = (work: Work): Reading | undefined => work.readings.findLast((one) => !one.ended)

function legWork(
  world: World,
  caucus: CaucusId,
  id: Proposal['id'],
): { proposal: Proposal; round: Round; work: Work } | Refusal {
  const proposal = world.assembly.proposals.get(id)
  const round = proposal && currentRound(proposal)
  if (!proposal || !round) return refuse('unknown/proposal', {})
  return { proposal, round, work: workOf(world, caucus, id) }
}

function openReading(world: World, act: { caucus: CaucusId; proposal: Proposal['id']; reading: ReadingId }) {
  const found = legWork(world, act.caucus, act.proposal)
  if ('code' in found) return found
  const reading = found.work.readings.find((one) => one.id === act.reading)
  if (!reading) return refuse('unknown/reading', {})
  return reading.ended ? refuse('reading/ended', {}) : { ...found, reading }
}

/** The gauge that a statement rests on: the one named, else the newest on this version; none where the chair says how. */
function restingOn(
  work: Work,
  version: number,
  act: Pick<Act<'post reading'>, 'gauge' | 'how' | 'level'>,
): Gauge | undefined {
  const named = act.gauge && work.debate.gauges.get(act.gauge)
  if (named) return named.closed && named.version === version ? named : undefined
  if (act.how) return undefined
  return gaugeBehind(work.debate, version, act.level === 'against' ? 'against' : 'where do you stand')
}

function statementFrom(act: Act<'post reading'>, { write }: Context) {
  const conditions = act.conditions.map(({ on, says, wording }): Condition => ({
    on,
    says: write(says),
    ...(wording && { wording: write(wording) }),
  }))
  const { level, about, paragraphs, covers, note } = act
  return { level, about, conditions, paragraphs, covers, ...(note && { note: write(note) }) }
}

const officeOf = (world: World, caucus: CaucusId, proposal: Proposal, { by }: Context): Office =>
  (by === 'clock' || by === 'operator' ? undefined : chairsAs(world.assembly, caucus, by, proposal)) ?? 'caucus chair'

/** Late: after the leg's deadline. It counts all the same until the plenary chair has acted (procedure 3, Declaring). */
const isLate = (proposal: Proposal, round: Round, caucus: CaucusId, now: Instant): boolean =>
  now > (legDue(proposal, round, caucus) ?? now)

type Turnout = FactData<'declaration.made'>['turnout']

/** "n of N answered"; withheld where fewer than 3, but not 0, answered or stayed silent (procedure 3.3). */
export function turnoutOf(gauge: Gauge | undefined): Turnout {
  const answered = gauge?.closed && answeredIn(gauge.closed.tally)
  if (!gauge || answered === undefined) return { withheld: 'no gauge' }
  const reveals = [answered, gauge.electorate - answered].some((people) => people > 0 && people < constants.fewest)
  return reveals ? { withheld: 'fewer than 3' } : { answered, of: gauge.electorate }
}

type Leaving = Omit<FactData<'declaration.made'>, 'declaration' | 'note' | 'concerns' | 'office' | 'late' | 'heads'>

/**
 * What will leave the caucus when this reading is confirmed, as the chair has ticked it, and nothing else (procedure 3.3).
 * The card *What will leave* is drawn from it, and the declaration is made of it.
 */
function leaves(
  _world: World,
  caucus: CaucusId,
  proposal: Proposal,
  round: Round,
  work: Work,
  reading: Reading,
  sends: Omit<Act<'confirm reading'>['sends'], 'concerns'>,
): Leaving | Refusal {
  const views = []
  for (const id of sends.views) {
    const view = work.views.find((one) => one.id === id)
    if (!view) return refuse('unknown/view', {})
    if (!view.consent) return refuse('reading/view-not-consented', {})
    views.push(view.words)
  }
  const amendments = []
  for (const id of sends.amendments) {
    const found = work.debate.amendments.find((one) => one.id === id)
    if (!found) return refuse('unknown/amendment', {})
    const { paragraph, wording, why } = found
    amendments.push({ amendment: id, wording, ...(paragraph && { paragraph }), ...(why && { why }) })
  }
  const gauge = reading.gauge && work.debate.gauges.get(reading.gauge)
  return {
    proposal: proposal.id,
    round: round.number,
    place: caucus,
    version: reading.version,
    level: reading.level,
    about: reading.about,
    conditions: [...reading.conditions],
    paragraphs: [...reading.paragraphs],
    covers: reading.covers === 'whole' ? 'whole' : [...reading.covers],
    amendments,
    views,
    turnout: sends.turnout ? turnoutOf(gauge) : { withheld: 'not sent' },
    fromDiscussion: gauge === undefined,
    ...(reading.how && { how: reading.how }),
  }
}

/** The newest answer of a caucus, where it agreed only if amended: on an earlier version, or on this one if another text passes. */
export function conditionalOn(proposal: Proposal, caucus: CaucusId): Declaration | undefined {
  const last = proposal.declarations.findLast((one) => one.place === caucus)
  return last?.about === 'if amended' ? last : undefined
}

/** The conditions that a version does not meet: word for word where a wording was asked, else by the linked outcome. */
export function unmetConditions(
  world: World,
  proposal: Proposal,
  declaration: Declaration,
  version: number,
  read: Context['read'],
): readonly Condition[] {
  const text = proposal.versions[version - 1]
  return declaration.conditions.filter(({ on, wording }) => {
    if (on !== 'whole' && 'proposal' in on)
      return world.assembly.proposals.get(on.proposal)?.outcome?.kind !== 'recommended'
    const wanted = wording && read(wording)
    return on === 'whole' || wanted === undefined || !text || !hasWording(text, on.paragraph, wanted, read)
  })
}

/** How many concerns stand between a place and rough consensus now. */
export const unsettledFor = (world: World, caucus: CaucusId, proposal: Proposal['id']): number =>
  unsettledIn(workOf(world, caucus, proposal).debate).length

const onReading = (
  world: World,
  caucus: CaucusId | 'public',
  id: Proposal['id'],
  reading: ReadingId,
  change: (one: Reading) => Reading,
): World =>
  caucus === 'public'
    ? world
    : onWork(world, caucus, id, (work) => ({
        ...work,
        readings: work.readings.map((one) => (one.id === reading ? change(one) : one)),
      }))

export const readingMeanings = {
  'reading.posted': (world, { chain, data, at, by }) => {
    if (chain === 'public') return world
    const { reading: id, proposal, ...about } = data
    const posted: Reading = { ...about, id, postedAt: at, contests: [], ...(by && { by }) }
    return onWork(world, chain, proposal, (work) => ({
      ...work,
      // A changed reading starts its window anew (procedure 3.4).
      readings: [
        ...work.readings.map((one): Reading => (one.ended ? one : { ...one, ended: { at, how: 'changed' } })),
        posted,
      ],
    }))
  },
  'reading.contested': (world, { chain, data, at, by }) =>
    onReading(world, chain, data.proposal, data.reading, (one) => ({
      ...one,
      contests: [...one.contests, { reason: data.reason, at, ...(by && { by }) }],
    })),
  'reading.withdrawn': (world, { chain, data, at }) =>
    onReading(world, chain, data.proposal, data.reading, (one) => ({ ...one, ended: { at, how: 'withdrawn' } })),
  'reading.confirmed': (world, { chain, data, at }) =>
    onReading(world, chain, data.proposal, data.reading, (one) => ({
      ...one,
      ended: { at, how: 'confirmed', declaration: data.declaration },
    })),
  'declaration.made': (world, { data, at, by, n }) =>
    onProposal(world, data.proposal, (proposal) => {
      const { declaration: id, proposal: _on, heads: _heads, ...about } = data
      return {
        ...proposal,
        declarations: [...proposal.declarations, { ...about, id, n, at, ...(by && { by }) }],
        rounds: proposal.rounds.map((round) =>
          round.number === data.round
            ? {
                ...round,
                legs: round.legs.map(({ reading, ...leg }) =>
                  leg.caucus === data.place || !reading ? leg : { ...leg, reading },
                ),
              }
            : round,
        ),
      }
    }),
  'view.offered': (world, { chain, data, at, by }) =>
    chain === 'public'
      ? world
      : onWork(world, chain, data.proposal, (work) => ({
          ...work,
          views: [
            ...work.views,
            { id: data.view, version: data.version, words: data.words, consent: data.consent, at, ...(by && { by }) },
          ],
        })),
  'view.consented': (world, { chain, data }) =>
    chain === 'public'
      ? world
      : onWork(world, chain, data.proposal, (work) => ({
          ...work,
          views: work.views.map((one) => (one.id === data.view ? { ...one, consent: data.consent } : one)),
        })),
} satisfies Partial<Meanings>
