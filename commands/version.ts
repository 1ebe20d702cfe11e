import type { Act } from '../src/domain/act.ts'
import type { AmendmentId, ParagraphId } from '../src/domain/id.ts'
import { amendmentsSeen } from '../src/domain/proposal.ts'
import type { TextRef } from '../src/domain/text.ts'
import { matchParagraphs, type Known, type Match } from '../src/domain/version/match.ts'
import { latestVersion, type Proposal } from '../src/domain/world.ts'
import { defineCommand } from '../src/port/command.ts'
import { field, optional } from '../src/port/field.ts'
import { wholeText } from './whole-text.ts'

const proposal = field.proposal({ stages: ['draft', 'submitted', 'admitted', 'in plenary', 'plenary assessment'] })
const amendment = optional(field.amendment())

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
      amendments: taken ? [taken] : [],
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
      amendments: taken ? [taken] : [],
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

/** The version before with one paragraph reworded: by hand, or as an amendment has it. */
export function amended(
  act: MakeVersion,
  on: Proposal,
  read: Read,
): MakeVersion | { readonly code: 'version/which-paragraph' } {
  const [change] = act.paragraphs
  const taken = amendmentOf(on, act.amendments[0], read)
  const paragraph: ParagraphId | undefined = change?.id ?? taken?.paragraph
  const wording = change && change.text !== '¶' ? change.text : taken?.wording
  if (wording === undefined) return { code: 'version/which-paragraph' }
  const before = known(on, read)
  // An amendment on no paragraph adds one at the end.
  if (!paragraph) return { ...act, paragraphs: [...before, { label: '', text: wording }] }
  if (!before.some(({ id }) => id === paragraph)) return { code: 'version/which-paragraph' }
  return { ...act, paragraphs: before.map((one) => (one.id === paragraph ? { ...one, text: wording } : one)) }
}

function amendmentOf(on: Proposal, id: AmendmentId | undefined, read: Read) {
  const found = amendmentsSeen(on).find((one) => one.id === id)
  const wording = found && read(found.wording)
  return found && wording !== undefined ? { paragraph: found.paragraph, wording } : undefined
}
