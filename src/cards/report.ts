import type { Status } from '../domain/concern.ts'
import { buttons, divider, heading, line, list, pageButton, quietLine, type Card, type CardNode } from '../port/card.ts'
import { day, source, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { ConcernReport, ParagraphReport, ReportView } from '../views/report.ts'
import { actButton } from './acts.ts'
import { quoted } from './quoted.ts'
import { finality, minorityNodes, overruledNodes, recordButton, standLine, withoutNodes } from './recommendation.ts'
import {
  levelParts,
  paragraphParts,
  paragraphsParts,
  personParts,
  placeParts,
  proposalParts,
  wordsOr,
} from './words.ts'

/**
 * The report of agreement and disagreement: an outcome as dignified as a recommendation. Each sentence carries the entry
 * of the record from which it comes (procedure 3.5).
 */
export function reportCard(view: ReportView, say: Say): Card {
  const first = say('outcome/report', { forum: wordsOr(view.forum, say), assembly: wordsOr(view.assembly, say) })
  const { id } = view.proposal
  return {
    summary: say('outcome/report-summary', { proposal: proposalParts(view.proposal, say) }),
    nodes: [
      ...withoutNodes(view.without, say),
      heading(first),
      line(
        say('outcome/report-what', {
          proposal: proposalParts(view.proposal, say),
          version: view.version,
          rounds: view.rounds,
        }),
      ),
      ...opening(view, say),
      divider,
      ...agreed(view, say),
      ...disagreed(view, say),
      ...openNodes(view, say),
      divider,
      line(say('outcome/by-caucus')),
      list([
        ...view.caucuses.map((one) => standLine(one, say)),
        ...view.silent.map(({ caucus, why }) => say(silentKeys[why], { caucus: placeParts(caucus, say) })),
      ]),
      ...minorityNodes(view.caucuses, say),
      ...(view.concerns.length > 0
        ? [line(say('outcome/report-concerns')), list(view.concerns.map((one) => concernLine(one, say)))]
        : []),
      ...overruledNodes(view.overruled, say),
      buttons([
        pageButton(say('round/do-read'), { page: 'text', proposal: id, version: view.version }),
        pageButton(say('round/do-history'), { page: 'history', proposal: id }),
        recordButton(view.head, id, say),
        ...(view.may.reopen ? [actButton(say('proposal/do-reopen'), 'reopen', { proposal: id })] : []),
      ]),
    ],
  }
}

const silentKeys = {
  'not constituted': 'outcome/silent-not-constituted',
  lapsed: 'outcome/silent-lapsed',
  'no answer': 'outcome/silent-no-answer',
} as const satisfies Record<ReportView['silent'][number]['why'], Key>

function opening(view: ReportView, say: Say): readonly CardNode[] {
  if (view.n === undefined) return [quietLine(say('outcome/report-so-far'))]
  return [
    line(
      say('outcome/report-how', {
        by: view.by ? personParts(view.by, say) : say('common/somebody'),
        at: day(view.at, view.zone),
        source: source('public', view.n),
      }),
    ),
    quoted(view.reason, say),
    line(finality(view.final, view.until, view.zone, say)),
  ]
}

/** One sentence for all paragraphs that are agreed, with the declarations that show it. */
function agreed({ agreed: all, caucuses }: ReportView, say: Say): readonly CardNode[] {
  if (all.length === 0) return [line(say('outcome/agreed-none'))]
  const paragraphs = paragraphsParts(
    all.map(({ paragraph }) => paragraph),
    say,
  )
  const sources = caucuses.map(({ n }) => source('public', n))
  return [line(say('outcome/agreed', { paragraphs, sources }))]
}

/** Paragraph by paragraph: who stands where, what they ask for, which concerns there are. */
function disagreed({ disagreed: all }: ReportView, say: Say): readonly CardNode[] {
  if (all.length === 0) return []
  return [line(say('outcome/disagreed')), ...all.flatMap((one) => paragraphNodes(one, say))]
}

function openNodes({ open }: ReportView, say: Say): readonly CardNode[] {
  if (open.length === 0) return []
  const paragraphs = paragraphsParts(
    open.map(({ paragraph }) => paragraph),
    say,
  )
  const sources = [...new Set(open.flatMap(({ levels }) => levels.map(({ n }) => n)))].map((n) => source('public', n))
  return [
    line(
      sources.length > 0
        ? say('outcome/not-known-but', { paragraphs, sources })
        : say('outcome/not-known', { paragraphs }),
    ),
  ]
}

const paragraphNodes = (report: ParagraphReport, say: Say): readonly CardNode[] => [
  line(say('outcome/on-paragraph', { paragraph: paragraphParts(report.paragraph, say) })),
  list([
    ...report.levels.map(({ caucus, level, n }) =>
      say('outcome/level-on', {
        caucus: placeParts(caucus, say),
        level: levelParts(level, say),
        source: source('public', n),
      }),
    ),
    ...report.conditions.map(({ caucus, says, wording, n }) => {
      const shared = { caucus: placeParts(caucus, say), says: wordsOr(says, say), source: source('public', n) }
      return wording === undefined
        ? say('outcome/condition', shared)
        : say('outcome/condition-wording', { ...shared, wording: wordsOr(wording, say) })
    }),
    ...report.amendments.map(({ caucus, wording, n }) =>
      say('outcome/amendment', {
        caucus: placeParts(caucus, say),
        wording: wordsOr(wording, say),
        source: source('public', n),
      }),
    ),
    ...report.concerns.map((one) => concernLine(one, say)),
  ]),
]

const statusKeys: Readonly<Record<Status, Key>> = {
  open: 'outcome/concern-open',
  answered: 'outcome/concern-answered',
  contested: 'outcome/concern-contested',
  'to be rechecked': 'outcome/concern-recheck',
  overruling: 'outcome/concern-overruling',
  'settling elsewhere': 'outcome/concern-elsewhere',
  accepted: 'outcome/concern-accepted',
  accommodated: 'outcome/concern-accommodated',
  withdrawn: 'outcome/concern-withdrawn',
  overruled: 'outcome/concern-overruled',
  'not settled here': 'outcome/concern-not-here',
  merged: 'outcome/concern-merged',
  split: 'outcome/concern-split',
  'answered, no reply': 'outcome/concern-no-reply',
}

function concernLine({ number, holder, says, status, n }: ConcernReport, say: Say): Parts {
  const shared = { number, says: wordsOr(says, say), status: say(statusKeys[status]), source: source('public', n) }
  return holder
    ? say('outcome/concern-of', { ...shared, holder: placeParts(holder, say) })
    : say('outcome/concern', shared)
}
