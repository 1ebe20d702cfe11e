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
import { code, memberText, moment, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { AdviceView, GaugeView, TallyView } from '../views/gauge.ts'
import { actButton } from './acts.ts'
import { answerParts, answersOf, question, tallyNodes } from './answers.ts'
import { beginningOf } from './quoted.ts'
import { levelParts, listed, numberParts, paragraphParts, personParts, placeParts, wordsOr } from './words.ts'

/** What a gauge came to: the tally for all, the advice and its buttons for the chair (cards.md, Outcome). */
export function outcomeCard(view: GaugeView, say: Say): Card {
  if (!view.counted) return countingCard(view, say)
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
      ...(view.byCaucus.length > 0 ? byCaucusNodes(view, say) : view.tally ? tallyNodes(view.tally, say) : []),
      ...(view.standing ? [line(standingParts(view.standing, say))] : []),
      ...whoAnswered(view, say),
      ...(view.advice ? adviceNodes(view, view.advice, say) : []),
    ],
  }
}

/** The time is over, and the clock has not counted yet: nothing is said that could still change. */
function countingCard(view: GaugeView, say: Say): Card {
  const first = question(view, say)
  return { summary: first, nodes: [heading(first), line(say('gauge/counting'))] }
}

/** In plenary each caucus comes first, and the total last, in passing (procedure 4). */
function byCaucusNodes(view: GaugeView, say: Say): readonly CardNode[] {
  const answers = answersOf(view)
  const row = (head: Parts, tally: TallyView, emphasis?: 'quiet') => {
    const counts: Readonly<Record<string, number>> | undefined = 'counts' in tally ? { ...tally.counts } : undefined
    const cell = (parts: Parts) => ({ parts, ...(emphasis && { emphasis }) })
    return {
      head,
      cells: answers.map((answer) =>
        counts ? cell(say('gauge/people', { people: counts[answer] ?? 0 })) : cell(say('gauge/fewer-than-3')),
      ),
    }
  }
  const few = view.byCaucus.some(({ tally }) => 'withheld' in tally)
  return [
    table(
      answers.map((answer) => answerParts(answer, say)),
      [
        ...view.byCaucus.map(({ caucus, tally }) => row(placeParts(caucus, say), tally)),
        ...(view.tally ? [row(say('gauge/total'), view.tally, 'quiet')] : []),
      ],
    ),
    ...(few ? [quietLine(say('gauge/few-in-no-total'))] : []),
  ]
}

/** No advice in plenary: only who stands, and who is missing (procedure 4). */
function standingParts({ version, stand, of, missing }: NonNullable<GaugeView['standing']>, say: Say): Parts {
  const who = listed(
    missing.map((one) => placeParts(one, say)),
    say,
  )
  return missing.length === 0
    ? say('gauge/plenary-standing', { version, stand, of })
    : say('gauge/plenary-missing', { version, stand, of, missing: who })
}

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
    concerns: advice.unsettled.length,
    quorum: advice.quorum,
  })

/** The advice by its row, and next steps rather than a verdict. */
function adviceNodes(view: GaugeView, advice: AdviceView, say: Say): readonly CardNode[] {
  return [
    line([...say('gauge/advice', { advice: adviceParts(advice, say), name: code(advice.name) })]),
    ...(advice.unsettled.length > 0 ? [list(advice.unsettled.map((one) => concernLine(one, say)))] : []),
    ...(advice.oneOrganisation === undefined
      ? []
      : [line(say('gauge/one-organisation', { organisation: memberText(advice.oneOrganisation) }))]),
    line(nextSteps(advice, say)),
    buttons([...chairsButtons(view, advice, say), pageButton(say('gauge/do-why'), { page: 'why', gauge: view.id })]),
  ]
}

/** An unsettled concern in one line, cut to its beginning: its own card has all of it. */
const concernLine = ({ number, paragraph, says }: AdviceView['unsettled'][number], say: Say): Parts => {
  const words = wordsOr(says && beginningOf(says), say)
  return paragraph
    ? say('gauge/concern-on', { number, paragraph: paragraphParts(paragraph, say), says: words })
    : say('gauge/concern', { number, says: words })
}

function nextSteps({ unsettled, questions, silent }: AdviceView, say: Say): Parts {
  const steps = [
    ...(unsettled.length > 0 ? [say('gauge/step-concerns', { count: unsettled.length })] : []),
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
  return [
    firstStep(view, advice, say),
    actButton(say('gauge/do-other-level'), 'post reading', { gauge: view.id }, { ask: true }),
    again,
  ].flatMap((button) => button ?? [])
}

/** What the advice leads to: the concerns, the other question, or a reading at its level. */
function firstStep(view: GaugeView, { unsettled, level }: AdviceView, say: Say): Button | undefined {
  const proposal = view.proposal.id
  if (unsettled.length > 0)
    return pageButton(say('gauge/do-concerns'), { page: 'concerns', proposal }, { style: 'primary' })
  // Consensus against is asked as its own question, never read off a lack of support (procedure 2).
  if (level === 'against' && view.asks !== 'against')
    return actButton(
      say('gauge/do-ask-against'),
      'open gauge',
      { proposal, asks: 'against' },
      { style: 'primary', ask: true },
    )
  if (!level) return undefined
  const post = say('gauge/do-post', { level: levelParts(level, say) })
  return actButton(post, 'post reading', { level, gauge: view.id }, { style: 'primary', ask: true })
}
