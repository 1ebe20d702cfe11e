import { heading, line, type Card } from '../../src/port/card.ts'
import type { Catalogue } from '../../src/port/command.ts'
import { fit } from '../../src/port/fit.ts'
import type { Finding } from '../../src/port/heard.ts'
import type { ChannelId, PersonId } from '../../src/port/id.ts'
import type { Dispatch } from '../../src/port/invocation.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { ChatPlatform, Membership, NotAdded, PlatformFile } from '../../src/port/platform.ts'
import { memberText } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'
import type { WebRows } from './rows.ts'
import type { Streams } from './stream.ts'

/** The catalogue and the way in, once the core has started this platform. */
export interface Started {
  readonly catalogue: Catalogue
  readonly dispatch: Dispatch
}

/** The web chat as the core sees it: its channels are rows, and a change is told to whoever looks. */
export function webPlatform(rows: WebRows, streams: Streams, now: () => string, listen: Listening): ChatPlatform {
  const known = async (channel: ChannelId) => (await rows.channel(channel)) !== undefined
  const shown = (card: Card): Card => fit(card, limitsOf.web).card
  /** Who looks at the channel sees the item; whoever is in it sees what stands beside, wherever they look. */
  const tell = async (channel: ChannelId, id: string) => {
    streams.inChannel(channel, { event: 'item', id })
    if (streams.size > 0) streams.toPeople((await rows.membersOf(channel)).keys(), { event: 'side' })
  }
  const whisper = async (person: PersonId, where: ChannelId | 'direct', card: Card) => {
    if (!(await rows.person(person))) return 'unreachable'
    const id = await rows.addNote(person, where, card, now())
    streams.toPeople([person], { event: 'note', id: `${where}/${id}` })
    return 'shown'
  }
  return {
    name: 'web',
    limits: limitsOf.web,
    start: async (catalogue, dispatch) => await listen.begin({ catalogue, dispatch }),
    stop: async () => await listen.end(),

    async openChannel(wish) {
      const strangers = await notPeople(rows, wish.members)
      const members = new Map([...wish.members].filter(([person]) => !strangers.has(person)))
      return { channel: await rows.makeChannel({ ...wish, members }), notAdded: strangers }
    },
    isPrivate: async (channel) => (await rows.channel(channel))?.private ?? 'gone',
    linkChannel: async (typed) => (await rows.findChannel(typed)) ?? 'unknown',
    async setMembers(channel, members) {
      if (!(await known(channel))) return 'gone'
      const strangers = await notPeople(rows, members)
      await rows.setMembers(channel, new Map([...members].filter(([person]) => !strangers.has(person))))
      return strangers
    },
    membersOf: async (channel) => ((await known(channel)) ? await rows.membersOf(channel) : 'gone'),

    async post(channel, card) {
      if (!(await known(channel))) return 'gone'
      const id = await rows.addCard(channel, shown(card), now())
      await tell(channel, id)
      return id
    },
    async update(channel, message, card) {
      if (!(await rows.changeCard(channel, message, shown(card)))) return 'gone'
      await tell(channel, message)
      return 'updated'
    },
    async pin(channel, message) {
      if (!(await rows.pinCard(channel, message))) return 'gone'
      await tell(channel, message)
      return 'pinned'
    },
    async unpin(channel, message) {
      if (!(await rows.unpinCard(channel, message))) return 'gone'
      await tell(channel, message)
      return 'unpinned'
    },
    async uploadFile(channel, file, card) {
      if (!(await known(channel))) return 'gone'
      const id = await rows.addCard(channel, withFile(card, file), now())
      await tell(channel, id)
      return id
    },
    replyPrivately: async (channel, person, card) => await whisper(person, channel, card),
    directMessage: async (person, card) => await whisper(person, 'direct', card),
    async resolvePerson(typed) {
      const [found, ...others] = await rows.peopleNamed(typed.replace(/^@/, ''))
      return found && others.length === 0 ? { platform: 'web', ...found } : undefined
    },
    async diagnose(channels) {
      const findings: Finding[] = []
      for (const channel of channels)
        if (!(await known(channel)))
          findings.push({ channel, says: say('channel/gone'), mend: say('channel/gone-mend') })
      return findings
    },
  }
}

/** Where the web server begins and ends with the platform. */
export interface Listening {
  begin(started: Started): Promise<void>
  end(): Promise<void>
}

async function notPeople(rows: WebRows, members: Membership): Promise<NotAdded> {
  const strangers = new Map<PersonId, string>()
  for (const person of members.keys()) if (!(await rows.person(person))) strangers.set(person, 'unknown')
  return strangers
}

/** A file is read in the page: its words stand below the card, whole. */
const withFile = (card: Card, file: PlatformFile): Card => ({
  ...card,
  nodes: [
    ...card.nodes,
    heading([{ kind: 'text', text: file.name }]),
    ...file.content.split(/\n{2,}/).map((block) => line([memberText(block)])),
  ],
})
