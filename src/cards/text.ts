import { buttons, heading, line, pageButton, paragraph, quietLine, type Card } from '../port/card.ts'
import { day, memberText } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { TextView } from '../views/text.ts'
import { personParts, proposalParts, wordsOr } from './words.ts'

/** A whole version, with its labels as typed. */
export function textCard(view: TextView, say: Say): Card {
  const first = say('proposal/text', { proposal: proposalParts(view.proposal, say), version: view.version })
  const { id } = view.proposal
  return {
    summary: first,
    nodes: [
      heading(first),
      quietLine(
        say('proposal/text-made', {
          at: day(view.madeAt, view.zone),
          by: view.madeBy ? personParts(view.madeBy, say) : say('common/somebody'),
        }),
      ),
      ...(view.isOut ? [] : [quietLine(say('proposal/text-not-out', { versions: view.versions }))]),
      ...(view.note === undefined ? [] : [line([memberText(view.note)])]),
      ...view.paragraphs.map(({ label, words }) => paragraph(label, wordsOr(words, say))),
      buttons([
        ...(view.version > 1
          ? [pageButton(say('round/do-changes'), { page: 'changes', proposal: id, to: view.version })]
          : []),
        ...(view.version > 1
          ? [
              pageButton(say('proposal/do-version', { version: view.version - 1 }), {
                page: 'text',
                proposal: id,
                version: view.version - 1,
              }),
            ]
          : []),
        ...(view.version < view.versions
          ? [
              pageButton(say('proposal/do-version', { version: view.version + 1 }), {
                page: 'text',
                proposal: id,
                version: view.version + 1,
              }),
            ]
          : []),
        pageButton(say('round/do-history'), { page: 'history', proposal: id }),
      ]),
    ],
  }
}
