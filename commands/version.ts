import type { Act } from '../src/domain/act.ts'
import type { AmendmentId, ParagraphId } from '../src/domain/id.ts'
import { amendmentsSeen } from '../src/domain/proposal.ts'
import type { TextRef } from '../src/domain/text.ts'
import { matchParagraphs, type Known, type Match } from '../src/domain/version/match.ts'
import { latestVersion, type Proposal } from '../src/domain/world.ts'
import { defineCommand } from '../src/port/command.ts'
import { field, optional, several } from '../src/port/field.ts'
import { wholeText } from './whole-text.ts'

const proposal = field.proposal({ stages: ['draft', 'submitted', 'admitted', 'in plenary', 'plenary assessment'] })
const amendment = optional(several(field.amendment()))

export const versionCommands = [
  defineCommand({
    name: ['version', 'make'],
    where: ['anywhere'],
    title: 'command/version-make',
    about: 'command/version-make-about',
    does: 'make version',
    ask: {
      proposal,
      text: field.text('command/text', { hint: 'command/text-hint' }),
      note: optional(field.words('command/note')),
      amendment,
      /** The match with the version before is shown first; this says that it is right (procedure 1, version). */
      matched: optional(field.tick('command/matched')),
    },
    act: ({ proposal: on, text, note, amendment: taken }) => ({
      proposal: on,
      paragraphs: [...wholeText(text).paragraphs],
      amendments: [...(taken ?? [])],
      ...(note && { note }),
    }),
  }),
  defineCommand({
    name: ['version', 'amend'],
    where: ['anywhere'],
    title: 'command/version-amend',
    about: 'command/version-amend-about',
    does: 'make version',
    ask: {
      proposal,
      on: optional(field.paragraph()),
      wording: optional(field.words('command/wording', { max: 20_000 })),
      amendment,
      note: optional(field.words('command/note')),
    },
    act: ({ proposal: on, on: paragraph, wording, amendment: taken, note }) => ({
      proposal: on,
      // What stays is filled in from the version before: `amended`.
      paragraphs: [{ label: '', text: wording ?? '¶', ...(paragraph && { id: paragraph }) }],
      amendments: [...(taken ?? [])],
      ...(note && { note }),
    }),
  }),
]

type MakeVersion = Act<'make version'>
type Read = (ref: TextRef) => string | undefined

const known = (on: Proposal, read: Read): readonly Known[] =>
  latestVersion(on).paragraphs.map(({ id, label, text }) => ({ id, label, text: read(text) ?? '' }))

/** A whole text pasted, matched to the version before: what keeps its identity, what is new, what is gone. */
export function matched(
  act: MakeVersion,
  on: Proposal,
  read: Read,
): { readonly act: MakeVersion; readonly match: Match } {
  const match = matchParagraphs(known(on, read), act.paragraphs)
  return { match, act: { ...act, paragraphs: match.paragraphs.map((one) => ({ ...one })) } }
}

/** The version before, reworded in one paragraph by hand, or in several as amendments have them. */
export function amended(
  act: MakeVersion,
  on: Proposal,
  read: Read,
): MakeVersion | { readonly code: 'command/which-paragraph' | 'command/amendments-clash' } {
  const [byHand] = act.paragraphs
  const taken = act.amendments.flatMap((id) => amendmentOf(on, id, read) ?? [])
  const changes: readonly Change[] = byHand && byHand.text !== '¶' ? handFirst(byHand, taken) : taken
  const before = known(on, read)
  const named = changes.flatMap(({ paragraph }) => paragraph ?? [])
  if (changes.length === 0 || named.some((id) => !before.some((one) => one.id === id)))
    return { code: 'command/which-paragraph' }
  if (new Set(named).size < named.length) return { code: 'command/amendments-clash' }
  const wordings = new Map(changes.flatMap(({ paragraph, wording }) => (paragraph ? [[paragraph, wording]] : [])))
  // What is on no paragraph is added at the end.
  const added = changes.flatMap(({ paragraph, wording }) => (paragraph ? [] : [{ label: '', text: wording }]))
  const kept = before.map((one) => ({ ...one, text: wordings.get(one.id) ?? one.text }))
  return { ...act, paragraphs: [...kept, ...added] }
}

interface Change {
  readonly paragraph: ParagraphId | undefined
  readonly wording: string
}

/** Words by hand are for the paragraph that is named, else for that of the first amendment, whose own words they replace. */
function handFirst({ id, text }: MakeVersion['paragraphs'][number], taken: readonly Change[]): readonly Change[] {
  if (id) return [{ paragraph: id, wording: text }, ...taken.filter(({ paragraph }) => paragraph !== id)]
  const [first, ...others] = taken
  return [{ paragraph: first?.paragraph, wording: text }, ...others]
}

function amendmentOf(on: Proposal, id: AmendmentId, read: Read): Change | undefined {
  const found = amendmentsSeen(on).find((one) => one.id === id)
  const wording = found && read(found.wording)
  return found && wording !== undefined ? { paragraph: found.paragraph, wording } : undefined
}
