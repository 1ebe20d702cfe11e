import type { Context, Hono } from 'hono'
import { messageId } from '../../src/port/id.ts'
import type { Reply } from '../../src/port/invocation.ts'
import { pressOf } from '../../src/port/token.ts'
import { BackLink, type Door, type Inside } from './door.tsx'
import { answersOf, FormView } from './form.tsx'
import type { Env } from './headers.ts'
import { NoteView } from './item.tsx'
import type { WebOptions } from './options.ts'
import { PlainPage } from './page.tsx'
import { newToken } from './session.ts'
import { words } from './words.ts'

const longestMessage = 4_000

/** What people do: press, fill in, speak. Judged by the core, and answered to them alone. */
export function actRoutes(app: Hono<Env>, door: Door, { rows, streams, now }: WebOptions): void {
  /** A private reply as a page: the browser takes the note out of it, and without JavaScript it stands by itself. */
  const answered = async (c: Context, inside: Inside, reply: Reply): Promise<Response> => {
    const pressing = await door.pressingIn(inside)
    if (reply.kind === 'choices') return await door.notHere(c)
    if (reply.kind === 'form')
      return await c.html(
        <PlainPage title={reply.form.title}>
          <FormView form={reply.form} pressing={pressing} />
        </PlainPage>,
      )
    await rows.addNote(inside.visitor.me.id, inside.channel.id, reply.card, now())
    return await c.html(
      <PlainPage title={words('web/done-title')}>
        <NoteView card={reply.card} pressing={pressing} />
        <BackLink channel={inside.channel} />
      </PlainPage>,
    )
  }

  app.post('/c/:channel/press', async (c) => {
    const inside = await door.changingInChannel(c)
    if (inside instanceof Response) return inside
    const { form } = inside
    const press = pressOf(form.get('press') ?? '')
    if (!press) return await door.saying(c, words('web/stale-button'))
    if (form.get('confirm') && form.get('confirmed') !== 'yes') return await asksAgain(c, form)
    const message = messageId.safeParse(form.get('message') ?? undefined)
    const reply = await door.ask(inside, keyOf(form), {
      kind: 'press',
      press,
      ...(message.success && { message: message.data }),
    })
    return await answered(c, inside, reply)
  })

  app.post('/c/:channel/form', async (c) => {
    const inside = await door.changingInChannel(c)
    if (inside instanceof Response) return inside
    const { form } = inside
    const reply = await door.ask(inside, keyOf(form), {
      kind: 'form',
      command: form.get('command') ?? '',
      answers: answersOf(form),
    })
    return await answered(c, inside, reply)
  })

  app.post('/c/:channel/say', async (c) => {
    const inside = await door.changingInChannel(c)
    if (inside instanceof Response) return inside
    const { form, channel, visitor } = inside
    const said = (form.get('line') ?? '').trim()
    if (said === '') return await door.saying(c, words('web/empty'))
    // A line that begins like a command is never shown to others by mistake.
    const command = /^\/(?:caucus\b)?\s*(.*)$/s.exec(said)
    if (command)
      return await answered(c, inside, await door.ask(inside, keyOf(form), { kind: 'line', text: command[1] ?? '' }))
    if (channel.id === 'direct') return await door.saying(c, words('web/desk-commands'))
    if (!inside.writes) return await door.saying(c, words('web/not-a-member'), 403)
    if (said.length > longestMessage) return await tooLong(c, said)
    const id = await rows.addMessage(channel.id, visitor.me.id, said, now(), keyOf(form))
    streams.inChannel(channel.id, { event: 'item', id })
    return c.redirect(`/c/${channel.id}`, 303)
  })

  app.post('/c/:channel/edit', async (c) => {
    const inside = await door.changingInChannel(c)
    if (inside instanceof Response) return inside
    const { form, channel, visitor } = inside
    const edited = form.get('body')?.trim()
    if (edited === '') return await door.saying(c, words('web/empty'))
    if (edited && edited.length > longestMessage) return await tooLong(c, edited)
    const id = messageId.safeParse(form.get('message') ?? undefined)
    if (!id.success || !(await rows.changeMessage(channel.id, id.data, visitor.me.id, edited)))
      return await door.saying(c, words('web/not-yours'), 403)
    streams.inChannel(channel.id, { event: 'item', id: id.data })
    return c.redirect(`/c/${channel.id}`, 303)
  })

  const tooLong = async (c: Context, { length }: string): Promise<Response> =>
    await door.saying(c, words('web/too-long', { length, max: longestMessage }))
}

/** What cannot be undone is asked once more, without JavaScript too. */
const asksAgain = async (c: Context, form: URLSearchParams): Promise<Response> =>
  await c.html(
    <PlainPage title={words('web/are-you-sure')}>
      <form method="post" action={c.req.path} class="note">
        <p>{form.get('confirm')}</p>
        {['csrf', 'key', 'press', 'message', 'confirm']
          .filter((name) => form.has(name))
          .map((name) => (
            <input type="hidden" name={name} value={form.get(name) ?? ''} />
          ))}
        <input type="hidden" name="confirmed" value="yes" />
        <div class="buttons">
          <button type="submit" class="danger">
            {words('web/yes-do')}
          </button>
          <a class="button" href={c.req.path.replace(/\/press$/, '')}>
            {words('web/not-now')}
          </a>
        </div>
      </form>
    </PlainPage>,
  )

const keyOf = (form: URLSearchParams): string => form.get('key')?.slice(0, 100) || newToken()
