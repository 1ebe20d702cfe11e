import { buttons, fields, heading, line, list, type Card } from '../port/card.ts'
import { code, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { CharterView } from '../views/charter.ts'
import { actButton } from './acts.ts'
import { kindParts } from './caucus.ts'
import { placeParts, wordsOr } from './words.ts'

const methodKeys = {
  gauge: 'assembly/method-gauge',
  consent: 'assembly/method-consent',
  'own process': 'assembly/method-own',
} as const satisfies Record<CharterView['caucuses'][number]['method'], Key>

/** The charter's settings in plain words. */
export function charterCard(view: CharterView, say: Say): Card {
  const { settings } = view
  const first = say('assembly/charter', { assembly: wordsOr(view.name, say), version: view.version })
  const field = (name: Key, says: Parts) => ({ name: say(name), says })
  return {
    summary: first,
    nodes: [
      heading(first),
      fields([
        field('assembly/charter-forum', wordsOr(view.forum, say)),
        field('assembly/charter-zone', [code(settings.zone)]),
        field('assembly/charter-contest', say('assembly/hours', { hours: settings.contestHours })),
        field('assembly/charter-appeal', say('assembly/days', { days: settings.appealDays })),
        field('assembly/charter-choice', say('assembly/hours', { hours: settings.choiceHours })),
        field(
          'assembly/charter-no-objection',
          say(settings.noObjectionCounts ? 'assembly/counts-yes' : 'assembly/counts-no'),
        ),
        field('assembly/charter-remind', say('assembly/percents', { all: settings.remindAt.join(', ') })),
      ]),
      line(say('assembly/charter-caucuses')),
      list(
        view.caucuses.map(({ caucus, kind, counts, seats, method, gauge }) =>
          say('assembly/charter-caucus', {
            caucus: placeParts(caucus, say),
            kind: kindParts({ kind, counts }, say),
            seats,
            method: say(methodKeys[method]),
            small: gauge.small,
            quorum: gauge.quorum,
            tally: gauge.tally,
          }),
        ),
      ),
      ...(view.may.amend ? [buttons([actButton(say('assembly/do-amend-charter'), 'amend charter')])] : []),
    ],
  }
}
