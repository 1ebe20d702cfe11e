import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { webChat } from '../adapters/web/index.ts'
import { loadScene } from './acts/scene.ts'
import { besideOf } from './beside.ts'
import { makeBot, type Bot, type Home } from './bot.ts'
import { premisesOf } from './bot/home.ts'
import type { Config } from './config.ts'
import type { AssemblyId, Place } from './domain/id.ts'
import type { Instant } from './domain/instant.ts'
import { charterOf } from './domain/world.ts'
import { opening, wakeThrough } from './jobs/wake.ts'
import { startWorkers, type Workers } from './jobs/workers.ts'
import { isOperatorCommand, operate } from './operate/commands.ts'
import { listenForOperator, type Answering } from './operate/socket.ts'
import { castFor, enlist, type Cast } from './play/cast.ts'
import { run, type Stage } from './play/run.ts'
import { readScript, withFiles, type Script } from './play/script.ts'
import { channelId, personId } from './port/id.ts'
import { publicPages } from './public-pages.ts'
import { channelsOf } from './store/channels.ts'
import { assemblies, standingOf } from './store/facts.ts'
import { openStore, type Store } from './store/open.ts'
import { openQueue } from './store/queue.ts'
import { markSandbox, newestSandbox } from './store/sandbox.ts'
import { inTransaction } from './store/transaction.ts'
import { webChatRows } from './store/web-chat.ts'
import { label } from './text/plain.ts'
import { say } from './text/say.ts'

/** The running bot: what has to be stopped, in its order. */
export interface Running {
  readonly bot: Bot
  readonly store: Store
  readonly address: string
  /** Rejects when the database is lost for good: then nothing can be promised any more. */
  readonly lost: Promise<never>
  /** True where nothing was here before, and a sandbox was made to play in. */
  readonly sandbox: boolean
  /** True where a record was imported: there are its public pages, and nothing else. */
  readonly forReading: boolean
  stop(): Promise<void>
}

export interface Serving {
  readonly config: Config
  readonly log: (line: string) => void
  /** The present moment; the machine's own clock where none is given. */
  readonly now?: () => Instant
}

const sandboxFile = fileURLToPath(new URL('../examples/journeys/sandbox.yaml', import.meta.url))
/** A name that no real assembly's key begins with. */
const sandboxRun = 'sandbox'

/** Opens the database, the queue, the bot and its web chat. An empty database gets a sandbox to play in. */
export async function serve({ config, log, now }: Serving): Promise<Running> {
  const store = await openStore(config.database, log)
  const queue = await openQueue(store, log)
  const bot = makeBot({
    store,
    log,
    wake: wakeThrough(queue, log),
    opening: async (of) => await queue.enqueueNow([opening(of)]),
    ...(now && { now }),
  })
  const found = await assemblies(bot.acting.query)
  const sandbox = await newestSandbox(bot.acting.query)
  const state = { assembly: sandbox ?? found[0], sandbox: sandbox !== undefined || found.length === 0 }
  const forReading =
    state.assembly !== undefined && (await standingOf(bot.acting.query, state.assembly))?.forReading === true
  const rows = webChatRows(store, () => state.assembly)
  const reset = async () => {
    state.assembly = await makeSandbox(bot, home(), await nextRun(store))
  }
  const web = webChat({
    rows,
    now: bot.acting.now,
    zone: 'UTC',
    pages: publicPages(bot.acting, () => state.assembly),
    beside: async () => await besideOf(bot.acting, state.assembly),
    host: config.host,
    port: config.port,
    secure: config.publicUrl?.startsWith('https:') ?? false,
    log,
    ...(state.sandbox && { sandbox: { reset } }),
  })
  const home = (): Home => ({ platform: web.platform, workspace: '' })
  await bot.join(home())
  if (state.sandbox && state.assembly === undefined)
    state.assembly = await makeSandbox(bot, home(), await nextRun(store))
  else if (!forReading) await openWhereTheyLive(bot, home())
  const workers = await startWorkers(bot.acting, queue, {
    draw: async (assembly, card) => await bot.draw(assembly, card),
    tell: async (notice) => await bot.tell(notice),
    open: async (of) => await bot.open(of),
  })
  const members = keepingMembers(bot, log)
  const address = config.publicUrl ?? web.address() ?? ''
  const answer: Answering = async (command, args, print) => {
    if (!isOperatorCommand(command)) {
      print(label(say('operator/usage')))
      return 2
    }
    const failed = async () => (await queue.failed()).length
    return await operate(command, args, { acting: bot.acting, print, address, failed })
  }
  const operator = await listenForOperator(config.folder, answer, log)
  return {
    bot,
    store,
    sandbox: state.sandbox,
    forReading,
    lost: store.lost,
    address,
    stop: async () => {
      operator.close()
      await stopAll({ bot, store, workers, members })
    },
  }
}

/** What a crash left unopened, and what a charter has added: on the platform on which an assembly meets. */
async function openWhereTheyLive(bot: Bot, home: Home): Promise<void> {
  for (const assembly of await assemblies(bot.acting.query))
    if (await bot.channels.livesAt(home, assembly)) await bot.openChannels(home, assembly)
}

interface Parts {
  readonly bot: Bot
  readonly store: Store
  readonly workers: Workers
  readonly members: () => void
}

async function stopAll({ bot, store, workers, members }: Parts): Promise<void> {
  members()
  await bot.leave()
  await workers.stop()
  await store.close()
}

/** Channels follow the seats within a few seconds of any change, and heal by themselves. */
function keepingMembers(bot: Bot, log: (line: string) => void): () => void {
  const every = setInterval(() => {
    void keepAll().catch((error: unknown) => log(`The members of channels wait for the next look: ${String(error)}`))
  }, 5_000)
  const keepAll = async () => {
    for (const assembly of await assemblies(bot.acting.query)) await bot.keepChannels(assembly)
  }
  return () => clearInterval(every)
}

async function nextRun({ pool }: Store): Promise<string> {
  const { rows } = await pool.query<{ n: string }>(`select count(*) as n from assembly`)
  return `${sandboxRun} ${rows[0]?.n ?? '0'}`
}

/** Plays the sandbox's script on the real bot, at this moment: what people find when they look in. */
async function makeSandbox(bot: Bot, home: Home, key: string): Promise<AssemblyId> {
  const script = await sandboxScript()
  const cast = await castFor(script, bot.acting, key)
  await enlist(bot.acting, cast, premisesOf(home), (_name, member) => member)
  const [founder] = cast.members.values()
  if (founder)
    await inTransaction(
      bot.acting.store.pool,
      async (tx) => await markSandbox(tx, cast.assembly, founder, bot.acting.now()),
    )
  await bot.openChannels(home, cast.assembly)
  const played = await run(script, liveStage(bot, home, cast, key), async () => await Promise.resolve())
  if (!played.ok) throw new Error(`the sandbox could not be set up: ${played.why}`)
  await bot.drawStale()
  return cast.assembly
}

async function sandboxScript(): Promise<Script> {
  const read = readScript(await readFile(sandboxFile, 'utf8'))
  if (!read.ok) throw new Error(`the sandbox's script has a slip: ${JSON.stringify(read.slips)}`)
  return withFiles(read.value, (file) => readFileSync(resolve(dirname(sandboxFile), file), 'utf8'))
}

/** People of a script on a platform that runs: they say their lines through the same door as everybody. */
function liveStage(bot: Bot, { platform }: Home, { assembly, members }: Cast, key: string): Stage {
  let lines = 0
  const channelAt = async (where: string) => {
    const loaded = await loadScene(bot.acting, assembly)
    const place: Place | undefined =
      where === 'plenary'
        ? 'plenary'
        : loaded && charterOf(loaded.world.assembly).caucuses.find((one) => one.key === where)?.id
    const found = (await channelsOf(bot.acting.query, assembly)).find(
      (one) => one.place === place && one.platform === platform.name,
    )
    if (!found) throw new Error(`there is no channel for ${where}`)
    return channelId.parse(found.channel)
  }
  return {
    async say(who, where, line) {
      const id = personId.parse(members.get(who))
      const reply = await bot.dispatch({
        key: `${key} line ${++lines}`,
        who: { platform: platform.name, id, name: who },
        where: { platform: platform.name, channel: await channelAt(where) },
        what: { kind: 'line', text: line.replace(/^\/caucus\s*/, '') },
      })
      return { how: reply.kind === 'card' && reply.how !== 'refused' ? 'done' : 'refused', text: JSON.stringify(reply) }
    },
    seen: async () => await Promise.resolve(''),
    wait: async () => await Promise.resolve(),
  }
}
