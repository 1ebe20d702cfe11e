import { asText, formAsText } from '../../src/port/as-text.ts'
import type { Button, Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import type { Form, Given, GivenAnswers } from '../../src/port/form.ts'
import type { Hear } from '../../src/port/heard.ts'
import type { ChannelId, MessageId, PersonId } from '../../src/port/id.ts'
import type { Asking, Dispatch, Invocation, Reply } from '../../src/port/invocation.ts'
import { limitsOf, type Limits } from '../../src/port/limits.ts'
import { PlatformTrouble, type ChatPlatform } from '../../src/port/platform.ts'
import { pressOf, pressToken } from '../../src/port/token.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { taken } from './form.ts'
import { serverWith, type Message } from './server.ts'

export interface Pretending {
  /** The moment at which people look, in UTC. */
  readonly now: () => string
  /** In which zone they read the clock. */
  readonly zone: string
  readonly limits?: Limits
  /** Makes the keys of events unlike those of another run on the same database. */
  readonly run?: string
}

/** Where a person is: in a channel, or alone with the bot. */
export type Spot = ChannelId | 'direct'

/**
 * A chat platform in memory, and the people on it. Whole assemblies are played on it: it shows each person what a real
 * platform would, and refuses (throws) what a person could not do there: speak where they are not, press what is not shown.
 */
export interface Pretend extends ChatPlatform {
  enrol(name: string, options?: { readonly takesMessages?: boolean }): PersonId
  nameOf(person: PersonId): string
  /** Says something. What begins with `/caucus` is a command, and its reply comes back; other words are only seen. */
  say(person: PersonId, spot: Spot, words: string): Promise<Reply | undefined>
  /** Presses the newest button with this label that the person sees, and says yes where it asks back. */
  press(person: PersonId, spot: Spot, shown: string): Promise<Reply>
  /** Fills in and sends the form that is open before this person, by the names of its fields. */
  submit(person: PersonId, answers: GivenAnswers): Promise<Reply>
  /** Types into a field of a command and looks at what there is to choose from. */
  type(
    person: PersonId,
    spot: Spot,
    command: string,
    field: string,
    typed: string,
    answers?: GivenAnswers,
  ): Promise<Reply>
  /** The platform delivers its last event again, as platforms do. */
  redeliver(): Promise<Reply>
  formBefore(person: PersonId): Form | undefined
  /** The messages that a person sees in a place, private ones among them, oldest first. */
  seenBy(person: PersonId, spot: Spot): readonly Message[]
  /** The same as text, with the form that is open there. */
  readBy(person: PersonId, spot: Spot): string
  /** Somebody with the rights to it adds a person to a channel by hand, past the bot. */
  bringIn(person: PersonId, channel: ChannelId): Promise<void>
  /** Somebody takes a person out of a channel by hand. */
  takeOut(person: PersonId, channel: ChannelId): Promise<void>
  /** Somebody with the rights to it deletes a message, or a whole channel. */
  remove(channel: ChannelId, message?: MessageId): void
}

export function pretendPlatform({ now, zone, limits = limitsOf.web, run = '1' }: Pretending): Pretend {
  const server = serverWith(limits)
  const forms = new Map<PersonId, { form: Form; spot: Spot }>()
  let dispatch: Dispatch | undefined
  let hear: Hear = async () => await Promise.resolve()
  let events = 0
  let last: { invocation: Invocation; spot: Spot } | undefined
  const underway = new Set<Promise<unknown>>()

  const nameOf = (person: PersonId): string => {
    const known = server.people.get(person)
    if (!known) throw new PlatformTrouble('user_not_found', `nobody here is ${person}`)
    return known.name
  }
  const channelOf = (person: PersonId, spot: Spot): ChannelId => (spot === 'direct' ? server.direct(person) : spot)
  const mustBeIn = (person: PersonId, spot: Spot): void => {
    if (server.right(person, channelOf(person, spot)) === undefined) {
      throw new PlatformTrouble('not_in_channel', `${nameOf(person)} is not in ${spot}`)
    }
  }
  const whisper = (person: PersonId, channel: ChannelId, card: Card): void => {
    for (const page of fit(card, limits).pages) server.put(channel, { card: page, only: person })
  }

  async function deliver(invocation: Invocation, spot: Spot): Promise<Reply> {
    if (!dispatch) throw new PlatformTrouble('not_started', 'the bot is not there')
    const person = invocation.who.id
    last = { invocation, spot }
    const answering = dispatch(invocation)
    underway.add(answering)
    try {
      const reply = await answering
      if (reply.kind === 'card') whisper(person, channelOf(person, spot), reply.card)
      if (reply.kind === 'form') forms.set(person, { form: reply.form, spot })
      return reply
    } finally {
      underway.delete(answering)
    }
  }

  function bring(person: PersonId, spot: Spot, what: Asking): Promise<Reply> {
    mustBeIn(person, spot)
    events += 1
    const who = { platform: 'pretend', id: person, name: nameOf(person) }
    return deliver({ key: `pretend:${run}:${events}`, who, where: { platform: 'pretend', channel: spot }, what }, spot)
  }

  const buttonsOf = ({ card }: Message): readonly Button[] =>
    card?.nodes.flatMap((node) => (node.kind === 'buttons' ? node.buttons : [])) ?? []

  const platform: Pretend = {
    name: 'pretend',
    limits,
    start: (_catalogue, given, hears) => {
      if (dispatch) throw new Error('the pretend platform has been started already')
      dispatch = given
      hear = hears
      return Promise.resolve()
    },
    stop: async () => {
      dispatch = undefined
      await Promise.allSettled(underway)
    },

    openChannel: (wish) => Promise.resolve(server.open(wish)),
    isPrivate: (channel) => Promise.resolve(server.isPrivate(channel)),
    linkChannel: (typed) => Promise.resolve(server.find(typed) ?? 'unknown'),
    setMembers: (channel, members) =>
      Promise.resolve(server.has(channel) ? server.setMembers(channel, members) : 'gone'),
    membersOf: (channel) => Promise.resolve(server.has(channel) ? server.membersOf(channel) : 'gone'),
    post: (channel, card) =>
      Promise.resolve(server.has(channel) ? server.put(channel, { card: fit(card, limits).card }) : 'gone'),
    update: (channel, message, card) => {
      if (!server.message(channel, message)) return Promise.resolve('gone')
      server.change(channel, message, { card: fit(card, limits).card })
      return Promise.resolve('updated')
    },
    pin: (channel, message) => {
      if (!server.message(channel, message)) return Promise.resolve('gone')
      server.change(channel, message, { pinned: true })
      return Promise.resolve('pinned')
    },
    unpin: (channel, message) => {
      if (!server.message(channel, message)) return Promise.resolve('gone')
      server.change(channel, message, { pinned: false })
      return Promise.resolve('unpinned')
    },
    uploadFile: (channel, file, card) =>
      Promise.resolve(server.has(channel) ? server.put(channel, { file, card: fit(card, limits).card }) : 'gone'),
    replyPrivately: (channel, person, card) => {
      if (!server.has(channel) || server.right(person, channel) === undefined) return Promise.resolve('unreachable')
      whisper(person, channel, card)
      return Promise.resolve('shown')
    },
    directMessage: (person, card) => {
      if (!server.people.get(person)?.takesMessages) return Promise.resolve('unreachable')
      whisper(person, server.direct(person), card)
      return Promise.resolve('shown')
    },
    resolvePerson: (typed) => {
      const wanted = typed.trim().replace(/^@/, '')
      const named = [...server.people].filter(
        ([id, { name }]) => id === wanted || name.toLowerCase() === wanted.toLowerCase(),
      )
      const [only, another] = named
      return Promise.resolve(only && !another ? { platform: 'pretend', id: only[0], name: only[1].name } : undefined)
    },

    diagnose: (channels) =>
      Promise.resolve(
        channels
          .filter((channel) => !server.has(channel))
          .map((channel) => ({ channel, says: say('channel/gone'), mend: say('channel/gone-mend') })),
      ),

    enrol: (name, { takesMessages = true } = {}) => server.enrol(name, takesMessages),
    nameOf,
    say: async (person, spot, words) => {
      mustBeIn(person, spot)
      const [, line] = /^\/caucus(?:\s+(.*))?$/su.exec(words) ?? ['', undefined]
      if (words.startsWith('/caucus')) return bring(person, spot, { kind: 'line', text: line ?? '' })
      const channel = channelOf(person, spot)
      if (server.right(person, channel) === 'reader') {
        throw new PlatformTrouble('read_only', `${nameOf(person)} only reads in ${spot}`)
      }
      server.put(channel, { words: { by: person, text: words } })
      return undefined
    },
    press: (person, spot, shown) => {
      const channel = channelOf(person, spot)
      const found = server
        .seen(person, channel)
        .flatMap((message) => buttonsOf(message).map((button) => ({ message, button })))
        .findLast(({ button }) => label(button.label) === shown)
      if (!found) throw new PlatformTrouble('no_such_button', `${nameOf(person)} sees no button [${shown}] in ${spot}`)
      const { message, button } = found
      if (button.confirm)
        server.put(channel, {
          only: person,
          card: { nodes: [{ kind: 'line', parts: button.confirm }], summary: button.confirm },
        })
      const press = pressOf(pressToken(button.press))
      if (!press) throw new Error(`the button [${shown}] carries nothing`)
      return bring(person, spot, { kind: 'press', press, ...(message.only === undefined && { message: message.id }) })
    },
    submit: (person, answers) => {
      const open = forms.get(person)
      if (!open) throw new PlatformTrouble('no_form', `there is no form before ${nameOf(person)}`)
      const given: Readonly<Record<string, Given>> = { ...open.form.settled, ...taken(open.form, answers) }
      forms.delete(person)
      return bring(person, open.spot, { kind: 'form', command: open.form.command, answers: given })
    },
    type: (person, spot, command, field, typed, answers = {}) =>
      bring(person, spot, { kind: 'choices', command, field, typed, answers }),
    redeliver: () => {
      if (!last) throw new Error('nothing has been delivered yet')
      return deliver(last.invocation, last.spot)
    },
    formBefore: (person) => forms.get(person)?.form,
    seenBy: (person, spot) => server.seen(person, channelOf(person, spot)),
    readBy: (person, spot) => {
      const page = { now: now(), zone }
      const messages = server
        .seen(person, channelOf(person, spot))
        .map(({ card, words, file }) =>
          [
            words && `${nameOf(words.by)}: ${words.text}`,
            card && asText(card, page),
            file && `${file.name}\n${file.content}`,
          ]
            .filter((each) => each !== undefined)
            .join('\n'),
        )
      const open = forms.get(person)
      return [...messages, ...(open?.spot === spot ? [formAsText(open.form, page)] : [])].join('\n\n')
    },
    bringIn: async (person, channel) => {
      server.setMembers(channel, new Map([...server.membersOf(channel), [person, 'member']]))
      await hear({ kind: 'joined', channel, who: { platform: 'pretend', id: person, name: nameOf(person) } })
    },
    takeOut: async (person, channel) => {
      server.setMembers(channel, new Map([...server.membersOf(channel)].filter(([id]) => id !== person)))
      await hear({ kind: 'left', channel, who: { platform: 'pretend', id: person, name: nameOf(person) } })
    },
    remove: (channel, message) => server.remove(channel, message),
  }
  return platform
}
