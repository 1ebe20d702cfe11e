import type { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { personId } from '../../src/port/id.ts'
import { isFromElsewhere, type Door } from './door.tsx'
import { stepsCookie } from './first-steps.tsx'
import type { Env } from './headers.ts'
import type { WebOptions } from './options.ts'
import { PlainPage } from './page.tsx'
import { cookieName, hashOf } from './session.ts'
import { words } from './words.ts'

/** How people come in and go: by a link, and in a sandbox as anybody. */
export function signInRoutes(app: Hono<Env>, door: Door, { rows, now, sandbox, secure }: WebOptions): void {
  app.get('/', async (c) => {
    const visitor = await door.visitorOf(c)
    if (!visitor && sandbox) {
      const [first] = await rows.everyone()
      if (first) await door.openSession(c, first.id)
      return c.redirect(first ? '/' : '/public', 303)
    }
    if (!visitor) return await door.signedOut(c)
    const [first] = visitor.channels
    return c.redirect(`/c/${first?.id ?? 'direct'}`, 303)
  })

  app.get('/sign-in/:token', (c) =>
    c.html(
      <PlainPage title={words('web/link-title')}>
        <p>{words('web/link-hint')}</p>
        <form method="post" action={`/sign-in/${encodeURIComponent(c.req.param('token'))}`}>
          <button type="submit" class="primary">
            {words('web/link-go')}
          </button>
        </form>
      </PlainPage>,
      200,
      { 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
    ),
  )
  // A link is used by a press and not by being looked at: mail programs open links on their own.
  app.post('/sign-in/:token', async (c) => {
    // Nobody is signed in as somebody else by a page of somebody else's.
    if (isFromElsewhere(c)) return await door.saying(c, words('web/forged'), 403)
    const person = await rows.useLink(hashOf(c.req.param('token')), now())
    if (!person)
      return c.html(<PlainPage title={words('web/link-dead-title')}>{words('web/link-dead')}</PlainPage>, 410)
    await door.openSession(c, person)
    return c.redirect('/', 303)
  })

  app.post('/sign-out', async (c) => {
    const given = await door.changing(c)
    if (given instanceof Response) return given
    await rows.endSession(hashOf(given.visitor.token))
    deleteCookie(c, cookieName, { path: '/' })
    return c.redirect(sandbox ? '/public' : '/', 303)
  })

  if (!sandbox) return
  app.post('/act-as', async (c) => {
    const given = await door.changing(c)
    if (given instanceof Response) return given
    const person = personId.safeParse(given.form.get('person'))
    const people = new Set((await rows.everyone()).map(({ id }) => id))
    // Whoever came in by a link of a real assembly stays who they are.
    if (!person.success || !people.has(person.data) || !people.has(given.visitor.me.id)) return await door.notHere(c)
    await rows.actAs(hashOf(given.visitor.token), person.data)
    const channels = await rows.channelsOf(person.data)
    const same = channels.find(({ id }) => id === given.form.get('channel')) ?? channels[0]
    // A step leads to what it speaks of, below the steps themselves.
    const spot = given.form.get('to') === 'stream' ? '#stream' : ''
    return c.redirect(same ? `/c/${same.id}${spot}` : '/', 303)
  })
  // Which sandbox's steps were put away is remembered by the browser: a new sandbox shows them again.
  app.post('/first-steps', async (c) => {
    const given = await door.changing(c)
    if (given instanceof Response) return given
    const away = given.form.get('away') ?? ''
    setCookie(c, stepsCookie, away, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge: 365 * 86_400 })
    const inside = door.insideOf(given.visitor, given.form.get('channel') ?? '')
    return c.redirect(inside ? `/c/${inside.channel.id}` : '/', 303)
  })
  app.post('/reset', async (c) => {
    const given = await door.changing(c)
    if (given instanceof Response) return given
    await sandbox.reset()
    deleteCookie(c, cookieName, { path: '/' })
    return c.redirect('/', 303)
  })
}
