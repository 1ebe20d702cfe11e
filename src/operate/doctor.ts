import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import { filledSeatsDiffer } from '../domain/assembly.ts'
import { chairsOf } from '../domain/members.ts'
import { charterOf } from '../domain/world.ts'
import { checkChains, type Checked } from '../store/check.ts'
import { standingOf } from '../store/facts.ts'
import { waitingNotices } from '../store/notices.ts'
import { staleCards } from '../store/stale.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { assemblyNamed } from './here.ts'
import type { Operating } from './operating.ts'

/** What the doctor found: ✗ is wrong, with how to mend it; · is worth knowing; ✓ is well. */
export interface Found {
  readonly mark: '✗' | '·' | '✓'
  readonly says: string
}

/** Looks at everything, and says it line by line. */
export async function doctor({ acting, print, failed, wrong: onPlatforms }: Operating): Promise<number> {
  const all = await checkChains(acting.query)
  const found: Found[] = []
  for (const one of all) found.push(...(await foundIn(acting, one)))
  for (const says of await onPlatforms()) found.push({ mark: '✗', says })
  if (all.length === 0) found.push({ mark: '·', says: label(say('operator/nothing-yet')) })
  found.push(...(await foundWaiting(acting, failed)))
  for (const { mark, says } of found) print(`${mark} ${says}`)
  const wrong = found.filter(({ mark }) => mark === '✗').length
  print(verdict(wrong))
  return wrong === 0 ? 0 : 1
}

export const verdict = (wrong: number): string =>
  label(say(wrong === 0 ? 'operator/well' : 'operator/unwell', { wrong }))

/** What is to be said of one assembly. */
export async function foundIn(acting: Acting, checked: Checked): Promise<readonly Found[]> {
  const { assembly, faults } = checked
  const loaded = await loadScene(acting, assembly)
  if (!loaded) return []
  const { world, rows } = loaded
  const charter = charterOf(world.assembly)
  const name = rows.read(charter.name) ?? assembly
  const chains: Found = { mark: faults.length > 0 ? '✗' : '✓', says: await chainsSentence(acting, checked) }
  if ((await standingOf(acting.query, assembly))?.forReading === true)
    return [chains, { mark: '·', says: label(say('operator/for-reading', { name })) }]
  const headless: Found[] =
    chairsOf(world.assembly, 'plenary').length === 0
      ? [{ mark: '✗', says: label(say('operator/no-plenary-chair', { name })) }]
      : []
  const chairless = charter.caucuses
    // Observers hold no seat that could choose one.
    .filter(({ id, kind }) => kind !== 'observer' && chairsOf(world.assembly, id).length === 0)
    .map((caucus): Found => {
      return { mark: '·', says: label(say('operator/no-chair', { name: rows.read(caucus.name) ?? caucus.key })) }
    })
  const seats = filledSeatsDiffer(world.assembly).map(({ caucus, filled, seats: all }): Found => {
    const named = charter.caucuses.find(({ id }) => id === caucus)
    const caucusName = (named && rows.read(named.name)) ?? ''
    return { mark: '·', says: label(say('operator/seats', { name: caucusName, filled, seats: all })) }
  })
  return [chains, ...headless, ...chairless, ...seats]
}

/** What the running bot still has to do, and could not. */
export async function foundWaiting(acting: Acting, failed: Operating['failed']): Promise<readonly Found[]> {
  const [stale, waiting, dead] = [
    (await staleCards(acting.query)).length,
    (await waitingNotices(acting.query)).length,
    await failed(),
  ]
  return [
    ...(dead > 0 ? [{ mark: '✗' as const, says: label(say('operator/jobs-failed', { jobs: dead })) }] : []),
    ...(stale + waiting > 0
      ? [{ mark: '·' as const, says: label(say('operator/waiting', { cards: stale, notices: waiting })) }]
      : []),
  ]
}

/** Whether the chains of an assembly verify, in a sentence with its name. */
export async function chainsSentence(acting: Acting, { assembly, entries, texts, faults }: Checked): Promise<string> {
  const name = await assemblyNamed(acting, assembly)
  const [first] = faults
  if (first) return label(say('operator/chain-wrong', { name, faults: faults.length, first: first.code }))
  return label(say('operator/chains-right', { name, entries, texts }))
}
