import type { MemberId, Place } from '../domain/id.ts'
import type { World } from '../domain/world.ts'
import type { Card } from '../port/card.ts'
import type { Page } from '../port/page.ts'
import type { Say } from '../text/say.ts'
import { caucusesFor, caucusFor, membersFor } from '../views/caucus.ts'
import { changesFor } from '../views/changes.ts'
import { charterFor } from '../views/charter.ts'
import { concernFor, concernsFor } from '../views/concern.ts'
import { gateFor } from '../views/gate.ts'
import { gaugeFor, myAnswerFor } from '../views/gauge.ts'
import { helpFor } from '../views/help.ts'
import { historyFor } from '../views/history.ts'
import { myDeskFor } from '../views/my-desk.ts'
import { proposalFor, proposalsFor } from '../views/proposal.ts'
import { leavingFor, readingFor } from '../views/reading.ts'
import { recommendationFor } from '../views/recommendation.ts'
import { recordFor } from '../views/record.ts'
import { reportFor } from '../views/report.ts'
import { textFor } from '../views/text.ts'
import { only, type Rows, type Viewer } from '../views/viewer.ts'
import { caucusCard, caucusesCard, membersCard } from './caucus.ts'
import { changesCard } from './changes.ts'
import { charterCard } from './charter.ts'
import { concernCard, concernsCard } from './concern.ts'
import { gateCard } from './gate.ts'
import { gaugeCard, meaningsCard, myAnswerCard } from './gauge.ts'
import { helpCard, type Helped } from './help.ts'
import { historyCard } from './history.ts'
import { myDeskCard } from './my-desk.ts'
import { nothingCard } from './nothing.ts'
import { proposalCard, proposalsCard } from './proposal.ts'
import { leavingCard, readingCard } from './reading.ts'
import { recommendationCard } from './recommendation.ts'
import { recordCard } from './record.ts'
import { reportCard } from './report.ts'
import { textCard } from './text.ts'
import { trackerOf } from './tracker.ts'
import { whyCard } from './why.ts'

/**
 * A page as this person may read it now, privately. A page that is not theirs and one that does not exist are the same
 * card. `place` is where they asked, undefined in a direct conversation; `catalogue` holds every command, so that help can
 * list those that this person may give. The page `whole` is made of the card whose button was pressed, and not here.
 */
export function drawPage(
  page: Page,
  member: MemberId,
  place: Place | undefined,
  world: World,
  rows: Rows,
  say: Say,
  catalogue: readonly Helped[],
): Card {
  const reading = { member, place, world, rows, say, catalogue }
  return mine(page, reading) ?? nothingCard(say)
}

interface Reading {
  readonly member: MemberId
  readonly place: Place | undefined
  readonly world: World
  readonly rows: Rows
  readonly say: Say
  readonly catalogue: readonly Helped[]
}

/** What only a person reads: their own desk, and what is open to them alone. The rest they read like anybody. */
function mine(page: Page, { member, place, world, rows, say, catalogue }: Reading): Card | undefined {
  if (!world.assembly.foundedAt) return undefined
  const viewer = only(member)
  const drawn = drawnWith(say)
  switch (page.page) {
    case 'desk':
      return myDeskCard(myDeskFor(member, world, rows, place), say)
    case 'help':
      return helpCard(helpFor(member, world, rows, { place, noun: page.noun, catalogue }), say)
    case 'members':
      return membersCard(membersFor(viewer, world, rows, page.caucus ?? place), say)
    case 'my answer':
      return drawn(myAnswerFor(member, world, rows, page.gauge), myAnswerCard)
    case 'what leaves':
      return drawn(leavingFor(viewer, world, rows, page.reading), leavingCard)
    default:
      return pageFor(page, viewer, world, rows, say)
  }
}

const drawnWith =
  (say: Say) =>
  <View>(view: View | undefined, card: (view: View, say: Say) => Card): Card | undefined =>
    view === undefined ? undefined : card(view, say)

/** A page as any viewer may read it, the public too; undefined for what is not theirs, or is only a person's own. */
export function pageFor(page: Page, viewer: Viewer, world: World, rows: Rows, say: Say): Card | undefined {
  const drawn = drawnWith(say)
  switch (page.page) {
    case 'proposals':
      return proposalsCard(proposalsFor(viewer, world, rows), say)
    case 'caucuses':
      return caucusesCard(caucusesFor(viewer, world, rows), say)
    case 'caucus':
      return drawn(caucusFor(viewer, world, rows, page.caucus), caucusCard)
    case 'charter':
      return charterCard(charterFor(viewer, world, rows), say)
    case 'proposal':
      return drawn(proposalFor(viewer, world, rows, page.proposal), proposalCard)
    case 'text':
      return drawn(textFor(viewer, world, rows, page.proposal, page.version), textCard)
    case 'changes':
      return drawn(changesFor(viewer, world, rows, page.proposal, page), changesCard)
    case 'history':
      return drawn(historyFor(viewer, world, rows, page.proposal), historyCard)
    case 'tracker':
      return (
        trackerOf(viewer, world, rows, page.proposal, say)?.card ??
        drawn(proposalFor(viewer, world, rows, page.proposal), proposalCard)
      )
    case 'gate':
      return drawn(gateFor(viewer, world, rows, page.proposal), gateCard)
    case 'report':
      return (
        drawn(recommendationFor(viewer, world, rows, page.proposal), recommendationCard) ??
        drawn(reportFor(viewer, world, rows, page.proposal), reportCard)
      )
    case 'record':
      return recordCard(recordFor(viewer, world, rows, page.proposal), say)
    case 'concerns':
      return drawn(concernsFor(viewer, world, rows, page.proposal), concernsCard)
    case 'concern':
      return drawn(concernFor(viewer, world, rows, page.concern), concernCard)
    case 'gauge':
      return drawn(gaugeFor(viewer, world, rows, page.gauge), gaugeCard)
    case 'meanings':
      return drawn(gaugeFor(viewer, world, rows, page.gauge), meaningsCard)
    case 'why':
      return drawn(gaugeFor(viewer, world, rows, page.gauge), whyCard)
    case 'reading':
      return drawn(readingFor(viewer, world, rows, page.reading), readingCard)
    default:
      return undefined
  }
}
