import { ApplicationCommandOptionType as Option, ComponentType as Type } from 'discord.js'
import type { Emulator } from './emulator.ts'
import { wordsOf } from './raw.ts'
import { resolve } from './typed.ts'
import type { Input } from './view.ts'
import type { Json } from './wire.ts'
import type { Channel } from './world.ts'

// What a person's client sends of a menu or a form. Whatever it would not send is an error here.

/** A file that is put into a form. */
export interface GivenFile {
  readonly name: string
  readonly content: string
  readonly type?: string
}

/** What is filled into one field of a form. Options are named by their label or value, people and roles by id. */
export type Filled = string | boolean | readonly string[] | GivenFile

const kindOfSelect: Readonly<Record<number, Option>> = {
  [Type.UserSelect]: Option.User,
  [Type.RoleSelect]: Option.Role,
  [Type.MentionableSelect]: Option.Mentionable,
  [Type.ChannelSelect]: Option.Channel,
}

export function pickedOf(
  emulator: Emulator,
  channel: Channel,
  component: Readonly<Record<string, unknown>>,
  chosen: readonly string[],
  min = Number(component['min_values'] ?? 1),
): { values: readonly string[]; resolved: Record<string, Record<string, unknown>> } {
  const resolved: Record<string, Record<string, unknown>> = {}
  const max = Number(component['max_values'] ?? 1)
  if (chosen.length < min || chosen.length > max) throw new Error(`between ${min} and ${max} can be chosen here`)
  const kind = kindOfSelect[Number(component['type'])]
  if (kind !== undefined) {
    for (const id of chosen) resolve(emulator, channel, kind, id, resolved)
    return { values: chosen, resolved }
  }
  return { values: chosen.map((each) => optionOf(component, each)), resolved }
}

function optionOf(component: Readonly<Record<string, unknown>>, named: string): string {
  const options = (component['options'] ?? []) as readonly { readonly label: string; readonly value: string }[]
  const option = options.find(({ label, value }) => label === named || value === named)
  if (!option) throw new Error(`there is no "${named}" to choose`)
  return option.value
}

/** One field, as the client sends it. */
export function filledIn(
  emulator: Emulator,
  channel: Channel,
  input: Input,
  value: Filled | undefined,
  resolved: Record<string, Record<string, unknown>>,
): Json {
  const { component, label, required } = input
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (isEmpty && required && input.type !== Type.Checkbox) throw new Error(`the form needs ${label}`)
  const listed = (isEmpty ? [] : Array.isArray(value) ? value : [value]).map(String)
  switch (input.type) {
    case Type.TextInput: {
      const words = isEmpty ? '' : wordsOf(value)
      const min = Number(component['min_length'] ?? 0)
      const max = Number(component['max_length'] ?? 4_000)
      if (words.length > max || (words !== '' && words.length < min))
        throw new Error(`${label} takes ${min} to ${max} characters`)
      return { value: words }
    }
    case Type.Checkbox:
      return { value: value === true }
    case Type.RadioGroup:
      return { value: isEmpty ? null : optionOf(component, wordsOf(value)) }
    case Type.FileUpload:
      return { values: isEmpty ? [] : [uploaded(emulator, channel, value as GivenFile, resolved)] }
    default: {
      // Checkbox groups let all be chosen unless they say otherwise; a menu one.
      const isGroup = input.type === Type.CheckboxGroup
      const most = component['max_values'] ?? (isGroup ? input.options.length : 1)
      const least = required ? Number(component['min_values'] ?? 1) : 0
      const picked = pickedOf(emulator, channel, { ...component, max_values: most }, listed, least)
      for (const [kind, more] of Object.entries(picked.resolved)) resolved[kind] = { ...resolved[kind], ...more }
      return { values: picked.values }
    }
  }
}

function uploaded(
  emulator: Emulator,
  channel: Channel,
  file: GivenFile,
  resolved: Record<string, Record<string, unknown>>,
): string {
  const id = emulator.world.mint()
  const bytes = Buffer.from(file.content)
  emulator.files.set(id, bytes)
  const json = {
    id,
    filename: file.name,
    size: bytes.byteLength,
    url: `${emulator.filesUrl}/${channel.id}/${id}/${encodeURIComponent(file.name)}`,
    proxy_url: `${emulator.filesUrl}/${channel.id}/${id}/${encodeURIComponent(file.name)}`,
    content_type: file.type ?? 'text/plain; charset=utf-8',
    ephemeral: true,
  }
  resolved['attachments'] = { ...resolved['attachments'], [id]: json }
  return id
}
