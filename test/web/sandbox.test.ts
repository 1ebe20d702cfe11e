import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCharter } from '../../commands/assembly.ts'
import { found } from '../../src/acts/found.ts'
import { serve, type Running } from '../../src/serve.ts'
import { configIn } from '../config-in.ts'
import { person, type Visitor } from './visitor.ts'

// The sandbox as `npm start` opens it: steps that are ticked when they are done, a new beginning, and what a restart finds.

describe('the sandbox', { timeout: 120_000 }, () => {
  let running: Running
  let folder: string
  const troubles: string[] = []

  const start = async () => {
    running = await serve({
      config: configIn(folder),
      log: (line) => troubles.push(line),
    })
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-sandbox-'))
    await start()
  }, 120_000)
  afterAll(async () => {
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const newcomer = async (): Promise<Visitor> => {
    const someone = person(() => running.address)
    await someone.open('/')
    return someone
  }
  const csrfIn = (page: string): string => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  /** Goes on as somebody else, in the channel whose name begins like this. */
  const as = async (who: Visitor, name: string, channel: string) => {
    const [, id = ''] = new RegExp(`<option value="([^"]+)"[^>]*>${name}</option>`).exec(who.page) ?? []
    await who.post('/act-as', { csrf: csrfIn(who.page), person: id })
    const [, path = ''] = new RegExp(`href="(/c/[^"]+)"[^>]*><span><bdi>${channel}`).exec(who.page) ?? []
    await who.open(path)
  }
  const says = async (who: Visitor, line: string) => {
    const path = /action="(\/c\/[^/]+)\/say"/.exec(who.page)?.[1] ?? ''
    await who.send('.composer', { line: `/caucus ${line}` })
    const told = who.words()
    await who.open(path)
    return told
  }
  const ticks = ({ page }: Visitor): string =>
    [...page.matchAll(/<span class="tick-mark" aria-hidden="true">(.)<\/span>/g)].map(([, mark]) => mark).join('')

  it('ticks a step once somebody has done it, and not before', async () => {
    const who = await newcomer()
    expect(who.words()).toContain('First steps')
    expect(ticks(who), 'what the script did before anybody came is no tick').toBe('○○○○')
    await as(who, 'Noor Rahman', 'Technical')
    expect(await says(who, 'gauge answer support')).toContain('You answered Support')
    expect(ticks(who)).toBe('✓○○○')
    await as(who, 'Wanjiru Kamau', 'Technical')
    await says(who, 'gauge close')
    expect(ticks(who)).toBe('✓○○○')
    expect(who.words()).toContain('As Wanjiru Kamau, confirm the reading')
    expect(who.words()).toContain('As Priya Nair in Civil society, raise a concern')
    await says(who, 'reading post "full consensus" --proposal P-1')
    expect(ticks(who)).toBe('✓✓○○')
    expect(await says(who, 'reading confirm')).toContain('Declared')
    expect(ticks(who)).toBe('✓✓✓○')
    await as(who, 'Priya Nair', 'Civil society')
    await says(who, 'concern raise P-1 --says "Nobody is named who pays."')
    expect(ticks(who)).toBe('✓✓✓✓')
  })

  it('leads from a step to the person and the place where it is done', async () => {
    const who = await newcomer()
    await who.press('Go there')
    expect(who.words()).toContain('Maria Rossi')
    expect(who.page).toContain('aria-current="page"><span><bdi>plenary')
    expect(who.ledTo, 'past the steps, to the cards').toMatch(/^\/c\/[^#]+#stream$/)
  })

  it('asks nobody for a link, wherever they come in', async () => {
    const who = person(() => running.address)
    await who.open('/c/direct')
    expect([who.status, who.words()]).toEqual([401, expect.stringContaining('nobody needs a link')])
    expect(who.page).toContain('<a class="button" href="/">Go into the sandbox</a>')
    await who.open('/')
    expect(who.words()).toContain('First steps')
  })

  it('keeps the steps put away in this browser, until they are asked for', async () => {
    const [who, other] = [await newcomer(), await newcomer()]
    await who.press('Put these away')
    await who.open('/')
    expect(ticks(who)).toBe('')
    await other.open('/')
    expect(ticks(other)).toBe('✓✓✓✓')
    await who.press('First steps')
    expect(ticks(who)).toBe('✓✓✓✓')
    await who.press('Put these away')
    await who.press('Begin the sandbox anew')
    expect(ticks(who), 'a new sandbox has new steps').toBe('○○○○')
  })

  it('is the newest one after a restart', async () => {
    const before = await newcomer()
    await as(before, 'Noor Rahman', 'Technical')
    await says(before, 'gauge answer support')
    expect(ticks(before)).toBe('✓○○○')
    await running.stop()
    await start()
    const after = await newcomer()
    expect(ticks(after)).toBe('✓○○○')
    await after.open('/public/P-1/tracker')
    expect(after.words()).not.toContain('full consensus')
  })

  it('that was killed while it was being made is left alone, and a whole one is made', async () => {
    await running.store.pool.query(`delete from identity where platform = 'sandbox' and "user" = 'sandbox'`)
    await running.stop()
    await start()
    expect(ticks(await newcomer())).toBe('○○○○')
  })

  it('shares its chat with a real assembly, and each has pages of its own', async () => {
    const read = readCharter(
      'name: Harbour Council\nforum: the Harbour Forum\ncaucuses:\n  - { key: fishers, name: Fishers, kind: stakeholder, seats: 2 }\n',
    )
    if (!read.ok) throw new Error('the charter has a slip')
    const founded = await found(running.bot.acting, {
      act: { type: 'found assembly', charter: read.charter },
      founder: { name: 'Hana Sato' },
      key: 'a real assembly',
    })
    expect(founded.ok).toBe(true)
    const who = await newcomer()
    await who.open('/public')
    expect(who.words()).toContain('Several assemblies share this chat')
    const paths = [...who.page.matchAll(/href="(\/public\/assembly\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(paths).toHaveLength(2)
    const harbour = paths.find((path) => path.includes('harbour')) ?? ''
    await who.open(`${harbour}/caucuses`)
    expect(who.words()).toContain('Fishers')
    expect(who.words()).not.toContain('Government')
    await who.open(`${harbour}/P-1/tracker`)
    expect(who.status).toBe(404)
    await who.open(`${paths.find((path) => !path.includes('harbour')) ?? ''}/P-1/tracker`)
    expect([who.status, who.words().includes('Government')]).toEqual([200, true])
    await who.open('/public/assembly/nowhere')
    expect(who.status).toBe(404)
    // Stopping a database is noisy; a fault of a page begins like this.
    expect(troubles.filter((line) => line.startsWith('web '))).toEqual([])
  })
})
