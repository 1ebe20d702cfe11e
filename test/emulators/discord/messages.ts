import { MessageFlags as Flag } from 'discord.js'
import { checkMessageComponents, everyComponent, processedBytes } from './components.ts'
import type { Emulator } from './emulator.ts'
import { Refusal, refusals, wrongBody } from './refusal.ts'
import { numbered } from './stored.ts'
import { noPings, type Attachment, type Message, type Pings } from './world.ts'

/** A file as it came in a multipart body: `files[0]`. */
export interface Upload {
  readonly index: string
  readonly filename: string
  readonly bytes: Uint8Array
  readonly type: string
}

/** What a body says of a message, wherever messages are written. */
export interface MessageBody {
  readonly content?: string | null
  readonly components?: readonly unknown[] | null
  readonly embeds?: readonly Readonly<Record<string, unknown>>[] | null
  readonly attachments?:
    | readonly { readonly id: string; readonly filename?: string; readonly description?: string }[]
    | null
  readonly allowed_mentions?: {
    readonly parse?: readonly string[] | null
    readonly users?: readonly string[] | null
    readonly roles?: readonly string[] | null
  } | null
  readonly flags?: number | null
  readonly poll?: unknown
  readonly sticker_ids?: readonly string[] | null
  readonly message_reference?: { readonly message_id?: string } | null
  readonly nonce?: string | number | null
  readonly enforce_nonce?: boolean | null
}

export type Drawn = Pick<Message, 'content' | 'components' | 'embeds' | 'attachments' | 'flags' | 'pings'>

const contentLimit = 2_000
const fileLimit = 10 * 1024 * 1024

/** What a message becomes by a body; `before` is the message that is edited. Throws what Discord refuses. */
export function drawn(emulator: Emulator, body: MessageBody, files: readonly Upload[], before?: Drawn): Drawn {
  if ((body.content?.length ?? 0) > contentLimit)
    throw wrongBody(['content'], 'BASE_TYPE_MAX_LENGTH', `Must be ${contentLimit} or fewer in length.`)
  checkEmbeds(body.embeds ?? [])
  checkMentions(emulator, body)

  const flags = flagsAfter(body.flags, before)
  const isV2 = (flags & Flag.IsComponentsV2) !== 0
  const message: Drawn = {
    content: body.content === undefined ? (before?.content ?? '') : (body.content ?? ''),
    components: body.components === undefined ? (before?.components ?? []) : numbered(body.components),
    embeds: body.embeds === undefined ? (before?.embeds ?? []) : (body.embeds ?? []),
    attachments: attachmentsAfter(emulator, body, files, before),
    flags,
    pings: noPings,
  }
  if (isV2) checkV2(body, message)
  if (body.components) checkMessageComponents(body.components, isV2)
  if (isV2) checkReferences(message)
  const isEmpty =
    message.content.trim() === '' &&
    message.components.length + message.embeds.length + message.attachments.length === 0 &&
    !body.poll
  if (isEmpty) throw refusals.emptyMessage()
  // Above about 10,170 bytes Discord breaks instead of refusing: discord-api-docs #8554.
  if (processedBytes(message.components) > 10_170) throw new Refusal(500, 0, '500: Internal Server Error')
  return { ...message, pings: pingsOf(body, message) }
}

/** All words of a message, as they were sent. */
const textOf = ({ content, components, embeds }: Pick<Drawn, 'content' | 'embeds'> & { components: unknown }): string =>
  [
    content,
    ...everyComponent(components).map(({ component }) => component['content'] ?? ''),
    ...embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']),
  ]
    .map(String)
    .filter((words) => words !== '')
    .join('\n')

function flagsAfter(asked: number | null | undefined, before: Drawn | undefined): number {
  const settable = Flag.SuppressEmbeds | Flag.SuppressNotifications | Flag.IsComponentsV2 | Flag.Ephemeral
  if (asked === undefined || asked === null) return before?.flags ?? 0
  if ((asked & ~settable) !== 0) throw wrongBody(['flags'], 'EMULATOR_FLAG', `These flags cannot be set: ${asked}`)
  if (!before) return asked
  const isLost = (before.flags & Flag.IsComponentsV2 & ~asked) !== 0
  // Once a message is of Components V2, it stays so: https://discord.com/developers/docs/resources/message#message-object-message-flags
  if (isLost)
    throw wrongBody(['flags'], 'MESSAGE_FLAG_CANNOT_BE_REMOVED', 'The IS_COMPONENTS_V2 flag cannot be removed')
  return asked | (before.flags & (Flag.Ephemeral | Flag.HasThread))
}

function checkV2(body: MessageBody, message: Drawn): void {
  const forbidden = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids'] as const) {
    const value = body[key]
    const isSet = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
    if (isSet)
      throw wrongBody([key], forbidden, `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`)
  }
  if (message.content !== '' || message.embeds.length > 0)
    throw wrongBody(['content'], forbidden, 'The message has content or embeds that must be emptied with this edit')
}

/** `attachment://name` in a component must be a file of this message. */
function checkReferences({ components, attachments }: Drawn): void {
  const names = new Set(attachments.map(({ filename }) => filename))
  for (const { component, path } of everyComponent(components)) {
    for (const key of ['file', 'media']) {
      const { url } = (component[key] ?? {}) as { url?: unknown }
      if (typeof url === 'string' && url.startsWith('attachment://') && !names.has(url.slice('attachment://'.length)))
        throw wrongBody(
          [...path, key, 'url'],
          'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          'The referenced attachment was not found',
        )
    }
  }
}

function attachmentsAfter(
  emulator: Emulator,
  body: MessageBody,
  files: readonly Upload[],
  before: Drawn | undefined,
): readonly Attachment[] {
  for (const { bytes } of files) if (bytes.byteLength > fileLimit) throw refusals.tooLarge()
  const listed = body.attachments ?? undefined
  const kept = (before?.attachments ?? []).filter(({ id }) => !listed || listed.some((each) => each.id === id))
  const added = files.map((file): Attachment => {
    const about = listed?.find(({ id }) => id === file.index)
    return {
      id: emulator.world.mint(),
      filename: (about?.filename ?? file.filename).replaceAll(/[^\w.-]+/g, '_'),
      bytes: file.bytes,
      type: file.type,
      description: about?.description,
    }
  })
  const known = new Set([...files.map(({ index }) => index), ...kept.map(({ id }) => id)])
  for (const [index, { id }] of (listed ?? []).entries())
    if (!known.has(id))
      throw wrongBody(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', `Attachment data for id ${id} not found`)
  if (kept.length + added.length > 10)
    throw wrongBody(['attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  return [...kept, ...added]
}

// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
function checkEmbeds(embeds: readonly Readonly<Record<string, unknown>>[]): void {
  const size = (value: unknown): number => {
    if (typeof value === 'string') return value.length
    if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + size(each), 0)
    return typeof value === 'object' && value !== null
      ? size(['name', 'value', 'text'].map((key) => (value as Record<string, unknown>)[key]))
      : 0
  }
  const chars = embeds.reduce(
    (sum, { title, description, fields, footer, author }) => sum + size([title, description, fields, footer, author]),
    0,
  )
  if (chars > 6_000) throw wrongBody(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
}

/**
 * A message with words in it must say whom it may wake: without `allowed_mentions` Discord would wake everybody whom a
 * member's words name. Discord lets this pass; here it is a fault, and refused.
 */
function checkMentions(emulator: Emulator, body: MessageBody): void {
  const words = textOf({ content: body.content ?? '', components: body.components ?? [], embeds: body.embeds ?? [] })
  const allowed = body.allowed_mentions
  if (words !== '' && !allowed) {
    emulator.faults.push({ kind: 'mentions unset', says: `sent without allowed_mentions: ${words.slice(0, 80)}` })
    throw wrongBody(['allowed_mentions'], 'EMULATOR_MENTIONS_UNSET', 'Words are sent without allowed_mentions')
  }
  for (const kind of ['users', 'roles'] as const) {
    if (allowed?.parse?.includes(kind) === true && (allowed[kind]?.length ?? 0) > 0)
      throw wrongBody(
        ['allowed_mentions'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      )
  }
}

function pingsOf({ allowed_mentions: allowed }: MessageBody, message: Drawn): Pings {
  const words = textOf(message)
  const named = (pattern: RegExp): readonly string[] => [...words.matchAll(pattern)].map(([, id]) => id ?? '')
  const may = (kind: 'users' | 'roles', ids: readonly string[]): readonly string[] =>
    [...new Set(ids)].filter((id) => allowed?.parse?.includes(kind) === true || allowed?.[kind]?.includes(id) === true)
  return {
    everyone: allowed?.parse?.includes('everyone') === true && /@(?:everyone|here)/.test(words),
    users: may('users', named(/<@!?(\d+)>/g)),
    roles: may('roles', named(/<@&(\d+)>/g)),
  }
}
