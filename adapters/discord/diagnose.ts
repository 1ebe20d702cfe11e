import { Routes, type Guild, type REST } from 'discord.js'
import type { Finding } from '../../src/port/heard.ts'
import type { ChannelId } from '../../src/port/id.ts'
import { memberText, type Parts } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import type { Channels } from './channels.ts'
import { missingIn, needed, neededInChannel, type Needed } from './permissions.ts'

/** What keeps the bot from its work in a server, and in these channels of it, each with what mends it. */
export async function diagnosed(
  rest: REST,
  guild: Guild,
  channels: Channels,
  asked: readonly ChannelId[],
): Promise<readonly Finding[]> {
  const me = guild.members.me ?? (await guild.members.fetchMe())
  const inServer = missingIn(me.permissions.bitfield)
  const counts = asked.some((id) => channels.roleOf(id) !== undefined) ? await holdersOf(rest, guild) : new Map()
  const findings: Finding[] = []
  if (inServer.length > 0)
    findings.push({
      says: say('discord/missing-in-server', { permissions: named(inServer) }),
      mend: say('discord/missing-in-server-mend'),
    })
  for (const id of asked) {
    const channel = channels.textChannel(id)
    const may = channel?.permissionsFor(me)
    if (!channel || !may?.has('ViewChannel')) {
      findings.push({ channel: id, says: say('channel/gone'), mend: say('channel/gone-mend') })
      continue
    }
    // What is missing in the whole server is said once.
    const missing = missingIn(may.bitfield, neededInChannel).filter((name) => !inServer.includes(name))
    if (missing.length > 0)
      findings.push({
        channel: id,
        says: say('discord/missing-in-channel', { channel: memberText(channel.name), permissions: named(missing) }),
        mend: say('discord/missing-in-channel-mend'),
      })
    findings.push(...aboutRole(guild, channels, id, counts))
  }
  return findings
}

function aboutRole(
  guild: Guild,
  channels: Channels,
  id: ChannelId,
  counts: ReadonlyMap<string, number>,
): readonly Finding[] {
  const role = guild.roles.cache.get(channels.roleOf(id) ?? '')
  if (!role) return []
  const named = memberText(role.name)
  if (!role.editable)
    return [{ channel: id, says: say('discord/role-above', { role: named }), mend: say('discord/role-above-mend') }]
  const members = channels.membersOf(id)
  const known = members === 'gone' ? 0 : [...members.values()].filter((right) => right === 'member').length
  const holders = counts.get(role.id) ?? 0
  if (holders <= known) return []
  return [
    {
      channel: id,
      says: say('discord/role-strangers', { role: named, holders, known }),
      mend: say('discord/role-strangers-mend'),
    },
  ]
}

/** How many people have each role; Discord tells the numbers, and without the members intent no names. */
async function holdersOf(rest: REST, guild: Guild): Promise<ReadonlyMap<string, number>> {
  const counts = await rest.get(Routes.guildRoleMemberCounts(guild.id)).catch(() => ({}))
  return new Map(Object.entries(counts as Record<string, number>))
}

const named = (missing: readonly Needed[]): Parts => [
  { kind: 'text', text: missing.map((name) => label(say(needed[name]))).join(', ') },
]
