import { type App, type ReplyUrl } from './app.ts'
import { checkContent, forget } from './message.ts'
import { authorizePage } from './oauth.ts'
import { Refused, wrong } from './refused.ts'
import { json, type Answer, type Request } from './wire.ts'

/** A `response_url` may be used so often. */
const repliesEach = 5

/** The addresses that are no methods: answers without a token, and the bytes of files. */
export function elsewhere(app: App, request: Request, body: Buffer): Answer | undefined {
  const [, where, workspaceId = '', id = ''] = request.url.pathname.split('/')
  if (where === 'actions') return replied(app, id, body)
  if (where === 'upload') return uploaded(app, workspaceId, id, request, body)
  if (where === 'files-pri') return downloaded(app, workspaceId, id, request)
  return where === 'oauth' ? authorizePage(app, request.url) : undefined
}

function replied(app: App, id: string, body: Buffer): Answer {
  const reply = app.replies.get(id)
  try {
    if (!reply) throw new Refused('invalid_url', {}, 'a response_url that was never given')
    if (reply.until < app.clock.now()) throw new Refused('expired_url', {}, 'a response_url after thirty minutes')
    if (++reply.uses > repliesEach) throw new Refused('used_url', {}, 'a response_url used a sixth time')
    answer(app, reply, JSON.parse(body.toString()) as Readonly<Record<string, unknown>>)
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.fault !== undefined) app.fault(error.code, `response_url: ${error.fault}`)
    return json({ ok: false, error: error.code }, 404)
  }
}

const replyFields = new Set([
  'text',
  'blocks',
  'attachments',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
  'metadata',
])

/** What an app answers at a `response_url`, or in the acknowledgement of a command. */
export function answer(app: App, reply: ReplyUrl, given: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(given).find((name) => !replyFields.has(name))
  if (unknown !== undefined) throw wrong('invalid_arguments', `unknown field ${unknown}`)
  const { workspace } = reply
  const channel = workspace.channels.get(reply.channel)
  if (!channel) throw new Refused('channel_not_found')
  const original = channel.messages.find(({ ts }) => ts === reply.message)
  if (given['delete_original'] === true) {
    if (original) forget(channel, original.ts)
    return
  }
  const content = checkContent(given)
  if (given['replace_original'] === true) {
    if (original) Object.assign(original, content)
    return
  }
  workspace.post({
    ...content,
    channel: channel.id,
    by: workspace.bot.id,
    byApp: true,
    thread: typeof given['thread_ts'] === 'string' ? given['thread_ts'] : undefined,
    onlyFor: given['response_type'] === 'in_channel' ? undefined : reply.user,
  })
}

function uploaded(app: App, workspaceId: string, id: string, request: Request, body: Buffer): Answer {
  const file = app.workspaces.get(workspaceId)?.files.get(id)
  if (!file) return { status: 404, body: 'no such upload' }
  const content = fileIn(request, body)
  if (content.length !== file.length) {
    app.fault('upload', `${file.name} was announced with ${file.length} bytes and came with ${content.length}`)
    return { status: 400, body: 'length' }
  }
  file.content = content.toString()
  return { status: 200, body: `OK - ${content.length}` }
}

/** Whoever comes without a good token gets the page for signing in, with a 200: it is not the file. */
function downloaded(app: App, workspaceId: string, id: string, request: Request): Answer {
  const token = app.tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
  const file = app.workspaces.get(workspaceId)?.files.get(id)
  if (!token || token.revoked || !token.scopes.has('files:read') || token.workspace.id !== workspaceId) {
    app.fault('file', 'a file was asked for without a token that may read it')
    return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' }
  }
  if (file?.content === undefined) return { status: 404, body: '' }
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: file.content }
}

/** The client sends a form with one file; a bare body is the file itself. */
function fileIn(request: Request, body: Buffer): Buffer {
  const boundary = /^multipart\/form-data; *boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1]
  if (boundary === undefined) return body
  const from = body.indexOf('\r\n\r\n') + 4
  return body.subarray(from, body.indexOf(`\r\n--${boundary}`, from))
}
