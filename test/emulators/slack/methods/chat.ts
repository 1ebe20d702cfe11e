import { checkContent, forget, messageJson } from '../message.ts'
import { Refused, wrong } from '../refused.ts'
import { type Channel } from '../workspace.ts'
import { channelOf, messageOf, mustBeOpen, type Call, type Method } from './method.ts'

const updateTextChars = 4_000

/** Where a message goes: a channel, or a person's direct messages by their id. */
function destination(call: Call): Channel {
  const id = call.args.text('channel')
  if (/^[UW]/.test(id)) {
    const person = call.workspace.people.get(id)
    if (!person) throw new Refused('channel_not_found')
    if (person.deleted) throw new Refused('user_disabled')
    if (person.kind === 'bot') throw new Refused('cannot_dm_bot')
    return call.workspace.directOf(id)
  }
  const channel = channelOf(call)
  mustBeOpen(channel)
  const mayPost = channel.members.has(call.workspace.bot.id) || call.scopes.has('chat:write.public')
  if (!mayPost) throw new Refused('not_in_channel')
  return channel
}

function content(call: Call): ReturnType<typeof checkContent> {
  // Both make `@channel` and `#names` of mere words.
  if (call.args.flag('link_names') || call.args.maybe('parse') === 'full') {
    throw wrong('broadcast_refused', 'link_names or parse=full: words that people wrote would come alive')
  }
  return checkContent({ text: call.args.maybe('text'), blocks: call.args.structure('blocks') })
}

function threadOf(call: Call, channel: Channel): string | undefined {
  const ts = call.args.maybe('thread_ts')
  if (ts !== undefined && !channel.messages.some((message) => message.ts === ts)) throw new Refused('thread_not_found')
  return ts
}

export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    tier: 'message',
    scopes: ['chat:write'],
    run: (call) => {
      const channel = destination(call)
      const message = call.workspace.post({
        ...content(call),
        channel: channel.id,
        by: call.workspace.bot.id,
        byApp: true,
        thread: threadOf(call, channel),
      })
      return { channel: channel.id, ts: message.ts, message: messageJson(call.workspace, message) }
    },
  },

  'chat.postEphemeral': {
    tier: 4,
    scopes: ['chat:write'],
    run: (call) => {
      const channel = channelOf(call)
      mustBeOpen(channel)
      const person = call.workspace.people.get(call.args.text('user'))
      if (!channel.members.has(call.workspace.bot.id)) throw new Refused('not_in_channel')
      if (!person || !channel.members.has(person.id)) throw new Refused('user_not_in_channel')
      const message = call.workspace.post({
        ...content(call),
        channel: channel.id,
        by: call.workspace.bot.id,
        byApp: true,
        thread: threadOf(call, channel),
        onlyFor: person.id,
      })
      return { message_ts: message.ts }
    },
  },

  'chat.update': {
    tier: 3,
    scopes: ['chat:write'],
    run: (call) => {
      const channel = channelOf(call)
      mustBeOpen(channel, 'is_inactive')
      const message = messageOf(channel, call.args.text('ts'))
      if (message.by !== call.workspace.bot.id) throw new Refused('cant_update_message')
      const { text, blocks } = content(call)
      if (text.length > updateTextChars) throw new Refused('msg_too_long', {}, `an edit of ${text.length} characters`)
      message.text = text
      message.blocks = blocks
      return { channel: channel.id, ts: message.ts, text, message: messageJson(call.workspace, message) }
    },
  },

  'chat.delete': {
    tier: 3,
    scopes: ['chat:write'],
    run: (call) => {
      const channel = channelOf(call)
      const message = messageOf(channel, call.args.text('ts'))
      if (message.by !== call.workspace.bot.id) throw new Refused('cant_delete_message')
      forget(channel, message.ts)
      return { channel: channel.id, ts: message.ts }
    },
  },

  'chat.getPermalink': {
    tier: 'free',
    scopes: [],
    run: (call) => {
      const channel = channelOf(call)
      const { ts } = messageOf(channel, call.args.text('message_ts'))
      const domain = `https://${call.workspace.domain}.slack.example`
      return { channel: channel.id, permalink: `${domain}/archives/${channel.id}/p${ts.replace('.', '')}` }
    },
  },
}
