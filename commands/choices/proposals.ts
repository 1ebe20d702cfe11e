import { caucusOf } from '../../src/domain/charter.ts'
import type { ProposalId } from '../../src/domain/id.ts'
import { stageOf } from '../../src/domain/leg.ts'
import { may } from '../../src/domain/may.ts'
import { amendmentsSeen } from '../../src/domain/proposal.ts'
import { charterOf, currentRound, debateIn, latestVersion, type Proposal } from '../../src/domain/world.ts'
import type { Rows } from '../../src/views/viewer.ts'
import { caucusNamed, chosen, cut, proposalShort, words, type Choosable, type Chooser } from './chooser.ts'

/** The proposals of this assembly; those at the wanted stages, and where this can be done now, come first. */
export function proposals(
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

const isLive = (proposal: Proposal): boolean =>
  !['recommended', 'no consensus', 'not taken up', 'withdrawn'].includes(stageOf(proposal))

const proposalNamed = ({ number, title }: Proposal, rows: Rows): string =>
  words('command/proposal-named', { number, title: rows.read(title) ?? '' })

export function versions(chooser: Chooser): readonly Choosable[] {
  return (chosen(chooser)?.versions ?? []).toReversed().map(({ number }) => ({
    value: number,
    id: String(number),
    label: words('command/version-named', { version: number }),
    typed: [`v${number}`, String(number)],
  }))
}

export function paragraphs(chooser: Chooser): readonly Choosable[] {
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

export function amendments(chooser: Chooser): readonly Choosable[] {
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

export function questions({ world, rows }: Chooser): readonly Choosable[] {
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
        typed: [proposalShort(proposal).toLowerCase(), caucusOf(charterOf(world.assembly), question.caucus)?.key ?? ''],
      })),
  )
}
