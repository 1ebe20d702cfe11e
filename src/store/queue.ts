import PgBoss from 'pg-boss'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Store } from './open.ts'
import type { Query, Tx } from './transaction.ts'

// The queue lives in the database: what an act enqueues is there if the act is, and else is not.

/** What workers do, and what each is handed. */
export interface Jobs {
  'draw card': { readonly assembly: AssemblyId; readonly card: string }
  'settle what is due': { readonly assembly: AssemblyId }
  'deliver notice': { readonly notice: string }
  'open channels': {
    readonly assembly: AssemblyId
    readonly platform: string
    readonly workspace: string
    /** Who is told when they are open. */
    readonly by?: MemberId
  }
}
export type JobName = keyof Jobs

export interface Job<Name extends JobName = JobName> {
  readonly name: Name
  readonly data: Jobs[Name]
  /** Jobs of one key that wait are one job. */
  readonly key: string
  /** Not before. */
  readonly at?: Instant
}

export interface FailedJob {
  readonly data: object
  readonly output: object | null
}

export interface Queue {
  /** Enqueues in the transaction of an act. */
  enqueue(tx: Tx, jobs: readonly Job[]): Promise<void>
  /** Enqueues by itself. */
  enqueueNow(jobs: readonly Job[]): Promise<void>
  /** Has `workers` of them do jobs of this name. A job that throws is tried again, later each time. */
  work<Name extends JobName>(name: Name, workers: number, handle: (data: Jobs[Name]) => Promise<void>): Promise<void>
  /** Tells the workers of this process that something was enqueued: they need not wait for their next look. */
  nudge(): void
  /** What could not be done, however often it was tried: for the doctor. */
  failed(): Promise<readonly FailedJob[]>
  close(): Promise<void>
}

const deadLetters = 'dead letters'
const lookEverySeconds = 2

/** Opens the queue on the store's own pool. */
export async function openQueue({ pool }: Store, log: (line: string) => void): Promise<Queue> {
  const boss = new PgBoss({ db: { executeSql: async (text, values) => await pool.query(text, values) } })
  boss.on('error', (error) => log(`The queue: ${error.message}`))
  await boss.start()
  await boss.createQueue(deadLetters)
  const names: readonly JobName[] = ['draw card', 'settle what is due', 'deliver notice', 'open channels']
  for (const name of names)
    await boss.createQueue(name, {
      name,
      policy: 'short',
      retryLimit: 8,
      retryDelay: 1,
      retryBackoff: true,
      deadLetter: deadLetters,
    })

  const workers: string[] = []
  const inserted = (jobs: readonly Job[]): PgBoss.JobInsert[] =>
    jobs.map(({ name, data, key, at }) => ({
      name,
      data,
      singletonKey: key,
      ...(at !== undefined && { startAfter: at }),
    }))
  // In order of their keys, so that two transactions never wait for each other's jobs crosswise.
  const sorted = (jobs: readonly Job[]): readonly Job[] =>
    jobs.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
  const nudge = (): void => workers.forEach((worker) => boss.notifyWorker(worker))
  return {
    enqueue: async (tx, jobs) => {
      if (jobs.length > 0) await boss.insert(inserted(sorted(jobs)), { db: through(tx) })
    },
    enqueueNow: async (jobs) => {
      if (jobs.length > 0) await boss.insert(inserted(sorted(jobs)))
      nudge()
    },
    work: async (name, count, handle) => {
      for (let nth = 0; nth < count; nth += 1)
        workers.push(
          await boss.work<Jobs[typeof name]>(name, { pollingIntervalSeconds: lookEverySeconds }, async (jobs) => {
            for (const { data } of jobs) await handle(data)
          }),
        )
    },
    nudge,
    failed: async () => {
      const { rows } = await pool.query<FailedJob>(
        `select data, output from pgboss.job where name = $1 order by created_on`,
        [deadLetters],
      )
      return rows
    },
    close: async () => await boss.stop({ graceful: true, wait: true, close: false, timeout: 10_000 }),
  }
}

const through = (query: Query): PgBoss.Db => ({
  executeSql: async (text, values) => ({ rows: await query(text, values as readonly unknown[]) }),
})
