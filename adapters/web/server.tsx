import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Hono, type Context } from 'hono'
import { getCookie, setCookie, deleteCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import type { Card } from '../../src/port/card.ts'
import type { GivenAnswers } from '../../src/port/form.ts'
import { messageId, personId, type ChannelId } from '../../src/port/id.ts'
import type { Asking, Reply } from '../../src/port/invocation.ts'
import type { Page as PageAsked } from '../../src/port/page.ts'
import { pressOf } from '../../src/port/token.ts'
import { CardView, type Pressing } from './card.tsx'
import type { Started } from './chat.ts'
import { completions } from './complete.ts'
import { answersFrom, FormView } from './form.tsx'
import { stylesheet } from './look.ts'
import { ChannelView, ItemView, NoteView, PlainPage, SideView } from './page.tsx'
import type { WebChannel, WebPerson, WebRows } from './rows.ts'
import { cookieName, csrfOf, hashOf, isCsrf, newToken, sessionDays } from './session.ts'
import type { Streams } from './stream.ts'
import { words } from './words.ts'

/** What anyone may read without signing in; drawn by the core from the public chain alone. */
export interface PublicPages {
  page(path: string): Promise<PublicPage | undefined>
}
export type PublicPage =
  | {
      readonly kind: 'card'
      readonly title: string
      readonly card: Card
      readonly links: readonly { readonly href: string; readonly says: string }[]
    }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly content: string }

export interface WebOptions {
  readonly rows: WebRows
  readonly streams: Streams
  readonly now: () => string
  readonly zone: string
  readonly pages: PublicPages
  /** What stands beside the chat: the trackers and gates of what is in play, and one's own desk. */
  readonly beside: () => Promise<readonly PageAsked[]>
  /** In a sandbox one may be anybody, and begin anew. */
  readonly sandbox?: { readonly reset: () => Promise<void> }
  /** Set where the chat is served over HTTPS, so that the cookie never travels in clear. */
  readonly secure: boolean
  readonly log: (line: string) => void
}

interface Visitor {
  readonly me: WebPerson
  readonly token: string
}

/** Four voices around one table. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="3" fill="#0b5a8a"/><g fill="#7cc0ee"><circle cx="8" cy="2" r="1.6"/><circle cx="14" cy="8" r="1.6"/><circle cx="8" cy="14" r="1.6"/><circle cx="2" cy="8" r="1.6"/></g></svg>'
const longestMessage = 4_000
const itemsShown = 60

/** The routes of the web chat. `started` is there once the core has connected; until then pages say that it is coming. */
export function webApp(options: WebOptions, started: () => Started | undefined) {
  const { rows, streams, sandbox } = options
  const app = new Hono<{ Variables: { style?: string } }>()
  const own = "'self'"
  const strict = (styleSrc: readonly string[]) =>
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [...styleSrc],
        scriptSrc: [own],
        connectSrc: [own],
        imgSrc: [own],
        formAction: [own],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      // Whoever serves it over HTTPS says so there: on plain HTTP the header means nothing.
      strictTransportSecurity: options.secure,
    })
  app.use(async (c, next) => {
    await next()
    const style = c.get('style')
    await strict(style === undefined ? [own] : [`'sha256-${style}'`])(c, async () => await Promise.resolve())
  })
  app.onError((error, c) => {
    const reference = newToken().slice(0, 8)
    options.log(`web ${reference}: ${error.stack ?? error.message}`)
    return c.html(<PlainPage title={words('web/not-here-title')}>{words('web/trouble', { reference })}</PlainPage>, 500)
  })

  app.get('/look.css', (c) =>
    c.text(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  )
  app.get('/icon.svg', (c) => c.text(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' }))
  app.get('/browser.js', async (c) =>
    c.body(await readFile(new URL('browser.js', import.meta.url), 'utf8'), 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  )

  const visitorOf = async (c: Context): Promise<Visitor | undefined> => {
    const token = getCookie(c, cookieName)
    const session = token && (await rows.session(hashOf(token), options.now()))
    const me = session && (await rows.person(session.person))
    return me && token ? { me, token } : undefined
  }
  const openSession = async (c: Context, person: WebPerson['id']) => {
    const token = newToken()
    const now = options.now()
    const expires = new Date(Date.parse(now) + sessionDays * 86_400_000).toISOString()
    await rows.openSession(hashOf(token), person, now, expires)
    setCookie(c, cookieName, token, {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      secure: options.secure,
      maxAge: sessionDays * 86_400,
    })
    return token
  }
  const pressingFor = (visitor: Visitor, channel: string): Pressing => ({
    reader: { now: options.now(), zone: options.zone },
    channel,
    csrf: csrfOf(visitor.token),
    key: newToken,
  })
  /** The same answer for what is not there and what is not theirs. */
  const notHere = (c: Context) =>
    c.html(<PlainPage title={words('web/not-here-title')}>{words('web/not-here')}</PlainPage>, 404)
  const signedOut = (c: Context) =>
    c.html(
      <PlainPage title={words('web/signed-out-title')}>
        <p>{words('web/signed-out')}</p>
        <p>
          <a class="button" href="/public">
            {words('web/public')}
          </a>
        </p>
      </PlainPage>,
      401,
    )

  const theirs = async (
    visitor: Visitor,
    id: string,
  ): Promise<{ channel: WebChannel; channels: readonly WebChannel[]; writes: boolean } | undefined> => {
    const channels = await rows.channelsOf(visitor.me.id)
    const channel = channels.find((one) => one.id === id)
    if (!channel) return undefined
    const right = (await rows.membersOf(channel.id)).get(visitor.me.id)
    return { channel, channels, writes: right === 'member' }
  }

  /** Asks the core, as this person in this channel. */
  const ask = async (visitor: Visitor, where: ChannelId | 'direct', key: string, what: Asking): Promise<Reply> => {
    const core = started()
    if (!core) throw new Error('the core has not started the web chat yet')
    return await core.dispatch({
      key: `web:${key}`,
      who: { platform: 'web', id: visitor.me.id, name: visitor.me.name },
      where: { platform: 'web', channel: where },
      what,
    })
  }

  const sideOf = async (visitor: Visitor, channel: WebChannel): Promise<readonly Card[]> => {
    const replies = await Promise.all(
      (await options.beside()).map(
        async (page) => await ask(visitor, channel.id, newToken(), { kind: 'press', press: { kind: 'page', page } }),
      ),
    )
    return replies.flatMap((reply) => (reply.kind === 'card' && reply.how === 'read' ? [reply.card] : []))
  }

  app.get('/', async (c) => {
    const visitor = await visitorOf(c)
    if (!visitor && sandbox) {
      const [first] = await rows.everyone()
      if (first) await openSession(c, first.id)
      return c.redirect(first ? '/' : '/public', 303)
    }
    if (!visitor) return signedOut(c)
    const [first] = await rows.channelsOf(visitor.me.id)
    // Who is in no channel yet finds on their desk how to join a caucus.
    return c.redirect(first ? `/c/${first.id}` : '/desk', 303)
  })

  app.get('/sign-in/:token', (c) =>
    c.html(
      <PlainPage title={words('web/link-title')}>
        <p>{words('web/link-hint')}</p>
        <form method="post" action={`/sign-in/${c.req.param('token')}`}>
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
    const person = await rows.useLink(hashOf(c.req.param('token')), options.now())
    if (!person)
      return c.html(<PlainPage title={words('web/link-dead-title')}>{words('web/link-dead')}</PlainPage>, 410)
    await openSession(c, person)
    return c.redirect('/', 303)
  })

  app.get('/public/*', async (c) => await publicPage(c, c.req.path.replace(/^\/public\/?/, '')))
  app.get('/public', async (c) => await publicPage(c, ''))
  app.get('/record/*', async (c) => await publicPage(c, c.req.path.slice(1)))
  const publicPage = async (c: Context, path: string) => {
    const found = await options.pages.page(decodeURIComponent(path))
    if (!found) return notHere(c)
    if (found.kind === 'html') {
      // A page to keep carries its own style: that one, and no other, may apply.
      const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(found.html) ?? []
      c.set('style', createHash('sha256').update(style).digest('base64'))
      return c.html(found.html)
    }
    if (found.kind === 'file')
      return c.body(found.content, 200, {
        'content-type': found.type,
        'content-disposition': `attachment; filename="${found.name.replaceAll(/[^\w.-]/g, '-')}"`,
      })
    return c.html(
      <PlainPage title={found.title}>
        <nav aria-label={words('web/public')} class="buttons">
          {found.links.map(({ href, says }) => (
            <a class="button" href={href}>
              {says}
            </a>
          ))}
        </nav>
        <article>
          <CardView
            card={found.card}
            pressing={{ reader: { now: options.now(), zone: options.zone }, key: newToken }}
          />
        </article>
      </PlainPage>,
    )
  }

  app.get('/c/direct', (c) => c.redirect('/desk', 303))
  app.get('/c/:channel', async (c) => {
    const visitor = await visitorOf(c)
    if (!visitor) return signedOut(c)
    const found = await theirs(visitor, c.req.param('channel'))
    if (!found) return notHere(c)
    const { channel, channels, writes } = found
    const before = Number(c.req.query('before')) || undefined
    const items = await rows.items(channel.id, before, itemsShown)
    const oldest = items.length === itemsShown ? items[0]?.order : undefined
    const view = {
      me: visitor.me,
      channel,
      channels,
      writes,
      items,
      pins: await rows.pinned(channel.id),
      notes: await rows.notes(visitor.me.id, channel.id, 1),
      side: await sideOf(visitor, channel),
      pressing: pressingFor(visitor, channel.id),
      ...(oldest !== undefined && { older: oldest }),
      ...(sandbox && { sandbox: { people: await rows.everyone() } }),
    }
    return c.html(<ChannelView view={view} />, 200, { 'cache-control': 'no-store' })
  })

  app.get('/c/:channel/item/:id', async (c) => {
    const visitor = await visitorOf(c)
    const found = visitor && (await theirs(visitor, c.req.param('channel')))
    const item = found && (await rows.item(found.channel.id, messageId.parse(c.req.param('id'))))
    if (!visitor || !item) return visitor ? notHere(c) : signedOut(c)
    return c.html(<ItemView item={item} pressing={pressingFor(visitor, found.channel.id)} me={visitor.me} />)
  })

  app.get('/c/:channel/side', async (c) => {
    const visitor = await visitorOf(c)
    const found = visitor && (await theirs(visitor, c.req.param('channel')))
    if (!visitor || !found) return visitor ? notHere(c) : signedOut(c)
    return c.html(
      <SideView cards={await sideOf(visitor, found.channel)} pressing={pressingFor(visitor, found.channel.id)} />,
    )
  })

  app.get('/c/:channel/stream', async (c) => {
    const visitor = await visitorOf(c)
    const found = visitor && (await theirs(visitor, c.req.param('channel')))
    if (!visitor || !found) return visitor ? notHere(c) : signedOut(c)
    return streamSSE(c, async (stream) => {
      const stop = streams.listen(found.channel.id, (change) => {
        // Who has left the channel meanwhile is told nothing more.
        void theirs(visitor, found.channel.id).then(async (still) => {
          if (!still) return await stream.close()
          await stream.writeSSE({ event: change.event, data: change.event === 'item' ? change.id : '' })
        })
      })
      stream.onAbort(stop)
      while (!stream.aborted && !stream.closed) {
        await stream.writeSSE({ event: 'here', data: '' })
        await stream.sleep(15_000)
      }
      stop()
    })
  })

  app.get('/c/:channel/complete', async (c) => {
    const visitor = await visitorOf(c)
    const found = visitor && (await theirs(visitor, c.req.param('channel')))
    const core = started()
    if (!visitor || !found || !core) return notHere(c)
    const all = await completions(
      core.catalogue,
      c.req.query('line') ?? '',
      async (what) => await ask(visitor, found.channel.id, newToken(), what),
    )
    return c.html(
      <>
        {all.map(({ value, label, note }, n) => (
          <li role="option" id={`o-${n}`} aria-selected="false" data-value={value}>
            <bdi>{label}</bdi>
            {note && <small>{note}</small>}
          </li>
        ))}
      </>,
    )
  })

  app.get('/search', async (c) => {
    const visitor = await visitorOf(c)
    if (!visitor) return signedOut(c)
    const sought = c.req.query('words') ?? ''
    const from = c.req.query('from') ?? ''
    const hits = sought.trim() === '' ? [] : await rows.search(visitor.me.id, sought, 50)
    return c.html(
      <PlainPage title={words('web/search-title', { words: sought })}>
        {hits.length === 0 && <p>{words('web/search-none')}</p>}
        {hits.map((item) => (
          <ItemView
            item={item}
            pressing={{ ...pressingFor(visitor, item.channel), channel: item.channel }}
            me={visitor.me}
          />
        ))}
        <BackLink href={`/c/${from}`} />
      </PlainPage>,
    )
  })

  app.get('/desk', async (c) => {
    const visitor = await visitorOf(c)
    if (!visitor) return signedOut(c)
    const reply = await ask(visitor, 'direct', newToken(), {
      kind: 'press',
      press: { kind: 'page', page: { page: 'desk' } },
    })
    return answered(c, visitor, 'direct', reply)
  })

  /** Every change comes with the token of the session's own pages, or changes nothing. */
  const body = async (c: Context): Promise<{ visitor: Visitor; form: URLSearchParams } | Response> => {
    const visitor = await visitorOf(c)
    if (!visitor) return await signedOut(c)
    const form = new URLSearchParams(await c.req.text())
    if (!isCsrf(visitor.token, form.get('csrf'))) return await saying(c, words('web/forged'), 403)
    return { visitor, form }
  }
  const saying = (c: Context, sentence: string, status: 200 | 400 | 403 | 404 = 400) =>
    c.html(
      <PlainPage title={words('web/done-title')}>
        <section class="note">
          <p>{sentence}</p>
        </section>
      </PlainPage>,
      status,
    )

  /** A private reply as a page: the browser takes the note out of it, and without JavaScript it stands by itself. */
  const answered = async (
    c: Context,
    visitor: Visitor,
    where: ChannelId | 'direct',
    reply: Reply,
  ): Promise<Response> => {
    const pressing = pressingFor(visitor, where)
    if (reply.kind === 'form')
      return await c.html(
        <PlainPage title={reply.form.title}>
          <FormView form={reply.form} pressing={pressing} />
        </PlainPage>,
      )
    if (reply.kind === 'choices') return await notHere(c)
    if (where !== 'direct') await options.rows.addNote(visitor.me.id, where, reply.card, options.now())
    return await c.html(
      <PlainPage title={words('web/done-title')}>
        <NoteView card={reply.card} pressing={pressing} />
        <BackLink href={where === 'direct' ? '/' : `/c/${where}`} />
      </PlainPage>,
    )
  }
  const where = async (visitor: Visitor, id: string): Promise<ChannelId | 'direct' | undefined> =>
    id === 'direct' ? 'direct' : (await theirs(visitor, id))?.channel.id

  app.post('/c/:channel/press', async (c) => {
    const given = await body(c)
    if (given instanceof Response) return given
    const { visitor, form } = given
    const channel = await where(visitor, c.req.param('channel'))
    if (!channel) return notHere(c)
    const press = pressOf(form.get('press') ?? '')
    if (!press) return saying(c, words('web/stale-button'))
    if (form.get('confirm') && form.get('confirmed') !== 'yes') return asksAgain(c, form)
    return answered(c, visitor, channel, await ask(visitor, channel, keyOf(form), { kind: 'press', press }))
  })
  /** What cannot be undone is asked once more, without JavaScript too. */
  const asksAgain = (c: Context, form: URLSearchParams) =>
    c.html(
      <PlainPage title={words('web/are-you-sure')}>
        <form method="post" action={c.req.path} class="note">
          <p>{form.get('confirm')}</p>
          {['csrf', 'key', 'press', 'confirm'].map((name) => (
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

  app.post('/c/:channel/form', async (c) => {
    const given = await body(c)
    if (given instanceof Response) return given
    const { visitor, form } = given
    const channel = await where(visitor, c.req.param('channel'))
    if (!channel) return notHere(c)
    const answers = { ...settledIn(form), ...answersFrom(form, ticksIn(form)) }
    return answered(
      c,
      visitor,
      channel,
      await ask(visitor, channel, keyOf(form), { kind: 'form', command: form.get('command') ?? '', answers }),
    )
  })

  app.post('/c/:channel/say', async (c) => {
    const given = await body(c)
    if (given instanceof Response) return given
    const { visitor, form } = given
    const found = await theirs(visitor, c.req.param('channel'))
    if (!found) return notHere(c)
    const said = (form.get('line') ?? '').trim()
    if (said === '') return saying(c, words('web/empty'))
    const command = /^\/caucus\b\s*(.*)$/s.exec(said)
    if (command)
      return answered(
        c,
        visitor,
        found.channel.id,
        await ask(visitor, found.channel.id, keyOf(form), { kind: 'line', text: command[1] ?? '' }),
      )
    if (!found.writes) return saying(c, words('web/not-a-member'), 403)
    if (said.length > longestMessage)
      return saying(c, words('web/too-long', { length: said.length, max: longestMessage }))
    const id = await rows.addMessage(found.channel.id, visitor.me.id, said, options.now())
    streams.tell(found.channel.id, { event: 'item', id })
    return c.redirect(`/c/${found.channel.id}`, 303)
  })

  app.post('/c/:channel/edit', async (c) => {
    const given = await body(c)
    if (given instanceof Response) return given
    const { visitor, form } = given
    const found = await theirs(visitor, c.req.param('channel'))
    if (!found) return notHere(c)
    const edited = form.get('body')?.trim()
    if (edited === '') return saying(c, words('web/empty'))
    if (edited && edited.length > longestMessage)
      return saying(c, words('web/too-long', { length: edited.length, max: longestMessage }))
    const id = messageId.parse(form.get('message'))
    if (!(await rows.changeMessage(found.channel.id, id, visitor.me.id, edited)))
      return saying(c, words('web/not-yours'), 403)
    streams.tell(found.channel.id, { event: 'item', id })
    return c.redirect(`/c/${found.channel.id}`, 303)
  })

  app.post('/sign-out', async (c) => {
    const given = await body(c)
    if (given instanceof Response) return given
    await rows.endSession(hashOf(given.visitor.token))
    deleteCookie(c, cookieName, { path: '/' })
    return c.redirect(sandbox ? '/public' : '/', 303)
  })
  app.post('/act-as', async (c) => {
    const given = await body(c)
    if (given instanceof Response || !sandbox) return given instanceof Response ? given : notHere(c)
    const person = personId.safeParse(given.form.get('person'))
    if (!person.success || !(await rows.person(person.data))) return notHere(c)
    await rows.actAs(hashOf(given.visitor.token), person.data)
    const channels = await rows.channelsOf(person.data)
    const same = channels.find(({ id }) => id === given.form.get('channel')) ?? channels[0]
    return c.redirect(same ? `/c/${same.id}` : '/', 303)
  })
  app.post('/reset', async (c) => {
    const given = await body(c)
    if (given instanceof Response || !sandbox) return given instanceof Response ? given : notHere(c)
    await sandbox.reset()
    deleteCookie(c, cookieName, { path: '/' })
    return c.redirect('/', 303)
  })
  app.notFound(notHere)
  return app
}

const BackLink = ({ href }: { href: string }): Child => (
  <p>
    <a class="button" href={href}>
      {words('web/back', { channel: '' })}
    </a>
  </p>
)

const keyOf = (form: URLSearchParams): string => form.get('key')?.slice(0, 100) || newToken()

function settledIn(form: URLSearchParams): GivenAnswers {
  const settled: unknown = read(form.get('settled'))
  if (typeof settled !== 'object' || settled === null || Array.isArray(settled)) return {}
  const entries = Object.entries(settled).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value),
  )
  return Object.fromEntries(entries)
}
const ticksIn = (form: URLSearchParams): readonly string[] => {
  const ticks: unknown = read(form.get('ticks'))
  return Array.isArray(ticks) ? ticks.filter((name): name is string => typeof name === 'string') : []
}
function read(json: string | null): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    return undefined
  }
}
