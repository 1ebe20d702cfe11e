import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import type { AssemblyId } from '../domain/id.ts'
import { charterOf } from '../domain/world.ts'
import { assemblies } from '../store/facts.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'

export interface AssemblyHere {
  readonly id: AssemblyId
  /** The name that its charter gives it now; its id where those words are erased. */
  readonly name: string
}

export async function assemblyNamed(acting: Acting, id: AssemblyId): Promise<string> {
  const loaded = await loadScene(acting, id)
  return loaded?.rows.read(charterOf(loaded.world.assembly).name) ?? id
}

/** Every assembly in the database, oldest first. */
export async function assembliesHere(acting: Acting): Promise<readonly AssemblyHere[]> {
  const here: AssemblyHere[] = []
  for (const id of await assemblies(acting.query)) here.push({ id, name: await assemblyNamed(acting, id) })
  return here
}

/** The assembly that a command is about: the one that was named, or the only one. Else a sentence that lists them. */
export async function chosenAssembly(
  acting: Acting,
  named: string | undefined,
): Promise<AssemblyHere | { readonly sentence: string }> {
  const all = await assembliesHere(acting)
  const wanted = named?.trim().toLowerCase()
  const fitting =
    wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  const [only, ...others] = fitting
  if (only && others.length === 0) return only
  if (all.length === 0) return { sentence: label(say('operator/nothing-yet')) }
  const listed = (fitting.length > 0 ? fitting : all).map(({ id, name }) => `${name} (${id})`).join(' · ')
  return { sentence: label(say('operator/which-assembly', { assemblies: listed })) }
}
