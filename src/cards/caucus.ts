import { buttons, heading, line, list, pageButton, quietLine, type Card, type CardNode } from '../port/card.ts'
import type { Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { CaucusesView, CaucusLine, CaucusView, MembersView } from '../views/caucus.ts'
import { actButton } from './acts.ts'
import { chairsParts } from './desk.ts'
import { personParts, placeParts } from './words.ts'

/** Every caucus with its seats and its chair. */
export function caucusesCard(view: CaucusesView, say: Say): Card {
  const first = say('assembly/caucuses', { count: view.caucuses.length })
  return {
    summary: first,
    nodes: [
      heading(first),
      list(view.caucuses.map((one) => caucusLine(one, say))),
      ...(view.unequal ? [quietLine(say('assembly/caucuses-unequal'))] : []),
      buttons(
        view.caucuses.map(({ caucus }) =>
          pageButton(placeParts(caucus, say), { page: 'caucus', caucus: caucus.place }),
        ),
      ),
    ],
  }
}

const kindKeys = {
  stakeholder: 'assembly/kind-stakeholder',
  constituency: 'assembly/kind-constituency',
  observer: 'assembly/kind-observer',
} as const satisfies Record<CaucusLine['kind'], Key>

export const kindParts = ({ kind, counts }: Pick<CaucusLine, 'kind' | 'counts'>, say: Say): Parts =>
  kind === 'constituency' && !counts ? say('assembly/kind-beside') : say(kindKeys[kind])

function caucusLine(one: CaucusLine, say: Say): Parts {
  const shared = {
    caucus: placeParts(one.caucus, say),
    kind: kindParts(one, say),
    chairs: chairsParts(one.chairs, say),
  }
  return one.kind === 'observer'
    ? say('assembly/caucus-observers', shared)
    : say('assembly/caucus', { ...shared, filled: one.filled, of: one.seats })
}

/** One caucus, and who is in it as far as the reader may know. */
export function caucusCard(view: CaucusView, say: Say): Card {
  const first = caucusLine(view, say)
  const caucus = view.caucus.place
  return {
    summary: first,
    nodes: [
      heading(first),
      ...(view.dormant ? [line(say('assembly/dormant'))] : []),
      ...whoNodes(view, say),
      ...(view.choosing ? [line(say('assembly/choosing'))] : []),
      buttons([
        pageButton(say('assembly/do-caucuses'), { page: 'caucuses' }),
        ...(view.may.join ? [actButton(say('assembly/do-join'), 'ask to join', { caucus })] : []),
        ...(view.may.startChoice ? [actButton(say('assembly/do-start-choice'), 'start choice')] : []),
        ...(view.may.leave ? [actButton(say('assembly/do-leave'), 'leave caucus', {}, { style: 'danger' })] : []),
      ]),
    ],
  }
}

function whoNodes({ seated, others = [] }: CaucusView, say: Say): readonly CardNode[] {
  const seats = seated.flatMap(({ representative, alternate, away }) => {
    if (!representative) return []
    const who = personParts(representative, say)
    const seat = alternate ? say('assembly/seat-alternate', { who, alternate: personParts(alternate, say) }) : who
    return [away ? say('assembly/seat-away', { who: seat }) : seat]
  })
  const voices = others.map(({ person, as }) =>
    say(as === 'participant' ? 'assembly/participant' : 'assembly/observer', { who: personParts(person, say) }),
  )
  const all = [...seats, ...voices]
  return all.length === 0 ? [line(say('assembly/nobody'))] : [list(all)]
}

/** Who is in the assembly: offices, then caucus by caucus. */
export function membersCard(view: MembersView, say: Say): Card {
  const first = say('assembly/members')
  return {
    summary: first,
    nodes: [
      heading(first),
      ...view.offices.map(({ office, person }) =>
        line(
          say(office === 'secretariat' ? 'assembly/is-secretariat' : 'assembly/is-plenary-chair', {
            who: personParts(person, say),
          }),
        ),
      ),
      ...view.caucuses.flatMap((one) => [line(caucusLine(one, say)), ...whoNodes(one, say)]),
    ],
  }
}
