import { describe, expect, it } from 'vitest'
import { makeBot } from '../../src/bot.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { assemblies } from '../../src/store/facts.ts'
import { freshStore } from '../store/fresh.ts'
import { discordStand } from './stand.ts'

// The ten steps of docs/discord.md, from the fourth on, as people type and press them.

describe('a newcomer', () => {
  it('comes from an empty server to a first gauge', { timeout: 60_000 }, async () => {
    const stand = await discordStand({ emulator: { rateLimits: false } })
    const { discord, platform } = stand
    const store = await freshStore()
    const bot = makeBot({ store, now: () => fromMs(discord.now()), log: () => undefined })
    const [home] = stand.homes
    await bot.join({ platform, workspace: home?.workspace ?? '' })
    const [nadia, maria, amina, leo] = [
      discord.enrol('Nadia', { admin: true }),
      discord.enrol('Maria'),
      discord.enrol('Amina'),
      discord.enrol('Leo'),
    ]
    const channel = (name: string) => discord.channels().find((each) => each.name === name)?.id ?? ''
    const drawn = async () => {
      await bot.drawStale()
      for (const { name } of discord.channels()) void name
    }

    // 4. Found the assembly.
    await discord.slash(nadia, channel('general'), 'assembly found', { name: 'Policy Council', forum: 'the Forum' })
    await discord.submit(nadia, { caucuses: 'Civil society, 3\nGovernment, 3' })
    await discord.click(nadia, channel('general'), 'Send without the rest')
    expect(discord.seenBy(nadia, channel('general'))).toContain('What it will mean')
    await discord.submit(nadia, {})
    expect(discord.seenBy(nadia, channel('general'))).toContain('Policy Council')
    expect(discord.channels().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Assembly', 'plenary', 'civil-society', 'government']),
    )
    const plenary = channel('plenary')

    // 5 and 6. Seats and offices.
    for (const [who, as] of [
      [amina, 'representative'],
      [leo, 'representative'],
    ] as const)
      await discord.slash(nadia, plenary, 'member seat', { member: `<@${who}>`, caucus: 'civil-society', as })
    await discord.slash(nadia, plenary, 'office give', { office: 'plenary chair', member: `<@${maria}>` })
    await discord.slash(nadia, plenary, 'office give', {
      office: 'caucus chair',
      member: `<@${amina}>`,
      caucus: 'civil-society',
    })
    for (const assembly of await assemblies(bot.acting.query)) await bot.keepChannels(assembly)
    const caucus = channel('civil-society')
    expect(discord.membersWhoSee(caucus)).toEqual(expect.arrayContaining([amina, leo]))
    expect(discord.membersWhoSee(caucus)).not.toContain(maria)

    // 7. A message becomes a proposal.
    const message = await discord.say(leo, caucus, '1. A registry is kept.\n\n2. Anyone may read it.')
    await discord.context(leo, message, 'Submit as a proposal')
    await discord.submit(leo, { title: 'A registry' })
    await discord.click(leo, caucus, 'Send without the rest')
    expect(discord.seenBy(leo, caucus)).toContain('P-1')

    // 8. It is admitted, taken up and sent to the caucuses.
    await discord.slash(nadia, plenary, 'proposal admit', { proposal: 'P-1' })
    await discord.slash(maria, plenary, 'proposal take-up', { proposal: 'P-1' })
    await discord.slash(maria, plenary, 'proposal dispatch', { proposal: 'P-1', closes: 'in 7 days' })
    await discord.submit(maria, {})
    await drawn()
    expect(discord.seenBy(leo, caucus)).toContain('Our answer is due')

    // 9. The chair opens the gauge.
    await discord.slash(amina, caucus, 'gauge open', { proposal: 'P-1', closes: 'in 2 days' })
    await drawn()
    expect(discord.seenBy(leo, caucus)).toContain('where do you stand?')

    // 10. A member answers, and only they are told what counts.
    await discord.click(leo, caucus, 'Support')
    expect(discord.seenBy(leo, caucus)).toContain('You answered Support')
    expect(discord.seenBy(amina, caucus)).not.toContain('You answered Support')
    await drawn()
    expect(discord.seenBy(amina, caucus)).toMatch(/1 of 2 seats|1 of 3 seats|1 of/)

    await discord.slash(nadia, plenary, 'channel check')
    expect(discord.refused).toEqual([])
    await bot.leave()
    expect(stand.log.filter((each) => !each.includes('commands'))).toEqual([])
    await stand.stop()
  })
})
