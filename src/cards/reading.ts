import {
  buttons,
  divider,
  heading,
  line,
  list,
  pageButton,
  quietLine,
  quote,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { code, deadlineAt, memberText, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { LeavingView, ReadingView } from '../views/reading.ts'
import { actButton } from './acts.ts'
import { conditionLine, turnoutParts } from './declared.ts'
import { quoted } from './quoted.ts'
import { levelParts, listed, numberParts, paragraphParts, paragraphsParts, personParts, wordsOr } from './words.ts'

function headline(view: ReadingView, say: Say): Parts {
  const values = {
    level: levelParts(view.level, say),
    proposal: numberParts(view.proposal),
    version: view.version,
    about: view.about === 'as it is' ? 'as' : 'if',
  }
  return say('reading/headline', values)
}

/** The chair reads …; if this is not what we said, say so until … (cards.md, Reading). */
export function readingCard(view: ReadingView, say: Say): Card {
  const first = headline(view, say)
  return {
    summary: first,
    nodes: [
      heading(first),
      ...saidNodes(view, say),
      ...noteNodes(view, say),
      ...beyondNodes(view, say),
      ...windowNodes(view, say),
    ],
  }
}

function saidNodes(view: ReadingView, say: Say): readonly CardNode[] {
  return [
    ...(view.part.length > 0 ? [line(say('reading/part', { paragraphs: paragraphsParts(view.part, say) }))] : []),
    ...(view.levels.length > 0
      ? [
          line(say('round/declared-levels')),
          list(
            view.levels.map(({ paragraph, level }) =>
              say('round/declared-level', { paragraph: paragraphParts(paragraph, say), level: levelParts(level, say) }),
            ),
          ),
        ]
      : []),
    ...(view.conditions.length > 0
      ? [line(say('reading/conditions')), list(view.conditions.map((one) => conditionLine(one, say)))]
      : []),
    ...(view.how === undefined ? [] : [line(say('reading/how', { how: memberText(view.how) }))]),
  ]
}

const noteNodes = ({ note }: ReadingView, say: Say): readonly CardNode[] =>
  note === undefined ? [] : [quote(note, say('reading/note'))]

/** Why a level goes beyond the advice: for the caucus, and its record keeps it. */
function beyondNodes({ reason, advice }: ReadingView, say: Say): readonly CardNode[] {
  if (reason === undefined) return []
  const because = memberText(reason)
  return [
    line(
      advice === undefined
        ? say('reading/because', { reason: because })
        : say('reading/beyond', { reason: because, advice: code(advice) }),
    ),
  ]
}

function windowNodes(view: ReadingView, say: Say): readonly CardNode[] {
  if (view.ended) return [quietLine(say('reading/ended-how', { how: view.ended }))]
  const until = deadlineAt(view.until, view.zone)
  const on = { reading: view.id }
  return [
    line(say(view.over ? 'reading/over' : 'reading/contest-until', { until })),
    ...view.contests.flatMap(({ by, reason }) => [
      quoted(reason, say, say('reading/contested-by', { who: by ? personParts(by, say) : say('common/somebody') })),
    ]),
    buttons([
      ...(view.may.contest ? [actButton(say('reading/do-contest'), 'contest reading', on, { ask: true })] : []),
      ...(view.may.confirm
        ? [
            pageButton(
              say('reading/do-leaves'),
              { page: 'what leaves', reading: view.id },
              view.over || view.atOnce ? { style: 'primary' } : {},
            ),
            actButton(say('reading/do-change'), 'post reading', { proposal: view.proposal.id }, { ask: true }),
            actButton(say('reading/do-withdraw'), 'withdraw reading', on),
          ]
        : []),
    ]),
  ]
}

/** The exact message to plenary, item by item, and below it what stays. The chair ticks in the form, and sends. */
export function leavingCard(view: LeavingView, say: Say): Card {
  const { reading } = view
  const first = say('reading/leaves-title', { proposal: numberParts(reading.proposal), version: reading.version })
  const values = {
    level: levelParts(reading.level, say),
    about: reading.about === 'as it is' ? 'as' : 'if',
    version: reading.version,
  }
  const ready = reading.over || reading.atOnce
  return {
    summary: first,
    nodes: [
      heading(first),
      line(say('reading/leaves-level', values)),
      ...saidNodes(reading, say),
      ...(reading.note === undefined ? [] : [line(say('reading/leaves-note')), ...noteNodes(reading, say)]),
      line(say('reading/leaves-turnout', { turnout: turnoutParts(view.turnout, say) })),
      ...(reading.late ? [line(say('reading/leaves-late'))] : []),
      ...itemNodes(view, say),
      divider,
      line(staysParts(view, say)),
      ...(reading.contests.length > 0
        ? [line(say('reading/leaves-needs-note', { count: reading.contests.length }))]
        : []),
      ...(ready ? [] : [line(say('reading/not-yet', { until: deadlineAt(reading.until, reading.zone) }))]),
      buttons([
        ...(ready
          ? [
              actButton(
                say('reading/do-send'),
                'confirm reading',
                { reading: reading.id },
                { style: 'primary', ask: true },
              ),
            ]
          : []),
        pageButton(say('common/back'), { page: 'reading', reading: reading.id }),
      ]),
    ],
  }
}

/** What the chair may tick besides: nothing of it goes without the tick. */
function itemNodes({ amendments, concerns, views }: LeavingView, say: Say): readonly CardNode[] {
  return [
    ...(amendments.length > 0
      ? [
          line(say('reading/leaves-amendments')),
          list(
            amendments.map(({ paragraph, wording, why }, at) => {
              const shared = {
                nth: at + 1,
                on: paragraph ? paragraphParts(paragraph, say) : say('reading/new-paragraph'),
                wording: wordsOr(wording, say),
              }
              return why === undefined
                ? say('reading/leaves-amendment', shared)
                : say('reading/leaves-amendment-why', { ...shared, why: memberText(why) })
            }),
          ),
        ]
      : []),
    ...(concerns.length > 0
      ? [
          line(say('reading/leaves-concerns')),
          list(concerns.map(({ number, says }) => say('reading/leaves-concern', { number, says: wordsOr(says, say) }))),
        ]
      : []),
    ...(views.length > 0 ? [line(say('reading/leaves-views')), ...views.map(({ words }) => quoted(words, say))] : []),
  ]
}

function staysParts({ stays }: LeavingView, say: Say): Parts {
  const parts = [
    ...(stays.names > 0 ? [say('reading/stays-names', { count: stays.names })] : []),
    ...(stays.answers > 0 ? [say('reading/stays-answers', { count: stays.answers })] : []),
    ...(stays.views > 0 ? [say('reading/stays-views', { count: stays.views })] : []),
    ...(stays.reason ? [say('reading/stays-reason')] : []),
    ...(stays.contests > 0 ? [say('reading/stays-contests', { count: stays.contests })] : []),
  ]
  return say('reading/stays', { all: listed(parts, say) })
}
