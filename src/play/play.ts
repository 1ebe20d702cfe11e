import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { exportChain } from '../acts/export.ts'
import type { ChainName } from '../domain/fact.ts'
import { charterOf } from '../domain/world.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { accountTo } from './account.ts'
import { demoScript } from './demo.ts'
import { run } from './run.ts'
import { readScript, withFiles, type Script } from './script.ts'
import { showOnWeb } from './show.ts'
import { slipLines } from './slips.ts'
import { playing, type Playing } from './stage.ts'

export interface PlayOptions {
  /** Where the public chain goes. */
  readonly record?: string | undefined
  /** A folder for every chain. */
  readonly records?: string | undefined
  readonly paceMs: number
  readonly print: (line: string) => void
  readonly log: (line: string) => void
  /** Shows the play in a browser as well, and tells where; it stays open until `stays` is done. */
  readonly show?: { readonly port: number; readonly stays: () => Promise<void> } | undefined
}

/** Plays a script file. Exit code: 0 as expected, 1 an expectation failed, 2 it is no script. */
export async function playFile(path: string, options: PlayOptions): Promise<0 | 1 | 2> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => asError(error))
  if (source instanceof Error)
    return wrong(options, label(say('play/unreadable', { file: path, problem: source.message })))
  const read = readScript(source)
  if (!read.ok) {
    for (const line of slipLines(path, read.slips)) options.print(line)
    return 2
  }
  const script = withFiles(read.value, (file) => readFileSync(resolve(dirname(path), file), 'utf8'))
  const done = await play(script, options)
  if (done === undefined) return 0
  options.print('')
  options.print(label(say('play/failed', { file: path, line: read.lineOf(['acts', done.step]), why: done.why })))
  return 1
}

/** Plays the demo on a text. Exit code: 0 done, 1 the play itself failed, 2 the text cannot be read. */
export async function playDemo(path: string, begins: string, options: PlayOptions): Promise<0 | 1 | 2> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => asError(error))
  if (source instanceof Error)
    return wrong(options, label(say('play/unreadable', { file: path, problem: source.message })))
  const made = demoScript(source, begins)
  if (!made.ok) return wrong(options, label(say('play/no-paragraphs', { file: path })))
  const done = await play(made.script, options)
  if (done === undefined) return 0
  options.print(label(say('play/failed', { file: path, line: done.step + 1, why: done.why })))
  return 1
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

const wrong = ({ print }: PlayOptions, sentence: string): 2 => {
  print(sentence)
  return 2
}

async function play(script: Script, options: PlayOptions): Promise<{ step: number; why: string } | undefined> {
  const stage = await playing(script, { log: options.log })
  try {
    if (options.show)
      options.print(label(say('play/watch', { address: await showOnWeb(stage, options.show.port, options.log) })))
    const named = (where: string): string =>
      script.charter.caucuses.find(({ key }) => key === where)?.name ??
      (where === 'direct' ? label(say('play/direct')) : label(say('play/plenary')))
    const played = await run(
      script,
      stage,
      accountTo({ print: options.print, paceMs: options.paceMs, placeNamed: named, now: stage.now }),
    )
    await keepRecords(stage, options)
    if (options.show && played.ok) {
      options.print(label(say('play/stays')))
      await options.show.stays()
    }
    return played.ok ? undefined : played
  } finally {
    await stage.close()
  }
}

async function keepRecords(stage: Playing, { record, records, print }: PlayOptions): Promise<void> {
  if (record !== undefined) {
    await keepRecord(stage, 'public', record)
    print('')
    print(label(say('play/recorded', { file: record })))
  }
  if (records === undefined) return
  await mkdir(records, { recursive: true })
  await keepRecord(stage, 'public', join(records, 'public.jsonl'))
  for (const { id, key } of charterOf((await stage.world()).assembly).caucuses)
    await keepRecord(stage, id, join(records, `${key}.jsonl`))
}

async function keepRecord({ bot, assembly }: Playing, chain: ChainName, file: string): Promise<void> {
  const lines = await exportChain(bot.acting, assembly, chain)
  await writeFile(file, lines ? [...lines, ''].join('\n') : '')
}
