import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webChat } from '../../adapters/web/index.ts'
import { hashOf } from '../../adapters/web/session.ts'
import { heading, type Card } from '../../src/port/card.ts'
import { personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import type { Membership } from '../../src/port/platform.ts'
import { webChatRows } from '../../src/store/web-chat.ts'
import { text } from '../../src/text/part.ts'
import { freshStore } from '../store/fresh.ts'

const now = '2026-11-24T08:00:00.000Z'
const [ana, bo] = [personId.parse('m_ana'), personId.parse('m_bo')]
const card = (says: string): Card => ({ nodes: [heading([text(says)])], summary: [text(says)] })

describe('a page that is open', async () => {
  const store = await freshStore()
  for (const [id, name] of [
    [ana, 'Ana'],
    [bo, 'Bo'],
  ] as const)
    await store.prisma.person.create({ data: { id, assembly: 'as_1', name, since: now } })
  const rows = webChatRows(store, () => undefined)
  const web = webChat({
    rows,
    now: () => now,
    port: 0,
    secure: false,
    around: async () => await Promise.resolve({ zone: 'UTC', record: '/record', beside: [] }),
    log: () => undefined,
    pages: { page: async () => await Promise.resolve(undefined) },
  })
  const cookies = new Map<PersonId, string>()
  const channels: ChannelId[] = []

  beforeAll(async () => {
    await web.platform.start(
      [],
      async () => await Promise.resolve({ kind: 'choices', choices: [] }),
      async () => await Promise.resolve(),
    )
    for (const id of [ana, bo]) {
      await rows.makeLink(hashOf(`link-${id}`), id, now, '2026-12-01T00:00:00.000Z')
      const answer = await fetch(`${web.address()}/sign-in/link-${id}`, { method: 'POST', redirect: 'manual' })
      cookies.set(id, answer.headers.get('set-cookie')?.split(';')[0] ?? '')
    }
    const open = async (name: string, members: Membership) =>
      channels.push(
        (await web.platform.openChannel({ name, topic: '', private: true, membersShown: false, members })).channel,
      )
    await open('civil society', new Map([[ana, 'member']]))
    await open('government', new Map([[bo, 'member']]))
    await open(
      'plenary',
      new Map([
        [ana, 'member'],
        [bo, 'member'],
      ]),
    )
  })
  afterAll(async () => await web.platform.stop())

  /** What one open page is told, until it is left. */
  const looks = async (who: PersonId, channel: string) => {
    const leave = new AbortController()
    const answer = await fetch(`${web.address()}/c/${channel}/stream`, {
      headers: { cookie: cookies.get(who) ?? '' },
      signal: AbortSignal.any([leave.signal, AbortSignal.timeout(15_000)]),
    })
    const told: string[] = []
    const ended = (async () => {
      for await (const bytes of answer.body ?? []) told.push(...Buffer.from(bytes).toString().split('\n\n'))
    })().catch(() => undefined)
    await expect.poll(() => told.join('')).toContain('here')
    return { told: () => told.filter((one) => !one.includes('here')).join('\n'), ended, leave: () => leave.abort() }
  }

  it('is told of each card in its channel, and in no other', async () => {
    const [civil = '', government = '', plenary = ''] = channels
    const [inCivil, inGovernment] = [await looks(ana, civil), await looks(bo, government)]
    const message = await web.platform.post(civil as ChannelId, card('a gauge is open'))
    await expect.poll(inCivil.told).toContain(`event: item\ndata: ${message}`)
    expect(inGovernment.told()).toBe('')
    await web.platform.post(plenary as ChannelId, card('a caucus has declared'))
    // Trackers stand beside every channel of whoever is in plenary.
    await expect.poll(inGovernment.told).toContain('event: side')
    expect(inGovernment.told()).not.toContain('event: item')
    inCivil.leave()
    inGovernment.leave()
  })

  it('is told what is said to its person alone, and nobody else is', async () => {
    const plenary = channels[2] ?? ''
    const [anas, bos] = [await looks(ana, plenary), await looks(bo, plenary)]
    await web.platform.replyPrivately(plenary as ChannelId, ana, card('You have not answered yet.'))
    await expect.poll(anas.told).toContain(`event: note\ndata: ${plenary}/`)
    await web.platform.directMessage(bo, card('Your concern was answered.'))
    await expect.poll(bos.told).toContain('event: note\ndata: direct/')
    const [, id] = /direct\/(\S+)/.exec(bos.told()) ?? []
    const read = async (who: PersonId) =>
      await fetch(`${web.address()}/c/direct/note/${id}`, { headers: { cookie: cookies.get(who) ?? '' } })
    expect(await (await read(bo)).text()).toContain('Your concern was answered.')
    expect((await read(ana)).status).toBe(404)
    expect(anas.told()).not.toContain('direct/')
    anas.leave()
    bos.leave()
  })

  it('is told nothing more once its person has left the channel, or has signed out', async () => {
    const plenary = channels[2] as ChannelId
    const [anas, bos] = [await looks(ana, plenary), await looks(bo, plenary)]
    await web.platform.setMembers(plenary, new Map([[bo, 'member']]))
    await rows.endSession(hashOf(cookies.get(bo)?.replace('caucus=', '') ?? ''))
    await web.platform.post(plenary, card('after they left'))
    await Promise.all([anas.ended, bos.ended])
    expect([anas.told(), bos.told()]).toEqual(['', ''])
  })

  it('ends with the chat, and does not hold it up', async () => {
    const looking = await looks(ana, channels[0] ?? '')
    const before = Date.now()
    await web.platform.stop()
    await looking.ended
    expect(Date.now() - before).toBeLessThan(3_000)
  })
})
