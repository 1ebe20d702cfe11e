import type { MemberId } from '../src/domain/id.ts'
import type { CommandDeclaration } from '../src/port/command.ts'
import type { GivenAnswers } from '../src/port/form.ts'
import type { Doors, Scene } from './doors.ts'

/** Somebody of the platform whom the assembly has not met yet can be named too: `member seat @ana`. */
export async function withStrangers(
  { meet }: Doors,
  scene: Scene,
  command: CommandDeclaration,
  typed: GivenAnswers,
): Promise<{ readonly scene: Scene; readonly given: GivenAnswers }> {
  const met = new Map<string, MemberId>()
  for (const [name, { how }] of Object.entries(command.ask)) {
    const value = typed[name]
    if (how.kind !== 'from' || how.source.of !== 'member' || typeof value !== 'string' || value === '') continue
    if (isKnown(scene, value)) continue
    const member = await meet(scene, value)
    if (member) met.set(name, member)
  }
  if (met.size === 0) return { scene, given: typed }
  const people = [...scene.people]
  for (const [name, member] of met)
    if (!people.some(({ id }) => id === member)) people.push({ id: member, name: String(typed[name]) })
  return { scene: { ...scene, people }, given: { ...typed, ...Object.fromEntries(met) } }
}

const isKnown = ({ people }: Scene, typed: string): boolean => {
  const wanted = typed.trim().replace(/^@/, '').toLowerCase()
  return people.some(({ id, name }) => id === typed || name.toLowerCase().startsWith(wanted))
}
