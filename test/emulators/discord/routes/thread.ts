import { ChannelType, MessageFlags as Flag, MessageType, PermissionFlagsBits as Bit } from 'discord.js'
import { channelWith, guildOf, theChannel, theGuild, theMessage, tellChannel, tellMessage } from '../access.ts'
import type { Emulator } from '../emulator.ts'
import { channelPermissions } from '../permissions.ts'
import { refusals } from '../refusal.ts'
import { part, type Call, type Route } from '../route.ts'
import { channelJson, threadsOf, type Json } from '../wire.ts'
import { addChannel, addMessage, botMember, type Channel } from '../world.ts'

interface ThreadBody {
  readonly name: string
  readonly type?: ChannelType | null
  readonly auto_archive_duration?: number | null
  readonly invitable?: boolean | null
}

function start(emulator: Emulator, parent: Channel, body: ThreadBody, id?: string): Channel {
  const isPrivate = id === undefined && body.type === ChannelType.PrivateThread
  channelWith(emulator, parent.id, isPrivate ? Bit.CreatePrivateThreads : Bit.CreatePublicThreads)
  if (parent.type !== ChannelType.GuildText) throw refusals.notInDm()
  const thread = addChannel(emulator.world, {
    type: isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
    guild: parent.guild,
    parent: parent.id,
    name: body.name,
    ...(id !== undefined && { id }),
    thread: {
      private: isPrivate,
      owner: emulator.world.bot.id,
      members: new Set([emulator.world.bot.id]),
      openedAt: emulator.clock.now(),
      archived: false,
      locked: false,
      autoArchive: body.auto_archive_duration ?? 4_320,
      invitable: body.invitable ?? true,
    },
  })
  tellChannel(emulator, 'THREAD_CREATE', thread)
  return thread
}

const membersJson = ({ id, thread }: Channel): readonly Json[] =>
  [...(thread?.members ?? [])].map((user) => ({
    id,
    user_id: user,
    join_timestamp: new Date(0).toISOString(),
    flags: 0,
  }))

function join(emulator: Emulator, call: Call, joins: boolean): undefined {
  const channel = theChannel(emulator, call)
  const user = part(call, 'user')
  const who = user === '@me' ? emulator.world.bot.id : user
  if (!channel.thread || channel.guild === undefined) throw refusals.notInDm()
  if (!guildOf(emulator, channel.guild).members.has(who)) throw refusals.unknownMember()
  if (channel.thread.archived) throw refusals.archivedThread()
  if (!joins && user !== '@me') channelWith(emulator, channel.id, Bit.ManageThreads)
  if (joins) channel.thread.members.add(who)
  else channel.thread.members.delete(who)
  return undefined
}

export const threadRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/channels/:channel/messages/:message/threads',
    shape: 'start thread',
    status: 201,
    run: (emulator, call) => {
      const parent = theChannel(emulator, call)
      const message = theMessage(parent, call)
      if (message.thread !== undefined) throw refusals.threadExists()
      // A thread on a message has that message's id.
      const thread = start(emulator, parent, call.body as ThreadBody, message.id)
      message.thread = thread.id
      message.flags |= Flag.HasThread
      tellMessage(emulator, 'MESSAGE_UPDATE', message)
      return channelJson(emulator.world, thread)
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/threads',
    shape: 'create thread',
    status: 201,
    run: (emulator, call) => {
      const parent = theChannel(emulator, call)
      const thread = start(emulator, parent, call.body as ThreadBody)
      if (thread.thread?.private !== true) {
        const notice = addMessage(emulator.world, parent, {
          author: emulator.world.bot,
          type: MessageType.ThreadCreated,
          content: thread.name,
        })
        tellMessage(emulator, 'MESSAGE_CREATE', notice)
      }
      return channelJson(emulator.world, thread)
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/threads/active',
    run: (emulator, call) => {
      const guild = theGuild(emulator, call)
      const bot = botMember(emulator.world, guild)
      const threads = threadsOf(emulator.world, guild).filter(
        (each) => each.thread?.archived === false && channelPermissions(emulator.world, guild, each, bot) !== 0n,
      )
      return {
        threads: threads.map((each) => channelJson(emulator.world, each)),
        members: threads.flatMap(membersJson),
      }
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/thread-members',
    run: (emulator, call) => membersJson(theChannel(emulator, call)),
  },
  {
    method: 'PUT',
    path: '/channels/:channel/thread-members/:user',
    run: (emulator, call) => join(emulator, call, true),
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/thread-members/:user',
    run: (emulator, call) => join(emulator, call, false),
  },
]
