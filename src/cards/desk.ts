import type { Office } from '../domain/fact.ts'
import { buttons, heading, line, list, pageButton, type Card, type CardNode } from '../port/card.ts'
import { deadlineAt, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { DeskView, OpenGauge } from '../views/desk.ts'
import type { PersonNamed } from '../views/naming.ts'
import { actButton } from './acts.ts'
import { lineParts } from './proposal.ts'
import { listed, numberParts, paragraphParts, personParts, placeParts } from './words.ts'

const officeKeys: Readonly<Record<Office, Key>> = {
  'plenary chair': 'assembly/office-plenary-chair',
  secretariat: 'assembly/office-secretariat',
  'caucus chair': 'assembly/office-chair',
  'co-chair': 'assembly/office-co-chair',
  'acting chair': 'assembly/office-acting-chair',
}

/** Who holds which office: "chair Amina Yusuf", or that nobody does. */
export function chairsParts(
  chairs: readonly { readonly office: Office; readonly person: PersonNamed }[],
  say: Say,
): Parts {
  if (chairs.length === 0) return say('assembly/no-chair')
  return listed(
    chairs.map(({ office, person }) =>
      say('assembly/office-held', { office: say(officeKeys[office]), who: personParts(person, say) }),
    ),
    say,
  )
}

/** What is going on here: pinned, and edited in place. */
export function deskCard(view: DeskView, say: Say): Card {
  const first = headline(view, say)
  const going = deskLines(view, say)
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(going.length > 0 ? [list(going)] : [line(say('assembly/desk-quiet'))]),
      ...unequal(view, say),
      buttons([
        pageButton(say('assembly/desk-help'), { page: 'help' }),
        pageButton(say('assembly/desk-mine'), { page: 'desk' }),
        pageButton(say('assembly/desk-proposals'), { page: 'proposals' }),
        pageButton(say('assembly/desk-record'), { page: 'record' }),
        ...(view.may.submit ? [actButton(say('proposal/do-submit'), 'submit proposal')] : []),
        ...(view.may.startChoice ? [actButton(say('assembly/do-start-choice'), 'start choice')] : []),
      ]),
    ],
  }
}

function headline(view: DeskView, say: Say): Parts {
  const chairs = chairsParts(view.chairs, say)
  if (view.place.name === undefined)
    return say('assembly/desk-plenary', { assembly: [{ kind: 'memberText', text: view.assembly ?? '' }], chairs })
  const place = placeParts(view.place, say)
  return view.seats
    ? say('assembly/desk-caucus', { place, filled: view.seats.filled, of: view.seats.of, chairs })
    : say('assembly/desk-observers', { place, chairs })
}

/** What is open here, one line each. */
export function deskLines(view: DeskView, say: Say): readonly Parts[] {
  const { zone } = view
  return [
    ...view.gauges.map((gauge) => gaugeLine(gauge, zone, say)),
    ...(view.concerns.forChair > 0 ? [say('assembly/desk-concerns', { count: view.concerns.forChair })] : []),
    ...(view.concerns.forHolder > 0
      ? [say('assembly/desk-concerns-answered', { count: view.concerns.forHolder })]
      : []),
    ...view.readings.map(({ proposal, caucus, until }) =>
      view.place.name === undefined
        ? say('assembly/desk-reading-of', {
            caucus: placeParts(caucus, say),
            proposal: numberParts(proposal),
            until: deadlineAt(until, zone),
          })
        : say('assembly/desk-reading', { proposal: numberParts(proposal), until: deadlineAt(until, zone) }),
    ),
    ...(view.questions > 0
      ? [
          say(view.place.name === undefined ? 'assembly/desk-questions' : 'assembly/desk-question', {
            count: view.questions,
          }),
        ]
      : []),
    ...(view.requests > 0 ? [say('assembly/desk-requests', { count: view.requests })] : []),
    ...(view.choice ? [say('assembly/desk-choice', { until: deadlineAt(view.choice.until, zone) })] : []),
    ...view.proposals.map((one) => lineParts(one, zone, say)),
  ]
}

const gaugeLine = (gauge: OpenGauge, zone: string, say: Say): Parts =>
  say(gauge.paragraph ? 'assembly/desk-gauge-paragraph' : 'assembly/desk-gauge', {
    proposal: numberParts(gauge.proposal),
    version: gauge.version,
    paragraph: gauge.paragraph ? paragraphParts(gauge.paragraph, say) : '',
    closes: deadlineAt(gauge.closes, zone),
    answered: gauge.answered,
    of: gauge.of,
  })

const unequal = (view: DeskView, say: Say): readonly CardNode[] => {
  if (view.unequal.length === 0) return []
  const all = view.unequal.map(({ caucus, filled, of }) =>
    say('assembly/desk-seats-of', { caucus: placeParts(caucus, say), filled, of }),
  )
  return [line(say('assembly/desk-unequal', { all: listed(all, say) }))]
}
