import type { Level } from '../domain/level.ts'
import type { Stage } from '../domain/world.ts'
import { code, memberText, person, placeNamed, text, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import type { ParagraphNamed, PersonNamed, PlaceNamed, ProposalNamed } from '../views/naming.ts'

// The words that many cards share. What people wrote comes through as parts, never as strings.

export const placeParts = ({ place, name }: PlaceNamed, say: Say): Parts =>
  name === undefined ? say('common/plenary') : [placeNamed(place, name)]

export const personParts = ({ member, name }: PersonNamed, say: Say): Parts =>
  name === undefined ? say('common/somebody') : [person(member, name)]

/** `P-12`. */
export const numberParts = ({ number }: ProposalNamed): Parts => [text(`P-${number}`)]

/** `P-12 Role of governments`. */
export const proposalParts = (proposal: ProposalNamed, say: Say): Parts => [
  ...numberParts(proposal),
  text(' '),
  ...wordsOr(proposal.title, say),
]

/** What people wrote, or that it is withheld. */
export const wordsOr = (words: string | undefined, say: Say): Parts =>
  words === undefined ? say('common/withheld') : [memberText(words)]

const levelKeys: Readonly<Record<Level, Key>> = {
  'full consensus': 'common/level-full-consensus',
  'rough consensus': 'common/level-rough-consensus',
  'no objection': 'common/level-no-objection',
  'strong support, significant opposition': 'common/level-strong-support',
  divergence: 'common/level-divergence',
  against: 'common/level-against',
}
export const levelParts = (level: Level, say: Say): Parts => say(levelKeys[level])

const stageKeys: Readonly<Record<Stage, Key>> = {
  draft: 'proposal/stage-draft',
  submitted: 'proposal/stage-submitted',
  admitted: 'proposal/stage-admitted',
  'in plenary': 'proposal/stage-in-plenary',
  'in caucuses': 'proposal/stage-in-caucuses',
  'plenary assessment': 'proposal/stage-assessment',
  recommended: 'proposal/stage-recommended',
  'no consensus': 'proposal/stage-no-consensus',
  'not taken up': 'proposal/stage-not-taken-up',
  parked: 'proposal/stage-parked',
  withdrawn: 'proposal/stage-withdrawn',
}
export const stageParts = (stage: Stage, say: Say): Parts => say(stageKeys[stage])

/** Several things in one sentence, by the language's own rules: "a, b and c". */
export const listed = (all: readonly Parts[], say: Say): Parts => {
  const [first, ...rest] = all
  if (!first) return []
  const last = rest.at(-1)
  if (!last) return first
  const before = rest.slice(0, -1).reduce((so, one) => say('common/list-more', { so, one }), first)
  return say('common/list-last', { so: before, one: last })
}

/** A label as it is pointed at: `4.` is ¶4; without one, by where it stands. */
const pointed = ({ label, nth }: ParagraphNamed, say: Say): Parts => {
  const bare = label.trim().replace(/[.:)]$/u, (mark) => (mark === ')' && label.includes('(') ? mark : ''))
  return bare === '' ? say('common/paragraph-nth', { nth }) : [memberText(bare)]
}

/** One paragraph: `¶4`. */
export const paragraphParts = (paragraph: ParagraphNamed, say: Say): Parts =>
  say('common/paragraph', { label: pointed(paragraph, say) })

/** Several paragraphs, neighbours together: `¶1–3, 5, 6`. */
export function paragraphsParts(paragraphs: readonly ParagraphNamed[], say: Say): Parts {
  const runs: ParagraphNamed[][] = []
  for (const one of paragraphs.toSorted((a, b) => a.nth - b.nth)) {
    const run = runs.at(-1)
    if (run && run.at(-1)?.nth === one.nth - 1) run.push(one)
    else runs.push([one])
  }
  const spelled = runs.flatMap((run): Parts[] => {
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last) return []
    if (run.length < 3) return run.map((one) => pointed(one, say))
    return [say('common/range', { first: pointed(first, say), last: pointed(last, say) })]
  })
  const [first = [], ...rest] = spelled
  const all = rest.reduce((so, one) => say('common/list-more', { so, one }), first)
  return say('common/paragraph', { label: all })
}

/** The first 12 letters of a hash of the record. */
export const headParts = (head: string): Parts => [code(head.slice(0, 12))]
