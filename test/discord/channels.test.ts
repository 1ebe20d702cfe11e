import { PermissionFlagsBits as Bit } from 'discord.js'
import { afterEach, describe, expect, it } from 'vitest'
import { bitsOf, needed } from '../../adapters/discord/permissions.ts'
import { line } from '../../src/port/card.ts'
import type { ChannelId, PersonId } from '../../src/port/id.ts'
import type { Right } from '../../src/port/platform.ts'
import { text } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { discordStand, type DiscordStand, type Standing } from './stand.ts'

// Who sees what in a server, computed by the emulator from roles and overwrites; and what hands do to it.

const stands: DiscordStand[] = []
afterEach(async () => {
  for (const stand of stands.splice(0)) await stand.stop()
})

async function server(standing: Standing = {}) {
  const stand = await discordStand({ ...standing, emulator: { rateLimits: false, ...standing.emulator } })
  stands.push(stand)
  const { platform, discord, door } = stand
  await door.open(platform)
  const [ana, bo, cy] = await Promise.all(['Ana Souza', 'Bo Lind', 'Cy Park'].map((name) => stand.enrol(name)))
  if (!ana || !bo || !cy) throw new Error('three were enrolled')
  const open = async (
    members: readonly (readonly [PersonId, Right])[],
    wish: { name?: string; private?: boolean; membersShown?: boolean } = {},
  ): Promise<ChannelId> => {
    const given = { name: 'Civil Society', topic: 'Caucus', private: true, membersShown: false, ...wish }
    return (await platform.openChannel({ ...given, members: new Map(members) })).channel
  }
  const ours = (channel: ChannelId) =>
    discord.membersWhoSee(channel).filter((id) => [ana, bo, cy].includes(id as PersonId))
  const findings = async (channel: ChannelId) =>
    (await platform.diagnose([channel])).map(({ says, mend }) => [label(says), label(mend)].join(' '))
  return { stand, platform, discord, door, ana, bo, cy, open, ours, findings }
}

describe('the channel of a caucus', () => {
  it('is seen by its members and readers, and by administrators and the owner, as on Discord', async () => {
    const { discord, ana, bo, cy, open, ours } = await server()
    const channel = await open([
      [ana, 'member'],
      [bo, 'reader'],
    ])
    expect(ours(channel)).toEqual([ana, bo])
    await discord.say(ana, channel, 'I may speak')
    await expect(discord.say(bo, channel, 'I may not')).rejects.toThrow()
    await expect(discord.say(cy, channel, 'I am not here')).rejects.toThrow()
    const admin = discord.enrol('Adam Admin', { admin: true })
    expect(discord.membersWhoSee(channel)).toContain(admin)
  })

  it('is made in one call, with the bot’s own rights in it, in a category of the assembly', async () => {
    const { discord, ana, open } = await server()
    const before = discord.callsTo('PATCH /channels/:channel')
    const channel = await open([[ana, 'member']])
    expect(discord.callsTo('PATCH /channels/:channel')).toBe(before)
    const all = discord.channels()
    const made = all.find(({ id }) => id === channel)
    expect(made).toMatchObject({ name: 'civil-society', topic: 'Caucus' })
    expect(all.find(({ id }) => id === made?.parent)?.name).toBe('Assembly')
    expect(discord.refused).toEqual([])
  })

  it('goes into another category where the first is full', async () => {
    const { discord, ana, open } = await server()
    const first = await open([[ana, 'member']])
    const parent = discord.channels().find(({ id }) => id === first)?.parent
    for (let n = 1; n < 50; n += 1) discord.addChannel(`room-${n}`, { ...(parent !== undefined && { parent }) })
    await expect.poll(() => discord.channels().filter((each) => each.parent === parent).length).toBe(50)
    const second = await open([[ana, 'member']])
    const other = discord.channels().find(({ id }) => id === second)
    expect(other?.name).toBe('civil-society-2')
    expect(discord.channels().find(({ id }) => id === other?.parent)?.name).toBe('Assembly 2')
  })

  it('of which everybody may know the members shows them by a role of its name', async () => {
    const { platform, discord, ana, bo, cy, open, ours } = await server()
    const channel = await open(
      [
        [ana, 'member'],
        [bo, 'member'],
      ],
      { membersShown: true },
    )
    expect([discord.rolesOf(ana), discord.rolesOf(bo), discord.rolesOf(cy)]).toEqual([
      ['Civil Society'],
      ['Civil Society'],
      [],
    ])
    await platform.setMembers(
      channel,
      new Map([
        [ana, 'member'],
        [cy, 'reader'],
      ]),
    )
    expect([discord.rolesOf(ana), discord.rolesOf(bo), discord.rolesOf(cy)]).toEqual([['Civil Society'], [], []])
    expect(ours(channel)).toEqual([ana, cy])
    expect(discord.refused).toEqual([])
  })

  it('keeps the same people after a restart, by what stands in it', async () => {
    const { stand, discord, ana, bo, open } = await server()
    const channel = await open(
      [
        [ana, 'member'],
        [bo, 'reader'],
      ],
      { membersShown: true },
    )
    await stand.restart()
    const again = stand.homes.at(-1)
    expect(await again?.platform.membersOf(channel)).toEqual(
      new Map([
        [ana, 'member'],
        [bo, 'reader'],
      ]),
    )
    expect(discord.refused).toEqual([])
  })

  it('that is open to all is read by all, and spoken in by its members', async () => {
    const { discord, ana, cy, open, ours } = await server()
    const plenary = await open([[ana, 'member']], { name: 'Plenary', private: false })
    expect(ours(plenary)).toContain(cy)
    await discord.say(ana, plenary, 'I may speak')
    await expect(discord.say(cy, plenary, 'I may only read')).rejects.toThrow()
  })

  it('keeps what an administrator set for a role of their own', async () => {
    const { platform, discord, ana, bo, cy, open, ours } = await server()
    const channel = await open([[ana, 'member']])
    const hosts = discord.addRole('Hosts')
    discord.giveRole(cy, hosts)
    discord.overwrite(channel, hosts, { allow: Bit.ViewChannel | Bit.ManageMessages })
    await expect.poll(() => ours(channel)).toEqual([ana, cy])
    await platform.setMembers(channel, new Map([[bo, 'member']]))
    expect(ours(channel)).toEqual([bo, cy])
    expect(discord.refused).toEqual([])
  })
})

describe('what hands do', () => {
  it('with a role is heard when the person next does something', async () => {
    const { discord, door, platform, ana, cy, open } = await server()
    const channel = await open([[ana, 'member']], { membersShown: true })
    const role = await roleNamed(discord, 'Civil Society')
    discord.giveRole(cy, role)
    await discord.slash(cy, channel, 'desk mine')
    await expect.poll(() => door.heard).toMatchObject([{ kind: 'joined', channel, who: { name: 'Cy Park' } }])
    discord.takeRole(ana, role)
    await discord.slash(ana, channel, 'desk mine').catch(() => undefined)
    await expect.poll(() => door.heard.length).toBe(2)
    expect(door.heard[1]).toMatchObject({ kind: 'left', channel, who: { name: 'Ana Souza' } })
    expect(await platform.membersOf(channel)).toEqual(new Map([[cy, 'member']]))
  })

  it('with a role is heard at once where the members intent is switched on', async () => {
    const { discord, door, ana, cy, open } = await server({
      membersIntent: true,
      emulator: { privilegedIntents: 1 << 1 },
    })
    const channel = await open([[ana, 'member']], { membersShown: true })
    discord.giveRole(cy, await roleNamed(discord, 'Civil Society'))
    await expect.poll(() => door.heard).toMatchObject([{ kind: 'joined', channel, who: { name: 'Cy Park' } }])
    discord.leave(ana)
    await expect.poll(() => door.heard.length).toBe(2)
    expect(door.heard[1]).toMatchObject({ kind: 'left', channel })
  })

  it('while the bot is away is found when it comes back', async () => {
    const { discord, door, ana, bo, open } = await server()
    const channel = await open([[ana, 'member']])
    const doomed = await open([[ana, 'member']], { name: 'Doomed' })
    const { identified } = discord.gateway.counts
    discord.gateway.invalidate(false)
    discord.overwrite(channel, bo, { allow: Bit.ViewChannel | Bit.SendMessages })
    discord.removeChannel(doomed)
    await expect.poll(() => discord.gateway.counts.identified, { timeout: 10_000 }).toBeGreaterThan(identified)
    await expect.poll(() => door.heard.map(({ kind }) => kind).toSorted()).toEqual(['channel gone', 'joined'])
  })

  it('to a role leaves its people in', async () => {
    const { platform, discord, ana, open, ours } = await server()
    const channel = await open([[ana, 'member']], { membersShown: true })
    discord.removeRole(await roleNamed(discord, 'Civil Society'))
    await expect.poll(() => discord.rolesOf(ana)).toEqual([])
    expect(ours(channel)).toEqual([ana])
    expect(await platform.setMembers(channel, new Map([[ana, 'reader']]))).toEqual(new Map())
  })

  it('to the bot itself is told: let in elsewhere, and shut out here', async () => {
    const { stand, discord, door } = await server()
    discord.addGuild('Another forum')
    await expect.poll(() => stand.homes.length).toBe(2)
    expect(new Set(stand.homes.map(({ workspace }) => workspace)).size).toBe(2)
    discord.removeBot()
    await expect.poll(() => door.heard).toEqual([{ kind: 'shut out' }])
  })
})

describe('doctor', () => {
  it('finds nothing where all is well', async () => {
    const { ana, open, findings } = await server()
    expect(await findings(await open([[ana, 'member']], { membersShown: true }))).toEqual([])
  })

  it('names the permissions that are missing, in the server and in a channel', async () => {
    const { discord, ana, open, findings } = await server()
    const channel = await open([[ana, 'member']])
    discord.overwrite(channel, discord.bot, { allow: Bit.ViewChannel, deny: Bit.PinMessages })
    await expect
      .poll(() => findings(channel))
      .toEqual([expect.stringMatching(/#civil-society: Pin Messages\..*Permissions/)])
    discord.setBotPermissions(bitsOf(Object.keys(needed) as (keyof typeof needed)[]) & ~Bit.ManageRoles)
    await expect.poll(async () => (await findings(channel)).length).toBe(2)
    expect((await findings(channel))[0]).toMatch(/in this server: Manage Roles\./)
  })

  it('says when a role stands above the bot’s own, and lets people in all the same', async () => {
    const { platform, discord, ana, bo, open, ours, findings } = await server()
    const channel = await open([[ana, 'member']], { membersShown: true })
    discord.raiseRole(await roleNamed(discord, 'Civil Society'))
    await expect.poll(() => findings(channel)).toEqual([expect.stringMatching(/Civil Society stands above.*drag/)])
    expect(
      await platform.setMembers(
        channel,
        new Map([
          [ana, 'member'],
          [bo, 'member'],
        ]),
      ),
    ).toEqual(new Map())
    expect(ours(channel)).toEqual([ana, bo])
  })

  it('counts the strangers who have a role', async () => {
    const { discord, ana, cy, open, findings } = await server()
    const channel = await open([[ana, 'member']], { membersShown: true })
    discord.giveRole(cy, await roleNamed(discord, 'Civil Society'))
    expect(await findings(channel)).toEqual([expect.stringMatching(/2 people have the role Civil Society.*knows of 1/)])
  })
})

describe('what Discord refuses', () => {
  it('is told as trouble, in its own words', async () => {
    const { discord, ana, open } = await server()
    discord.setBotPermissions(Bit.ViewChannel | Bit.SendMessages)
    await expect(open([[ana, 'member']])).rejects.toMatchObject({ name: 'PlatformTrouble', code: '50013' })
  })

  it('of a channel that is linked by hand is found out', async () => {
    const { platform, discord, ana } = await server()
    const hidden = discord.addChannel('secret', { hidden: true })
    const there = discord.addChannel('the-caucus')
    await expect.poll(() => platform.linkChannel('#the-caucus')).toBe(there)
    expect(await platform.linkChannel(`https://discord.com/channels/${discord.guild}/${there}`)).toBe(there)
    expect(await platform.linkChannel(`<#${hidden}>`)).toBe('unknown')
    const channel = await platform.linkChannel(there)
    expect(channel === 'unknown' ? 'unknown' : await platform.setMembers(channel, new Map([[ana, 'member']]))).toEqual(
      new Map(),
    )
    expect(await platform.post(channel as ChannelId, { nodes: [line([text('here')])], summary: [] })).not.toBe('gone')
  })
})

/** The id of a role of this name, as Discord's settings show it. */
async function roleNamed(discord: DiscordStand['discord'], name: string): Promise<string> {
  const response = await fetch(`${discord.api}/v10/guilds/${discord.guild}/roles`, {
    headers: { authorization: `Bot ${discord.token}` },
  })
  const roles = (await response.json()) as readonly { id: string; name: string }[]
  const found = roles.find((role) => role.name === name)
  if (!found) throw new Error(`there is no role ${name}`)
  return found.id
}
