import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { erase } from '../acts/erase.ts'
import { exportChain } from '../acts/export.ts'
import { rebuild } from '../acts/rebuild.ts'
import { loadScene } from '../acts/scene.ts'
import type { ChainName } from '../domain/fact.ts'
import type { AssemblyId } from '../domain/id.ts'
import { textRef } from '../domain/text.ts'
import { charterOf } from '../domain/world.ts'
import { recordPage } from '../record-page.ts'
import { backUp } from '../store/backup.ts'
import { assemblies, chainHeads, standingOf } from '../store/facts.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { foundAssembly, mendCharter } from './charter.ts'
import { doctor } from './doctor.ts'
import { chosenAssembly } from './here.ts'
import { linkFor } from './link.ts'
import type { Operating } from './operating.ts'

export const operatorCommands = [
  'doctor',
  'found',
  'export',
  'backup',
  'rebuild',
  'link',
  'mend-charter',
  'erase',
] as const
export type OperatorCommand = (typeof operatorCommands)[number]
export const isOperatorCommand = (word: string): word is OperatorCommand => operatorCommands.some((one) => one === word)

/** The commands whose first argument is a file or folder: it is meant from where the operator stands. */
const named: ReadonlySet<string> = new Set<OperatorCommand>(['found', 'export', 'backup', 'mend-charter'])

/** Whole paths, before a command is handed to a bot that runs in another folder. */
export function withWholePaths(command: OperatorCommand, args: readonly string[]): readonly string[] {
  const file = args.findIndex((word, at) => !word.startsWith('--') && args[at - 1] !== '--assembly')
  return named.has(command) ? args.map((word, at) => (at === file ? resolve(word) : word)) : args
}

/** Does one operator command. Exit code: 0 done, 1 something is wrong, 2 it was not asked rightly. */
export async function operate(
  command: OperatorCommand,
  args: readonly string[],
  operating: Operating,
): Promise<number> {
  const { acting, print } = operating
  const [first, ...rest] = args
  switch (command) {
    case 'doctor':
      return await doctor(operating)
    case 'rebuild':
      print(label(say('operator/rebuilt', { assemblies: await rebuild(acting) })))
      return 0
    case 'backup':
      if (!first) return usage(operating)
      print(label(say('operator/backed-up', { rows: await backUp(acting.store, first), file: first })))
      return 0
    case 'found':
      return first && rest[0] ? await foundAssembly(operating, first, rest.join(' ')) : usage(operating)
    case 'export':
      return first ? await exportAll(operating, first) : usage(operating)
    case 'erase':
      return first ? await eraseText(operating, first) : usage(operating)
    case 'link':
      return await onAssembly(operating, args, async (assembly, words) =>
        words[0] === undefined ? usage(operating) : await linkFor(operating, assembly, words.join(' ')),
      )
    case 'mend-charter':
      return await onAssembly(operating, args, async (assembly, [file, ...words]) =>
        file === undefined || words.length === 0
          ? usage(operating)
          : await mendCharter(operating, assembly, file, words.join(' ')),
      )
  }
}

function usage({ print }: Pick<Operating, 'print'>): 2 {
  print(label(say('operator/usage')))
  return 2
}

/** Does what is asked on the assembly that `--assembly` names, or on the only one. */
async function onAssembly(
  operating: Operating,
  args: readonly string[],
  work: (assembly: AssemblyId, words: readonly string[]) => Promise<number>,
): Promise<number> {
  const asked = withOptions(args)
  if (!asked) return usage(operating)
  const chosen = await chosenAssembly(operating.acting, asked.assembly)
  if (!('sentence' in chosen)) return await work(chosen.id, asked.words)
  operating.print(chosen.sentence)
  return 1
}

function withOptions(args: readonly string[]): { assembly: string | undefined; words: readonly string[] } | undefined {
  try {
    const options = { assembly: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { assembly: values.assembly, words: positionals }
  } catch {
    return undefined
  }
}

/** Every chain as a file and as a page to print. A caucus's record belongs to the caucus: whoever exports it answers for that. */
async function exportAll({ acting, print }: Operating, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  for (const assembly of await assemblies(acting.query)) {
    const loaded = await loadScene(acting, assembly)
    if (!loaded) continue
    const chains: readonly (readonly [ChainName, string])[] = [
      ['public', 'public'],
      ...charterOf(loaded.world.assembly).caucuses.map(({ id, key }) => [id, key] as const),
    ]
    // Of a record that was imported, the chains that came with it.
    const here = (await standingOf(acting.query, assembly))?.forReading
      ? new Set((await chainHeads(acting.query, assembly)).keys())
      : undefined
    const publicLines = [...((await exportChain(acting, assembly, 'public')) ?? [])]
    for (const [chain, name] of chains) {
      if (here && !here.has(chain)) continue
      const lines = await exportChain(acting, assembly, chain)
      if (!lines) continue
      const file = join(folder, `${assembly}-${name}`)
      const whole = [...lines]
      await writeFile(`${file}.jsonl`, [...whole, ''].join('\n'), { mode: chain === 'public' ? 0o644 : 0o600 })
      const html = recordPage(whole, chain === 'public' ? undefined : publicLines)
      if (html !== undefined) await writeFile(`${file}.html`, html, { mode: chain === 'public' ? 0o644 : 0o600 })
      print(label(say(html === undefined ? 'operator/no-page' : 'operator/exported', { file: `${file}.jsonl` })))
    }
  }
  return 0
}

/** Erases a text at its author's request: the record keeps its id, says that it was erased, and still verifies. */
async function eraseText({ acting, print }: Operating, id: string): Promise<number> {
  const known = textRef.safeParse({ text: id })
  if (!known.success) return usage({ print })
  const done = await erase(acting, known.data)
  if (done === 'unknown') print(label(say('operator/no-such-text', { id })))
  else print(label(say(done === 'erased' ? 'operator/erased' : 'operator/erased-before', { id })))
  return done === 'unknown' ? 1 : 0
}
