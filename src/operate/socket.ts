import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { sentenceOf } from './told.ts'

// Operator commands speak to the running bot, because one process alone works on a folder. Only its owner gets in (0600).

const asked = z.strictObject({ command: z.string(), args: z.array(z.string()) })
const said = z.union([z.strictObject({ line: z.string() }), z.strictObject({ code: z.int() })])

/** Where the bot of a folder listens. A socket's path has room for about 100 bytes, so a long folder gets a short one. */
function socketOf(folder: string): string {
  const path = join(resolve(folder), 'operator.sock')
  if (Buffer.byteLength(path) < 100) return path
  return join(tmpdir(), `caucus-${createHash('sha256').update(path).digest('hex').slice(0, 12)}.sock`)
}

export type Answering = (command: string, args: readonly string[], print: (line: string) => void) => Promise<number>

/** Lets operator commands in, one line each way. `log` hears of what we did wrong. */
export async function listenForOperator(
  folder: string,
  answer: Answering,
  log: (line: string) => void,
): Promise<Server> {
  const path = socketOf(folder)
  // With DATABASE_URL nothing else makes the folder.
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  const server = createServer((connection) => {
    connection.on('error', () => connection.destroy())
    createInterface({ input: connection }).once('line', (line) => {
      void respond(line, { answer, log, send: (message) => connection.write(`${JSON.stringify(message)}\n`) }).finally(
        () => connection.end(),
      )
    })
  })
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(path, () => ready())
  })
  chmodSync(path, 0o600)
  return server
}

interface Responding {
  readonly answer: Answering
  readonly log: (line: string) => void
  readonly send: (message: z.infer<typeof said>) => void
}

async function respond(line: string, { answer, log, send }: Responding): Promise<void> {
  try {
    const { command, args } = asked.parse(JSON.parse(line))
    send({ code: await answer(command, args, (printed) => send({ line: printed })) })
  } catch (error) {
    send({ line: sentenceOf(error) ?? troubleWith(error, log) })
    send({ code: 1 })
  }
}

function troubleWith(error: unknown, log: (line: string) => void): string {
  const reference = randomBytes(4).toString('hex')
  log(`${reference} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return label(say('operator/trouble', { reference }))
}

/** Asks the running bot; undefined where none runs on this folder. */
export async function askRunningBot(
  folder: string,
  command: string,
  args: readonly string[],
  print: (line: string) => void,
): Promise<number | undefined> {
  const connection = createConnection(socketOf(folder))
  const connected = await new Promise<boolean>((done) => {
    connection.once('connect', () => done(true))
    connection.once('error', () => done(false))
  })
  if (!connected) return undefined
  connection.write(`${JSON.stringify({ command, args })}\n`)
  let code = 1
  for await (const line of createInterface({ input: connection })) {
    const message = said.parse(JSON.parse(line))
    if ('line' in message) print(message.line)
    else code = message.code
  }
  return code
}
