import { webChat } from '../../adapters/web/index.ts'
import { hashOf } from '../../adapters/web/session.ts'
import type { GivenAnswers } from '../../src/port/form.ts'
import { messageId, personId, type PersonId } from '../../src/port/id.ts'
import { webChatRows } from '../../src/store/web-chat.ts'
import { freshStore } from '../store/fresh.ts'
import { person, type Visitor } from '../web/visitor.ts'
import { chatContract, type Stand } from './contract.ts'

// The real adapter on a real database, its people each in a browser without scripts: cookies, pages, forms over HTTP.

const store = await freshStore()
let enrolled = 0

async function stand(): Promise<Stand> {
  const rows = webChatRows(store, () => undefined)
  const now = () => new Date().toISOString()
  const trouble: string[] = []
  const web = webChat({
    rows,
    now,
    port: 0,
    secure: false,
    around: async () => await Promise.resolve({ zone: 'UTC', record: '/record', beside: [] }),
    pages: { page: async () => await Promise.resolve(undefined) },
    log: (line) => trouble.push(line),
  })
  // Each stand has people of its own: names are told apart within an assembly.
  await store.prisma.person.deleteMany()
  const people = new Map<PersonId, Visitor>()
  const links = new Map<PersonId, string>()
  let redelivered: (() => Promise<void>) | undefined

  const visitor = async (id: PersonId): Promise<Visitor> => {
    const known = people.get(id)
    if (known) return known
    const made = person(() => web.address() ?? '')
    await made.post(`/sign-in/${links.get(id) ?? ''}`, {})
    people.set(id, made)
    return made
  }
  const acting = async (id: PersonId, act: (who: Visitor) => Promise<void>) => {
    const who = await visitor(id)
    await act(who)
    redelivered = async () => await who.again()
  }

  return {
    platform: web.platform,
    async enrol(name) {
      enrolled += 1
      const id = personId.parse(`m_${enrolled}`)
      await store.prisma.person.create({ data: { id, assembly: 'as_1', name, since: now() } })
      await rows.makeLink(hashOf(`link ${id}`), id, now(), '2999-01-01T00:00:00.000Z')
      links.set(id, encodeURIComponent(`link ${id}`))
      return id
    },
    say: async (id, spot, line) =>
      await acting(id, async (who) => {
        await who.open(`/c/${spot}`)
        await who.send('.composer', { line })
      }),
    speak: async (id, channel, line) =>
      await acting(id, async (who) => {
        await who.open(`/c/${channel}`)
        await who.send('.composer', { line })
      }),
    press: async (id, spot, label) =>
      await acting(id, async (who) => {
        await who.open(`/c/${spot}`)
        await who.press(label)
        // What cannot be undone is asked once more.
        if (who.page.includes('name="confirmed"')) await who.press('Yes, go on')
      }),
    submit: async (id, answers: GivenAnswers) =>
      await acting(id, async (who) => await who.send('form.asks', who.filled(answers))),
    choicesFor: async (id, channel, command, _field, typed) => {
      const line = encodeURIComponent(`/caucus ${command} ${typed}`)
      const who = await visitor(id)
      await who.open(`/c/${channel}/complete?line=${line}`)
      return [...who.page.matchAll(/<li role="option"[^>]*><bdi>([^<]*)<\/bdi>/g)].map(([, shown]) => shown ?? '')
    },
    redeliver: async () => await redelivered?.(),
    async seenBy(id, spot) {
      const who = await visitor(id)
      // A form that was opened stands until it is sent.
      const open = who.page.includes('class="asks"') ? who.words() : ''
      const before = who.page
      await who.open(`/c/${spot}`)
      const seen = `${who.words()}\n${open}`
      if (open !== '') who.page = before
      return seen
    },
    async pinnedIn(channel) {
      const members = await rows.membersOf(channel)
      const [someone] = members.keys()
      if (!someone) return []
      const who = await visitor(someone)
      await who.open(`/c/${channel}`)
      const [, pins = ''] = /<section id="pins"[^>]*>(.*?)<\/section>/s.exec(who.page) ?? []
      return [...pins.matchAll(/id="i-([^"]+)"/g)].map(([, pin]) => messageId.parse(pin))
    },
    async remove(channel, message) {
      await store.prisma.webItem.deleteMany({ where: { channel, ...(message && { id: message }) } })
      if (message) return
      await store.prisma.webMember.deleteMany({ where: { channel } })
      await store.prisma.webChannel.delete({ where: { id: channel } })
    },
    async stop() {
      await web.platform.stop()
      if (trouble.length > 0) throw new Error(trouble.join('\n'))
    },
  }
}

chatContract('the web chat', stand)
