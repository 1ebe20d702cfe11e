import { beforeAll, describe, expect, it } from 'vitest'
import { pretendPlatform, type Pretend } from '../../adapters/pretend/index.ts'
import { loadWorld } from '../../src/acts/scene.ts'
import { makeBot, type Bot } from '../../src/bot.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { asText } from '../../src/port/as-text.ts'
import type { PersonId } from '../../src/port/id.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { assemblies } from '../../src/store/facts.ts'
import { freshStore } from '../store/fresh.ts'

// One bot in two workspaces of a platform, an assembly in each: what is said alone with the bot is meant for one of them.

const store = await freshStore()
const now = () => fromMs(Date.parse('2026-11-25T12:00:00.000Z'))
const charter = (name: string) =>
  `/caucus assembly found --name "${name}" --forum "the Forum" --caucuses "Government, 3; Civil society, 3"`
const words = (reply: Reply | undefined): string =>
  reply?.kind === 'card' ? asText(reply.card, { now: now(), zone: 'UTC', width: 200 }) : (reply?.kind ?? 'nothing')

let bot: Bot
const places: Record<string, Pretend> = {}
const founders: Record<string, PersonId> = {}

async function founded(workspace: string, name: string): Promise<void> {
  const platform = pretendPlatform({ now, zone: 'UTC', run: workspace })
  await bot.join({ platform, workspace })
  // Ids of people are a platform's own: the first in each workspace has the same one here.
  const founder = platform.enrol(`Founder of ${name}`)
  const told = await platform.say(founder, 'direct', charter(name))
  if (told?.kind === 'form') await platform.submit(founder, {})
  places[workspace] = platform
  founders[workspace] = founder
}

beforeAll(async () => {
  bot = makeBot({ store, now, log: () => undefined })
  await founded('W1', 'Policy Council')
  await founded('W2', 'Root Committee')
})

describe('what is said alone with the bot', () => {
  it('is meant for the assembly of this workspace, though the other one has somebody of the same id', async () => {
    expect(words(await places['W1']?.say(founders['W1']!, 'direct', '/caucus charter show'))).toContain(
      'Policy Council',
    )
    expect(words(await places['W2']?.say(founders['W2']!, 'direct', '/caucus charter show'))).toContain(
      'Root Committee',
    )
  })

  it('by a stranger shows nothing of another workspace', async () => {
    const third = pretendPlatform({ now, zone: 'UTC', run: 'W3' })
    await bot.join({ platform: third, workspace: 'W3' })
    const stranger = third.enrol('Zoe')
    const said = words(await third.say(stranger, 'direct', '/caucus desk'))
    expect(said).not.toContain('Policy Council')
    expect(said).not.toContain('Root Committee')
  })

  it('brings somebody with a code to the assembly in which it was given', async () => {
    const given = words(await places['W2']?.say(founders['W2']!, 'direct', '/caucus me link'))
    const code = /me linked (\w{8})/.exec(given)?.[1] ?? ''
    const fourth = pretendPlatform({ now, zone: 'UTC', run: 'W4' })
    await bot.join({ platform: fourth, workspace: 'W4' })
    const same = fourth.enrol('root.founder')
    await fourth.say(same, 'direct', `/caucus me linked ${code}`)
    expect(words(await fourth.say(same, 'direct', '/caucus charter show'))).toContain('Root Committee')
    expect(await fourth.say(same, 'direct', '/caucus channel open')).toMatchObject({ how: 'done' })
  })
})

describe('alone with the bot, somebody who is in two assemblies of one workspace', () => {
  const both = async () => {
    const founder = founders['W1']!
    const platform = places['W1']!
    if (!words(await platform.say(founder, 'direct', '/caucus desk')).includes('Second Council')) {
      const told = await platform.say(founder, 'direct', charter('Second Council'))
      if (told?.kind === 'form') await platform.submit(founder, {})
    }
    return { founder, platform }
  }

  it('reads one desk for both, each below its name', async () => {
    const { founder, platform } = await both()
    const desk = words(await platform.say(founder, 'direct', '/caucus'))
    expect(desk.indexOf('Policy Council')).toBeLessThan(desk.indexOf('Second Council'))
    expect(desk.match(/What can I do\?/g)).toHaveLength(1)
  })

  it('is asked which is meant before anything is done, and neither is touched', async () => {
    const { founder, platform } = await both()
    const before = await publicEntries()
    const told = await platform.say(founder, 'direct', '/caucus name show "The founder"')
    expect(told).toMatchObject({ how: 'refused' })
    expect(words(told)).toContain('several assemblies here: Policy Council, Second Council.')
    expect(await publicEntries()).toBe(before)
  })

  it('does what a button says, in the assembly that the button is of', async () => {
    const { founder, platform } = await both()
    const [, second] = await assemblies(bot.acting.query)
    expect(second).toBeDefined()
    const caucus = (await loadWorld(bot.acting, (await assemblies(bot.acting.query)).at(-1)!))?.rooms.keys().next()
    const press = { kind: 'page', page: { page: 'caucus', caucus: caucus?.value as never } } as const
    const told = await bot.dispatch({
      key: 'direct both',
      who: { platform: platform.name, id: founder, name: 'Founder' },
      where: { platform: platform.name, channel: 'direct' },
      what: { kind: 'press', press },
    })
    expect(words(told)).not.toContain('Policy Council')
    expect(words(told)).toContain('Government')
  })
})

const publicEntries = async (): Promise<number> => {
  const [row] = await bot.acting.query<{ count: number }>('select count(*)::int as count from entry', [])
  return row?.count ?? 0
}
