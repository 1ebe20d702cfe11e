import type { Act } from '../src/domain/act.ts'
import type { Match } from '../src/domain/version/match.ts'
import { latestVersion } from '../src/domain/world.ts'
import { nameOf, type CommandDeclaration } from '../src/port/command.ts'
import { memberText, type Parts } from '../src/text/part.ts'
import { say } from '../src/text/say.ts'
import type { Scene } from './doors.ts'
import { amended, matched } from './version.ts'

/** A new version is filled in from the one before; a whole text is matched, and shown before it counts. */
export function completed(
  command: CommandDeclaration,
  typed: Act,
  { world, rows }: Scene,
  answers: Readonly<Record<string, unknown>>,
): Act | { wrong: Parts } | { act: Act<'make version'>; match: Match } {
  if (typed.type !== 'make version') return typed
  const proposal = world.assembly.proposals.get(typed.proposal)
  if (!proposal) return typed
  if (nameOf(command) === 'version amend') {
    const whole = amended(typed, proposal, rows.read)
    return 'code' in whole ? { wrong: say(whole.code) } : whole
  }
  const found = matched(typed, proposal, rows.read)
  return answers['matched'] === true ? found.act : found
}

/** What a pasted text changes, paragraph by paragraph, for whoever has to confirm it. */
export function matchIntro(
  { paragraphs, removed }: Match,
  typed: Act<'make version'>,
  { world, rows }: Scene,
): readonly Parts[] {
  const proposal = world.assembly.proposals.get(typed.proposal)
  if (!proposal) return []
  const before = latestVersion(proposal)
  const old = new Map(before.paragraphs.map((one) => [one.id, one]))
  const named = (label: string, at: number): Parts => [memberText(label === '' ? `¶${at + 1}` : label)]
  const changes = paragraphs.flatMap((one, at): Parts[] => {
    const was = one.id && old.get(one.id)
    if (!was) return [say('command/match-new', { label: named(one.label, at) })]
    return rows.read(was.text) === one.text ? [] : [say('command/match-reworded', { label: named(one.label, at) })]
  })
  const gone = removed.map((id) =>
    say('command/match-removed', {
      label: named(
        old.get(id)?.label ?? '',
        before.paragraphs.findIndex((one) => one.id === id),
      ),
    }),
  )
  const kept = paragraphs.length - changes.length
  return [
    say('command/match-intro', { version: before.number }),
    say('command/match-kept', { count: kept }),
    ...changes.slice(0, 30),
    ...gone.slice(0, 30),
  ]
}
