import { createHash } from 'node:crypto'
import type { AssemblyId, Place } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { ChannelId, MessageId } from '../port/id.ts'
import type { Store } from './open.ts'
import { inTransaction, type Query } from './transaction.ts'

/** Where a platform's channels and messages are counted: a team, a guild, or '' where it has none. */
export interface Premises {
  readonly platform: string
  readonly workspace: string
}

/** A card as a platform shows it. `drawing` is the hash of what was sent last. */
export interface ShownCard {
  readonly channel: ChannelId
  readonly message: MessageId
  readonly drawing: string
  readonly pinned: boolean
}

/** The rows of one card on one platform. */
export interface CardRows {
  channelOf(place: Place): Promise<ChannelId | undefined>
  shown(channel: ChannelId): Promise<ShownCard | undefined>
  keep(shown: ShownCard, at: Instant): Promise<void>
  /** Keeps what is shown now in place of `before`. False: somebody else has kept something meanwhile. */
  replace(before: ShownCard, shown: ShownCard, at: Instant): Promise<boolean>
  forget(channel: ChannelId): Promise<void>
}

/** Runs `work` with the card locked: two workers never post one card at once on one platform. */
export async function withCard(
  { pool }: Store,
  premises: Premises,
  assembly: AssemblyId,
  key: string,
  work: (card: CardRows) => Promise<void>,
): Promise<void> {
  const lock = createHash('sha256')
    .update(`${premises.platform} ${premises.workspace} ${assembly} ${key}`)
    .digest()
    .readBigInt64BE()
    .toString()
  await inTransaction(pool, async (tx) => {
    await tx('select pg_advisory_xact_lock($1::bigint)', [lock])
    await work(cardRows(tx, premises, assembly, key))
  })
}

export const cardRows = (
  query: Query,
  { platform, workspace }: Premises,
  assembly: AssemblyId,
  key: string,
): CardRows => ({
  channelOf: async (place) => {
    const [row] = await query<{ channel: ChannelId }>(
      'select channel from channel where assembly = $1 and place = $2 and platform = $3 and workspace = $4',
      [assembly, place, platform, workspace],
    )
    return row?.channel
  },
  shown: async (channel) => {
    const [row] = await query<ShownCard>(
      'select channel, message, drawing, pinned from card where assembly = $1 and key = $2 and platform = $3 and channel = $4',
      [assembly, key, platform, channel],
    )
    return row
  },
  keep: async ({ channel, message, drawing, pinned }, at) => {
    await query(
      `insert into card (assembly, key, platform, channel, message, drawing, drawn_at, pinned) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (assembly, key, platform, channel)
       do update set message = excluded.message, drawing = excluded.drawing, drawn_at = excluded.drawn_at,
                     pinned = excluded.pinned`,
      [assembly, key, platform, channel, message, drawing, at, pinned],
    )
  },
  replace: async (before, { channel, message, drawing, pinned }, at) => {
    const changed = await query(
      `update card set message = $5, drawing = $6, drawn_at = $7, pinned = $8
        where assembly = $1 and key = $2 and platform = $3 and channel = $4 and message = $9 and drawing = $10
        returning key`,
      [assembly, key, platform, channel, message, drawing, at, pinned, before.message, before.drawing],
    )
    return changed.length === 1
  },
  forget: async (channel) => {
    await query('delete from card where assembly = $1 and key = $2 and platform = $3 and channel = $4', [
      assembly,
      key,
      platform,
      channel,
    ])
  },
})

/** Which card of an assembly stands in a message of a channel. */
export async function cardIn(
  query: Query,
  assembly: AssemblyId,
  { platform }: Premises,
  channel: string,
  message: string,
): Promise<string | undefined> {
  const [found] = await query<{ key: string }>(
    'select key from card where assembly = $1 and platform = $2 and channel = $3 and message = $4',
    [assembly, platform, channel, message],
  )
  return found?.key
}

/** Drawings on the way when the process ended may have arrived or not: cards that are stale are sent anew, whatever was kept. */
export async function doubtStaleCards(query: Query): Promise<void> {
  await query(
    `update card set drawing = '' where exists
       (select 1 from stale_card where stale_card.assembly = card.assembly and stale_card.key = card.key)`,
  )
}
