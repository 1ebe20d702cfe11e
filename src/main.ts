import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { actingOn } from './acts/acting.ts'
import { bench } from './bench/bench.ts'
import { configFrom } from './config.ts'
import { isOperatorCommand, operate, withWholePaths, type OperatorCommand } from './operate/commands.ts'
import { chainsSentence } from './operate/doctor.ts'
import { importFiles } from './operate/import.ts'
import { askRunningBot } from './operate/socket.ts'
import { sentenceOf } from './operate/told.ts'
import { platformsIn } from './platforms.ts'
import { playDemo, playFile } from './play/play.ts'
import { serve } from './serve.ts'
import { restore } from './store/backup.ts'
import { openStore } from './store/open.ts'
import { label } from './text/plain.ts'
import { say } from './text/say.ts'
import { verifyFiles } from './verify.ts'

// Whoever reads only the first lines (`| head`) is no trouble.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const print = (line: string): void => console.log(line)
/** What operators read. */
const log = (line: string): void => console.error(line)

const sample = fileURLToPath(new URL('../examples/texts/community-networks.md', import.meta.url))

// What stands in the environment already is stronger than what stands in the file.
if (existsSync('.env')) loadEnvFile('.env')

const [command = 'start', ...args] = process.argv.slice(2)

async function demo(): Promise<number> {
  const options = { fast: { type: 'boolean' }, exit: { type: 'boolean' }, record: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [file = sample, ...more] = positionals
  if (more.length > 0) return usage('play/demo-usage')
  const paceMs = values.fast ? 0 : 350
  const show = values.fast || values.exit ? undefined : { port: configFrom(process.env).port, stays: untilTold }
  const code = await playDemo(file, new Date().toISOString(), { record: values.record, paceMs, print, log, show })
  if (code === 0) print(label(say('play/ended')))
  return code
}

const untilTold = async (): Promise<void> =>
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })

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

/** How long a bot whose database is gone may take to say goodbye to its platforms. */
const farewellMs = 5_000

/**
 * Runs until it is told to stop. What was confirmed is in the database; everything else comes back by itself. Without its
 * database it could promise nothing, so it stops then: whatever started it can start it again.
 */
async function start(): Promise<number> {
  const config = configFrom(process.env)
  const running = await serve({ config, platforms: platformsIn(process.env), log })
  print(label(say('web/started', { address: running.address })))
  if (running.forReading) print(label(say('web/started-reading', { address: `${running.address}/public` })))
  if (running.sandbox) {
    const where = 'url' in config.database ? 'server' : 'folder'
    print(label(say('web/started-sandbox', { where, folder: config.folder })))
  }
  const lost = await Promise.race([untilTold(), running.lost.catch((error: unknown) => ({ error }))])
  if (!lost) {
    await running.stop()
    return 0
  }
  console.error(label(say('operator/lost')))
  tell(lost.error)
  await Promise.race([running.stop().catch(tell), sleep(farewellMs, undefined, { ref: false })])
  // Whatever still waits for the database waits for ever.
  process.exit(1)
}

const usage = (key: 'play/usage' | 'play/demo-usage' | 'operator/usage'): number => {
  print(label(say(key)))
  return 2
}

const commands: Readonly<Record<string, () => Promise<number> | number>> = {
  start,
  demo,
  play,
  bench: async () => {
    await bench(print, args[0])
    return 0
  },
  restore: restoreFrom,
  import: importFrom,
  verify: () => verifyFiles(args, print),
}

/** An operator's command: asked of the bot that runs on the folder, or done here where none does. */
async function operator(name: OperatorCommand): Promise<number> {
  const config = configFrom(process.env)
  const whole = withWholePaths(name, args)
  const answered = await askRunningBot(config.folder, name, whole, print)
  if (answered !== undefined) return answered
  const store = await openStore(config.database, log)
  try {
    const address = config.publicUrl ?? `http://${config.host}:${config.port}`
    return await operate(name, whole, {
      acting: actingOn({ store, log }),
      print,
      address,
      failed: async () => await Promise.resolve(0),
      wrong: async () => await Promise.resolve([]),
    })
  } finally {
    await store.close()
  }
}

/** Fills an empty database from a backup; no bot may run on it. */
async function restoreFrom(): Promise<number> {
  const [file] = args
  if (!file) return usage('operator/usage')
  const store = await openStore(configFrom(process.env).database, log)
  try {
    const checked = await restore(store, file)
    const acting = actingOn({ store, log })
    for (const one of checked) print(await chainsSentence(acting, one))
    return checked.every(({ faults }) => faults.length === 0) ? 0 : 1
  } finally {
    await store.close()
  }
}

/** Fills an empty database from the files of a record, for reading; no bot may run on it. */
async function importFrom(): Promise<number> {
  if (args.length === 0) return usage('operator/usage')
  const store = await openStore(configFrom(process.env).database, log)
  try {
    return await importFiles(actingOn({ store, log }), args, print)
  } finally {
    await store.close()
  }
}

async function main(): Promise<number> {
  if (isOperatorCommand(command)) return await operator(command)
  const chosen = commands[command]
  return chosen ? await chosen() : usage('operator/usage')
}

/** What an operator did wrong has a sentence; what we did wrong has a trace. */
function tell(error: unknown): void {
  console.error(sentenceOf(error) ?? error)
}

try {
  process.exitCode = await main()
} catch (error) {
  tell(error)
  process.exitCode = 1
}
