import { charterDraft, type CharterDraft, type CharterInput } from '../src/domain/charter.ts'
import { defineCommand } from '../src/port/command.ts'
import { field, optional } from '../src/port/field.ts'
import { readCharter } from './assembly.ts'

/** A charter made in a form: who, for which forum, and a caucus a line. Everything else has the procedure's default. */
export interface CharterForm {
  readonly name: string
  readonly forum: string
  readonly zone?: string | undefined
  readonly caucuses: string
}

export type CharterMade =
  | { readonly ok: true; readonly charter: CharterDraft }
  | {
      readonly ok: false
      readonly slips: readonly { readonly line: number; readonly key: string; readonly says: string }[]
    }

/**
 * Reads `Government, 5` · `Technical community, constituency, 5` · `Observers, observer`: a caucus a line, with its kind
 * (a stakeholder where none is given) and its seats.
 */
export function charterFromForm({ name, forum, zone, caucuses }: CharterForm): CharterMade {
  const lines = caucuses
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const input: CharterInput = { name, forum, ...(zone && { zone }), caucuses: lines.map(caucusIn) }
  const read = charterDraft.safeParse(input)
  if (read.success) return { ok: true, charter: read.data }
  return {
    ok: false,
    slips: read.error.issues.map(({ path, message }) => ({
      line: typeof path[1] === 'number' ? path[1] + 1 : 1,
      key: path.join('.'),
      says: message,
    })),
  }
}

function caucusIn(line: string): CharterInput['caucuses'][number] {
  const [name = '', ...rest] = line.split(',').map((part) => part.trim())
  const kind = rest
    .find((part) => /^(stakeholder|constituency|observer)s?$/i.test(part))
    ?.toLowerCase()
    .replace(/s$/, '')
  const seats = rest.map((part) => /^(\d+)(\s+seats?)?$/i.exec(part)?.[1]).find((count) => count !== undefined)
  const of = kind === 'constituency' || kind === 'observer' ? kind : 'stakeholder'
  return { key: keyOf(name), name, kind: of, seats: of === 'observer' ? Number(seats ?? 0) : Number(seats ?? 5) }
}

/** The key by which a caucus is typed: its name in plain small letters. */
const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40) || 'caucus'

/** The charter that was given: whole, or made of the form's fields. */
export function charterGiven({
  charter,
  name,
  forum,
  zone,
  caucuses,
}: { readonly [Field in keyof CharterForm | 'charter']?: string | undefined }): CharterMade {
  if (charter !== undefined) return readCharter(charter)
  return charterFromForm({ name: name ?? '', forum: forum ?? '', zone, caucuses: caucuses ?? '' })
}

export const foundCommand = defineCommand({
  name: ['assembly', 'found'],
  where: ['anywhere'],
  title: 'command/assembly-found',
  about: 'command/assembly-found-about',
  does: 'found assembly',
  ask: {
    name: optional(field.line('command/assembly-name', { max: 120 })),
    forum: optional(field.line('command/forum', { max: 120, hint: 'command/forum-hint' })),
    caucuses: optional(field.words('command/caucuses', { hint: 'command/caucuses-hint' })),
    zone: optional(field.line('command/zone', { max: 40, hint: 'command/zone-hint' })),
    charter: optional(field.text('command/charter', { hint: 'command/charter-hint', max: 60_000 })),
    /** Asked once the charter can be read: it is shown what it will mean, and nothing is founded before. */
    understood: optional(field.tick('command/found-understood')),
  },
  act: (given) => {
    const made = charterGiven(given)
    if (!made.ok) throw new Error('a charter came past the door unread')
    return { charter: made.charter }
  },
})
