import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { configFrom } from './config.ts'
import { playDemo, playFile } from './play/play.ts'
import { serve } from './serve.ts'
import { label } from './text/plain.ts'
import { say } from './text/say.ts'
import { verifyFiles } from './verify.ts'

const print = (line: string): void => console.log(line)
/** What operators read; what a database says of its own good health is not among it. */
const log = (line: string): void => {
  if (!/\bLOG: {2}/.test(line)) console.error(line)
}

const sample = fileURLToPath(new URL('../examples/texts/community-networks.md', import.meta.url))

const [command = 'start', ...args] = process.argv.slice(2)

async function demo(): Promise<number> {
  const options = { fast: { type: 'boolean' }, exit: { type: 'boolean' }, record: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [file = sample, ...more] = positionals
  if (more.length > 0) return usage('play/demo-usage')
  const code = await playDemo(file, new Date().toISOString(), {
    record: values.record,
    paceMs: values.fast ? 0 : 350,
    print,
    log,
  })
  if (code === 0) print(label(say('play/ended')))
  return code
}

async function play(): Promise<number> {
  const options = { record: { type: 'string' }, records: { type: 'string' }, pace: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length > 0) return usage('play/usage')
  return await playFile(file, {
    record: values.record,
    records: values.records,
    paceMs: Number(values.pace ?? 0),
    print,
    log,
  })
}

/** Runs until it is told to stop. What was confirmed is in the database; everything else comes back by itself. */
async function start(): Promise<number> {
  const config = configFrom(process.env)
  const running = await serve({ config, log })
  print(label(say('web/started', { address: running.address })))
  if (running.sandbox) print(label(say('web/started-sandbox', { folder: config.folder })))
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  await running.stop()
  return 0
}

const usage = (key: 'play/usage' | 'play/demo-usage'): number => {
  print(label(say(key)))
  return 2
}

const commands: Readonly<Record<string, () => Promise<number> | number>> = {
  start,
  demo,
  play,
  verify: () => verifyFiles(args, print),
}

const chosen = commands[command]
process.exitCode = chosen ? await chosen() : 2
