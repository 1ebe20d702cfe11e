import { type KnownBlock } from '@slack/types'
import { WebAPIHTTPError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, codeOf, refusal } from './client.ts'
import { startSlack, type Slack } from './index.ts'

let slack: Slack
let client: WebClient
let ana: string
let room: string

const faultsOf = (kind: string): readonly string[] =>
  slack.faults.filter((fault) => fault.kind === kind).map(({ says }) => says)

async function start(scopes?: readonly string[]): Promise<void> {
  await slack?.stop()
  slack = await startSlack(scopes && { manifest: { oauth_config: { scopes: { bot: scopes } } } })
  client = clientOf(slack)
  ana = slack.enrol('Ana Souza')
}

beforeEach(async () => {
  await start()
  room = (await client.conversations.create({ name: 'civil-society', is_private: true })).channel?.id ?? ''
  await client.conversations.invite({ channel: room, users: ana })
})
afterEach(() => slack.stop())

describe('a token', () => {
  it('that is missing, unknown or revoked opens nothing', async () => {
    expect(await codeOf(clientOf(slack, '').auth.test())).toBe('not_authed')
    expect(await codeOf(clientOf(slack, 'xoxb-of-another').auth.test())).toBe('invalid_auth')
    slack.revokeTokens()
    expect(await codeOf(client.auth.test())).toBe('token_revoked')
  })

  it('of the app is none of the bot, and the other way round', async () => {
    expect(await codeOf(clientOf(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type')
    expect(await codeOf(client.apps.connections.open())).toBe('not_allowed_token_type')
  })

  it.each([
    ['chat:write', () => client.chat.postMessage({ channel: room, text: 'a' })],
    ['chat:write, and for one person', () => client.chat.postEphemeral({ channel: room, user: ana, text: 'a' })],
    ['groups:write', () => client.conversations.create({ name: 'b', is_private: true })],
    ['channels:manage', () => client.conversations.create({ name: 'b' })],
    ['pins:write', () => client.pins.add({ channel: room, timestamp: '1.000001' })],
    ['users:read', () => client.users.info({ user: ana })],
    ['im:write', () => client.conversations.open({ users: ana })],
    ['files:write', () => client.files.getUploadURLExternal({ filename: 'a.md', length: 1 })],
    ['channels:read', () => client.conversations.list({ types: 'public_channel' })],
    ['groups:read', () => client.conversations.list({ types: 'private_channel' })],
  ] as const)('without %s is told what is needed and what it has', async (title, call) => {
    const [scope = ''] = title.split(',')
    // Its sibling is there, so that a method of channels is let in at all.
    const siblings = ['groups:write', 'channels:manage', 'groups:read', 'channels:read', 'mpim:write']
    await start(siblings.filter((each) => each !== scope))
    const refused = await refusal(call())
    expect(refused.error).toBe('missing_scope')
    expect(String(refused['needed']).split(',')).toContain(scope)
    expect(String(refused['provided']).split(',')).not.toContain(scope)
    expect(faultsOf('missing_scope')).toHaveLength(1)
  })

  it('of a workspace says so when a call names another', async () => {
    const other = slack.addWorkspace('Another one')
    expect(await codeOf(client.apiCall('auth.test', { team_id: other.teamId }))).toBe('team_not_found')
  })
})

describe('a Home', () => {
  it('and a form with files are for apps whose manifest asks for them', async () => {
    await start(['chat:write'])
    const blocks = [{ type: 'divider' as const }]
    const home = client.views.publish({ user_id: ana, view: { type: 'home', blocks } })
    expect(await codeOf(home)).toBe('not_enabled')
    const element = { type: 'file_input' as const, action_id: 'file' }
    const label = { type: 'plain_text' as const, text: 'Text' }
    const form = client.views.open({
      trigger_id: 'none',
      view: { type: 'modal', title: label, submit: label, blocks: [{ type: 'input', label, element }] },
    })
    expect(await codeOf(form)).toBe('missing_scope')
  })
})

describe('a call', () => {
  it('whose body is not what it says is refused', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` }
    const answer = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body: '{' })
    expect(await answer.json()).toEqual({ ok: false, error: 'invalid_json' })
  })

  it('of an unknown method is refused', async () => {
    expect(await codeOf(client.apiCall('chat.shout', { channel: room }))).toBe('unknown_method')
    expect(faultsOf('unknown_method')).toHaveLength(1)
  })

  it.each([
    ['an argument that is unknown', { channel: 'room', text: 'a', colour: 'red' }, 'unknown argument: colour'],
    ['an argument that is missing', { text: 'a' }, 'missing required field: channel'],
    [
      'an argument of another kind',
      { channel: 'room', text: 'a', unfurl_links: 'perhaps' },
      'invalid argument: unfurl_links',
    ],
  ])('with %s is refused', async (_, given, says) => {
    const args = 'channel' in given ? { ...given, channel: room } : given
    expect(await codeOf(client.apiCall('chat.postMessage', args))).toBe('invalid_arguments')
    expect(faultsOf('invalid_arguments').join()).toContain(says)
  })
})

describe('a message', () => {
  const section = (text: string) => [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }]

  it.each(['<!channel>', '<!here>', '<!everyone>', '<!here|here>', '<!subteam^S1>'])(
    'with a live %s is refused',
    async (shout) => {
      expect(await codeOf(client.chat.postMessage({ channel: room, text: `Hear ${shout}` }))).toBe('broadcast_refused')
      const blocks = section(`Hear ${shout}`)
      expect(await codeOf(client.chat.postMessage({ channel: room, text: 'Hear', blocks }))).toBe('broadcast_refused')
      await client.chat.postMessage({ channel: room, text: `Hear ${shout.replace('<', '&lt;').replace('>', '&gt;')}` })
      expect(slack.seenBy(ana, room)).toContain(`Hear ${shout}`)
    },
  )

  it('shows the same characters where they are mere characters', async () => {
    const shout = '<!channel>'
    const blocks: KnownBlock[] = [
      { type: 'section', text: { type: 'plain_text', text: shout } },
      { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: shout }] }] },
    ]
    await client.chat.postMessage({ channel: room, text: 'Hear', blocks })
    expect(slack.seenBy(ana, room)).toBe(`${shout}\n${shout}`)
  })

  it('that brings words or rich text to life is refused', async () => {
    const post = (more: object): Promise<unknown> =>
      client.apiCall('chat.postMessage', { channel: room, text: '@channel', ...more })
    const element = { type: 'broadcast', range: 'channel' }
    const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] }]
    for (const more of [{ link_names: true }, { parse: 'full' }, { blocks }]) {
      expect(await codeOf(post(more))).toBe('broadcast_refused')
    }
  })

  it('with blocks and without words is refused: a screen reader would say nothing', async () => {
    const mute = { channel: room, blocks: section('A card'), text: '' }
    expect(await codeOf(client.apiCall('chat.postMessage', mute))).toBe('no_text')
    expect(faultsOf('no_text').join()).toContain('screen reader')
    expect(await codeOf(client.apiCall('chat.postMessage', { channel: room }))).toBe('no_text')
  })

  it('of more than 40,000 characters is refused, an edit of more than 4,000', async () => {
    expect(await codeOf(client.chat.postMessage({ channel: room, text: 'a'.repeat(40_001) }))).toBe('msg_too_long')
    const { ts = '' } = await client.chat.postMessage({ channel: room, text: 'a' })
    expect(await codeOf(client.chat.update({ channel: room, ts, text: 'a'.repeat(4_001) }))).toBe('msg_too_long')
    await client.chat.update({ channel: room, ts, text: 'a'.repeat(4_000) })
  })

  it('of somebody else, or a deleted one, is not edited', async () => {
    const theirs = slack.say(ana, room, 'mine')
    expect(await codeOf(client.chat.update({ channel: room, ts: theirs, text: 'a' }))).toBe('cant_update_message')
    expect(await codeOf(client.chat.delete({ channel: room, ts: theirs }))).toBe('cant_delete_message')
    slack.removeMessage(room, theirs)
    expect(await codeOf(client.chat.update({ channel: room, ts: theirs, text: 'a' }))).toBe('message_not_found')
  })

  it('that only one person saw can neither be edited nor pinned', async () => {
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel: room, user: ana, text: 'for you' })
    expect(await codeOf(client.chat.update({ channel: room, ts, text: 'a' }))).toBe('message_not_found')
    expect(await codeOf(client.pins.add({ channel: room, timestamp: ts }))).toBe('message_not_found')
  })

  it('for one person needs them in the channel', async () => {
    const bo = slack.enrol('Bo Lind')
    expect(await codeOf(client.chat.postEphemeral({ channel: room, user: bo, text: 'a' }))).toBe('user_not_in_channel')
  })

  it('is pinned once', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: room, text: 'the desk' })
    await client.pins.add({ channel: room, timestamp: ts })
    expect(await codeOf(client.pins.add({ channel: room, timestamp: ts }))).toBe('already_pinned')
    await client.chat.delete({ channel: room, ts })
    expect(slack.pinnedIn(room)).toEqual([])
  })

  it('reaches nobody who is deactivated', async () => {
    slack.deactivate(ana)
    expect(await codeOf(client.chat.postMessage({ channel: ana, text: 'a' }))).toBe('user_disabled')
    expect(await codeOf(client.chat.postMessage({ channel: 'U0NOBODY', text: 'a' }))).toBe('channel_not_found')
  })
})

describe('a channel', () => {
  it('has a name that nobody else has, hidden and archived channels counted', async () => {
    slack.makeChannel(ana, 'hidden', { isPrivate: true })
    const old = slack.makeChannel(ana, 'archived')
    slack.archiveByHand(old)
    for (const name of ['civil-society', 'hidden', 'archived']) {
      expect(await codeOf(client.conversations.create({ name }))).toBe('name_taken')
    }
    expect(await codeOf(client.conversations.rename({ channel: room, name: 'hidden' }))).toBe('name_taken')
  })

  it.each([
    ['Civil Society', 'invalid_name_specials'],
    ['civil.society', 'invalid_name_specials'],
    ['a'.repeat(81), 'invalid_name_maxlength'],
    ['--', 'invalid_name_punctuation'],
  ])('is not called %s', async (name, code) => {
    expect(await codeOf(client.conversations.create({ name }))).toBe(code)
  })

  it('may be called in any script', async () => {
    await client.conversations.create({ name: 'société-civile_市民' })
  })

  it('is made, invited to, emptied, renamed and archived only where administrators let the app', async () => {
    const calls = {
      'conversations.create': () => client.conversations.create({ name: 'another' }),
      'conversations.invite': () => client.conversations.invite({ channel: room, users: slack.enrol('Bo Lind') }),
      'conversations.kick': () => client.conversations.kick({ channel: room, user: ana }),
      'conversations.rename': () => client.conversations.rename({ channel: room, name: 'renamed' }),
      'conversations.archive': () => client.conversations.archive({ channel: room }),
    }
    for (const [method, call] of Object.entries(calls)) {
      slack.restrict(method)
      expect(await codeOf(call())).toBe('restricted_action')
      slack.restrict(method, 'user_is_restricted')
      expect(await codeOf(call())).toBe('user_is_restricted')
      slack.permit(method)
      await call()
    }
  })

  it('that is archived takes nothing', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: room, text: 'a' })
    await client.conversations.archive({ channel: room })
    expect(await codeOf(client.conversations.archive({ channel: room }))).toBe('already_archived')
    expect(await codeOf(client.chat.postMessage({ channel: room, text: 'a' }))).toBe('is_archived')
    expect(await codeOf(client.chat.update({ channel: room, ts, text: 'b' }))).toBe('is_inactive')
    expect(await codeOf(client.conversations.invite({ channel: room, users: slack.enrol('Bo') }))).toBe('is_archived')
    expect(await codeOf(client.conversations.setTopic({ channel: room, topic: 'a' }))).toBe('is_archived')
    expect(() => slack.say(ana, room, 'hello')).toThrow('archived')
  })

  it('that is private and has no bot in it does not exist for the app', async () => {
    const hidden = slack.makeChannel(ana, 'hidden', { isPrivate: true })
    for (const call of [
      client.conversations.info({ channel: hidden }),
      client.conversations.members({ channel: hidden }),
      client.chat.postMessage({ channel: hidden, text: 'a' }),
      client.conversations.invite({ channel: hidden, users: ana }),
    ]) {
      expect(await codeOf(call)).toBe('channel_not_found')
    }
    slack.kickByHand(slack.botUserId, room)
    expect(await codeOf(client.chat.postMessage({ channel: room, text: 'a' }))).toBe('channel_not_found')
  })

  it('that is public is not written to from outside', async () => {
    const open = slack.makeChannel(ana, 'open')
    expect(await codeOf(client.chat.postMessage({ channel: open, text: 'a' }))).toBe('not_in_channel')
    expect(await codeOf(client.conversations.invite({ channel: open, users: ana }))).toBe('not_in_channel')
    await client.conversations.join({ channel: open })
    await client.chat.postMessage({ channel: open, text: 'a' })
    expect(await codeOf(client.conversations.join({ channel: room }))).toBe('method_not_supported_for_channel_type')
  })

  it('lets in whom it can, and says who could not come', async () => {
    const invite = (users: readonly string[], force = false): Promise<unknown> =>
      client.conversations.invite({ channel: room, users: users.join(','), force })
    const bo = slack.enrol('Bo Lind')
    const guest = slack.enrol('Cy Park', { kind: 'single-channel guest' })
    slack.makeChannel(ana, 'elsewhere', { members: [guest] })
    expect(await codeOf(invite([ana]))).toBe('already_in_channel')
    expect(await codeOf(invite([slack.botUserId]))).toBe('cant_invite_self')
    expect(await codeOf(invite(['U0NOBODY']))).toBe('user_not_found')
    expect(await codeOf(invite([guest]))).toBe('ura_max_channels')
    expect(await codeOf(invite([bo, 'U0NOBODY']))).toBe('user_not_found')
    expect(slack.membersOf(room)).not.toContain(bo)
    expect(await invite([bo, guest], true)).toMatchObject({
      errors: [{ user: guest, error: 'ura_max_channels', ok: false }],
    })
    expect(slack.membersOf(room)).toContain(bo)
    const crowd = Array.from({ length: 101 }, (_, n) => slack.enrol(`Person ${n}`))
    expect(await codeOf(invite(crowd))).toBe('too_many_users')
  })

  it('is not left by way of removing oneself, nor by who is not in it', async () => {
    expect(await codeOf(client.conversations.kick({ channel: room, user: slack.botUserId }))).toBe('cant_kick_self')
    expect(await codeOf(client.conversations.kick({ channel: room, user: slack.enrol('Bo') }))).toBe('not_in_channel')
  })

  it('has a topic of 250 characters', async () => {
    expect(await codeOf(client.conversations.setTopic({ channel: room, topic: 'a'.repeat(251) }))).toBe('too_long')
    await client.conversations.setTopic({ channel: room, topic: 'a'.repeat(250) })
  })

  it('that people deleted is not found', async () => {
    slack.removeChannel(room)
    expect(await codeOf(client.chat.postMessage({ channel: room, text: 'a' }))).toBe('channel_not_found')
  })
})

describe('a file', () => {
  it('is announced, uploaded whole, and completed once', async () => {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.md',
      length: 5,
    })
    const complete = () => client.files.completeUploadExternal({ files: [{ id }], channel_id: room })
    expect(await codeOf(complete())).toBe('file_not_uploaded')
    expect((await fetch(url, { method: 'POST', body: 'too long by far' })).status).toBe(400)
    expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(200)
    await complete()
    expect(await codeOf(complete())).toBe('file_update_failed')
  })
})

describe('too many calls', () => {
  it('of one method are told how long to wait, and asking before that is a fault', async () => {
    slack.tightRates()
    await client.users.info({ user: ana })
    const early = await client.users.info({ user: ana }).catch((error: unknown) => error)
    expect(early).toBeInstanceOf(WebAPIRateLimitedError)
    expect(early).toMatchObject({ retryAfter: 1 })
    expect(slack.faults).toEqual([])
    await client.users.info({ user: ana }).catch(() => undefined)
    expect(faultsOf('rate_limited')).toHaveLength(1)
    slack.wait(1_000)
    await client.users.info({ user: ana })
  })

  it('are counted by method: one busy card stalls no other call', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: room, text: 'a' })
    slack.rate('chat.update', { burst: 2, perMinute: 50 })
    const edits = await Promise.allSettled(
      [1, 2, 3].map((n) => client.chat.update({ channel: room, ts, text: `${n}` })),
    )
    expect(edits.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    await client.users.info({ user: ana })
  })

  it('are one message a second in a channel, bursts apart', async () => {
    slack.tightRates()
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'a' })
    await post(ana)
    await expect(post(ana)).rejects.toBeInstanceOf(WebAPIRateLimitedError)
    await post(room)
    slack.wait(1_000)
    await post(ana)
  })

  it('follow the tiers that Slack publishes', async () => {
    const made = await Promise.allSettled(
      Array.from({ length: 25 }, (_, n) => client.conversations.setTopic({ channel: room, topic: `${n}` })),
    )
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
  })
})

describe('on demand', () => {
  it('a call fails with a status, an error, a wait or a lost connection, and the next one does not', async () => {
    const call = (): Promise<unknown> => client.users.info({ user: ana })
    slack.trouble('users.info', { status: 500 })
    await expect(call()).rejects.toBeInstanceOf(WebAPIHTTPError)
    slack.trouble('users.info', { error: 'internal_error' })
    expect(await codeOf(call())).toBe('internal_error')
    slack.trouble('users.info', { retryAfter: 7 })
    await expect(call()).rejects.toMatchObject({ retryAfter: 7 })
    slack.trouble('users.info', { drop: 'before' })
    await expect(call()).rejects.toThrow()
    await call()
    expect(slack.faults).toEqual([])
  })

  it('an answer is lost after the deed: who tries again posts twice', async () => {
    slack.trouble('chat.postMessage', { drop: 'after' })
    await expect(client.chat.postMessage({ channel: room, text: 'once' })).rejects.toThrow()
    await client.chat.postMessage({ channel: room, text: 'once' })
    expect(slack.messagesSeenBy(ana, room).map(({ text }) => text)).toEqual(['once', 'once'])
  })
})
