import type { Happened, Kind } from '../fact.ts'
import { gate } from '../gate.ts'
import { legDue, legOf, legStatus, stageOf, type LegStatus } from '../leg.ts'
import { caucusesOf, chairsAs } from '../members.ts'
import { refuse, type Refusal, type RefusalCode } from '../refusal.ts'
import { addressees } from '../round.ts'
import type { Guard, Guards } from '../rules.ts'
import { currentRound, latestVersion, type Proposal, type Stage, type World } from '../world.ts'

type Check<K extends Kind> = (proposal: Proposal, happened: Happened<K>, world: World) => Refusal | undefined

/** A rule about one proposal that the public chain alone can judge. */
const guard = <K extends Kind>(check: Check<K>): readonly Guard<K>[] => [
  {
    sees: 'public',
    asks: 'guard/proposal',
    check: (world, happened) => {
      const id = 'proposal' in happened.data ? happened.data.proposal : undefined
      const proposal = id && world.assembly.proposals.get(id)
      return proposal ? check(proposal, happened, world) : refuse('unknown/proposal', {})
    },
  },
]
const free: readonly never[] = []
const beforePlenary: readonly Stage[] = ['draft', 'submitted', 'admitted']

export const proposalGuards = {
  'proposal.submitted': free,
  'proposal.resubmitted': free,
  'proposal.admitted': free,
  'proposal.sentBack': free,
  'proposal.takenUp': free,
  'proposal.declined': free,
  'proposal.parked': free,
  'proposal.resumed': free,
  // Another member adopts it (procedure 3): a sponsor who changes their mind finds one who will.
  'proposal.adopted': guard((proposal, { by }) => (by === proposal.sponsor ? refuse('proposal/own', {}) : undefined)),
  'proposal.reopened': free,
  'proposal.withdrawn': guard((proposal, { at }) =>
    proposal.outcome && proposal.outcome.until <= at
      ? refuse('proposal/final', { since: proposal.outcome.until })
      : undefined,
  ),
  'version.made': guard((proposal, { data, by }, world) => {
    if (data.version !== proposal.versions.length + 1)
      return refuse('unknown/version', { latest: proposal.versions.length })
    if (data.version === 1) return undefined
    // Made by the sponsor before dispatch and by the plenary chair after it (procedure 3.7). One that was adopted after a
    // round is its new sponsor's until plenary takes it up again.
    const isSponsor = by === proposal.sponsor
    const isChair = by !== undefined && chairsAs(world.assembly, 'plenary', by, proposal) !== undefined
    const isSponsors = proposal.rounds.length === 0 || beforePlenary.includes(proposal.stage)
    if (isSponsors) return isSponsor ? undefined : refuse('version/before-dispatch-only', {})
    return isChair ? undefined : refuse('version/after-dispatch-only', {})
  }),
  'amendment.suggested': guard((proposal, { data }) => {
    const version = proposal.versions[data.version - 1] ?? latestVersion(proposal)
    return data.paragraph && !version.paragraphs.some(({ id }) => id === data.paragraph)
      ? refuse('unknown/paragraph', {})
      : undefined
  }),

  'round.dispatched': guard((proposal, { data, at }, world) => {
    if (data.version > proposal.versions.length) return refuse('unknown/version', { latest: proposal.versions.length })
    if (data.deadline.at <= at) return refuse('round/deadline-passed', {})
    const { to, keeping } = addressees(world.assembly, proposal, data.version)
    if (to.length + keeping.length === 0) return refuse('round/nobody-to-ask', {})
    if (to.length === 0) return refuse('round/all-stand', {})
    const same = (a: readonly string[], b: readonly string[]) =>
      a.length === b.length && a.every((one) => b.includes(one))
    return same(to, data.to) && same(keeping, data.keeping) ? undefined : refuse('leg/not-yours', {})
  }),
  'round.recalled': guard((proposal, { data }) =>
    currentRound(proposal)?.number === data.round ? undefined : refuse('round/none-yet', {}),
  ),
  'leg.reopened': guard((proposal, { data, at }) => {
    const round = currentRound(proposal)
    const status = round && legStatus(proposal, round, data.caucus)
    if (!round || (status?.is !== 'keeps' && status?.is !== 'declared')) return refuse('leg/still-open', {})
    const due = legDue(proposal, round, data.caucus)
    return due && due <= at ? refuse('round/deadline-passed', {}) : undefined
  }),
  'leg.lapsed': guard((proposal, { data, at }) => {
    const round = currentRound(proposal)
    const due = round && legDue(proposal, round, data.caucus)
    return due && due <= at && due === data.due && lapses(proposal, data.caucus, at)
      ? undefined
      : refuse('leg/not-due', {})
  }),
  'leg.handedOver': guard((proposal, { data, by }, world) => {
    const interested =
      by === proposal.sponsor || proposal.interests.some((one) => one.place === data.place && one.member === by)
    if (!interested) return refuse('leg/no-interest', {})
    const here = data.place === 'plenary' || world.rooms.size === 0 || caucusesOf(world, data.to).includes(data.place)
    return here && data.to !== by ? undefined : refuse('leg/to-whom', {})
  }),
  'interest.declared': free,
  'question.asked': guard((proposal, { data, at }) => {
    const round = currentRound(proposal)
    if (!round) return refuse('round/none-yet', {})
    const { is } = legStatus(proposal, round, data.caucus)
    if (is !== 'awaited') return refuse(noMoreQuestions[is], {})
    const due = legDue(proposal, round, data.caucus)
    if (!due) return refuse('leg/question-open', {})
    return due <= at ? refuse('question/too-late', {}) : undefined
  }),
  'question.answered': guard((proposal, { data }) => questionOf(proposal, data.question)),
  'question.declined': guard((proposal, { data }) => questionOf(proposal, data.question)),

  'consensus.declared': guard((proposal, { data, at }, world) => {
    const { missing, standing, version } = gate(world.assembly, proposal, at)
    if (missing.length > 0 || version !== data.version) return refuse('gate/shut', { missing })
    const told = data.standing as Readonly<Record<string, number>>
    const all = Object.entries(standing)
    const same = all.length === Object.keys(told).length && all.every(([caucus, n]) => told[caucus] === n)
    return same ? undefined : refuse('gate/shut', { missing })
  }),
  'consensus.unreachable': guard((proposal) =>
    // After at least one round (procedure 3.5): one that was recalled before anyone could answer is none.
    proposal.rounds.some((round) => !round.recalled || proposal.declarations.some((one) => one.round === round.number))
      ? undefined
      : refuse('round/none-yet', {}),
  ),
} satisfies Partial<Guards>

function questionOf(proposal: Proposal, id: Proposal['questions'][number]['id']): Refusal | undefined {
  const question = proposal.questions.find((one) => one.id === id)
  if (!question) return refuse('unknown/question', {})
  return question.answered || question.declined ? refuse('question/ended', {}) : undefined
}

/** Whether a caucus that has not answered lapses now: silence is not consent (procedure 3, Declaring). */
export function lapses(
  proposal: Proposal,
  caucus: Happened<'leg.lapsed'>['data']['caucus'],
  now: Happened['at'],
): boolean {
  const round = currentRound(proposal)
  const leg = legOf(round, caucus)
  if (!round || !leg || leg.lapsedAt || stageOf(proposal) !== 'in caucuses') return false
  const { is } = legStatus(proposal, round, caucus)
  const due = legDue(proposal, round, caucus)
  return (is === 'awaited' || is === 'reading') && due !== undefined && due <= now
}

/** Why a caucus that plenary does not simply wait for asks it nothing (procedure 3.3). */
const noMoreQuestions = {
  reading: 'question/reading-posted',
  declared: 'question/answered-already',
  keeps: 'leg/not-yours',
  'not dispatched': 'leg/not-yours',
  lapsed: 'question/too-late',
  recalled: 'leg/over',
} as const satisfies Record<Exclude<LegStatus['is'], 'awaited'>, RefusalCode>
