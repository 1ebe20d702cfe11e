import { heading, line, list, quietLine, type Card, type CardNode } from '../port/card.ts'
import { code } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { HelpView, Offered } from '../views/help.ts'
import { placeParts } from './words.ts'

/** What help shows of a command beside its name: one line about it. A command as declared is one of these. */
export interface Helped extends Offered {
  readonly about: Key
}

/** What you may do here now, and nothing else. */
export function helpCard(view: HelpView<Helped>, say: Say): Card {
  const first = view.place ? say('help/here', { place: placeParts(view.place, say) }) : say('help/anywhere')
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.nouns.length === 0 ? [line(say('help/nothing'))] : view.nouns.flatMap((one) => nounNodes(one, say))),
      quietLine(say('help/how')),
    ],
  }
}

const nounNodes = ({ commands }: HelpView<Helped>['nouns'][number], say: Say): readonly CardNode[] => [
  list(
    commands.map(({ name, about }) =>
      say('help/command', { command: [code(`/caucus ${name.join(' ')}`)], about: say(about) }),
    ),
  ),
]
