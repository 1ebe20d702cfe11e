import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectBolt } from './bolt.ts'
import { startSlack, type Slack } from './index.ts'

describe.each(['sockets', 'http'] as const)('what people do reaches the real Bolt over %s', (way) => {
  let slack: Slack
  let connected: Awaited<ReturnType<typeof connectBolt>>
  let ana: string
  let bo: string
  let room: string

  beforeEach(async () => {
    slack = await startSlack()
    connected = await connectBolt(slack, way)
    ana = slack.enrol('Ana Souza')
    bo = slack.enrol('Bo Lind')
    const { client } = connected.bolt
    const made = await client.conversations.create({ name: 'civil-society', is_private: true })
    room = made.channel?.id ?? ''
    await client.conversations.invite({ channel: room, users: `${ana},${bo}` })
    await slack.settled()
  })
  afterEach(async () => {
    await connected.stop()
    await slack.stop()
    expect(slack.faults).toEqual([])
  })

  it('a command is answered to the person alone', async () => {
    connected.bolt.command('/caucus', async ({ ack, command, respond }) => {
      await ack()
      await respond({ text: `You said: ${command.text}`, response_type: 'ephemeral' })
    })
    await slack.slash(ana, room, '/caucus gauge open P-12 --closes "Thu 18:00"')
    await slack.settled()
    expect(slack.seenBy(ana, room)).toContain('You said: gauge open P-12 --closes "Thu 18:00"')
    expect(slack.seenBy(bo, room)).not.toContain('You said')
  })

  it('a command answered in its acknowledgement costs no call', async () => {
    connected.bolt.command('/caucus', ({ ack }) => ack({ text: 'At once.' }))
    await slack.slash(ana, 'direct', '/caucus')
    expect(slack.seenBy(ana, 'direct')).toContain('At once.')
  })

  it('a button brings its value, and edits its card', async () => {
    const { client } = connected.bolt
    const blocks = (says: string) => [
      { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `*${says}*` } },
      {
        type: 'actions' as const,
        block_id: 'answers',
        elements: [
          {
            type: 'button' as const,
            action_id: 'answer',
            value: 'v1',
            text: { type: 'plain_text' as const, text: 'Support' },
          },
        ],
      },
    ]
    const { ts = '' } = await client.chat.postMessage({ channel: room, text: 'a gauge', blocks: blocks('0 of 8') })
    const values: unknown[] = []
    connected.bolt.action('answer', async ({ ack, payload, body }) => {
      await ack()
      values.push('value' in payload && payload.value, 'container' in body && body.container['message_ts'])
      await client.chat.update({ channel: room, ts, text: 'a gauge', blocks: blocks('1 of 8') })
    })
    await slack.click(bo, room, 'Support')
    await slack.settled()
    expect(values).toEqual(['v1', ts])
    expect(slack.seenBy(ana, room)).toBe('1 of 8\n[Support]')
  })

  it('a form is opened, refused with an error beside a field, and taken', async () => {
    connected.bolt.command('/caucus', async ({ ack, command, client }) => {
      await ack()
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'raise',
          private_metadata: room,
          title: { type: 'plain_text', text: 'Raise a concern' },
          submit: { type: 'plain_text', text: 'Raise' },
          blocks: [
            {
              type: 'input',
              block_id: 'says',
              label: { type: 'plain_text', text: 'What is the problem?' },
              element: { type: 'plain_text_input', action_id: 'it', multiline: true },
            },
            {
              type: 'input',
              block_id: 'proposal',
              optional: true,
              label: { type: 'plain_text', text: 'Proposal' },
              element: { type: 'external_select', action_id: 'which', min_query_length: 0 },
            },
          ],
        },
      })
    })
    connected.bolt.options('which', ({ ack }) =>
      ack({ options: [{ text: { type: 'plain_text', text: 'P-12 Role of governments' }, value: 'p_12' }] }),
    )
    const submitted: unknown[] = []
    connected.bolt.view('raise', async ({ ack, view, body }) => {
      const says = view.state.values['says']?.['it']?.value ?? ''
      if (says.length < 10) return ack({ response_action: 'errors', errors: { says: 'Say it in a sentence.' } })
      submitted.push(says, view.state.values['proposal']?.['which']?.selected_option?.value, view.private_metadata)
      await ack()
      await connected.bolt.client.chat.postEphemeral({
        channel: room,
        user: body.user.id,
        text: 'Concern C-1 is raised.',
      })
    })

    await slack.slash(ana, room, '/caucus concern raise')
    await slack.settled()
    expect(slack.seenBy(ana, room)).toContain('What is the problem?')
    expect(slack.seenBy(bo, room)).not.toContain('What is the problem?')

    await slack.submit(ana)
    expect(slack.seenBy(ana, room)).toContain('Please complete this required field.')
    await slack.submit(ana, { says: 'Short' })
    expect(slack.seenBy(ana, room)).toContain('Short\nSay it in a sentence.')

    expect(await slack.suggest(ana, 'proposal', 'gov')).toEqual(['P-12 Role of governments'])
    await slack.submit(ana, { says: 'The word is unclear.', Proposal: 'P-12 Role of governments' })
    await slack.settled()
    expect(submitted).toEqual(['The word is unclear.', 'p_12', room])
    expect(slack.seenBy(ana, room)).toBe('Concern C-1 is raised.')
  })

  it('the Home is published for one person', async () => {
    connected.bolt.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Waiting for you' } }] },
      })
    })
    slack.home(ana)
    await slack.settled()
    expect(slack.seenBy(ana, 'home')).toBe('Waiting for you')
    expect(slack.seenBy(bo, 'home')).toBe('')
  })

  it('a message shortcut carries the message', async () => {
    connected.bolt.shortcut('raise_concern', async ({ ack, shortcut, respond }) => {
      await ack()
      await respond({
        text: `About: ${'message' in shortcut ? String(shortcut['message'].text) : ''}`,
        replace_original: false,
      })
    })
    const said = slack.say(bo, room, 'the word <sovereign>')
    await slack.shortcut(ana, 'raise_concern', { channel: room, message: said })
    await slack.settled()
    expect(slack.seenBy(ana, room)).toContain('About: the word <sovereign>')
  })

  it('who joins and leaves by hand is told', async () => {
    const cy = slack.enrol('Cy Park')
    const heard: string[] = []
    connected.bolt.event('member_joined_channel', async ({ event }) => void heard.push(`+${event.user}`))
    connected.bolt.event('member_left_channel', async ({ event }) => void heard.push(`-${event.user}`))
    slack.joinByHand(cy, room, bo)
    slack.kickByHand(cy, room)
    await slack.settled()
    expect(heard.toSorted()).toEqual([`+${cy}`, `-${cy}`])
  })

  it('a file is uploaded and shared', async () => {
    await connected.bolt.client.filesUploadV2({
      channel_id: room,
      filename: 'p-12.md',
      content: '# Role of governments',
      initial_comment: 'P-12 as a file',
    })
    expect(slack.seenBy(bo, room)).toBe('P-12 as a file\np-12.md')
    expect(slack.filesIn(room)[0]?.content).toBe('# Role of governments')
  })
})
