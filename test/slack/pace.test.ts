import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ourRates } from '../../adapters/slack/api.ts'
import { Limiter } from '../../adapters/slack/limiter.ts'
import { Newest } from '../../adapters/slack/newest.ts'
import { line, type Card } from '../../src/port/card.ts'
import type { ChannelId } from '../../src/port/id.ts'
import { text } from '../../src/text/part.ts'
import { settingOf, type Setting } from './stand.ts'

/** Time that passes only when somebody waits for it. */
function handMadeTime() {
  let now = 0
  return {
    now: () => now,
    sleep: async (ms: number) => {
      await Promise.resolve()
      now += ms
    },
  }
}

describe('our own limiter', () => {
  it('lets no more through in any minute than Slack takes', async () => {
    const published = { message: 65, 2: 20, 3: 50, 4: 100, edit: 50 }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<keyof typeof published>('message', 2, 3, 4, 'edit'),
        fc.integer({ min: 1, max: 300 }),
        async (tier, calls) => {
          const time = handMadeTime()
          const limiter = new Limiter(time)
          const at: number[] = []
          for (let n = 0; n < calls; n += 1) {
            await limiter.turn('a', ourRates[tier])
            at.push(time.now())
          }
          const within = at.map((begin) => at.filter((each) => each >= begin && each < begin + 60_000).length)
          expect(Math.max(...within)).toBeLessThanOrEqual(published[tier])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('keeps the order in which they came, and waits as long as Slack says', async () => {
    const time = handMadeTime()
    const limiter = new Limiter(time)
    const rate = { burst: 2, perMinute: 60 }
    limiter.hold('a', 5_000, rate)
    const went: string[] = []
    const go = async (who: string) => {
      await limiter.turn('a', rate)
      went.push(`${who} ${time.now() >= 5_000 ? 'after' : 'before'}`)
    }
    await Promise.all(['one', 'two', 'three'].map(go))
    expect(went).toEqual(['one after', 'two after', 'three after'])
  })

  it('keeps nobody waiting in another lane', async () => {
    const time = handMadeTime()
    const limiter = new Limiter(time)
    const rate = { burst: 1, perMinute: 60 }
    limiter.hold('a', 60_000, rate)
    await limiter.turn('b', rate)
    expect(time.now()).toBe(0)
  })
})

describe('what is to be shown', () => {
  it('is sent in its newest form, one after another, and the last one always', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 30 }), async (scheduler, count) => {
        const newest = new Newest<number, number>()
        const offered: number[] = []
        const sent: number[] = []
        let sending = 0
        const offers = Array.from({ length: count }, async (_, n) => {
          await scheduler.schedule(Promise.resolve())
          offered.push(n)
          return await newest.offer('card', n, async (take) => {
            sending += 1
            expect(sending).toBe(1)
            await scheduler.schedule(Promise.resolve())
            const value = take()
            sent.push(value)
            await scheduler.schedule(Promise.resolve())
            sending -= 1
            return value
          })
        })
        const answers = await scheduler.waitFor(Promise.all(offers))
        expect(sent.at(-1)).toBe(offered.at(-1))
        expect(new Set(sent).size).toBe(sent.length)
        for (const answer of answers) expect(sent).toContain(answer)
      }),
      { numRuns: 100 },
    )
  })

  it('goes on after one that failed', async () => {
    const newest = new Newest<string, string>()
    const failing = newest.offer('card', 'one', async () => await Promise.reject(new Error('gone')))
    await expect(failing).rejects.toThrow('gone')
    expect(await newest.offer('card', 'two', async (take) => await Promise.resolve(take()))).toBe('two')
  })
})

describe('on Slack', () => {
  let setting: Setting
  let room: ChannelId
  const card = (words: string): Card => ({ nodes: [line([text(words)])], summary: [text(words)] })
  const open = async () => {
    setting = await settingOf()
    const { platform } = setting
    await setting.start(async () => await Promise.reject(new Error('nobody acts here')))
    const ana = setting.slack.enrol('Ana Souza')
    const person = await platform.resolvePerson(ana)
    if (!person) throw new Error('Ana is not there')
    const opened = await platform.openChannel({
      name: 'Civil Society',
      topic: '',
      private: true,
      membersShown: false,
      members: new Map([[person.id, 'member']]),
    })
    room = opened.channel
    return { ...setting, ana }
  }
  const post = async (words: string) => {
    const message = await setting.platform.post(room, card(words))
    if (message === 'gone') throw new Error('the channel is gone')
    return message
  }
  afterEach(async () => {
    await setting.stop()
    expect(setting.slack.faults).toEqual([])
  })

  it('a thousand edits of one card cost a handful of calls, and the last one is what people see', async () => {
    const { slack, platform, ana } = await open()
    const message = await post('0 have answered')
    const edits = []
    for (let n = 1; n <= 1_000; n += 1) {
      edits.push(platform.update(room, message, card(`${n} have answered`)))
      if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(new Set(await Promise.all(edits))).toEqual(new Set(['updated']))
    expect(slack.seenBy(ana, room)).toBe('1000 have answered')
    expect(slack.calls('chat.update').length).toBeLessThanOrEqual(6)
  })

  it('a card that Slack puts off stalls no other call', async () => {
    const { slack, platform, ana } = await open()
    const message = await post('0 have answered')
    slack.trouble('chat.update', { retryAfter: 2 })
    const begun = performance.now()
    const edit = platform.update(room, message, card('1 has answered'))
    await post('another card')
    expect(await platform.resolvePerson(ana)).toBeDefined()
    expect(performance.now() - begun).toBeLessThan(1_500)
    expect(await edit).toBe('updated')
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_990)
    expect(slack.seenBy(ana, room)).toContain('1 has answered')
  })

  it('what could stand there twice is not tried again, and what is the same twice is', async () => {
    const { slack, platform } = await open()
    slack.trouble('chat.postMessage', { status: 500 })
    await expect(platform.post(room, card('once'))).rejects.toThrow()
    expect(slack.calls('chat.postMessage')).toHaveLength(1)
    const message = await post('a card')
    slack.trouble('chat.update', { status: 500 }, 2)
    expect(await platform.update(room, message, card('a card, edited'))).toBe('updated')
    slack.trouble('conversations.members', { drop: 'before' })
    expect(await platform.membersOf(room)).not.toBe('gone')
  })
})
