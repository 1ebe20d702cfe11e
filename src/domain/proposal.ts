import type { Act } from './act.ts'
import { recheckOn, versionUnderDiscussion } from './concern.ts'
import type { FactData, Happened, Kind, Paragraph } from './fact.ts'
import { gate } from './gate.ts'
import { supersede } from './gauge.ts'
import type { ProposalId } from './id.ts'
import { plus } from './instant.ts'
import { holdsOffice, isMember } from './members.ts'
import { refuse, type Refusal } from './refusal.ts'
import {
  chainOf,
  decided,
  fact,
  mapValues,
  onDebate,
  onProposal,
  refused,
  type Context,
  type Decisions,
  type Meanings,
} from './rules.ts'
import { sameWords } from './text.ts'
import {
  charterOfRound,
  currentRound,
  emptyDebate,
  latestVersion,
  type Proposal,
  type Stage,
  type Turn,
  type Version,
  type World,
} from './world.ts'

/** A life is a table: what each fact makes of a proposal (procedure 3). Dispatch and its return are in round.ts. */
const moves = {
  'proposal.resubmitted': ['submitted', 'resubmitted'],
  'proposal.admitted': ['admitted', 'admitted'],
  'proposal.sentBack': ['draft', 'sent back'],
  'proposal.takenUp': ['in plenary', 'taken up'],
  'proposal.declined': ['not taken up', 'not taken up'],
  'proposal.parked': ['parked', 'parked'],
  'proposal.withdrawn': ['withdrawn', 'withdrawn'],
  'proposal.adopted': ['submitted', 'adopted'],
  'proposal.reopened': ['in plenary', 'reopened'],
} as const satisfies Partial<Record<Kind, readonly [Stage, Turn['is']]>>

/** From the first submission to the outcome, but for the round trip itself. */
export const proposalDecisions = {
  'submit proposal': (world, act, context) => {
    const { by, mint, write } = context
    if (by === 'clock' || by === 'operator') return refused(refuse('unknown/member', {}))
    const sponsor = act.sponsor ?? by
    // A sponsor speaks for themselves; the secretariat may enter a text that a body forwarded (procedure 3.1).
    if (sponsor !== by && !holdsOffice(world.assembly, by, 'secretariat'))
      return refused(refuse('proposal/sponsor-speaks', {}))
    if (!isMember(world, sponsor)) return refused(refuse('unknown/member', {}))
    const proposal = mint('proposal')
    const { kind, name } = act.source
    return decided(
      fact('proposal.submitted', 'public', {
        proposal,
        number: world.assembly.proposals.size + 1,
        title: write(act.title),
        sponsor,
        source: { kind, ...(name && { name: write(name) }) },
        ...(act.forwarded && {
          forwarded: {
            body: write(act.forwarded.body),
            on: act.forwarded.on,
            ...(act.forwarded.level && { level: act.forwarded.level }),
          },
        }),
      }),
      fact('version.made', 'public', {
        proposal,
        version: 1,
        amendments: [],
        paragraphs: act.paragraphs.map((one) => newParagraph(one, context)),
      }),
    )
  },

  'resubmit proposal': (_world, { proposal }) => decided(fact('proposal.resubmitted', 'public', { proposal })),
  'admit proposal': (_world, { proposal }) => decided(fact('proposal.admitted', 'public', { proposal })),
  'send back': (_world, { proposal, reason }, { write }) =>
    decided(fact('proposal.sentBack', 'public', { proposal, reason: write(reason) })),
  'take up': (_world, { proposal }) => decided(fact('proposal.takenUp', 'public', { proposal })),
  decline: (_world, { proposal, reason }, { write }) =>
    decided(fact('proposal.declined', 'public', { proposal, reason: write(reason) })),
  park: (_world, { proposal, reason }, { write }) =>
    decided(fact('proposal.parked', 'public', { proposal, reason: write(reason) })),
  resume: (_world, { proposal, reason }, { write }) =>
    decided(fact('proposal.resumed', 'public', { proposal, reason: write(reason) })),
  withdraw: (_world, { proposal, reason }, { write }) =>
    decided(fact('proposal.withdrawn', 'public', { proposal, ...(reason && { reason: write(reason) }) })),
  adopt: (_world, { proposal }, { by }) =>
    by === 'clock' || by === 'operator'
      ? refused(refuse('unknown/member', {}))
      : decided(fact('proposal.adopted', 'public', { proposal, sponsor: by })),
  reopen: (_world, { proposal, why, reason }, { write }) =>
    decided(fact('proposal.reopened', 'public', { proposal, why, reason: write(reason) })),

  'make version': (world, act, context) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    if (!proposal) return refused(refuse('unknown/proposal', {}))
    const before = latestVersion(proposal)
    const wrong = misnumbered(act, before) ?? unknownAmendments(proposal, act)
    if (wrong) return refused(wrong)
    const paragraphs = act.paragraphs.map((one) => keptParagraph(one, before, context))
    if (isSameText(paragraphs, before)) return refused(refuse('proposal/nothing-changed', {}))
    return decided(
      fact('version.made', 'public', {
        proposal: proposal.id,
        version: before.number + 1,
        paragraphs,
        amendments: act.amendments,
        ...(act.note && { note: context.write(act.note) }),
      }),
    )
  },

  'suggest amendment': (world, act, { mint, write }) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    if (!proposal) return refused(refuse('unknown/proposal', {}))
    return decided(
      fact('amendment.suggested', chainOf(act.place), {
        place: act.place,
        proposal: act.proposal,
        amendment: mint('amendment'),
        version: versionUnderDiscussion(proposal, act.place),
        wording: write(act.wording),
        ...(act.paragraph && { paragraph: act.paragraph }),
        ...(act.why && { why: write(act.why) }),
      }),
    )
  },

  'declare consensus': (world, act, { now, heads, write }) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    if (!proposal) return refused(refuse('unknown/proposal', {}))
    const { missing, standing, without, version, round } = gate(world.assembly, proposal, now)
    if (missing.length > 0) return refused(refuse('gate/shut', { missing }))
    return decided(
      fact('consensus.declared', 'public', {
        proposal: proposal.id,
        round,
        version,
        standing,
        without: [...without],
        until: appealsUntil(world, proposal, now),
        heads,
        ...(act.note && { note: write(act.note) }),
      }),
    )
  },

  'declare unreachable': (world, act, { now, heads, write }) => {
    const proposal = world.assembly.proposals.get(act.proposal)
    const round = proposal && currentRound(proposal)
    if (!proposal || !round) return refused(refuse('round/none-yet', {}))
    const until = appealsUntil(world, proposal, now)
    return decided(
      fact('consensus.unreachable', 'public', {
        proposal: proposal.id,
        round: round.number,
        version: round.version,
        reason: write(act.reason),
        until,
        heads,
      }),
    )
  },
} satisfies Partial<Decisions>

/** The plenary declaration is provisional for the appeal window, then final (procedure 3.5). */
const appealsUntil = (world: World, proposal: Proposal, now: Context['now']) =>
  plus(now, { days: charterOfRound(world.assembly, currentRound(proposal)).appealDays })

type Drafted = Act<'make version'>['paragraphs'][number]

const newParagraph = ({ label, text }: Drafted, { mint, write }: Context): Paragraph => ({
  id: mint('paragraph'),
  label,
  text: write(text),
})

/** Editing and moving keep a paragraph's id; the same words keep their text, so the record cites them once (procedure 1, version). */
function keptParagraph(drafted: Drafted, before: Version, context: Context): Paragraph {
  const old = before.paragraphs.find((one) => one.id === drafted.id)
  if (!old) return { ...newParagraph(drafted, context), ...(drafted.from && { from: drafted.from }) }
  const same = context.read(old.text) === drafted.text
  return { id: old.id, label: drafted.label, text: same ? old.text : context.write(drafted.text) }
}

const isSameText = (paragraphs: readonly Paragraph[], before: Version): boolean =>
  paragraphs.length === before.paragraphs.length &&
  paragraphs.every((one, at) => {
    const old = before.paragraphs[at]
    return old !== undefined && one.id === old.id && one.label === old.label && one.text.text === old.text.text
  })

function misnumbered({ paragraphs }: Act<'make version'>, before: Version): Refusal | undefined {
  const kept = paragraphs.flatMap(({ id }) => id ?? [])
  if (new Set(kept).size < kept.length) return refuse('proposal/two-paragraphs-one-id', {})
  const known = new Set(before.paragraphs.map(({ id }) => id))
  const named = [...kept, ...paragraphs.flatMap(({ from }) => from ?? [])]
  return named.every((id) => known.has(id)) ? undefined : refuse('version/paragraph-not-before', {})
}

/** Amendments that plenary may see: its own, and those that came with a caucus's declaration. */
export const amendmentsSeen = (proposal: Proposal) => [
  ...proposal.plenary.amendments.map(({ id, paragraph, wording, why }) => ({
    id,
    place: 'plenary' as const,
    paragraph,
    wording,
    why,
  })),
  ...proposal.declarations.flatMap(({ place, amendments }) =>
    amendments.map(({ amendment, paragraph, wording, why }) => ({ id: amendment, place, paragraph, wording, why })),
  ),
]

function unknownAmendments(proposal: Proposal, { amendments }: Act<'make version'>): Refusal | undefined {
  const seen = new Set(amendmentsSeen(proposal).map(({ id }) => id))
  return amendments.every((id) => seen.has(id)) ? undefined : refuse('unknown/amendment', {})
}

/** Whether a condition on a paragraph's wording is met, word for word, by a version. */
export function hasWording(
  version: Version,
  paragraph: Paragraph['id'],
  wording: string,
  read: Context['read'],
): boolean {
  const found = version.paragraphs.find(({ id }) => id === paragraph)
  const body = found && read(found.text)
  return body !== undefined && sameWords(body, wording)
}

type Moved = keyof typeof moves

const move = (
  world: World,
  kind: Moved,
  id: ProposalId,
  { at, n }: Pick<Happened, 'at' | 'n'>,
  reason?: Paragraph['text'],
): World => {
  const [stage, is] = moves[kind]
  return onProposal(world, id, (proposal) => ({
    ...proposal,
    stage,
    turns: [...proposal.turns, { is, at, n, ...(reason && { text: reason }) }],
  }))
}

export const proposalMeanings = {
  'proposal.submitted': (world, { data, at }) => {
    const { proposal: id, ...about } = data
    const submitted: Proposal = {
      ...about,
      id,
      submittedAt: at,
      stage: 'submitted',
      versions: [],
      rounds: [],
      plenary: emptyDebate,
      questions: [],
      declarations: [],
      turns: [],
      handedOver: [],
      interests: [],
    }
    return { ...world, assembly: { ...world.assembly, proposals: world.assembly.proposals.set(id, submitted) } }
  },
  'version.made': (world, { data, at, by, n }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      versions: [
        ...proposal.versions,
        {
          number: data.version,
          n,
          paragraphs: data.paragraphs,
          madeAt: at,
          amendments: data.amendments,
          ...(by && { madeBy: by }),
          ...(data.note && { note: data.note }),
        },
      ],
      plenary: {
        ...proposal.plenary,
        gauges: mapValues(proposal.plenary.gauges, supersede(data.version, at)),
        concerns: mapValues(proposal.plenary.concerns, recheckOn(data.version, at)),
      },
    })),
  'proposal.resubmitted': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened),
  'proposal.admitted': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened),
  'proposal.sentBack': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened, data.reason),
  'proposal.takenUp': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened),
  'proposal.declined': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened, data.reason),
  'proposal.parked': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened, data.reason),
  'proposal.resumed': (world, { data, at, n }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      // It goes on where it was: before the plenary chair with the rounds behind it, or in plenary without any.
      stage: proposal.rounds.length > 0 ? 'in caucuses' : 'in plenary',
      turns: [...proposal.turns, { is: 'resumed', at, n, text: data.reason }],
    })),
  'proposal.withdrawn': (world, { kind, data, ...happened }) => move(world, kind, data.proposal, happened, data.reason),
  'proposal.adopted': (world, { kind, data, ...happened }) =>
    onProposal(move(world, kind, data.proposal, happened), data.proposal, (proposal) => ({
      ...proposal,
      sponsor: data.sponsor,
    })),
  'proposal.reopened': (world, { kind, data, ...happened }) =>
    onProposal(
      move(world, kind, data.proposal, happened, data.reason),
      data.proposal,
      ({ outcome: _closed, ...proposal }) => proposal,
    ),
  'amendment.suggested': (world, { data, at, by }) =>
    onDebate(world, data.place, data.proposal, (debate) => {
      const { amendment: id, version, paragraph, wording, why } = data
      const suggested = {
        id,
        version,
        wording,
        at,
        ...(paragraph && { paragraph }),
        ...(why && { why }),
        ...(by && { by }),
      }
      return { ...debate, amendments: [...debate.amendments, suggested] }
    }),
  'consensus.declared': (world, { data, ...happened }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      stage: 'recommended',
      outcome: outcomeFrom('recommended', data, happened),
      turns: [...proposal.turns, decidedIn('recommended', data.version, happened)],
    })),
  'consensus.unreachable': (world, { data, at, by, n }) =>
    onProposal(world, data.proposal, (proposal) => ({
      ...proposal,
      stage: 'no consensus',
      turns: [...proposal.turns, decidedIn('no consensus', data.version, { at, n })],
      outcome: {
        kind: 'no consensus',
        n,
        at,
        round: data.round,
        version: data.version,
        reason: data.reason,
        until: data.until,
        ...(by && { by }),
      },
    })),
} satisfies Partial<Meanings>

const decidedIn = (
  is: 'recommended' | 'no consensus',
  version: number,
  { at, n }: Pick<Happened, 'at' | 'n'>,
): Turn => ({
  is,
  at,
  n,
  version,
})

function outcomeFrom(
  kind: 'recommended',
  data: FactData<'consensus.declared'>,
  { n, at, by }: Pick<Happened, 'n' | 'at' | 'by'>,
) {
  const { round, version, standing, without, until, note } = data
  return { kind, n, at, round, version, standing, without, until, ...(note && { note }), ...(by && { by }) }
}
