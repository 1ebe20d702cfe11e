import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportChain } from '../acts/export.ts'
import { perform } from '../acts/perform.ts'
import { loadScene, loadWorld } from '../acts/scene.ts'
import { trackerCard } from '../cards/tracker.ts'
import type { Act } from '../domain/act.ts'
import { evolve } from '../domain/evolve.ts'
import type { Happened } from '../domain/fact.ts'
import type { GaugeId, IdOf, Noun, SeatId } from '../domain/id.ts'
import { fromMs, plus } from '../domain/instant.ts'
import { unfounded, type World } from '../domain/world.ts'
import { splitLines } from '../record/file.ts'
import { mintWith } from '../record/mint.ts'
import { verify } from '../record/verify.ts'
import { openStore, type Store } from '../store/open.ts'
import { inTransaction } from '../store/transaction.ts'
import { say } from '../text/say.ts'
import { gateFor } from '../views/gate.ts'
import { trackerFor } from '../views/tracker.ts'
import { thePublic } from '../views/viewer.ts'
import { gaugeOpen, people, seated, submitted, type Council } from './council.ts'
import { memoryMb, msOf, rateOf, rounded } from './measure.ts'
import { answersOnTheWeb } from './web.ts'

/** Runs every case, or those of the web chat alone, and prints one JSON line a case. Every commit is synced. */
export async function bench(print: (line: string) => void, only?: string): Promise<void> {
  const tells: Tells = (name, figures) => print(JSON.stringify({ case: name, ...figures }))
  if (only !== 'web') await core(tells)
  await answersOnTheWeb(tells)
}

async function core(tells: Tells): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'caucus-bench-'))
  const where = { folder: join(folder, 'postgres') }
  try {
    folds(tells)
    const cold = await msOf(async () => await openStore(where, () => undefined))
    tells('open, empty folder', { ms: cold.ms })
    const store = cold.result
    await answers(store, tells)
    tells('memory of all processes, after load', memoryMb())
    await store.close()
    const warm = await msOf(async () => await openStore(where, () => undefined))
    tells('open, warm', { ms: warm.ms })
    tells('memory of all processes, idle', memoryMb())
    await manyRounds(warm.result, tells)
    await warm.result.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Tells = (name: string, figures: object) => void

const ids = mintWith(
  () => Date.now(),
  (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
)
const id = <N extends Noun>(noun: N): IdOf<N> => ids(noun)

/** 10,000 people join, fact by fact: the whole, and whether the last thousand cost what the first did. */
function folds(tells: Tells): void {
  const caucus = id('caucus')
  const at = fromMs(Date.now())
  const text = { text: `t_${'a'.repeat(43)}` }
  const shared = {
    method: { name: 'gauge' as const },
    gauge: { small: 20, quorum: 50, tally: 'hidden' as const, notReady: false },
    counts: true,
    dormant: false,
    membership: 'private' as const,
  }
  const charter = {
    name: text,
    forum: text,
    zone: 'UTC',
    language: 'en' as const,
    contestHours: 48,
    appealDays: 7,
    choiceHours: 72,
    noObjectionCounts: false,
    remindAt: [50, 90],
    caucuses: [{ ...shared, key: 'all', kind: 'stakeholder' as const, seats: 10_000, id: caucus, name: text }],
  }
  let world: World = evolve(unfounded(id('assembly')), {
    kind: 'assembly.founded',
    chain: 'public',
    n: 1,
    at,
    data: { charter, secretariat: id('member') },
  })
  const facts = Array.from({ length: 10_000 }, (_, nth): Happened => ({
    kind: 'seat.filled',
    chain: 'public',
    n: nth + 2,
    at,
    data: { seat: id('seat'), caucus, member: id('member'), as: 'representative' },
  }))
  const marks: number[] = [performance.now()]
  for (const [nth, fact] of facts.entries()) {
    world = evolve(world, fact)
    if ((nth + 1) % 1_000 === 0) marks.push(performance.now())
  }
  const spans = marks.slice(1).map((mark, nth) => mark - (marks[nth] ?? mark))
  const ms = (marks.at(-1) ?? 0) - (marks[0] ?? 0)
  tells('10,000 joins folded', {
    ms: rounded(ms),
    factsPerSecond: Math.round(10_000_000 / ms),
    firstThousandMs: rounded(spans[0] ?? 0),
    lastThousandMs: rounded(spans.at(-1) ?? 0),
    seats: world.assembly.seats.size,
  })
}

/** Answers to an open gauge until they are committed, beside the bare transaction that any store would need for them. */
async function answers(store: Store, tells: Tells): Promise<void> {
  const here = await seated(store, 'answers')
  const proposal = await submitted(here)
  const gauge = await gaugeOpen(here, proposal)
  const seats = (
    await store.pool.query<{ seat: SeatId }>('select seat from answer where gauge = $1 order by seat', [gauge])
  ).rows.map(({ seat }) => seat)
  let key = 0
  const answer = async (person: number, nth: number) => {
    const act: Act = {
      type: 'answer gauge',
      place: here.left,
      proposal,
      gauge,
      answer: nth % 2 === 0 ? 'support' : 'live',
    }
    const outcome = await perform(here.acting, {
      assembly: here.assembly,
      by: here.member(`left ${person + 1}`),
      act,
      key: `answer ${key++}`,
    })
    if (!outcome.ok) throw new Error(outcome.refusal.code)
  }
  const bare = async (person: number) => await bareAnswer(store, gauge, seats[person], `bare ${key++}`)
  await rateOf(people, 500, answer)
  for (const together of [1, people]) {
    tells('bare transaction', await rateOf(together, together === 1 ? 500 : 3_000, bare))
    tells('answers until committed', await rateOf(together, together === 1 ? 500 : 3_000, answer))
  }
  tells(
    'acts with facts',
    await rateOf(people, 500, async (person, nth) => {
      await here.does(`left ${person + 1}`, {
        type: 'suggest amendment',
        place: here.left,
        proposal,
        wording: `Wording ${nth}.`,
      })
    }),
  )
  await records(here, tells)
}

/** The same rows that an answer writes: read, update, claim a key. */
async function bareAnswer({ pool }: Store, gauge: GaugeId, seat: SeatId | undefined, key: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx('select answer from answer where gauge = $1 and seat = $2', [gauge, seat])
    await tx(`update answer set answer = 'support', at = $3 where gauge = $1 and seat = $2`, [
      gauge,
      seat,
      new Date().toISOString(),
    ])
    await tx('insert into act_key ("by", key, at) values ($1, $2, $3)', ['bench', key, new Date().toISOString()])
  })
}

/** The record: written, folded anew, verified. */
async function records({ acting, assembly, left }: Council, tells: Tells): Promise<void> {
  const written = await msOf(async () => {
    const [outside, inside] = [await exportChain(acting, assembly, 'public'), await exportChain(acting, assembly, left)]
    return { outside: [...(outside ?? []), ''].join('\n'), inside: [...(inside ?? []), ''].join('\n') }
  })
  tells('two chains exported', { ms: written.ms, bytes: written.result.outside.length + written.result.inside.length })
  acting.memory.forget(assembly)
  const folded = await msOf(async () => await loadWorld(acting, assembly))
  const facts = (folded.result?.assembly.n ?? 0) + (folded.result?.rooms.get(left)?.n ?? 0)
  tells('facts read and folded anew', { ms: folded.ms, facts, factsPerSecond: Math.round((1_000 * facts) / folded.ms) })
  const read = (words: string) => splitLines([Buffer.from(words)])
  const verdict = verify({ record: read(written.result.inside), public: read(written.result.outside) }, () =>
    performance.now(),
  )
  if (verdict.is !== 'valid') throw new Error('the bench made a record that does not verify')
  tells('record entries verified', { entries: verdict.record.entries.length, perSecond: verdict.rates })
}

/** A proposal that has been out fifty times: its tracker and gate, drawn. */
async function manyRounds(store: Store, tells: Tells): Promise<void> {
  const here = await seated(store, 'rounds')
  const proposal = await submitted(here)
  for (let round = 2; round <= 50; round++) {
    await here.does('Chair', { type: 'recall', proposal, reason: 'Again.' })
    await here.does('Chair', {
      type: 'dispatch',
      proposal,
      version: 1,
      deadline: { at: plus(here.acting.now(), { days: 7 }), zone: 'UTC', typed: 'in 7 days' },
    })
  }
  const loaded = await loadScene(here.acting, here.assembly)
  if (!loaded) throw new Error('the bench lost its assembly')
  const { world, rows } = loaded
  const rate = await rateOf(1, 200, async () => {
    const view = trackerFor(thePublic, world, rows, proposal)
    if (view) trackerCard(view, gateFor(thePublic, world, rows, proposal), say)
    await Promise.resolve()
  })
  tells('tracker and gate with 50 rounds drawn', { p50Ms: rate.p50Ms, p99Ms: rate.p99Ms })
}
