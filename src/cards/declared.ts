import type { Office } from '../domain/fact.ts'
import {
  buttons,
  fields,
  heading,
  line,
  list,
  pageButton,
  quietLine,
  quote,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { moment, source, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { ConditionView, DeclaredView } from '../views/declared.ts'
import { standParts } from './stand.ts'
import {
  headParts,
  levelParts,
  numberParts,
  paragraphParts,
  personParts,
  placeParts,
  proposalParts,
  wordsOr,
} from './words.ts'

/** What a caucus declared, as plenary has it: what left the caucus, and no more (procedure 3.3). */
export function declaredCard(view: DeclaredView, say: Say): Card {
  const { id } = view.proposal
  const first = say('round/declared', {
    caucus: placeParts(view.caucus, say),
    stand: standParts(view, say),
    proposal: proposalParts(view.proposal, say),
    version: view.version,
    round: view.round,
  })
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.revised ? [line(say('round/declared-revised', { caucus: placeParts(view.caucus, say) }))] : []),
      ...declaredNodes(view, say),
      quietLine(byLine(view, say)),
      ...(view.isSponsor ? [quietLine(say('round/declared-sponsor'))] : []),
      ...(view.interest === undefined
        ? []
        : [quietLine(say('round/declared-interest', { interest: wordsOr(view.interest, say) }))]),
      buttons([
        pageButton(say('round/do-read'), { page: 'text', proposal: id, version: view.version }),
        pageButton(say('round/do-tracker'), { page: 'tracker', proposal: id }),
      ]),
    ],
  }
}

const byKeys: Readonly<Record<Office, Key>> = {
  'caucus chair': 'round/declared-by-chair',
  'co-chair': 'round/declared-by-co-chair',
  'acting chair': 'round/declared-by-acting-chair',
  'plenary chair': 'round/declared-by-chair',
  secretariat: 'round/declared-by-chair',
}

function byLine(view: DeclaredView, say: Say): Parts {
  const by = say(byKeys[view.office], {
    who: view.by ? personParts(view.by, say) : say('common/somebody'),
    at: moment(view.at, view.zone),
    source: source('public', view.n),
  })
  const late = view.late ? say('round/declared-late', { so: by }) : by
  return view.head ? say('round/declared-head', { so: late, head: headParts(view.head) }) : late
}

/** Note, conditions, levels by paragraph, amendments, forwarded concerns, minority views, turnout: as far as there are. */
function declaredNodes(view: DeclaredView, say: Say): readonly CardNode[] {
  return [
    ...(view.note === undefined ? [] : [quote(view.note)]),
    ...listOf(
      say('round/declared-conditions'),
      view.conditions.map((one) => conditionLine(one, say)),
    ),
    ...listOf(
      say('round/declared-levels'),
      view.levels.map(({ paragraph, level }) =>
        say('round/declared-level', { paragraph: paragraphParts(paragraph, say), level: levelParts(level, say) }),
      ),
    ),
    ...listOf(
      say('round/declared-amendments'),
      view.amendments.map(({ paragraph, wording, why }) =>
        amendmentLine(paragraph && paragraphParts(paragraph, say), wording, why, say),
      ),
    ),
    ...listOf(
      say('round/declared-concerns'),
      view.concerns.map(({ number, paragraph, says }) =>
        paragraph
          ? say('round/declared-concern-on', {
              number,
              paragraph: paragraphParts(paragraph, say),
              says: wordsOr(says, say),
            })
          : say('round/declared-concern', { number, says: wordsOr(says, say) }),
      ),
    ),
    ...view.views.flatMap((words) => [quote(words ?? '', say('round/declared-view'))]),
    ...(view.how === undefined ? [] : [line(say('round/declared-how', { how: wordsOr(view.how, say) }))]),
    fields([{ name: say('round/turnout'), says: turnoutParts(view.turnout, say) }]),
  ]
}

const listOf = (title: Parts, items: readonly Parts[]): readonly CardNode[] =>
  items.length === 0 ? [] : [line(title), list(items)]

export function conditionLine({ on, says, wording }: ConditionView, say: Say): Parts {
  const what = wordsOr(says, say)
  const asked = wording === undefined ? undefined : wordsOr(wording, say)
  if (on === 'whole') return say('round/condition', { says: what })
  if ('number' in on) return say('round/condition-proposal', { proposal: numberParts(on), says: what })
  const paragraph = paragraphParts(on, say)
  return asked
    ? say('round/condition-wording', { paragraph, says: what, wording: asked })
    : say('round/condition-paragraph', { paragraph, says: what })
}

function amendmentLine(on: Parts | undefined, wording: string | undefined, why: string | undefined, say: Say): Parts {
  const asked = { wording: wordsOr(wording, say), on: on ?? say('round/whole-text') }
  return why === undefined
    ? say('round/amendment', asked)
    : say('round/amendment-why', { ...asked, why: wordsOr(why, say) })
}

export function turnoutParts(turnout: DeclaredView['turnout'], say: Say): Parts {
  if ('answered' in turnout) return say('round/turnout-of', turnout)
  switch (turnout.withheld) {
    case 'fewer than 3':
      return say('round/turnout-few')
    case 'no gauge':
      return say('round/turnout-no-gauge')
    case 'not sent':
      return say('round/turnout-not-sent')
  }
}
