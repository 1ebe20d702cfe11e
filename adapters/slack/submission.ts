import { createHash } from 'node:crypto'
import type { ModalView } from '@slack/types'
import { z } from 'zod'
import { line, type Card } from '../../src/port/card.ts'
import type { Form, GivenAnswers } from '../../src/port/form.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { limitsOf } from '../../src/port/limits.ts'
import type { Parts } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'
import { sentIn, type GivenFile } from './answers.ts'
import { fieldNamed } from './inputs.ts'
import { metadataOf, modalOf, type Metadata } from './modal.ts'
import { place } from './read.ts'
import { shown } from './render.ts'
import { windowOf, type Window } from './replies.ts'
import { plainText } from './words.ts'
import type { Workspace } from './workspace.ts'

/** What Slack waits for when a form is sent: nothing, errors beside fields, or another view in its place. */
export type Ack =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: ModalView }

const view = z.object({
  id: z.string(),
  private_metadata: z.string().catch(''),
  state: z.object({ values: z.unknown() }).catch({ values: {} }),
  blocks: z.array(z.object({ block_id: z.string().optional(), type: z.string() })).catch([]),
})
type View = z.infer<typeof view>
const body = z.object({ user: z.object({ id: z.string(), name: z.string().optional() }), view })

/** Slack waits three seconds for an answer to a form. */
const answerWithin = 2_000
const mostFileBytes = 1_600_000

/**
 * Somebody sent a form. What is wrong with it can be said beside its fields only in the acknowledgement, so this one waits
 * for the core as long as Slack allows it; what takes longer is acknowledged, and shown when it comes.
 */
export async function submitted(
  workspace: Workspace,
  payload: unknown,
  ack: (answer: Ack) => Promise<void>,
): Promise<Reply | undefined> {
  const { user, view: sent } = body.parse(payload)
  const meta = metadataOf(sent.private_metadata)
  const kept = meta?.k === undefined ? {} : workspace.kept.get(meta.k)
  const { started } = workspace
  if (!meta || !kept || !started) {
    await ack(besideFirst(sent, say(started ? 'slack/form-old' : 'slack/not-ready')))
    return undefined
  }
  const working = answered(workspace, user, sent, meta, kept)
  const reply = await Promise.race([working, after(answerWithin)])
  if (reply) {
    const { answer, window } = answerTo(workspace, user.id, sent, meta, reply)
    await ack(answer)
    await window?.more()
    return reply === 'no text' ? undefined : reply
  }
  await ack({ response_action: 'update', view: waitingView(workspace, user.id, meta) })
  const late = await working
  const { answer, window } = answerTo(workspace, user.id, { ...sent, blocks: [] }, meta, late)
  if (answer.response_action === 'update')
    await workspace.api.call(
      'views.update',
      async (client) => await client.views.update({ view_id: sent.id, view: answer.view }),
    )
  await window?.more()
  return late === 'no text' ? undefined : late
}

const after = async (ms: number): Promise<undefined> =>
  await new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref())

type Answered = Reply | 'no text'

async function answered(
  workspace: Workspace,
  user: { readonly id: string; readonly name?: string | undefined },
  sent: View,
  meta: Metadata,
  kept: GivenAnswers,
): Promise<Answered> {
  const { answers, files } = sentIn(sent.state.values)
  const texts = await textsOf(workspace, files)
  if (texts === 'no text' || !workspace.started) return 'no text'
  return await workspace.started.dispatch({
    // The same form with the same answers is the same act, however often it is sent.
    key: `slack:view:${sent.id}:${digest(JSON.stringify(sent.state.values ?? {}))}`,
    who: await workspace.people.identity(user.id, user.name),
    where: place(meta.w),
    what: { kind: 'form', command: meta.c, answers: { ...kept, ...meta.s, ...answers, ...texts } },
  })
}

const digest = (words: string): string => createHash('sha256').update(words).digest('base64url').slice(0, 16)

/** The texts that came as files. A file that holds no text is said to the person, not to the core. */
async function textsOf(workspace: Workspace, files: readonly GivenFile[]): Promise<GivenAnswers | 'no text'> {
  const texts: Record<string, string> = {}
  for (const { field, url, bytes } of files) {
    if (url === undefined || bytes > mostFileBytes) return 'no text'
    try {
      const text = await workspace.api.fetchText(url, mostFileBytes)
      if (text.includes('\u0000') || text.includes('\uFFFD')) return 'no text'
      texts[field] = text
    } catch (error) {
      workspace.log(`Slack: ${error instanceof Error ? error.message : String(error)}`)
      return 'no text'
    }
  }
  return texts
}

function answerTo(
  workspace: Workspace,
  user: string,
  sent: View,
  meta: Metadata,
  reply: Answered,
): { readonly answer: Ack; readonly window?: Window } {
  if (reply === 'no text') return { answer: besideFile(sent, say('slack/file-no-text')) }
  if (reply.kind === 'form') return { answer: formAgain(workspace, sent, meta, reply.form) }
  // A refusal stands beside what was typed, so that it can be mended and nothing is lost.
  if (reply.kind === 'card' && reply.how === 'refused' && sent.blocks.some(isInput))
    return { answer: beside(sent, isInput, wordsOn(reply.card)) }
  if (meta.k !== undefined) workspace.kept.forget(meta.k)
  const card = reply.kind === 'card' ? reply.card : said(say('slack/spoken-empty'))
  const window = windowOf(workspace, { user, where: meta.w }, card)
  return { answer: { response_action: 'update', view: window.view }, window }
}

/** Errors stand beside what was typed, where the form still asks for the same; else it opens anew. */
function formAgain(workspace: Workspace, sent: View, meta: Metadata, form: Form): Ack {
  const blocks = new Map<string, string>()
  for (const { block_id: id, type } of sent.blocks)
    if (id !== undefined && type === 'input' && !blocks.has(fieldNamed(id))) blocks.set(fieldNamed(id), id)
  const errors = form.fields.flatMap(({ name, error }): [string, string][] => {
    const block = blocks.get(name)
    return error && block !== undefined ? [[block, plainText(error)]] : []
  })
  const isSame =
    form.command === meta.c && form.fields.length === blocks.size && form.fields.every(({ name }) => blocks.has(name))
  if (isSame && errors.length > 0) return { response_action: 'errors', errors: Object.fromEntries(errors) }
  const opening = { where: meta.w, keep: (answers: GivenAnswers) => workspace.kept.put(answers) }
  return { response_action: 'update', view: modalOf(form, opening) }
}

const isInput = ({ type }: View['blocks'][number]): boolean => type === 'input'

/** What a refusal says, without its buttons: they cannot stand beside a field. */
const wordsOn = ({ nodes, summary }: Card): Parts => {
  const said = nodes.flatMap((node) => (node.kind === 'heading' || node.kind === 'line' ? [node.parts] : []))
  const all = said.length > 0 ? said : [summary]
  return all.flatMap((parts, n): Parts => (n > 0 ? [{ kind: 'text', text: ' ' }, ...parts] : parts))
}

const besideFirst = (sent: View, why: Parts): Ack => beside(sent, isInput, why)
/** As much as one reads beside a field. */
const mostBeside = 600

const besideFile = (sent: View, why: Parts): Ack =>
  beside(sent, ({ block_id: id }) => id?.includes('#file~') ?? false, why)

function beside(sent: View, wanted: (block: View['blocks'][number]) => boolean, why: Parts): Ack {
  const id = sent.blocks.find(wanted)?.block_id
  if (id !== undefined) return { response_action: 'errors', errors: { [id]: shown(plainText(why), mostBeside) } }
  return { response_action: 'update', view: bare(why) }
}

const said = (words: Parts): Card => ({ nodes: [line(words)], summary: words })

const waitingView = (workspace: Workspace, user: string, meta: Metadata): ModalView =>
  windowOf(workspace, { user, where: meta.w }, said(say('slack/working'))).view

const bare = (words: Parts): ModalView => ({
  type: 'modal',
  callback_id: 'card',
  title: { type: 'plain_text', text: plainText(say('slack/window')).slice(0, limitsOf.slack.form.titleChars) },
  close: { type: 'plain_text', text: plainText(say('slack/close')) },
  blocks: [{ type: 'section', text: { type: 'plain_text', text: plainText(words), emoji: false } }],
})
