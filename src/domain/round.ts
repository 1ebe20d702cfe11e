import { recheckOn } from './concern.ts'
import { supersede } from './gauge.ts'
import type { CaucusId } from './id.ts'
import { legDue, standsAtConsensus, standsBy } from './leg.ts'
import { refuse } from './refusal.ts'
import { decided, fact, mapValues, onProposal, onWork, refused, type Decisions, type Meanings } from './rules.ts'
import {
  charterOf,
  charterOfRound,
  currentRound,
  type Assembly,
  type Leg,
  type Proposal,
  type Reading,
  type World,
} from './world.ts'

/** The round trip: a version goes out to the caucuses, and comes home (procedure 3.2 and 3.3). */
export const roundDecisions = {
  dispatch: (world, act) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    if (!proposal) return refused(refuse('unknown/proposal', {}))
    const { to, keeping } = addressees(world.assembly, proposal, act.version)
    return decided(
      fact('round.dispatched', 'public', {
        proposal: proposal.id,
        round: proposal.rounds.length + 1,
        version: act.version,
        charter: world.assembly.charters.length,
        deadline: act.deadline,
        to: [...to],
        keeping: [...keeping],
      }),
    )
  },

  recall: (world, act, { write }) => {
    const round = currentRoundOf(world, act.proposal)
    if (!round) return refused(refuse('round/none-yet', {}))
    return decided(
      fact('round.recalled', 'public', { proposal: act.proposal, round: round.number, reason: write(act.reason) }),
    )
  },

  'reopen leg': (world, act) => {
    const round = currentRoundOf(world, act.proposal)
    if (!round) return refused(refuse('round/none-yet', {}))
    return decided(fact('leg.reopened', 'public', { proposal: act.proposal, round: round.number, caucus: act.caucus }))
  },

  'lapse leg': (world, act) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    const round = proposal && currentRound(proposal)
    const due = round && legDue(proposal, round, act.caucus)
    if (!round || !due) return refused(refuse('leg/not-due', {}))
    return decided(
      fact('leg.lapsed', 'public', { proposal: act.proposal, round: round.number, caucus: act.caucus, due }),
    )
  },

  'hand over': (_world, act) =>
    decided(fact('leg.handedOver', 'public', { proposal: act.proposal, place: act.place, to: act.to })),
  'declare interest': (_world, act, { write }) =>
    decided(
      fact('interest.declared', 'public', { proposal: act.proposal, place: act.place, interest: write(act.interest) }),
    ),

  'ask plenary': (world, act, { mint, write }) => {
    const round = currentRoundOf(world, act.proposal)
    if (!round) return refused(refuse('round/none-yet', {}))
    return decided(
      fact('question.asked', 'public', {
        proposal: act.proposal,
        round: round.number,
        caucus: act.caucus,
        question: mint('question'),
        asks: write(act.asks),
      }),
    )
  },
  'answer question': (_world, act, { write }) =>
    decided(
      fact('question.answered', 'public', {
        proposal: act.proposal,
        question: act.question,
        answer: write(act.answer),
      }),
    ),
  'decline question': (_world, act, { write }) =>
    decided(
      fact('question.declined', 'public', {
        proposal: act.proposal,
        question: act.question,
        reason: write(act.reason),
      }),
    ),
} satisfies Partial<Decisions>

const currentRoundOf = (world: World, id: Proposal['id']) => {
  const proposal = world.assembly.proposals.get(id)
  return proposal && currentRound(proposal)
}

/**
 * To whom a version goes (procedure 3.2): the *same* one as the round just before only to caucuses that did not stand at
 * rough consensus, by the charter of that round; a new one, or an older one again, to all. Observers answer nothing and
 * are sent nothing to answer. What plenary reopened has something new to it, and goes to all (procedure 3.8).
 */
export function addressees(
  assembly: Assembly,
  proposal: Proposal,
  version: number,
): { to: readonly CaucusId[]; keeping: readonly CaucusId[] } {
  const all = charterOf(assembly)
    .caucuses.filter(({ kind }) => kind !== 'observer')
    .map(({ id }) => id)
  const before = currentRound(proposal)
  const isReopened = proposal.stage === 'in plenary'
  if (before?.version !== version || isReopened) return { to: all, keeping: [] }
  const charter = charterOfRound(assembly, before)
  const stands = (caucus: CaucusId) => standsAtConsensus(standsBy(proposal, caucus, version), charter)
  return { to: all.filter((caucus) => !stands(caucus)), keeping: all.filter(stands) }
}

const onLeg = (world: World, id: Proposal['id'], round: number, caucus: CaucusId, change: (leg: Leg) => Leg): World =>
  onProposal(world, id, (proposal) => ({
    ...proposal,
    rounds: proposal.rounds.map((one) =>
      one.number === round ? { ...one, legs: one.legs.map((leg) => (leg.caucus === caucus ? change(leg) : leg)) } : one,
    ),
  }))

/** A reading that nobody has confirmed ends when the text goes elsewhere. */
const ends =
  (at: Reading['postedAt']) =>
  (reading: Reading): Reading =>
    reading.ended ? reading : { ...reading, ended: { at, how: 'superseded' } }

export const roundMeanings = {
  'round.dispatched': (world, { data, at, n }) => {
    const { round: number, version, charter, deadline, to, keeping } = data
    const legs: Leg[] = [
      ...to.map((caucus) => ({ caucus, dispatched: true })),
      ...keeping.map((caucus) => ({ caucus, dispatched: false })),
    ]
    const before = world.assembly.proposals.get(data.proposal)
    const isAnotherText = before === undefined || currentRound(before)?.version !== version
    const sent = onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      stage: 'in caucuses',
      rounds: [...proposal.rounds, { number, n, version, charter, dispatchedAt: at, deadline, legs }],
    }))
    // A caucus's gauges and concerns hear of the new version from the dispatch, so nothing of theirs is written for them.
    return legs
      .filter(({ caucus }) => sent.rooms.get(caucus)?.work.has(data.proposal))
      .reduce(
        (state, { caucus }) =>
          onWork(state, caucus, data.proposal, (work) => ({
            ...work,
            readings: work.readings.map(ends(at)),
            debate: {
              ...work.debate,
              gauges: mapValues(work.debate.gauges, supersede(version, at)),
              concerns: isAnotherText ? mapValues(work.debate.concerns, recheckOn(version, at)) : work.debate.concerns,
            },
          })),
        sent,
      )
  },
  'round.recalled': (world, { data, at, n }) => {
    const recalled = onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      turns: [...proposal.turns, { is: 'recalled', at, n, text: data.reason }],
      rounds: proposal.rounds.map((one) =>
        one.number === data.round
          ? { ...one, recalled: { at, reason: data.reason }, legs: one.legs.map(({ reading: _over, ...leg }) => leg) }
          : one,
      ),
    }))
    return [...recalled.rooms.values()]
      .filter(({ work }) => work.has(data.proposal))
      .reduce(
        (state, { caucus }) =>
          onWork(state, caucus, data.proposal, (work) => ({ ...work, readings: work.readings.map(ends(at)) })),
        recalled,
      )
  },
  'leg.reopened': (world, { data, at }) =>
    onLeg(world, data.proposal, data.round, data.caucus, ({ lapsedAt: _was, ...leg }) => ({ ...leg, reopenedAt: at })),
  'leg.lapsed': (world, { data }) =>
    onLeg(world, data.proposal, data.round, data.caucus, (leg) => ({ ...leg, lapsedAt: data.due })),
  'leg.handedOver': (world, { data }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      handedOver: [
        ...proposal.handedOver.filter((one) => one.place !== data.place),
        { place: data.place, to: data.to },
      ],
    })),
  'interest.declared': (world, { data, at, by }) =>
    onProposal(world, data.proposal, (proposal) =>
      by
        ? {
            ...proposal,
            interests: [...proposal.interests, { place: data.place, member: by, interest: data.interest, at }],
          }
        : proposal,
    ),
  'question.asked': (world, { data, at }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      questions: [
        ...proposal.questions,
        { id: data.question, round: data.round, caucus: data.caucus, asks: data.asks, askedAt: at },
      ],
    })),
  'question.answered': (world, { data, at }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      questions: proposal.questions.map((one) =>
        one.id === data.question ? { ...one, answered: { at, answer: data.answer } } : one,
      ),
    })),
  'question.declined': (world, { data, at }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      questions: proposal.questions.map((one) =>
        one.id === data.question ? { ...one, declined: { at, reason: data.reason } } : one,
      ),
    })),
  'reading.opened': (world, { data, at }) =>
    onLeg(world, data.proposal, data.round, data.place, (leg) => ({
      ...leg,
      reading: { openedAt: at, until: data.until },
    })),
  'reading.ended': (world, { data }) =>
    onLeg(world, data.proposal, data.round, data.place, ({ reading: _over, ...leg }) => leg),
} satisfies Partial<Meanings>
