import type { AssemblyId, Place } from '../domain/id.ts'
import type { Premises } from './cards.ts'
import type { Query } from './transaction.ts'

/** A place's channel on a platform. */
export interface LinkedChannel extends Premises {
  readonly assembly: AssemblyId
  readonly place: Place
  readonly channel: string
}

/** Links a place to a channel. False: the channel is some other place's already. */
export async function linkChannel(query: Query, linked: LinkedChannel): Promise<boolean> {
  const { assembly, place, platform, workspace, channel } = linked
  const taken = await placeOf(query, linked, channel)
  if (taken && (taken.assembly !== assembly || taken.place !== place)) return false
  await query(
    `insert into channel (assembly, place, platform, workspace, channel) values ($1, $2, $3, $4, $5)
     on conflict (assembly, place, platform, workspace) do update set channel = excluded.channel`,
    [assembly, place, platform, workspace, channel],
  )
  return true
}

/** A channel is called otherwise by its platform: its place, its cards and its people stay with it. Twice changes nothing. */
export async function moveChannel(
  query: Query,
  { platform, workspace }: Premises,
  from: string,
  to: string,
): Promise<void> {
  // One statement: nothing is ever half there.
  await query(
    `with moved as (
       update channel set channel = $4
        where platform = $1 and workspace = $2 and channel = $3
          and not exists (select 1 from channel as other
                           where other.platform = $1 and other.workspace = $2 and other.channel = $4)
        returning assembly),
     people as (
       update channel_member set channel = $4
        where platform = $1 and workspace = $2 and channel = $3 and exists (select 1 from moved))
     update card set channel = $4 where platform = $1 and channel = $3 and assembly in (select assembly from moved)`,
    [platform, workspace, from, to],
  )
}

/** Which place of which assembly a channel is. */
export async function placeOf(
  query: Query,
  { platform, workspace }: Premises,
  channel: string,
): Promise<{ readonly assembly: AssemblyId; readonly place: Place } | undefined> {
  const [found] = await query<{ assembly: AssemblyId; place: Place }>(
    'select assembly, place from channel where platform = $1 and workspace = $2 and channel = $3',
    [platform, workspace, channel],
  )
  return found
}

export async function channelsOf(query: Query, assembly: AssemblyId): Promise<LinkedChannel[]> {
  return await query<LinkedChannel>(
    'select assembly, place, platform, workspace, channel from channel where assembly = $1 order by place, platform',
    [assembly],
  )
}
