import { charterDraft, type CharterDraft } from '../src/domain/charter.ts'
import { defineCommand } from '../src/port/command.ts'
import { field } from '../src/port/field.ts'
import { readYaml, type Slip } from './yaml.ts'

/** Reads a charter file: what it says, or each slip with its line and key. */
export function readCharter(
  source: string,
): { readonly ok: true; readonly charter: CharterDraft } | { readonly ok: false; readonly slips: readonly Slip[] } {
  const read = readYaml(source, charterDraft)
  return read.ok ? { ok: true, charter: read.value } : read
}

function charterIn(source: string): CharterDraft {
  const read = readCharter(source)
  if (!read.ok) throw new Error('a charter came past the door unread')
  return read.charter
}

export const assemblyCommands = [
  defineCommand({
    name: ['charter', 'amend'],
    where: ['anywhere'],
    title: 'command/charter-amend',
    about: 'command/charter-amend-about',
    does: 'amend charter',
    confirm: 'command/charter-amend-confirm',
    ask: {
      charter: field.text('command/charter', { hint: 'command/charter-hint', max: 60_000 }),
      reason: field.words('command/reason'),
    },
    act: ({ charter, reason }) => ({ charter: charterIn(charter), reason }),
  }),
]
