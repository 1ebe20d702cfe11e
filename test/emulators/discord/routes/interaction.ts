import { MessageFlags as Flag, MessageType } from 'discord.js'
import { tellMessage, tellMessageGone } from '../access.ts'
import { checkModalComponents } from '../components.ts'
import type { Emulator, Interaction } from '../emulator.ts'
import { during, Kind, Reply } from '../interactions.ts'
import { drawn, type MessageBody, type Upload } from '../messages.ts'
import { refusals, under, wrongBody } from '../refusal.ts'
import { part, type Call, type Route } from '../route.ts'
import { numbered } from '../stored.ts'
import { messageJson, type Json } from '../wire.ts'
import { addMessage, type Message } from '../world.ts'

interface CallbackBody {
  readonly type: number
  readonly data?: (MessageBody & Partial<ModalBody> & { choices?: Interaction['choices'] | null }) | null
}

interface ModalBody {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly unknown[]
}

const answerRoute: Route = {
  method: 'POST',
  path: '/interactions/:interaction/:token/callback',
  open: true,
  shape: 'answer interaction',
  run: (emulator, call) => {
    const interaction = emulator.interactions.get(part(call, 'token'))
    if (interaction?.id !== part(call, 'interaction')) throw refusals.unknownInteraction()
    return during(interaction, () => {
      if (interaction.answer !== undefined) throw refusals.alreadyAcknowledged()
      if (emulator.clock.now() - interaction.at > emulator.settings.answerWithinMs) throw refusals.unknownInteraction()
      const body = call.body as CallbackBody
      checkAllowed(interaction, body.type)
      under('data', () => answer(emulator, interaction, body, call.files))
      interaction.answer = body.type
      if (call.query.get('with_response') !== 'true') return undefined
      return responseJson(emulator, interaction)
    })
  },
}

/** Which answers each kind of interaction takes. */
function checkAllowed({ kind, source }: Interaction, type: number): void {
  const allowed: readonly number[] =
    kind === Kind.autocomplete
      ? [Reply.choices]
      : kind === Kind.command
        ? [Reply.message, Reply.deferMessage, Reply.modal]
        : kind === Kind.component
          ? [Reply.message, Reply.deferMessage, Reply.deferUpdate, Reply.update, Reply.modal]
          : // No modal from a modal; an update only of the message that it was opened from.
            [Reply.message, Reply.deferMessage, ...(source ? [Reply.deferUpdate, Reply.update] : [])]
  if (!allowed.includes(type))
    throw wrongBody(
      ['type'],
      'INTERACTION_APPLICATION_COMMAND_CALLBACK_TYPE_INVALID',
      `Value must be one of {${allowed.join(', ')}}.`,
    )
}

function answer(
  emulator: Emulator,
  interaction: Interaction,
  { type, data }: CallbackBody,
  files: readonly Upload[],
): void {
  switch (type) {
    case Reply.message:
      interaction.original = reply(emulator, interaction, data ?? {}, files)
      return
    case Reply.deferMessage: {
      const flags = data?.flags ?? 0
      // Ephemeral is decided here; Components V2 is not: discord-api-docs #7515.
      if ((flags & ~(Flag.Ephemeral | Flag.SuppressEmbeds)) !== 0)
        throw wrongBody(['flags'], 'EMULATOR_FLAG', 'Only EPHEMERAL can be set when deferring')
      const pending = addMessage(emulator.world, interaction.channel, replySeed(emulator, interaction, flags))
      pending.isPending = true
      interaction.original = pending
      return
    }
    case Reply.deferUpdate:
      interaction.original = interaction.source
      return
    case Reply.update:
      interaction.original = interaction.source
      if (interaction.source) edit(emulator, interaction.source, data ?? {}, files)
      return
    case Reply.choices:
      interaction.choices = (data?.choices ?? []).filter(Boolean)
      return
    case Reply.modal: {
      const modal = data as ModalBody
      checkModalComponents(modal.components)
      emulator.modals.set(interaction.user.id, {
        interaction,
        modal: { custom_id: modal.custom_id, title: modal.title, components: numbered(modal.components) },
      })
    }
  }
}

const replySeed = ({ world }: Emulator, interaction: Interaction, flags: number) => ({
  author: world.bot,
  type: interaction.kind === Kind.command ? MessageType.ChatInputCommand : MessageType.Default,
  flags,
  only: (flags & Flag.Ephemeral) === 0 ? undefined : interaction.user.id,
  interaction: { id: interaction.id, kind: interaction.kind, user: interaction.user },
})

function reply(emulator: Emulator, interaction: Interaction, body: MessageBody, files: readonly Upload[]): Message {
  const made = drawn(emulator, body, files)
  const message = addMessage(emulator.world, interaction.channel, {
    ...replySeed(emulator, interaction, made.flags),
    ...made,
  })
  tellMessage(emulator, 'MESSAGE_CREATE', message)
  return message
}

function edit(emulator: Emulator, message: Message, body: MessageBody, files: readonly Upload[]): void {
  if (
    body.flags !== undefined &&
    body.flags !== null &&
    (body.flags & Flag.Ephemeral) !== (message.flags & Flag.Ephemeral) &&
    (body.flags & Flag.Ephemeral) !== 0
  )
    throw wrongBody(['flags'], 'EMULATOR_FLAG', 'EPHEMERAL is decided by the first answer')
  const made = drawn(emulator, body, files, message)
  const wasPending = message.isPending
  Object.assign(message, made)
  message.isPending = false
  if (!wasPending) message.editedAt = emulator.clock.now()
  tellMessage(emulator, wasPending ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE', message)
}

function responseJson({ world }: Emulator, interaction: Interaction): Json {
  const { original, answer: type } = interaction
  const withMessage = original && type !== Reply.deferUpdate
  return {
    interaction: {
      id: interaction.id,
      type: interaction.kind,
      ...(original && { response_message_id: original.id }),
      response_message_loading: original?.isPending ?? false,
      response_message_ephemeral: original?.only !== undefined,
    },
    ...((withMessage || type === Reply.deferUpdate) && {
      resource: { type, ...(withMessage && { message: messageJson(world, original) }) },
    }),
  }
}

/** The interaction whose token this is, while the bot may still speak through it. */
function spokenThrough(emulator: Emulator, call: Call): Interaction {
  if (part(call, 'application') !== emulator.world.bot.id) throw refusals.unknownWebhook()
  const interaction = emulator.interactions.get(part(call, 'token'))
  if (!interaction || emulator.clock.now() - interaction.at > emulator.settings.tokenMs)
    throw refusals.invalidWebhookToken()
  if (interaction.answer === undefined || interaction.answer === Reply.choices) throw refusals.unknownWebhook()
  return interaction
}

/** `@original`, or a follow-up by its id. */
function messageThrough({ world }: Emulator, interaction: Interaction, id: string): Message {
  const message = id === '@original' ? interaction.original : interaction.channel.messages.get(id)
  if (!message || !world.channels.get(message.channel)?.messages.has(message.id)) throw refusals.unknownMessage()
  const isOurs = message === interaction.original || message.interaction?.id === interaction.id
  if (!isOurs) throw refusals.unknownMessage()
  return message
}

const through = '/webhooks/:application/:token'

export const interactionRoutes: readonly Route[] = [
  answerRoute,
  {
    method: 'POST',
    path: through,
    open: true,
    shape: 'execute webhook',
    run: (emulator, call) => {
      const interaction = spokenThrough(emulator, call)
      return during(interaction, () => {
        const body = call.body as MessageBody
        const { original } = interaction
        // The first word after a deferral is what "thinking…" becomes.
        if (original?.isPending === true) {
          const { flags, ...rest } = body
          edit(
            emulator,
            original,
            flags === undefined || flags === null ? rest : { ...rest, flags: flags & ~Flag.Ephemeral },
            call.files,
          )
          return messageJson(emulator.world, original)
        }
        return messageJson(emulator.world, reply(emulator, interaction, body, call.files))
      })
    },
  },
  {
    method: 'GET',
    path: `${through}/messages/:message`,
    open: true,
    run: (emulator, call) =>
      messageJson(emulator.world, messageThrough(emulator, spokenThrough(emulator, call), part(call, 'message'))),
  },
  {
    method: 'PATCH',
    path: `${through}/messages/:message`,
    open: true,
    shape: 'edit webhook message',
    run: (emulator, call) => {
      const interaction = spokenThrough(emulator, call)
      return during(interaction, () => {
        const message = messageThrough(emulator, interaction, part(call, 'message'))
        edit(emulator, message, call.body as MessageBody, call.files)
        return messageJson(emulator.world, message)
      })
    },
  },
  {
    method: 'DELETE',
    path: `${through}/messages/:message`,
    open: true,
    run: (emulator, call) => {
      const interaction = spokenThrough(emulator, call)
      return during(interaction, () => {
        const message = messageThrough(emulator, interaction, part(call, 'message'))
        message.isPending = false
        interaction.channel.messages.delete(message.id)
        if (message.only === undefined) tellMessageGone(emulator, interaction.channel, message.id)
        return undefined
      })
    },
  },
]
