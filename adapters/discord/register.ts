import {
  ApplicationCommandType,
  Routes,
  type APIApplicationCommand,
  type REST,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'

/** What became of the commands, and by which id Discord knows each that is typed. */
export interface Registered {
  readonly done: 'changed' | 'unchanged'
  readonly ids: ReadonlyMap<string, string>
}

/** Registers the commands where they are not what Discord has already: 200 new ones a day are taken, and no more. */
export async function registerChanged(
  rest: REST,
  application: string,
  wanted: RESTPutAPIApplicationCommandsJSONBody,
): Promise<Registered> {
  const route = Routes.applicationCommands(application)
  const there = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })
  if (Array.isArray(there) && there.length === wanted.length && wanted.every((one) => isAmong(one, there)))
    return { done: 'unchanged', ids: idsIn(there) }
  return { done: 'changed', ids: idsIn(await rest.put(route, { body: wanted })) }
}

function idsIn(commands: unknown): ReadonlyMap<string, string> {
  const all = Array.isArray(commands) ? (commands as readonly Partial<APIApplicationCommand>[]) : []
  const typed = all.filter(({ type = ApplicationCommandType.ChatInput }) => type === ApplicationCommandType.ChatInput)
  return new Map(typed.flatMap(({ name, id }) => (name === undefined || id === undefined ? [] : [[name, id]])))
}

const isAmong = (wanted: object, there: readonly unknown[]): boolean => there.some((one) => says(one, wanted))

/** Whether what Discord has says all that we want and nothing else that we would have left out. */
function says(there: unknown, wanted: unknown): boolean {
  if (isNothing(wanted)) return isNothing(there)
  if (typeof wanted !== 'object' || wanted === null) return there === wanted
  if (typeof there !== 'object' || there === null) return false
  if (Array.isArray(wanted))
    return Array.isArray(there) && there.length === wanted.length && wanted.every((one, n) => says(there[n], one))
  const ours = Object.entries(wanted)
  const grown = [
    'default_member_permissions',
    'options',
    'choices',
    'autocomplete',
    'required',
    'min_value',
    'max_value',
    'min_length',
    'max_length',
  ]
  const other = there as Readonly<Record<string, unknown>>
  return (
    ours.every(([key, value]) => says(other[key], value)) &&
    grown.every((key) => key in wanted || isNothing(other[key]))
  )
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)
