import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operate } from '../../src/operate/commands.ts'
import { wrongIn } from '../../src/operate/platforms.ts'
import { serve, type Running } from '../../src/serve.ts'
import { assemblies } from '../../src/store/facts.ts'
import { configIn } from '../config-in.ts'
import { person, type Visitor } from './visitor.ts'

// What a secretariat does in the browser: lets people in by links, sees what is wrong, founds an assembly.

describe('the pages of the secretariat', { timeout: 60_000 }, () => {
  let running: Running
  let folder: string
  let nadia: Visitor
  const troubles: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-secretariat-'))
    running = await serve({
      config: configIn(folder),
      log: (line) => troubles.push(line),
    })
    nadia = await as('Nadia Karim')
  }, 120_000)
  afterAll(async () => {
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const csrfIn = (page: string): string => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const someone = () => person(() => running.address)
  async function as(name: string): Promise<Visitor> {
    const who = someone()
    await who.open('/')
    const [, id = ''] = new RegExp(`<option value="([^"]+)"[^>]*>${name}</option>`).exec(who.page) ?? []
    await who.post('/act-as', { csrf: csrfIn(who.page), person: id })
    return who
  }
  const linksIn = ({ page }: Visitor): string[] =>
    [...page.matchAll(/<code class="link">([^<]+)<\/code>/g)].map(([, link]) => new URL(link ?? '').pathname)
  /** Makes links, and stays on the page that shows them. */
  const invite = async (names: string): Promise<string[]> => {
    await nadia.open('/secretariat')
    const [, action = ''] = /action="(\/secretariat\/[^"]+\/invite)"/.exec(nadia.page) ?? []
    await nadia.post(action, { csrf: csrfIn(nadia.page), names })
    return linksIn(nadia)
  }
  const standing = async (name: string): Promise<string> => {
    await nadia.open('/secretariat')
    const [, after = ''] = new RegExp(`<h3><bdi>${name}</bdi></h3>(.*?)</p>`, 's').exec(nadia.page) ?? []
    return after.replaceAll(/<[^>]*>/g, '')
  }

  it('are the secretariat’s alone; anybody else is told whom to ask', async () => {
    const tom = await as('Tom Becker')
    const [, slug = ''] = /\/secretariat\/([^/"]+)\/doctor/.exec((await nadia.open('/secretariat'), nadia.page)) ?? []
    for (const path of ['/secretariat', `/secretariat/${slug}`, `/secretariat/${slug}/doctor`]) {
      await tom.open(path)
      expect([tom.status, tom.words().includes('Ask Nadia Karim.')], path).toEqual([403, true])
    }
    await tom.open('/c/direct')
    expect(tom.page).not.toContain('href="/secretariat"')
    const csrf = csrfIn(tom.page)
    await expect(tom.post(`/secretariat/${slug}/invite`, { csrf, names: 'Eve' })).rejects.toThrow(/403/)
    await expect(tom.post(`/secretariat/${slug}/revoke`, { csrf, person: 'm_x' })).rejects.toThrow(/403/)
    await expect(nadia.post(`/secretariat/${slug}/invite`, { names: 'Eve' })).rejects.toThrow(/403/)
    expect(await running.store.prisma.person.count({ where: { name: 'Eve' } })).toBe(0)
    const nobody = someone()
    await nobody.open('/secretariat')
    expect(nobody.status).toBe(401)
  })

  it('let people in by links that are shown once, work once, and are kept as hashes', async () => {
    const [zoe = '', lin = ''] = await invite('Zoë Okafor\n\n  Lin   Chen \nZoë Okafor')
    expect([linksIn(nadia).length, nadia.words().includes('Lin Chen')]).toEqual([2, true])
    const kept = JSON.stringify(await running.store.prisma.signInLink.findMany())
    expect([zoe, lin].filter((link) => kept.includes(link.replace('/sign-in/', '')))).toEqual([])
    await nadia.open('/secretariat')
    expect(linksIn(nadia), 'no page shows a link again').toEqual([])
    expect(await standing('Zoë Okafor')).toMatch(/^A link waits until .* no browser is signed in$/)

    const who = someone()
    await who.post(zoe, {})
    expect(who.words()).toContain('Zoë Okafor')
    expect(await standing('Zoë Okafor')).toMatch(/^Signed in with a link on .* 1 browser is signed in$/)
    await expect(someone().post(zoe, {})).rejects.toThrow(/410/)
  })

  it('end somebody’s access: their links and their browsers, and nothing else of theirs', async () => {
    const [first = ''] = await invite('Rosa Diaz')
    const rosa = someone()
    await rosa.post(first, {})
    const [second = ''] = await invite('rosa diaz')
    const { id = '' } = (await running.store.prisma.person.findFirst({ where: { name: 'Rosa Diaz' } })) ?? {}
    await nadia.open('/secretariat')
    const [, action = ''] = /action="(\/secretariat\/[^"]+\/revoke)"/.exec(nadia.page) ?? []
    await nadia.post(action, { csrf: csrfIn(nadia.page), person: id })
    expect(await standing('Rosa Diaz')).toMatch(/^The link was ended on .* no browser is signed in$/)
    await rosa.open('/c/direct')
    expect(rosa.status).toBe(401)
    await expect(someone().post(second, {})).rejects.toThrow(/410/)
    const [again = ''] = await invite('Rosa Diaz')
    await rosa.post(again, {})
    expect(rosa.words()).toContain('Rosa Diaz')
    expect(await running.store.prisma.person.count({ where: { name: 'Rosa Diaz' } })).toBe(1)
  })

  it('make no further link behind anybody’s back: whoever is in already is told of it', async () => {
    const tom = await as('Tom Becker')
    await invite('Tom Becker')
    await tom.open('/c/direct')
    expect(tom.words()).toContain('Nadia Karim of the secretariat made a new sign-in link in your name.')
    const lin = someone()
    const [first = ''] = await invite('Kim Park')
    await lin.post(first, {})
    await lin.open('/c/direct')
    expect(lin.words(), 'a first link is no news').not.toContain('in your name')
  })

  it('never lock out whoever serves, and touch nobody of another assembly', async () => {
    const { id = '' } = (await running.store.prisma.person.findFirst({ where: { name: 'Nadia Karim' } })) ?? {}
    await nadia.open('/secretariat')
    const [, action = ''] = /action="(\/secretariat\/[^"]+\/revoke)"/.exec(nadia.page) ?? []
    const csrf = csrfIn(nadia.page)
    for (const other of [id, 'm_elsewhere', ''])
      await expect(nadia.post(action, { csrf, person: other })).rejects.toThrow(/404/)
    await nadia.open('/secretariat')
    expect(nadia.status).toBe(200)
  })

  it('ask which of several people of one name is meant', async () => {
    const { assembly = '' } = (await running.store.prisma.person.findFirst({ where: { name: 'Rosa Diaz' } })) ?? {}
    await running.store.prisma.person.create({ data: { id: 'm_twin', assembly, name: 'Rosa Diaz', since: '2026' } })
    expect(await invite('Rosa Diaz')).toEqual([])
    expect(nadia.words()).toContain('Several people are called Rosa Diaz')
    expect(await invite('m_twin')).toHaveLength(1)
  })

  it('say what is wrong as npm run doctor does, with how to mend it', async () => {
    const printed: string[] = []
    await operate('doctor', [], {
      acting: running.bot.acting,
      print: (line) => printed.push(line),
      address: '',
      failed: async () => await Promise.resolve(0),
      wrong: async () => await wrongIn(running.bot),
    })
    await nadia.open('/secretariat')
    const [, path = ''] = /href="(\/secretariat\/[^"]+\/doctor)"/.exec(nadia.page) ?? []
    await nadia.open(path)
    const page = nadia.words()
    // Cards may be on their way at either moment.
    for (const line of printed.filter((one) => !one.includes('to be drawn'))) expect(page).toContain(line)
    const { rows } = await running.store.pool.query<{ channel: string }>(
      `select channel from channel where platform = 'web' and place <> 'plenary' limit 1`,
    )
    const [lost] = rows
    await running.store.prisma.webItem.deleteMany({ where: { channel: lost?.channel ?? '' } })
    await running.store.prisma.webMember.deleteMany({ where: { channel: lost?.channel ?? '' } })
    await running.store.prisma.webChannel.delete({ where: { id: lost?.channel ?? '' } })
    await nadia.open(path)
    expect(nadia.words()).toMatch(/✗ .*channel/)
  })

  it('found an assembly from a charter, after showing what it will mean, and not before it is confirmed', async () => {
    const count = async () => (await assemblies(running.bot.acting.query)).length
    const before = await count()
    const zoe = await as('Amina Yusuf')
    await zoe.open('/found')
    const charter =
      'name: Harbour Council\nforum: the Port\ncaucuses:\n  - { key: fishers, name: Fishers, kind: stakeholder, seats: 0 }\n'
    await zoe.send('form.asks', zoe.filled({ charter }))
    expect(zoe.words()).toMatch(/Line 4, caucuses\.0\.seats: a caucus that answers needs at least one seat/)
    await zoe.send('form.asks', zoe.filled({ charter: charter.replace('seats: 0', 'seats: 3') }))
    expect(zoe.words()).toContain('Fishers (a stakeholder group): 3 seats. Overall consensus needs its agreement.')
    expect(await count()).toBe(before)
    await zoe.send('form.asks', zoe.filled({ understood: true }))
    expect(zoe.words()).toContain('Harbour Council is founded, and you are its secretariat')
    expect(await count()).toBe(before + 1)
    await zoe.open('/secretariat')
    expect([zoe.status, zoe.words().includes('Secretariat of Harbour Council')]).toEqual([200, true])
    expect(troubles.filter((line) => line.startsWith('web '))).toEqual([])
  })
})
