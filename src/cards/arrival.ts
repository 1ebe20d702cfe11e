import { buttons, heading, line, pageButton, quote, type Button, type Card, type CardNode } from '../port/card.ts'
import { deadlineAt, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { ArrivalView } from '../views/arrival.ts'
import { actButton } from './acts.ts'
import { amendmentNodes } from './amendment.ts'
import { changesInShort } from './changes.ts'
import { minorityViewNodes } from './minority-view.ts'
import { standParts } from './stand.ts'
import { proposalParts, wordsOr } from './words.ts'

/** A version as it lies before a caucus: what it is, what changed, how the caucus stood, and what can be done. */
export function arrivalCard(view: ArrivalView, say: Say): Card {
  const first = headline(view, say)
  return {
    summary: first,
    nodes: [
      heading(first),
      ...status(view, say).map((parts) => line(parts)),
      ...since(view, say),
      ...(view.stood ? [line(stoodLine(view, view.stood, say))] : []),
      ...(view.conditionsMet ? [line(say('round/conditions-met'))] : []),
      ...view.questions.flatMap((question) => questionNodes(question, say)),
      ...view.amendments.flatMap((amendment) => amendmentNodes(amendment, say)),
      ...minorityViewNodes(view.minorityViews, say),
      buttons([...reading(view, say), ...doing(view, say)]),
    ],
  }
}

function headline(view: ArrivalView, say: Say): Parts {
  const shared = { proposal: proposalParts(view.proposal, say), version: view.version, round: view.round }
  return say(view.sent ? 'round/arrived' : 'round/arrived-kept', shared)
}

function status(view: ArrivalView, say: Say): readonly Parts[] {
  const { status: is, due, zone, until } = view
  if (is === 'over') return [say('round/arrival-over')]
  if (is === 'recalled' || view.recalled !== undefined)
    return [say('round/arrival-recalled', { reason: wordsOr(view.recalled, say) })]
  const open = [
    ...(due ? [say('round/arrival-due', { due: deadlineAt(due, zone) })] : []),
    ...(view.paused ? [say('round/arrival-paused')] : []),
  ]
  switch (is) {
    case 'reading':
      return [
        until ? say('round/arrival-reading', { until: deadlineAt(until, zone) }) : say('round/arrival-reading-out'),
        ...open,
      ]
    case 'declared':
      return [say('round/arrival-declared')]
    case 'keeps':
      return [say('round/arrival-keeps')]
    case 'lapsed':
      return [say('round/arrival-lapsed')]
    default:
      return open
  }
}

function since(view: ArrivalView, say: Say): readonly CardNode[] {
  if (!view.since) return []
  const { version, changes } = view.since
  if (changes.length === 0) return [line(say('round/since-nothing', { version }))]
  return [line(say('round/since', { version })), ...changesInShort(changes, say)]
}

const stoodLine = (view: ArrivalView, stood: NonNullable<ArrivalView['stood']>, say: Say): Parts =>
  say(stood.version === view.version ? 'round/we-stand' : 'round/we-stood', {
    version: stood.version,
    stand: standParts(stood, say),
  })

function questionNodes(
  { is, asks, answer, declined }: ArrivalView['questions'][number],
  say: Say,
): readonly CardNode[] {
  const asked = line(say('round/we-asked', { asks: wordsOr(asks, say) }))
  if (is === 'open') return [asked]
  if (is === 'declined') return [asked, line(say('round/plenary-declined', { reason: wordsOr(declined, say) }))]
  return [asked, answer === undefined ? line(wordsOr(answer, say)) : quote(answer, say('round/plenary-answered'))]
}

const reading = ({ proposal: { id }, version }: ArrivalView, say: Say): readonly Button[] => [
  pageButton(say('round/do-read'), { page: 'text', proposal: id, version }),
  ...(version > 1 ? [pageButton(say('round/do-changes'), { page: 'changes', proposal: id, to: version })] : []),
  pageButton(say('round/do-tracker'), { page: 'tracker', proposal: id }),
]

/** First what every member can do, then what its chair can do. */
function doing({ proposal: { id: proposal }, may, conditionsMet }: ArrivalView, say: Say): readonly Button[] {
  return [
    ...(may.concern ? [actButton(say('round/do-concern'), 'raise concern', { proposal })] : []),
    ...(may.amend ? [actButton(say('round/do-amend'), 'suggest amendment', { proposal })] : []),
    ...(may.offerView ? [actButton(say('round/do-view'), 'offer minority view', { proposal })] : []),
    ...(may.consent ? [actButton(say('round/do-view-consent'), 'consent to view', {}, { ask: true })] : []),
    ...(conditionsMet && may.declare
      ? [actButton(say('round/do-conditions-met'), 'confirm conditions met', { proposal }, { style: 'primary' })]
      : []),
    ...(may.gauge ? [actButton(say('round/do-gauge'), 'open gauge', { proposal })] : []),
    ...(may.ask ? [actButton(say('round/do-ask'), 'ask plenary', { proposal })] : []),
    ...(may.declare ? [actButton(say('round/do-read-room'), 'post reading', { proposal })] : []),
    ...(may.reopen ? [actButton(say('round/do-reopen'), 'reopen leg', { proposal })] : []),
  ]
}
