import type { AdviceName } from '../domain/gauge/advice-name.ts'
import { fields, heading, line, quietLine, type Card, type CardNode } from '../port/card.ts'
import { code, type Parts } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { AdviceView, GaugeView } from '../views/gauge.ts'
import { answerParts, question } from './answers.ts'
import { adviceParts } from './outcome.ts'
import { numberParts } from './words.ts'

/** Why the advice is what it is: the row, its formula with the numbers in it, and that the thresholds are ours (procedure 4). */
export function whyCard(view: GaugeView, say: Say): Card {
  const { advice } = view
  const first = say('gauge/why-title', { proposal: numberParts(view.proposal), version: view.version })
  if (!advice) return { summary: first, nodes: [heading(first), line(say('gauge/why-not-yet'))] }
  return {
    summary: first,
    nodes: [
      heading(first),
      line(question(view, say)),
      line(say('gauge/advice', { advice: adviceParts(advice, say), name: code(advice.name) })),
      line(say('gauge/why-row', { row: code(rowOf(view, advice.name)), here: code(here(view, advice)) })),
      letters(view, advice, say),
      quietLine(say('gauge/why-ours')),
    ],
  }
}

/** The rows of the table as procedure 4 writes them. Letters and signs are the same in every language. */
const rows: Readonly<Record<AdviceName, string>> = {
  vacant: 'N = 0',
  'below-quorum': '100·A < quorum·N',
  'not-ready': '100·q ≥ small·A',
  'no-view': 'P = 0',
  against: '100·o ≥ (100 − small)·P',
  'concerns-unanswered': 'unsettled > 0',
  'no-affirmation': 'c + o ≤ lim, besides = 0',
  'full-consensus': 'c + o = 0',
  'rough-consensus': 'c + o ≤ lim',
  'strong-support': '2·(s + l) > P',
  divergence: '2·(s + l) ≤ P',
  passed: 'unsettled = 0',
  'objection-open': 'unsettled > 0',
}

const rowOf = ({ asks }: GaugeView, name: AdviceName): string =>
  (asks === 'against' ? ballotRows[name] : undefined) ?? rows[name]

/** *Is this caucus against it* is counted by *no* alone: consensus against is rough consensus on *yes*. */
const ballotRows: Readonly<Partial<Record<AdviceName, string>>> = { against: 'no ≤ lim', divergence: 'no > lim' }

/** The same row with the numbers of this gauge in it, so that anyone recomputes it. */
function here(
  view: GaugeView,
  { name, electorate, answered, quorum, small, smallMinority, views, unsettled }: AdviceView,
): string {
  const of = (answer: string) => countsOf(view)[answer] ?? 0
  const [s, l, c, o, q] = [of('support'), of('live'), of('concerns'), of('object'), of('notReady')]
  switch (name) {
    case 'vacant':
      return `${electorate} = 0`
    case 'below-quorum':
      return `100·${answered} < ${quorum}·${electorate}`
    case 'not-ready':
      return `100·${q} ≥ ${small}·${answered}`
    case 'no-view':
      return `${views} = 0`
    case 'against':
      return view.asks === 'against' ? `${of('no')} ≤ ${smallMinority}` : `100·${o} ≥ (100 − ${small})·${views}`
    case 'concerns-unanswered':
    case 'objection-open':
      return `${unsettled.length} > 0`
    case 'no-affirmation':
      return `${c} + ${o} ≤ ${smallMinority}, 0 = 0`
    case 'full-consensus':
      return `${c} + ${o} = 0`
    case 'rough-consensus':
      return `${c} + ${o} ≤ ${smallMinority}`
    case 'strong-support':
      return `2·(${s} + ${l}) > ${views}`
    case 'divergence':
      return view.asks === 'against' ? `${of('no')} > ${smallMinority}` : `2·(${s} + ${l}) ≤ ${views}`
    case 'passed':
      return `${unsettled.length} = 0`
  }
}

const countsOf = ({ tally }: GaugeView): Readonly<Record<string, number>> =>
  tally && 'counts' in tally ? { ...tally.counts } : {}

/** What the letters stand for, with their numbers here. */
function letters(view: GaugeView, advice: AdviceView, say: Say): CardNode {
  const all: readonly (readonly [string, Parts])[] = [
    ['N', say('gauge/letter-n', { count: advice.electorate })],
    ['A', say('gauge/letter-a', { count: advice.answered })],
    ['P', say('gauge/letter-p', { count: advice.views })],
    ['lim', say('gauge/letter-lim', { count: advice.smallMinority, small: advice.small })],
    ['quorum', say('gauge/letter-quorum', { quorum: advice.quorum })],
    ['unsettled', say('gauge/letter-unsettled', { count: advice.unsettled.length })],
    ...(view.asks === 'against'
      ? []
      : answerLetters.map(
          ([letter, answer]) =>
            [
              letter,
              say('gauge/letter-answer', { answer: answerParts(answer, say), count: countsOf(view)[answer] ?? 0 }),
            ] as const,
        )),
  ]
  return fields(all.map(([letter, says]) => ({ name: [code(letter)], says })))
}

const answerLetters = [
  ['s', 'support'],
  ['l', 'live'],
  ['c', 'concerns'],
  ['o', 'object'],
  ['q', 'notReady'],
] as const
