import { join, leave, tell } from '../membership.ts'
import { Refused, wrong } from '../refused.ts'
import { type Channel } from '../workspace.ts'
import {
  channelJson,
  channelOf,
  mustBeAllowed,
  mustBeIn,
  mustBeOpen,
  need,
  needFor,
  page,
  personOf,
  type Call,
  type Method,
} from './method.ts'

const write = ['channels:manage', 'groups:write']
const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read']
const nameChars = 80
const topicChars = 250
/** One page of Slack's says 100, another 1,000: we hold to the smaller one. */
const invitedAtOnce = 100

/** @throws Refused for a name that breaks a rule or is taken, by channels too that the bot may not know of. */
function checkName(call: Call, name: string, own?: Channel): void {
  if (name.length > nameChars) throw new Refused('invalid_name_maxlength', {}, `a name of ${name.length} characters`)
  if (/[A-Z]|[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]/u.test(name))
    throw new Refused('invalid_name_specials', {}, `the name ${name}`)
  if (/^[-_]+$/.test(name)) throw new Refused('invalid_name_punctuation', {}, `the name ${name}`)
  const taken = [...call.workspace.channels.values()].some(
    (channel) => channel !== own && channel.kind !== 'im' && channel.name === name,
  )
  if (taken) throw new Refused('name_taken')
}

function invite(call: Call, channel: Channel, id: string): string | undefined {
  const person = call.workspace.people.get(id)
  if (!person || person.deleted) return 'user_not_found'
  if (id === call.workspace.bot.id) return 'cant_invite_self'
  if (channel.members.has(id)) return 'already_in_channel'
  if (person.kind === 'stranger') return 'not_allowed_for_external_users'
  const elsewhere = [...call.workspace.channels.values()].some(
    (other) => other.kind !== 'im' && other !== channel && other.members.has(id),
  )
  return person.kind === 'single-channel guest' && elsewhere ? 'ura_max_channels' : undefined
}

export const conversations: Readonly<Record<string, Method>> = {
  'conversations.create': {
    tier: 2,
    scopes: write,
    run: (call) => {
      const kind = call.args.flag('is_private') ? 'private' : 'public'
      needFor(call, { kind }, 'write')
      mustBeAllowed(call, 'conversations.create')
      const name = call.args.text('name')
      checkName(call, name)
      const channel = call.workspace.channel(name, kind, call.workspace.bot.id, [])
      join(call, channel, call.workspace.bot.id)
      return { channel: channelJson(call.workspace, channel) }
    },
  },

  'conversations.list': {
    tier: 2,
    scopes: read,
    run: (call) => {
      const asked = (call.args.maybe('types') ?? 'public_channel').split(',').map((type) => type.trim())
      const kinds = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const
      const wanted = asked.map((type) => {
        const kind = kinds[type as keyof typeof kinds]
        if (!(type in kinds)) throw new Refused('invalid_types')
        if (kind !== 'mpim') needFor(call, { kind }, 'read')
        return kind
      })
      const channels = [...call.workspace.channels.values()].filter(
        ({ kind, archived, members }) =>
          wanted.includes(kind) &&
          (kind === 'public' || members.has(call.workspace.bot.id)) &&
          !(archived && call.args.flag('exclude_archived')),
      )
      const [some, next] = page(call, channels, 999)
      return { channels: some.map((channel) => channelJson(call.workspace, channel)), ...next }
    },
  },

  'conversations.info': {
    tier: 3,
    scopes: read,
    run: (call) => {
      const channel = channelOf(call)
      needFor(call, channel, 'read')
      return {
        channel: {
          ...channelJson(call.workspace, channel),
          ...(call.args.flag('include_num_members') && { num_members: channel.members.size }),
        },
      }
    },
  },

  'conversations.members': {
    tier: 4,
    scopes: read,
    run: (call) => {
      const channel = channelOf(call)
      needFor(call, channel, 'read')
      const [members, next] = page(call, [...channel.members], 999)
      return { members, ...next }
    },
  },

  'conversations.invite': {
    tier: 3,
    scopes: [...write, 'channels:write.invites', 'groups:write.invites'],
    run: (call) => {
      const channel = channelOf(call)
      if (channel.kind === 'im') throw new Refused('method_not_supported_for_channel_type')
      const invites = channel.kind === 'private' ? 'groups:write.invites' : 'channels:write.invites'
      need(call, channel.kind === 'private' ? 'groups:write' : 'channels:manage', invites)
      mustBeAllowed(call, 'conversations.invite')
      mustBeIn(call, channel)
      mustBeOpen(channel)
      const users = call.args.text('users').split(',')
      if (users.length > invitedAtOnce) throw wrong('too_many_users', `${users.length} people in one invitation`)
      const errors = users.flatMap((user) => {
        const error = invite(call, channel, user)
        return error === undefined ? [] : [{ ok: false, error, user }]
      })
      const [first] = errors
      if (first && (!call.args.flag('force') || errors.length === users.length)) {
        throw new Refused(first.error, { errors })
      }
      const refused = new Set(errors.map(({ user }) => user))
      for (const user of users.filter((each) => !refused.has(each))) join(call, channel, user, call.workspace.bot.id)
      return { channel: channelJson(call.workspace, channel), ...(first && { errors }) }
    },
  },

  'conversations.kick': {
    tier: 3,
    scopes: write,
    run: (call) => {
      const channel = channelOf(call)
      if (channel.kind === 'im') throw new Refused('method_not_supported_for_channel_type')
      needFor(call, channel, 'write')
      mustBeAllowed(call, 'conversations.kick')
      mustBeIn(call, channel)
      mustBeOpen(channel)
      const user = call.args.text('user')
      if (user === call.workspace.bot.id) throw new Refused('cant_kick_self')
      personOf(call, user)
      if (!channel.members.has(user)) throw new Refused('not_in_channel')
      leave(call, channel, user)
      return {}
    },
  },

  'conversations.join': {
    tier: 3,
    scopes: ['channels:join'],
    run: (call) => {
      const channel = channelOf(call)
      if (channel.kind !== 'public') throw new Refused('method_not_supported_for_channel_type')
      mustBeOpen(channel)
      const already = channel.members.has(call.workspace.bot.id)
      if (!already) join(call, channel, call.workspace.bot.id)
      return { channel: channelJson(call.workspace, channel), ...(already && { warning: 'already_in_channel' }) }
    },
  },

  'conversations.leave': {
    tier: 3,
    scopes: write,
    run: (call) => {
      const channel = channelOf(call)
      needFor(call, channel, 'write')
      if (!channel.members.has(call.workspace.bot.id)) return { not_in_channel: true }
      leave(call, channel, call.workspace.bot.id)
      return {}
    },
  },

  'conversations.setTopic': {
    tier: 2,
    scopes: [...write, 'channels:write.topic', 'groups:write.topic'],
    run: (call) => describe(call, 'topic'),
  },
  'conversations.setPurpose': {
    tier: 2,
    scopes: [...write, 'channels:write.topic', 'groups:write.topic'],
    run: (call) => describe(call, 'purpose'),
  },

  'conversations.rename': {
    tier: 2,
    scopes: write,
    run: (call) => {
      const channel = channelOf(call)
      needFor(call, channel, 'write')
      mustBeAllowed(call, 'conversations.rename')
      mustBeIn(call, channel)
      mustBeOpen(channel)
      const name = call.args.text('name')
      checkName(call, name, channel)
      // Only its creator, or an administrator.
      if (channel.creator !== call.workspace.bot.id) throw new Refused('not_authorized')
      channel.name = name
      tell(call, channel, 'rename', { channel: { id: channel.id, name, created: channel.created } })
      return { channel: channelJson(call.workspace, channel) }
    },
  },

  'conversations.archive': {
    tier: 2,
    scopes: write,
    run: (call) => {
      const channel = channelOf(call)
      needFor(call, channel, 'write')
      mustBeAllowed(call, 'conversations.archive')
      mustBeIn(call, channel)
      mustBeOpen(channel, 'already_archived')
      channel.archived = true
      tell(call, channel, 'archive', { user: call.workspace.bot.id })
      return {}
    },
  },

  'conversations.open': {
    tier: 3,
    scopes: ['im:write', 'mpim:write'],
    run: (call) => {
      const users = call.args.text('users').split(',')
      const [user = ''] = users
      if (users.length > 1) throw new Refused('mpim_not_emulated')
      need(call, 'im:write')
      const person = personOf(call, user)
      if (person.deleted) throw new Refused('user_disabled')
      const channel = call.workspace.directOf(user)
      const whole = call.args.flag('return_im')
      return { channel: whole ? channelJson(call.workspace, channel) : { id: channel.id } }
    },
  },
}

function describe(call: Call, what: 'topic' | 'purpose'): Readonly<Record<string, unknown>> {
  const channel = channelOf(call)
  if (channel.kind === 'im') throw new Refused('method_not_supported_for_channel_type')
  const own = channel.kind === 'private' ? 'groups:write.topic' : 'channels:write.topic'
  need(call, channel.kind === 'private' ? 'groups:write' : 'channels:manage', own)
  mustBeIn(call, channel)
  mustBeOpen(channel)
  const words = call.args.maybe(what) ?? ''
  if (words.length > topicChars) throw new Refused('too_long', {}, `a ${what} of ${words.length} characters`)
  channel[what] = words
  return { channel: channelJson(call.workspace, channel) }
}
