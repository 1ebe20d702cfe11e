import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { buttons, commandButton, line, pageButton, type Card } from '../../src/port/card.ts'
import type { Form, FormField } from '../../src/port/form.ts'
import type { ChannelId } from '../../src/port/id.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { code, text } from '../../src/text/part.ts'
import { mint } from '../port/mint.ts'
import { discordStand, type DiscordStand, type Standing } from './stand.ts'

// How people are answered: in time or later, in forms of any length, once more before what cannot be undone.

const stands: DiscordStand[] = []
afterEach(async () => {
  for (const stand of stands.splice(0)) await stand.stop()
})

async function room(standing: Standing = {}) {
  const stand = await discordStand({ ...standing, emulator: { quietMs: 40, ...standing.emulator } })
  stands.push(stand)
  const { discord, door, platform } = stand
  await door.open(platform)
  const ana = await stand.enrol('Ana Souza')
  const { channel } = await platform.openChannel({
    name: 'Civil Society',
    topic: '',
    private: true,
    membersShown: false,
    members: new Map([[ana, 'member']]),
  })
  const last = () => door.came.at(-1)?.what
  const seen = (spot: ChannelId | 'direct' = channel) => discord.seenBy(ana, spot)
  return { stand, discord, door, platform, ana, channel, last, seen }
}

const says = (words: string): Card => ({ nodes: [line([text(words)])], summary: [text(words)] })
const noted: Reply = { kind: 'card', how: 'done', card: says('That is noted.') }
const words = (name: string, required: boolean, max = 3_000): FormField => ({
  name,
  label: `The ${name}`,
  required,
  asked: { kind: 'words', max },
})
const formOf = (fields: readonly FormField[], more: Partial<Form> = {}): Form => ({
  command: 'concern raise',
  title: 'Raise a concern',
  intro: [[text('The chair must answer it.')]],
  fields,
  submit: 'Raise',
  settled: {},
  ...more,
})

describe('an answer that names a command', () => {
  it('lets people tap it: Discord knows each by its id, after a restart too', async () => {
    const { stand, discord, door, ana, channel, seen } = await room()
    const card = { nodes: [line([text('Next: '), code('/caucus gauge open')])], summary: [] }
    door.reply = () => ({ kind: 'card', how: 'done', card })
    for (const restart of [false, true]) {
      if (restart) await stand.restart()
      await discord.slash(ana, channel, 'desk mine')
      expect(JSON.stringify(discord.calls.at(-1)?.body)).toMatch(/Next\\\\: <\/gauge open:\d+>/)
      // A mention of what is no command of ours would be shown as it stands there.
      expect(seen().trimEnd().split('\n').at(-1)).toBe('Next: /gauge open')
    }
  })
})

describe('an answer that takes its time', () => {
  it('is told to come, and comes within the 15 minutes that Discord gives', async () => {
    const { discord, door, ana, channel, seen } = await room({ adapter: { deferAfterMs: 40 } })
    door.reply = async () => {
      await sleep(200)
      return noted
    }
    const typed = discord.slash(ana, channel, 'desk mine')
    await sleep(120)
    expect(seen()).not.toContain('That is noted.')
    await typed
    await expect.poll(seen).toContain('That is noted.')
    expect(discord.refused).toEqual([])
  })

  it('and is a form leads to it by a button, for a form has to open at once', async () => {
    const { discord, door, ana, channel, seen, last } = await room({ adapter: { deferAfterMs: 20 } })
    door.reply = async () => {
      await sleep(120)
      return { kind: 'form', form: formOf([words('says', true)]) }
    }
    await discord.slash(ana, channel, 'concern raise')
    await expect.poll(seen).toContain('[Open the form] [Not now]')
    await discord.click(ana, channel, 'Open the form')
    door.reply = () => noted
    await discord.submit(ana, { says: 'The word is unclear.' })
    expect(last()).toMatchObject({ kind: 'form', answers: { says: 'The word is unclear.' } })
    expect(seen()).toContain('That is noted.')
  })

  it('and comes when Discord takes none any more is told directly', async () => {
    const { discord, door, ana, channel, seen } = await room({
      emulator: { answerWithinMs: 60 },
      adapter: { deferAfterMs: 1_000 },
      forgive: ['no answer'],
    })
    door.reply = async () => {
      await sleep(250)
      return noted
    }
    const { failed } = await discord.slash(ana, channel, 'desk mine')
    expect(failed).toBe(true)
    await expect.poll(() => seen('direct')).toContain('That is noted.')
  })

  it('longer than a token lives is told directly too', async () => {
    const { discord, door, ana, channel, seen } = await room({
      adapter: { deferAfterMs: 20 },
      forgive: ['left thinking', 'no answer'],
    })
    door.reply = async () => {
      await sleep(150)
      discord.advance(16 * 60_000)
      return noted
    }
    await discord.slash(ana, channel, 'desk mine')
    await expect.poll(() => seen('direct')).toContain('That is noted.')
  })
})

describe('a fault of ours', () => {
  it('is logged with a reference, which the person is shown', async () => {
    const { stand, discord, door, ana, channel, seen } = await room()
    door.reply = () => {
      throw new Error('a wire is loose')
    }
    await discord.slash(ana, channel, 'desk mine')
    const [logged = ''] = stand.log.filter((each) => each.includes('a wire is loose'))
    const [reference = 'none'] = logged.split(' ')
    expect(seen()).toContain(reference)
  })
})

describe('a form', () => {
  const many = [words('first', true), words('second', false), words('third', true), words('fourth', false)]
  const more = [words('fifth', false), words('sixth', false), words('seventh', true)]

  it('with more fields than fit comes in pages, what is required first', async () => {
    const { discord, door, ana, channel, last, seen } = await room()
    door.reply = () => ({ kind: 'form', form: formOf([...many, ...more], { settled: { proposal: 'P-12' } }) })
    await discord.slash(ana, channel, 'concern raise')
    expect(discord.formBefore(ana)?.inputs.map(({ customId }) => customId)).toEqual([
      'first',
      'third',
      'seventh',
      'second',
    ])
    await discord.submit(ana, { first: '1', third: '3', seventh: '7' })
    expect(seen()).toContain('Page 1 of 2 is kept. Still to come: The fourth · The fifth · The sixth.')
    await discord.click(ana, channel, 'Go on')
    door.reply = () => noted
    await discord.submit(ana, { sixth: '6' })
    const answers = { proposal: 'P-12', first: '1', third: '3', sixth: '6', seventh: '7' }
    expect(last()).toEqual({ kind: 'form', command: 'concern raise', answers })
    expect(seen()).toContain('That is noted.')
    expect(seen()).not.toContain('Page 1 of 2')
  })

  it('can be sent without its last pages where nothing on them is required', async () => {
    const { discord, door, ana, channel, last } = await room()
    door.reply = () => ({ kind: 'form', form: formOf([...many, ...more]) })
    await discord.slash(ana, channel, 'concern raise')
    await discord.submit(ana, { first: '1', third: '3', seventh: '7' })
    door.reply = () => noted
    await discord.click(ana, channel, 'Send without the rest')
    expect(last()).toMatchObject({ answers: { first: '1', third: '3', seventh: '7' } })
  })

  it('takes a long text as a file, and keeps it when something else was wrong', async () => {
    const { discord, door, ana, channel, last, seen } = await room()
    const fields: readonly FormField[] = [
      { name: 'text', label: 'The text', required: true, asked: { kind: 'text', max: 400_000 } },
      { name: 'title', label: 'Title', required: false, asked: { kind: 'line', max: 200 } },
    ]
    const long = '1. A registry is kept.\n\n'.repeat(400)
    door.reply = () => ({ kind: 'form', form: formOf(fields) })
    await discord.slash(ana, channel, 'concern raise')
    const wrong = fields.map((field) =>
      field.name === 'text' ? { ...field, value: long } : { ...field, value: 'x', error: [text('Say more.')] },
    )
    door.reply = () => ({ kind: 'form', form: formOf(wrong) })
    await discord.submit(ana, { 'text:file': { name: 'p.md', content: long }, title: 'x' })
    expect(last()).toMatchObject({ answers: { text: long, title: 'x' } })
    expect(seen()).toContain('Title: Say more.')
    await discord.click(ana, channel, 'Open the form')
    expect(seen()).toContain('The long text is kept.')
    await discord.submit(ana, { title: 'A registry' })
    expect(last()).toMatchObject({ answers: { text: long, title: 'A registry' } })
  })

  it('says why a file cannot be taken, and keeps what was typed beside it', async () => {
    const { discord, door, ana, channel, seen } = await room()
    const fields: readonly FormField[] = [
      { name: 'text', label: 'The text', required: true, asked: { kind: 'text', max: 400_000 } },
      { name: 'title', label: 'Title', required: false, asked: { kind: 'line', max: 200 } },
    ]
    door.reply = () => ({ kind: 'form', form: formOf(fields) })
    await discord.slash(ana, channel, 'concern raise')
    const before = door.came.length
    await discord.submit(ana, { 'text:file': { name: 'p.md', content: 'x'.repeat(2_100_000) }, title: 'A registry' })
    expect(door.came.length).toBe(before)
    expect(seen()).toContain('This file is too large to be a text.')
    await discord.click(ana, channel, 'Open the form')
    expect(discord.formBefore(ana)?.inputs.find(({ customId }) => customId === 'title')?.value).toBe('A registry')
  })

  it('that says more first than a form of Discord holds says it in messages, and opens below them', async () => {
    const { discord, door, ana, channel, last, seen } = await room()
    const intro = Array.from({ length: 90 }, (_, n) => [
      text(`${n}. Paragraph ${n} is worded anew, as the assembly asked.`),
    ])
    door.reply = () => ({ kind: 'form', form: formOf([words('note', false)], { intro }) })
    await discord.slash(ana, channel, 'version make')
    expect(seen()).toContain('Paragraph 0 is')
    expect(seen()).toContain('Paragraph 89 is')
    await discord.click(ana, channel, 'Open the form')
    door.reply = () => noted
    await discord.submit(ana, { note: 'Reworded.' })
    expect(last()).toMatchObject({ answers: { note: 'Reworded.' } })
    expect(discord.refused).toEqual([])
  })

  it('with nothing to fill in asks whether it is wanted', async () => {
    const { discord, door, ana, channel, last, seen } = await room()
    door.reply = () => ({ kind: 'form', form: formOf([], { command: 'caucus leave', submit: 'Leave' }) })
    await discord.slash(ana, channel, 'caucus leave')
    expect(last()).toMatchObject({ command: 'caucus leave', ask: true })
    expect(seen()).toContain('The chair must answer it.')
    door.reply = () => noted
    await discord.click(ana, channel, 'Leave')
    expect(last()).toEqual({ kind: 'form', command: 'caucus leave', answers: {} })
    expect(seen()).toContain('That is noted.')
  })

  it('that somebody was filling in when the bot was restarted still counts', async () => {
    const { stand, discord, door, ana, channel, last, seen } = await room()
    const gauge = mint('gauge')
    const form = formOf([words('reason', false)], { command: 'gauge answer', settled: { gauge, answer: 'object' } })
    door.reply = () => ({ kind: 'form', form })
    await discord.slash(ana, channel, 'gauge answer', { answer: 'object' })
    await stand.restart()
    door.reply = () => noted
    await discord.submit(ana, { reason: 'Too vague.' })
    const answers = { gauge, answer: 'object', reason: 'Too vague.' }
    expect(last()).toEqual({ kind: 'form', command: 'gauge answer', answers })
    expect(seen()).toContain('That is noted.')
  })

  it('of which a page was kept begins again after a restart, and says so by being empty', async () => {
    const { stand, discord, door, ana, channel, last } = await room()
    door.reply = () => ({ kind: 'form', form: formOf([...many, ...more]) })
    await discord.slash(ana, channel, 'concern raise')
    await discord.submit(ana, { first: '1', third: '3', seventh: '7' })
    await stand.restart()
    await discord.click(ana, channel, 'Go on')
    expect(last()).toEqual({ kind: 'form', command: 'concern raise', answers: {}, ask: true })
    expect(discord.formBefore(ana)?.inputs[0]?.value).toBeUndefined()
  })
})

describe('a button', () => {
  const declare = commandButton(
    [text('Declare')],
    'consensus declare',
    {},
    { style: 'danger', confirm: [text('Sure?')] },
  )

  it('of what cannot be undone does nothing when the person says not now', async () => {
    const { discord, door, platform, ana, channel, seen } = await room()
    await platform.post(channel, { nodes: [buttons([declare])], summary: [] })
    await discord.click(ana, channel, 'Declare')
    expect(seen()).toContain('[Declare] [Not now]')
    await discord.click(ana, channel, 'Not now')
    expect(door.came).toEqual([])
    expect(seen()).toContain('Nothing was changed.')
  })

  it('pressed twice brings two events, each with a key of its own', async () => {
    const { discord, door, platform, ana, channel } = await room()
    await platform.post(channel, { nodes: [buttons([pageButton([text('Read')], { page: 'proposals' })])], summary: [] })
    await Promise.all([discord.click(ana, channel, 'Read'), discord.click(ana, channel, 'Read')])
    expect(new Set(door.came.map(({ key }) => key)).size).toBe(2)
  })

  it('on a card of before a restart still works', async () => {
    const { stand, discord, door, platform, ana, channel, last } = await room()
    const message = await platform.post(channel, {
      nodes: [buttons([pageButton([text('Read')], { page: 'proposals' })])],
      summary: [],
    })
    await stand.restart()
    await discord.click(ana, channel, 'Read')
    expect(door.came).toHaveLength(1)
    expect(last()).toEqual({ kind: 'press', press: { kind: 'page', page: { page: 'proposals' } }, message })
  })

  it('in the thread of a card is pressed in the channel that the thread is in', async () => {
    const { discord, door, platform, ana, channel } = await room()
    const message = await platform.post(channel, says('P-12'), 'P-12 Role of governments')
    expect(discord.channels().map(({ name }) => name)).toContain('P-12 Role of governments')
    if (message === 'gone') throw new Error('the channel is gone')
    await discord.slash(ana, message, 'desk mine')
    expect(door.came.at(-1)?.where.channel).toBe(channel)
  })
})

describe('a message', () => {
  it('is raised as a concern or submitted as a proposal from its menu, and the form has its words', async () => {
    const { discord, door, ana, channel, last } = await room()
    const message = await discord.say(ana, channel, 'The word *sovereign* is unclear.')
    door.reply = () => noted
    await discord.context(ana, message, 'Raise as a concern')
    const answers = { says: 'The word *sovereign* is unclear.' }
    expect(last()).toEqual({ kind: 'form', command: 'concern raise', answers, ask: true })
    await discord.context(ana, message, 'Submit as a proposal')
    expect(last()).toMatchObject({ command: 'proposal submit', ask: true, answers: { text: answers.says } })
  })
})

describe('a command', () => {
  it('brings its options as answers, and one that cannot be undone opens its form', async () => {
    const { discord, ana, channel, last } = await room()
    await discord.slash(ana, channel, 'gauge open', { proposal: 'P-12', closes: 'Thu 18:00' })
    expect(last()).toEqual({ kind: 'form', command: 'gauge open', answers: { proposal: 'P-12', closes: 'Thu 18:00' } })
    await discord.slash(ana, channel, 'proposal dispatch', { proposal: 'P-12', closes: 'in 7 days' })
    expect(last()).toMatchObject({ command: 'proposal dispatch', ask: true })
  })
})
