import { ApplicationCommandType, ComponentType as Type, PermissionFlagsBits as Bit } from 'discord.js'
import { tellMessage } from './access.ts'
import { everyComponent, isSelect } from './components.ts'
import type { Emulator, Interaction } from './emulator.ts'
import { filledIn, pickedOf, type Filled } from './filled.ts'
import { begin, Kind, settled, tell } from './interactions.ts'
import { has, speakBit } from './permissions.ts'
import { listOf } from './raw.ts'
import { givenOptions, nestOf, offered, type TypedOptions } from './typed.ts'
import { inputsOf, may, messagesSeen, sees } from './view.ts'
import { messageJson, type Json } from './wire.ts'
import { addMessage, directChannel, type Channel, type Message, type User } from './world.ts'

// The hands of people. Each does what a person's client lets them do, waits for what the bot answers, and rejects what
// the client would not let them do.

/** What came of what somebody did. */
export interface Outcome {
  /** The person saw that it failed. */
  readonly failed: boolean
  /** The message that answered, or that was changed. */
  readonly message: string | undefined
  /** Whether that message is seen by them alone. */
  readonly alone: boolean
}

export const userOf = ({ world }: Emulator, id: string): User => {
  const user = world.users.get(id)
  if (!user) throw new Error(`nobody here is ${id}`)
  return user
}

/** A channel by its id, or the person's conversation with the bot. */
export function spotOf(emulator: Emulator, user: User, spot: string): Channel {
  if (spot === 'direct') return directChannel(emulator.world, user)
  const channel = emulator.world.channels.get(spot)
  if (!channel) throw new Error(`there is no channel ${spot}`)
  return channel
}

export function hands(emulator: Emulator) {
  let last: Interaction | undefined

  const done = async (interaction: Interaction): Promise<Outcome> => {
    last = interaction
    await settled(emulator, interaction)
    const { failed, original } = interaction
    return { failed, message: original?.id, alone: original?.only !== undefined }
  }

  return {
    /** Types a command: `concern raise` is the sub-command of `/concern`. */
    slash: async (user: string, spot: string, command: string, options: TypedOptions = {}): Promise<Outcome> => {
      const who = userOf(emulator, user)
      const channel = spotOf(emulator, who, spot)
      const [name = '', ...words] = command.split(' ')
      const found = offered(emulator, who, channel, ApplicationCommandType.ChatInput, name)
      const { options: known, nest } = nestOf(found, words)
      const { given, resolved } = givenOptions(emulator, channel, known, options)
      emulator.modals.delete(user)
      return done(
        begin(emulator, {
          kind: Kind.command,
          user: who,
          channel,
          data: {
            id: found.id,
            name,
            type: ApplicationCommandType.ChatInput,
            ...(found.guild_id !== undefined && { guild_id: found.guild_id }),
            options: nest(given),
            ...(Object.keys(resolved).length > 0 && { resolved }),
          },
        }),
      )
    },

    /** Types into an option, and gives what is then offered. */
    autocomplete: async (
      user: string,
      spot: string,
      command: string,
      option: string,
      typed: string,
      others: TypedOptions = {},
    ): Promise<readonly { readonly name: string; readonly value: string | number }[]> => {
      const who = userOf(emulator, user)
      const channel = spotOf(emulator, who, spot)
      const [name = '', ...words] = command.split(' ')
      const found = offered(emulator, who, channel, ApplicationCommandType.ChatInput, name)
      const { options: known, nest } = nestOf(found, words)
      if (known.find((each) => each.name === option)?.autocomplete !== true)
        throw new Error(`${option} of /${command} offers nothing while one types`)
      const { given } = givenOptions(emulator, channel, known, { ...others, [option]: typed }, option)
      const data = { id: found.id, name, type: ApplicationCommandType.ChatInput, options: nest(given) }
      const interaction = begin(emulator, { kind: Kind.autocomplete, user: who, channel, data })
      await done(interaction)
      return interaction.choices ?? []
    },

    /** Chooses a command from the menu of a message. */
    context: async (user: string, message: string, command: string): Promise<Outcome> => {
      const who = userOf(emulator, user)
      const { channel, found } = messageSeen(emulator, who, message)
      // Discord offers no menu of commands on what only one person sees.
      if (found.only !== undefined) throw new Error('an ephemeral message has no menu of commands')
      const offer = offered(emulator, who, channel, ApplicationCommandType.Message, command)
      const data = {
        id: offer.id,
        name: offer.name,
        type: ApplicationCommandType.Message,
        target_id: message,
        resolved: { messages: { [message]: messageJson(emulator.world, found) } },
      }
      return done(begin(emulator, { kind: Kind.command, user: who, channel, data }))
    },

    /** Presses the newest button with this label that the person sees. */
    click: async (user: string, spot: string, label: string, message?: string): Promise<Outcome> => {
      const who = userOf(emulator, user)
      const channel = spotOf(emulator, who, spot)
      const { source, component } = shownComponent(
        emulator,
        who,
        channel,
        message,
        (each) => each['type'] === Type.Button && each['label'] === label,
        `button "${label}"`,
      )
      if (component['disabled'] === true) throw new Error(`the button "${label}" is off`)
      if (component['custom_id'] === undefined) throw new Error(`the button "${label}" is a link`)
      emulator.modals.delete(user)
      const data = { custom_id: component['custom_id'], component_type: Type.Button, id: component['id'] }
      return done(begin(emulator, { kind: Kind.component, user: who, channel, data, source }))
    },

    /** Chooses in the newest menu with this placeholder or custom id. Options by label or value, people and roles by id. */
    select: async (user: string, spot: string, which: string, chosen: readonly string[]): Promise<Outcome> => {
      const who = userOf(emulator, user)
      const channel = spotOf(emulator, who, spot)
      const { source, component } = shownComponent(
        emulator,
        who,
        channel,
        undefined,
        (each) => isSelect(each) && [each['placeholder'], each['custom_id']].includes(which),
        `menu "${which}"`,
      )
      if (component['disabled'] === true) throw new Error(`the menu "${which}" is off`)
      const { values, resolved } = pickedOf(emulator, channel, component, chosen)
      const data = {
        custom_id: component['custom_id'],
        component_type: component['type'],
        id: component['id'],
        values,
        ...(Object.keys(resolved).length > 0 && { resolved }),
      }
      return done(begin(emulator, { kind: Kind.component, user: who, channel, data, source }))
    },

    /** Fills in and sends the open form. Fields are named by custom id or label; what is not named stays as it is filled. */
    submit: async (user: string, values: Readonly<Record<string, Filled>>): Promise<Outcome> => {
      const who = userOf(emulator, user)
      const open = emulator.modals.get(user)
      if (!open) throw new Error(`no form is open before ${who.display}`)
      const { interaction: opener, modal } = open
      const inputs = inputsOf(modal.components)
      const strange = Object.keys(values).find(
        (key) => !inputs.some(({ customId, label }) => key === customId || key === label),
      )
      if (strange !== undefined) throw new Error(`the form does not ask for ${strange}`)
      const resolved: Record<string, Record<string, unknown>> = {}
      const components = modal.components.map((top): Json => {
        const [input] = inputsOf([top])
        if (!input) return { type: top.type, id: top.id }
        const value = values[input.customId] ?? values[input.label] ?? input.value
        const sent = filledIn(emulator, opener.channel, input, value, resolved)
        const inner = { type: input.type, id: input.component['id'], custom_id: input.customId, ...sent }
        return listOf(top['components']).length > 0
          ? { type: top.type, id: top.id, components: [inner] }
          : { type: top.type, id: top.id, component: inner }
      })
      emulator.modals.delete(user)
      const data = {
        custom_id: modal.custom_id,
        components,
        ...(Object.keys(resolved).length > 0 && { resolved }),
      }
      return done(
        begin(emulator, { kind: Kind.modal, user: who, channel: opener.channel, data, source: opener.source }),
      )
    },

    /** Speaks in a channel, or to the bot alone. */
    say: async (user: string, spot: string, words: string): Promise<string> => {
      const who = userOf(emulator, user)
      const channel = spotOf(emulator, who, spot)
      if (!sees(emulator, who, channel)) throw new Error(`${who.display} does not see this channel`)
      if (!has(may(emulator, who, channel), channel.guild === undefined ? Bit.SendMessages : speakBit(channel)))
        throw new Error(`${who.display} may not speak here`)
      if (words.length > 2_000) throw new Error('a message takes 2,000 characters')
      const users = [...words.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id ?? '')
      const message = addMessage(emulator.world, channel, {
        author: who,
        content: words,
        pings: { everyone: false, users, roles: [] },
      })
      tellMessage(emulator, 'MESSAGE_CREATE', message)
      await Promise.resolve()
      return message.id
    },

    /** Discord delivers its last interaction again, as after a resumed session. */
    redeliver: async (): Promise<void> => {
      if (!last) throw new Error('nothing was delivered yet')
      const { touches } = last
      const until = Date.now() + 1_000
      tell(emulator, last)
      // A bot that knows the interaction again need not say anything.
      while (last.touches === touches && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
      if (last.touches > touches) await settled(emulator, last, touches)
    },
  }
}

function messageSeen(emulator: Emulator, user: User, id: string): { channel: Channel; found: Message } {
  for (const channel of emulator.world.channels.values()) {
    const found = messagesSeen(emulator, user, channel).find((each) => each.id === id)
    if (found) return { channel, found }
  }
  throw new Error(`${user.display} sees no message ${id}`)
}

function shownComponent(
  emulator: Emulator,
  user: User,
  channel: Channel,
  message: string | undefined,
  fits: (component: Readonly<Record<string, unknown>>) => boolean,
  what: string,
): { source: Message; component: Readonly<Record<string, unknown>> } {
  const messages = messagesSeen(emulator, user, channel).filter(
    ({ id, isPending }) => !isPending && (message ?? id) === id,
  )
  for (const source of messages.toReversed()) {
    const found = everyComponent(source.components).filter(({ component }) => fits(component))
    const on = found.find(({ component }) => component['disabled'] !== true) ?? found[0]
    if (on) return { source, component: on.component }
  }
  throw new Error(`${user.display} sees no ${what} here`)
}
