import type { AssemblyId, Place } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Premises } from './cards.ts'
import type { Query } from './transaction.ts'

/** Whom the bot put into a channel last: user → right. */
export async function keptIn(
  query: Query,
  { platform, workspace }: Premises,
  channel: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ user: string; right: string }>(
    'select "user", "right" from channel_member where platform = $1 and workspace = $2 and channel = $3',
    [platform, workspace, channel],
  )
  return new Map(rows.map(({ user, right }) => [user, right]))
}

/** Keeps whom the bot put into a channel, in place of what was kept before. */
export async function keepIn(
  query: Query,
  { platform, workspace }: Premises,
  channel: string,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = [...members].map(([user, right]) => ({ user, right }))
  // One statement: what is kept is never half old and half new.
  await query(
    `with given as (select "user", "right" from jsonb_to_recordset($4::jsonb) as row ("user" text, "right" text)),
          gone as (delete from channel_member
                    where platform = $1 and workspace = $2 and channel = $3
                      and "user" not in (select "user" from given))
     insert into channel_member (platform, workspace, channel, "user", "right")
     select $1, $2, $3, "user", "right" from given
     on conflict (platform, workspace, channel, "user") do update set "right" = excluded."right"`,
    [platform, workspace, channel, JSON.stringify(rows)],
  )
}

/** Where a change by hand was made. */
export interface HandPlace extends Premises {
  readonly assembly: AssemblyId
  readonly place: Place
}

export interface HandRow {
  readonly user: string
  readonly kind: 'came' | 'left'
  /** Since a chair has said that it may stay so. */
  readonly settled: Instant | null
}

export async function handChangesIn(
  query: Query,
  { assembly, place, platform, workspace }: HandPlace,
): Promise<HandRow[]> {
  return await query<HandRow>(
    `select "user", kind, settled from hand_change
      where assembly = $1 and place = $2 and platform = $3 and workspace = $4 order by at, "user"`,
    [assembly, place, platform, workspace],
  )
}

/** Notes a change by hand. False: it was noted already. */
export async function noteHandChange(
  query: Query,
  { assembly, place, platform, workspace }: HandPlace,
  { user, kind }: Pick<HandRow, 'user' | 'kind'>,
  at: Instant,
): Promise<boolean> {
  const made = await query(
    `insert into hand_change (assembly, place, platform, workspace, "user", kind, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (assembly, place, platform, workspace, "user")
     do update set kind = excluded.kind, at = excluded.at, settled = null where hand_change.kind <> excluded.kind
     returning kind`,
    [assembly, place, platform, workspace, user, kind, at],
  )
  return made.length === 1
}

/** It may stay as people made it. */
export async function settleHandChange(
  query: Query,
  { assembly, place, platform, workspace }: HandPlace,
  user: string,
  at: Instant,
): Promise<void> {
  await query(
    `update hand_change set settled = $6
      where assembly = $1 and place = $2 and platform = $3 and workspace = $4 and "user" = $5`,
    [assembly, place, platform, workspace, user, at],
  )
}

export async function forgetHandChange(
  query: Query,
  { assembly, place, platform, workspace }: HandPlace,
  user: string,
): Promise<void> {
  await query(
    'delete from hand_change where assembly = $1 and place = $2 and platform = $3 and workspace = $4 and "user" = $5',
    [assembly, place, platform, workspace, user],
  )
}
