import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { channelId, type PersonId } from '../../src/port/id.ts'
import type { Asking, Reply } from '../../src/port/invocation.ts'
import type { Pressing } from './card.tsx'
import type { Started } from './chat.ts'
import type { WebOptions } from './options.ts'
import { PlainPage } from './page.tsx'
import type { OwnChannel, WebChannel, WebPerson } from './rows.ts'
import { cookieName, csrfOf, hashOf, isCsrf, keysOfPage, newToken, sessionDays } from './session.ts'
import { words } from './words.ts'

/** Who asks. `token` is what their browser holds; only its hash is kept. */
export interface Visitor {
  readonly me: WebPerson
  readonly token: string
  readonly channels: readonly OwnChannel[]
}

/** Somebody in a channel that is theirs. */
export interface Inside {
  readonly visitor: Visitor
  readonly channel: WebChannel
  /** A reader sees the channel and presses its buttons. */
  readonly writes: boolean
}

/** A change that was asked for by the pages of this very session. */
export interface Given {
  readonly visitor: Visitor
  readonly form: URLSearchParams
}

export type Door = ReturnType<typeof doorOf>

/** The conversation of one person with the bot: no row, for it is there for everybody. */
const direct = channelId.parse('direct')

/** Who is there, what is theirs, and the one way to ask the core. Each question answers with a page where it is not. */
export function doorOf({ rows, now, around, secure, sandbox }: WebOptions, started: () => Started | undefined) {
  async function visitorOf(c: Context): Promise<Visitor | undefined> {
    const token = getCookie(c, cookieName)
    const session = token && (await rows.session(hashOf(token), now()))
    if (!session || !token) return undefined
    const { person: id, name, channels } = session
    return { me: { id, name }, token, channels }
  }

  async function openSession(c: Context, person: PersonId): Promise<void> {
    const token = newToken()
    const made = now()
    const expires = new Date(Date.parse(made) + sessionDays * 86_400_000).toISOString()
    await rows.openSession(hashOf(token), person, made, expires)
    setCookie(c, cookieName, token, {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      secure,
      maxAge: sessionDays * 86_400,
    })
  }

  const say = (c: Context, title: string, sentence: string, status: 400 | 403 | 503) =>
    c.html(
      <PlainPage title={title}>
        <section class="note">
          <p>{sentence}</p>
        </section>
        <BackLink />
      </PlainPage>,
      status,
    )
  /** A sentence that says what was wrong, and that nothing was changed. */
  const saying = async (c: Context, sentence: string, status: 400 | 403 | 503 = 400): Promise<Response> =>
    await say(c, words('web/done-title'), sentence, status)

  /** The same answer for what is not there and what is not theirs. */
  const notHere = async (c: Context): Promise<Response> =>
    await c.html(
      <PlainPage title={words('web/not-here-title')}>
        <p>{words('web/not-here')}</p>
        <BackLink />
        <p>
          <a class="button" href="/public">
            {words('web/public')}
          </a>
        </p>
      </PlainPage>,
      404,
    )

  const signedOut = async (c: Context): Promise<Response> =>
    await c.html(
      <PlainPage title={words('web/signed-out-title')}>
        <p>{words(sandbox ? 'web/signed-out-sandbox' : 'web/signed-out')}</p>
        <p class="buttons">
          {sandbox && (
            <a class="button" href="/">
              {words('web/sandbox-in')}
            </a>
          )}
          <a class="button" href="/public">
            {words('web/public')}
          </a>
        </p>
      </PlainPage>,
      401,
    )

  async function isVisitor(c: Context): Promise<Visitor | Response> {
    return (await visitorOf(c)) ?? (await signedOut(c))
  }

  /** Somebody alone with the bot. */
  function aloneOf(visitor: Visitor): Inside {
    const channel = { id: direct, name: words('web/desk'), topic: words('web/desk-topic'), private: true }
    return { visitor, channel, writes: false }
  }

  /** Somebody in the channel of an id, where it is theirs. */
  function insideOf(visitor: Visitor, id: string): Inside | undefined {
    if (id === direct) return aloneOf(visitor)
    const channel = visitor.channels.find((one) => one.id === id)
    return channel && { visitor, channel, writes: channel.writes }
  }

  /** The channel of the address, where it is theirs. */
  async function inChannel(c: Context): Promise<Inside | Response> {
    const visitor = await visitorOf(c)
    if (!visitor) return await signedOut(c)
    return insideOf(visitor, c.req.param('channel') ?? '') ?? (await notHere(c))
  }

  /** Every change comes with the token of the session's own pages, or changes nothing. */
  async function changing(c: Context): Promise<Given | Response> {
    if (isFromElsewhere(c)) return await saying(c, words('web/forged'), 403)
    const visitor = await visitorOf(c)
    if (!visitor) return await signedOut(c)
    const form = new URLSearchParams(await c.req.text())
    return isCsrf(visitor.token, form.get('csrf')) ? { visitor, form } : await saying(c, words('web/forged'), 403)
  }

  async function changingInChannel(c: Context): Promise<(Inside & Given) | Response> {
    const given = await changing(c)
    if (given instanceof Response) return given
    const inside = insideOf(given.visitor, c.req.param('channel') ?? '')
    return inside ? { ...inside, ...given } : await notHere(c)
  }

  /** Asks the core, as this person in this channel. */
  async function ask(
    { visitor: { me }, channel }: Pick<Inside, 'visitor' | 'channel'>,
    key: string,
    what: Asking,
  ): Promise<Reply> {
    const core = started()
    if (!core) throw new Error('the core has not started the web chat yet')
    return await core.dispatch({
      key: `web:${key}`,
      who: { platform: 'web', id: me.id, name: me.name },
      where: { platform: 'web', channel: channel.id },
      what,
    })
  }

  /** What buttons and moments on a page of this conversation need. */
  async function pressingIn({
    visitor: { me, token },
    channel,
  }: Pick<Inside, 'visitor' | 'channel'>): Promise<Pressing> {
    const { zone, record } = await around(me.id, channel.id)
    return { reader: { now: now(), zone, record }, channel: channel.id, csrf: csrfOf(token), key: keysOfPage() }
  }

  return {
    visitorOf,
    isVisitor,
    openSession,
    aloneOf,
    insideOf,
    inChannel,
    changing,
    changingInChannel,
    ask,
    pressingIn,
    say,
    saying,
    notHere,
    signedOut,
  }
}

/** Browsers say themselves when another site's page has made the request (Fetch Metadata). */
export const isFromElsewhere = (c: Context): boolean =>
  ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '')

/** Back to where one came from; without a channel, to where one's own conversations begin. */
export const BackLink = ({ channel }: { channel?: WebChannel | undefined }) => (
  <p>
    <a class="button" href={channel ? `/c/${channel.id}` : '/'}>
      {channel ? words('web/back', { channel: channel.name }) : words('web/back-home')}
    </a>
  </p>
)
