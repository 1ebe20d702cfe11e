import {
  ButtonStyle,
  ComponentType as Type,
  MessageFlags as Flag,
  MessageType,
  PermissionFlagsBits as Bit,
} from 'discord.js'
import { everyComponent } from './components.ts'
import type { Emulator } from './emulator.ts'
import { shown } from './markdown.ts'
import { channelPermissions, has } from './permissions.ts'
import { listOf, rawOf, wordsOf, type Raw } from './raw.ts'
import type { Attachment, Channel, Message, User, World } from './world.ts'

// What a person's client shows them.

/** What a person may in a channel; nothing where they are not. */
export function may({ world }: Emulator, user: User, channel: Channel): bigint {
  if (channel.guild === undefined)
    return channel.recipient === user.id ? Bit.ViewChannel | Bit.SendMessages | Bit.UseApplicationCommands : 0n
  const guild = world.guilds.get(channel.guild)
  const member = guild?.members.get(user.id)
  return guild && member ? channelPermissions(world, guild, channel, member) : 0n
}

export const sees = (emulator: Emulator, user: User, channel: Channel): boolean =>
  emulator.world.channels.has(channel.id) && has(may(emulator, user, channel), Bit.ViewChannel)

/** The messages that a person sees in a channel, oldest first: those of all, and those for them alone. */
export const messagesSeen = (emulator: Emulator, user: User, channel: Channel): readonly Message[] =>
  sees(emulator, user, channel)
    ? [...channel.messages.values()].filter(({ only }) => only === undefined || only === user.id)
    : []

/** All words that a person sees in a channel, their open form and Discord's own words to them included. */
export function wordsSeen(emulator: Emulator, user: User, channel: Channel): string {
  if (!sees(emulator, user, channel)) throw new Error(`${user.display} does not see this channel`)
  const open = emulator.modals.get(user.id)
  const notices = emulator.notices.filter((each) => each.user === user.id && each.channel === channel.id)
  return [
    ...messagesSeen(emulator, user, channel).map((message) => messageWords(emulator.world, message)),
    ...notices.map(({ says }) => says),
    ...(open?.interaction.channel.id === channel.id ? [modalWords(emulator.world, open.modal)] : []),
  ].join('\n\n')
}

function messageWords(world: World, message: Message): string {
  if (message.isPending) return `${message.author.display} is thinking…`
  if (message.type === MessageType.ChannelPinnedMessage)
    return `${message.author.display} pinned a message to this channel.`
  if (message.type === MessageType.ThreadCreated)
    return `${message.author.display} started a thread: ${message.content}`
  const isV2 = (message.flags & Flag.IsComponentsV2) !== 0
  return [
    shown(world, message.content),
    ...message.embeds
      .flatMap(({ title, description }) => [title, description])
      .map((each) => shown(world, wordsOf(each))),
    ...message.components.map((each) => componentWords(world, each)),
    // With Components V2 a file is shown only where a component points to it.
    ...(isV2 ? [] : message.attachments.map(({ filename }) => `📎 ${filename}`)),
  ]
    .filter((words) => words !== '')
    .join('\n')
}

function componentWords(world: World, component: Raw): string {
  const children = (): readonly string[] => listOf(component['components']).map((each) => componentWords(world, each))
  switch (component['type']) {
    case Type.ActionRow:
      return children().join(' ')
    case Type.Container:
      return children().join('\n')
    case Type.Section:
      return [...children(), componentWords(world, (component['accessory'] ?? {}) as Raw)].join('\n')
    case Type.TextDisplay:
      return shown(world, wordsOf(component['content']))
    case Type.Button:
      return buttonWords(component)
    case Type.File:
      return `📎 ${fileName((component['file'] ?? {}) as Raw)}`
    case Type.MediaGallery:
      return listOf(component['items'])
        .map((item) => `🖼 ${wordsOf(item['description'] ?? fileName(rawOf(item['media']) ?? {}))}`)
        .join('\n')
    case Type.Thumbnail:
      return `🖼 ${wordsOf(component['description'])}`
    case Type.Separator:
      return ''
    default:
      return selectWords(component)
  }
}

/** The files that a message shows: with Components V2 only those that a component points to. */
export function filesShown({ attachments, components, flags }: Message): readonly Attachment[] {
  if ((flags & Flag.IsComponentsV2) === 0) return attachments
  const pointers = everyComponent(components).flatMap(({ component }) => [
    component['file'],
    component['media'],
    ...listOf(component['items']).map(({ media }) => media),
  ])
  const named = new Set(pointers.map((pointer) => fileName(rawOf(pointer) ?? {})))
  return attachments.filter(({ filename }) => named.has(filename))
}

const fileName = ({ url }: Raw): string => wordsOf(url).replace(/^attachment:\/\/|^.*\//, '')

function buttonWords({ label, emoji, style, url, disabled }: Raw): string {
  const says = [(emoji as Raw | undefined)?.['name'], label].filter(Boolean).join(' ')
  const leads = style === ButtonStyle.Link ? ` ⟨leads to ${wordsOf(url)}⟩` : ''
  return `[${says}${leads}]${disabled === true ? ' (off)' : ''}`
}

function selectWords(select: Raw): string {
  const options = listOf(select['options'])
  const chosen = options.filter((option) => option['default'] === true).map((option) => wordsOf(option['label']))
  const head = chosen.length > 0 ? chosen.join(', ') : wordsOf(select['placeholder'] ?? 'Make a selection')
  const lines = options.map(({ label, description }) => [label, description].filter(Boolean).join(': '))
  return [`[${head} ▾]${select['disabled'] === true ? ' (off)' : ''}`, ...lines.map((each) => `  ${each}`)].join('\n')
}

/** One input of a form, as a person meets it. */
export interface Input {
  readonly customId: string
  readonly label: string
  readonly hint: string
  readonly type: Type
  readonly required: boolean
  /** What it is filled with already. */
  readonly value: string | boolean | readonly string[] | undefined
  readonly options: readonly { readonly label: string; readonly value: string }[]
  readonly component: Raw
}

export const inputsOf = (components: readonly Raw[]): readonly Input[] =>
  components.flatMap((top) => {
    const inner = rawOf(top['component']) ?? listOf(top['components'])[0]
    if (inner?.['custom_id'] === undefined) return []
    const options = listOf(inner['options']).map(({ label, value }) => ({
      label: wordsOf(label),
      value: wordsOf(value),
    }))
    return [
      {
        customId: wordsOf(inner['custom_id']),
        label: wordsOf(top['label'] ?? inner['label']),
        hint: wordsOf(top['description']),
        type: Number(inner['type']),
        // Whatever is asked in a form is required unless it says otherwise.
        required: inner['required'] !== false,
        value: filledWith(inner),
        options,
        component: inner,
      },
    ]
  })

function filledWith(inner: Raw): Input['value'] {
  if (inner['type'] === Type.TextInput) return inner['value'] === undefined ? undefined : wordsOf(inner['value'])
  if (inner['type'] === Type.Checkbox) return inner['default'] === true
  const chosen = listOf(inner['options']).filter((option) => option['default'] === true)
  const given = listOf(inner['default_values']).map(({ id }) => wordsOf(id))
  return [...chosen.map(({ value }) => wordsOf(value)), ...given]
}

function modalWords(
  world: World,
  { title, components }: { readonly title: string; readonly components: readonly Raw[] },
): string {
  const texts = everyComponent(components).filter(({ component }) => component['type'] === Type.TextDisplay)
  return [
    `┌ ${title}`,
    ...texts.map(({ component }) => shown(world, wordsOf(component['content']))),
    ...inputsOf(components).flatMap(({ label, hint, value, options, required, component }) => [
      `${label}${required ? ' *' : ''}`,
      hint,
      wordsOf(component['placeholder']),
      ...(typeof value === 'string' ? [value] : []),
      ...options.map(
        (option) => `  ${Array.isArray(value) && value.includes(option.value) ? '●' : '○'} ${option.label}`,
      ),
    ]),
  ]
    .filter((words) => words !== '')
    .join('\n')
}
