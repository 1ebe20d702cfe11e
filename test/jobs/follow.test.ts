import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pretendPlatform, type Pretend } from '../../adapters/pretend/index.ts'
import { makeBot, type Bot, type Home } from '../../src/bot.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { castFor } from '../../src/play/cast.ts'
import { readScript } from '../../src/play/script.ts'
import { enrolled, seatOn, type Seated } from '../../src/play/seated.ts'
import type { PersonId } from '../../src/port/id.ts'
import { freshStore } from '../store/fresh.ts'

// Channels follow an act by themselves: nobody calls `keepChannels` or `openChannels` here once people are seated.

const store = await freshStore()
const now = () => fromMs(Date.parse('2026-11-25T12:00:00.000Z'))
const script = (() => {
  const file = fileURLToPath(new URL('../../examples/journeys/sandbox.yaml', import.meta.url))
  const read = readScript(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.slips))
  return read.value
})()
const [secretary] = Object.entries(script.people).find(([, one]) => one.offices.includes('secretariat')) ?? ['']

const [chair] = Object.entries(script.people).find(
  ([, { caucus, offices }]) => caucus === 'civil-society' && offices.includes('caucus chair'),
) ?? ['']

let runs = 0
let platform: Pretend
let home: Home
let bot: Bot
let seated: Seated
let personOf: (name: string) => PersonId

beforeEach(async () => {
  runs += 1
  platform = pretendPlatform({ now, zone: 'UTC', run: `follow ${runs}` })
  bot = makeBot({ store, now, log: (line) => expect.fail(line) })
  home = { platform, workspace: `F${runs}` }
  await bot.join(home)
  personOf = enrolled(script.people, (name) => platform.enrol(name))
  seated = await seatOn(bot, home, await castFor(script, bot.acting, `follow ${runs}`), personOf)
})
afterEach(async () => await bot.leave())

const peopleIn = async (key: string): Promise<readonly PersonId[]> => {
  const channel = await seated.channelOf(key)
  const members = channel === 'direct' ? 'gone' : await platform.membersOf(channel)
  return members === 'gone' ? [] : [...members.keys()]
}
const says = async (line: string) => await platform.say(personOf(secretary), await seated.channelOf('plenary'), line)
const done = { kind: 'card', how: 'done' }

describe('the channel of a caucus', () => {
  it('has whoever was seated in it, and loses whoever left, before anybody looks', async () => {
    const zoe = platform.enrol('Zoe Guest')
    expect(await peopleIn('civil-society')).not.toContain(zoe)
    const seats = '/caucus member seat "Zoe Guest" --as participant'
    expect(await platform.say(personOf(chair), await seated.channelOf('civil-society'), seats)).toMatchObject(done)
    await expect.poll(async () => await peopleIn('civil-society')).toContain(zoe)
    await expect.poll(async () => await peopleIn('plenary')).toContain(zoe)
    const left = await platform.say(zoe, await seated.channelOf('civil-society'), '/caucus caucus leave')
    expect(left).toMatchObject(done)
    await expect.poll(async () => await peopleIn('civil-society')).not.toContain(zoe)
  })

  it('is there once the charter has the caucus, and whoever amended it is told', async () => {
    const { name, forum, zone, caucuses } = script.charter
    const more = [...caucuses, { key: 'youth', name: 'Youth', kind: 'stakeholder', seats: caucuses[0]?.seats }]
    const charter = JSON.stringify({ name, forum, zone, caucuses: more })
    const plenary = await seated.channelOf('plenary')
    await says('/caucus charter amend')
    const given = { charter, reason: 'The young asked for a caucus.' }
    expect(await platform.submit(personOf(secretary), given)).toMatchObject(done)
    await expect.poll(async () => (await bot.channels.standing(home, seated.assembly)).at(-1)?.name).toBe('Youth')
    await expect
      .poll(async () =>
        (await bot.channels.standing(home, seated.assembly)).map(({ channel }) => channel !== undefined),
      )
      .not.toContain(false)
    expect(await seated.channelOf('plenary')).toBe(plenary)
    await expect.poll(async () => await peopleIn('youth')).toEqual([])
    await bot.leave()
    await seated.afterwards()
    expect(platform.readBy(personOf(secretary), 'direct')).toContain('1 channel was opened')
  })
})
