import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { actingOn } from '../../src/acts/acting.ts'
import { perform } from '../../src/acts/perform.ts'
import { loadScene } from '../../src/acts/scene.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { checkChains } from '../../src/store/check.ts'
import { chainEntries } from '../../src/store/facts.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { ended, postmasterOf, processesOn } from '../store/another-process.ts'
import type { Errand } from './busy-bot.ts'
import { council } from './council.ts'

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-kill-'))
fs.chmodSync(scratch, 0o755)
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }))

const kills = 20
const seats = 12

interface Confirmed {
  readonly person: number
  readonly nth: number
  readonly ok: boolean
}

/** A bot in a process of its own; `confirmed` grows with what its people were told. */
async function busyBot(errand: Errand, confirmed: Confirmed[]): Promise<ChildProcess> {
  const file = path.join(scratch, 'errand.json')
  fs.writeFileSync(file, JSON.stringify(errand))
  const script = fileURLToPath(new URL('busy-bot.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`the bot ended by itself (${status})`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Confirmed | { readonly ready: true }
      if ('ready' in said) resolve()
      else confirmed.push(said)
    })
  })
  child.removeAllListeners('exit')
  return child
}

/** What each person was told last; their next act is the one that they were not told of. */
const nextOf = (confirmed: readonly Confirmed[], person: number): number =>
  Math.max(0, ...confirmed.filter((one) => one.person === person).map(({ nth }) => nth)) + 1

for (const [what, kill] of [
  ['the bot alone', (child: ChildProcess) => child.kill('SIGKILL')],
  [
    'everything',
    (child: ChildProcess, folder: string) => {
      for (const pid of processesOn(folder)) process.kill(pid, 'SIGKILL')
      child.kill('SIGKILL')
    },
  ],
] as const)
  describe(`${what}, killed at any moment under load`, () => {
    it(`loses nothing that was confirmed, does nothing twice and leaves no server behind (${kills} times)`, async () => {
      const folder = path.join(scratch, what.replaceAll(' ', '-'), 'postgres')
      const errand = await begin(folder)
      const confirmed: Confirmed[] = []
      for (let times = 0; times < kills; times += 1) {
        const people = errand.people.map(({ member }, person) => ({ member, next: nextOf(confirmed, person) }))
        const before = confirmed.length
        const bot = await busyBot({ ...errand, people }, confirmed)
        // Once work is under way, at a moment that is never the same.
        await vi.waitFor(() => expect(confirmed.length).toBeGreaterThan(before + seats), {
          timeout: 15_000,
          interval: 5,
        })
        await new Promise((resolve) => setTimeout(resolve, (times * 37) % 200))
        kill(bot, folder)
        await ended(bot)
      }
      await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 10_000, interval: 50 })
      const store = await openStore({ folder }, () => undefined)
      try {
        await holdAgainst(store, errand, confirmed)
      } finally {
        await store.close()
      }
      await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 10_000, interval: 50 })
    }, 300_000)
  })

describe('the server under the bot, killed under load', () => {
  it('is opened again, and every act that people wait for is done, once', async () => {
    const folder = path.join(scratch, 'server', 'postgres')
    const errand = await begin(folder)
    const store = await openStore({ folder }, () => undefined)
    const acting = actingOn({ store })
    const { assembly, place, proposal } = errand
    const each = 15
    const working = Promise.all(
      errand.people.map(async ({ member }) => {
        for (let nth = 0; nth < each; nth += 1) {
          const act = { type: 'suggest amendment', place, proposal, wording: `${member} ${nth}` } as const
          expect(await perform(acting, { assembly, by: member, act, key: `${nth}` })).toMatchObject({ ok: true })
        }
      }),
    )
    for (let times = 0; times < 3; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      process.kill(postmasterOf(folder), 'SIGKILL')
      await acting.query('select')
    }
    await working
    expect(await store.prisma.entry.count({ where: { kind: 'amendment.suggested' } })).toBe(seats * each)
    expect(await checkChains(acting.query)).toMatchObject([{ faults: [] }])
    await store.close()
    await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 10_000, interval: 50 })
  }, 240_000)
})

async function begin(folder: string): Promise<Errand> {
  const store = await openStore({ folder }, () => undefined)
  const here = await council(store, { now: () => fromMs(Date.now()) }, seats)
  const proposal = await here.dispatched()
  const gauge = await here.openGauge(proposal, here.caucus('civil'), { days: 5 })
  const people = Array.from({ length: seats }, (_, nth) => ({ member: here.person(`civil${nth + 1}`), next: 1 }))
  await store.close()
  return { folder, assembly: here.assembly, place: here.caucus('civil'), proposal, gauge, people }
}

async function holdAgainst(
  store: Store,
  { assembly, place, gauge, people }: Errand,
  confirmed: readonly Confirmed[],
): Promise<void> {
  const acting = actingOn({ store })
  expect(confirmed.every(({ ok }) => ok)).toBe(true)
  const { rows } = (await loadScene(acting, assembly))!
  const entries = await chainEntries(acting.query, assembly, place)

  // Facts: every confirmed amendment and concern stands, each once; so does whatever was done and not confirmed.
  const wordings = entries.flatMap(({ kind, data }) =>
    kind === 'amendment.suggested'
      ? [rows.read(data.wording)!]
      : kind === 'concern.raised'
        ? [rows.read(data.says)!]
        : [],
  )
  expect(new Set(wordings).size).toBe(wordings.length)
  const facts = confirmed.filter(({ nth }) => nth % 4 === 0 || nth % 11 === 0)
  const missing = facts
    .map(({ person, nth }) => `${people[person]!.member} ${nth}`)
    .filter((words) => !wordings.includes(words))
  expect(missing).toEqual([])

  // Answers: each seat's row is the last answer confirmed, or the next one, which was done and not yet confirmed.
  for (const [person, { member }] of people.entries()) {
    const last = Math.max(
      ...confirmed.filter((one) => one.person === person && one.nth % 4 !== 0).map(({ nth }) => nth),
    )
    const given = rows.answersIn(gauge).find((row) => row.member === member)
    const nth = Number(given?.reason && rows.read(given.reason)?.split(' ')[1])
    expect(nth).toBeGreaterThanOrEqual(last)
    expect(nth).toBeLessThanOrEqual(nextOf(confirmed, person))
  }

  // The chains are whole, and end where their heads say.
  expect(await checkChains(acting.query)).toMatchObject([{ faults: [] }])
}
