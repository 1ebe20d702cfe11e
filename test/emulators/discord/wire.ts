import { ChannelType } from 'discord.js'
import { attachmentJson, withFiles } from './files.ts'
import { channelPermissions } from './permissions.ts'
import type { Channel, Guild, Member, Message, Role, User, World } from './world.ts'

// How Discord writes what there is. Invariant: reads only.

export type Json = Record<string, unknown>

const iso = (at: number): string => new Date(at).toISOString().replace('Z', '000+00:00')

export const userJson = (user: User): Json => ({
  id: user.id,
  username: user.username,
  global_name: user.bot ? null : user.display,
  discriminator: user.bot ? '0001' : '0',
  avatar: null,
  bot: user.bot,
  system: false,
  public_flags: 0,
  flags: 0,
  banner: null,
  accent_color: null,
  avatar_decoration_data: null,
  collectibles: null,
  primary_guild: null,
})

export const memberJson = (member: Member): Json => ({
  user: userJson(member.user),
  nick: member.nick ?? null,
  roles: [...member.roles],
  joined_at: iso(member.joinedAt),
  avatar: null,
  banner: null,
  premium_since: null,
  communication_disabled_until: null,
  pending: false,
  deaf: false,
  mute: false,
  flags: 0,
})

export const roleJson = (role: Role): Json => ({
  id: role.id,
  name: role.name,
  permissions: role.permissions.toString(),
  position: role.position,
  color: role.color,
  colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
  hoist: role.hoist,
  icon: null,
  unicode_emoji: null,
  mentionable: role.mentionable,
  managed: role.managed,
  flags: 0,
})

export function channelJson(world: World, channel: Channel): Json {
  const base = { id: channel.id, type: channel.type, flags: 0, last_message_id: lastMessage(channel) }
  if (channel.recipient !== undefined) {
    const user = world.users.get(channel.recipient)
    return { ...base, recipients: user ? [userJson(user)] : [] }
  }
  const pinned = { last_pin_timestamp: channel.lastPinAt === undefined ? null : iso(channel.lastPinAt) }
  const here = { ...base, guild_id: channel.guild, name: channel.name, parent_id: channel.parent ?? null }
  const { thread } = channel
  if (thread) {
    return {
      ...here,
      ...pinned,
      owner_id: thread.owner,
      rate_limit_per_user: channel.slowSeconds,
      message_count: channel.messages.size,
      total_message_sent: channel.messages.size,
      member_count: thread.members.size,
      thread_metadata: {
        archived: thread.archived,
        locked: thread.locked,
        auto_archive_duration: thread.autoArchive,
        archive_timestamp: iso(thread.openedAt),
        create_timestamp: iso(thread.openedAt),
        ...(thread.private && { invitable: thread.invitable }),
      },
    }
  }
  const overwrites = [...channel.overwrites.values()].map(({ id, kind, allow, deny }) => ({
    id,
    type: kind === 'role' ? 0 : 1,
    allow: allow.toString(),
    deny: deny.toString(),
  }))
  const guild = { ...here, position: channel.position, permission_overwrites: overwrites, nsfw: channel.nsfw }
  if (channel.type === ChannelType.GuildCategory) return guild
  return { ...guild, ...pinned, topic: channel.topic ?? null, rate_limit_per_user: channel.slowSeconds }
}

const lastMessage = (channel: Channel): string | null =>
  [...channel.messages.values()].findLast(({ only }) => only === undefined)?.id ?? null

export function messageJson(world: World, message: Message): Json {
  const channel = world.channels.get(message.channel)
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    author: userJson(message.author),
    content: message.content,
    timestamp: iso(message.at),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.pings.users.flatMap((id) => {
      const user = world.users.get(id)
      return user ? [userJson(user)] : []
    }),
    mention_roles: [...message.pings.roles],
    attachments: message.attachments.map((attachment) => attachmentJson(message.channel, attachment)),
    embeds: message.embeds,
    components: message.components.map((component) => withFiles(message, component)),
    flags: message.flags | (message.isPending ? 1 << 7 : 0),
    pinned: message.pinnedAt !== undefined,
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.interaction && {
      webhook_id: world.bot.id,
      application_id: world.bot.id,
      interaction_metadata: {
        id: message.interaction.id,
        type: message.interaction.kind,
        user: userJson(message.interaction.user),
        authorizing_integration_owners: {},
      },
    }),
    ...(message.answers !== undefined && {
      message_reference: {
        type: 0,
        channel_id: message.channel,
        guild_id: channel?.guild,
        message_id: message.answers,
      },
    }),
    ...(message.thread !== undefined && threadOf(world, message.thread)),
  }
}

function threadOf(world: World, id: string): Json {
  const thread = world.channels.get(id)
  return thread ? { thread: channelJson(world, thread) } : {}
}

const isThread = ({ thread }: Channel): boolean => thread !== undefined

export const channelsOf = (world: World, guild: Guild): readonly Channel[] =>
  [...world.channels.values()].filter((channel) => channel.guild === guild.id && !isThread(channel))

export const threadsOf = (world: World, guild: Guild): readonly Channel[] =>
  [...world.channels.values()].filter((channel) => channel.guild === guild.id && isThread(channel))

/** What all endpoints say of a guild; its channels and members come over the gateway only. */
export const guildJson = (guild: Guild): Json => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  splash: null,
  banner: null,
  description: null,
  discovery_splash: null,
  owner_id: guild.owner,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  roles: [...guild.roles.values()].map(roleJson),
  emojis: [],
  stickers: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: 'en-US',
  nsfw_level: 0,
  max_members: 500_000,
  region: 'deprecated',
  hub_type: null,
  home_header: null,
  widget_enabled: false,
  widget_channel_id: null,
  max_presences: null,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  nsfw: false,
  incidents_data: null,
})

/** What the gateway tells of a guild when it becomes available: with the bot as its only member. */
export function guildCreateJson(world: World, guild: Guild): Json {
  const bot = guild.members.get(world.bot.id)
  return {
    ...guildJson(guild),
    joined_at: iso(bot?.joinedAt ?? world.clock.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: bot ? [memberJson(bot)] : [],
    channels: channelsOf(world, guild).map((channel) => channelJson(world, channel)),
    threads: threadsOf(world, guild)
      .filter((channel) => bot && channelPermissions(world, guild, channel, bot) !== 0n)
      .map((channel) => channelJson(world, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}
