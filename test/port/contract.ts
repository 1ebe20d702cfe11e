import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buttons, commandButton, heading, line, pageButton, quote, type Card } from '../../src/port/card.ts'
import { defineCommand, defineRead, type Catalogue } from '../../src/port/command.ts'
import { field, optional } from '../../src/port/field.ts'
import type { Form, GivenAnswers } from '../../src/port/form.ts'
import type { Heard } from '../../src/port/heard.ts'
import { channelId, messageId, personId, type ChannelId, type MessageId, type PersonId } from '../../src/port/id.ts'
import type { Invocation, Reply } from '../../src/port/invocation.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import { memberText, strong, text } from '../../src/text/part.ts'
import { mint } from './mint.ts'

/** A platform under test, and the people on it: on a real one, the emulator is their hands and eyes. */
export interface Stand {
  readonly platform: ChatPlatform
  enrol(name: string): Promise<PersonId>
  /** Types `/caucus …` in a channel, or alone with the bot. */
  say(person: PersonId, spot: ChannelId | 'direct', line: string): Promise<void>
  /** Speaks in a channel, without a command. Rejects where the platform keeps them from it. */
  speak(person: PersonId, channel: ChannelId, words: string): Promise<void>
  press(person: PersonId, spot: ChannelId | 'direct', label: string): Promise<void>
  /** Fills in and sends the form that is open before a person, by the names of its fields. */
  submit(person: PersonId, answers: GivenAnswers): Promise<void>
  /** What is typed into the field of a command; the choices that are then shown, by their labels. */
  choicesFor(
    person: PersonId,
    channel: ChannelId,
    command: string,
    field: string,
    typed: string,
  ): Promise<readonly string[]>
  /** The platform delivers its last event again. */
  redeliver(): Promise<void>
  /** All words that a person sees in a place: cards, what is shown to them alone, the form that is open. */
  seenBy(person: PersonId, spot: ChannelId | 'direct'): Promise<string>
  pinnedIn(channel: ChannelId): Promise<readonly MessageId[]>
  /** Somebody adds a person to a channel, or takes them out, past the bot; where people can do that. */
  readonly byHand?: {
    bringIn(person: PersonId, channel: ChannelId): Promise<void>
    takeOut(person: PersonId, channel: ChannelId): Promise<void>
  }
  remove(channel: ChannelId, message?: MessageId): Promise<void>
  stop(): Promise<void>
}

const card = (...words: readonly string[]): Card => ({
  nodes: words.map((each) => line([text(each)])),
  summary: [text(words[0] ?? '')],
})
const nobody = personId.parse('nobody')
const everyone = (people: readonly PersonId[]) => new Map(people.map((person) => [person, 'member' as const]))

/** The commands that a platform under test registers. */
const catalogue: Catalogue = [
  defineCommand({
    name: ['concern', 'raise'],
    where: ['caucus', 'plenary'],
    title: 'common/field-concern',
    about: 'common/field-concern',
    does: 'raise concern',
    ask: {
      proposal: field.proposal(),
      says: field.words('common/field-concern'),
      paragraph: optional(field.paragraph()),
    },
    act: ({ proposal, says, paragraph }, { place }) => ({ place, proposal, says, paragraph }),
  }),
  defineRead({
    name: ['proposal', 'read'],
    where: ['anywhere'],
    title: 'common/field-proposal',
    about: 'common/field-proposal',
    ask: { proposal: field.proposal() },
    read: ({ proposal }) => ({ page: 'text', proposal }),
  }),
]

/** What every chat platform keeps, the pretend one too. `start` makes a fresh one. */
export function chatContract(name: string, start: () => Promise<Stand>): void {
  describe(`the contract of a chat platform, kept by ${name}`, () => {
    let stand: Stand
    let platform: ChatPlatform
    let hears: Heard[]
    let ana: PersonId
    let bo: PersonId
    let room: ChannelId
    let invocations: Invocation[]
    let reply: (invocation: Invocation) => Reply | Promise<Reply>

    const last = (): Invocation => {
      const invocation = invocations.at(-1)
      if (!invocation) throw new Error('nothing was brought in')
      return invocation
    }
    const post = async (posted: Card): Promise<MessageId> => {
      const message = await platform.post(room, posted)
      expect(message).not.toBe('gone')
      return message === 'gone' ? messageId.parse('gone') : message
    }

    beforeEach(async () => {
      stand = await start()
      ;({ platform } = stand)
      ana = await stand.enrol('Ana Souza')
      bo = await stand.enrol('Bo Lind')
      invocations = []
      hears = []
      reply = () => ({ kind: 'card', card: card('That is noted.'), how: 'done' })
      await platform.start(
        catalogue,
        async (invocation) => {
          invocations.push(invocation)
          return reply(invocation)
        },
        async (heard) => await Promise.resolve(void hears.push(heard)),
      )
      const opened = await platform.openChannel({
        name: 'Civil Society',
        topic: 'P-12',
        private: true,
        membersShown: false,
        members: everyone([ana, bo]),
      })
      room = opened.channel
    })
    afterEach(() => stand.stop())

    describe('channels', () => {
      it('are seen by their members, and by nobody else when they are private', async () => {
        const cy = await stand.enrol('Cy Park')
        await post(card('only for civil society'))
        expect(await stand.seenBy(ana, room)).toContain('only for civil society')
        expect(await stand.seenBy(cy, room).catch(() => '')).not.toContain('only for civil society')
      })

      it('have exactly the members that were set, with their rights', async () => {
        const cy = await stand.enrol('Cy Park')
        await platform.setMembers(
          room,
          new Map([
            [ana, 'member'],
            [cy, platform.limits.readOnlyMembers ? 'reader' : 'member'],
          ]),
        )
        const members = await platform.membersOf(room)
        expect(members === 'gone' ? [] : [...members.keys()].toSorted()).toEqual([ana, cy].toSorted())
        await post(card('after Bo left'))
        expect(await stand.seenBy(bo, room).catch(() => '')).not.toContain('after Bo left')
        expect(await stand.seenBy(cy, room)).toContain('after Bo left')
      })

      it('name the people whom the platform would not add', async () => {
        const notAdded = await platform.setMembers(room, everyone([ana, nobody]))
        expect(notAdded === 'gone' ? [] : [...notAdded.keys()]).toEqual([nobody])
      })

      it('let a reader read and press, and not speak, where the platform can keep them from it', async () => {
        await platform.setMembers(
          room,
          new Map([
            [ana, 'member'],
            [bo, 'reader'],
          ]),
        )
        await post({ nodes: [buttons([pageButton([text('Read')], { page: 'proposals' })])], summary: [] })
        await stand.press(bo, room, 'Read')
        expect(last().who.id).toBe(bo)
        if (platform.limits.readOnlyMembers) await expect(stand.speak(bo, room, 'I say')).rejects.toThrow()
      })

      it('into which people are brought by hand, or out of which they are taken, are told', async () => {
        const { byHand } = stand
        if (!byHand) return
        const cy = await stand.enrol('Cy Park')
        await byHand.bringIn(cy, room)
        await byHand.takeOut(bo, room)
        await expect
          .poll(() => hears.map((heard) => [heard.kind, 'who' in heard && heard.who.name]))
          .toEqual([
            ['joined', 'Cy Park'],
            ['left', 'Bo Lind'],
          ])
        const members = await platform.membersOf(room)
        expect(members === 'gone' ? [] : [...members.keys()].toSorted()).toEqual([ana, cy].toSorted())
      })

      it('that were deleted are found wrong, with what mends it', async () => {
        expect(await platform.diagnose([room])).toEqual([])
        await stand.remove(room)
        const [finding, ...others] = await platform.diagnose([room])
        expect(finding?.channel).toBe(room)
        expect(finding?.mend).not.toEqual([])
        expect(others).toEqual([])
      })

      it('of one name are told apart', async () => {
        const other = await platform.openChannel({
          name: 'Civil Society',
          topic: '',
          private: true,
          membersShown: false,
          members: everyone([ana]),
        })
        expect(other.channel).not.toBe(room)
        await platform.post(other.channel, card('in the other one'))
        expect(await stand.seenBy(ana, room)).not.toContain('in the other one')
      })

      it('that exist can be linked by what someone typed, and others are unknown', async () => {
        expect(await platform.linkChannel(room)).toBe(room)
        expect(await platform.linkChannel('no such channel at all')).toBe('unknown')
      })

      it('know whether they are private', async () => {
        const open = await platform.openChannel({
          name: 'Plenary',
          topic: '',
          private: false,
          membersShown: true,
          members: everyone([ana]),
        })
        expect(await platform.isPrivate(room)).toBe(true)
        expect(await platform.isPrivate(open.channel)).toBe(false)
        await stand.remove(room)
        expect(await platform.isPrivate(room)).toBe('gone')
      })

      it('that were deleted are gone, and nothing is thrown for it', async () => {
        const message = await post(card('soon gone'))
        await stand.remove(room)
        expect(await platform.post(room, card('too late'))).toBe('gone')
        expect(await platform.update(room, message, card('too late'))).toBe('gone')
        expect(await platform.setMembers(room, everyone([ana]))).toBe('gone')
        expect(await platform.membersOf(room)).toBe('gone')
      })
    })

    describe('cards', () => {
      it('are edited in place', async () => {
        const message = await post(card('3 of 8 have answered'))
        expect(await platform.update(room, message, card('4 of 8 have answered'))).toBe('updated')
        const seen = await stand.seenBy(bo, room)
        expect(seen).toContain('4 of 8')
        expect(seen).not.toContain('3 of 8')
      })

      it('that were deleted are gone, and nothing is thrown for it', async () => {
        const message = await post(card('soon gone'))
        await stand.remove(room, message)
        expect(await platform.update(room, message, card('again'))).toBe('gone')
        expect(await platform.pin(room, message)).toBe('gone')
      })

      it('can be pinned, and pinned again', async () => {
        const message = await post(card('the desk'))
        expect(await platform.pin(room, message)).toBe('pinned')
        expect(await platform.pin(room, message)).toBe('pinned')
        expect(await stand.pinnedIn(room)).toEqual([message])
      })

      it('can be taken down again, and once more', async () => {
        const message = await post(card('the desk'))
        await platform.pin(room, message)
        expect(await platform.unpin(room, message)).toBe('unpinned')
        expect(await platform.unpin(room, message)).toBe('unpinned')
        expect(await stand.pinnedIn(room)).toEqual([])
      })

      it('show what a member wrote, whatever marks are in it', async () => {
        const says = 'Strike "sovereign", *all* of it; see <@U1> & [this](x)'
        await post({
          nodes: [heading([text('A concern')]), line([text('On '), strong(memberText('¶4 <b>'))]), quote(says)],
          summary: [text('A concern')],
        })
        const seen = (await stand.seenBy(ana, room)).replaceAll(/\s+/g, ' ')
        expect(seen).toContain('¶4 <b>')
        expect(seen.replaceAll(' │ ', ' ')).toContain(says)
      })

      it('that are too long keep their buttons, and the whole can be read privately', async () => {
        const words = Array.from({ length: 6_000 }, (_, n) => `word${n}`)
        const long: Card = {
          nodes: [
            heading([text('A long one')]),
            line([memberText(words.join(' '))]),
            buttons([commandButton([text('Support')], 'gauge answer')]),
          ],
          summary: [text('A long one')],
        }
        reply = () => ({ kind: 'card', card: long, how: 'read' })
        const message = await post(long)
        await stand.press(ana, room, 'Read on')
        expect(last().what).toEqual({ kind: 'press', press: { kind: 'page', page: { page: 'whole' } }, message })
        const seen = new Set((await stand.seenBy(ana, room)).split(/\s+/))
        expect(words.filter((word) => !seen.has(word))).toEqual([])
        await stand.press(bo, room, 'Support')
        expect(last().what).toMatchObject({ press: { command: 'gauge answer' } })
      })
    })

    describe('what people do', () => {
      it('comes in with who did it, where, and a key of its own', async () => {
        await stand.say(ana, room, '/caucus gauge open P-12 --closes "Thu 18:00"')
        await stand.say(bo, room, '/caucus desk')
        const [first, second] = invocations
        expect(first?.what).toEqual({ kind: 'line', text: 'gauge open P-12 --closes "Thu 18:00"' })
        expect(first?.who).toEqual({ platform: platform.name, id: ana, name: 'Ana Souza' })
        expect(first?.where).toEqual({ platform: platform.name, channel: room })
        expect(first?.key).not.toBe(second?.key)
      })

      it('can be said alone with the bot', async () => {
        await stand.say(ana, 'direct', '/caucus desk')
        expect(last().where).toEqual({ platform: platform.name, channel: 'direct' })
        expect(await stand.seenBy(ana, 'direct')).toContain('That is noted.')
      })

      it('comes in once more, with the same key, when the platform delivers it again', async () => {
        await stand.say(ana, room, '/caucus desk')
        await stand.redeliver()
        expect(invocations.map(({ key }) => key)).toEqual([last().key, last().key])
      })

      it('is answered to that person, and to nobody else', async () => {
        await stand.say(ana, room, '/caucus gauge mine')
        expect(await stand.seenBy(ana, room)).toContain('That is noted.')
        expect(await stand.seenBy(bo, room)).not.toContain('That is noted.')
      })

      it('on a button brings what the button carries', async () => {
        const gauge = mint('gauge')
        const support = commandButton(
          [text('Support')],
          'gauge answer',
          { gauge, answer: 'support' },
          { style: 'primary' },
        )
        const message = await post({
          nodes: [
            buttons([
              support,
              commandButton([text('Object')], 'gauge answer', { gauge, answer: 'object' }, { ask: true }),
            ]),
          ],
          summary: [],
        })
        await stand.press(bo, room, 'Support')
        expect(last().what).toEqual({ kind: 'press', press: support.press, message })
        await stand.press(bo, room, 'Object')
        expect(last().what).toMatchObject({ press: { ask: true, answers: { gauge, answer: 'object' } } })
      })

      it('on a button that cannot be undone is asked back first', async () => {
        const declare = commandButton(
          [text('Declare')],
          'consensus declare',
          {},
          { style: 'danger', confirm: [text('This cannot be taken back. Declare it?')] },
        )
        await post({ nodes: [buttons([declare])], summary: [] })
        await stand.press(ana, room, 'Declare')
        expect(last().what).toMatchObject({ press: { command: 'consensus declare' } })
      })
    })

    describe('forms', () => {
      const form: Form = {
        command: 'concern raise',
        title: 'Raise a concern',
        intro: [[text('The chair must answer it.')]],
        fields: [
          { name: 'says', label: 'What is the problem?', required: true, asked: { kind: 'words', max: 3_000 } },
          {
            name: 'paragraph',
            label: 'Paragraph',
            hint: 'Leave empty for the whole text',
            required: false,
            asked: {
              kind: 'choice',
              choices: [
                { value: 'pa_4', label: '¶4' },
                { value: 'pa_5', label: '¶5' },
              ],
              more: false,
            },
          },
          { name: 'must', label: 'The chair must answer it', required: false, asked: { kind: 'tick' }, value: true },
        ],
        submit: 'Raise',
        settled: { proposal: 'P-12' },
      }

      it('bring back what was filled in, with what was settled before', async () => {
        reply = () => ({ kind: 'form', form })
        await stand.say(ana, room, '/caucus concern raise')
        expect(await stand.seenBy(ana, room)).toContain('What is the problem?')
        expect(await stand.seenBy(bo, room)).not.toContain('What is the problem?')
        reply = () => ({ kind: 'card', card: card('Concern C-1 is raised.'), how: 'done' })
        await stand.submit(ana, { says: 'The word is unclear.\nIn two ways.', paragraph: '¶4' })
        expect(last().what).toEqual({
          kind: 'form',
          command: 'concern raise',
          answers: { proposal: 'P-12', says: 'The word is unclear.\nIn two ways.', paragraph: 'pa_4', must: true },
        })
        expect(last().where.channel).toBe(room)
        expect(await stand.seenBy(ana, room)).toContain('Concern C-1 is raised.')
      })

      it('come back with what was typed and why it was not taken', async () => {
        reply = () => ({ kind: 'form', form })
        await stand.say(ana, room, '/caucus concern raise')
        const [says, ...others] = form.fields
        if (!says) throw new Error('the form has fields')
        reply = () => ({
          kind: 'form',
          form: {
            ...form,
            fields: [{ ...says, value: 'Too short', error: [text('Say it in a sentence.')] }, ...others],
          },
        })
        await stand.submit(ana, { says: 'Too short' })
        const seen = await stand.seenBy(ana, room)
        expect(seen).toContain('Say it in a sentence.')
        expect(seen).toContain('Too short')
      })

      it('offer what there is to choose from while someone types', async () => {
        reply = () => ({ kind: 'choices', choices: [{ value: 'p_12', label: 'P-12 Role of governments' }] })
        expect(await stand.choicesFor(ana, room, 'proposal read', 'proposal', 'gov')).toEqual([
          'P-12 Role of governments',
        ])
        expect(last().what).toMatchObject({
          kind: 'choices',
          command: 'proposal read',
          field: 'proposal',
          typed: 'gov',
        })
      })
    })

    describe('people', () => {
      it('are told something directly, and alone', async () => {
        expect(await platform.directMessage(ana, card('An answer to your concern.'))).toBe('shown')
        expect(await stand.seenBy(ana, 'direct')).toContain('An answer to your concern.')
        expect(await stand.seenBy(bo, 'direct')).not.toContain('An answer to your concern.')
      })

      it('are told something privately in a channel, and alone', async () => {
        expect(await platform.replyPrivately(room, ana, card('You have not answered yet.'))).toBe('shown')
        const seen = `${await stand.seenBy(ana, room)}\n${await stand.seenBy(ana, 'direct')}`
        expect(seen).toContain('You have not answered yet.')
        expect(await stand.seenBy(bo, room)).not.toContain('You have not answered yet.')
      })

      it('who are not there are unreachable', async () => {
        expect(await platform.directMessage(nobody, card('Hello'))).toBe('unreachable')
        expect(await platform.replyPrivately(channelId.parse(room), nobody, card('Hello'))).toBe('unreachable')
      })

      it('are found by id and by name, unless two have it', async () => {
        expect((await platform.resolvePerson(ana))?.id).toBe(ana)
        expect((await platform.resolvePerson('ana souza'))?.id).toBe(ana)
        expect(await platform.resolvePerson('Nobody Atall')).toBeUndefined()
        await stand.enrol('Ana Souza')
        expect(await platform.resolvePerson('Ana Souza')).toBeUndefined()
      })
    })

    it('takes files, and says what they are', async () => {
      const message = await platform.uploadFile(
        room,
        { name: 'p-12.md', type: 'text/markdown', content: '# Role of governments' },
        card('P-12 as a file'),
      )
      expect(message).not.toBe('gone')
      const seen = await stand.seenBy(bo, room)
      expect(seen).toContain('p-12.md')
      expect(seen).toContain('P-12 as a file')
    })

    it('lets what it is doing end when it stops, and takes nothing more in', async () => {
      let answer: (reply: Reply) => void = () => {}
      reply = () =>
        new Promise((resolve) => {
          answer = resolve
        })
      const saying = stand.say(ana, room, '/caucus desk')
      await expect.poll(() => invocations.length).toBe(1)
      const stopping = platform.stop()
      answer({ kind: 'card', card: card('Said before it stopped.'), how: 'read' })
      await Promise.all([saying, stopping])
      await stand.say(bo, room, '/caucus desk').catch(() => undefined)
      expect(invocations).toHaveLength(1)
    })
  })
}
