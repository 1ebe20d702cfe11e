import { webChat, type WebChat } from '../adapters/web/index.ts'
import { aroundIn } from './around.ts'
import { makeBot, type Bot, type Home } from './bot.ts'
import type { Config } from './config.ts'
import type { Instant } from './domain/instant.ts'
import { firstStepsIn } from './first-steps.ts'
import { opening, wakeThrough } from './jobs/wake.ts'
import { startWorkers, type Workers } from './jobs/workers.ts'
import { isOperatorCommand, operate } from './operate/commands.ts'
import { wrongIn } from './operate/platforms.ts'
import { listenForOperator, type Answering } from './operate/socket.ts'
import { openPlatforms, type Wanted } from './platforms.ts'
import { publicPages } from './public-pages.ts'
import { makeSandbox, openToAll } from './sandbox.ts'
import { secretariatIn } from './secretariat.ts'
import { assemblies, standingOf } from './store/facts.ts'
import { openStore, type Store } from './store/open.ts'
import { openQueue } from './store/queue.ts'
import { newestSandbox, sandboxes } from './store/sandbox.ts'
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
  /** The platforms to speak on besides the web chat; with one, an empty database gets no sandbox. */
  readonly platforms?: Wanted
  readonly log: (line: string) => void
  /** The present moment; the machine's own clock where none is given. */
  readonly now?: () => Instant
}

/** Opens the database, the queue, the bot and its web chat. An empty database gets a sandbox to play in. */
export async function serve({ config, platforms = {}, log, now }: Serving): Promise<Running> {
  const store = await openStore(
    { ...config.database, news: (news) => log(label(say(`operator/database-${news}`))) },
    log,
  )
  const queue = await openQueue(store, log)
  const bot = makeBot({
    store,
    log,
    wake: wakeThrough(queue, log),
    opening: async (of) => await queue.enqueueNow([opening(of)]),
    ...(now && { now }),
  })
  const found = await assemblies(bot.acting.query)
  const isAlone = Object.keys(platforms).length === 0
  const isSandbox = (isAlone && found.length === 0) || (await sandboxes(bot.acting.query)).size > 0
  const shown = { sandbox: await newestSandbox(bot.acting.query) }
  const forReading = found[0] !== undefined && (await standingOf(bot.acting.query, found[0]))?.forReading === true
  const open = async () => await openToAll(bot.acting)
  const reset = async () => {
    shown.sandbox = await makeSandbox(bot, home())
  }
  const web: WebChat = webChat({
    rows: webChatRows(store, () => shown.sandbox),
    now: bot.acting.now,
    pages: publicPages(bot.acting, open),
    around: aroundIn(bot.acting, open),
    secretariat: secretariatIn({
      bot,
      address: () => config.publicUrl ?? web.address() ?? '',
      failed: async () => (await queue.failed()).length,
    }),
    host: config.host,
    port: config.port,
    secure: config.publicUrl?.startsWith('https:') ?? false,
    log,
    ...(isSandbox && { sandbox: { reset, firstSteps: async () => await firstStepsIn(bot.acting, shown.sandbox) } }),
  })
  const home = (): Home => ({ platform: web.platform, workspace: '' })
  await bot.join(home())
  if (!forReading) await openWhereTheyLive(bot, home())
  if (isSandbox && shown.sandbox === undefined) shown.sandbox = await makeSandbox(bot, home())
  const others = await openPlatforms(platforms, {
    store,
    log,
    now: bot.acting.now,
    join: async (there) => {
      await bot.join(there)
      await openWhereTheyLive(bot, there)
    },
  })
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
    return await operate(command, args, {
      acting: bot.acting,
      print,
      address,
      failed,
      wrong: async () => await wrongIn(bot),
    })
  }
  const operator = await listenForOperator(config.folder, answer, log)
  return {
    bot,
    store,
    sandbox: isSandbox,
    forReading,
    lost: store.lost,
    address,
    stop: async () => {
      operator.close()
      await stopAll({ bot, store, workers, members, others })
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
  readonly others: { stop(): Promise<void> }
}

async function stopAll({ bot, store, workers, members, others }: Parts): Promise<void> {
  members()
  await bot.leave()
  await others.stop()
  await workers.stop()
  await store.close()
}

/** Channels follow the seats within a few seconds of any change, and heal by themselves. One look ends before the next begins. */
function keepingMembers(bot: Bot, log: (line: string) => void): () => void {
  let looking = false
  const keepAll = async () => {
    for (const assembly of await assemblies(bot.acting.query)) await bot.keepChannels(assembly)
  }
  const every = setInterval(() => {
    if (looking) return
    looking = true
    void keepAll()
      .catch((error: unknown) => log(`The members of channels wait for the next look: ${String(error)}`))
      .finally(() => {
        looking = false
      })
  }, 5_000)
  return () => clearInterval(every)
}
