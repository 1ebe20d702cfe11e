import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import type { AssemblyId } from '../domain/id.ts'
import { charterOf } from '../domain/world.ts'
import type { Asking } from '../port/invocation.ts'
import type { Premises } from '../store/cards.ts'
import { assemblies } from '../store/facts.ts'
import { personOf } from '../store/people.ts'
import { cardsOf } from '../views/registry.ts'

/**
 * Which assembly is meant in a direct conversation: of those in which this person is known, the one that knows what a
 * button or a form speaks of; else the first. Somebody whom none knows means the only one there is.
 */
export async function directly(
  acting: Acting,
  premises: Premises,
  user: string,
  what: Asking,
): Promise<{ readonly assembly: AssemblyId; readonly place: undefined } | undefined> {
  const all = await assemblies(acting.query)
  const known: AssemblyId[] = []
  for (const assembly of all) if (await personOf(acting.query, assembly, { ...premises, user })) known.push(assembly)
  const [first, ...others] = known.length > 0 ? known : all.length === 1 ? all : []
  if (first === undefined) return undefined
  for (const id of others.length > 0 ? idsIn(what) : [])
    for (const assembly of known) if (await knows(acting, assembly, id)) return { assembly, place: undefined }
  return { assembly: first, place: undefined }
}

const idsIn = (what: Asking): readonly string[] => {
  const values =
    what.kind === 'press'
      ? Object.values(what.press.kind === 'command' ? what.press.answers : what.press.page)
      : what.kind === 'line'
        ? []
        : Object.values(what.answers)
  return values.filter((value): value is string => typeof value === 'string' && /^[a-z]{1,2}_[0-9a-z]{26}$/.test(value))
}

async function knows(acting: Acting, assembly: AssemblyId, id: string): Promise<boolean> {
  const loaded = await loadScene(acting, assembly)
  if (!loaded) return false
  const { world, rows } = loaded
  if (rows.nameOf(id as never) !== undefined) return true
  if (charterOf(world.assembly).caucuses.some((caucus) => caucus.id === id)) return true
  return cardsOf(world).some(({ key }) => key.includes(id))
}
