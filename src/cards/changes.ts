import {
  heading,
  line,
  list,
  pageButton,
  paragraph,
  quietLine,
  buttons,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { added, memberText, removed, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { ChangesView, ChangeView } from '../views/changes.ts'
import { listed, paragraphParts, paragraphsParts, placeParts, proposalParts, wordsOr } from './words.ts'

/** What changed from one version to another, word for word: readable without colour. */
export function changesCard(view: ChangesView, say: Say): Card {
  const first = say('proposal/changes', { proposal: proposalParts(view.proposal, say), from: view.from, to: view.to })
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.changes.length === 0 ? [line(say('proposal/changes-none'))] : []),
      ...view.notes.map(({ version, note }) =>
        line(say('proposal/changes-note', { version, note: [memberText(note)] })),
      ),
      ...view.changes.flatMap((change) => changeNodes(change, say)),
      ...(view.unchanged > 0 ? [quietLine(say('proposal/changes-same', { count: view.unchanged }))] : []),
      buttons([
        pageButton(say('round/do-read'), { page: 'text', proposal: view.proposal.id, version: view.to }),
        pageButton(say('round/do-history'), { page: 'history', proposal: view.proposal.id }),
      ]),
    ],
  }
}

function changeNodes(change: ChangeView, say: Say): readonly CardNode[] {
  const { words } = change
  return [
    line(changeLine(change, say)),
    ...(words === undefined ? [paragraph('', wordsOr(undefined, say))] : []),
    ...(words && words.length > 0
      ? [
          paragraph(
            change.paragraph.label,
            words.map(({ is, words: piece }) =>
              is === 'same' ? memberText(piece) : is === 'removed' ? removed(piece) : added(piece),
            ),
          ),
        ]
      : []),
  ]
}

/** One change in one sentence: "¶4 reworded, as Government asked". */
function changeLine(change: ChangeView, say: Say): Parts {
  const so = whatBecame(change, say)
  const by = listed(
    change.askedBy.map((one) => placeParts(one, say)),
    say,
  )
  return change.askedBy.length > 0 ? say('proposal/change-asked', { so, by }) : so
}

function whatBecame({ is, moved, paragraph: here, was, from }: ChangeView, say: Say): Parts {
  const shown = paragraphParts(here, say)
  const before = was ? paragraphParts(was, say) : []
  switch (is) {
    case 'new':
      return from.length > 0
        ? say('proposal/change-from', { paragraph: shown, from: paragraphsParts(from, say) })
        : say('proposal/change-new', { paragraph: shown })
    case 'removed':
      return say('proposal/change-removed', { paragraph: shown })
    case 'moved':
      return was
        ? say('proposal/change-moved-was', { paragraph: shown, was: before })
        : say('proposal/change-moved', { paragraph: shown })
    case 'relabelled':
      return say('proposal/change-relabelled', { paragraph: shown, was: before })
    case 'reworded': {
      if (moved) return say('proposal/change-reworded-moved', { paragraph: shown })
      return was
        ? say('proposal/change-reworded-was', { paragraph: shown, was: before })
        : say('proposal/change-reworded', { paragraph: shown })
    }
  }
}

/** The changes in short, for an arrival: as many as one reads, and how many more there are. */
export function changesInShort(changes: readonly ChangeView[], say: Say): readonly CardNode[] {
  const shown = changes.slice(0, 8)
  const rest = changes.length - shown.length
  return [
    list([
      ...shown.map((one) => changeLine(one, say)),
      ...(rest > 0 ? [say('proposal/changes-more', { count: rest })] : []),
    ]),
  ]
}
