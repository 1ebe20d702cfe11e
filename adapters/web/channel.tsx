import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import type { Card } from '../../src/port/card.ts'
import { messageId } from '../../src/port/id.ts'
import type { Page } from '../../src/port/page.ts'
import type { Started } from './chat.ts'
import { completions } from './complete.ts'
import { BackLink, type Door, type Inside } from './door.tsx'
import { FirstStepsView, stepsCookie } from './first-steps.tsx'
import type { Env } from './headers.ts'
import { ItemView, NoteView } from './item.tsx'
import type { FirstSteps, WebOptions } from './options.ts'
import { ChannelView, PlainPage, SideView } from './page.tsx'
import { newToken } from './session.ts'
import { gathering, turns } from './stream.ts'
import { words } from './words.ts'

const itemsShown = 60
const notesShown = 30
const heartbeatMs = 15_000

/** A channel as its people read it: the page, its pieces as they are now, and the live connection. */
export function channelRoutes(
  app: Hono<Env>,
  door: Door,
  { rows, streams, around, sandbox, secretariat }: WebOptions,
  started: () => Started | undefined,
): void {
  const read = async (inside: Inside, page: Page): Promise<readonly Card[]> => {
    const reply = await door.ask(inside, newToken(), { kind: 'press', press: { kind: 'page', page } })
    return reply.kind === 'card' && reply.how === 'read' ? [reply.card] : []
  }
  const sideOf = async (inside: Inside): Promise<readonly Card[]> => {
    const { beside: pages } = await around(inside.visitor.me.id, inside.channel.id)
    // One's own desk stands in the middle of its own page already.
    const shown = pages.filter(({ page }) => !(isDirect(inside) && page === 'desk'))
    return (await Promise.all(shown.map(async (page) => await read(inside, page)))).flat()
  }

  /** Shown to whoever plays in the sandbox, until they put it away. */
  const firstStepsFor = async (c: Context, { visitor }: Inside): Promise<FirstSteps | undefined> => {
    const people = sandbox ? await rows.everyone() : []
    const found = people.some(({ id }) => id === visitor.me.id) ? await sandbox?.firstSteps?.() : undefined
    return found && getCookie(c, stepsCookie) !== found.of ? found : undefined
  }

  app.get('/desk', (c) => c.redirect('/c/direct', 303))

  app.get('/c/:channel', async (c) => {
    const inside = await door.inChannel(c)
    if (inside instanceof Response) return inside
    const { channel, visitor } = inside
    const items = await rows.items(channel.id, orderIn(c.req.query('before')), itemsShown)
    const oldest = items.length === itemsShown ? items[0]?.order : undefined
    const people = sandbox ? await rows.everyone() : []
    const view = {
      ...inside,
      me: visitor.me,
      channels: visitor.channels,
      items,
      pins: await rows.pinned(channel.id),
      desk: isDirect(inside) ? await read(inside, { page: 'desk' }) : [],
      notes: await rows.notes(visitor.me.id, channel.id, isDirect(inside) ? notesShown : 1),
      side: await sideOf(inside),
      pressing: await door.pressingIn(inside),
      firstSteps: await firstStepsFor(c, inside),
      serves: ((await secretariat?.of(visitor.me.id)) ?? []).length > 0,
      ...(oldest !== undefined && { older: oldest }),
      ...(people.some(({ id }) => id === visitor.me.id) && {
        sandbox: { people, steps: sandbox?.firstSteps !== undefined },
      }),
    }
    return c.html(<ChannelView view={view} />, 200, { 'cache-control': 'no-store' })
  })

  app.get('/c/:channel/item/:id', async (c) => {
    const inside = await door.inChannel(c)
    if (inside instanceof Response) return inside
    const item = await rows.item(inside.channel.id, messageId.parse(c.req.param('id')))
    if (!item) return await door.notHere(c)
    return c.html(<ItemView item={item} pressing={await door.pressingIn(inside)} me={inside.visitor.me} />)
  })

  app.get('/c/:channel/side', async (c) => {
    const inside = await door.inChannel(c)
    if (inside instanceof Response) return inside
    const pressing = await door.pressingIn(inside)
    return c.html(
      <>
        <FirstStepsView found={await firstStepsFor(c, inside)} pressing={pressing} />
        <SideView cards={await sideOf(inside)} pressing={pressing} />
      </>,
    )
  })

  app.get('/c/:channel/note/:id', async (c) => {
    const inside = await door.inChannel(c)
    if (inside instanceof Response) return inside
    const notes = await rows.notes(inside.visitor.me.id, inside.channel.id, notesShown)
    const note = notes.find(({ id }) => id === c.req.param('id'))
    if (!note) return await door.notHere(c)
    return c.html(<NoteView card={note.card} pressing={await door.pressingIn(inside)} />)
  })

  const turn = turns()
  app.get('/c/:channel/stream', async (c) => {
    const inside = await door.inChannel(c)
    if (inside instanceof Response) return inside
    const { visitor, channel } = inside
    return streamSSE(c, async (stream) => {
      let end: () => void = () => undefined
      const ended = new Promise<void>((resolve) => (end = resolve))
      const gathered = gathering(
        async (changes) => {
          // Who has signed out or left the channel meanwhile is told nothing more.
          const still = await door.visitorOf(c)
          if (still?.me.id !== visitor.me.id || !door.insideOf(still, channel.id)) return end()
          for (const change of changes)
            await stream.writeSSE({ event: change.event, data: change.event === 'side' ? '' : change.id })
        },
        end,
        turn(),
      )
      const stop = streams.look({ person: visitor.me.id, channel: channel.id, tell: gathered, end })
      const beat = setInterval(() => void stream.writeSSE({ event: 'here', data: '' }), heartbeatMs)
      stream.onAbort(end)
      await stream.writeSSE({ event: 'here', data: '', retry: 1_000 })
      await ended
      clearInterval(beat)
      stop()
    })
  })

  app.get('/c/:channel/complete', async (c) => {
    const inside = await door.inChannel(c)
    if (inside instanceof Response) return inside
    const all = await completions(
      started()?.catalogue ?? [],
      c.req.query('line') ?? '',
      async (what) => await door.ask(inside, newToken(), what),
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
    const visitor = await door.isVisitor(c)
    if (visitor instanceof Response) return visitor
    const sought = c.req.query('words') ?? ''
    const from = door.insideOf(visitor, c.req.query('from') ?? '')
    const hits = sought.trim() === '' ? [] : await rows.search(visitor.me.id, sought, 50)
    const shown = await Promise.all(
      hits.flatMap((item) => {
        const channel = visitor.channels.find(({ id }) => id === item.channel)
        return channel ? [door.pressingIn({ visitor, channel }).then((pressing) => ({ item, pressing }))] : []
      }),
    )
    return c.html(
      <PlainPage title={words('web/search-title', { words: sought })}>
        {hits.length === 0 && <p>{words('web/search-none')}</p>}
        {shown.map(({ item, pressing }) => (
          <ItemView item={item} pressing={pressing} me={visitor.me} />
        ))}
        <BackLink channel={from?.channel} />
      </PlainPage>,
    )
  })
}

const isDirect = ({ channel }: Inside): boolean => channel.id === 'direct'

/** The order in a channel before which older items are asked for: as the database counts, or nothing. */
function orderIn(asked: string | undefined): number | undefined {
  const order = Number(asked)
  return Number.isInteger(order) && order > 0 && order < 2 ** 31 ? order : undefined
}
