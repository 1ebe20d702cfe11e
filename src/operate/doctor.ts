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

/** What is wrong, and how to mend it; and what is only worth knowing. */
export async function doctor({ acting, print, failed, wrong: onPlatforms }: Operating): Promise<number> {
  let wrong = 0
  const finds = (sentence: string) => {
    wrong += 1
    print(`✗ ${sentence}`)
  }
  const all = await checkChains(acting.query)
  for (const one of all) {
    const { assembly } = one
    const loaded = await loadScene(acting, assembly)
    if (!loaded) continue
    const { world, rows } = loaded
    const charter = charterOf(world.assembly)
    const name = rows.read(charter.name) ?? assembly
    const sentence = await chainsSentence(acting, one)
    if (one.faults.length > 0) finds(sentence)
    else print(`✓ ${sentence}`)
    if ((await standingOf(acting.query, assembly))?.forReading === true) {
      print(`· ${label(say('operator/for-reading', { name }))}`)
      continue
    }
    if (chairsOf(world.assembly, 'plenary').length === 0) finds(label(say('operator/no-plenary-chair', { name })))
    for (const caucus of charter.caucuses) {
      if (chairsOf(world.assembly, caucus.id).length === 0)
        print(`· ${label(say('operator/no-chair', { name: rows.read(caucus.name) ?? caucus.key }))}`)
    }
    for (const { caucus, filled, seats } of filledSeatsDiffer(world.assembly)) {
      const named = charter.caucuses.find(({ id }) => id === caucus)
      print(`· ${label(say('operator/seats', { name: (named && rows.read(named.name)) ?? '', filled, seats }))}`)
    }
  }
  for (const sentence of await onPlatforms()) finds(sentence)
  if (all.length === 0) print(`· ${label(say('operator/nothing-yet'))}`)
  const [stale, waiting, dead] = [
    (await staleCards(acting.query)).length,
    (await waitingNotices(acting.query)).length,
    await failed(),
  ]
  if (dead > 0) finds(label(say('operator/jobs-failed', { jobs: dead })))
  if (stale + waiting > 0) print(`· ${label(say('operator/waiting', { cards: stale, notices: waiting }))}`)
  print(label(say(wrong === 0 ? 'operator/well' : 'operator/unwell', { wrong })))
  return wrong === 0 ? 0 : 1
}

/** Whether the chains of an assembly verify, in a sentence with its name. */
export async function chainsSentence(acting: Acting, { assembly, entries, texts, faults }: Checked): Promise<string> {
  const name = await assemblyNamed(acting, assembly)
  const [first] = faults
  if (first) return label(say('operator/chain-wrong', { name, faults: faults.length, first: first.code }))
  return label(say('operator/chains-right', { name, entries, texts }))
}
