import {
  RateLimitError,
  RESTEvents,
  Routes,
  type ChatInputCommandInteraction,
  type Interaction,
  type RateLimitData,
} from 'discord.js'
import { describe, expect, it } from 'vitest'
import type { Discord } from './index.ts'
import type { Options } from './settings.ts'
import { answering, connected, emulated, refusalOf, restOf } from './stand.ts'

const hello = { content: 'hello', allowed_mentions: { parse: [] } }
const hour = 3_600_000

/** A call as a client makes it that counts nothing for itself. */
const bare = (discord: Discord, method: string, path: string, body?: object) =>
  fetch(`${discord.api}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })

async function stand(options: Options = {}) {
  const discord = await emulated(options)
  const channel = discord.addChannel('plenary')
  return { discord, channel, rest: restOf(discord) }
}

describe('limits', () => {
  it('are told in the headers of each answer', async () => {
    const { discord, channel } = await stand()
    const { headers } = await bare(discord, 'POST', Routes.channelMessages(channel), hello)
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['5', '4'])
    expect(Number(headers.get('x-ratelimit-reset-after'))).toBeCloseTo(5, 0)
    expect(headers.get('x-ratelimit-bucket')).toMatch(/./)
  })

  it('of a channel are its own, and answered with 429 to whoever does not heed them', async () => {
    const { discord, channel } = await stand()
    for (let n = 0; n < 5; n += 1) await bare(discord, 'POST', Routes.channelMessages(channel), hello)
    const sixth = await bare(discord, 'POST', Routes.channelMessages(channel), hello)
    expect([sixth.status, sixth.headers.get('x-ratelimit-scope')]).toEqual([429, 'user'])
    expect(await sixth.json()).toMatchObject({ global: false })
    expect((await bare(discord, 'POST', Routes.channelMessages(discord.addChannel('other')), hello)).status).toBe(200)
    discord.advance(5_000)
    expect((await bare(discord, 'POST', Routes.channelMessages(channel), hello)).status).toBe(200)
  })

  it('are waited for by the real client, which is never refused', async () => {
    const { discord, channel } = await stand()
    const client = await connected(discord)
    const waits: RateLimitData[] = []
    client.rest.on(RESTEvents.RateLimited, (wait) => waits.push(wait))
    const sends = Array.from({ length: 6 }, () => client.rest.post(Routes.channelMessages(channel), { body: hello }))
    await Promise.all(sends)
    expect(waits).toMatchObject([{ limit: 5 }])
    expect(discord.refused).toEqual([])
  })

  it('of the bot are so many requests a second, whatever they are about', async () => {
    const { discord } = await stand({ globalPerSecond: 3 })
    const calls = await Promise.all(Array.from({ length: 8 }, (_, n) => bare(discord, 'GET', `/users/${n}`)))
    const over = calls.filter(({ status }) => status === 429)
    expect(over.length).toBeGreaterThan(0)
    expect(over[0]?.headers.get('x-ratelimit-global')).toBe('true')
  })

  it('of names and topics are two changes in ten minutes', async () => {
    const { discord, channel, rest } = await stand({ rateLimits: false })
    const edit = (body: object) => rest.patch(Routes.channel(channel), { body })
    await edit({ topic: 'one' })
    await edit({ name: 'two' })
    // What changes nothing costs nothing.
    await edit({ name: 'two', topic: 'one' })
    await expect(edit({ topic: 'three' })).rejects.toBeInstanceOf(RateLimitError)
    discord.advance(10 * 60_000)
    await edit({ topic: 'four' })
    expect(discord.channels().find(({ id }) => id === channel)?.topic).toBe('four')
  })

  it('of edits are narrower once a message is an hour old', async () => {
    const { discord, channel, rest } = await stand({ rateLimits: false, oldEdits: 2 })
    const { id } = (await rest.post(Routes.channelMessages(channel), { body: hello })) as { id: string }
    const edit = () => bare(discord, 'PATCH', Routes.channelMessage(channel, id), hello)
    for (let n = 0; n < 5; n += 1) expect((await edit()).status).toBe(200)
    discord.advance(hour)
    expect([(await edit()).status, (await edit()).status]).toEqual([200, 200])
    const third = await edit()
    expect(third.status).toBe(429)
    expect(await third.json()).toMatchObject({ code: 30_046 })
    discord.advance(10 * 60_000)
    expect((await edit()).status).toBe(200)
  })

  it('of follow-ups are of the whole channel, and told by no header', async () => {
    const { discord, channel } = await stand()
    const client = await connected(discord)
    await client.application.commands.set([{ name: 'desk', description: 'Shows the desk' }])
    const { heard } = answering(client, (interaction) => (interaction as ChatInputCommandInteraction).reply('first'))
    const [ana, bo] = [discord.enrol('Ana Souza'), discord.enrol('Bo Lind')]
    for (const person of [ana, bo]) await discord.slash(person, channel, 'desk')
    const say = ({ token }: Interaction) => bare(discord, 'POST', Routes.webhook(discord.bot, token), hello)
    const sent: number[] = []
    for (let n = 0; n < 31; n += 1) {
      // Five in two seconds are an interaction's own.
      if (n % 10 === 9) discord.advance(2_000)
      const interaction = heard[n % 2]
      if (interaction) sent.push((await say(interaction)).status)
    }
    expect([sent.filter((status) => status === 200).length, sent.at(-1)]).toEqual([30, 429])
    expect(discord.refused.at(-1)).toMatchObject({ status: 429, route: '/webhooks/:application/:token' })
  })

  it('of mistakes end in a ban', async () => {
    const { discord, rest } = await stand({ invalidRequests: 3 })
    const hidden = discord.addChannel('hidden', { hidden: true })
    for (let n = 0; n < 4; n += 1) await refusalOf(rest.get(Routes.channel(hidden)))
    expect(discord.faults).toMatchObject([{ kind: 'banned' }])
    await expect(rest.get(Routes.guild(discord.guild))).rejects.toMatchObject({ status: 403 })
  })
})

describe('what breaks', () => {
  it('was done or was not: a client that tries again may do it twice, and not with a nonce', async () => {
    const { discord, channel } = await stand()
    const client = await connected(discord, { rest: { retries: 2 } })
    const send = (body: object) => client.rest.post(Routes.channelMessages(channel), { body: { ...hello, ...body } })
    const ana = discord.enrol('Ana Souza')
    discord.breakNext('POST /channels/:channel/messages')
    await send({})
    expect(discord.messagesSeenBy(ana, channel)).toHaveLength(1)
    discord.breakNext('POST /channels/:channel/messages', { done: true })
    await send({})
    expect(discord.messagesSeenBy(ana, channel)).toHaveLength(3)
    discord.advance(5_000)
    discord.breakNext('POST /channels/:channel/messages', { done: true })
    await send({ nonce: '1', enforce_nonce: true })
    expect(discord.messagesSeenBy(ana, channel)).toHaveLength(4)
  })

  it('is not the token: a wrong one is refused', async () => {
    const { discord, rest } = await stand()
    rest.setToken('wrong')
    expect(await refusalOf(rest.get(Routes.user()))).toMatchObject({ code: 0 })
    expect(discord.refused).toMatchObject([{ status: 401 }])
  })

  it('is a route that nobody knows', async () => {
    const { discord, rest } = await stand()
    expect(await refusalOf(rest.get('/nothing'))).toMatchObject({ code: 0 })
    expect(discord.refused).toMatchObject([{ status: 404, route: '/api/v10/nothing' }])
  })
})
