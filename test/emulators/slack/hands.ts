import { type Ack, type App } from './app.ts'
import { type Deliveries } from './deliver.ts'
import { answer } from './elsewhere.ts'
import { readMessage, readView } from './read.ts'
import { Refused } from './refused.ts'
import { type Channel, type Message, type OpenView, type Person, type Workspace } from './workspace.ts'

/** A channel by its id, one's direct messages with the bot, one's Home, or the form that is open. */
export type Spot = string

/** The people of one workspace, and the way from them to the app. */
export interface Hands {
  readonly app: App
  readonly workspace: Workspace
  readonly deliveries: Deliveries
}

export function personAt({ workspace }: Hands, id: string): Person {
  const person = workspace.people.get(id)
  if (!person) throw new Error(`nobody has the id ${id}`)
  return person
}

/** A place as this person may see it. */
export function channelAt({ workspace }: Hands, user: string, spot: Spot): Channel {
  if (spot === 'direct') return workspace.directOf(user)
  const channel = workspace.channels.get(spot)
  if (!channel || !workspace.mayRead(user, channel)) throw new Error(`${user} sees no channel ${spot}`)
  return channel
}

/** Where they may write: they are in it, and it is not archived. */
export function writableAt(hands: Hands, user: string, spot: Spot): Channel {
  const channel = channelAt(hands, user, spot)
  if (channel.archived) throw new Error('nobody writes in an archived channel')
  if (!channel.members.has(user)) throw new Error(`${user} is not in ${channel.name}`)
  return channel
}

/** The modal on top. */
export function formBefore({ workspace }: Hands, user: string): OpenView {
  const open = workspace.modals.get(user)?.at(-1)
  if (!open) throw new Error(`no form is open before ${user}`)
  return open
}

export const messagesSeenBy = (hands: Hands, user: string, spot: Spot): readonly Message[] =>
  channelAt(hands, user, spot).messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user)

/** All words that a person sees in a place, the form that is open before them among them. */
export function seenBy(hands: Hands, user: string, spot: Spot): string {
  const { workspace } = hands
  const form = (workspace.modals.get(user) ?? []).slice(-1).map((open) => readView(workspace, open))
  const home = workspace.homes.get(user)
  if (spot === 'form') return form.join('\n')
  if (spot === 'home') return [...(home ? [readView(workspace, home)] : []), ...form].join('\n')
  return [...messagesSeenBy(hands, user, spot).map((message) => readMessage(workspace, message)), ...form].join('\n')
}

/** What Slack itself says to one person. */
export function slackbotSays({ workspace }: Hands, user: string, channel: Channel | undefined, text: string): void {
  const spot = channel ?? workspace.directOf(user)
  workspace.post({ channel: spot.id, by: 'USLACKBOT', byApp: false, text, onlyFor: user })
}

/** What came with an acknowledgement, or the error that a person sees instead. */
export function showAck(hands: Hands, user: string, channel: Channel | undefined, what: string, ack: Ack): void {
  if (!ack.ok) {
    slackbotSays(hands, user, channel, `${what} failed with the error "${ack.why}"`)
    return
  }
  if (ack.body === undefined || !channel) return
  const { app, workspace } = hands
  const reply = { user, workspace, channel: channel.id, message: undefined, until: Infinity, uses: 0 }
  try {
    answer(app, reply, ack.body as Readonly<Record<string, unknown>>)
  } catch (error) {
    noteRefusal(hands, 'the acknowledgement', error)
  }
}

/** Writes down what the app answered wrongly. */
export function noteRefusal({ app }: Hands, what: string, error: unknown): void {
  if (!(error instanceof Refused)) throw error
  app.fault(error.code, `${what}: ${error.fault ?? error.code}`)
}

/** As Slack hands on what somebody typed: escaped, and with people as references where the app wants that. */
export function typed({ workspace }: Hands, words: string, references: boolean): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  if (!references) return escaped
  return escaped.replaceAll(/@([a-z0-9.]+)/g, (mention, name: string) => {
    const person = [...workspace.people.values()].find((each) => each.name === name)
    return person ? `<@${person.id}|${name}>` : mention
  })
}
