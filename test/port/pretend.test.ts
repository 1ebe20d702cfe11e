import { describe, expect, it } from 'vitest'
import { pretendPlatform } from '../../adapters/pretend/index.ts'
import { buttons, commandButton, line } from '../../src/port/card.ts'
import { personId } from '../../src/port/id.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { limitsOf, type Limits } from '../../src/port/limits.ts'
import { text } from '../../src/text/part.ts'
import { chatContract, type Stand } from './contract.ts'

const standOn = (limits: Limits) => (): Promise<Stand> => {
  const platform = pretendPlatform({ now: () => '2026-11-25T12:00:00.000Z', zone: 'UTC', limits })
  return Promise.resolve({
    platform,
    enrol: (name) => Promise.resolve(platform.enrol(name)),
    say: async (person, spot, words) => void (await platform.say(person, spot, words)),
    speak: async (person, channel, words) => void (await platform.say(person, channel, words)),
    press: async (person, spot, label) => void (await platform.press(person, spot, label)),
    submit: async (person, answers) => void (await platform.submit(person, answers)),
    choicesFor: async (person, channel, command, field, typed) => {
      const reply = await platform.type(person, channel, command, field, typed)
      return reply.kind === 'choices' ? reply.choices.map(({ label }) => label) : []
    },
    redeliver: async () => void (await platform.redeliver()),
    seenBy: (person, spot) => Promise.resolve(platform.readBy(person, spot)),
    pinnedIn: async (channel) => {
      const members = await platform.membersOf(channel)
      const [someone] = members === 'gone' ? [] : members.keys()
      const seen = someone === undefined ? [] : platform.seenBy(someone, channel)
      return seen.filter(({ pinned }) => pinned).map(({ id }) => id)
    },
    byHand: { bringIn: platform.bringIn, takeOut: platform.takeOut },
    remove: (channel, message) => Promise.resolve(platform.remove(channel, message)),
    stop: () => platform.stop(),
  })
}

// The pretend platform can be as narrow as any real one.
for (const [name, limits] of Object.entries(limitsOf))
  chatContract(`the pretend platform, as narrow as ${name}`, standOn(limits))

const nothingHeard = async () => await Promise.resolve()

const noted: Reply = {
  kind: 'card',
  card: { nodes: [line([text('That is noted.')])], summary: [text('That is noted.')] },
  how: 'done',
}

async function room() {
  const platform = pretendPlatform({ now: () => '2026-11-25T12:00:00.000Z', zone: 'UTC', limits: limitsOf.discord })
  await platform.start([], () => Promise.resolve(noted), nothingHeard)
  const ana = platform.enrol('Ana Souza')
  const bo = platform.enrol('Bo Lind')
  const { channel } = await platform.openChannel({
    name: 'a',
    topic: '',
    private: true,
    membersShown: false,
    members: new Map([[ana, 'member']]),
  })
  return { platform, ana, bo, channel }
}

describe('the pretend platform is as strict as a real one', () => {
  it('lets nobody act in a channel that they are not in', async () => {
    const { platform, bo, channel } = await room()
    await expect(platform.say(bo, channel, '/caucus desk')).rejects.toThrow(/not in/)
  })

  it('lets nobody press what is not shown to them', async () => {
    const { platform, ana, channel } = await room()
    await platform.post(channel, { nodes: [buttons([commandButton([text('Support')], 'gauge answer')])], summary: [] })
    expect(() => platform.press(ana, channel, 'Object')).toThrow(/sees no button/)
  })

  it('knows no channel that was not opened, and no person who was not enrolled', async () => {
    const { platform, channel } = await room()
    const stranger = personId.parse('stranger')
    await expect(platform.say(stranger, channel, '/caucus desk')).rejects.toThrow(/nobody here/)
    expect(() => platform.nameOf(stranger)).toThrow(/nobody here/)
  })

  it('sends no form that is not open, and none that is not filled in', async () => {
    const { platform, ana, channel } = await room()
    expect(() => platform.submit(ana, {})).toThrow(/no form/)
    await platform.stop()
    await platform.start(
      [],
      () =>
        Promise.resolve({
          kind: 'form',
          form: {
            command: 'concern raise',
            title: 'Raise a concern',
            intro: [],
            fields: [
              { name: 'says', label: 'What is the problem?', required: true, asked: { kind: 'words', max: 10 } },
            ],
            submit: 'Raise',
            settled: {},
          },
        }),
      async () => await Promise.resolve(),
    )
    await platform.say(ana, channel, '/caucus concern raise')
    expect(() => platform.submit(ana, {})).toThrow(/needs says/)
    expect(() => platform.submit(ana, { says: 'more than ten characters' })).toThrow(/takes 10/)
    expect(() => platform.submit(ana, { says: 'short', note: 'x' })).toThrow(/does not ask for note/)
    expect(platform.formBefore(ana)?.title).toBe('Raise a concern')
  })
})
