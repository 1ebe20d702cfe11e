import { checkBlocks } from '../block-kit.ts'
import { refuseBroadcast, refuseBroadcasts } from '../message.ts'
import { Refused, wrong } from '../refused.ts'
import { newId } from '../workspace.ts'
import { channelOf, mustBeOpen, type Method } from './method.ts'

export const files: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: ['files:write'],
    run: ({ app, workspace, args }) => {
      const id = newId('F')
      const name = args.text('filename')
      const length = args.number('length', 0)
      if (length <= 0) throw wrong('invalid_arguments', 'length must be the size of the file in bytes')
      workspace.files.set(id, { id, name, length, title: name, content: undefined, shared: false })
      return { upload_url: `${app.address}/upload/${workspace.id}/${id}`, file_id: id }
    },
  },

  'files.completeUploadExternal': {
    tier: 4,
    scopes: ['files:write'],
    run: (call) => {
      const asked = call.args.structure('files')
      if (!Array.isArray(asked)) throw wrong('invalid_arguments', 'missing required field: files')
      const uploaded = (asked as readonly { id: string; title?: string }[]).map(({ id, title }) => {
        const file = call.workspace.files.get(id)
        if (!file) throw new Refused('file_not_found')
        if (file.content === undefined) throw new Refused('file_not_uploaded', {}, `${id} was never uploaded`)
        if (file.shared) throw new Refused('file_update_failed', {}, `${id} was completed before`)
        file.title = title ?? file.title
        return file
      })
      if (call.args.has('channel_id')) {
        const channel = channelOf(call, 'channel_id')
        mustBeOpen(channel)
        if (!channel.members.has(call.workspace.bot.id)) throw new Refused('not_in_channel')
        const text = call.args.maybe('initial_comment') ?? ''
        refuseBroadcast(text)
        const blocks = call.args.has('blocks') ? checkBlocks(call.args.structure('blocks'), 'message') : []
        refuseBroadcasts(blocks)
        // Slack shares a file a moment later: no `ts` comes back.
        call.workspace.post({
          channel: channel.id,
          by: call.workspace.bot.id,
          byApp: true,
          text,
          blocks,
          files: uploaded,
          thread: call.args.maybe('thread_ts'),
        })
      }
      for (const file of uploaded) file.shared = true
      return { files: uploaded.map(({ id, title }) => ({ id, title })) }
    },
  },

  'files.info': {
    tier: 4,
    scopes: ['files:read'],
    run: (call) => {
      const file = call.workspace.files.get(call.args.text('file'))
      if (!file) throw new Refused('file_not_found')
      const shares = [...call.workspace.channels.values()].flatMap((channel) =>
        channel.messages.filter((message) => message.files.includes(file)).map(({ ts }) => [channel, ts] as const),
      )
      const of = (kind: 'public' | 'private'): object =>
        Object.fromEntries(shares.filter(([channel]) => channel.kind === kind).map(([{ id }, ts]) => [id, [{ ts }]]))
      return {
        file: {
          id: file.id,
          name: file.name,
          title: file.title,
          shares: { public: of('public'), private: of('private') },
        },
      }
    },
  },
}
