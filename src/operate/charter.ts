import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readCharter } from '../../commands/assembly.ts'
import { found } from '../acts/found.ts'
import { perform } from '../acts/perform.ts'
import { loadWorld } from '../acts/scene.ts'
import type { CharterDraft } from '../domain/charter.ts'
import type { AssemblyId } from '../domain/id.ts'
import { slipLines } from '../play/slips.ts'
import { newestSandbox } from '../store/sandbox.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { assembliesHere } from './here.ts'
import { handLink } from './link.ts'
import type { Operating } from './operating.ts'
import { refusalSentence } from './told.ts'

/**
 * Founds the assembly of a charter file, and hands its first secretariat a link. The web chat shows one assembly, so one
 * that came second would have no door: it is refused beside another, and beside a sandbox.
 */
export async function foundAssembly(operating: Operating, file: string, secretariat: string): Promise<number> {
  const { acting, print } = operating
  const [before] = await assembliesHere(acting)
  if (before) {
    const sandbox = await newestSandbox(acting.query)
    print(label(say(sandbox ? 'operator/sandbox-here' : 'operator/assembly-here', { name: before.name })))
    return 1
  }
  const charter = await charterIn(operating, file)
  if (!charter) return 2
  const founded = await found(acting, {
    act: { type: 'found assembly', charter },
    founder: { name: secretariat },
    key: `found ${randomBytes(8).toString('hex')}`,
  })
  if (!founded.ok) {
    print(label(say(founded.refusal.code, {})))
    return 1
  }
  print(label(say('operator/founded', { name: charter.name, caucuses: charter.caucuses.length })))
  await handLink(operating, founded.assembly, founded.member, secretariat)
  return 0
}

/** The repair that no vote can block (procedure 1, charter): made here, said on the record, with the rounds it applies to. */
export async function mendCharter(
  operating: Operating,
  assembly: AssemblyId,
  file: string,
  reason: string,
): Promise<number> {
  const { acting, print } = operating
  const charter = await charterIn(operating, file)
  if (!charter) return 2
  const world = await loadWorld(acting, assembly)
  const rounds = [...(world?.assembly.proposals.values() ?? [])].flatMap(({ id, rounds: all }) => {
    const last = all.at(-1)
    return last && !last.recalled ? [{ proposal: id, round: last.number }] : []
  })
  const act = { type: 'mend charter', charter, reason, rounds } as const
  const key = `mend ${randomBytes(8).toString('hex')}`
  const outcome = await perform(acting, { assembly, by: 'operator', act, key })
  if (!outcome.ok) {
    print(await refusalSentence(acting, outcome.refusal, assembly))
    return 1
  }
  print(label(say('operator/mended', { rounds: rounds.length })))
  return 0
}

/** The charter of a file; undefined where it has slips, which are told with line and key. */
async function charterIn({ print }: Operating, file: string): Promise<CharterDraft | undefined> {
  const read = readCharter(await readFile(file, 'utf8'))
  if (read.ok) return read.charter
  for (const line of slipLines(file, read.slips)) print(line)
  return undefined
}
