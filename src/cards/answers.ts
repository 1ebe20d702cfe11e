import type { Answer, Ballot } from '../domain/fact.ts'
import { line, list, type CardNode } from '../port/card.ts'
import type { Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import { showsPercentages, type GaugeView, type TallyView } from '../views/gauge.ts'
import { numberParts, paragraphParts } from './words.ts'

// How a gauge asks and counts, in words: one way on every card of it.

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
/** An answer as its button says it. */
export const answerParts = (answer: Answer | Ballot, say: Say): Parts => say(answerKeys[answer])

/** The answers that a gauge takes, in an order that never changes (procedure 4). */
export const answersOf = ({ asks, notReady }: GaugeView): readonly (Answer | Ballot)[] => {
  if (asks === 'against') return ['yes', 'no', 'abstain']
  return ['support', 'live', 'concerns', 'object', 'abstain', ...(notReady ? (['notReady'] as const) : [])]
}

/** The question is fixed and neutral: "Version 3 of P-12: where do you stand?" */
export function question(view: GaugeView, say: Say): Parts {
  const proposal = numberParts(view.proposal)
  const about = view.paragraph
    ? say('gauge/about-paragraph', { proposal, version: view.version, paragraph: paragraphParts(view.paragraph, say) })
    : say('gauge/about', { proposal, version: view.version })
  return say(view.asks === 'against' ? 'gauge/asks-against' : 'gauge/asks-stand', { about })
}

/** Counts in the order of the answers; shares only where enough people answer (procedure 4). */
export function tallyNodes(tally: TallyView, say: Say): readonly CardNode[] {
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
