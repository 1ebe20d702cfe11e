import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { pretendPlatform, type Pretend } from '../../adapters/pretend/index.ts'
import { makeBot, type Bot, type Home } from '../../src/bot.ts'
import type { AssemblyId } from '../../src/domain/id.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { castFor } from '../../src/play/cast.ts'
import { readScript } from '../../src/play/script.ts'
import { seatOn } from '../../src/play/seated.ts'
import { asText } from '../../src/port/as-text.ts'
import type { ChannelId, PersonId } from '../../src/port/id.ts'
import { keepDelivered, waitingNotice, waitingNotices } from '../../src/store/notices.ts'
import { freshStore } from '../store/fresh.ts'

// People of a workspace add and remove each other past the bot. The record does not move for it; a chair is asked.

const store = await freshStore()
const now = () => fromMs(Date.parse('2026-11-25T12:00:00.000Z'))
const file = fileURLToPath(new URL('../../examples/journeys/sandbox.yaml', import.meta.url))

let platform: Pretend
let bot: Bot
let assembly: AssemblyId
let people: Map<string, PersonId>
let home: Home
let runs = 0

const script = (() => {
  const read = readScript(readFileSync(file, 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.slips))
  return read.value
})()
const someone = (test: (one: (typeof script.people)[string]) => boolean): readonly [string, PersonId] => {
  const [name] = Object.entries(script.people).find(([, one]) => test(one)) ?? []
  const person = name === undefined ? undefined : people.get(name)
  if (name === undefined || !person) throw new Error('the script has nobody like that')
  return [name, person]
}
const caucus = 'civil-society'
const inCaucus = (key: string, office?: string) =>
  someone((one) => one.caucus === key && (office ? one.offices.includes(office as never) : one.offices.length === 0))
const room = async (key: string): Promise<ChannelId> => {
  const all = await bot.channels.standing(home, assembly)
  const found = all.find(({ name }) => name.toLowerCase().replaceAll(' ', '-') === key)?.channel
  if (!found) throw new Error(`no channel ${key} among ${all.map(({ name }) => name).join(', ')}`)
  return found
}
/** What was told directly to somebody since. */
const told = async (person: PersonId): Promise<string> => {
  for (const key of await waitingNotices(bot.acting.query)) {
    const notice = await waitingNotice(bot.acting.query, key)
    if (notice) await bot.tell(notice)
    await keepDelivered(bot.acting.query, key, now())
  }
  return platform.readBy(person, 'direct')
}
const membersOf = async (channel: ChannelId): Promise<readonly PersonId[]> => {
  const members = await platform.membersOf(channel)
  return members === 'gone' ? [] : [...members.keys()]
}

beforeEach(async () => {
  runs += 1
  platform = pretendPlatform({ now, zone: 'UTC', run: String(runs) })
  bot = makeBot({ store, now, log: () => undefined })
  home = { platform, workspace: `W${runs}` }
  await bot.join(home)
  const cast = await castFor(script, bot.acting, `hand ${runs}`)
  ;({ assembly } = cast)
  people = new Map(Object.keys(script.people).map((name) => [name, platform.enrol(name)]))
  await seatOn(bot, home, cast, (name) => people.get(name) ?? '')
})

describe('somebody who was brought into the channel of a caucus by hand', () => {
  it('stays, has no seat, and the chair is asked about them', async () => {
    const channel = await room(caucus)
    const [, chair] = inCaucus(caucus, 'caucus chair')
    const zoe = platform.enrol('Zoe Guest')
    await platform.bringIn(zoe, channel)
    await bot.keepChannels(assembly)
    expect(await membersOf(channel)).toContain(zoe)
    expect((await told(chair)).replaceAll(/\s+/g, ' ')).toContain('Zoe Guest was brought into the channel of')
    const [, other] = inCaucus('government', 'caucus chair')
    expect(await told(other)).not.toContain('Zoe Guest')
  })

  it('is taken out when the chair says so, and by nobody else', async () => {
    const channel = await room(caucus)
    const [, chair] = inCaucus(caucus, 'caucus chair')
    const [, member] = inCaucus(caucus)
    const zoe = platform.enrol('Zoe Guest')
    await platform.bringIn(zoe, channel)
    const refused = await platform.say(member, channel, '/caucus channel remove "Zoe Guest"')
    expect(refused).toMatchObject({ how: 'refused' })
    expect(await membersOf(channel)).toContain(zoe)
    await told(chair)
    await platform.press(chair, 'direct', 'Take them out')
    expect(await membersOf(channel)).not.toContain(zoe)
  })

  it('may stay as a guest when the chair says so, and is not asked about again', async () => {
    const channel = await room(caucus)
    const [, chair] = inCaucus(caucus, 'caucus chair')
    const zoe = platform.enrol('Zoe Guest')
    await platform.bringIn(zoe, channel)
    await told(chair)
    await platform.press(chair, 'direct', 'Let them stay')
    bot.channels.lookAt(home, channel)
    await bot.keepChannels(assembly)
    expect(await membersOf(channel)).toContain(zoe)
    expect(await waitingNotices(bot.acting.query)).toEqual([])
  })

  it("stands in what the chairs of the caucus can look up until one of them settles it, and in nobody else's", async () => {
    const channel = await room(caucus)
    const [, chair] = inCaucus(caucus, 'caucus chair')
    const [, secretariat] = someone((one) => one.offices.includes('secretariat'))
    const checked = async (person: PersonId) => {
      const reply = await platform.say(person, 'direct', '/caucus channel check')
      return reply?.kind === 'card' ? asText(reply.card, { now: now(), zone: 'UTC', width: 300 }) : ''
    }
    await platform.bringIn(platform.enrol('Zoe Guest'), channel)
    expect(await checked(chair)).toContain('Zoe Guest was brought in by hand')
    expect(await checked(chair)).not.toContain('Private sector')
    expect(await checked(secretariat)).toContain('Private sector: well')
    expect(await checked(secretariat)).not.toContain('Zoe Guest')
    await platform.say(chair, channel, '/caucus channel keep "Zoe Guest"')
    expect(await checked(chair)).not.toContain('Zoe Guest')
  })

  it('is a member like others once the chair has given them a seat', async () => {
    const channel = await room(caucus)
    const [, chair] = inCaucus(caucus, 'caucus chair')
    const zoe = platform.enrol('Zoe Guest')
    await platform.bringIn(zoe, channel)
    await told(chair)
    await platform.press(chair, 'direct', 'Give a seat')
    const reply = await platform.submit(chair, { as: 'participant' })
    expect(reply, JSON.stringify(reply)).toMatchObject({ kind: 'card', how: 'done' })
    const again = await platform.say(chair, channel, '/caucus channel remove "Zoe Guest"')
    await bot.keepChannels(assembly)
    expect(again).toMatchObject({ how: 'refused' })
    expect(await membersOf(channel)).toContain(zoe)
  })
})

describe('a member who was taken out of the channel of their caucus by hand', () => {
  it('is not dragged back and keeps the seat, until the chair puts them back', async () => {
    const channel = await room(caucus)
    const [, chair] = inCaucus(caucus, 'caucus chair')
    const [name, member] = inCaucus(caucus)
    await platform.takeOut(member, channel)
    bot.channels.lookAt(home, channel)
    await bot.keepChannels(assembly)
    expect(await membersOf(channel)).not.toContain(member)
    expect((await told(chair)).replaceAll(/\s+/g, ' ')).toContain(`${name} was taken out of the channel of`)
    await platform.press(chair, 'direct', 'Put them back')
    expect(await membersOf(channel)).toContain(member)
  })
})

describe('a channel', () => {
  it('that somebody deleted is told to the secretariat, and opened again at their word', async () => {
    const channel = await room(caucus)
    const [, secretariat] = someone((one) => one.offices.includes('secretariat'))
    platform.remove(channel)
    bot.channels.lookAt(home, channel)
    await bot.keepChannels(assembly)
    expect((await told(secretariat)).replaceAll(/\s+/g, ' ')).toContain('is gone')
    const checked = await platform.say(secretariat, 'direct', '/caucus channel check')
    const shown = checked?.kind === 'card' ? asText(checked.card, { now: now(), zone: 'UTC', width: 200 }) : ''
    expect(shown).toContain('/caucus channel open')
    await platform.press(secretariat, 'direct', 'Open it again')
    const fresh = await room(caucus)
    expect(fresh).not.toBe(channel)
    const [, member] = inCaucus(caucus)
    expect(await membersOf(fresh)).toContain(member)
    expect(platform.readBy(member, fresh)).not.toBe('')
    expect(await told(secretariat)).toContain('1 channel was opened')
  })

  it('is opened, linked and checked by the secretariat only', async () => {
    const [, member] = inCaucus(caucus)
    for (const line of ['channel open', 'channel link somewhere', 'channel check'])
      expect(await platform.say(member, 'direct', `/caucus ${line}`)).toMatchObject({ how: 'refused' })
  })

  it('that is there already can be linked in place of the one that was opened', async () => {
    const [, secretariat] = someone((one) => one.offices.includes('secretariat'))
    const own = await platform.openChannel({
      name: 'our old room',
      topic: '',
      private: true,
      membersShown: false,
      members: new Map([[secretariat, 'member']]),
    })
    const reply = await platform.say(secretariat, 'direct', `/caucus channel link ${own.channel} --caucus ${caucus}`)
    expect(reply, JSON.stringify(reply)).toMatchObject({ how: 'done' })
    const [, member] = inCaucus(caucus)
    expect(await room(caucus)).toBe(own.channel)
    expect(await membersOf(own.channel)).toContain(member)
  })

  it('that everybody sees is linked to no caucus, and found by the doctor where it became one', async () => {
    const [, secretariat] = someone((one) => one.offices.includes('secretariat'))
    const open = { name: 'lobby', topic: '', private: false, membersShown: true, members: new Map() }
    const { channel } = await platform.openChannel(open)
    const line = `/caucus channel link ${channel} --caucus ${caucus}`
    expect(await platform.say(secretariat, 'direct', line)).toMatchObject({ how: 'refused' })
    expect(await room(caucus)).not.toBe(channel)
    expect(await platform.say(secretariat, 'direct', `/caucus channel link ${channel}`)).toMatchObject({ how: 'done' })
  })

  it('command can name somebody of the platform whom the assembly has not met', async () => {
    const [, secretariat] = someone((one) => one.offices.includes('secretariat'))
    const yan = platform.enrol('Yan Newcomer')
    const reply = await platform.say(
      secretariat,
      'direct',
      '/caucus member seat "@Yan Newcomer" intergovernmental observer',
    )
    expect(reply, JSON.stringify(reply)).toMatchObject({ how: 'done' })
    await bot.keepChannels(assembly)
    expect(platform.readBy(yan, await room('plenary'))).not.toBe('')
  })
})
