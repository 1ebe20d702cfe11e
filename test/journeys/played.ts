import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../src/play/run.ts'
import { readScript, withFiles, type Script } from '../../src/play/script.ts'
import { playing, type Playing } from '../../src/play/stage.ts'
import type { Store } from '../../src/store/open.ts'

/** Real cases lie beside the repository, and are not part of it: undefined where they are not there. */
export function sharedFile(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url))
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** A script of this folder, its texts filled in. */
export function scriptFile(name: string): Script {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const read = readScript(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(read.slips.map(({ line, key, says }) => `line ${line}, ${key}: ${says}`).join('\n'))
  return withFiles(read.value, (path) => readFileSync(resolve(dirname(file), path), 'utf8'))
}

/** Plays a script to its end, and leaves the stage open for whoever looks at what came of it. */
export async function played(script: Script, store: Store): Promise<Playing> {
  const stage = await playing(script, { store, log: () => undefined })
  const result = await run(script, stage, async () => await Promise.resolve())
  if (result.ok) return stage
  await stage.close()
  throw new Error(`act ${result.step + 1}: ${result.why}`)
}
