import type { ModalView } from '@slack/types'
import { asText } from '../../src/port/as-text.ts'
import { buttons, commandButton, line, quote, type Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import type { Form } from '../../src/port/form.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { pressToken } from '../../src/port/token.ts'
import { say } from '../../src/text/say.ts'
import { codeOf } from './api.ts'
import { upload } from './files.ts'
import { modalOf } from './modal.ts'
import type { Spot } from './read.ts'
import { rendered, shown, viewLimits } from './render.ts'
import { plainText } from './words.ts'
import type { Workspace } from './workspace.ts'

/** Where the answer to something goes: to the person who did it, and nobody else. */
export interface Asker {
  readonly user: string
  /** Where they stood, for the forms and buttons that they get. */
  readonly where: Spot
  /** The channel as Slack calls it, for answers to a message or command. */
  readonly channel: string | undefined
  /** Opens one modal within three seconds. */
  readonly trigger: string | undefined
  /** Takes five answers within half an hour. */
  readonly responseUrl: string | undefined
  readonly surface: 'message' | 'modal' | 'home'
  /** What they had typed, so that it is not lost when a form comes too late. */
  readonly typed?: string
}

const mostByUrl = 5

/** Gives a reply to whoever asked. */
export async function give(workspace: Workspace, asker: Asker, reply: Reply): Promise<void> {
  if (reply.kind === 'choices') return
  if (reply.kind === 'form') return await giveForm(workspace, asker, reply.form)
  const { pages } = fit(reply.card, limitsOf.slack)
  if (asker.surface !== 'message' || pages.length > 1) {
    // What is long is read in one window, instead of in many messages.
    if (await openWindow(workspace, asker, reply.card)) return
  }
  await whisper(workspace, asker, pages)
}

async function giveForm(workspace: Workspace, asker: Asker, form: Form): Promise<void> {
  const { kept } = workspace
  const view = modalOf(form, { where: asker.where, keep: (answers) => kept.put(answers) })
  if (await showView(workspace, asker, view)) return
  await whisper(workspace, asker, [lateForm(form, asker.typed)])
}

/** The form did not open in time: a button opens it again, with what is settled and, as far as it fits, what was given. */
function lateForm({ command, title, fields, settled }: Form, typed: string | undefined): Card {
  const words = Object.entries(settled).filter((one): one is [string, string] => typeof one[1] === 'string')
  const given = fields.flatMap(({ name, value }): [string, string][] =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  )
  const answers = [...words, ...given].reduce<Readonly<Record<string, string>>>((all, [name, value]) => {
    const more = { ...all, [name]: value }
    return isCarried(command, more) ? more : all
  }, {})
  const says = say('slack/form-late')
  return {
    nodes: [
      line(says),
      ...(typed !== undefined && typed !== '' ? [quote(typed)] : []),
      buttons([commandButton([{ kind: 'text', text: title }], command, answers, { ask: true })]),
    ],
    summary: says,
  }
}

function isCarried(command: string, answers: Readonly<Record<string, string>>): boolean {
  try {
    pressToken({ kind: 'command', command, answers, ask: true })
    return true
  } catch {
    return false
  }
}

/** A card in a window of its own. What is longer than a window comes as a file, in the person's messages with the bot. */
export function windowOf(workspace: Workspace, { user, where }: Pick<Asker, 'user' | 'where'>, card: Card): Window {
  const { pages } = fit(card, viewLimits)
  const [first, ...others] = pages
  const more = others.length > 0 ? [line(say('slack/window-more'))] : []
  const { blocks } = rendered({ ...first, nodes: [...first.nodes, ...more] }, 'view')
  return {
    view: {
      type: 'modal',
      callback_id: 'card',
      title: { type: 'plain_text', text: shown(plainText(say('slack/window')), limitsOf.slack.form.titleChars) },
      close: { type: 'plain_text', text: plainText(say('slack/close')) },
      private_metadata: JSON.stringify({ c: '', s: {}, w: where }),
      blocks,
    },
    more: async () => {
      if (others.length > 0) await sendWhole(workspace, user, card)
    },
  }
}

export interface Window {
  readonly view: ModalView
  /** Sends what does not fit into the window. */
  more(): Promise<void>
}

async function openWindow(workspace: Workspace, asker: Asker, card: Card): Promise<boolean> {
  const window = windowOf(workspace, asker, card)
  if (!(await showView(workspace, asker, window.view))) return false
  await window.more()
  return true
}

/** Opens a view before somebody, on top of the one in which they are. False when it came too late. */
async function showView({ api }: Workspace, { trigger, surface }: Asker, view: ModalView): Promise<boolean> {
  if (trigger === undefined) return false
  try {
    if (surface === 'modal')
      await api.call('views.push', async (client) => await client.views.push({ trigger_id: trigger, view }))
    else await api.call('views.open', async (client) => await client.views.open({ trigger_id: trigger, view }))
    return true
  } catch (error) {
    if (tooLate.has(codeOf(error) ?? '')) return false
    throw error
  }
}

const tooLate = new Set([
  'expired_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'invalid_trigger',
  'push_limit_reached',
  'view_too_large',
])

async function sendWhole(workspace: Workspace, user: string, card: Card): Promise<void> {
  const { api, now } = workspace
  const says = say('slack/whole-as-file')
  const { blocks, text } = rendered({ nodes: [line(says)], summary: says }, 'message')
  const { channel, ts } = await api.call(
    'chat.postMessage',
    async (client) => await client.chat.postMessage({ channel: user, text, blocks }),
    user,
  )
  if (channel === undefined || ts === undefined) return
  const content = asText(card, { now: new Date(now()).toISOString(), zone: 'UTC', width: 100 })
  await upload(workspace, channel, { name: 'caucus.txt', content }, ts)
}

/** Shows cards to one person only, by the address that came with what they did, else as Slack's ephemeral messages. */
export async function whisper(
  workspace: Workspace,
  { user, channel, responseUrl }: Asker,
  cards: readonly Card[],
): Promise<void> {
  for (const [n, card] of cards.entries()) {
    const { blocks, text } = rendered(fit(card, limitsOf.slack).card, 'message')
    const byUrl = responseUrl !== undefined && n < mostByUrl
    if (byUrl && (await respond(responseUrl, { text, blocks }))) continue
    if (channel !== undefined && (await ephemeral(workspace, channel, user, { text, blocks }))) continue
    await workspace.api.call(
      'chat.postMessage',
      async (client) => await client.chat.postMessage({ channel: user, text, blocks }),
      user,
    )
  }
}

async function respond(url: string, content: Pick<ReturnType<typeof rendered>, 'text' | 'blocks'>): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...content, response_type: 'ephemeral', replace_original: false }),
      signal: AbortSignal.timeout(10_000),
    })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

async function ephemeral(
  { api }: Workspace,
  channel: string,
  user: string,
  content: Pick<ReturnType<typeof rendered>, 'text' | 'blocks'>,
): Promise<boolean> {
  try {
    await api.call(
      'chat.postEphemeral',
      async (client) => await client.chat.postEphemeral({ channel, user, ...content }),
    )
    return true
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    return false
  }
}
