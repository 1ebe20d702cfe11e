import { buttons, heading, line, list, pageButton, type Card } from '../port/card.ts'
import { moment, source, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { HistoryLine, HistoryView } from '../views/history.ts'
import { turnParts } from './proposal.ts'
import { standParts } from './stand.ts'
import { personParts, placeParts, proposalParts, stageParts } from './words.ts'

/** Everything that happened to a proposal, with the entry of the record where each can be checked. */
export function historyCard(view: HistoryView, say: Say): Card {
  const first = say('outcome/history', {
    proposal: proposalParts(view.proposal, say),
    stage: stageParts(view.stage, say),
  })
  const { id } = view.proposal
  return {
    summary: first,
    nodes: [
      heading(first),
      ...historyNodes(view, say),
      buttons([
        pageButton(say('round/do-read'), { page: 'text', proposal: id }),
        pageButton(say('assembly/desk-record'), { page: 'record', proposal: id }),
      ]),
    ],
  }
}

export const historyNodes = ({ lines, zone }: HistoryView, say: Say) =>
  lines.length === 0 ? [line(say('outcome/history-none'))] : [list(lines.map((one) => lineParts(one, zone, say)))]

function lineParts(one: HistoryLine, zone: string, say: Say): Parts {
  return say('outcome/history-line', {
    at: moment(one.at, zone),
    what: what(one, zone, say),
    source: source('public', one.n),
  })
}

function what(one: HistoryLine, zone: string, say: Say): Parts {
  switch (one.is) {
    case 'version':
      return say('outcome/history-version', {
        version: one.version,
        by: one.by ? personParts(one.by, say) : say('common/somebody'),
      })
    case 'dispatched':
      return say('outcome/history-dispatched', {
        version: one.version,
        round: one.round,
        due: moment(one.due, zone),
      })
    case 'declared':
      return say('outcome/history-declared', {
        caucus: placeParts(one.stand.caucus, say),
        version: one.stand.version,
        stand: standParts(one.stand, say),
      })
    case 'turn':
      return turnParts({ is: one.turn, words: one.words, ...(one.version && { version: one.version }) }, say)
  }
}
