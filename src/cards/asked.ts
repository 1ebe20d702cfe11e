import { buttons, heading, line, quote, type Card } from '../port/card.ts'
import { deadlineAt } from '../text/part.ts'
import type { Say } from '../text/say.ts'
import type { ChoiceView, QuestionView, RequestView } from '../views/asked.ts'
import { actButton } from './acts.ts'
import { quoted } from './quoted.ts'
import { personParts, placeParts, proposalParts } from './words.ts'

/** Somebody asks to join: to the chair, in the caucus's own channel. */
export function requestCard(view: RequestView, say: Say): Card {
  const first = say('asked/request', {
    who: personParts(view.who, say),
    caucus: placeParts(view.caucus, say),
    as: view.as,
  })
  const on = { request: view.id }
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.words === undefined ? [] : [quote(view.words)]),
      ...(view.ended ? [line(say('asked/request-ended', { how: view.ended.how }))] : []),
      ...(view.ended?.reason === undefined ? [] : [quote(view.ended.reason)]),
      ...(view.mayAdmit
        ? [
            buttons([
              actButton(say('asked/do-admit'), 'admit member', on, { style: 'primary' }),
              actButton(say('asked/do-refuse'), 'refuse request', on, { ask: true }),
            ]),
          ]
        : []),
    ],
  }
}

/** The choice of a chair: by the filled seats only; a tie chooses none (procedure 3.7). */
export function choiceCard(view: ChoiceView, say: Say): Card {
  const values = { caucus: placeParts(view.caucus, say), office: view.office === 'acting chair' ? 'acting' : 'chair' }
  const first = say('asked/choice', values)
  if (view.closed) {
    const ended = view.closed.chosen
      ? say('asked/choice-chosen', { ...values, who: personParts(view.closed.chosen, say) })
      : say('asked/choice-none', values)
    return { summary: first, nodes: [heading(first), line(ended)] }
  }
  return {
    summary: first,
    nodes: [
      heading(first),
      line(say('asked/choice-until', { until: deadlineAt(view.until, view.zone), voted: view.voted, of: view.of })),
      buttons(
        view.candidates
          .slice(0, 20)
          .map(({ member, who }) => actButton(personParts(who, say), 'choose chair', { choice: view.id, for: member })),
      ),
    ],
  }
}

/** A caucus asks plenary: its deadline waits for the answer (procedure 3.3). */
export function questionCard(view: QuestionView, say: Say): Card {
  const first = say('asked/question', {
    caucus: placeParts(view.caucus, say),
    proposal: proposalParts(view.proposal, say),
  })
  const on = { question: view.id }
  return {
    summary: first,
    nodes: [
      heading(first),
      quoted(view.asks, say),
      ...(view.answer === undefined ? [] : [line(say('asked/question-answered')), quote(view.answer)]),
      ...(view.declined === undefined ? [] : [line(say('asked/question-declined')), quote(view.declined)]),
      ...(view.open ? [line(say('asked/question-open'))] : []),
      ...(view.mayAnswer
        ? [
            buttons([
              actButton(say('asked/do-answer'), 'answer question', on, { style: 'primary', ask: true }),
              actButton(say('asked/do-decline'), 'decline question', on, { ask: true }),
            ]),
          ]
        : []),
    ],
  }
}
