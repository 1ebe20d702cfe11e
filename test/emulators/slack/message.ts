import { type KnownBlock } from '@slack/types'
import { checkBlocks } from './block-kit.ts'
import { Refused, wrong } from './refused.ts'
import { type Channel, type Message, type Workspace } from './workspace.ts'

/** What a message says, checked and completed with the ids that Slack gives to blocks without. */
export interface Content {
  readonly text: string
  readonly blocks: readonly KnownBlock[]
}

const hardTextChars = 40_000

/**
 * The words and blocks of a message.
 *
 * @throws Refused where Slack refuses them, and where they would shout at a channel or be mute to a screen reader:
 *   Slack takes those two, we never want them.
 */
export function checkContent(given: { readonly text?: unknown; readonly blocks?: unknown }): Content {
  const text = typeof given.text === 'string' ? given.text : ''
  const blocks = given.blocks === undefined ? [] : checkBlocks(given.blocks, 'message')
  if (text === '' && blocks.length === 0) throw new Refused('no_text', {}, 'a message without words')
  if (text.trim() === '') throw wrong('no_text', 'blocks without text: a screen reader would say nothing')
  if (text.length > hardTextChars) throw new Refused('msg_too_long', {}, `text of ${text.length} characters`)
  refuseBroadcast(text)
  refuseBroadcasts(blocks)
  return { text, blocks }
}

/** A live `<!channel>` wakes everybody up. In plain text the same characters are mere characters. */
export function refuseBroadcast(text: string): void {
  const live = /<!(?:channel|here|everyone|subteam)[^>]*>/.exec(text)?.[0]
  if (live !== undefined) throw wrong('broadcast_refused', `a live ${live}`)
}

export function refuseBroadcasts(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown }
  if ((type === 'mrkdwn' || type === 'markdown') && typeof text === 'string') refuseBroadcast(text)
  if (type === 'broadcast' || type === 'usergroup') throw wrong('broadcast_refused', `a live ${type} in rich text`)
  for (const inside of Object.values(value)) refuseBroadcasts(inside)
}

/** A message as it is handed out. */
export const messageJson = (workspace: Workspace, message: Message): Readonly<Record<string, unknown>> => ({
  type: 'message',
  user: message.by,
  ts: message.ts,
  text: message.text,
  team: workspace.id,
  ...(message.byApp && { bot_id: workspace.botId, app_id: workspace.appId }),
  ...(message.blocks.length > 0 && { blocks: message.blocks }),
  ...(message.thread !== undefined && { thread_ts: message.thread }),
  ...(message.files.length > 0 && {
    files: message.files.map(({ id, name, title }) => ({ id, name, title, mode: 'hosted' })),
  }),
})

/** A deleted message is no longer pinned either. */
export function forget(channel: Channel, ts: string): void {
  channel.messages = channel.messages.filter((message) => message.ts !== ts)
  if (channel.pins.includes(ts)) channel.pins.splice(channel.pins.indexOf(ts), 1)
}
