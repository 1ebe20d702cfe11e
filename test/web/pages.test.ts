import { afterAll, describe, expect, it } from 'vitest'
import { webChat } from '../../adapters/web/index.ts'
import { hashOf } from '../../adapters/web/session.ts'
import { heading, line, commandButton, type Card } from '../../src/port/card.ts'
import { personId } from '../../src/port/id.ts'
import type { Invocation, Reply } from '../../src/port/invocation.ts'
import type { Membership } from '../../src/port/platform.ts'
import { webChatRows } from '../../src/store/web-chat.ts'
import { memberText, text } from '../../src/text/part.ts'
import { freshStore } from '../store/fresh.ts'

const now = '2026-11-24T08:00:00.000Z'
const [ana, bo] = [personId.parse('m_ana'), personId.parse('m_bo')]
const done: Card = { nodes: [heading([text('Done')])], summary: [text('Done')] }

async function chat() {
  const store = await freshStore()
  const troubles: string[] = []
  const pages = { fail: false }
  for (const [id, name] of [
    [ana, 'Ana'],
    [bo, 'Bo'],
  ] as const)
    await store.prisma.person.create({ data: { id, assembly: 'as_1', name, since: now } })
  const rows = webChatRows(store, () => undefined)
  const asked: Invocation[] = []
  let answer: Reply = { kind: 'card', card: done, how: 'done' }
  const web = webChat({
    rows,
    now: () => now,
    port: 0,
    secure: false,
    around: async () => await Promise.resolve({ zone: 'UTC', record: '/record', beside: [] }),
    log: (line) => troubles.push(line),
    pages: {
      page: async () => {
        if (pages.fail) throw new Error('a fault of ours')
        return await Promise.resolve(undefined)
      },
    },
  })
  await web.platform.start(
    [],
    async (invocation) => {
      asked.push(invocation)
      return await Promise.resolve(answer)
    },
    async () => await Promise.resolve(),
  )
  const cookies = new Map<string, string>()
  const visit = async (who: string, path: string, form?: Record<string, string>) => {
    const cookie = cookies.get(who)
    const response = await web.fetch(
      new Request(`http://localhost${path}`, {
        headers: { ...(cookie && { cookie }), ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
      }),
    )
    const set = response.headers.get('set-cookie')
    if (set) cookies.set(who, set.split(';')[0] ?? '')
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  const signsIn = async (who: 'ana' | 'bo') => {
    await rows.makeLink(hashOf(`link-${who}`), who === 'ana' ? ana : bo, now, '2026-12-01T00:00:00.000Z')
    return await visit(who, `/sign-in/link-${who}`, {})
  }
  const opens = async (name: string, members: Membership) =>
    (await web.platform.openChannel({ name, topic: 'topic', private: true, membersShown: false, members })).channel
  return { web, rows, asked, visit, signsIn, opens, store, troubles, pages, replies: (next: Reply) => (answer = next) }
}
const csrfIn = (page: string): string => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''

describe('the web chat', async () => {
  const { web, asked, visit, signsIn, opens, store, troubles, pages } = await chat()
  const channel = await opens('civil-society', new Map([[ana, 'member']]))

  it('lets nobody in without a session, and says where to get one', async () => {
    const page = await visit('nobody', `/c/${channel}`)
    expect([page.status, page.text.includes('secretariat')]).toEqual([401, true])
  })

  it('signs a person in by a link, once', async () => {
    expect((await visit('ana', '/sign-in/link-ana')).status, 'looking at a link does not use it up').toBe(200)
    const first = await signsIn('ana')
    expect(first.status).toBe(303)
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/i)
    expect((await visit('bo', '/sign-in/link-ana', {})).status).toBe(410)
  })

  it('keeps no token that signs in: only hashes', async () => {
    const kept = JSON.stringify([await store.prisma.signInLink.findMany(), await store.prisma.session.findMany()])
    expect(kept).not.toContain('link-ana"')
  })

  it('answers about a channel that is not theirs as about one that is not there', async () => {
    await signsIn('bo')
    const [closed, absent] = [await visit('bo', `/c/${channel}`), await visit('bo', '/c/nowhere')]
    expect([closed.status, absent.status]).toEqual([404, 404])
    expect(closed.text).toBe(absent.text)
    for (const path of ['side', 'stream', 'complete?line=/'])
      expect((await visit('bo', `/c/${channel}/${path}`)).status).toBe(404)
    expect((await visit('bo', '/search?words=secret')).text).not.toContain('secret plan')
  })

  it('shows what a member wrote as words, never as markup', async () => {
    const evil = '<script>alert(1)</script> **bold** </article>'
    const card: Card = {
      nodes: [heading([text('Card')]), line([memberText(evil)])],
      summary: [text('Card')],
    }
    await web.platform.post(channel, card)
    const page = await visit('ana', `/c/${channel}`)
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; **bold**')
    expect(page.text).not.toContain('<script>alert')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('brings a press in with its channel and its key, and refuses a forged one', async () => {
    const button = commandButton([text('Support')], 'gauge answer', { answer: 'support' })
    await web.platform.post(channel, { nodes: [{ kind: 'buttons', buttons: [button] }], summary: [] })
    const page = await visit('ana', `/c/${channel}`)
    const press = /name="press" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const before = asked.length
    const forged = await visit('ana', `/c/${channel}/press`, { csrf: 'no', key: 'k', press })
    expect([forged.status, asked.length]).toEqual([403, before])
    const real = await visit('ana', `/c/${channel}/press`, { csrf: csrfIn(page.text), key: 'k1', press })
    expect(real.text).toContain('Done')
    expect(asked.at(-1)).toMatchObject({
      key: 'web:k1',
      who: { platform: 'web', id: ana },
      where: { channel },
      what: { kind: 'press', press: { kind: 'command', command: 'gauge answer', answers: { answer: 'support' } } },
    })
  })

  it('takes a message, lets its author change it and take it back, and nobody else', async () => {
    const csrf = csrfIn((await visit('ana', `/c/${channel}`)).text)
    await visit('ana', `/c/${channel}/say`, { csrf, key: 'm', line: 'A secret plan' })
    const item = (await store.prisma.webItem.findFirst({ where: { body: 'A secret plan' } }))?.id ?? ''
    expect((await visit('ana', '/search?words=secret')).text).toContain('A secret plan')
    await web.platform.setMembers(
      channel,
      new Map([
        [ana, 'member'],
        [bo, 'reader'],
      ]),
    )
    const bos = csrfIn((await visit('bo', `/c/${channel}`)).text)
    expect((await visit('bo', `/c/${channel}/edit`, { csrf: bos, message: item, body: 'mine' })).status).toBe(403)
    expect((await visit('bo', `/c/${channel}/say`, { csrf: bos, key: 'x', line: 'hello' })).status).toBe(403)
    await visit('ana', `/c/${channel}/edit`, { csrf, message: item })
    const after = await visit('ana', `/c/${channel}`)
    expect(after.text).toContain('taken back')
    expect(after.text).not.toContain('A secret plan')
  })

  it('answers an address or a form that no page of ours makes with a sentence, and is not upset', async () => {
    const csrf = csrfIn((await visit('ana', `/c/${channel}`)).text)
    for (const path of ['/public/%E0%A4%A', '/record/%zz', '/sign-in/%zz', '/%', '/c/%zz', `/c/${channel}/item/%20`])
      expect((await visit('ana', path)).status, path).toBeLessThan(500)
    for (const before of ['99999999999', '-1', '1.5', 'x', ''])
      expect((await visit('ana', `/c/${channel}?before=${before}`)).status, before).toBe(200)
    const edits: Record<string, string>[] = [{ csrf }, { csrf, message: '' }, { csrf, message: 'x', body: 'y' }]
    for (const edit of edits) expect((await visit('ana', `/c/${channel}/edit`, edit)).status).toBe(403)
    expect((await visit('ana', `/c/${channel}/press`, { csrf })).status).toBe(400)
    expect((await visit('ana', `/c/${channel}/say`, { csrf })).status).toBe(400)
    for (const settled of ['[', '[]', '7', '{"a":{}}'])
      expect((await visit('ana', `/c/${channel}/form`, { csrf, key: settled, settled, ticks: settled })).status).toBe(
        200,
      )
    expect(troubles).toEqual([])
  })

  it('tells who is signed out so, wherever they ask', async () => {
    for (const path of ['', '/side', '/stream', '/complete?line=/', '/item/x', '/note/x'])
      expect((await visit('nobody', `/c/${channel}${path}`)).status, path).toBe(401)
    for (const path of ['/search?words=x', '/']) expect((await visit('nobody', path)).status, path).toBe(401)
  })

  it('links back to where one came from, and home where that is unknown', async () => {
    expect((await visit('ana', `/search?words=x&from=${channel}`)).text).toContain(
      `href="/c/${channel}">Back to civil-society<`,
    )
    for (const from of ['', 'nowhere', '"><b>'])
      expect((await visit('ana', `/search?words=x&from=${encodeURIComponent(from)}`)).text).toContain(
        'href="/">Back to',
      )
  })

  it('says that the fault is ours, with a reference, when it is', async () => {
    pages.fail = true
    const page = await visit('ana', '/public')
    pages.fail = false
    expect([page.status, page.text.includes('<h1>Something went wrong</h1>')]).toEqual([500, true])
    const [, reference = ''] = /reference: (\S+)\./.exec(page.text) ?? []
    expect(troubles.splice(0).join('')).toContain(reference)
  })

  it('takes a line that begins like a command for one, and shows it to nobody else', async () => {
    const csrf = csrfIn((await visit('ana', `/c/${channel}`)).text)
    for (const [line, text] of [
      ['/caucus gauge mine', 'gauge mine'],
      ['/gauge mine', 'gauge mine'],
      ['/caucus', ''],
    ]) {
      await visit('ana', `/c/${channel}/say`, { csrf, key: `k ${line}`, line: line ?? '' })
      expect(asked.at(-1)?.what).toEqual({ kind: 'line', text })
    }
    expect(await store.prisma.webItem.count({ where: { body: { startsWith: '/' } } })).toBe(0)
    const words = await visit('ana', '/c/direct/say', { csrf, key: 'k', line: 'hello' })
    expect([words.status, words.text.includes('Only the bot reads here')]).toEqual([400, true])
  })

  it('forgets a session that is signed out', async () => {
    const csrf = csrfIn((await visit('ana', `/c/${channel}`)).text)
    await visit('ana', '/sign-out', { csrf })
    expect((await visit('ana', `/c/${channel}`)).status).toBe(401)
    await web.platform.stop()
  })
})

describe('a sandbox beside a real assembly', async () => {
  const store = await freshStore()
  const people = [
    { id: 'm_play', assembly: 'as_sandbox', name: 'Player' },
    { id: 'm_other', assembly: 'as_sandbox', name: 'Other player' },
    { id: 'm_real', assembly: 'as_real', name: 'Real' },
  ]
  for (const one of people) await store.prisma.person.create({ data: { ...one, since: now } })
  const rows = webChatRows(store, () => 'as_sandbox')
  const web = webChat({
    rows,
    now: () => now,
    port: 0,
    secure: false,
    sandbox: {
      reset: async () => await Promise.resolve(),
      firstSteps: async () => await Promise.resolve(undefined),
    },
    around: async () => await Promise.resolve({ zone: 'UTC', record: '/record', beside: [] }),
    log: () => undefined,
    pages: { page: async () => await Promise.resolve(undefined) },
  })
  await web.platform.start(
    [],
    async () => await Promise.resolve({ kind: 'card', card: done, how: 'read' }),
    async () => await Promise.resolve(),
  )
  afterAll(async () => await web.platform.stop())
  const visit = async (cookie: string, path: string, form?: Record<string, string>) => {
    const response = await web.fetch(
      new Request(`http://localhost${path}`, {
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
      }),
    )
    return { status: response.status, text: await response.text(), cookie: response.headers.get('set-cookie') ?? '' }
  }
  const session = async (person: string): Promise<string> => {
    await rows.openSession(hashOf(`token-${person}`), personId.parse(person), now, '2026-12-01T00:00:00.000Z')
    return `caucus=token-${person}`
  }

  it('lets one be anybody of the sandbox, and nobody of the real assembly', async () => {
    const player = await session('m_play')
    const page = await visit(player, '/c/direct')
    expect(page.text).toContain('Other player')
    expect(page.text).not.toContain('>Real<')
    const csrf = csrfIn(page.text)
    expect((await visit(player, '/act-as', { csrf, person: 'm_real' })).status).toBe(404)
    expect((await visit(player, '/act-as', { csrf, person: 'm_nobody' })).status).toBe(404)
    expect((await visit(player, '/act-as', { csrf, person: 'm_other' })).status).toBe(303)
    expect((await rows.session(hashOf('token-m_play'), now))?.person).toBe('m_other')
  })

  it('leaves whoever came in by a real link who they are', async () => {
    const real = await session('m_real')
    const page = await visit(real, '/c/direct')
    expect(page.text).not.toContain('This is a sandbox')
    expect((await visit(real, '/act-as', { csrf: csrfIn(page.text), person: 'm_other' })).status).toBe(404)
  })
})
