import { nameOf, type Catalogue, type CommandDeclaration } from '../../src/port/command.ts'
import type { Choice } from '../../src/port/form.ts'
import type { Asking, Reply } from '../../src/port/invocation.ts'
import { words } from './words.ts'

const most = 12
type Ask = (what: Asking) => Promise<Reply>

/** What a line that is being typed could become: commands by their beginning, then the choices of the next field. */
export async function completions(catalogue: Catalogue, line: string, ask: Ask): Promise<readonly Choice[]> {
  const typed = line.replace(/^\/(caucus)?\s*/, '')
  const command = catalogue.find((one) => typed.startsWith(`${nameOf(one)} `))
  if (!command) return commandsLike(catalogue, typed)
  return await nextField(command, typed.slice(nameOf(command).length + 1), ask)
}

const commandsLike = (catalogue: Catalogue, typed: string): readonly Choice[] =>
  catalogue
    .filter(
      (one) =>
        nameOf(one).startsWith(typed.toLowerCase()) || one.name.some((word) => word.startsWith(typed.toLowerCase())),
    )
    .slice(0, most)
    .map((one) => ({ value: `/caucus ${nameOf(one)} `, label: nameOf(one), note: words(one.about) }))

async function nextField(command: CommandDeclaration, rest: string, ask: Ask): Promise<readonly Choice[]> {
  const before = `/caucus ${nameOf(command)} `
  const [, kept = '', last = ''] = /^(.*\s)?(\S*)$/s.exec(rest) ?? []
  const fields = Object.entries(command.ask)
  const named = /--([\w-]+)\s+$/.exec(kept)
  const given = kept.trim() === '' ? 0 : kept.trim().split(/\s+/).length
  const [name, field] = named ? [named[1], command.ask[named[1] ?? '']] : (fields[given] ?? [])
  const asked =
    name && field && (field.how.kind === 'from' || field.how.kind === 'fixed')
      ? await choices(command, name, last, ask)
      : []
  const options = fields
    .filter(([one]) => !rest.includes(`--${one}`))
    .map(([one, { label }]) => ({ value: `${before}${kept}--${one} `, label: `--${one}`, note: words(label) }))
    .filter(({ label }) => label.startsWith(last))
  return [
    ...asked.map((choice) => ({ ...choice, value: `${before}${kept}${quoted(choice.value)} ` })),
    ...options,
  ].slice(0, most)
}

async function choices(
  command: CommandDeclaration,
  field: string,
  typed: string,
  ask: Ask,
): Promise<readonly Choice[]> {
  const reply = await ask({ kind: 'choices', command: nameOf(command), field, typed, answers: {} })
  return reply.kind === 'choices' ? reply.choices : []
}

const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value)
