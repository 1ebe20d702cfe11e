import { z } from 'zod'

/** A person, a channel and a message as one platform knows them. Opaque: only the adapter that made one reads it. */
export const personId = z.string().min(1).brand<'person on a platform'>()
export const channelId = z.string().min(1).brand<'channel'>()
export const messageId = z.string().min(1).brand<'message'>()
export type PersonId = z.infer<typeof personId>
export type ChannelId = z.infer<typeof channelId>
export type MessageId = z.infer<typeof messageId>
