import {
  buttons,
  divider,
  heading,
  line,
  list,
  more,
  pageButton,
  quietLine,
  quote,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { day, deadlineAt, memberText, source, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { DeclaredView } from '../views/declared.ts'
import type { PlaceNamed } from '../views/naming.ts'
import type { OverruledView, RecommendationView } from '../views/recommendation.ts'
import { actButton } from './acts.ts'
import { labelled } from './proposal.ts'
import { quoted } from './quoted.ts'
import { standParts } from './stand.ts'
import { headParts, listed, paragraphParts, personParts, placeParts, proposalParts, wordsOr } from './words.ts'

/**
 * A recommendation of the forum, developed by its assembly: these words are the bot's, and nobody types them. Every
 * outcome without a caucus begins by saying so (procedure 3, Declaring).
 */
export function recommendationCard(view: RecommendationView, say: Say): Card {
  const first = say('outcome/recommendation', {
    forum: wordsOr(view.forum, say),
    assembly: wordsOr(view.assembly, say),
  })
  const { id } = view.proposal
  return {
    summary: say('outcome/recommendation-summary', {
      forum: wordsOr(view.forum, say),
      proposal: proposalParts(view.proposal, say),
    }),
    nodes: [
      ...withoutNodes(view.without, say),
      heading(first),
      line(
        say('outcome/recommendation-what', {
          title: wordsOr(view.proposal.title, say),
          number: view.proposal.number,
          version: view.version,
        }),
      ),
      line(
        say('outcome/recommendation-how', {
          by: view.by ? personParts(view.by, say) : say('common/somebody'),
          at: day(view.at, view.zone),
          rounds: view.rounds,
          source: source('public', view.n),
        }),
      ),
      ...(view.note === undefined ? [] : [quote(view.note)]),
      line(finality(view.final, view.until, view.zone, say)),
      quietLine(say('outcome/non-binding')),
      divider,
      line(say('outcome/by-caucus')),
      list([...view.standing, ...view.beside].map((one) => standLine(one, say))),
      ...minorityNodes([...view.standing, ...view.beside], say),
      ...overruledNodes(view.overruled, say),
      more(
        view.text.map(({ label, words }) => labelled(label, words, say)),
        pageButton(say('proposal/do-read-all'), { page: 'text', proposal: id, version: view.version }),
      ),
      buttons([
        pageButton(say('round/do-read'), { page: 'text', proposal: id, version: view.version }),
        pageButton(say('round/do-history'), { page: 'history', proposal: id }),
        recordButton(view.head, id, say),
        ...(view.may.reopen ? [actButton(say('proposal/do-reopen'), 'reopen', { proposal: id })] : []),
      ]),
    ],
  }
}

/** `The record · 9f2c81ab03de`: the chat's own history becomes a witness of the head (record.md, Chains). */
export const recordButton = (head: string | undefined, proposal: RecommendationView['proposal']['id'], say: Say) =>
  pageButton(head ? say('outcome/do-record-head', { head: headParts(head) }) : say('assembly/desk-record'), {
    page: 'record',
    proposal,
  })

/** Every outcome reached past a dormant caucus begins with "without" and its name (procedure 3, Declaring). */
export const withoutNodes = (without: readonly PlaceNamed[], say: Say): readonly CardNode[] => {
  const places = without.map((one) => placeParts(one, say))
  return without.length === 0 ? [] : [line(say('outcome/without', { without: listed(places, say) }))]
}

export const finality = (final: boolean, until: string, zone: string, say: Say): Parts =>
  final
    ? say('outcome/final', { at: day(until, zone) })
    : say('outcome/provisional', { until: deadlineAt(until, zone) })

/** How one caucus stands, with its note and its source. */
export function standLine(view: DeclaredView, say: Say): Parts {
  const stand = {
    caucus: placeParts(view.caucus, say),
    stand: standParts(view, say),
    source: source('public', view.n),
  }
  return view.note === undefined
    ? say('outcome/stand', stand)
    : say('outcome/stand-note', { ...stand, note: [memberText(view.note)] })
}

/** Minority views travel with the proposal, in their holders' own words (procedure 2). */
export function minorityNodes(all: readonly DeclaredView[], say: Say): readonly CardNode[] {
  const views = all.flatMap((one) =>
    one.views.map((words) =>
      quoted(
        words,
        say,
        say('outcome/minority-from', { caucus: placeParts(one.caucus, say), source: source('public', one.n) }),
      ),
    ),
  )
  return views.length === 0 ? [] : [line(say('outcome/minority-views')), ...views]
}

/** What the concern says, how it was considered, why it was not adopted (procedure 3, Concerns). */
export function overruledNodes(all: readonly OverruledView[], say: Say): readonly CardNode[] {
  if (all.length === 0) return []
  return [
    line(say('outcome/overruled')),
    list(
      all.map(({ number, paragraph, says, considered, why, n }) =>
        say('outcome/overruled-one', {
          number,
          on: paragraph ? paragraphParts(paragraph, say) : say('round/whole-text'),
          says: wordsOr(says, say),
          considered: wordsOr(considered, say),
          why: wordsOr(why, say),
          source: source('public', n),
        }),
      ),
    ),
  ]
}

/** What stands where an outcome stood, once plenary has reopened the proposal. */
export function reopenedCard(view: RecommendationView['proposal'], reason: Parts, say: Say): Card {
  const first = say('outcome/reopened', { proposal: proposalParts(view, say) })
  return {
    summary: first,
    nodes: [
      heading(first),
      line(reason),
      buttons([
        pageButton(say('round/do-tracker'), { page: 'tracker', proposal: view.id }),
        pageButton(say('round/do-history'), { page: 'history', proposal: view.id }),
      ]),
    ],
  }
}
