import { randomBytes } from 'node:crypto'
import type { App } from '@slack/bolt'
import { z } from 'zod'
import { line, type Card } from '../../src/port/card.ts'
import type { Asking, Reply } from '../../src/port/invocation.ts'
import { code } from '../../src/text/part.ts'
import { say } from '../../src/text/say.ts'
import { choicesFor } from './choices.ts'
import type { Homes } from './home.ts'
import { lookedUp } from './inputs.ts'
import { formCallback, metadataOf } from './modal.ts'
import type { Place, Places } from './places.ts'
import { askedBy, lineOf, messageWords, namesIn, place, pressedIn, spotOf } from './read.ts'
import { pressAction } from './render.ts'
import { give, whisper, type Asker } from './replies.ts'
import { shortcuts } from './shortcuts.ts'
import { submitted } from './submission.ts'
import { running, type Workspace } from './workspace.ts'

/** Everything that people do on Slack, acknowledged first and then brought to the core. */
export function listen(app: App, { placeOf, work }: Places): void {
  async function bring(
    { workspace, homes }: Place,
    asker: Asker,
    shown: string | undefined,
    key: string,
    what: Asking,
  ) {
    if (!workspace.started) return await whisper(workspace, asker, [notReady()])
    const who = await workspace.people.identity(asker.user, shown)
    const reply = await workspace.started.dispatch({ key, who, where: place(asker.where), what })
    try {
      await give(workspace, asker, reply)
    } catch (error) {
      await whisper(workspace, asker, [ofOurs(workspace, error)])
    }
    await afterwards(homes, asker.user, reply)
  }

  app.command(/.*/, async ({ ack, command }) => {
    await ack()
    work(command, async (found) => {
      const where = spotOf({ id: command.channel_id, name: command.channel_name })
      const names = await namesIn(command.text, async (id) => (await found.workspace.people.identity(id)).name)
      const text = lineOf(command.text, names)
      const asker: Asker = {
        user: command.user_id,
        where,
        channel: command.channel_id,
        trigger: command.trigger_id,
        responseUrl: command.response_url,
        surface: 'message',
        typed: text,
      }
      await bring(found, asker, command.user_name, `slack:${command.trigger_id}`, { kind: 'line', text })
    })
  })

  app.action(pressAction, async ({ ack, body }) => {
    await ack()
    const read = pressedIn(body)
    const from = acted.safeParse(body)
    if (!from.success) return
    const { user, trigger_id: trigger, response_url: responseUrl, channel } = from.data
    work(body, async (found) => {
      const asker: Asker = {
        user: user.id,
        where: read?.where ?? 'direct',
        channel: channel?.id,
        trigger,
        responseUrl: responseUrl ?? undefined,
        surface: read?.surface ?? 'message',
      }
      if (!read) return await whisper(found.workspace, asker, [unknownButton()])
      await bring(found, asker, user.name ?? undefined, `slack:${trigger}`, askedBy(read))
    })
  })

  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    const read = onMessage.safeParse(body)
    const shortcut = read.data && shortcuts[read.data.callback_id]
    if (!read.success || !shortcut) return
    const { user, channel, trigger_id: trigger, response_url: responseUrl, message } = read.data
    work(body, async (found) => {
      const names = await namesIn(message.text, async (id) => (await found.workspace.people.identity(id)).name)
      const asker: Asker = {
        user: user.id,
        where: spotOf(channel),
        channel: channel.id,
        trigger,
        responseUrl: responseUrl ?? undefined,
        surface: 'message',
      }
      await bring(found, asker, user.name ?? undefined, `slack:${trigger}`, {
        kind: 'form',
        command: shortcut.command,
        answers: { [shortcut.field]: messageWords(message.text, names) },
        ask: true,
      })
    })
  })

  app.view({ callback_id: formCallback, type: 'view_submission' }, async ({ ack, body }) => {
    const found = placeOf(body)
    if (!found) return await ack()
    const { workspace, homes } = found
    const sending = submitted(workspace, body, async (answer) => await ack(answer))
    running(workspace, sending)
    await afterwards(homes, body.user.id, await sending)
  })

  app.view({ callback_id: formCallback, type: 'view_closed' }, async ({ ack, body, view }) => {
    await ack()
    const kept = metadataOf(view.private_metadata)?.k
    if (kept !== undefined) placeOf(body)?.workspace.kept.forget(kept)
  })

  app.options(new RegExp(`^${lookedUp}`), async ({ ack, body }) => {
    const options = await choicesFor(placeOf(body)?.workspace, body)
    await ack({ options })
  })
}

/** A person's own act shows on their Home. */
async function afterwards(homes: Homes, user: string, reply: Reply | undefined): Promise<void> {
  if (reply?.kind === 'card' && reply.how === 'done') await homes.refresh(user)
}

const says = (words: ReturnType<typeof say>): Card => ({ nodes: [line(words)], summary: words })
const notReady = () => says(say('slack/not-ready'))
function ofOurs(workspace: Workspace, error: unknown): Card {
  const reference = randomBytes(4).toString('hex')
  workspace.log(`${reference} Slack: ${error instanceof Error ? error.message : String(error)}`)
  return says(say('slack/answer-lost', { reference: code(reference) }))
}
const unknownButton = () => says(say('slack/button-unknown'))

const person = z.object({ id: z.string(), name: z.string().nullish() })
const acted = z.object({
  user: person,
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
})
const onMessage = z.object({
  callback_id: z.string(),
  user: person,
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string(), name: z.string().optional() }),
  message: z.object({ text: z.string().catch('') }),
})
