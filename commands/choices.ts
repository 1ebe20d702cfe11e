import type { ChoiceSource } from '../src/port/field.ts'
import { only, worldFor } from '../src/views/viewer.ts'
import type { Choosable, Chooser } from './choices/chooser.ts'
import { answers, concerns, gauges, minorityViews, readings } from './choices/debates.ts'
import { caucuses, members, requests, runningChoices, seats } from './choices/people.ts'
import { amendments, paragraphs, proposals, questions, versions } from './choices/proposals.ts'

/** What there is to choose from, for this person here: what they may not see is not among it. */
export function choosable(source: ChoiceSource, chooser: Chooser): readonly Choosable[] {
  const seen: Chooser = chooser.member ? { ...chooser, world: worldFor(only(chooser.member), chooser.world) } : chooser
  switch (source.of) {
    case 'proposal':
      return proposals(seen, source.stages)
    case 'version':
      return versions(seen)
    case 'paragraph':
      return paragraphs(seen)
    case 'gauge':
      return gauges(seen, source.open)
    case 'answer':
      return answers(seen)
    case 'concern':
      return concerns(seen, source.status ?? 'any')
    case 'reading':
      return readings(seen)
    case 'question':
      return questions(seen)
    case 'request':
      return requests(seen)
    case 'amendment':
      return amendments(seen)
    case 'seat':
      return seats(seen)
    case 'member':
      return members(seen)
    case 'caucus':
      return caucuses(seen)
    case 'running choice':
      return runningChoices(seen)
    case 'minority view':
      return minorityViews(seen)
  }
}
