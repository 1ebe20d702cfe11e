import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actingOn, type Acting } from '../../src/acts/acting.ts'
import { erase } from '../../src/acts/erase.ts'
import { perform, settle } from '../../src/acts/perform.ts'
import { rebuild } from '../../src/acts/rebuild.ts'
import { loadWorld } from '../../src/acts/scene.ts'
import type { ChainName } from '../../src/domain/fact.ts'
import type { AssemblyId } from '../../src/domain/id.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { noteHeads } from '../../src/jobs/workers.ts'
import { operate } from '../../src/operate/commands.ts'
import { importFiles } from '../../src/operate/import.ts'
import type { Playing } from '../../src/play/stage.ts'
import { publicPages } from '../../src/public-pages.ts'
import { visitCited } from '../../src/record/texts.ts'
import { serve } from '../../src/serve.ts'
import { isEmpty } from '../../src/store/backup.ts'
import { checkChains } from '../../src/store/check.ts'
import { dueBy } from '../../src/store/due.ts'
import { chainEntries } from '../../src/store/facts.ts'
import { openStore } from '../../src/store/open.ts'
import { actOf } from '../acts/council.ts'
import { configIn } from '../config-in.ts'
import { played, scriptFile } from '../journeys/played.ts'
import { freshStore } from '../store/fresh.ts'

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-import-'))
fs.chmodSync(scratch, 0o755)
const store = await freshStore()
let there: Playing
let assembly: AssemblyId
/** The files of a whole assembly, as its operator exported them: the public one first. */
let files: readonly string[]

async function exported(acting: Acting, name: string): Promise<readonly string[]> {
  const folder = path.join(scratch, name)
  const failed = async () => await Promise.resolve(0)
  const wrong = async () => await Promise.resolve([])
  await operate('export', [folder], { acting, print: () => undefined, address: '', failed, wrong })
  const all = fs.readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
  return all
    .toSorted((a, b) => Number(b.includes('-public')) - Number(a.includes('-public')) || (a < b ? -1 : 1))
    .map((file) => path.join(folder, file))
}

beforeAll(async () => {
  there = await played(scriptFile('../../examples/journeys/two-rounds.yaml'), store)
  assembly = there.assembly
  files = await exported(there.bot.acting, 'whole')
}, 120_000)
afterAll(async () => {
  await there.close()
  fs.rmSync(scratch, { recursive: true, force: true })
})

/** A fresh database, and what an operator reads who imports files into it. Its clock stands a year later. */
async function importing(...paths: readonly string[]) {
  const acting = actingOn({ store: await freshStore(), now: () => fromMs(Date.parse('2027-11-24T08:00:00.000Z')) })
  const lines: string[] = []
  const code = await importFiles(acting, paths, (line) => lines.push(line))
  return { acting, code, said: lines.join('\n') }
}

describe('the record of a whole assembly', () => {
  it('is imported, verifies there, and is exported again byte for byte', { timeout: 30_000 }, async () => {
    const { acting, code, said } = await importing(...files)
    expect([code, said]).toEqual([0, expect.stringContaining('The record of Policy Council is imported for reading')])
    expect(await loadWorld(acting, assembly)).toEqual(await there.world())
    expect((await checkChains(acting.query)).map(({ faults }) => faults)).toEqual([[]])
    const again = await exported(acting, 'again')
    expect(again.map((file) => path.basename(file))).toEqual(files.map((file) => path.basename(file)))
    for (const [at, file] of again.entries())
      expect(fs.readFileSync(file, 'utf8')).toBe(fs.readFileSync(files[at] ?? '', 'utf8'))
  })

  it('lets nobody act in it, by an act or by an answer, and says why', async () => {
    const { acting } = await importing(...files)
    const { assembly: state, rooms } = await there.world()
    const [proposal] = [...state.proposals.keys()]
    const [asked] = [...rooms.values()].flatMap(({ caucus, work }) =>
      [...work.values()].flatMap(({ debate }) => [...debate.gauges.keys()].map((gauge) => ({ place: caucus, gauge }))),
    )
    const before = await chainEntries(acting.query, assembly, 'public')
    const acts = [
      actOf({ type: 'park', proposal: proposal!, reason: 'Later.' }),
      actOf({ type: 'answer gauge', ...asked!, proposal: proposal!, answer: 'support' }),
    ]
    for (const act of acts)
      for (const key of [act.type, `${act.type} again`, act.type])
        expect(await perform(acting, { assembly, by: there.cast.members.get('Maria')!, act, key })).toEqual({
          ok: false,
          refusal: { code: 'assembly/for-reading' },
        })
    expect(await chainEntries(acting.query, assembly, 'public')).toEqual(before)
  })

  it('is left alone by the clock, a year after its last deadline, and after a rebuild', async () => {
    const { acting } = await importing(...files)
    const before = await chainEntries(acting.query, assembly, 'public')
    expect(await settle(acting, assembly)).toEqual([])
    await noteHeads(acting)
    await rebuild(acting)
    expect(await dueBy(acting.query, acting.now())).toEqual([])
    expect(await chainEntries(acting.query, assembly, 'public')).toEqual(before)
  })

  it('has no door for a person: a sign-in link is refused with the reason', async () => {
    const { acting } = await importing(...files)
    const lines: string[] = []
    const failed = async () => await Promise.resolve(0)
    const wrong = async () => await Promise.resolve([])
    const code = await operate('link', ['Maria'], {
      acting,
      print: (line) => lines.push(line),
      address: '',
      failed,
      wrong,
    })
    expect([code, lines]).toEqual([1, [expect.stringContaining('This is a copy of a record, for reading')]])
  })

  it('no longer shows what any of its files no longer shows', { timeout: 30_000 }, async () => {
    const { acting } = await importing(...files)
    const citedOn = async (chain: ChainName) => {
      const ids = new Set<string>()
      for (const { data } of await chainEntries(acting.query, assembly, chain)) visitCited(data, (id) => ids.add(id))
      return ids
    }
    const onPublic = await citedOn('public')
    const inside = await Promise.all([...(await there.world()).rooms.keys()].map(citedOn))
    const text = inside.flatMap((ids) => [...ids]).find((id) => onPublic.has(id))!
    expect(await erase(acting, { text })).toBe('erased')
    const [newer] = await exported(acting, 'newer')
    const merged = await importing(newer ?? '', ...files.slice(1))
    expect(merged.code).toBe(0)
    for (const file of await exported(merged.acting, 'merged')) {
      const line = fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .find((one) => one.startsWith(`{"text":"${text}"`))
      expect(line ?? '"erased"').toContain('"erased"')
    }
  })
})

describe('the public record alone', () => {
  it('shows its public pages, which say that they are a copy, and exports nothing else', async () => {
    const { acting, code, said } = await importing(files[0] ?? '')
    expect([code, said]).toEqual([0, expect.not.stringContaining('with')])
    const pages = publicPages(acting, async () => await Promise.resolve([assembly]))
    for (const at of [
      '',
      'charter',
      'caucuses',
      'record',
      'P-1',
      'P-1/tracker',
      'P-1/text',
      'P-1/history',
      'P-1/outcome',
    ]) {
      const page = await pages.page(at)
      expect([at, page?.kind]).toEqual([at, 'card'])
      expect([at, JSON.stringify(page)]).toEqual([at, expect.stringContaining('This is a copy of a record')])
    }
    const download = await pages.page('record.jsonl')
    expect(download?.kind === 'file' && download.content).toBe(fs.readFileSync(files[0] ?? '', 'utf8'))
    expect(await exported(acting, 'alone')).toHaveLength(1)
  })

  it('is what npm start shows, without a sandbox and without channels', { timeout: 60_000 }, async () => {
    const folder = path.join(scratch, 'bot')
    fs.mkdirSync(folder)
    const config = configIn(folder)
    const imported = await openStore(config.database, () => undefined)
    expect(await importFiles(actingOn({ store: imported }), [files[0] ?? ''], () => undefined)).toBe(0)
    await imported.close()
    const running = await serve({ config, log: () => undefined })
    try {
      expect([running.forReading, running.sandbox]).toEqual([true, false])
      const page = await fetch(`${running.address}/public/P-1/tracker`)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('This is a copy of a record')])
      const record = await fetch(`${running.address}/public/record.jsonl`)
      expect(await record.text()).toBe(fs.readFileSync(files[0] ?? '', 'utf8'))
      expect(await running.store.prisma.channel.count()).toBe(0)
    } finally {
      await running.stop()
    }
  })
})

describe('an import that cannot be', () => {
  const vector = (name: string) => fileURLToPath(new URL(`../vectors/record/${name}.jsonl`, import.meta.url))

  it('brings nothing in where one of the files does not hold, and says which and why', async () => {
    const broken = path.join(scratch, 'broken.jsonl')
    fs.writeFileSync(broken, fs.readFileSync(files[1] ?? '', 'utf8').replace('"level":"', '"level": "'))
    const told = await importing(files[0] ?? '', broken)
    expect([told.code, told.said]).toEqual([
      1,
      expect.stringContaining(`Nothing was imported. ${broken} does not hold`),
    ])
    expect(await isEmpty(told.acting.query)).toBe(true)
    const changed = await importing(vector('2-changed'))
    expect([changed.code, await isEmpty(changed.acting.query)]).toEqual([1, true])
  })

  it('takes the caucuses of one assembly only, and each once', async () => {
    const foreign = await importing(vector('good-public'), files[1] ?? '')
    expect([foreign.code, await isEmpty(foreign.acting.query)]).toEqual([1, true])
    for (const asked of [
      [files[1] ?? ''],
      [files[0] ?? '', files[0] ?? ''],
      [files[0] ?? '', files[1] ?? '', files[1] ?? ''],
    ]) {
      const told = await importing(...asked)
      expect([told.code, told.said]).toEqual([2, expect.stringContaining('Name the public record of one assembly')])
    }
  })

  it('needs an empty database', async () => {
    const { acting } = await importing(files[0] ?? '')
    await expect(importFiles(acting, [files[0] ?? ''], () => undefined)).rejects.toMatchObject({
      code: 'store/not-empty',
    })
  })
})
