import { ChannelType, PermissionFlagsBits as Bit } from 'discord.js'
import { botIn, channelWith, needInGuild, removeChannel, tellChannel, theChannel, theGuild } from '../access.ts'
import type { Emulator } from '../emulator.ts'
import { checkOverwrites, overwriteOf, type OverwriteBody } from '../overwrites.ts'
import { has } from '../permissions.ts'
import { windows, type Take } from '../rate.ts'
import { Refusal, refusals, wrongBody } from '../refusal.ts'
import { part, type Call, type Route } from '../route.ts'
import { channelJson, channelsOf } from '../wire.ts'
import { addChannel, type Channel, type Guild } from '../world.ts'

interface ChannelBody {
  readonly name?: string
  readonly type?: ChannelType | null
  readonly topic?: string | null
  readonly parent_id?: string | null
  readonly position?: number | null
  readonly nsfw?: boolean | null
  readonly rate_limit_per_user?: number | null
  readonly permission_overwrites?: readonly OverwriteBody[] | null
  readonly archived?: boolean
  readonly locked?: boolean
  readonly invitable?: boolean
  readonly auto_archive_duration?: number
}

/** Discord writes names of text channels in small letters, with hyphens. */
const spelledName = (type: ChannelType, name: string): string =>
  type === ChannelType.GuildCategory
    ? name
    : name
        .toLowerCase()
        .replaceAll(/[\s.]+/g, '-')
        .replaceAll(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}_-]/gu, '')

const textLike: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildCategory,
])

function parentOf({ world }: Emulator, guild: Guild, id: string | null | undefined): Channel | undefined {
  if (id === undefined || id === null) return undefined
  const parent = world.channels.get(id)
  if (parent?.guild !== guild.id || parent.type !== ChannelType.GuildCategory)
    throw wrongBody(['parent_id'], 'CHANNEL_PARENT_INVALID', 'Category does not exist')
  const children = channelsOf(world, guild).filter((each) => each.parent === id)
  if (children.length >= 50)
    throw wrongBody(['parent_id'], 'CHANNEL_PARENT_MAX_CHANNELS', 'Maximum number of channels in category reached (50)')
  return parent
}

function checkTopic({ topic }: ChannelBody): void {
  // The OpenAPI says 4,096, which is a forum's.
  if ((topic?.length ?? 0) > 1_024)
    throw wrongBody(['topic'], 'BASE_TYPE_MAX_LENGTH', 'Must be 1024 or fewer in length.')
}

function create(emulator: Emulator, guild: Guild, body: ChannelBody): Channel {
  const { world } = emulator
  needInGuild(emulator, guild, Bit.ManageChannels)
  if (channelsOf(world, guild).length >= 500) throw refusals.tooManyChannels()
  checkTopic(body)
  const type = body.type ?? ChannelType.GuildText
  if (!textLike.has(type)) throw new Refusal(501, 0, `The emulator has no channels of type ${type}`)
  const parent = parentOf(emulator, guild, body.parent_id)
  // Without overwrites of its own a channel starts with those of its category.
  const overwrites = body.permission_overwrites?.map((each) => overwriteOf(emulator, guild, each)) ?? [
    ...(parent?.overwrites.values() ?? []),
  ]
  if (body.permission_overwrites) checkOverwrites(emulator, guild, overwrites, { parent })
  const channel = addChannel(world, {
    type,
    guild: guild.id,
    name: spelledName(type, body.name ?? ''),
    topic: body.topic ?? undefined,
    parent: parent?.id,
    nsfw: body.nsfw ?? false,
    slowSeconds: body.rate_limit_per_user ?? 0,
    overwrites,
  })
  tellChannel(emulator, 'CHANNEL_CREATE', channel)
  return channel
}

const renames = new WeakMap<Emulator, Take>()

/** Names and topics: 2 changes in 10 minutes a channel (discord-api-docs #1900). */
function checkRenames(emulator: Emulator, channel: Channel, body: ChannelBody): void {
  const isRenamed = body.name !== undefined && spelledName(channel.type, body.name) !== channel.name
  const isRetitled = body.topic !== undefined && (body.topic ?? undefined) !== channel.topic
  if (!isRenamed && !isRetitled) return
  const take = renames.get(emulator) ?? windows(emulator.clock)
  renames.set(emulator, take)
  const share = take(channel.id, 2, 10 * 60_000)
  if (share.isOver) throw new Refusal(429, 0, 'You are being rate limited.', { retryAfter: share.resetAfter })
}

function edit(emulator: Emulator, channel: Channel, body: ChannelBody): void {
  const guild = emulator.world.guilds.get(channel.guild ?? '')
  if (!guild) throw refusals.notInDm()
  if (channel.thread) return editThread(emulator, channel, body)
  const may = botIn(emulator, channel)
  if (!has(may, Bit.ManageChannels)) throw refusals.missingPermissions()
  checkTopic(body)
  const overwrites = body.permission_overwrites?.map((each) => overwriteOf(emulator, guild, each))
  if (overwrites) {
    if (!has(may, Bit.ManageRoles)) throw refusals.missingPermissions()
    const removed = [...channel.overwrites.values()]
      .filter(({ id }) => !overwrites.some((each) => each.id === id))
      .map((each) => ({ ...each, allow: 0n, deny: 0n }))
    checkOverwrites(emulator, guild, [...overwrites, ...removed], { channel })
  }
  const moves = body.parent_id !== undefined && (body.parent_id ?? undefined) !== channel.parent
  const parent = moves ? parentOf(emulator, guild, body.parent_id)?.id : channel.parent
  checkRenames(emulator, channel, body)
  channel.parent = parent
  if (body.name !== undefined) channel.name = spelledName(channel.type, body.name)
  if (body.topic !== undefined) channel.topic = body.topic ?? undefined
  if (typeof body.position === 'number') channel.position = body.position
  if (typeof body.nsfw === 'boolean') channel.nsfw = body.nsfw
  if (typeof body.rate_limit_per_user === 'number') channel.slowSeconds = body.rate_limit_per_user
  if (overwrites) {
    channel.overwrites.clear()
    for (const each of overwrites) channel.overwrites.set(each.id, each)
  }
  tellChannel(emulator, 'CHANNEL_UPDATE', channel)
}

function editThread(emulator: Emulator, channel: Channel, body: ChannelBody): void {
  const { thread } = channel
  if (!thread) return
  const isOwner = thread.owner === emulator.world.bot.id
  const manages = has(botIn(emulator, channel), Bit.ManageThreads)
  const onlyOpens = body.archived === false && !thread.locked && Object.keys(body).length === 1
  if (!manages && !isOwner && !onlyOpens) throw refusals.missingPermissions()
  if (body.locked !== undefined && body.locked !== thread.locked && !manages) throw refusals.missingPermissions()
  if (thread.archived && body.archived !== false) throw refusals.archivedThread()
  checkRenames(emulator, channel, body.name === undefined ? {} : { name: body.name })
  if (body.name !== undefined) channel.name = body.name
  if (thread.archived && body.archived === false) thread.openedAt = emulator.clock.now()
  thread.archived = body.archived ?? thread.archived
  thread.locked = body.locked ?? thread.locked
  thread.invitable = body.invitable ?? thread.invitable
  thread.autoArchive = body.auto_archive_duration ?? thread.autoArchive
  tellChannel(emulator, 'THREAD_UPDATE', channel)
}

const guildOfChannel = (emulator: Emulator, channel: Channel): Guild => {
  const guild = emulator.world.guilds.get(channel.guild ?? '')
  if (!guild) throw refusals.notInDm()
  return guild
}

/** Overwrites are changed by those who manage roles, in this channel. */
const overwritable = (emulator: Emulator, call: Call): Channel =>
  channelWith(emulator, part(call, 'channel'), Bit.ManageRoles)

export const channelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    run: (emulator, call) =>
      channelsOf(emulator.world, theGuild(emulator, call)).map((each) => channelJson(emulator.world, each)),
  },
  {
    method: 'POST',
    path: '/guilds/:guild/channels',
    shape: 'create channel',
    status: 201,
    run: (emulator, call) =>
      channelJson(emulator.world, create(emulator, theGuild(emulator, call), call.body as ChannelBody)),
  },
  {
    method: 'GET',
    path: '/channels/:channel',
    run: (emulator, call) => channelJson(emulator.world, theChannel(emulator, call)),
  },
  {
    method: 'PATCH',
    path: '/channels/:channel',
    shape: 'edit channel',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      edit(emulator, channel, call.body as ChannelBody)
      return channelJson(emulator.world, channel)
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel',
    run: (emulator, call) => {
      const channel = theChannel(emulator, call)
      if (channel.guild !== undefined) {
        channelWith(emulator, channel.id, channel.thread ? Bit.ManageThreads : Bit.ManageChannels)
        removeChannel(emulator, channel)
      }
      return channelJson(emulator.world, channel)
    },
  },
  {
    method: 'PUT',
    path: '/channels/:channel/permissions/:overwrite',
    shape: 'set overwrite',
    run: (emulator, call) => {
      const channel = overwritable(emulator, call)
      const guild = guildOfChannel(emulator, channel)
      const body = call.body as Omit<OverwriteBody, 'id'>
      const overwrite = overwriteOf(emulator, guild, { ...body, id: part(call, 'overwrite') })
      checkOverwrites(emulator, guild, [overwrite], { channel })
      if (channel.overwrites.size >= 1_000 && !channel.overwrites.has(overwrite.id))
        throw new Refusal(400, 30_060, 'Maximum number of channel permission overwrites reached (1000)')
      channel.overwrites.set(overwrite.id, overwrite)
      tellChannel(emulator, 'CHANNEL_UPDATE', channel)
      return undefined
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/permissions/:overwrite',
    run: (emulator, call) => {
      const channel = overwritable(emulator, call)
      const old = channel.overwrites.get(part(call, 'overwrite'))
      if (!old) throw refusals.unknownOverwrite()
      checkOverwrites(emulator, guildOfChannel(emulator, channel), [{ ...old, allow: 0n, deny: 0n }], { channel })
      channel.overwrites.delete(old.id)
      tellChannel(emulator, 'CHANNEL_UPDATE', channel)
      return undefined
    },
  },
]
