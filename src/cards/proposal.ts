import {
  buttons,
  heading,
  line,
  list,
  more,
  pageButton,
  quietLine,
  type Button,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { day, deadlineAt, text, type Part, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { ProposalLine, ProposalsView, ProposalView, TurnView } from '../views/proposal.ts'
import { actButton } from './acts.ts'
import { amendmentNodes } from './amendment.ts'
import { levelParts, personParts, placeParts, proposalParts, stageParts, wordsOr } from './words.ts'

const sourceKeys: Readonly<Record<ProposalView['source']['kind'], Key>> = {
  'working group': 'proposal/source-working-group',
  'dynamic coalition': 'proposal/source-dynamic-coalition',
  'open forum': 'proposal/source-open-forum',
  'outside body': 'proposal/source-outside-body',
  member: 'proposal/source-member',
}

/** A proposal in plenary, from its submission on: what it is, from whom, where it stands. */
export function proposalCard(view: ProposalView, say: Say): Card {
  const first = headline(view, say)
  const { id } = view.proposal
  return {
    summary: first,
    nodes: [
      heading(first),
      line(from(view, say)),
      ...(view.forwarded ? [line(forwarded(view.forwarded, say))] : []),
      ...turn(view, say),
      more(
        view.text.map(({ label, words }) => labelled(label, words, say)),
        pageButton(say('proposal/do-read-all'), { page: 'text', proposal: id }),
      ),
      ...view.interests.map(({ person, place, interest }) =>
        quietLine(
          say('proposal/interest', {
            who: personParts(person, say),
            place: placeParts(place, say),
            interest: wordsOr(interest, say),
          }),
        ),
      ),
      ...open(view, say),
      ...view.amendments.flatMap((one) => amendmentNodes(one, say)),
      buttons(moves(view, say)),
    ],
  }
}

export const labelled = (label: string, words: string | undefined, say: Say): Parts => {
  const spoken: Part[] = label === '' ? [] : [{ kind: 'memberText', text: label }, text(' ')]
  return [...spoken, ...wordsOr(words, say)]
}

const headline = (view: ProposalView, say: Say): Parts => {
  const shared = {
    proposal: proposalParts(view.proposal, say),
    version: view.version,
    stage: stageParts(view.stage, say),
  }
  if (view.round === undefined) return say('proposal/headline', shared)
  return view.due
    ? say('proposal/headline-due', { ...shared, round: view.round, due: deadlineAt(view.due, view.zone) })
    : say('proposal/headline-round', { ...shared, round: view.round })
}

function from(view: ProposalView, say: Say): Parts {
  const kind = say(sourceKeys[view.source.kind])
  const shared = { sponsor: personParts(view.sponsor, say), at: day(view.submittedAt, view.zone), kind }
  if (view.source.kind === 'member' && view.source.name === undefined) return say('proposal/from-member', shared)
  return view.source.name === undefined
    ? say('proposal/from', shared)
    : say('proposal/from-named', { ...shared, name: wordsOr(view.source.name, say) })
}

const forwarded = ({ body, on, level }: NonNullable<ProposalView['forwarded']>, say: Say): Parts => {
  const shared = { body: wordsOr(body, say), on: [{ kind: 'memberText', text: on }] as const }
  return level
    ? say('proposal/forwarded-level', { ...shared, level: levelParts(level, say) })
    : say('proposal/forwarded', shared)
}

const turnKeys: Readonly<Record<TurnView['is'], Key>> = {
  resubmitted: 'proposal/turn-resubmitted',
  admitted: 'proposal/turn-admitted',
  'sent back': 'proposal/turn-sent-back',
  'taken up': 'proposal/turn-taken-up',
  'not taken up': 'proposal/turn-declined',
  parked: 'proposal/turn-parked',
  resumed: 'proposal/turn-resumed',
  withdrawn: 'proposal/turn-withdrawn',
  adopted: 'proposal/turn-adopted',
  recalled: 'proposal/turn-recalled',
  recommended: 'proposal/turn-recommended',
  'no consensus': 'proposal/turn-no-consensus',
  reopened: 'proposal/turn-reopened',
}

/** What became of a proposal, with the reason where one was given. */
export function turnParts(turn: Pick<TurnView, 'is' | 'words' | 'version'>, say: Say): Parts {
  const so = say(turnKeys[turn.is], { version: turn.version ?? 1 })
  return turn.words === undefined ? so : say('proposal/turn-reason', { turn: so, reason: wordsOr(turn.words, say) })
}

/** A turn as a sentence of its own, with its day. */
export const turnLine = (turn: TurnView, zone: string, say: Say): Parts =>
  say('proposal/turn', { turn: turnParts(turn, say), at: day(turn.at, zone) })

const turn = ({ turn: last, zone }: ProposalView, say: Say): readonly CardNode[] =>
  last ? [line(turnLine(last, zone, say))] : []

const open = ({ concerns, gauges }: ProposalView, say: Say): readonly CardNode[] => {
  const all = [
    ...(gauges > 0 ? [say('proposal/open-gauges', { count: gauges })] : []),
    ...(concerns > 0 ? [say('proposal/open-concerns', { count: concerns })] : []),
  ]
  return all.map((parts) => line(parts))
}

/** What can be done with it now, by the secretariat, the sponsor, the plenary chair and everyone in plenary. */
function moves(
  { proposal: { id: proposal }, may, version, round, concerns }: ProposalView,
  say: Say,
): readonly Button[] {
  return [
    pageButton(say('round/do-read'), { page: 'text', proposal }),
    ...(version > 1 ? [pageButton(say('round/do-changes'), { page: 'changes', proposal })] : []),
    ...(round === undefined ? [] : [pageButton(say('round/do-tracker'), { page: 'tracker', proposal })]),
    ...(concerns > 0 ? [pageButton(say('round/do-concerns'), { page: 'concerns', proposal })] : []),
    ...(may.concern ? [actButton(say('round/do-concern'), 'raise concern', { proposal })] : []),
    ...(may.amend ? [actButton(say('round/do-amend'), 'suggest amendment', { proposal })] : []),
    ...(may.admit ? [actButton(say('proposal/do-admit'), 'admit proposal', { proposal })] : []),
    ...(may.sendBack ? [actButton(say('proposal/do-send-back'), 'send back', { proposal })] : []),
    ...(may.resubmit ? [actButton(say('proposal/do-resubmit'), 'resubmit proposal', { proposal })] : []),
    ...(may.takeUp ? [actButton(say('proposal/do-take-up'), 'take up', { proposal })] : []),
    ...(may.decline ? [actButton(say('proposal/do-decline'), 'decline', { proposal })] : []),
    ...(may.gauge ? [actButton(say('round/do-gauge'), 'open gauge', { proposal })] : []),
    ...(may.revise ? [actButton(say('round/do-revise'), 'make version', { proposal })] : []),
    ...(may.dispatch
      ? [actButton(say(round === undefined ? 'proposal/do-dispatch' : 'round/do-dispatch'), 'dispatch', { proposal })]
      : []),
    ...(may.park ? [actButton(say('round/do-park'), 'park', { proposal })] : []),
    ...(may.resume ? [actButton(say('proposal/do-resume'), 'resume', { proposal })] : []),
    ...(may.reopen ? [actButton(say('proposal/do-reopen'), 'reopen', { proposal })] : []),
    ...(may.adopt ? [actButton(say('proposal/do-adopt'), 'adopt', { proposal })] : []),
    ...(may.withdraw ? [actButton(say('proposal/do-withdraw'), 'withdraw', { proposal }, { style: 'danger' })] : []),
  ]
}

/** All proposals, open ones first. */
export function proposalsCard(view: ProposalsView, say: Say): Card {
  const first = say('proposal/list', { count: view.open.length })
  const lines = (all: readonly ProposalLine[]): Parts[] => all.map((one) => lineParts(one, view.zone, say))
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.open.length > 0 ? [list(lines(view.open))] : []),
      ...(view.ended.length > 0 ? [line(say('proposal/list-ended')), list(lines(view.ended))] : []),
      buttons([
        ...[...view.open, ...view.ended]
          .slice(0, 10)
          .map(({ proposal }) =>
            pageButton([text(`P-${proposal.number}`)], { page: 'proposal', proposal: proposal.id }),
          ),
        ...(view.maySubmit ? [actButton(say('proposal/do-submit'), 'submit proposal')] : []),
      ]),
    ],
  }
}

export function lineParts({ proposal, stage, round, due }: ProposalLine, zone: string, say: Say): Parts {
  const shared = { proposal: proposalParts(proposal, say), stage: stageParts(stage, say) }
  if (round === undefined) return say('proposal/line', shared)
  return due
    ? say('proposal/line-due', { ...shared, round, due: deadlineAt(due, zone) })
    : say('proposal/line-round', { ...shared, round })
}
