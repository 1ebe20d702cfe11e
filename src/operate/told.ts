import type { Acting } from '../acts/acting.ts'
import { loadScene } from '../acts/scene.ts'
import { refusalParts } from '../cards/refusal.ts'
import { ConfigTrouble } from '../config.ts'
import type { AssemblyId } from '../domain/id.ts'
import type { Refusal } from '../domain/refusal.ts'
import { StoreTrouble } from '../store/trouble.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { thePublic } from '../views/viewer.ts'

// What operators read when something could not be done: always a sentence, with what to do next.

/** The sentence of a refusal, with nothing in it that the public may not read. */
export async function refusalSentence(acting: Acting, refusal: Refusal, assembly: AssemblyId): Promise<string> {
  const loaded = await loadScene(acting, assembly)
  return loaded ? label(refusalParts(refusal, { viewer: thePublic, ...loaded, say })) : label(say(refusal.code, {}))
}

/** The sentence of what an operator can mend; undefined where the mistake is ours. */
export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof StoreTrouble) return label(say(error.code, error.details))
  if (error instanceof ConfigTrouble)
    return [label(say('operator/environment')), ...error.slips.map((slip) => `  ${slip}`)].join('\n')
  return fileSentence(error)
}

/** What a file system says no with, of the files that an operator names. */
function fileSentence(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error && 'path' in error && 'syscall' in error)) return undefined
  const [file, code] = [String(error.path), String(error.code)]
  if (code === 'EEXIST') return label(say('operator/file-there', { file }))
  const reason = { ENOENT: 'missing', EACCES: 'forbidden', EPERM: 'forbidden', EISDIR: 'folder', ENOSPC: 'full' }[code]
  return label(say('operator/file-trouble', { file, reason: reason ?? 'other', code }))
}
