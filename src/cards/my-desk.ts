import {
  buttons,
  heading,
  line,
  list,
  pageButton,
  quietLine,
  type Button,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { deadlineAt, memberText, text, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { AwaitedLine, MyDeskView } from '../views/my-desk.ts'
import { actButton } from './acts.ts'
import { deskLines } from './desk.ts'
import { numberParts, paragraphParts, personParts, placeParts, proposalParts } from './words.ts'

/** One's own desk, privately: what awaits me with a button each, then what is open where I am. */
export function myDeskCard(view: MyDeskView, say: Say): Card {
  const first = say('assembly/my-desk', { count: view.awaited.length })
  const shown = view.awaited.slice(0, 12)
  const rest = view.awaited.length - shown.length
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.isMember ? [] : [line(say('assembly/my-desk-guest'))]),
      ...shown.flatMap((one) => [line(awaitedParts(one, say)), buttons([awaitedButton(one, say)])]),
      ...(rest > 0 ? [quietLine(say('assembly/my-desk-more', { count: rest }))] : []),
      ...seatNodes(view, say),
      ...view.desks.flatMap((desk): readonly CardNode[] => {
        const lines = deskLines(desk, say)
        const place =
          desk.place.name === undefined
            ? say('assembly/in-plenary')
            : say('assembly/in-caucus', { place: placeParts(desk.place, say) })
        return [line(place), lines.length > 0 ? list(lines) : quietLine(say('assembly/desk-quiet'))]
      }),
      buttons([
        pageButton(say('assembly/desk-help'), { page: 'help' }),
        pageButton(say('assembly/desk-proposals'), { page: 'proposals' }),
        pageButton(say('assembly/do-caucuses'), { page: 'caucuses' }),
        pageButton(say('assembly/desk-record'), { page: 'record' }),
      ]),
    ],
  }
}

function seatNodes({ seat }: MyDeskView, say: Say): readonly CardNode[] {
  if (!seat) return []
  const caucus = placeParts(seat.caucus, say)
  const key = seat.as === 'representative' ? 'assembly/my-seat' : 'assembly/my-alternate'
  return [line(say(key, { caucus })), ...(seat.away ? [line(say('assembly/my-seat-away'))] : [])]
}

const keys = {
  'answer gauge': 'assembly/await-answer-gauge',
  'answer concern': 'assembly/await-answer-concern',
  'reply to answer': 'assembly/await-reply-to-answer',
  'reply to chair': 'assembly/await-reply-to-chair',
  'recheck concern': 'assembly/await-recheck-concern',
  'read outcome': 'assembly/await-read-outcome',
  'confirm reading': 'assembly/await-confirm-reading',
  'answer for caucus': 'assembly/await-answer-for-caucus',
  'confirm conditions met': 'assembly/await-conditions-met',
  'answer question': 'assembly/await-answer-question',
  'admit or send back': 'assembly/await-admit',
  'take up or decline': 'assembly/await-take-up',
  assess: 'assembly/await-assess',
  resubmit: 'assembly/await-resubmit',
  'let in': 'assembly/await-let-in',
  'choose chair': 'assembly/await-choose-chair',
} as const satisfies Record<AwaitedLine['awaited']['what'], Key>

/** One thing that waits: where, what, and until when. */
function awaitedParts(one: AwaitedLine, say: Say): Parts {
  const what = say(keys[one.awaited.what], {
    place: placeParts(one.place, say),
    proposal: one.proposal ? proposalParts(one.proposal, say) : '',
    number: one.proposal ? numberParts(one.proposal) : '',
    version: one.version ?? 1,
    concern: one.concern ? concernParts(one.concern, say) : '',
    person: one.person ? personParts(one.person, say) : say('common/somebody'),
  })
  return one.until ? say('assembly/await-until', { what, until: deadlineAt(one.until, one.zone) }) : what
}

const concernParts = ({ number, paragraph, says }: NonNullable<AwaitedLine['concern']>, say: Say): Parts => {
  const short = says !== undefined && says.length > 80 ? `${says.slice(0, 80)}…` : (says ?? '')
  const on = paragraph ? [text(' '), ...paragraphParts(paragraph, say)] : []
  return [text(`C-${number}`), ...on, text(' “'), memberText(short), text('”')]
}

function awaitedButton({ awaited: one }: AwaitedLine, say: Say): Button {
  switch (one.what) {
    case 'answer gauge':
      return pageButton(say('assembly/do-answer'), { page: 'gauge', gauge: one.gauge })
    case 'read outcome':
      return pageButton(say('assembly/do-look'), { page: 'gauge', gauge: one.gauge })
    case 'answer concern':
    case 'reply to answer':
    case 'reply to chair':
    case 'recheck concern':
      return pageButton(say('assembly/do-look'), { page: 'concern', concern: one.concern })
    case 'confirm reading':
      return pageButton(say('assembly/do-look'), { page: 'reading', reading: one.reading })
    case 'confirm conditions met':
      return actButton(say('round/do-conditions-met'), 'confirm conditions met', { proposal: one.proposal })
    case 'answer question':
      return actButton(say('assembly/do-answer'), 'answer question', { question: one.question })
    case 'answer for caucus':
    case 'assess':
      return pageButton(say('round/do-tracker'), { page: 'tracker', proposal: one.proposal })
    case 'admit or send back':
    case 'take up or decline':
    case 'resubmit':
      return pageButton(say('assembly/do-look'), { page: 'proposal', proposal: one.proposal })
    case 'let in':
      return actButton(say('assembly/do-let-in'), 'admit member', { request: one.request })
    case 'choose chair':
      return actButton(say('assembly/do-choose'), 'choose chair', { choice: one.choice })
  }
}
