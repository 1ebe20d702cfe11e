import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { discordConfig } from '../../adapters/discord/config.ts'
import { bitsOf, inviteLink, needed } from '../../adapters/discord/permissions.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'

const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz_01'

describe('the environment of Discord', () => {
  it('is not there where nothing of it is set', () => {
    expect(discordConfig({})).toBeUndefined()
    expect(discordConfig({ DISCORD_TOKEN: ' ', DISCORD_MEMBERS: '' })).toBeUndefined()
  })

  it('is a token, and Discord’s own address where no other is given', () => {
    expect(discordConfig({ DISCORD_TOKEN: `Bot ${token}` })).toEqual({ token, membersIntent: false })
    expect(
      discordConfig({ DISCORD_TOKEN: token, DISCORD_REST_URL: 'http://127.0.0.1:8080/api', DISCORD_MEMBERS: 'on' }),
    ).toEqual({ token, membersIntent: true, rest: new URL('http://127.0.0.1:8080/api') })
  })

  it('gets a sentence for each thing that is missing or wrong', () => {
    const slips = (environment: Record<string, string>) => discordConfig(environment)
    expect(slips({ DISCORD_MEMBERS: 'on' })).toEqual([expect.stringMatching(/DISCORD_TOKEN is empty.*Copy/)])
    expect(slips({ DISCORD_TOKEN: 'a client secret', DISCORD_REST_URL: 'discord', DISCORD_MEMBERS: 'yes' })).toEqual([
      expect.stringMatching(/three pieces/),
      expect.stringMatching(/DISCORD_REST_URL is no address/),
      expect.stringMatching(/on or off/),
    ])
  })
})

describe('docs/discord.md', () => {
  it('explains each permission that the bot asks for, and names no other in its table', () => {
    const page = readFileSync('docs/discord.md', 'utf8')
    const table = page.slice(page.indexOf('| permission |'), page.indexOf('Not among them:'))
    const explained = [...table.matchAll(/^\| ([A-Z][A-Za-z ]+) \|/gm)].map(([, name]) => name)
    expect(new Set(explained)).toEqual(new Set(Object.values(needed).map((key) => label(say(key)))))
  })

  it('and the example of an environment have every setting', () => {
    for (const page of ['docs/discord.md', '.env.example'])
      for (const name of ['DISCORD_TOKEN', 'DISCORD_MEMBERS', 'DISCORD_REST_URL'])
        expect(readFileSync(page, 'utf8')).toContain(name)
  })
})

describe('the invite link', () => {
  it('asks for the permissions that are named, and no others', () => {
    const asked = BigInt(new URL(inviteLink('42')).searchParams.get('permissions') ?? '')
    expect(asked).toBe(bitsOf(Object.keys(needed) as (keyof typeof needed)[]))
    expect(asked & bitsOf(['Administrator', 'ManageGuild', 'ManageMessages', 'MentionEveryone', 'KickMembers'])).toBe(
      0n,
    )
  })
})
