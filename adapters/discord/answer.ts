import {
  DiscordAPIError,
  MessageFlags,
  RESTJSONErrorCodes as Code,
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type InteractionEditReplyOptions,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { PrivateMessage } from './private.ts'

/** What can be answered with a message that one person sees. */
export type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction

/** What somebody gets for what they did. */
export type Answer =
  | { readonly kind: 'messages'; readonly messages: readonly PrivateMessage[] }
  /** `instead`: what leads to the modal where it is too late to open it. */
  | {
      readonly kind: 'modal'
      readonly modal: APIModalInteractionResponseCallbackData
      readonly instead: () => readonly PrivateMessage[]
    }

export interface Answering {
  /** The message that only they see, and from which they acted, becomes the answer. */
  readonly inPlace: boolean
  /** How long the answer may take before Discord is told that it will come (after 3 s it would say that we failed). */
  readonly deferAfterMs: number
}

/**
 * Answers somebody, in one of the ways that Discord leaves: at once, or deferred when the work takes longer; and then for
 * 15 minutes. A modal can only be opened at once.
 *
 * @returns `too late` where Discord takes no answer any more; the person has then not been told
 */
export async function answer(
  interaction: Answerable,
  work: Promise<Answer>,
  { inPlace, deferAfterMs }: Answering,
): Promise<'told' | 'twice' | 'too late'> {
  try {
    const isQuick = await doneWithin(work, deferAfterMs)
    const updates = inPlace && !interaction.isCommand() && interaction.message !== null
    if (!isQuick) {
      await (updates && isOnMessage(interaction)
        ? interaction.deferUpdate()
        : interaction.deferReply({ flags: MessageFlags.Ephemeral }))
    }
    await send(interaction, await work, updates && isOnMessage(interaction))
    return 'told'
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === Code.InteractionHasAlreadyBeenAcknowledged) return 'twice'
    if (error instanceof DiscordAPIError && overCodes.has(Number(error.code))) return 'too late'
    throw error
  }
}

const overCodes = new Set<number>([Code.UnknownInteraction, Code.InvalidWebhookToken, Code.UnknownWebhook])

/** Discord cannot open a modal from a modal: whatever follows one is a message. */
const isOnMessage = (
  interaction: Answerable,
): interaction is ButtonInteraction | (ModalSubmitInteraction & { deferUpdate: ButtonInteraction['deferUpdate'] }) =>
  interaction.isButton() || (interaction.isModalSubmit() && interaction.isFromMessage())

async function send(interaction: Answerable, answer: Answer, updates: boolean): Promise<void> {
  const begun = interaction.deferred
  if (answer.kind === 'modal' && !begun && !interaction.isModalSubmit()) {
    await interaction.showModal(answer.modal)
    return
  }
  const [first, ...others] = answer.kind === 'modal' ? answer.instead() : answer.messages
  if (!first) return
  const ephemeral = [MessageFlags.Ephemeral, MessageFlags.IsComponentsV2] as const
  if (begun) await interaction.editReply({ ...bodyOf(first), flags: MessageFlags.IsComponentsV2 })
  else if (updates && 'update' in interaction)
    await interaction.update({ ...bodyOf(first), flags: MessageFlags.IsComponentsV2 })
  else await interaction.reply({ ...bodyOf(first), flags: ephemeral })
  for (const message of others) await interaction.followUp({ ...bodyOf(message), flags: ephemeral })
}

const bodyOf = ({ components, file }: PrivateMessage) =>
  ({
    components: [...components],
    allowedMentions: { parse: [] },
    attachments: [],
    files: file ? [{ attachment: Buffer.from(file.content), name: file.name }] : [],
  }) satisfies InteractionEditReplyOptions

async function doneWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const done = work.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
