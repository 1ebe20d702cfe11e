import type { Answer, Ballot } from '../domain/fact.ts'
import { buttons, heading, line, list, pageButton, quietLine, quote, type Button, type Card } from '../port/card.ts'
import { deadlineAt, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { GaugeView, MyAnswerView } from '../views/gauge.ts'
import { actButton } from './acts.ts'
import { answerParts, answersOf, question, tallyNodes } from './answers.ts'
import { outcomeCard } from './outcome.ts'
import { personParts, proposalParts } from './words.ts'

/** A gauge while it is open; its outcome for the chair once it has closed (cards.md, Gauge and Outcome). */
export const gaugeCard = (view: GaugeView, say: Say): Card =>
  view.is === 'closed' ? outcomeCard(view, say) : openCard(view, say)

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
export function myAnswerCard(view: MyAnswerView, say: Say): Card {
  const { gauge, answer, reason, inElectorate } = view
  const said = mine(view, say)
  const buttonsNow = gauge.is === 'open' && inElectorate
  return {
    summary: said,
    nodes: [
      line(said),
      ...(reason === undefined ? [] : [quote(reason)]),
      ...(buttonsNow
        ? [
            buttons([
              ...answersOf(gauge)
                .filter((one) => one !== answer)
                .map((one) => answerButton(gauge, one, say)),
              ...(answer === undefined
                ? []
                : [actButton(say('gauge/do-withdraw'), 'withdraw answer', { gauge: gauge.id })]),
              pageButton(say('gauge/do-meanings'), { page: 'meanings', gauge: gauge.id }),
            ]),
          ]
        : []),
    ],
  }
}

function mine({ gauge, answer, by, inElectorate, kept }: MyAnswerView, say: Say): Parts {
  const open = gauge.is === 'open'
  const proposal = proposalParts(gauge.proposal, say)
  const on = { proposal, version: gauge.version }
  const until = { ...on, closes: deadlineAt(gauge.closes, gauge.zone) }
  if (gauge.is === 'superseded') return say('gauge/mine-superseded', on)
  if (!kept) return say('gauge/mine-sums', on)
  if (answer === undefined) {
    if (!inElectorate) return say('gauge/mine-not-asked', on)
    return open ? say('gauge/mine-none', until) : say('gauge/mine-none-closed', on)
  }
  const given = answerParts(answer, say)
  if (by)
    return say(open ? 'gauge/seats' : 'gauge/seats-closed', { ...until, answer: given, who: personParts(by, say) })
  return open ? say('gauge/mine', { ...until, answer: given }) : say('gauge/mine-closed', { ...on, answer: given })
}
