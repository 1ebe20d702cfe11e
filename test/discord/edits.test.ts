import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { line, type Card } from '../../src/port/card.ts'
import type { ChannelId, MessageId } from '../../src/port/id.ts'
import { text } from '../../src/text/part.ts'
import { invitedWith } from '../emulators/discord/settings.ts'
import { discordStand, type DiscordStand, type Standing } from './stand.ts'

// Many edits at once, edits of old messages, and channels that the bot has lost.

const stands: DiscordStand[] = []
afterEach(async () => {
  for (const stand of stands.splice(0)) await stand.stop()
})

const card = (words: string): Card => ({ nodes: [line([text(words)])], summary: [] })
const patch = 'PATCH /channels/:channel/messages/:message'
const create = 'POST /channels/:channel/messages'

async function rooms(standing: Standing = {}) {
  const stand = await discordStand(standing)
  stands.push(stand)
  await stand.door.open(stand.platform)
  const ana = await stand.enrol('Ana Souza')
  const open = async (name: string) => {
    const members = new Map([[ana, 'member' as const]])
    const wish = { name, topic: '', private: true, membersShown: false, members }
    return (await stand.platform.openChannel(wish)).channel
  }
  const post = async (channel: ChannelId, words: string): Promise<MessageId> => {
    const message = await stand.platform.post(channel, card(words))
    if (message === 'gone') throw new Error('the channel is gone')
    return message
  }
  const update = (channel: ChannelId, message: MessageId, words: string) =>
    stand.platform.update(channel, message, card(words))
  return { stand, discord: stand.discord, ana, open, post, update }
}

describe('a card that many answers change at once', () => {
  it('is edited a bounded number of times, ends right, and holds up no other card', async () => {
    const { discord, ana, open, post, update } = await rooms({ adapter: { betweenEditsMs: 300 } })
    const [busy, quiet] = [await open('busy'), await open('quiet')]
    const [tally, desk] = [await post(busy, '0 have answered'), await post(quiet, 'the desk')]
    const all: Promise<unknown>[] = []
    for (let n = 1; n <= 1_000; n += 1) {
      all.push(update(busy, tally, `${n} have answered`))
      if (n === 500) {
        const before = Date.now()
        expect(await update(quiet, desk, 'the desk, once more')).toBe('updated')
        expect(Date.now() - before).toBeLessThan(1_000)
      }
      if (n % 100 === 0) await sleep(20)
    }
    expect(new Set(await Promise.all(all))).toEqual(new Set(['updated']))
    expect(discord.seenBy(ana, busy)).toContain('1000 have answered')
    // 1,000 changes in a good second: one edit each 300 ms.
    expect(discord.callsTo(patch)).toBeLessThan(12)
    expect(discord.refused).toEqual([])
  })

  it('waits as long as Discord says, and then shows what is newest', async () => {
    const { discord, ana, open, post, update } = await rooms()
    const channel = await open('busy')
    const messages = await Promise.all(['a', 'b', 'c'].map((name) => post(channel, name)))
    // Discord takes 5 edits in 5 s in a channel.
    const done = await Promise.all(
      messages.flatMap((message) =>
        [1, 2, 3].map((n) => sleep(n * 60).then(() => update(channel, message, `at ${n}`))),
      ),
    )
    expect(new Set(done)).toEqual(new Set(['updated']))
    expect(discord.seenBy(ana, channel).match(/at 3/g)).toHaveLength(3)
  })

  it('is not waited for when the bot stops: it is sent when the bot is back', async () => {
    const { stand, open, post, update } = await rooms()
    const channel = await open('busy')
    const messages = await Promise.all(['a', 'b', 'c', 'd'].map((name) => post(channel, name)))
    const edits = messages.flatMap((message) =>
      [1, 2].map((n) => sleep(n * 40).then(() => update(channel, message, `${n}`))),
    )
    const settled = Promise.allSettled(edits)
    await sleep(400)
    const before = Date.now()
    await stand.platform.stop()
    const waited = (await settled).filter(({ status }) => status === 'rejected')
    expect(Date.now() - before).toBeLessThan(1_000)
    expect(waited.length).toBeGreaterThan(0)
  })

  it('is not sent again where nothing of it has changed', async () => {
    const { discord, open, post, update } = await rooms()
    const channel = await open('still')
    const message = await post(channel, 'the desk')
    for (let n = 0; n < 5; n += 1) expect(await update(channel, message, 'the desk, changed')).toBe('updated')
    expect(discord.callsTo(patch)).toBe(1)
  })
})

describe('a message older than an hour', () => {
  it('that Discord takes no more edits of makes room for a new one, and nobody waits for it', async () => {
    const { discord, ana, open, post, update } = await rooms({ emulator: { rateLimits: false, oldEdits: 2 } })
    const channel = await open('old')
    const message = await post(channel, 'the tracker')
    discord.advance(2 * 3_600_000)
    const done: string[] = []
    for (let n = 1; n <= 3; n += 1) done.push(await update(channel, message, `round ${n}`))
    expect(done).toEqual(['updated', 'updated', 'gone'])
    expect(discord.seenBy(ana, channel)).not.toContain('round')
    const fresh = await post(channel, 'round 3')
    expect(await update(channel, fresh, 'round 4')).toBe('updated')
  })
})

describe('a channel that the bot has lost', () => {
  it('is asked once, and again when its rights have changed', async () => {
    const { discord, stand, open, post } = await rooms()
    const channel = await open('lost')
    discord.overwrite(channel, discord.bot)
    await expect.poll(async () => (await stand.platform.diagnose([channel])).length).toBe(1)
    const before = discord.callsTo(create)
    for (let n = 0; n < 10; n += 1) expect(await stand.platform.post(channel, card('lost'))).toBe('gone')
    expect(discord.callsTo(create)).toBe(before + 1)
    discord.overwrite(channel, discord.bot, { allow: invitedWith })
    await expect.poll(async () => await stand.platform.diagnose([channel])).toEqual([])
    expect(await post(channel, 'found again')).not.toBe('gone')
  })

  it('in which it may not do one thing still takes the others', async () => {
    const { discord, stand, open, post } = await rooms()
    const channel = await open('unpinned')
    const message = await post(channel, 'the desk')
    discord.overwrite(channel, discord.bot, { allow: invitedWith & ~(1n << 51n), deny: 1n << 51n })
    await expect.poll(async () => (await stand.platform.diagnose([channel])).length).toBe(1)
    const pins = 'PUT /channels/:channel/messages/pins/:message'
    for (let n = 0; n < 5; n += 1) await expect(stand.platform.pin(channel, message)).rejects.toThrow(/50013/)
    expect(discord.callsTo(pins)).toBe(1)
    expect(await stand.platform.post(channel, card('another'))).not.toBe('gone')
  })
})

describe('the limit of all requests together', () => {
  it('is waited for, and nothing is lost by it', async () => {
    const { discord, ana, open, post } = await rooms({ emulator: { globalPerSecond: 8 } })
    const channels = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(open))
    await Promise.all(channels.map((channel, n) => post(channel, `card ${n}`)))
    for (const [n, channel] of channels.entries()) expect(discord.seenBy(ana, channel)).toContain(`card ${n}`)
  })
})
