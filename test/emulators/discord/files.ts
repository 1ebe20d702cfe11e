import { listOf, rawOf, type Raw } from './raw.ts'
import type { Attachment, Component, Message } from './world.ts'

export const attachmentJson = (channel: string, { id, filename, bytes, type, description }: Attachment): Raw => ({
  id,
  filename,
  size: bytes.byteLength,
  url: `https://cdn.discordapp.com/attachments/${channel}/${id}/${encodeURIComponent(filename)}`,
  proxy_url: `https://media.discordapp.net/attachments/${channel}/${id}/${encodeURIComponent(filename)}`,
  content_type: type,
  ...(description !== undefined && { description }),
})

/** A component as Discord tells it: with the addresses of the files that it points to. */
export function withFiles(message: Message, component: Component): Component {
  const fileOf = (pointer: unknown): Attachment | undefined => {
    const url = rawOf(pointer)?.['url']
    return message.attachments.find(({ filename }) => url === `attachment://${filename}`)
  }
  const media = (pointer: unknown): unknown => {
    const file = fileOf(pointer)
    if (!file) return pointer
    const { url, proxy_url, content_type } = attachmentJson(message.channel, file)
    return { id: file.id, attachment_id: file.id, url, proxy_url, content_type }
  }
  const { file, media: picture, items, components, accessory } = component as Component & Raw
  const named = fileOf(file)
  return {
    ...component,
    ...(file !== undefined && {
      file: media(file),
      name: named?.filename ?? null,
      size: named?.bytes.byteLength ?? null,
    }),
    ...(picture !== undefined && { media: media(picture) }),
    ...(items !== undefined && { items: listOf(items).map((item) => ({ ...item, media: media(item['media']) })) }),
    ...(components !== undefined && {
      components: (components as readonly Component[]).map((each) => withFiles(message, each)),
    }),
    ...(accessory !== undefined && { accessory: withFiles(message, accessory as Component) }),
  }
}
