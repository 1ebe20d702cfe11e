import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf } from '../../adapters/web/session.ts'
import { fromMs, type Instant } from '../../src/domain/instant.ts'
import { personId } from '../../src/port/id.ts'
import { serve, type Running } from '../../src/serve.ts'
import { webChatRows } from '../../src/store/web-chat.ts'
import { configIn } from '../config-in.ts'

// What goes wrong between a person and the chat: each time a clear sentence, nothing changed, nothing told that is not theirs.

interface Answer {
  readonly status: number
  readonly page: string
}
/** Somebody signed in, with the token of their pages and the pages that they have open. */
interface Person {
  readonly id: string
  readonly csrf: string
  readonly opens: (path: string) => Promise<Answer>
  readonly posts: (path: string, form: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
}

describe('between a person and the chat', { timeout: 60_000 }, () => {
  let folder: string
  let running: Running
  let passed = 0
  const begun = Date.now()
  const now = (): Instant => fromMs(Date.now() + passed)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-edges-'))
    running = await serve({ config: configIn(folder), now, log: () => undefined })
  }, 120_000)
  afterAll(async () => {
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const rows = () => webChatRows(running.store, () => undefined)
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(running.address + path, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    })
    return { status: response.status, page: await response.text() }
  }
  let sessions = 0
  const person = async (name: string): Promise<Person> => {
    const [found] = await rows().peopleNamed(name)
    const token = `${name} ${++sessions}`
    const id = personId.parse(found?.id)
    await rows().openSession(hashOf(token), id, fromMs(begun), fromMs(begun + 90 * 86_400_000))
    const cookie = `caucus=${encodeURIComponent(token)}`
    const opens = async (path: string) => await ask(path, { headers: { cookie } })
    const csrf = /name="csrf" value="([^"]+)"/.exec((await opens('/c/direct')).page)?.[1] ?? ''
    const posts: Person['posts'] = async (path, form, headers = {}) =>
      await ask(path, { method: 'POST', body: new URLSearchParams(form), headers: { cookie, ...headers } })
    return { id, csrf, opens, posts }
  }
  const channelOf = async ({ id }: Person, name: string): Promise<string> => {
    const found = (await rows().channelsOf(personId.parse(id))).find((one) => one.name === name)
    return `/c/${found?.id}`
  }
  /** What the button of a page carries, by its label. */
  const buttonOn = ({ page }: Answer, label: string): string => {
    const before = page.slice(0, page.indexOf(`>${label}<`))
    const [, carries = ''] = /.*name="press" value="([^"]*)"/s.exec(before) ?? []
    return carries.replaceAll('&amp;', '&')
  }
  const factsNow = async (): Promise<number> => await running.store.prisma.entry.count()
  const answersNow = async () => await running.store.prisma.answer.findMany({ orderBy: { seat: 'asc' } })

  it('does a press that comes twice once, a message too', async () => {
    const priya = await person('Priya Nair')
    const channel = await channelOf(priya, 'Civil society')
    const concern = { command: 'concern raise', settled: '{}', ticks: '[]', 'f.says': 'Nobody says who pays.' }
    const form = { csrf: priya.csrf, key: 'once', 'f.proposal': 'P-1', ...concern }
    const both = await Promise.all([priya.posts(`${channel}/form`, form), priya.posts(`${channel}/form`, form)])
    for (const { page } of both) expect(page).toContain('C-2')
    expect(await running.store.prisma.entry.count({ where: { kind: 'concern.raised' } })).toBe(2)
    const line = { csrf: priya.csrf, key: 'said once', line: 'Said once.' }
    await Promise.all([priya.posts(`${channel}/say`, line), priya.posts(`${channel}/say`, line)])
    expect(await running.store.prisma.webItem.count({ where: { body: 'Said once.' } })).toBe(1)
  })

  it('takes nothing from a form that its own pages did not make', async () => {
    const [priya, tom] = [await person('Priya Nair'), await person('Tom Becker')]
    const channel = await channelOf(priya, 'Civil society')
    const press = buttonOn(await priya.opens(channel), 'Support')
    const before = [await factsNow(), await answersNow()]
    const forged = [
      await priya.posts(`${channel}/press`, { key: 'f1', press }),
      await priya.posts(`${channel}/press`, { csrf: tom.csrf, key: 'f2', press }),
      await priya.posts(`${channel}/press`, { csrf: '', key: 'f3', press }),
      await priya.posts(`${channel}/press`, { csrf: priya.csrf, key: 'f4', press }, { 'sec-fetch-site': 'cross-site' }),
      await priya.posts(`${channel}/say`, { key: 'f5', line: 'Not mine.' }),
      await priya.posts('/sign-out', { csrf: tom.csrf }),
    ]
    for (const { status, page } of forged) {
      expect(status).toBe(403)
      expect(page).toContain('Nothing was changed')
    }
    expect([await factsNow(), await answersNow()]).toEqual(before)
    expect((await priya.opens(channel)).page).not.toContain('Not mine.')
  })

  it('answers a press in somebody else’s channel as one in none, and tells nothing of theirs', async () => {
    const [priya, tom] = [await person('Priya Nair'), await person('Tom Becker')]
    const [civil, business] = [await channelOf(priya, 'Civil society'), await channelOf(tom, 'Private sector')]
    const answer = buttonOn(await priya.opens(civil), 'Support')
    const before = [await factsNow(), await answersNow()]
    const given = { csrf: tom.csrf, key: 'o1', press: answer }
    const [closed, nowhere] = [await tom.posts(`${civil}/press`, given), await tom.posts('/c/nowhere/press', given)]
    expect(closed).toEqual(nowhere)
    expect(closed.status).toBe(404)
    // The button of a gauge of theirs, pressed where Tom is at home.
    for (const channel of [business, '/c/direct']) {
      const { page } = await tom.posts(`${channel}/press`, { ...given, key: `o2 ${channel}` })
      expect(page).not.toContain('You answered')
      expect(page).not.toMatch(/Civil society|Priya|Jonas|Leo/)
    }
    expect([await factsNow(), await answersNow()]).toEqual(before)
  })

  it('says what is wrong with a button that no page of ours carries', async () => {
    const priya = await person('Priya Nair')
    const channel = await channelOf(priya, 'Civil society')
    const before = [await factsNow(), await answersNow()]
    for (const [nth, press] of ['', 'x', 'c~gauge answer~gauge=*g.AAAA', 'c~gauge fly', 'p~nowhere', '{}'].entries()) {
      const { status, page } = await priya.posts(`${channel}/press`, { csrf: priya.csrf, key: `w${nth}`, press })
      expect(status, press).toBeLessThan(500)
      expect(page, press).toMatch(/class="note"|role="alert"/)
      expect(page, press).not.toContain('Something went wrong')
    }
    expect([await factsNow(), await answersNow()]).toEqual(before)
  })

  it('shows what people wrote as words wherever it stands, on public pages and the printed record too', async () => {
    const [priya, sara] = [await person('Priya Nair'), await person('Sara Haddad')]
    const evil =
      '<img src=x onerror=alert(1)> [press](javascript:alert(2)) **bold** </textarea><script>alert(3)</script>'
    const channel = await channelOf(priya, 'Civil society')
    const form = { csrf: priya.csrf, key: 'evil', command: 'concern raise', settled: '{}', ticks: '[]', 'f.says': evil }
    const told = await priya.posts(`${channel}/form`, { ...form, 'f.proposal': 'P-1' })
    await priya.posts(`${channel}/say`, { csrf: priya.csrf, key: 'evil', line: evil })
    const submitted = await sara.posts(`${await channelOf(sara, 'Private sector')}/form`, {
      csrf: sara.csrf,
      key: 'evil',
      command: 'proposal submit',
      settled: '{}',
      ticks: '[]',
      'f.text': `# ${evil}\n\n1. ${evil}`,
    })
    expect(submitted.page).toContain('P-3 is submitted')
    const pages = [told.page]
    for (const path of [channel, '/c/direct', '/public', '/public/P-3', '/public/P-3/text', '/public/record/whole'])
      await expect
        .poll(async () => {
          const { page } = await priya.opens(path)
          pages.push(page)
          return page
        })
        .toContain(path === '/c/direct' ? '</html>' : '&lt;img src=x')
    for (const page of pages) {
      expect(page).not.toMatch(/<img|<script>alert|href="javascript:|<strong>bold|<b>bold/)
      expect([...page.matchAll(/<textarea/g)].length).toBe([...page.matchAll(/<\/textarea>/g)].length)
    }
  })

  it('lets in by a link once, within its time, and only whom it was made for', async () => {
    const [tom] = await rows().peopleNamed('Tom Becker')
    const tomsId = personId.parse(tom?.id)
    const days = (count: number) => fromMs(begun + count * 86_400_000)
    for (const [name, expires] of [
      ['fresh', days(60)],
      ['stale', fromMs(begun - 1_000)],
      ['revoked', days(60)],
    ] as const) {
      await rows().makeLink(hashOf(name), tomsId, fromMs(begun), expires)
      if (name === 'revoked') await rows().revokeLinks(tomsId, now())
    }
    await rows().makeLink(hashOf('theirs'), tomsId, fromMs(begun), days(60))
    const uses = async (link: string, headers: Record<string, string> = {}) =>
      await ask(`/sign-in/${link}`, { method: 'POST', headers })
    for (const dead of ['fresh', 'stale', 'revoked', 'nonsense', '%00', 'x'.repeat(4_000)]) {
      const { status, page } = await uses(dead)
      expect([status, page.includes('A sign-in link works once')], dead).toEqual([410, true])
    }
    expect((await uses('theirs', { 'sec-fetch-site': 'cross-site' })).status, 'not by somebody else’s page').toBe(403)
    const both = await Promise.all([uses('theirs'), uses('theirs')])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 410]))
  })

  it('takes no answer after the end, from a page that was open all the while, and says so', async () => {
    const priya = await person('Priya Nair')
    const channel = await channelOf(priya, 'Civil society')
    const press = buttonOn(await priya.opens(channel), 'Support')
    const before = await answersNow()
    passed = 4 * 86_400_000
    const late = await priya.posts(`${channel}/press`, { csrf: priya.csrf, key: 'late', press })
    expect(late.page).toMatch(/closed/)
    const given = (all: Awaited<ReturnType<typeof answersNow>>) => all.map(({ seat, answer }) => [seat, answer])
    expect(given(await answersNow())).toEqual(given(before))
  })
})
