import type { Acting } from '../acts/acting.ts'
import { found } from '../acts/found.ts'
import { introduce } from '../acts/people.ts'
import { perform } from '../acts/perform.ts'
import { loadWorld } from '../acts/scene.ts'
import type { Act } from '../domain/act.ts'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import { charterOf } from '../domain/world.ts'
import type { Premises } from '../store/cards.ts'
import { insertIdentity, type Identity } from '../store/people.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Script } from './script.ts'

/** The people of a script in their places: everything that happened before its first act. */
export interface Cast {
  readonly assembly: AssemblyId
  readonly members: ReadonlyMap<string, MemberId>
}

/** Founds the assembly of a script, and seats its people by real acts of its secretariat. `run` keeps keys apart. */
export async function castFor(script: Script, acting: Acting, run: string, founderIs?: Identity): Promise<Cast> {
  const people = Object.entries(script.people)
  const [founder] = people.find(([, one]) => one.offices.includes('secretariat')) ?? []
  if (!founder) throw new Error('a script without a secretariat')
  const act: Act<'found assembly'> = { type: 'found assembly', charter: script.charter }
  const founded = await found(acting, {
    act,
    founder: { name: founder, ...(founderIs && { identity: founderIs }) },
    key: `${run} founding`,
  })
  if (!founded.ok) throw new Error(`the assembly could not be founded: ${founded.refusal.code}`)
  const { assembly } = founded
  const members = new Map<string, MemberId>([[founder, founded.member]])
  for (const [name] of people) if (name !== founder) members.set(name, await introduce(acting, assembly, name))
  await seatPeople(script, acting, { assembly, members }, founded.member, run)
  return { assembly, members }
}

/** Makes the people of a cast known on a platform: `userOf` says who each is there. */
export async function enlist(
  { store, now }: Acting,
  { assembly, members }: Cast,
  { platform, workspace }: Premises,
  userOf: (name: string, member: MemberId) => string,
): Promise<void> {
  await inTransaction(store.pool, async (tx) => {
    for (const [name, member] of members)
      await insertIdentity(tx, assembly, { platform, workspace, user: userOf(name, member) }, member, now())
  })
}

async function seatPeople(
  script: Script,
  acting: Acting,
  { assembly, members }: Cast,
  secretariat: MemberId,
  run: string,
): Promise<void> {
  const world = await loadWorld(acting, assembly)
  const caucuses = world ? charterOf(world.assembly).caucuses : []
  const does = async (act: Act, name: string) => {
    const outcome = await perform(acting, { assembly, by: secretariat, act, key: `${run} ${act.type} ${name}` })
    if (!outcome.ok) throw new Error(`${name} could not take their place (${act.type}): ${outcome.refusal.code}`)
  }
  const placed = Object.entries(script.people).map(([name, one]) => ({
    name,
    offices: one.offices,
    member: members.get(name) ?? secretariat,
    caucus: caucuses.find(({ key }) => key === one.caucus)?.id,
    as: one.seat ?? ('representative' as const),
  }))
  for (const { name, member, caucus, as } of placed)
    if (caucus) await does({ type: 'seat member', caucus, member, as }, name)
  for (const { name, member, caucus, offices } of placed)
    for (const office of offices) {
      if (office === 'secretariat' && member === secretariat) continue
      const inCaucus = office === 'plenary chair' || office === 'secretariat' ? undefined : caucus
      await does({ type: 'give office', office, member, ...(inCaucus && { caucus: inCaucus }) }, `${office} ${name}`)
    }
}
