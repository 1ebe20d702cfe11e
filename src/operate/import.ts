import { readFile } from 'node:fs/promises'
import type { Acting } from '../acts/acting.ts'
import { importRecords } from '../acts/import.ts'
import { splitLines } from '../record/file.ts'
import { headerOf } from '../record/line.ts'
import { replay } from '../record/replay.ts'
import { verify, type Verdict } from '../record/verify.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { report } from '../verify.ts'
import { assemblyNamed } from './here.ts'

type Print = (line: string) => void
type Valid = Extract<Verdict, { readonly is: 'valid' }>['record']

interface Opened {
  readonly path: string
  readonly bytes: Buffer
  readonly chain: string | undefined
}

/**
 * Fills an empty database from the files of one assembly's record, for reading. Each is verified first, a caucus's against
 * the public one. Exit code: 0 done, 1 a record does not hold, 2 it was not asked rightly.
 */
export async function importFiles(acting: Acting, paths: readonly string[], print: Print): Promise<number> {
  const files = await Promise.all(paths.map(open))
  const [publicFile, ...more] = files.filter(({ chain }) => chain === 'public')
  const chains = files.map(({ chain }) => chain)
  if (!publicFile || more.length > 0 || new Set(chains).size < chains.length) {
    print(label(say('operator/import-which')))
    return 2
  }
  const whole = holds(publicFile, undefined, print)
  if (typeof whole === 'number') return whole
  const caucuses: Valid[] = []
  for (const file of files) {
    if (file === publicFile) continue
    const record = holds(file, publicFile, print)
    if (typeof record === 'number') return record
    caucuses.push(record)
  }
  const replayed = replay(whole)
  if (!replayed.ok) throw new Error('a record that holds does not replay')
  const assembly = await importRecords(acting, { public: whole, caucuses }, replayed.replayed.world)
  print(label(say('operator/imported', { name: await assemblyNamed(acting, assembly), caucuses: caucuses.length })))
  return 0
}

async function open(path: string): Promise<Opened> {
  const bytes = await readFile(path)
  const end = bytes.indexOf('\n')
  return { path, bytes, chain: headerOf(bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8'))?.chain }
}

/** The record of a file; where it does not hold, an exit code, after saying which file it is and what is wrong. */
function holds(file: Opened, publicFile: Opened | undefined, print: Print): Valid | 1 | 2 {
  const verdict = verify(
    {
      record: splitLines([file.bytes]),
      ...(publicFile && { public: splitLines([publicFile.bytes]) }),
    },
    () => performance.now(),
  )
  if (verdict.is === 'valid') return verdict.record
  print(label(say('operator/import-not-valid', { file: file.path })))
  return report(verdict, print) === 1 ? 1 : 2
}
