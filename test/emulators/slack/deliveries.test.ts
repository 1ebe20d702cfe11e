import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo } from 'node:net'
import { SocketModeReceiver } from '@slack/bolt'
import { type KnownBlock, type ModalView } from '@slack/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { connectBolt } from './bolt.ts'
import { clientOf, codeOf, silent } from './client.ts'
import { startSlack, type Slack, type SlackOptions } from './index.ts'

let slack: Slack
let ana: string
let room: string
const stops: (() => Promise<unknown>)[] = []

async function start(options: SlackOptions = {}): Promise<void> {
  slack = await startSlack(options)
  stops.push(() => slack.stop())
  ana = slack.enrol('Ana Souza')
  room = slack.makeChannel(ana, 'civil-society', { isPrivate: true, members: [slack.botUserId] })
}

const kinds = (): readonly string[] => slack.faults.map(({ kind }) => kind)

/** The real client of Socket Mode, which hands over each envelope with its acknowledgement. */
async function socket(
  each: (envelope: Envelope) => unknown,
  clientPingTimeout = 5_000,
): Promise<SocketModeReceiver['client']> {
  const { client } = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silent,
    // It waits as long before it connects anew.
    clientPingTimeout,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  })
  client.on('slack_event', each)
  await client.start()
  stops.push(() => client.disconnect())
  return client
}

interface Envelope {
  readonly ack: (answer?: object) => Promise<void>
  readonly body: Readonly<Record<string, unknown>> & { readonly event?: object }
  readonly retry_num?: number
  readonly retry_reason?: string
}

/** An address that keeps what it gets, and answers as told. */
async function address(
  status: () => number,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly { headers: IncomingHttpHeaders; body: string }[]> {
  const kept: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      kept.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(status(), more).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise((resolve) => server.close(resolve)))
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`)
  return kept
}

interface SentForm {
  readonly view: { readonly state: { readonly values: { readonly text: { readonly file: SentFiles } } } }
}
interface SentFiles {
  readonly files: readonly { readonly url_private_download: string }[]
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const card: KnownBlock[] = [
  { type: 'actions', block_id: 'row', elements: [{ type: 'button', action_id: 'press', text: plain('Press') }] },
]
const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  external_id: 'the form',
  title: plain('A form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'says',
      label: plain('Says'),
      element: { type: 'plain_text_input', action_id: 'it', min_length: 3, max_length: 10 },
    },
    {
      type: 'input',
      block_id: 'which',
      optional: true,
      label: plain('Which'),
      element: { type: 'external_select', action_id: 'list', min_query_length: 0 },
    },
  ],
}

beforeEach(() => start())
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

describe('an acknowledgement', () => {
  it.each(['sockets', 'http'] as const)(
    'that does not come in time is an error that the person sees, over %s',
    async (way) => {
      await slack.stop()
      await start({ times: { ack: 100 } })
      const { bolt, stop } = await connectBolt(slack, way)
      stops.push(stop)
      bolt.command('/caucus', async () => {})
      await slack.slash(ana, room, '/caucus desk')
      expect(slack.seenBy(ana, room)).toContain('/caucus failed with the error "operation_timeout"')
      expect(kinds()).toEqual(['unacknowledged'])
    },
  )

  it('that comes twice is a fault', async () => {
    await socket(async ({ ack }) => {
      await ack()
      await ack()
    })
    await slack.slash(ana, room, '/caucus desk')
    await expect.poll(kinds).toEqual(['acknowledgement'])
    expect(slack.faults[0]?.says).toContain('acknowledged twice')
  })

  it('that comes too late is a fault, and the person has been told already', async () => {
    let late: (() => Promise<void>) | undefined
    await socket(({ ack }) => {
      late = () => ack()
    })
    const typing = slack.slash(ana, room, '/caucus desk')
    await expect.poll(() => late).toBeDefined()
    slack.wait(3_000)
    await typing
    await late?.()
    await expect.poll(kinds).toEqual(['unacknowledged', 'acknowledgement'])
    expect(slack.seenBy(ana, room)).toContain('operation_timeout')
  })

  it('of a button brings no answer with it', async () => {
    await socket(({ ack }) => ack({ text: 'Pressed' }))
    await clientOf(slack).chat.postMessage({ channel: room, text: 'a card', blocks: card })
    await slack.settled()
    await slack.click(ana, room, 'Press')
    expect(kinds()).toEqual(['acknowledgement'])
    expect(slack.seenBy(ana, room)).not.toContain('Pressed')
  })

  it('from nobody is an error at once', async () => {
    await slack.slash(ana, room, '/caucus desk')
    expect(slack.seenBy(ana, room)).toContain('dispatch_failed')
  })
})

describe('an event', () => {
  it('that is not acknowledged comes again at once, after a minute and after five, and says so', async () => {
    const kept = await address(() => 500)
    slack.home(ana)
    const came = async (times: number, skip: number): Promise<void> => {
      slack.wait(skip)
      await expect.poll(() => kept.length).toBe(times)
      await slack.settled()
    }
    await came(2, 0)
    await came(3, 60_000)
    await came(4, 300_000)
    slack.wait(3_600_000)
    await slack.settled()
    expect(kept.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3'])
    expect(kept.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error')
    expect(new Set(kept.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id)).size).toBe(1)
  })

  it('reaches an app that was not there for a while', async () => {
    slack.home(ana)
    await slack.settled()
    const kept = await address(() => 200)
    slack.wait(60_000)
    await slack.settled()
    expect(kept.map(({ headers }) => headers['x-slack-retry-num'])).toEqual(['2'])
    expect(slack.faults).toEqual([])
  })

  it('does not come again where the app says so', async () => {
    const kept = await address(() => 500, { 'x-slack-no-retry': '1' })
    slack.home(ana)
    await slack.settled()
    slack.wait(3_600_000)
    await slack.settled()
    expect(kept).toHaveLength(1)
  })

  it('comes again over a socket with its attempt', async () => {
    const attempts: (number | undefined)[] = []
    await socket(async ({ ack, retry_num: attempt }) => {
      attempts.push(attempt)
      if (attempts.length > 1) await ack()
    })
    slack.home(ana)
    await expect.poll(() => attempts.length).toBe(1)
    slack.wait(3_000)
    await expect.poll(() => attempts).toEqual([0, 1])
  })

  it('can come twice, and late, behind a newer one', async () => {
    const kept = await address(() => 200)
    slack.home(ana)
    await slack.settled()
    slack.joinByHand(slack.enrol('Bo Lind'), room)
    await slack.settled()
    await slack.redeliver(2)
    const types = kept.map(({ body }) => (JSON.parse(body) as { event: { type: string } }).event.type)
    expect(types).toEqual(['app_home_opened', 'member_joined_channel', 'app_home_opened'])
    expect(kept.at(-1)?.headers['x-slack-retry-num']).toBe('1')
  })

  it('is told only to an app that asked for it, may hear of it, and is there', async () => {
    await slack.stop()
    const settings = { event_subscriptions: { bot_events: ['member_joined_channel'] } }
    await start({ manifest: { settings, oauth_config: { scopes: { bot: ['channels:read'] } } } })
    const kept = await address(() => 200)
    slack.home(ana)
    slack.joinByHand(slack.enrol('Bo Lind'), room)
    await slack.settled()
    expect(kept).toEqual([])
    slack.joinByHand(slack.enrol('Cy Park'), slack.makeChannel(ana, 'plenary'))
    await slack.settled()
    expect(kept).toHaveLength(1)
  })

  it('tells the bot that it was put out', async () => {
    const kept = await address(() => 200)
    slack.kickByHand(slack.botUserId, room)
    await slack.settled()
    const types = kept.map(({ body }) => (JSON.parse(body) as { event: { type: string } }).event.type)
    expect(types.toSorted()).toEqual(['group_left', 'member_left_channel'])
  })

  it('of what people say is told to nobody without a history scope', async () => {
    await slack.stop()
    const settings = { event_subscriptions: { bot_events: ['message.groups'] } }
    await start({ manifest: { settings, oauth_config: { scopes: { bot: ['groups:read'] } } } })
    const kept = await address(() => 200)
    slack.say(ana, room, 'between us')
    await slack.settled()
    expect(kept).toEqual([])
  })
})

describe('over HTTP', () => {
  it('a forged, an unsigned and an old delivery are refused by Bolt; one from the future it lets in', async () => {
    const { bolt, stop } = await connectBolt(slack, 'http')
    stops.push(stop)
    const came: string[] = []
    bolt.command('/caucus', async ({ ack, command }) => {
      came.push(command.text)
      await ack()
    })
    await slack.slash(ana, room, '/caucus desk')
    expect(await slack.forge({ secret: 'not ours' })).toBe(401)
    expect(await slack.forge({ unsigned: true })).toBe(401)
    expect(await slack.forge({ skew: -301 })).toBe(401)
    expect(came).toHaveLength(1)
    // So the adapter must look at the clock itself.
    expect(await slack.forge({ skew: 3_600 })).toBe(200)
  })
})

describe('a socket', () => {
  it('that Slack recycles, or that the net loses, is opened anew', async () => {
    const came: unknown[] = []
    await socket(async ({ ack, body }) => {
      came.push(body['text'])
      await ack()
    }, 800)
    for (const lose of [slack.refreshSockets, slack.dropSockets]) {
      lose()
      await expect.poll(() => slack.openSockets()).toBe(0)
      await expect.poll(() => slack.openSockets(), { timeout: 5_000 }).toBe(1)
      await slack.slash(ana, room, '/caucus desk')
    }
    expect(came).toEqual(['desk', 'desk'])
  })

  it('that is dead without a word is found out by its pings, and opened anew', async () => {
    await socket(({ ack }) => ack(), 400)
    const opened = slack.calls('apps.connections.open').length
    slack.stallSockets()
    await expect.poll(() => slack.calls('apps.connections.open').length, { timeout: 10_000 }).toBe(opened + 1)
    await expect.poll(() => slack.openSockets()).toBe(1)
    await slack.slash(ana, room, '/caucus desk')
    expect(slack.faults).toEqual([])
  })

  it('that is lost before the acknowledgement loses what it carried', async () => {
    await socket(() => slack.dropSockets())
    await slack.slash(ana, room, '/caucus desk')
    expect(slack.seenBy(ana, room)).toContain('connection_lost')
  })

  it('is one of several, and each delivery comes over one of them', async () => {
    const came: string[] = []
    for (const name of ['first', 'second']) {
      await socket(async ({ ack }) => {
        came.push(name)
        await ack()
      })
    }
    for (const line of ['a', 'b', 'c', 'd']) await slack.slash(ana, room, `/caucus ${line}`)
    expect(came.toSorted()).toEqual(['first', 'first', 'second', 'second'])
  })

  it('is one of ten at most, and its address is good for once', async () => {
    const open = async (url: string): Promise<'open' | 'refused'> => {
      const opened = new WebSocket(url)
      stops.push(async () => opened.terminate())
      return new Promise((resolve) =>
        opened.once('open', () => resolve('open')).once('error', () => resolve('refused')),
      )
    }
    const url = async (): Promise<string> => (await clientOf(slack, slack.appToken).apps.connections.open()).url ?? ''
    slack.rate('apps.connections.open', { burst: 20, perMinute: 1 })
    const first = await url()
    expect(await open(first)).toBe('open')
    expect(await open(first)).toBe('refused')
    for (let more = 0; more < 9; more++) expect(await open(await url())).toBe('open')
    expect(await open(await url())).toBe('refused')
  })
})

describe('a response_url', () => {
  const given = (): string => String(slack.deliveries.at(-1)?.payload['response_url'])
  const answer = async (url: string, body: object): Promise<number> =>
    (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
      .status

  beforeEach(async () => {
    await socket(({ ack }) => ack())
    await slack.slash(ana, room, '/caucus desk')
  })

  it('is good for five answers', async () => {
    for (let n = 1; n <= 5; n++) expect(await answer(given(), { text: `Answer ${n}` })).toBe(200)
    expect(await answer(given(), { text: 'Answer 6' })).toBe(404)
    expect(slack.seenBy(ana, room)).not.toContain('Answer 6')
    expect(kinds()).toEqual(['used_url'])
  })

  it('is good for thirty minutes', async () => {
    slack.wait(30 * 60_000 - 1_000)
    expect(await answer(given(), { text: 'just in time' })).toBe(200)
    slack.wait(2_000)
    expect(await answer(given(), { text: 'too late' })).toBe(404)
    expect(kinds()).toEqual(['expired_url'])
  })

  it('takes no stray field, no live @channel and no mute card', async () => {
    expect(await answer(given(), { text: 'a', channel: room })).toBe(404)
    expect(await answer(given(), { text: '<!channel>' })).toBe(404)
    expect(await answer(given(), { blocks: card })).toBe(404)
    expect(kinds()).toEqual(['invalid_arguments', 'broadcast_refused', 'no_text'])
  })

  it('of a card replaces it, deletes it, or stands beside it for one person', async () => {
    const bo = slack.enrol('Bo Lind')
    slack.joinByHand(bo, room)
    await clientOf(slack).chat.postMessage({ channel: room, text: 'a card', blocks: card })
    await slack.settled()
    await slack.click(ana, room, 'Press')
    await answer(given(), { text: 'only you', replace_original: false, response_type: 'ephemeral' })
    expect([slack.seenBy(ana, room), slack.seenBy(bo, room)]).toEqual(['[Press]\nonly you', '[Press]'])
    await answer(given(), { text: 'replaced', replace_original: true })
    expect(slack.seenBy(bo, room)).toBe('replaced')
    await answer(given(), { delete_original: true })
    expect(slack.seenBy(bo, room)).toBe('')
  })
})

describe('a trigger_id', () => {
  const given = (): string => String(slack.deliveries.at(-1)?.payload['trigger_id'])
  const open = (): Promise<unknown> => clientOf(slack).views.open({ trigger_id: given(), view: form })

  beforeEach(async () => {
    await socket(({ ack }) => ack())
    await slack.slash(ana, room, '/caucus desk')
  })

  it('opens one form', async () => {
    await open()
    expect(await codeOf(open())).toBe('exchanged_trigger_id')
    expect(kinds()).toEqual(['exchanged_trigger_id'])
  })

  it('is good for three seconds', async () => {
    slack.wait(3_001)
    expect(await codeOf(open())).toBe('expired_trigger_id')
    expect(slack.seenBy(ana, 'form')).toBe('')
  })
})

describe('a control', () => {
  it('counts only as long as the card shows it', async () => {
    await socket(({ ack }) => ack())
    const client = clientOf(slack)
    const { ts = '' } = await client.chat.postMessage({ channel: room, text: 'a card', blocks: card })
    await client.chat.update({ channel: room, ts, text: 'closed' })
    await expect(slack.click(ana, room, 'Press')).rejects.toThrow('no such control')
  })

  it('is pressed by nobody who does not see it', async () => {
    await clientOf(slack).chat.postMessage({ channel: room, text: 'a card', blocks: card })
    await expect(slack.click(slack.enrol('Bo Lind'), room, 'Press')).rejects.toThrow('sees no channel')
  })

  it('that asks whether one is sure does nothing when one is not', async () => {
    await socket(({ ack }) => ack())
    const confirm = { title: plain('Sure?'), text: plain('It stays so.'), confirm: plain('Yes'), deny: plain('No') }
    const sure: KnownBlock[] = [
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Declare'), confirm }] },
    ]
    await clientOf(slack).chat.postMessage({ channel: room, text: 'a card', blocks: sure })
    await slack.click(ana, room, 'Declare', { sure: false })
    expect(slack.deliveries).toHaveLength(0)
    await slack.click(ana, room, 'Declare')
    expect(slack.deliveries).toHaveLength(1)
  })

  it('is pressed by people of other organisations too, who have no commands and no shortcuts', async () => {
    await socket(({ ack }) => ack())
    const stranger = slack.enrol('Dee Okoro', { kind: 'stranger' })
    slack.joinByHand(stranger, room)
    await slack.settled()
    await clientOf(slack).chat.postMessage({ channel: room, text: 'a card', blocks: card })
    await slack.click(stranger, room, 'Press')
    const payload = slack.deliveries.at(-1)?.payload
    expect(payload).toMatchObject({ team: { id: slack.teamId }, user: { id: stranger } })
    expect(payload).not.toMatchObject({ user: { team_id: slack.teamId } })
    await expect(slack.slash(stranger, room, '/caucus desk')).rejects.toThrow('not a valid command')
    await expect(slack.shortcut(stranger, 'desk')).rejects.toThrow('no shortcut')
  })

  it('shown to one person only is gone when they start Slack anew', async () => {
    slack.joinByHand(ana, room)
    await clientOf(slack).chat.postEphemeral({ channel: room, user: ana, text: 'for you', blocks: card })
    expect(slack.seenBy(ana, room)).toBe('[Press]')
    slack.reload(ana)
    expect(slack.seenBy(ana, room)).toBe('')
  })

  it('that is a link is to be acknowledged too', async () => {
    const came: unknown[] = []
    await socket(async ({ ack, body }) => {
      came.push(body['type'])
      await ack()
    })
    const url = 'https://example.org/'
    const link: KnownBlock[] = [
      { type: 'actions', elements: [{ type: 'button', action_id: 'go', url, text: plain('Read') }] },
    ]
    await clientOf(slack).chat.postMessage({ channel: room, text: 'a card', blocks: link })
    await slack.click(ana, room, 'Read')
    expect(came).toEqual(['block_actions'])
  })
})

describe('a form', () => {
  let reply: object | undefined

  beforeEach(async () => {
    reply = undefined
    await socket(({ ack }) => ack(reply))
    await slack.slash(ana, room, '/caucus desk')
    await clientOf(slack).views.open({ trigger_id: String(slack.deliveries.at(-1)?.payload['trigger_id']), view: form })
  })

  it('takes a file of the endings that it names, which the app reads with its token', async () => {
    const [says] = form.blocks
    const file: KnownBlock = {
      type: 'input',
      block_id: 'text',
      label: plain('Text'),
      element: { type: 'file_input', action_id: 'file', filetypes: ['md'], max_files: 1 },
    }
    const { view } = await clientOf(slack).views.update({
      external_id: 'the form',
      view: { ...form, blocks: says ? [says, file] : [] },
    })
    expect(view?.id).toBeDefined()
    const given = (name: string): Promise<void> =>
      slack.submit(ana, { says: 'Short', text: { name, content: '# P-12' } })
    await expect(given('p-12.pdf')).rejects.toThrow('takes no pdf')
    await given('p-12.md')
    const sent = slack.deliveries.at(-1)?.payload as SentForm | undefined
    const [kept] = (sent ?? expect.fail('nothing was sent')).view.state.values.text.file.files
    const read = async (token: string): Promise<string> =>
      await (await fetch(kept?.url_private_download ?? '', { headers: { authorization: `Bearer ${token}` } })).text()
    expect(await read(slack.botToken)).toBe('# P-12')
    expect(await read('xoxb-of-another')).toContain('Sign in')
    expect(kinds()).toEqual(['file'])
  })

  it('is not sent before what is required is there, and fits', async () => {
    const sent = slack.deliveries.length
    await slack.submit(ana)
    expect(slack.seenBy(ana, 'form')).toContain('Please complete this required field.')
    await slack.submit(ana, { says: 'no' })
    expect(slack.seenBy(ana, 'form')).toContain('at least 3 characters')
    await slack.submit(ana, { says: 'much too long' })
    expect(slack.seenBy(ana, 'form')).toContain('no more than 10 characters')
    expect(slack.deliveries).toHaveLength(sent)
  })

  it.each([
    [
      'errors beside a field that it does not have',
      { response_action: 'errors', errors: { other: 'No.' } },
      'invalid_errors',
    ],
    ['errors that are none', { response_action: 'errors', errors: {} }, 'invalid_errors'],
    ['an action that there is none of', { response_action: 'shake' }, 'invalid_response_action'],
    ['words', { text: 'Thank you' }, 'invalid_response_action'],
    [
      'a view that breaks a limit',
      { response_action: 'update', view: { ...form, title: plain('a'.repeat(25)) } },
      'invalid_arguments',
    ],
  ])('answered with %s stays open, and the person sees that something went wrong', async (_, said, kind) => {
    reply = said
    await slack.submit(ana, { says: 'Short' })
    expect(kinds()).toEqual([kind])
    expect(slack.seenBy(ana, 'form')).toContain('Short')
    expect(slack.seenBy(ana, 'direct')).toContain('We had some trouble connecting')
  })

  it('keeps what was typed when it comes back, in fields that are still there', async () => {
    const [says] = form.blocks
    reply = { response_action: 'update', view: { ...form, title: plain('Once more'), blocks: [says] } }
    await slack.submit(ana, { says: 'Short' })
    expect(slack.seenBy(ana, 'form')).toContain('Once more\nSays\n')
    expect(slack.seenBy(ana, 'form')).toContain('Short')
  })

  it('is stacked three deep', async () => {
    const view = { ...form, external_id: '', callback_id: 'deeper' }
    reply = { response_action: 'push', view }
    await slack.submit(ana, { says: 'Short' })
    await slack.submit(ana, { says: 'Short' })
    expect(kinds()).toEqual([])
    await slack.submit(ana, { says: 'Short' })
    expect(kinds()).toEqual(['push_limit_reached'])
  })

  it('is updated only as it was last seen, and while it is open', async () => {
    const client = clientOf(slack)
    const { view } = await client.views.publish({ user_id: ana, view: { type: 'home', blocks: card } })
    const publish = (): Promise<unknown> =>
      client.views.publish({ user_id: ana, view: { type: 'home', blocks: card }, hash: view?.hash ?? '' })
    await publish()
    expect(await codeOf(publish())).toBe('hash_conflict')
    await slack.close(ana)
    expect(await codeOf(client.views.update({ view_id: 'V0', view: form }))).toBe('not_found')
  })

  it('has an external_id of its own', async () => {
    const client = clientOf(slack)
    const home = { type: 'home' as const, external_id: 'desk', blocks: card }
    await client.views.publish({ user_id: ana, view: home })
    expect(await codeOf(client.views.publish({ user_id: slack.enrol('Bo'), view: home }))).toBe('duplicate_external_id')
  })

  it('takes a hundred choices of the app, each of 75 characters', async () => {
    const options = (count: number, length: number) =>
      Array.from({ length: count }, (_, n) => ({ text: plain('a'.repeat(length)), value: `${n}` }))
    reply = { options: options(100, 75) }
    expect(await slack.suggest(ana, 'Which', 'a')).toHaveLength(100)
    for (const wrong of [{ options: options(101, 5) }, { options: options(1, 76) }, { choices: [] }]) {
      reply = wrong
      expect(await slack.suggest(ana, 'Which', 'a')).toEqual([])
    }
    expect(kinds()).toEqual(['invalid_blocks', 'invalid_blocks', 'options'])
  })
})
