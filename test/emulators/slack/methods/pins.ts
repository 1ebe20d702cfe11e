import { messageJson } from '../message.ts'
import { Refused } from '../refused.ts'
import { channelOf, messageOf, mustBeOpen, type Method } from './method.ts'

export const pins: Readonly<Record<string, Method>> = {
  'pins.add': {
    tier: 2,
    scopes: ['pins:write'],
    run: (call) => {
      const channel = channelOf(call)
      if (!channel.members.has(call.workspace.bot.id)) throw new Refused('not_in_channel')
      mustBeOpen(channel)
      const { ts } = messageOf(channel, call.args.text('timestamp'))
      if (channel.pins.includes(ts)) throw new Refused('already_pinned')
      channel.pins.push(ts)
      return {}
    },
  },

  'pins.remove': {
    tier: 2,
    scopes: ['pins:write'],
    run: (call) => {
      const channel = channelOf(call)
      const { ts } = messageOf(channel, call.args.text('timestamp'))
      if (!channel.pins.includes(ts)) throw new Refused('no_pin')
      channel.pins.splice(channel.pins.indexOf(ts), 1)
      return {}
    },
  },

  'pins.list': {
    tier: 2,
    scopes: ['pins:read'],
    run: (call) => {
      const channel = channelOf(call)
      return {
        items: channel.pins.map((ts) => ({
          type: 'message',
          channel: channel.id,
          created: channel.created,
          created_by: call.workspace.bot.id,
          message: messageJson(call.workspace, messageOf(channel, ts)),
        })),
      }
    },
  },
}
