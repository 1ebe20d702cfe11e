import type { App } from '@slack/bolt'
import { channelId } from '../../src/port/id.ts'
import type { Places } from './places.ts'
import { tell } from './workspace.ts'

/**
 * What happens on Slack without anybody asking the bot: Bolt acknowledges it before our work. `removed` is told when
 * somebody took the bot out of a workspace.
 */
export function hearEvents(app: App, { work }: Places, removed: (body: unknown) => Promise<void>): void {
  const seen = recently()

  app.event('app_home_opened', async ({ event, body }) => {
    await Promise.resolve()
    if (event.tab !== 'home' || seen(body.event_id)) return
    work(body, async ({ homes }) => await homes.open(event.user, `slack:${body.event_id}`))
  })

  for (const kind of ['member_joined_channel', 'member_left_channel'] as const)
    app.event(kind, async ({ event, body }) => {
      await Promise.resolve()
      if (seen(body.event_id)) return
      work(body, async ({ workspace }) => {
        const channel = channelId.parse(event.channel)
        if (event.user === workspace.botUser) {
          if (kind === 'member_left_channel') await tell(workspace, { kind: 'channel gone', channel })
          return
        }
        if (workspace.own.take(event.channel, event.user) || (await workspace.people.isBot(event.user))) return
        const who = await workspace.people.identity(event.user)
        await tell(workspace, { kind: kind === 'member_joined_channel' ? 'joined' : 'left', channel, who })
      })
    })

  for (const kind of [
    'channel_archive',
    'channel_deleted',
    'channel_left',
    'group_archive',
    'group_deleted',
    'group_left',
  ] as const)
    app.event(kind, async ({ event, body }) => {
      await Promise.resolve()
      if (seen(body.event_id)) return
      const channel = channelId.parse(event.channel)
      work(body, async ({ workspace }) => await tell(workspace, { kind: 'channel gone', channel }))
    })

  app.event('channel_id_changed', async ({ event, body }) => {
    await Promise.resolve()
    if (seen(body.event_id)) return
    const [channel, to] = [channelId.parse(event.old_channel_id), channelId.parse(event.new_channel_id)]
    work(body, async ({ workspace }) => await tell(workspace, { kind: 'channel moved', channel, to }))
  })

  app.event('app_uninstalled', async ({ body }) => await removed(body))
  app.event('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await removed(body)
  })
}

/** Whether an event came before: Slack delivers again what was not acknowledged in time. */
function recently(): (id: string) => boolean {
  const ids = new Set<string>()
  return (id) => {
    if (ids.has(id)) return true
    ids.add(id)
    const [oldest] = ids
    if (ids.size > 5_000 && oldest !== undefined) ids.delete(oldest)
    return false
  }
}
