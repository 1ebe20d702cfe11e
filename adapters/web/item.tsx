import type { Card } from '../../src/port/card.ts'
import { CardView, type Pressing } from './card.tsx'
import type { Item, WebPerson } from './rows.ts'
import { hashOf } from './session.ts'
import { words } from './words.ts'

/** A mark of what is shown: a browser that was away redraws only what changed. */
export const drawnOf = (shown: Card | Item): string => hashOf(JSON.stringify(shown)).slice(0, 16)

/** What only this person sees. */
export const NoteView = ({ card, pressing }: { card: Card; pressing: Pressing }) => (
  <section class="note" aria-label={words('web/you')}>
    <h2>{words('web/you')}</h2>
    <button type="button" class="dismiss" data-dismiss data-scripted hidden>
      {words('web/dismiss')}
    </button>
    <CardView card={card} pressing={pressing} />
  </section>
)

export const ItemView = ({ item, pressing, me }: { item: Item; pressing: Pressing; me: WebPerson }) =>
  item.kind === 'card' ? (
    <article
      id={`i-${item.id}`}
      class={item.pinned ? 'card pinned' : 'card'}
      data-order={item.order}
      data-drawn={drawnOf(item.card)}
    >
      <CardView card={item.card} pressing={{ ...pressing, message: item.id }} />
    </article>
  ) : (
    <article id={`i-${item.id}`} class="message" data-order={item.order} data-drawn={drawnOf(item)}>
      <header>
        <strong>
          <bdi>{item.name}</bdi>
        </strong>
        <time class="quiet" datetime={item.at} data-style="moment">
          {item.at.slice(0, 16).replace('T', ' ')}
        </time>
        {item.edited && item.body !== undefined && <small>{words('web/edited')}</small>}
      </header>
      <p class="body">
        {item.body === undefined ? <em class="quiet">{words('web/taken-back')}</em> : <bdi>{item.body}</bdi>}
      </p>
      {item.author === me.id && item.body !== undefined && (
        <OwnMessage item={item} body={item.body} pressing={pressing} />
      )}
    </article>
  )

const OwnMessage = ({ item, body, pressing }: { item: Item; body: string; pressing: Pressing }) => (
  <details>
    <summary>{words('web/edit')}</summary>
    <form method="post" action={`/c/${pressing.channel}/edit`} data-press>
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <input type="hidden" name="message" value={item.id} />
      <label class="visually-hidden" for={`e-${item.id}`}>
        {words('web/edit')}
      </label>
      <textarea id={`e-${item.id}`} name="body" rows={2}>
        {body}
      </textarea>
      <div class="buttons">
        <button type="submit">{words('web/edit')}</button>
      </div>
    </form>
    <form method="post" action={`/c/${pressing.channel}/edit`} data-press>
      <input type="hidden" name="csrf" value={pressing.csrf} />
      <input type="hidden" name="message" value={item.id} />
      <div class="buttons">
        <button type="submit">{words('web/take-back')}</button>
      </div>
    </form>
  </details>
)
