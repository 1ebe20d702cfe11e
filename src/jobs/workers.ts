import { schedule } from 'node-cron'
import type { Acting, CardKey } from '../acts/acting.ts'
import { perform, settle } from '../acts/perform.ts'
import type { Act } from '../domain/act.ts'
import type { AssemblyId } from '../domain/id.ts'
import { plus } from '../domain/instant.ts'
import { doubtStaleCards } from '../store/cards.ts'
import { dueBy } from '../store/due.ts'
import { assemblies } from '../store/facts.ts'
import { forgetKeys } from '../store/keys.ts'
import { keepDelivered, waitingNotice, waitingNotices, type Notice } from '../store/notices.ts'
import type { Jobs, Queue } from '../store/queue.ts'
import { staleCards } from '../store/stale.ts'
import { delivering, drawing } from './wake.ts'

/** What keeps time and cards true while nobody acts. */
export interface Workers {
  stop(): Promise<void>
}

/** What the workers hand to the platforms. */
export interface Doing {
  readonly draw: (assembly: AssemblyId, card: CardKey) => Promise<void>
  readonly tell: (notice: Notice) => Promise<void>
  readonly open: (opening: Jobs['open channels']) => Promise<void>
}

/** Told once: a notice that was told already is passed over; one that could not be told is tried again. */
export async function deliver({ query, now }: Acting, { tell }: Pick<Doing, 'tell'>, key: string): Promise<void> {
  const notice = await waitingNotice(query, key)
  if (!notice) return
  await tell(notice)
  await keepDelivered(query, key, now())
}

/** How long a drawing holds its worker, in milliseconds: a platform that lets it wait longer keeps no other card from its turn. */
const drawingMs = 250

/** Waits for a drawing, but not for long: what goes wrong later is found by its marks in the next sweep. */
async function begun({ log }: Acting, drawing: Promise<void>): Promise<void> {
  let late = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const moment = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, drawingMs)
  }).then(() => {
    late = true
  })
  const seen = drawing.catch((error: unknown) => {
    if (!late) throw error
    log(`A card waits for the next sweep: ${String(error)}`)
  })
  await Promise.race([seen, moment])
  clearTimeout(timer)
}

const sweepEveryMs = 30_000
/** Platforms redeliver for hours: after two days nobody asks again. */
const keyDays = 2

/** Starts the workers. What became due while the bot was down is done first, with its true time. */
export async function startWorkers(acting: Acting, queue: Queue, does: Doing): Promise<Workers> {
  await doubtStaleCards(acting.query)
  await sweep(acting, queue)
  await queue.work('settle what is due', 1, async ({ assembly }) => void (await settle(acting, assembly)))
  await queue.work('draw card', 4, async ({ assembly, card }) => await begun(acting, does.draw(assembly, card)))
  await queue.work('open channels', 1, async (opening) => await does.open(opening))
  await queue.work('deliver notice', 1, async ({ notice }) => await deliver(acting, does, notice))
  const sweeping = setInterval(
    () => void sweep(acting, queue).catch((error: unknown) => acting.log(`The sweep failed: ${String(error)}`)),
    sweepEveryMs,
  )
  // Any instance may do it: the key makes it once a day.
  const daily = schedule('0 0 * * *', async () => await noteHeads(acting), { timezone: 'UTC' })
  return {
    stop: async () => {
      clearInterval(sweeping)
      await daily.destroy()
      await queue.close()
    },
  }
}

/** Finds what a crash left behind: deadlines without a job, stale cards without a job, keys nobody needs. */
export async function sweep(acting: Acting, queue: Queue): Promise<void> {
  const now = acting.now()
  for (const assembly of await dueBy(acting.query, now)) await settle(acting, assembly)
  const stale = await staleCards(acting.query)
  const waiting = await waitingNotices(acting.query)
  await queue.enqueueNow([...stale.map(({ assembly, key }) => drawing(assembly, key)), ...waiting.map(delivering)])
  await forgetKeys(acting.query, plus(now, { days: -keyDays }))
}

// Data without keys infers as an object that may have none, `type` included.
const noting = { type: 'note heads' } as Act<'note heads'>

/** Once a day the public chain notes the heads of the others, so that none is rewritten later (record.md, Chains). */
export async function noteHeads(acting: Acting): Promise<void> {
  const day = acting.now().slice(0, 10)
  for (const assembly of await assemblies(acting.query))
    await perform(acting, { assembly, by: 'clock', act: noting, key: `heads ${day} ${assembly}` })
}
