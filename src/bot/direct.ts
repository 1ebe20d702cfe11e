import type { Acting } from '../acts/acting.ts'
import { assemblyOfCode } from '../acts/people.ts'
import { loadScene } from '../acts/scene.ts'
import type { AssemblyId } from '../domain/id.ts'
import { charterOf } from '../domain/world.ts'
import type { Asking } from '../port/invocation.ts'
import type { Premises } from '../store/cards.ts'
import { channelsOf } from '../store/channels.ts'
import { assemblies } from '../store/facts.ts'
import { personOf } from '../store/people.ts'
import { cardsOf } from '../views/registry.ts'

/** The assembly that is meant alone with the bot, and those that could be meant as well. */
export interface Meant {
  readonly assembly: AssemblyId
  readonly place: undefined
  readonly besides: readonly AssemblyId[]
}

/**
 * Which assembly is meant in a direct conversation: of those in which this person is known, the one that knows what a
 * button or a form speaks of; else any of them. A code from another platform means the assembly that gave it. Somebody whom
 * none knows means the only one that meets in this workspace: those of other workspaces are none of their business.
 */
export async function directly(
  acting: Acting,
  premises: Premises,
  user: string,
  what: Asking,
): Promise<Meant | undefined> {
  const code = codeIn(what)
  const linked = code === undefined ? undefined : await assemblyOfCode(acting.query, code)
  if (linked) return meaning(linked)
  const all = await assemblies(acting.query)
  const known: AssemblyId[] = []
  for (const assembly of all) if (await personOf(acting.query, assembly, { ...premises, user })) known.push(assembly)
  const [first, ...others] = known
  if (first === undefined) return await asStranger(acting, premises, all)
  for (const id of others.length > 0 ? idsIn(what) : [])
    for (const assembly of known) if (await knows(acting, assembly, id)) return meaning(assembly)
  return { ...meaning(first), besides: others }
}

const meaning = (assembly: AssemblyId): Meant => ({ assembly, place: undefined, besides: [] })

async function asStranger(
  { query }: Acting,
  { platform, workspace }: Premises,
  all: readonly AssemblyId[],
): Promise<Meant | undefined> {
  const here: AssemblyId[] = []
  for (const assembly of all) {
    const channels = await channelsOf(query, assembly)
    if (channels.some((one) => one.platform === platform && one.workspace === workspace)) here.push(assembly)
  }
  const [first, ...others] = here
  return first !== undefined && others.length === 0 ? meaning(first) : undefined
}

/** The code of `me linked`, typed or filled in. */
function codeIn(what: Asking): string | undefined {
  if (what.kind === 'line') return /^\s*me\s+linked\s+(?:--code[\s=])?\s*(\S+)/i.exec(what.text)?.[1]
  const code = what.kind === 'form' && what.command === 'me linked' ? what.answers['code'] : undefined
  return typeof code === 'string' ? code : undefined
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
