import { type App } from './app.ts'
import { type Deliveries } from './deliver.ts'
import { type Channel, type Workspace } from './workspace.ts'

/** Who comes and goes, as the app hears of it. */
export interface Membership {
  readonly app: App
  readonly deliveries: Deliveries
  readonly workspace: Workspace
}

/** Whether the app hears of what happens in a channel: it is in it, or the channel is public, and it has the scope. */
function hears({ app, workspace }: Membership, channel: Channel): boolean {
  if (channel.kind === 'im') return false
  const scope = channel.kind === 'private' ? 'groups:read' : 'channels:read'
  return app.isGranted(workspace, scope) && (channel.kind === 'public' || channel.members.has(workspace.bot.id))
}

export function join(where: Membership, channel: Channel, user: string, inviter?: string): void {
  channel.members.add(user)
  if (!hears(where, channel)) return
  where.deliveries.event(where.workspace, {
    type: 'member_joined_channel',
    user,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: where.workspace.id,
    ...(inviter !== undefined && { inviter }),
  })
}

export function leave(where: Membership, channel: Channel, user: string): void {
  const heard = hears(where, channel)
  channel.members.delete(user)
  if (!heard) return
  if (user === where.workspace.bot.id) {
    const prefix = channel.kind === 'private' ? 'group' : 'channel'
    where.deliveries.event(where.workspace, { type: `${prefix}_left`, channel: channel.id })
  }
  where.deliveries.event(where.workspace, {
    type: 'member_left_channel',
    user,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: where.workspace.id,
  })
}

/** `channel_archive`, `group_deleted` …: the same event has two names, by the kind of channel. */
export function tell(
  where: Membership,
  channel: Channel,
  what: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  if (!hears(where, channel)) return
  const prefix = channel.kind === 'private' ? 'group' : 'channel'
  where.deliveries.event(where.workspace, { type: `${prefix}_${what}`, channel: channel.id, ...more })
}
