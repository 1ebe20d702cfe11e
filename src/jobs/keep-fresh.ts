import { createHash } from 'node:crypto'
import type { AssemblyId, Place } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Card } from '../port/card.ts'
import type { ChannelId, MessageId } from '../port/id.ts'
import type { ChatPlatform } from '../port/platform.ts'

/** A card as it should look now, or nothing where it is no longer shown. */
export interface Drawn {
  readonly place: Place
  readonly card: Card
  readonly pinned: boolean
  /** The name of the thread in which people talk about it, where it has one. */
  readonly thread?: string
}

/** A card as a platform shows it. `drawing` is the hash of what was sent last. */
export interface Shown {
  readonly channel: ChannelId
  readonly message: MessageId
  readonly drawing: string
  readonly pinned: boolean
}

/** What the worker of one card keeps, while it holds that card's lock. */
export interface CardRows {
  channelOf(place: Place): Promise<ChannelId | undefined>
  shown(channel: ChannelId): Promise<Shown | undefined>
  keep(shown: Shown, at: Instant): Promise<void>
  forget(channel: ChannelId): Promise<void>
}

export interface Freshener {
  readonly platform: ChatPlatform
  /** Runs with the card locked, so that two workers never draw one card at once. */
  readonly withCard: (assembly: AssemblyId, key: string, work: (rows: CardRows) => Promise<void>) => Promise<void>
  /** Draws from the state as it is when asked: never from a stored text. */
  readonly draw: (assembly: AssemblyId, key: string) => Promise<Drawn | undefined>
  readonly now: () => Instant
}

/**
 * Makes one card true on one platform: posts it, edits it, or leaves it alone where it already is. A card that was deleted
 * by hand is posted again.
 */
export async function keepFresh(
  { platform, withCard, draw, now }: Freshener,
  assembly: AssemblyId,
  key: string,
): Promise<void> {
  await withCard(assembly, key, async (rows) => {
    const drawn = await draw(assembly, key)
    const channel = drawn && (await rows.channelOf(drawn.place))
    if (!drawn || !channel) return
    const { card } = drawn
    const drawing = createHash('sha256').update(JSON.stringify(card)).digest('hex')
    const before = await rows.shown(channel)
    if (before?.drawing === drawing) return
    const kept = before && (await platform.update(channel, before.message, card)) === 'updated' ? before : undefined
    const message = kept?.message ?? (await platform.post(channel, card, drawn.thread))
    if (message === 'gone') return rows.forget(channel)
    const { pinned } = drawn
    if (pinned && !kept?.pinned) await platform.pin(channel, message)
    if (!pinned && kept?.pinned) await platform.unpin(channel, message)
    await rows.keep({ channel, message, drawing, pinned }, now())
  })
}
