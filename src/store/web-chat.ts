import { createHash, randomUUID } from 'node:crypto'
import type { AssemblyId } from '../domain/id.ts'
import type { Card } from '../port/card.ts'
import { channelId, messageId, personId, type ChannelId, type MessageId, type PersonId } from '../port/id.ts'
import type { ChannelWish, Membership } from '../port/platform.ts'
import type { WebItem } from './generated/client.ts'
import type { Store } from './open.ts'
import { patientQueryOn, type Tx } from './transaction.ts'

// The web chat's own rows: channels, who is in them, what stands in them. No facts: authors may take back what they wrote.

/** Where the web chat keeps what it keeps. `assembly` narrows people to one assembly's. */
export function webChatRows({ prisma, pool }: Store, assembly: () => string | undefined) {
  const query = patientQueryOn(pool)
  const nameOf = async (id: string): Promise<string> => (await prisma.person.findUnique({ where: { id } }))?.name ?? '?'
  const asItem = async (row: WebItem) => {
    const shared = { id: messageId.parse(row.id), order: row.order, at: row.at }
    if (row.author === null)
      return { ...shared, kind: 'card' as const, card: row.card as unknown as Card, pinned: row.pinned }
    return {
      ...shared,
      kind: 'message' as const,
      author: personId.parse(row.author),
      name: await nameOf(row.author),
      edited: row.edited,
      ...(row.body !== null && { body: row.body }),
    }
  }
  const asItems = async (rows: readonly WebItem[]) => await Promise.all(rows.map(asItem))
  const asChannel = <Row extends { readonly id: string }>(row: Row) => ({ ...row, id: channelId.parse(row.id) })

  return {
    async makeChannel(wish: ChannelWish): Promise<ChannelId> {
      const { name, topic, private: isPrivate, members } = wish
      const made = await prisma.webChannel.create({
        data: { id: randomUUID(), name, topic, private: isPrivate, members: { create: rowsOf(members) } },
      })
      return channelId.parse(made.id)
    },
    async findChannel(typed: string) {
      const found = await prisma.webChannel.findMany({
        where: { OR: [{ id: typed }, { name: typed.replace(/^#/, '') }] },
        take: 2,
      })
      return found.length === 1 && found[0] ? channelId.parse(found[0].id) : undefined
    },
    async channel(id: ChannelId) {
      const found = await prisma.webChannel.findUnique({ where: { id } })
      return found ? asChannel(found) : undefined
    },
    channelsOf: async (person: PersonId) => (await query<OwnRow>(ownChannels('$1'), [person])).map(asChannel),
    async setMembers(channel: ChannelId, members: Membership) {
      await prisma.$transaction([
        prisma.webMember.deleteMany({ where: { channel } }),
        prisma.webMember.createMany({ data: rowsOf(members).map((row) => ({ ...row, channel })) }),
      ])
    },
    async membersOf(channel: ChannelId): Promise<Membership> {
      const found = await prisma.webMember.findMany({ where: { channel } })
      return new Map(
        found.map(({ person, writes }) => [personId.parse(person), writes ? ('member' as const) : ('reader' as const)]),
      )
    },

    async addCard(channel: ChannelId, card: Card, at: string): Promise<MessageId> {
      const made = await prisma.webItem.create({ data: { id: randomUUID(), channel, at, card: asJson(card) } })
      return messageId.parse(made.id)
    },
    async changeCard(channel: ChannelId, id: MessageId, card: Card): Promise<boolean> {
      const { count } = await prisma.webItem.updateMany({
        where: { id, channel, author: null },
        data: { card: asJson(card) },
      })
      return count === 1
    },
    async pinCard(channel: ChannelId, id: MessageId): Promise<boolean> {
      const { count } = await prisma.webItem.updateMany({
        where: { id, channel, author: null },
        data: { pinned: true },
      })
      return count === 1
    },
    async unpinCard(channel: ChannelId, id: MessageId): Promise<boolean> {
      const { count } = await prisma.webItem.updateMany({
        where: { id, channel, author: null },
        data: { pinned: false },
      })
      return count === 1
    },
    /** What is sent twice with one key stands there once. */
    async addMessage(channel: ChannelId, author: PersonId, body: string, at: string, key: string): Promise<MessageId> {
      const id = createHash('sha256')
        .update(JSON.stringify([channel, author, key, body]))
        .digest('hex')
        .slice(0, 32)
      await query(
        'insert into web_item (id, channel, at, author, body) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
        [id, channel, at, author, body],
      )
      return messageId.parse(id)
    },
    async changeMessage(
      channel: ChannelId,
      id: MessageId,
      author: PersonId,
      body: string | undefined,
    ): Promise<boolean> {
      const { count } = await prisma.webItem.updateMany({
        where: { id, channel, author, body: { not: null } },
        data: { body: body ?? null, edited: true },
      })
      return count === 1
    },
    async items(channel: ChannelId, before: number | undefined, limit: number) {
      const newest = await prisma.webItem.findMany({
        where: { channel, pinned: false, ...(before !== undefined && { order: { lt: before } }) },
        orderBy: { order: 'desc' },
        take: limit,
      })
      return await asItems(newest.toReversed())
    },
    pinned: async (channel: ChannelId) =>
      await asItems(await prisma.webItem.findMany({ where: { channel, pinned: true }, orderBy: { order: 'asc' } })),
    /** Asked for by every open page whenever a card changes. */
    async item(channel: ChannelId, id: MessageId) {
      const [found] = await query<WebItem>(
        'select id, "order", channel, at, card, pinned, author, body, edited from web_item where id = $1 and channel = $2',
        [id, channel],
      )
      return found && (await asItem(found))
    },
    async search(person: PersonId, words: string, limit: number) {
      const each = words.trim().split(/\s+/).slice(0, 8)
      const found = await prisma.webItem.findMany({
        where: {
          of: { members: { some: { person } } },
          AND: each.map((word) => ({ body: { contains: word, mode: 'insensitive' as const } })),
        },
        orderBy: { order: 'desc' },
        take: limit,
      })
      return await Promise.all(
        found.map(async (row) => ({ ...(await asItem(row)), channel: channelId.parse(row.channel) })),
      )
    },

    async addNote(person: PersonId, channel: ChannelId | 'direct', card: Card, at: string) {
      // Each press leaves one: plain SQL, as for every row of the hot path.
      const id = randomUUID()
      await query('insert into web_note (id, person, channel, at, card) values ($1, $2, $3, $4, $5)', [
        id,
        person,
        channel,
        at,
        JSON.stringify(card),
      ])
      return id
    },
    async notes(person: PersonId, channel: ChannelId | 'direct', limit: number) {
      const found = await prisma.webNote.findMany({
        where: { person, channel },
        orderBy: { order: 'desc' },
        take: limit,
      })
      return found.toReversed().map(({ id, order, at, card }) => ({ id, order, at, card: card as unknown as Card }))
    },

    async person(id: PersonId) {
      const found = await prisma.person.findUnique({ where: { id } })
      return found ? { id: personId.parse(found.id), name: found.name } : undefined
    },
    async peopleNamed(typed: string) {
      const found = await prisma.person.findMany({
        where: { ...inAssembly(assembly()), OR: [{ id: typed }, { name: { equals: typed, mode: 'insensitive' } }] },
        take: 2,
      })
      return found.map(({ id, name }) => ({ id: personId.parse(id), name }))
    },
    async everyone() {
      const found = await prisma.person.findMany({ where: inAssembly(assembly()), orderBy: { id: 'asc' } })
      return found.map(({ id, name }) => ({ id: personId.parse(id), name }))
    },

    async useLink(hash: string, now: string) {
      // Used up in the statement that finds it: two presses at once sign in one of them.
      const { count } = await prisma.signInLink.updateMany({
        where: { hash, used: null, revoked: null, expires: { gt: now } },
        data: { used: now },
      })
      const link = count === 1 ? await prisma.signInLink.findUnique({ where: { hash } }) : null
      return link ? personId.parse(link.person) : undefined
    },
    async makeLink(hash: string, person: PersonId, made: string, expires: string) {
      await prisma.signInLink.create({ data: { hash, person, made, expires } })
    },
    /** The newest link of each of these people, and in how many browsers they are signed in. */
    async invitedAmong(people: readonly string[], now: string) {
      const links = await prisma.signInLink.findMany({
        where: { person: { in: [...people] } },
        orderBy: { made: 'asc' },
        select: { person: true, made: true, expires: true, used: true, revoked: true },
      })
      const sessions = await prisma.session.groupBy({
        by: ['person'],
        where: { person: { in: [...people] }, revoked: null, expires: { gt: now } },
        _count: true,
      })
      const newest = new Map(links.map((link) => [link.person, link]))
      const browsers = new Map(sessions.map(({ person, _count }) => [person, _count]))
      return people.flatMap((person) => {
        const link = newest.get(person)
        const signedIn = browsers.get(person) ?? 0
        return link || signedIn > 0 ? [{ person: personId.parse(person), link, signedIn }] : []
      })
    },
    /** No link of this person can be used any more, and their browsers are signed out. */
    async revokeLinks(person: PersonId, now: string) {
      await prisma.signInLink.updateMany({ where: { person, used: null, revoked: null }, data: { revoked: now } })
      await prisma.session.updateMany({ where: { person, revoked: null }, data: { revoked: now } })
    },
    async openSession(hash: string, person: PersonId, made: string, expires: string) {
      await prisma.session.create({ data: { hash, person, made, expires } })
    },
    /** Whose session it is, with their name. */
    async session(hash: string, now: string) {
      const [found] = await query<{ person: string; name: string; channels: readonly OwnRow[] }>(
        `select s.person, p.name, coalesce((select json_agg(c) from (${ownChannels('s.person')}) c), '[]') as channels
           from session s join person p on p.id = s.person
          where s.hash = $1 and s.revoked is null and s.expires > $2`,
        [hash, now],
      )
      return (
        found && { name: found.name, person: personId.parse(found.person), channels: found.channels.map(asChannel) }
      )
    },
    async actAs(hash: string, person: PersonId) {
      await prisma.session.updateMany({ where: { hash }, data: { person } })
    },
    async endSession(hash: string) {
      await prisma.session.deleteMany({ where: { hash } })
    },
  }
}

/** Throws away what was shown to single people of an assembly: it may quote words that were erased, and is never drawn anew. */
export async function forgetNotes(tx: Tx, assembly: AssemblyId): Promise<void> {
  await tx(
    `delete from web_note where person in (select "user" from identity where assembly = $1 and platform = 'web')`,
    [assembly],
  )
}

interface OwnRow {
  readonly id: string
  readonly name: string
  readonly topic: string
  readonly private: boolean
  readonly writes: boolean
}

/** Whose channels these are, and in which they may write: the plenary first, then by name. */
const ownChannels = (person: '$1' | 's.person'): string =>
  `select c.id, c.name, c.topic, c.private, m.writes from web_member m join web_channel c on c.id = m.channel
    where m.person = ${person} order by c.private, c.name`

/** A card is JSON by its nature: Prisma asks for it as a plain object. */
const asJson = (card: Card): object => card

const inAssembly = (assembly: string | undefined) => (assembly === undefined ? {} : { assembly })

const rowsOf = (members: Membership) => [...members].map(([person, right]) => ({ person, writes: right === 'member' }))
