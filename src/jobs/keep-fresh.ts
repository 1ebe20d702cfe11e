import { createHash } from 'node:crypto'
import type { Place } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Card } from '../port/card.ts'
import type { ChannelId, MessageId } from '../port/id.ts'
import type { ChatPlatform } from '../port/platform.ts'
import type { CardRows } from '../store/cards.ts'

/** A card as it should look now, or nothing where it is no longer shown. */
export interface Drawn {
  readonly place: Place
  readonly card: Card
  readonly pinned: boolean
  /** The name of the thread in which people talk about it, where it has one. */
  readonly thread?: string
}

export interface Freshener {
  readonly platform: ChatPlatform
  readonly rows: CardRows
  /** Runs with the card locked, so that two workers never post one card twice. */
  readonly locked: (work: (rows: CardRows) => Promise<void>) => Promise<void>
  /** Draws from the state as it is when asked: never from a stored text. */
  readonly draw: () => Promise<Drawn | undefined>
  /** Whether no other drawing of this card is on its way: only then is what was kept last what is shown. */
  readonly alone: () => boolean
  /** Whether no newer drawing of this card has set out since. */
  readonly newest: () => boolean
  readonly now: () => Instant
}

/**
 * Makes one card true on one platform: posts it, edits it, or leaves it alone where it already is. A card that was deleted
 * by hand is posted again. No lock and no connection is held while an edit waits for its turn on a platform: of several
 * that wait, the newest says what was shown last.
 */
export async function keepFresh(freshener: Freshener): Promise<void> {
  const { platform, rows, draw, alone, newest, now } = freshener
  for (;;) {
    const drawn = await draw()
    const channel = drawn && (await rows.channelOf(drawn.place))
    if (!drawn || !channel) return
    const drawing = createHash('sha256').update(JSON.stringify(drawn.card)).digest('hex')
    const before = await rows.shown(channel)
    if (!before) return await post(freshener, { ...drawn, channel, drawing }, undefined)
    if (before.drawing === drawing && alone()) return
    const sent = await platform.update(channel, before.message, drawn.card).catch(async (error: unknown) => {
      // It may have arrived or not: the next drawing is sent, whatever it is.
      await rows.replace(before, { ...before, drawing: '' }, now())
      throw error
    })
    if (!newest()) return
    if (sent === 'gone') return await post(freshener, { ...drawn, channel, drawing }, before.message)
    const { pinned } = drawn
    if (pinned && !before.pinned) await platform.pin(channel, before.message)
    if (!pinned && before.pinned) await platform.unpin(channel, before.message)
    if (await rows.replace(before, { ...before, drawing, pinned }, now())) return
  }
}

/** Posts a card that is not there, or of which `gone` is there no more. */
async function post(
  { platform, locked, now }: Freshener,
  { channel, card, thread, pinned, drawing }: Drawn & { readonly channel: ChannelId; readonly drawing: string },
  gone: MessageId | undefined,
): Promise<void> {
  await locked(async (rows) => {
    const there = await rows.shown(channel)
    // Somebody else has posted it meanwhile: what is newer in this drawing has its own mark.
    if (there && there.message !== gone) return
    const message = await platform.post(channel, card, thread)
    if (message === 'gone') return await rows.forget(channel)
    if (pinned) await platform.pin(channel, message)
    await rows.keep({ channel, message, drawing, pinned }, now())
  })
}
