import type { Answer, Ballot } from '../domain/fact.ts'
import {
  buttons,
  heading,
  line,
  list,
  pageButton,
  quietLine,
  quote,
  table,
  type Button,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { code, deadlineAt, memberText, moment, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import { showsPercentages, type AdviceView, type GaugeView, type MyAnswerView, type TallyView } from '../views/gauge.ts'
import { actButton } from './acts.ts'
import { levelParts, listed, numberParts, paragraphParts, personParts, placeParts, proposalParts } from './words.ts'

const answerKeys: Readonly<Record<Answer | Ballot, Key>> = {
  support: 'gauge/answer-support',
  live: 'gauge/answer-live',
  concerns: 'gauge/answer-concerns',
  object: 'gauge/answer-object',
  abstain: 'gauge/answer-abstain',
  notReady: 'gauge/answer-not-ready',
  yes: 'gauge/answer-yes',
  no: 'gauge/answer-no',
}
const meaningKeys: Readonly<Record<Answer | Ballot, Key>> = {
  support: 'gauge/means-support',
  live: 'gauge/means-live',
  concerns: 'gauge/means-concerns',
  object: 'gauge/means-object',
  abstain: 'gauge/means-abstain',
  notReady: 'gauge/means-not-ready',
  yes: 'gauge/means-yes',
  no: 'gauge/means-no',
}
export const answerParts = (answer: Answer | Ballot, say: Say): Parts => say(answerKeys[answer])

/** The answers that a gauge takes, in an order that never changes (procedure 4). */
const answersOf = ({ asks, notReady }: GaugeView): readonly (Answer | Ballot)[] => {
  if (asks === 'against') return ['yes', 'no', 'abstain']
  return ['support', 'live', 'concerns', 'object', 'abstain', ...(notReady ? (['notReady'] as const) : [])]
}

/** A gauge while it is open; its outcome for the chair once it has closed (cards.md, Gauge and Outcome). */
export const gaugeCard = (view: GaugeView, say: Say): Card =>
  view.is === 'closed' ? outcomeCard(view, say) : openCard(view, say)

/** The question is fixed and neutral: "Version 3 of P-12: where do you stand?" */
function question(view: GaugeView, say: Say): Parts {
  const proposal = numberParts(view.proposal)
  const about = view.paragraph
    ? say('gauge/about-paragraph', { proposal, version: view.version, paragraph: paragraphParts(view.paragraph, say) })
    : say('gauge/about', { proposal, version: view.version })
  return say(view.asks === 'against' ? 'gauge/asks-against' : 'gauge/asks-stand', { about })
}

function openCard(view: GaugeView, say: Say): Card {
  const first = question(view, say)
  if (view.is === 'superseded') {
    const over = say('gauge/superseded-card', { version: view.version })
    return { summary: first, nodes: [heading(first), line(over)] }
  }
  const state = say('gauge/closes', {
    closes: deadlineAt(view.closes, view.zone),
    answered: view.answered,
    of: view.of,
  })
  return {
    summary: first,
    nodes: [
      heading(first),
      line(state),
      ...(view.tally && 'counts' in view.tally ? tallyNodes(view.tally, say) : [quietLine(say('gauge/hidden'))]),
      buttons([
        ...(view.mayAnswer ? answersOf(view).map((answer) => answerButton(view, answer, say)) : []),
        pageButton(say('gauge/do-meanings'), { page: 'meanings', gauge: view.id }),
        pageButton(say('gauge/do-mine'), { page: 'my answer', gauge: view.id }),
        ...(view.mayClose
          ? [
              actButton(
                say('gauge/do-close'),
                'close gauge',
                { gauge: view.id },
                { confirm: say('gauge/close-confirm') },
              ),
            ]
          : []),
      ]),
    ],
  }
}

/** *Concerns* and *object* ask why, in a form; the others count at once. */
function answerButton({ id }: GaugeView, answer: Answer | Ballot, say: Say): Button {
  const asks = answer === 'concerns' || answer === 'object' || answer === 'notReady'
  return actButton(answerParts(answer, say), 'answer gauge', { gauge: id, answer }, asks ? { ask: true } : {})
}

/** Counts in the order of the answers; shares only where enough people answer (procedure 4). */
function tallyNodes(tally: TallyView, say: Say): readonly CardNode[] {
  if (!('counts' in tally)) return [line(say('gauge/withheld'))]
  const all = Object.entries(tally.counts) as [Answer | Ballot, number][]
  const shown = all.filter(([answer, people]) => people > 0 || (answer !== 'notReady' && answer !== 'abstain'))
  return [
    list(
      shown.map(([answer, people]) => {
        const share = tally.answered > 0 ? Math.floor((100 * people) / tally.answered) : 0
        const values = { answer: answerParts(answer, say), people, share }
        return say(showsPercentages(tally) ? 'gauge/count-share' : 'gauge/count', values)
      }),
    ),
  ]
}

function outcomeCard(view: GaugeView, say: Say): Card {
  const first = say('gauge/closed-card', {
    proposal: numberParts(view.proposal),
    version: view.version,
    answered: view.answered,
    of: view.of,
  })
  return {
    summary: first,
    nodes: [
      heading(first),
      line(question(view, say)),
      ...(view.closedAt
        ? [
            quietLine(
              say(view.early ? 'gauge/closed-early' : 'gauge/closed-at', { at: moment(view.closedAt, view.zone) }),
            ),
          ]
        : []),
      ...(view.byCaucus.length > 0 ? [byCaucusTable(view, say)] : []),
      ...(view.tally ? tallyNodes(view.tally, say) : []),
      ...(view.standing ? [line(say('gauge/plenary-standing', view.standing))] : []),
      ...whoAnswered(view, say),
      ...(view.advice ? adviceNodes(view, view.advice, say) : []),
    ],
  }
}

/** In plenary each caucus comes first, and the total last, in passing. */
const byCaucusTable = (view: GaugeView, say: Say): CardNode =>
  table(
    answersOf(view).map((answer) => answerParts(answer, say)),
    view.byCaucus.map(({ caucus, tally }) => ({
      head: placeParts(caucus, say),
      cells: answersOf(view).map((answer) => {
        const counts = 'counts' in tally ? (tally.counts as Readonly<Record<string, number>>) : undefined
        return {
          parts: counts ? say('gauge/people', { people: counts[answer] ?? 0 }) : say('gauge/fewer-than-3'),
          ...(counts ? {} : { emphasis: 'quiet' as const }),
        }
      }),
    })),
  )

const whoAnswered = (view: GaugeView, say: Say): readonly CardNode[] => {
  if (view.answers.length === 0) return []
  return [
    line(say('gauge/who-answered')),
    list(
      view.answers.map(({ who, answer }) =>
        say('gauge/one-answer', { who: personParts(who, say), answer: answerParts(answer, say) }),
      ),
    ),
    ...view.answers.flatMap(({ who, reason }) => (reason === undefined ? [] : [quote(reason, personParts(who, say))])),
  ]
}

const adviceKeys: Readonly<Record<AdviceView['name'], Key>> = {
  vacant: 'gauge/advice-vacant',
  'below-quorum': 'gauge/advice-below-quorum',
  'not-ready': 'gauge/advice-not-ready',
  'no-view': 'gauge/advice-no-view',
  against: 'gauge/advice-against',
  'concerns-unanswered': 'gauge/advice-concerns-unanswered',
  'no-affirmation': 'gauge/advice-no-affirmation',
  'full-consensus': 'gauge/advice-full-consensus',
  'rough-consensus': 'gauge/advice-rough-consensus',
  'strong-support': 'gauge/advice-strong-support',
  divergence: 'gauge/advice-divergence',
  passed: 'gauge/advice-passed',
  'objection-open': 'gauge/advice-objection-open',
}

export const adviceParts = (advice: AdviceView, say: Say): Parts =>
  say(adviceKeys[advice.name], {
    answered: advice.answered,
    of: advice.electorate,
    questions: advice.questions,
    concerns: advice.unsettled,
    quorum: advice.quorum,
  })

/** The advice by its row, and next steps rather than a verdict. */
function adviceNodes(view: GaugeView, advice: AdviceView, say: Say): readonly CardNode[] {
  return [
    line([...say('gauge/advice', { advice: adviceParts(advice, say), name: code(advice.name) })]),
    ...(advice.oneOrganisation === undefined
      ? []
      : [line(say('gauge/one-organisation', { organisation: memberText(advice.oneOrganisation) }))]),
    line(nextSteps(advice, say)),
    buttons([...chairsButtons(view, advice, say), pageButton(say('gauge/do-why'), { page: 'why', gauge: view.id })]),
  ]
}

function nextSteps({ unsettled, questions, silent }: AdviceView, say: Say): Parts {
  const steps = [
    ...(unsettled > 0 ? [say('gauge/step-concerns', { count: unsettled })] : []),
    ...(questions > 0 ? [say('gauge/step-questions', { count: questions })] : []),
    ...(silent > 0 ? [say('gauge/step-silent', { count: silent })] : []),
  ]
  return steps.length === 0 ? say('gauge/next-none') : say('gauge/next', { steps: listed(steps, say) })
}

/** For the chair of the place; each press is judged anew. The level that the advice names stands first, and no level is forced. */
function chairsButtons(view: GaugeView, advice: AdviceView, say: Say): readonly Button[] {
  const proposal = view.proposal.id
  const again = actButton(say('gauge/do-again'), 'open gauge', { proposal }, { ask: true })
  if (advice.read) return [again]
  const level = advice.level
  const post = level
    ? [
        actButton(
          say('gauge/do-post', { level: levelParts(level, say) }),
          'post reading',
          { proposal, level, gauge: view.id },
          { style: 'primary' as const, ask: true as const },
        ),
      ]
    : []
  return [
    ...(advice.unsettled > 0
      ? [pageButton(say('gauge/do-concerns'), { page: 'concerns', proposal }, { style: 'primary' })]
      : post),
    actButton(say('gauge/do-other-level'), 'post reading', { proposal, gauge: view.id }, { ask: true }),
    again,
  ]
}

/** Why the advice is what it is: the row, the numbers, and that the thresholds are ours. */
export function whyCard(view: GaugeView, say: Say): Card {
  const { advice } = view
  const first = say('gauge/why-title', { proposal: numberParts(view.proposal), version: view.version })
  if (!advice) return { summary: first, nodes: [heading(first), line(say('gauge/why-not-yet'))] }
  return {
    summary: first,
    nodes: [
      heading(first),
      line(say('gauge/advice', { advice: adviceParts(advice, say), name: code(advice.name) })),
      ...(view.tally ? tallyNodes(view.tally, say) : []),
      line(
        say('gauge/why-numbers', {
          answered: advice.answered,
          of: advice.electorate,
          quorum: advice.quorum,
          small: advice.small,
          concerns: advice.unsettled,
        }),
      ),
      quietLine(say('gauge/why-ours')),
    ],
  }
}

export function meaningsCard(view: GaugeView, say: Say): Card {
  const first = say('gauge/meanings-title')
  return {
    summary: first,
    nodes: [
      heading(first),
      list(
        answersOf(view).map((answer) =>
          say('gauge/meaning', { answer: answerParts(answer, say), means: say(meaningKeys[answer]) }),
        ),
      ),
      line(say('gauge/meanings-change')),
    ],
  }
}

/** Each voter's private receipt: what counts for them now, and how to change it (procedure 4). */
export function myAnswerCard({ gauge, answer, reason, inElectorate }: MyAnswerView, say: Say): Card {
  const open = gauge.is === 'open'
  const closes = deadlineAt(gauge.closes, gauge.zone)
  const on = { proposal: proposalParts(gauge.proposal, say), version: gauge.version, closes }
  const said =
    answer !== undefined
      ? say(open ? 'gauge/mine' : 'gauge/mine-closed', { ...on, answer: answerParts(answer, say) })
      : say(!inElectorate ? 'gauge/mine-not-asked' : open ? 'gauge/mine-none' : 'gauge/mine-none-closed', on)
  return {
    summary: said,
    nodes: [
      line(said),
      ...(reason === undefined ? [] : [quote(reason)]),
      ...(open && inElectorate
        ? [
            buttons([
              ...answersOf(gauge)
                .filter((one) => one !== answer)
                .map((one) => answerButton(gauge, one, say)),
              ...(answer === undefined
                ? []
                : [actButton(say('gauge/do-withdraw'), 'withdraw answer', { gauge: gauge.id })]),
            ]),
          ]
        : []),
    ],
  }
}
