import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Acting } from './acts/acting.ts'
import type { Bot, Home } from './bot.ts'
import type { AssemblyId } from './domain/id.ts'
import { castFor, type Cast } from './play/cast.ts'
import { run, type Stage } from './play/run.ts'
import { readScript, withFiles, type Script } from './play/script.ts'
import { seatOn, type Seated } from './play/seated.ts'
import { personId } from './port/id.ts'
import { assemblies } from './store/facts.ts'
import { markSandbox, newestSandbox, sandboxes, sandboxFounder } from './store/sandbox.ts'
import { inTransaction } from './store/transaction.ts'

const sandboxFile = fileURLToPath(new URL('../examples/journeys/sandbox.yaml', import.meta.url))

/** The assemblies whose public pages are shown: the newest sandbox, and every real one. */
export async function openToAll({ query }: Acting): Promise<readonly AssemblyId[]> {
  const [played, newest] = [await sandboxes(query), await newestSandbox(query)]
  return (await assemblies(query)).filter((one) => one === newest || !played.has(one))
}

/** Plays the sandbox's script on the real bot, at this moment: what people find when they look in. */
export async function makeSandbox(bot: Bot, home: Home): Promise<AssemblyId> {
  const { acting } = bot
  const script = await sandboxScript()
  // A name that no real assembly's key begins with.
  const key = `sandbox ${(await assemblies(acting.query)).length}`
  const cast = await castFor(script, acting, key, sandboxFounder)
  const seated = await seatOn(bot, home, cast, (_name, member) => member)
  const played = await run(script, liveStage(bot, home, cast, seated, key), async () => await Promise.resolve())
  if (!played.ok) throw new Error(`the sandbox could not be set up: ${played.why}`)
  const [founder] = cast.members.values()
  if (founder)
    await inTransaction(acting.store.pool, async (tx) => await markSandbox(tx, cast.assembly, founder, acting.now()))
  await bot.drawStale()
  return cast.assembly
}

async function sandboxScript(): Promise<Script> {
  const read = readScript(await readFile(sandboxFile, 'utf8'))
  if (!read.ok) throw new Error(`the sandbox's script has a slip: ${JSON.stringify(read.slips)}`)
  return withFiles(read.value, (file) => readFileSync(resolve(dirname(sandboxFile), file), 'utf8'))
}

/** People of a script on a platform that runs: they say their lines through the same door as everybody. */
function liveStage(bot: Bot, { platform }: Home, { members }: Cast, { channelOf }: Seated, key: string): Stage {
  let lines = 0
  return {
    async say(who, where, line) {
      const id = personId.parse(members.get(who))
      const reply = await bot.dispatch({
        key: `${key} line ${++lines}`,
        who: { platform: platform.name, id, name: who },
        where: { platform: platform.name, channel: await channelOf(where) },
        what: { kind: 'line', text: line.replace(/^\/caucus\s*/, '') },
      })
      return { how: reply.kind === 'card' && reply.how !== 'refused' ? 'done' : 'refused', text: JSON.stringify(reply) }
    },
    seen: async () => await Promise.resolve(''),
    wait: async () => await Promise.resolve(),
  }
}
