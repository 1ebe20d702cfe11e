import type { ProposalId } from '../domain/id.ts'
import type { World } from '../domain/world.ts'
import {
  buttons,
  commandButton,
  divider,
  heading,
  line,
  pageButton,
  quietLine,
  table,
  type Card,
  type Cell,
} from '../port/card.ts'
import { deadlineAt, strong, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import { gateFor, type GateView } from '../views/gate.ts'
import { trackerFor, type TrackerView } from '../views/tracker.ts'
import type { Rows, Viewer } from '../views/viewer.ts'
import { actButton } from './acts.ts'
import { declareButtons, gateNodes } from './gate.ts'
import { cellParts } from './stand.ts'
import { listed, personParts, placeParts, proposalParts, stageParts } from './words.ts'

/** The tracker as somebody may see it now, with the gate where that is thinkable. */
export function trackerOf(
  viewer: Viewer,
  world: World,
  rows: Rows,
  proposal: ProposalId,
  say: Say,
): { readonly card: Card; readonly view: TrackerView } | undefined {
  const view = trackerFor(viewer, world, rows, proposal)
  const gate = view?.gateIsThinkable ? gateFor(viewer, world, rows, proposal) : undefined
  return view && { card: trackerCard(view, gate, say), view }
}

/** Where a proposal stands, caucus by caucus and round by round; with the gate, once it is thinkable (cards.md). */
export function trackerCard(view: TrackerView, gate: GateView | undefined, say: Say): Card {
  const first = headline(view, say)
  const { id } = view.proposal
  return {
    summary: first,
    nodes: [
      heading(first),
      table(
        view.rounds.map((round) => say('round/column', round)),
        view.caucuses.map(({ caucus, counts, cells }) => ({
          head: counts ? placeParts(caucus, say) : say('round/row-beside', { caucus: placeParts(caucus, say) }),
          cells: cells.map((cell): Cell => {
            const parts = cellParts(cell, view.zone, say)
            return cell.stands ? { parts: [strong(...parts)], emphasis: 'strong' } : { parts }
          }),
        })),
      ),
      ...(view.earlier > 0 ? [quietLine(say('round/earlier', { count: view.earlier }))] : []),
      ...status(view, say).map((parts) => line(parts)),
      ...(gate ? [divider, ...gateNodes(gate, say)] : []),
      buttons([
        pageButton(say('round/do-read'), { page: 'text', proposal: id, version: view.version }),
        ...(view.version > 1 ? [pageButton(say('round/do-changes'), { page: 'changes', proposal: id })] : []),
        pageButton(say('round/do-history'), { page: 'history', proposal: id }),
        pageButton(say('round/do-concerns'), { page: 'concerns', proposal: id }),
        ...chairButtons(view, gate, say),
      ]),
    ],
  }
}

function headline(view: TrackerView, say: Say): Parts {
  const shared = {
    proposal: proposalParts(view.proposal, say),
    version: view.version,
    round: view.round,
    stage: stageParts(view.stage, say),
  }
  if (view.recalled && view.stage === 'plenary assessment') return say('round/headline-recalled', shared)
  return view.due
    ? say('round/headline-due', { ...shared, due: deadlineAt(view.due, view.zone) })
    : say('round/headline', shared)
}

function status(view: TrackerView, say: Say): readonly Parts[] {
  const awaited = view.awaited.map(({ caucus, chairs, asks }) => {
    const who = placeParts(caucus, say)
    if (chairs.length === 0) return say('round/awaited-no-chair', { who })
    const names = listed(
      chairs.map((one) => personParts(one, say)),
      say,
    )
    return say(asks ? 'round/awaited-asks' : 'round/awaited-chair', { who, chairs: names })
  })
  return [
    ...(awaited.length > 0 ? [say('round/awaited', { all: listed(awaited, say) })] : []),
    say('round/concerns', { count: view.concerns }),
    ...(view.questions > 0 ? [say('round/questions', { count: view.questions })] : []),
    ...(view.moved ? [say('round/moving', view.moved)] : []),
    ...(view.stopped ? [say('round/stopped')] : []),
  ]
}

/** For the plenary chair; each press is judged anew. Both endings stand beside each other, neither above the other. */
const chairButtons = ({ proposal: { id }, may }: TrackerView, gate: GateView | undefined, say: Say) => [
  ...(may.remind ? [commandButton(say('round/do-remind'), 'leg remind', { proposal: id })] : []),
  ...(may.dispatch ? [actButton(say('round/do-dispatch'), 'dispatch', { proposal: id })] : []),
  ...(may.revise ? [actButton(say('round/do-revise'), 'make version', { proposal: id })] : []),
  ...(gate ? declareButtons(gate, say) : []),
  ...(may.park ? [actButton(say('round/do-park'), 'park', { proposal: id })] : []),
  ...(may.recall ? [actButton(say('round/do-recall'), 'recall', { proposal: id }, { style: 'danger' })] : []),
]
