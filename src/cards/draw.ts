import type { Place } from '../domain/id.ts'
import { stageOf } from '../domain/leg.ts'
import type { Stage, World } from '../domain/world.ts'
import type { Card } from '../port/card.ts'
import { label } from '../text/plain.ts'
import type { Say } from '../text/say.ts'
import { arrivalFor } from '../views/arrival.ts'
import { choiceFor, questionFor, requestFor } from '../views/asked.ts'
import { concernAt, concernFor } from '../views/concern.ts'
import { declaredFor } from '../views/declared.ts'
import { deskFor } from '../views/desk.ts'
import { gaugeFor, gaugeIn } from '../views/gauge.ts'
import type { ProposalNamed } from '../views/naming.ts'
import { proposalFor } from '../views/proposal.ts'
import { readingFor } from '../views/reading.ts'
import { recommendationFor } from '../views/recommendation.ts'
import { subjectOf, type CardKey, type CardSubject } from '../views/registry.ts'
import { reportFor } from '../views/report.ts'
import { everyoneIn, type Rows, type Viewer } from '../views/viewer.ts'
import { arrivalCard } from './arrival.ts'
import { choiceCard, questionCard, requestCard } from './asked.ts'
import { concernCard } from './concern.ts'
import { declaredCard } from './declared.ts'
import { deskCard } from './desk.ts'
import { gaugeCard } from './gauge.ts'
import { proposalCard, turnLine } from './proposal.ts'
import { readingCard } from './reading.ts'
import { recommendationCard, reopenedCard } from './recommendation.ts'
import { reportCard } from './report.ts'
import { trackerOf } from './tracker.ts'
import { proposalParts } from './words.ts'

/** A lasting card as everyone in its channel may see it now. */
export interface DrawnCard {
  readonly place: Place
  readonly card: Card
  readonly pinned: boolean
  /** The thread in which people talk about it, where the platform has threads. */
  readonly thread?: string
}

/** Draws a card from the state as it is; undefined where there is nothing to show. */
export function drawCard(key: CardKey, world: World, rows: Rows, say: Say): DrawnCard | undefined {
  const subject = subjectOf(key)
  return subject && world.assembly.foundedAt ? draw(subject, world, rows, say) : undefined
}

function draw(subject: CardSubject, world: World, rows: Rows, say: Say): DrawnCard | undefined {
  const plenary = everyoneIn('plenary')
  switch (subject.is) {
    case 'desk': {
      const { place } = subject
      const view = deskFor(everyoneIn(place), world, rows, place)
      return view && { place, card: deskCard(view, say), pinned: true }
    }
    case 'proposal': {
      const view = proposalFor(plenary, world, rows, subject.proposal)
      return view && { ...inPlenary(proposalCard(view, say)), thread: threadName(view.proposal, say) }
    }
    case 'tracker': {
      const drawn = trackerOf(plenary, world, rows, subject.proposal, say)
      return drawn && { place: 'plenary', card: drawn.card, pinned: inPlay.has(drawn.view.stage) }
    }
    case 'arrival': {
      const view = arrivalFor(everyoneIn(subject.caucus), world, rows, subject)
      return (
        view && {
          place: subject.caucus,
          card: arrivalCard(view, say),
          pinned: false,
          thread: threadName(view.proposal, say),
        }
      )
    }
    case 'declared': {
      const view = declaredFor(plenary, world, rows, subject.declaration)
      return view && inPlenary(declaredCard(view, say))
    }
    case 'recommendation':
    case 'report':
      return drawOutcome(subject, world, rows, say)
    case 'gauge': {
      const at = gaugeIn(world, subject.gauge)?.place
      const view = at && gaugeFor(everyoneIn(at), world, rows, subject.gauge)
      return at && view && { place: at, card: gaugeCard(view, say), pinned: false }
    }
    case 'concern': {
      const at = concernAt(world, subject.concern)?.place
      const view = at && concernFor(everyoneIn(at), world, rows, subject.concern)
      return at && view && { place: at, card: concernCard(view, say), pinned: false }
    }
    case 'reading':
      return inCaucus(world, (viewer) => readingFor(viewer, world, rows, subject.reading), readingCard, say)
    case 'request':
      return inCaucus(world, (viewer) => requestFor(viewer, world, rows, subject.request), requestCard, say)
    case 'choice':
      return inCaucus(world, (viewer) => choiceFor(viewer, world, rows, subject.choice), choiceCard, say)
    case 'question': {
      const view = questionFor(plenary, world, rows, subject.question)
      return view && inPlenary(questionCard(view, say))
    }
  }
}

/** A card of one caucus, drawn for the only channel in which it can be seen. */
function inCaucus<View>(
  world: World,
  find: (viewer: Viewer) => View | undefined,
  card: (view: View, say: Say) => Card,
  say: Say,
): DrawnCard | undefined {
  for (const place of world.rooms.keys()) {
    const view = find(everyoneIn(place))
    if (view !== undefined) return { place, card: card(view, say), pinned: false }
  }
  return undefined
}

const threadName = (named: ProposalNamed, say: Say): string => label(proposalParts(named, say))

/** The tracker stays pinned while its proposal is in play. */
const inPlay: ReadonlySet<Stage> = new Set<Stage>(['in plenary', 'in caucuses', 'plenary assessment'])

const inPlenary = (card: Card): DrawnCard => ({ place: 'plenary', card, pinned: false })

/** An outcome that plenary has reopened says so, where it stood. */
function drawOutcome(
  { is, proposal: id, round }: Extract<CardSubject, { is: 'recommendation' | 'report' }>,
  world: World,
  rows: Rows,
  say: Say,
): DrawnCard | undefined {
  const plenary = everyoneIn('plenary')
  const proposal = world.assembly.proposals.get(id)
  if (!proposal) return undefined
  const outcome = proposal.outcome
  const stands = outcome?.round === round && (outcome.kind === 'recommended') === (is === 'recommendation')
  if (stands && is === 'recommendation') {
    const view = recommendationFor(plenary, world, rows, id)
    return view && inPlenary(recommendationCard(view, say))
  }
  if (stands) {
    const view = reportFor(plenary, world, rows, id)
    return view && inPlenary(reportCard(view, say))
  }
  const view = proposalFor(plenary, world, rows, id)
  if (!view || stageOf(proposal) === 'submitted') return undefined
  return inPlenary(reopenedCard(view.proposal, view.turn ? turnLine(view.turn, view.zone, say) : [], say))
}
