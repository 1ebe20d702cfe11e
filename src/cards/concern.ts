import {
  buttons,
  heading,
  line,
  list,
  pageButton,
  quietLine,
  quote,
  type Button,
  type Card,
  type CardNode,
} from '../port/card.ts'
import { day, memberText, moment, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { ConcernView, HolderView, StandingView } from '../views/concern.ts'
import { actButton } from './acts.ts'
import { beginningOf, quoted } from './quoted.ts'
import { listed, numberParts, paragraphParts, personParts, placeParts, proposalParts, wordsOr } from './words.ts'

const statusKeys: Readonly<Record<ConcernView['status'], Key>> = {
  open: 'concern/is-open',
  answered: 'concern/is-answered',
  'answered, no reply': 'concern/is-no-reply',
  contested: 'concern/is-contested',
  'to be rechecked': 'concern/is-recheck',
  overruling: 'concern/is-overruling',
  'settling elsewhere': 'concern/is-elsewhere-asked',
  accepted: 'concern/is-accepted',
  accommodated: 'concern/is-accommodated',
  withdrawn: 'concern/is-withdrawn',
  overruled: 'concern/is-overruled',
  'not settled here': 'concern/is-elsewhere',
  merged: 'concern/is-merged',
  split: 'concern/is-split',
}

function statusParts(standing: StandingView, say: Say): Parts {
  const parts = standing.splitInto.map((number) => say('concern/number', { number }))
  return say(statusKeys[standing.status], {
    until: standing.silence ? moment(standing.silence, standing.zone) : [],
    version: standing.checked,
    otherwise: standing.otherwise ? 'yes' : 'no',
    into: standing.mergedInto ?? 0,
    parts: listed(parts, say),
  })
}

function headline(view: ConcernView, say: Say): Parts {
  const shared = { number: view.number, proposal: proposalParts(view.proposal, say), status: statusParts(view, say) }
  return view.paragraph
    ? say('concern/headline-on', { ...shared, paragraph: paragraphParts(view.paragraph, say) })
    : say('concern/headline', shared)
}

const holderParts = (holder: HolderView, say: Say): Parts =>
  'person' in holder ? personParts(holder.person, say) : placeParts(holder.caucus, say)

/** A concern with its course: what it says, what was answered, and what its holder and the chair can do (procedure 3). */
export function concernCard(view: ConcernView, say: Say): Card {
  const first = headline(view, say)
  return {
    summary: first,
    nodes: [
      heading(first),
      quoted(view.says, say, say('concern/held-by', { holder: holderParts(view.holder, say), version: view.version })),
      ...(view.settles === undefined ? [] : [line(say('concern/settles', { settles: wordsOr(view.settles, say) }))]),
      ...(view.joined > 0 ? [quietLine(say('concern/joined', { count: view.joined }))] : []),
      ...(view.splitFrom === undefined ? [] : [quietLine(say('concern/split-from', { number: view.splitFrom }))]),
      ...forwardedNodes(view, say),
      ...courseNodes(view, say),
      ...overruledNodes(view, say),
      ...(view.belongs === undefined ? [] : [line(say('concern/belongs', { belongs: memberText(view.belongs) }))]),
      ...nextNodes(view, say),
    ],
  }
}

function forwardedNodes({ forwardedAs }: ConcernView, say: Say): readonly CardNode[] {
  if (!forwardedAs) return []
  const { number } = forwardedAs
  return [line(say('concern/forwarded-as', { number, status: statusParts(forwardedAs, say) }))]
}

const courseKeys: Readonly<Record<string, Key>> = {
  joined: 'concern/did-join',
  answered: 'concern/did-answer',
  accepted: 'concern/did-accept',
  contested: 'concern/did-contest',
  withdrawn: 'concern/did-withdraw',
  overruling: 'concern/did-overrule',
  'settling elsewhere': 'concern/did-elsewhere',
  understood: 'concern/did-understand',
  'not understood': 'concern/did-not-understand',
  'settled by the new version': 'concern/did-settle',
  'still open': 'concern/did-stay-open',
  merged: 'concern/did-merge',
  split: 'concern/did-split',
  'taken over': 'concern/did-take-over',
  forwarded: 'concern/did-forward',
  reopened: 'concern/did-reopen',
}

/** What was said on the way. What stands below in full is not said twice. */
const courseNodes = ({ course, zone, overruled, belongs }: ConcernView, say: Say): readonly CardNode[] =>
  course.flatMap(({ kind, at, by, words }): CardNode[] => {
    const key = courseKeys[kind]
    if (!key) return []
    const below = (kind === 'overruling' && overruled) || (kind === 'settling elsewhere' && belongs !== undefined)
    const about = { who: by ? personParts(by, say) : say('common/somebody'), at: day(at, zone) }
    const said = say(kind === 'overruling' && overruled ? 'concern/did-overrule-below' : key, about)
    return [line(said), ...(words === undefined || below ? [] : [quote(words)])]
  })

function overruledNodes({ overruled }: ConcernView, say: Say): readonly CardNode[] {
  if (!overruled) return []
  return [
    line(say('concern/overruled-says', { says: wordsOr(overruled.says, say) })),
    line(say('concern/overruled-considered', { considered: wordsOr(overruled.considered, say) })),
    line(say('concern/overruled-why', { why: wordsOr(overruled.why, say) })),
  ]
}

/** Who is to speak next, and what it holds back until then. */
function nowNodes(view: ConcernView, say: Say): readonly CardNode[] {
  switch (view.status) {
    case 'open':
      return [line(say('concern/now-open'))]
    case 'answered':
      return [line(say('concern/now-answered'))]
    case 'contested':
      return [line(say('concern/now-contested'))]
    case 'to be rechecked':
      return [line(say('concern/asks-recheck', { version: view.checked }))]
    case 'overruling':
    case 'settling elsewhere':
      return [line(say('concern/asks-holder'))]
    default:
      return []
  }
}

/** What the holder is asked, and what the chair can do: never more than the standing allows. */
function nextNodes(view: ConcernView, say: Say): readonly CardNode[] {
  const on = { concern: view.id }
  const asks = view.status === 'overruling' || view.status === 'settling elsewhere'
  const held: readonly Button[] = !view.may.hold
    ? []
    : [
        ...(view.status === 'answered' || view.status === 'contested'
          ? [actButton(say('concern/do-accept'), 'accept answer', on)]
          : []),
        ...(view.status === 'answered'
          ? [actButton(say('concern/do-contest'), 'contest answer', on, { ask: true })]
          : []),
        ...(asks ? [actButton(say('concern/do-reply'), 'reply to chair', on, { ask: true })] : []),
        ...(view.status === 'to be rechecked'
          ? [actButton(say('concern/do-recheck'), 'recheck concern', on, { ask: true })]
          : []),
        ...(view.closed ? [] : [withdrawButton(on, say)]),
      ]
  const chair: readonly Button[] =
    !view.may.answer || view.closed
      ? []
      : [
          actButton(
            say(view.status === 'answered' ? 'concern/do-answer-again' : 'concern/do-answer'),
            'answer concern',
            on,
            {
              ask: true,
              ...(view.unsettled && { style: 'primary' as const }),
            },
          ),
          ...(asks
            ? []
            : [
                actButton(say('concern/do-overrule'), 'overrule concern', on, { ask: true }),
                actButton(say('concern/do-elsewhere'), 'settle elsewhere', on, { ask: true }),
              ]),
          ...(view.may.forward ? [actButton(say('concern/do-forward'), 'forward concern', on, { ask: true })] : []),
        ]
  const others: readonly Button[] =
    view.may.join && !view.closed ? [actButton(say('concern/do-join'), 'join concern', on, { ask: true })] : []
  const reopen: readonly Button[] =
    view.closed && view.may.hold ? [actButton(say('concern/do-reopen'), 'reopen concern', on, { ask: true })] : []
  const left: readonly Button[] = view.may.takeOver
    ? [actButton(say('concern/do-take-over'), 'take over concern', on)]
    : []
  const plenary: readonly Button[] = view.forwardedAs
    ? [
        pageButton(say('concern/do-look-plenary', { number: view.forwardedAs.number }), {
          page: 'concern',
          concern: view.forwardedAs.id,
        }),
      ]
    : []
  const all = [...held, ...chair, ...others, ...left, ...reopen, ...plenary]
  return [
    ...nowNodes(view, say),
    ...(view.may.takeOver ? [line(say('concern/holder-left'))] : []),
    ...(all.length > 0 ? [buttons(all)] : []),
  ]
}

/** Only new information opens a withdrawn concern again, so it is asked once more. */
const withdrawButton = (on: { readonly concern: string }, say: Say): Button =>
  actButton(say('concern/do-withdraw'), 'withdraw concern', on, { confirm: say('concern/withdraw-confirm') })

/** The concerns of a proposal that this person may see, each in a line. */
export function concernsCard(
  { proposal, concerns }: { readonly proposal: ConcernView['proposal']; readonly concerns: readonly ConcernView[] },
  say: Say,
): Card {
  const unsettled = concerns.filter((one) => one.unsettled).length
  const first = say('concern/list-title', { proposal: proposalParts(proposal, say), count: concerns.length, unsettled })
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(concerns.length === 0 ? [line(say('concern/list-none'))] : []),
      list(
        concerns.map((one) =>
          say('concern/list-line', {
            number: one.number,
            place: placeParts(one.place, say),
            on: one.paragraph ? paragraphParts(one.paragraph, say) : numberParts(one.proposal),
            says: wordsOr(one.says && beginningOf(one.says), say),
            status: statusParts(one, say),
          }),
        ),
      ),
      ...(concerns.length > 0
        ? [
            buttons(
              concerns
                .slice(0, 10)
                .map((one) =>
                  pageButton(say('concern/do-look', { number: one.number }), { page: 'concern', concern: one.id }),
                ),
            ),
          ]
        : []),
    ],
  }
}
