import { describe, expect, it } from 'vitest'
import { pretendPlatform } from '../../adapters/pretend/index.ts'
import { makeBot } from '../../src/bot.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { asText } from '../../src/port/as-text.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { freshStore } from '../store/fresh.ts'

// A card that is longer than a platform takes shows its beginning and *Read on*: that shows all of it, to one person.

const now = () => fromMs(Date.parse('2026-11-25T12:00:00.000Z'))
const reader = { now: now(), zone: 'UTC', width: 400 }

describe('a card that a platform cannot show whole', () => {
  it('is read on privately, to its last word', async () => {
    const limits = { ...limitsOf.discord, card: { ...limitsOf.discord.card, chars: 350 } }
    const platform = pretendPlatform({ now, zone: 'UTC', limits })
    const bot = makeBot({ store: await freshStore(), now, log: () => undefined })
    await bot.join({ platform, workspace: '' })
    const nadia = platform.enrol('Nadia Karim')
    const line =
      '/caucus assembly found --name "A council" --forum "the Forum" --caucuses "Government, 3; Civil society, 3"'
    if ((await platform.say(nadia, 'direct', line))?.kind === 'form') await platform.submit(nadia, {})
    const [assembly] = await bot.acting.query<{ id: never }>('select id from assembly')
    const [home] = bot.homes
    const plenary = home && assembly && (await bot.channels.standing(home, assembly.id))[0]?.channel
    if (!plenary) throw new Error('there is no plenary')
    await platform.say(nadia, plenary, '/caucus member seat "Nadia Karim" civil-society representative')
    for (let n = 1; n <= 12; n += 1)
      await platform.say(nadia, plenary, `/caucus proposal submit --title "Title number ${n}" --text "1. Words ${n}."`)
    await bot.drawStale()
    const cards = () =>
      platform.seenBy(nadia, plenary).flatMap(({ card, only, pinned }) => (card && !only && pinned ? [card] : []))
    const [desk] = cards()
    if (!desk) throw new Error('there is no desk')
    const shown = asText(desk, reader)
    expect(shown).toContain('[Read on]')
    expect(shown).not.toContain('Title number 12')
    const reply = await platform.press(nadia, plenary, 'Read on')
    const whole = reply.kind === 'card' ? asText(reply.card, reader) : reply.kind
    expect(whole).toContain('Title number 12')
    expect(whole).not.toContain('[Read on]')
  })
})
