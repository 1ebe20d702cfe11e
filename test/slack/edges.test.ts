import { afterEach, describe, expect, it } from 'vitest'
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' }
import { buttons, commandButton, line, type Card } from '../../src/port/card.ts'
import type { Form } from '../../src/port/form.ts'
import type { Heard } from '../../src/port/heard.ts'
import { channelId, personId, type ChannelId } from '../../src/port/id.ts'
import type { Invocation, Reply } from '../../src/port/invocation.ts'
import { memberText, text } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { calmed, settingOf, ways, type Setting, type SettingOptions, type Way } from './stand.ts'

const card = (words: string): Card => ({ nodes: [line([text(words)])], summary: [text(words)] })
const said = (words: string): Reply => ({ kind: 'card', card: card(words), how: 'done' })
const form: Form = {
  command: 'concern raise',
  title: 'Raise a concern',
  intro: [],
  fields: [{ name: 'says', label: 'What is the problem?', required: true, asked: { kind: 'words', max: 3_000 } }],
  submit: 'Raise',
  settled: { proposal: 'P-12' },
}

let setting: Setting
let invocations: Invocation[]
let hears: Heard[]
let reply: (invocation: Invocation) => Reply | Promise<Reply>

/** The bot in a room with Ana and Bo. */
async function open(options: SettingOptions = {}) {
  setting = await settingOf(options)
  invocations = []
  hears = []
  reply = () => said('That is noted.')
  await setting.start(
    async (invocation) => {
      invocations.push(invocation)
      return await reply(invocation)
    },
    async (heard) => await Promise.resolve(void hears.push(heard)),
  )
  const ana = setting.slack.enrol('Ana Souza')
  const bo = setting.slack.enrol('Bo Lind')
  const room = await roomWith([ana, bo])
  return { ...setting, ana, bo, room }
}
async function roomWith(people: readonly string[]): Promise<ChannelId> {
  const { channel } = await setting.platform.openChannel({
    name: 'Civil Society',
    topic: 'P-12',
    private: true,
    membersShown: false,
    members: new Map(people.map((person) => [personId.parse(person), 'member'])),
  })
  await calmed(setting)
  return channel
}
afterEach(async () => await setting.stop())

const button: Card = {
  nodes: [buttons([commandButton([text('Support')], 'gauge answer', { answer: 'support' })])],
  summary: [text('A gauge')],
}

describe('what comes too late', () => {
  it('a form that Slack no longer opens is offered again by a button, with what was typed', async () => {
    const { slack, ana, room } = await open({ slack: { times: { trigger: 500 } } })
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      return { kind: 'form', form }
    }
    await slack.slash(ana, room, '/caucus concern raise "too broad"')
    await calmed(setting)
    expect(slack.seenBy(ana, room)).toContain('this one took longer')
    expect(slack.seenBy(ana, room)).toContain('concern raise "too broad"')
    reply = () => ({ kind: 'form', form })
    await slack.click(ana, room, 'Raise a concern')
    await calmed(setting)
    expect(invocations.at(-1)?.what).toMatchObject({ press: { command: 'concern raise', ask: true } })
    expect(slack.seenBy(ana, 'form')).toContain('What is the problem?')
  })

  it('a form that takes long is acknowledged in time, and the answer shows when it comes', async () => {
    const { slack, ana, room } = await open()
    reply = () => ({ kind: 'form', form })
    await slack.slash(ana, room, '/caucus concern raise')
    await calmed(setting)
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_600))
      return said('Concern C-1 is raised.')
    }
    await slack.submit(ana, { 'What is the problem?': 'It is too broad.' })
    expect(slack.seenBy(ana, 'form')).toContain('One moment.')
    await calmed(setting)
    expect(slack.seenBy(ana, 'form')).toContain('Concern C-1 is raised.')
    expect(slack.faults).toEqual([])
  })

  it('an answer for which the address has expired comes as a private message', async () => {
    const { slack, ana, bo, room } = await open({ slack: { times: { reply: 20 } } })
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return said('That is noted.')
    }
    await slack.slash(ana, room, '/caucus desk')
    await calmed(setting)
    expect(slack.seenBy(ana, room)).toContain('That is noted.')
    expect(slack.seenBy(bo, room)).not.toContain('That is noted.')
  })
})

describe('a form', () => {
  it('sent twice with the same answers has one key, and another key with other answers', async () => {
    const { slack, ana, room } = await open()
    const [says] = form.fields
    const wrong = (): Reply => ({
      kind: 'form',
      form: { ...form, fields: says ? [{ ...says, error: [text('Say more.')] }] : [] },
    })
    reply = () => ({ kind: 'form', form })
    await slack.slash(ana, room, '/caucus concern raise')
    await calmed(setting)
    reply = wrong
    for (const words of ['Too broad', 'Too broad', 'Too narrow'])
      await slack.submit(ana, { 'What is the problem?': words })
    const [, one, same, other] = invocations.map(({ key }) => key)
    expect(same).toBe(one)
    expect(other).not.toBe(one)
  })

  it('keeps what is settled and too long for Slack, and says so when the bot has forgotten it', async () => {
    let ahead = 0
    const { slack, ana, room } = await open({ more: { now: () => Date.now() + ahead } })
    const long = 'word '.repeat(2_000)
    reply = () => ({ kind: 'form', form: { ...form, settled: { text: long, proposal: 'P-12' } } })
    await slack.slash(ana, room, '/caucus version make')
    await calmed(setting)
    reply = () => said('That is noted.')
    await slack.submit(ana, { 'What is the problem?': 'It is too broad.' })
    expect(invocations.at(-1)?.what).toMatchObject({ answers: { text: long, proposal: 'P-12' } })

    await slack.close(ana)
    reply = () => ({ kind: 'form', form: { ...form, settled: { text: long } } })
    await slack.slash(ana, room, '/caucus version make')
    await calmed(setting)
    const before = invocations.length
    ahead = 5 * 60 * 60_000
    await slack.submit(ana, { 'What is the problem?': 'It is too broad.' })
    expect(slack.seenBy(ana, 'form')).toContain('started anew since this form was opened')
    expect(slack.seenBy(ana, 'form')).toContain('It is too broad.')
    expect(invocations).toHaveLength(before)
  })

  it('takes a long text in several inputs, and gives it back whole', async () => {
    const { slack, ana, room } = await open()
    const paragraphs = Array.from({ length: 12 }, (_, n) => `${n + 1}. ${'word '.repeat(150).trim()}`)
    reply = () => ({
      kind: 'form',
      form: {
        ...form,
        fields: [
          {
            name: 'text',
            label: 'The text',
            required: true,
            asked: { kind: 'text', max: 400_000 },
            value: paragraphs.join('\n\n'),
          },
        ],
      },
    })
    await slack.slash(ana, room, '/caucus proposal submit')
    await calmed(setting)
    reply = () => said('That is noted.')
    await slack.submit(ana, {})
    expect(invocations.at(-1)?.what).toMatchObject({ answers: { text: paragraphs.join('\n\n') } })
  })
})

describe('what is longer than a form or a window', () => {
  const asksForText: Form = {
    ...form,
    fields: [{ name: 'text', label: 'The text', required: true, asked: { kind: 'text', max: 400_000 } }],
  }

  it('comes in as a file, whole', async () => {
    const { slack, ana, room } = await open()
    reply = () => ({ kind: 'form', form: asksForText })
    await slack.slash(ana, room, '/caucus proposal submit')
    await calmed(setting)
    reply = () => said('P-1 is submitted.')
    const content = `# Networks\n\n${'1. Ünïcode wörds, 政府.\n\n'.repeat(8_000)}`
    await slack.submit(ana, { 'The text, as a file': { name: 'p-12.md', content } })
    expect(invocations.at(-1)?.what).toMatchObject({ answers: { text: content } })
    expect(slack.seenBy(ana, 'form')).toContain('P-1 is submitted.')
  })

  it('is said beside the file, when that holds no text or cannot be read', async () => {
    const { slack, ana, room } = await open()
    reply = () => ({ kind: 'form', form: asksForText })
    await slack.slash(ana, room, '/caucus proposal submit')
    await calmed(setting)
    const before = invocations.length
    await slack.submit(ana, { 'The text, as a file': { name: 'p-12.md', content: 'PK\u0000\u0001' } })
    expect(slack.seenBy(ana, 'form')).toContain('This file holds no plain text')
    expect(invocations).toHaveLength(before)
  })

  it('goes out as a file, beside the window that shows how it begins', async () => {
    const { slack, ana, room } = await open()
    const words = Array.from({ length: 12_000 }, (_, n) => `word${n}`)
    reply = () => ({ kind: 'card', how: 'read', card: { nodes: [line([memberText(words.join(' '))])], summary: [] } })
    await slack.slash(ana, room, '/caucus proposal read P-12')
    await calmed(setting)
    expect(slack.seenBy(ana, 'form')).toContain('The rest is in the file that the bot sends you.')
    const { channel } = slack.messagesSeenBy(ana, 'direct')[0] ?? { channel: '' }
    const [file] = slack.filesIn(channel)
    const kept = new Set(file?.content?.split(/\s+/))
    expect(words.filter((word) => !kept.has(word))).toEqual([])
    expect(slack.faults).toEqual([])
  })
})

describe('what people do past the form', () => {
  it('a shortcut on a message opens its form with the words of the message', async () => {
    const { slack, ana, bo, room } = await open()
    const message = slack.say(bo, room, 'This goes <too> far & is unclear')
    reply = () => ({ kind: 'form', form })
    await slack.shortcut(ana, 'raise_concern', { channel: room, message })
    await calmed(setting)
    expect(invocations.at(-1)?.what).toEqual({
      kind: 'form',
      command: 'concern raise',
      answers: { says: 'This goes <too> far & is unclear' },
      ask: true,
    })
    expect(slack.seenBy(ana, 'form')).toContain('What is the problem?')
    await slack.shortcut(ana, 'submit_proposal', { channel: room, message })
    await calmed(setting)
    expect(invocations.at(-1)?.what).toMatchObject({ command: 'proposal submit', ask: true })
  })

  it('Home is the desk of whoever opens it, and follows what they do', async () => {
    const { slack, ana, bo, room } = await open()
    let count = 0
    const desk: Reply = {
      kind: 'card',
      how: 'read',
      card: {
        nodes: [line([text('1 gauge awaits you')]), buttons([commandButton([text('Support')], 'gauge answer')])],
        summary: [],
      },
    }
    reply = ({ what }) =>
      what.kind === 'press' && what.press.kind === 'page'
        ? { ...desk, card: { ...desk.card, nodes: [line([text(`drawn ${++count} times`)]), ...desk.card.nodes] } }
        : said('Your answer counts.')
    slack.home(ana)
    await calmed(setting)
    expect(invocations.at(-1)).toMatchObject({
      where: { channel: 'direct' },
      what: { press: { kind: 'page', page: { page: 'desk' } } },
    })
    expect(slack.seenBy(ana, 'home')).toContain('drawn 1 times')
    expect(slack.seenBy(bo, 'home')).toBe('')
    await slack.click(ana, 'home', 'Support')
    await calmed(setting)
    expect(slack.seenBy(ana, 'form')).toContain('Your answer counts.')
    expect(slack.seenBy(ana, 'home')).toContain('drawn 2 times')
    // Whoever never opened a Home has none that would have to follow.
    await slack.slash(bo, room, '/caucus desk')
    await calmed(setting)
    expect(slack.calls('views.publish')).toHaveLength(2)
    expect(slack.faults).toEqual([])
  })

  it('a button pressed by somebody else comes in as theirs, for our side to judge', async () => {
    const { slack, platform, bo, room } = await open()
    await platform.post(room, button)
    await slack.click(bo, room, 'Support')
    await calmed(setting)
    expect(invocations.at(-1)?.who).toEqual({ platform: 'slack', id: bo, name: 'Bo Lind' })
  })

  it('a mention stays the person that it means, and reads as a name among other words', async () => {
    const { slack, ana, bo, room } = await open()
    const handle = 'bo.lind'
    await slack.slash(ana, room, `/caucus member seat @${handle} civil --note "thanks @${handle}"`)
    await calmed(setting)
    expect(invocations.at(-1)?.what).toEqual({
      kind: 'line',
      text: `member seat <@${bo}> civil --note "thanks @Bo Lind"`,
    })
  })

  it('words that would shout are shown as words, and wake nobody', async () => {
    const { slack, platform, ana, room } = await open()
    const words = '<!channel> <!here> @channel <https://evil.example|bank>'
    await platform.post(room, { nodes: [line([memberText(words)])], summary: [memberText(words)] })
    await platform.post(room, card('next'), words)
    expect(slack.seenBy(ana, room)).toContain(words)
    expect(slack.faults).toEqual([])
  })
})

describe('what Slack delivers again', () => {
  it('is heard once: who came by hand, and an opened Home', async () => {
    const { slack, room } = await open()
    const cy = slack.enrol('Cy Park')
    slack.joinByHand(cy, room)
    await calmed(setting)
    await slack.redeliver()
    await calmed(setting)
    expect(hears.map(({ kind }) => kind)).toEqual(['joined'])
    slack.home(cy)
    await calmed(setting)
    await slack.redeliver()
    await calmed(setting)
    expect(slack.calls('views.publish')).toHaveLength(1)
  })
})

describe('a channel', () => {
  it('that the bot filled itself tells nothing of it, but what hands change afterwards', async () => {
    const { slack, platform, ana, room } = await open()
    await platform.setMembers(room, new Map([[personId.parse(ana), 'member']]))
    await calmed(setting)
    expect(hears).toEqual([])
    slack.kickByHand(ana, room)
    await calmed(setting)
    expect(hears.map(({ kind }) => kind)).toEqual(['left'])
  })

  it('keeps its cards true by new ones, where Slack takes no edit of an old one', async () => {
    const { slack, platform, room } = await open()
    const message = await platform.post(room, card('before'))
    for (const error of ['edit_window_closed', 'cant_update_message', 'block_mismatch']) {
      slack.trouble('chat.update', { error })
      expect(message === 'gone' || (await platform.update(room, message, card('after')))).toBe('gone')
    }
  })

  it('that was archived is gone and found wrong, and its end is heard', async () => {
    const { slack, platform, room } = await open()
    const message = await platform.post(room, card('before'))
    slack.archiveByHand(room)
    await calmed(setting)
    expect(hears.map(({ kind }) => kind)).toEqual(['channel gone'])
    expect(await platform.post(room, card('after'))).toBe('gone')
    expect(message === 'gone' || (await platform.update(room, message, card('after')))).toBe('gone')
    const [finding] = await platform.diagnose([room])
    expect(finding && label(finding.says)).toBe('The channel is archived.')
    expect(finding && label(finding.mend)).toContain('unarchive')
  })

  it('that somebody shares with another organisation gets another id, and that is heard once', async () => {
    const { slack, platform, room } = await open()
    await platform.post(room, card('before'))
    const to = slack.shareByHand(room)
    await calmed(setting)
    await slack.redeliver()
    await calmed(setting)
    expect(hears).toEqual([{ kind: 'channel moved', channel: room, to }])
    expect(await platform.post(room, card('after'))).toBe('gone')
    expect(await platform.post(channelId.parse(to), card('after'))).not.toBe('gone')
  })

  it('from which the bot was taken out is gone, and says how to bring it back', async () => {
    const { slack, platform, room } = await open()
    slack.kickByHand(slack.botUserId, room)
    await calmed(setting)
    // Slack may say it twice, as the bot's leaving and as a member's.
    expect(new Set(hears.map(({ kind }) => kind))).toEqual(new Set(['channel gone']))
    expect(await platform.post(room, card('after'))).toBe('gone')
  })

  it('whose name is taken, by a channel that nobody can see, gets another one', async () => {
    const { slack, platform, ana } = await open()
    const hidden = slack.makeChannel(slack.enrol('Di Roe'), 'technical-community', { isPrivate: true })
    const { channel } = await platform.openChannel({
      name: 'Technical Community',
      topic: '',
      private: true,
      membersShown: false,
      members: new Map([[personId.parse(ana), 'member']]),
    })
    expect(channel).not.toBe(hidden)
    expect(slack.channel(channel).name).toBe('technical-community-2')
  })

  it('names who could not be added and why, and lets the others in', async () => {
    const { slack, platform, ana, room } = await open()
    const guest = slack.enrol('Gus One', { kind: 'single-channel guest' })
    slack.joinByHand(guest, slack.makeChannel(ana, 'elsewhere'))
    const cy = slack.enrol('Cy Park')
    const stranger = slack.enrol('Stella Far', { kind: 'stranger' })
    const wanted = [ana, guest, cy, stranger, 'nobody'].map((each) => [personId.parse(each), 'member'] as const)
    const notAdded = await platform.setMembers(room, new Map(wanted))
    const reasons = notAdded === 'gone' ? new Map<string, string>() : new Map<string, string>(notAdded)
    expect(reasons.get(guest)).toContain('is a guest who may be in one channel only')
    expect([...reasons.keys()].toSorted()).toEqual([guest, stranger, 'nobody'].toSorted())
    expect(reasons.get(stranger)).toContain('belongs to another organisation')
    expect(slack.membersOf(room)).toContain(cy)
    // The next look asks for nobody who was refused a moment ago, and gives the same reasons.
    const asked = slack.calls('conversations.invite').length
    expect(await platform.setMembers(room, new Map(wanted))).toEqual(notAdded)
    expect(slack.calls('conversations.invite')).toHaveLength(asked)
  })

  it('that the workspace does not let us open is told to the secretariat, with what helps', async () => {
    const { slack, platform, ana } = await open()
    slack.restrict('conversations.create')
    await expect(roomWith([ana])).rejects.toThrow(/restricted_action/)
    const [finding] = await platform.diagnose([])
    expect(finding && label(finding.says)).toBe('This workspace does not let the app open channels.')
    slack.permit('conversations.create')
    await roomWith([ana])
    expect(await platform.diagnose([])).toEqual([])
  })
})

describe('another program', () => {
  it('that somebody put into a channel is nobody: it is neither told of, nor counted, nor taken out', async () => {
    const { slack, platform, ana, room } = await open()
    const robot = slack.enrol('robot', { kind: 'bot' })
    slack.joinByHand(robot, room)
    await calmed(setting)
    expect(hears).toEqual([])
    const members = await platform.membersOf(room)
    expect(members === 'gone' ? [] : [...members.keys()]).not.toContain(robot)
    await platform.setMembers(room, new Map([[personId.parse(ana), 'member']]))
    expect(slack.membersOf(room)).toContain(robot)
  })
})

describe('the installation', () => {
  it('that lacks a scope is found wrong by name', async () => {
    const scopes = manifest.oauth_config.scopes.bot.filter((scope) => scope !== 'pins:write')
    const { platform } = await open({ slack: { manifest: { ...manifest, oauth_config: { scopes: { bot: scopes } } } } })
    const [finding, ...others] = await platform.diagnose([])
    expect(finding && label(finding.says)).toBe('The app was not given the scope pins:write.')
    expect(finding && label(finding.mend)).toContain('add pins:write under OAuth & Permissions')
    expect(others).toEqual([])
  })

  it('that was revoked is heard once, and whoever asks is told', async () => {
    const { slack, platform, room } = await open()
    slack.revokeTokens()
    await calmed(setting)
    await expect(platform.post(room, card('too late'))).rejects.toThrow(/token_revoked/)
    expect(hears.filter(({ kind }) => kind === 'shut out')).toHaveLength(1)
    const [finding] = await platform.diagnose([room])
    expect(finding && label(finding.mend)).toContain('Install the app again')
  })
})

describe.each(ways)('over %s', (way: Way) => {
  it('a person of whom Slack tells no zone, no language and no display name upsets nothing', async () => {
    const { slack, room } = await open({ way })
    const di = slack.enrol('Di Roe')
    slack.joinByHand(di, room)
    await slack.slash(di, room, '/caucus desk')
    await calmed(setting)
    expect(invocations.at(-1)?.who.name).toBe('Di Roe')
    expect(slack.seenBy(di, room)).toContain('That is noted.')
  })

  it('a name that Slack does not tell in time is replaced by the handle, and nobody waits for it', async () => {
    const { slack, room } = await open({ way })
    const di = slack.enrol('Di Roe')
    slack.joinByHand(di, room)
    await calmed(setting)
    const eve = slack.enrol('Eve Ray')
    slack.joinByHand(eve, room)
    slack.trouble('users.info', { delay: 1_600 }, 3)
    await slack.slash(eve, room, '/caucus desk')
    await expect.poll(() => invocations.length, { timeout: 1_500 }).toBeGreaterThan(0)
    await calmed(setting)
  })
})
