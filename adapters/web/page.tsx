import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Card } from '../../src/port/card.ts'
import { CardView, type Pressing } from './card.tsx'
import { FirstStepsView } from './first-steps.tsx'
import { drawnOf, ItemView, NoteView } from './item.tsx'
import type { FirstSteps } from './options.ts'
import type { Item, Note, WebChannel, WebPerson } from './rows.ts'
import { words } from './words.ts'

/** The frame of every page. `channel` is what the live connection listens to; without it the page stands still. */
const Page = ({ title, channel, children }: { title: string; channel?: string | undefined; children: Child }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" />
        <link rel="stylesheet" href="/look.css" />
        <script src="/browser.js" type="module" />
      </head>
      <body data-channel={channel}>{children}</body>
    </html>
  </>
)

/** A page of one thing: signing in, a private reply, a form, a public page. */
export const PlainPage = ({ title, children }: { title: string; children: Child }) => (
  <Page title={title}>
    <main class="page">
      <h1>{title}</h1>
      {children}
    </main>
  </Page>
)

export interface ChannelPage {
  readonly me: WebPerson
  readonly channel: WebChannel
  readonly channels: readonly WebChannel[]
  readonly pins: readonly Item[]
  readonly items: readonly Item[]
  readonly notes: readonly Note[]
  readonly side: readonly Card[]
  /** What awaits me, in the conversation with the bot. */
  readonly desk: readonly Card[]
  /** The order before which older items can be shown; absent at the beginning of the channel. */
  readonly older?: number
  readonly writes: boolean
  readonly firstSteps: FirstSteps | undefined
  /** Whether they are secretariat of an assembly. */
  readonly serves: boolean
  /** Whom one may act as, and whether there are first steps to bring back. */
  readonly sandbox?: { readonly people: readonly WebPerson[]; readonly steps: boolean }
  readonly pressing: Pressing
}

export const ChannelView = ({ view }: { view: ChannelPage }) => (
  <Page title={view.channel.name} channel={view.channel.id}>
    <a class="skip" href="#stream">
      {words('web/skip')}
    </a>
    {view.sandbox ? <SandboxBand view={view} people={view.sandbox.people} /> : <></>}
    <div class="frame">
      <ChannelList view={view} />
      <main>
        <header>
          <h1>
            <bdi>{view.channel.name}</bdi>
          </h1>
          <p class="quiet">
            <bdi>{view.channel.topic}</bdi>
          </p>
          <SearchField channel={view.channel.id} />
        </header>
        <FirstStepsView found={view.firstSteps} pressing={view.pressing} />
        <section id="pins" aria-label={words('web/pinned')}>
          {view.desk.map((card) => (
            <article id="i-desk" class="card pinned" data-order="0" data-drawn={drawnOf(card)}>
              <CardView card={card} pressing={view.pressing} />
            </article>
          ))}
          {view.pins.map((item) => (
            <ItemView item={item} pressing={view.pressing} me={view.me} />
          ))}
        </section>
        {view.older !== undefined && (
          <p>
            <a class="button" href={`/c/${view.channel.id}?before=${view.older}`}>
              {words('web/older')}
            </a>
          </p>
        )}
        <section id="stream" tabindex={-1} aria-label={view.channel.name}>
          {view.items.map((item) => (
            <ItemView item={item} pressing={view.pressing} me={view.me} />
          ))}
          {view.notes.slice(0, -1).map((note) => (
            <article id={`i-${note.id}`} class="card" data-order={note.order} data-drawn={drawnOf(note.card)}>
              <CardView card={note.card} pressing={view.pressing} />
            </article>
          ))}
        </section>
        <div class="visually-hidden" role="status" id="said" />
        <div id="you" class="you" aria-live="polite">
          {view.notes.slice(-1).map((note) => (
            <NoteView card={note.card} pressing={view.pressing} />
          ))}
        </div>
        <p id="offline" class="offline" role="status" hidden>
          {words('web/offline')}
        </p>
        <Composer view={view} />
      </main>
      <aside aria-label={words('web/tracker')}>
        <SideView cards={view.side} pressing={view.pressing} />
      </aside>
    </div>
    <dialog aria-labelledby="form-title" />
  </Page>
)

export const SideView = ({ cards, pressing }: { cards: readonly Card[]; pressing: Pressing }) => (
  <div id="beside">
    {cards.map((card) => (
      <article>
        <CardView card={card} pressing={pressing} />
      </article>
    ))}
  </div>
)

const ChannelList = ({ view: { channels, channel, me, pressing, serves } }: { view: ChannelPage }) => (
  <nav class="channels" aria-label={words('web/channels')}>
    <h2>{words('web/channels')}</h2>
    <ul>
      {channels.map(({ id, name, private: isPrivate }) => (
        <li>
          <a href={`/c/${id}`} aria-current={id === channel.id ? 'page' : undefined}>
            <span>
              <bdi>{name}</bdi>
              {isPrivate && <small> · {words('web/private')}</small>}
            </span>
          </a>
        </li>
      ))}
      <li>
        <a href="/c/direct" aria-current={channel.id === 'direct' ? 'page' : undefined}>
          {words('web/desk')}
        </a>
      </li>
      {serves && (
        <li>
          <a href="/secretariat">{words('web/secretariat')}</a>
        </li>
      )}
      <li>
        <a href="/public">{words('web/public')}</a>
      </li>
    </ul>
    <form method="post" action="/sign-out">
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <p class="quiet">
        <bdi>{me.name}</bdi>
      </p>
      <button type="submit">{words('web/sign-out')}</button>
    </form>
  </nav>
)

const SandboxBand = ({
  view,
  view: { me, channel, pressing },
  people,
}: {
  view: ChannelPage
  people: readonly WebPerson[]
}) => (
  <header class="band">
    <span>{words('web/sandbox')}</span>
    <form method="post" action="/act-as">
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <input type="hidden" name="channel" value={channel.id} />
      <label for="act-as">{words('web/acting-as')}</label>
      <select id="act-as" name="person" class="narrow">
        {people.map(({ id, name }) => (
          <option value={id} selected={id === me.id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit">{words('web/switch')}</button>
    </form>
    {view.sandbox?.steps && !view.firstSteps && (
      <form method="post" action="/first-steps">
        <input type="hidden" name="csrf" value={pressing.csrf} />
        <input type="hidden" name="channel" value={channel.id} />
        <button type="submit">{words('web/first-steps')}</button>
      </form>
    )}
    <form method="post" action="/reset">
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <button type="submit">{words('web/reset')}</button>
    </form>
  </header>
)

const SearchField = ({ channel }: { channel: string }) => (
  <form method="get" action="/search" role="search" class="buttons">
    <input type="hidden" name="from" value={channel} />
    <label class="visually-hidden" for="search">
      {words('web/search')}
    </label>
    <input id="search" type="search" name="words" placeholder={words('web/search')} class="narrow" />
    <button type="submit">{words('web/search-go')}</button>
  </form>
)

const Composer = ({ view: { channel, pressing } }: { view: ChannelPage }) => (
  <div class="composer">
    <form method="post" action={`/c/${channel.id}/say`} data-say>
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <input type="hidden" name="key" value={pressing.key()} />
      <label for="line">
        {channel.id === 'direct' ? words('web/composer-desk') : words('web/composer', { channel: channel.name })}
      </label>
      <textarea
        id="line"
        name="line"
        rows={1}
        aria-autocomplete="list"
        aria-controls="completion"
        aria-describedby="line-hint"
      />
      <button type="submit" class="primary">
        {words('web/send')}
      </button>
      <ul id="completion" role="listbox" aria-label={words('web/help')} hidden />
      <p class="hint" id="line-hint">
        {words(channel.id === 'direct' ? 'web/desk-hint' : 'web/composer-hint')}
      </p>
    </form>
  </div>
)
