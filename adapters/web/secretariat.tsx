import type { Context, Hono } from 'hono'
import { personId } from '../../src/port/id.ts'
import { memberText } from '../../src/text/part.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { CardView, type Pressing } from './card.tsx'
import { BackLink, type Door, type Visitor } from './door.tsx'
import { FormView } from './form.tsx'
import type { Env } from './headers.ts'
import type { AssemblyNamed, Invited, NewLink, WebOptions } from './options.ts'
import { PlainPage } from './page.tsx'
import { Sentence } from './parts.tsx'
import { newToken } from './session.ts'
import { words } from './words.ts'

/** The pages of an assembly's secretariat: who is let in, what is wrong, and founding. Each is judged by the core anew. */
export function secretariatRoutes(app: Hono<Env>, door: Door, { secretariat, streams }: WebOptions): void {
  if (!secretariat) return

  const refused = async (c: Context, { me }: Visitor): Promise<Response> =>
    await door.say(c, words('web/secretariat-only-title'), label(await secretariat.refusal(me.id)), 403)
  const pressingFor = async (visitor: Visitor): Promise<Pressing> => await door.pressingIn(door.aloneOf(visitor))
  /** Which of their assemblies an address names. */
  const servedIn = async (c: Context): Promise<{ visitor: Visitor; assembly: AssemblyNamed } | Response> => {
    const visitor = await door.isVisitor(c)
    if (visitor instanceof Response) return visitor
    const assembly = (await secretariat.of(visitor.me.id)).find(({ slug }) => slug === c.req.param('slug'))
    return assembly ? { visitor, assembly } : await refused(c, visitor)
  }

  app.get('/secretariat', async (c) => {
    const visitor = await door.isVisitor(c)
    if (visitor instanceof Response) return visitor
    const all = await secretariat.of(visitor.me.id)
    const [only, ...others] = all
    if (!only) return await refused(c, visitor)
    if (others.length === 0) return c.redirect(pathOf(only), 303)
    return c.html(
      <PlainPage title={words('web/secretariat')}>
        <p>{words('web/secretariat-choose')}</p>
        <nav class="buttons" aria-label={words('web/secretariat')}>
          {all.map((one) => (
            <a class="button" href={pathOf(one)}>
              <bdi>{one.name}</bdi>
            </a>
          ))}
        </nav>
        <BackLink />
      </PlainPage>,
    )
  })

  app.get('/secretariat/:slug', async (c) => {
    const found = await servedIn(c)
    if (found instanceof Response) return found
    const { visitor, assembly } = found
    const invited = (await secretariat.invited(visitor.me.id, assembly.slug)) ?? []
    const pressing = await pressingFor(visitor)
    return c.html(
      <PlainPage title={words('web/secretariat-title', { name: assembly.name })}>
        <nav class="buttons" aria-label={words('web/secretariat')}>
          <a class="button" href={`${pathOf(assembly)}/doctor`}>
            {words('web/secretariat-doctor')}
          </a>
          <a class="button" href="/found">
            {words('web/secretariat-found')}
          </a>
          <a class="button" href="/">
            {words('web/back-home')}
          </a>
        </nav>
        <InviteForm assembly={assembly} pressing={pressing} />
        <section aria-labelledby="invited">
          <h2 id="invited">{words('web/invited')}</h2>
          {invited.length === 0 && <p>{words('web/invited-nobody')}</p>}
          {invited.map((one) => (
            <InvitedView one={one} assembly={assembly} pressing={pressing} />
          ))}
        </section>
      </PlainPage>,
      200,
      { 'cache-control': 'no-store' },
    )
  })

  app.get('/secretariat/:slug/doctor', async (c) => {
    const found = await servedIn(c)
    if (found instanceof Response) return found
    const { visitor, assembly } = found
    const card = await secretariat.doctor(visitor.me.id, assembly.slug)
    if (!card) return await refused(c, visitor)
    return c.html(
      <PlainPage title={words('web/secretariat-doctor')}>
        <article>
          <CardView card={card} pressing={await pressingFor(visitor)} />
        </article>
        <nav class="buttons" aria-label={words('web/secretariat')}>
          <a class="button" href={`${pathOf(assembly)}/doctor`}>
            {words('web/secretariat-again')}
          </a>
          <a class="button" href={pathOf(assembly)}>
            {words('web/secretariat-links')}
          </a>
        </nav>
      </PlainPage>,
      200,
      { 'cache-control': 'no-store' },
    )
  })

  app.post('/secretariat/:slug/invite', async (c) => {
    const given = await door.changing(c)
    if (given instanceof Response) return given
    const { visitor, form } = given
    const links = await secretariat.invite(visitor.me.id, c.req.param('slug'), form.get('names') ?? '')
    if (!links) return await refused(c, visitor)
    if (links.length === 0) return await door.saying(c, words('web/invite-none'))
    const pressing = await pressingFor(visitor)
    return c.html(
      <PlainPage title={words('web/invite-made')}>
        <p>{words('web/invite-once')}</p>
        {links.map((one) => (
          <NewLinkView one={one} pressing={pressing} />
        ))}
        <p>
          <a class="button" href={`/secretariat/${encodeURIComponent(c.req.param('slug'))}`}>
            {words('web/secretariat-links')}
          </a>
        </p>
      </PlainPage>,
      200,
      { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    )
  })

  app.post('/secretariat/:slug/revoke', async (c) => {
    const given = await door.changing(c)
    if (given instanceof Response) return given
    const { visitor, form } = given
    const invited = personId.safeParse(form.get('person') ?? undefined)
    const done = invited.success && (await secretariat.revoke(visitor.me.id, c.req.param('slug'), invited.data))
    if (done === undefined) return await refused(c, visitor)
    if (!done) return await door.notHere(c)
    // Pages that are open notice that they are signed out.
    streams.toPeople([invited.data], { event: 'side' })
    return c.redirect(`/secretariat/${encodeURIComponent(c.req.param('slug'))}`, 303)
  })

  /** Founding is a command like any other: its form, and what its charter will mean, come from the core. */
  app.get('/found', async (c) => {
    const visitor = await door.isVisitor(c)
    if (visitor instanceof Response) return visitor
    const inside = door.aloneOf(visitor)
    const press = { kind: 'command', command: 'assembly found', answers: {} } as const
    const reply = await door.ask(inside, newToken(), { kind: 'press', press })
    if (reply.kind !== 'form') return await door.notHere(c)
    return c.html(
      <PlainPage title={reply.form.title}>
        <FormView form={reply.form} pressing={await door.pressingIn(inside)} />
      </PlainPage>,
    )
  })
}

const pathOf = ({ slug }: AssemblyNamed): string => `/secretariat/${slug}`

const InviteForm = ({ assembly, pressing }: { assembly: AssemblyNamed; pressing: Pressing }) => (
  <form method="post" action={`${pathOf(assembly)}/invite`} aria-labelledby="invite">
    <h2 id="invite">{words('web/invite')}</h2>
    <input type="hidden" name="csrf" value={pressing.csrf} />
    <div class="field">
      <label for="names">{words('web/invite-names')}</label>
      <p class="hint" id="names-hint">
        {words('web/invite-hint')}
      </p>
      <textarea id="names" name="names" rows={4} required aria-describedby="names-hint" />
    </div>
    <div class="buttons">
      <button type="submit" class="primary">
        {words('web/invite-go')}
      </button>
    </div>
  </form>
)

const InvitedView = ({ one, assembly, pressing }: { one: Invited; assembly: AssemblyNamed; pressing: Pressing }) => (
  <article>
    <h3>
      <bdi>{one.name}</bdi>
    </h3>
    <p class="quiet">
      <Sentence
        parts={say('web/invited-link', { link: one.link, at: one.at ?? [], signedIn: one.signedIn })}
        reader={pressing.reader}
      />
    </p>
    <div class="buttons">
      <form method="post" action={`${pathOf(assembly)}/invite`}>
        <input type="hidden" name="csrf" value={pressing.csrf} />
        <button type="submit" name="names" value={one.person}>
          {words('web/invited-again')}
          <span class="visually-hidden">: {one.name}</span>
        </button>
      </form>
      {!one.self && (
        <details>
          <summary class="button">
            {words('web/invited-end')}
            <span class="visually-hidden">: {one.name}</span>
          </summary>
          <form method="post" action={`${pathOf(assembly)}/revoke`} class="note">
            <input type="hidden" name="csrf" value={pressing.csrf} />
            <p>{words('web/invited-end-sure', { name: one.name })}</p>
            <button type="submit" class="danger" name="person" value={one.person}>
              {words('web/yes-do')}
            </button>
          </form>
        </details>
      )}
    </div>
  </article>
)

const NewLinkView = ({ one, pressing }: { one: NewLink; pressing: Pressing }) => (
  <article>
    <h2>
      <bdi>{one.name}</bdi>
    </h2>
    {'link' in one ? (
      <>
        <p>
          <code class="link">{one.link}</code>
        </p>
        <p class="quiet">
          <Sentence parts={say('web/invite-until', { until: one.until })} reader={pressing.reader} />
        </p>
      </>
    ) : (
      <p class="error">
        <Sentence
          parts={say('web/invite-several', { name: [memberText(one.name)], ids: one.several.join(', ') })}
          reader={pressing.reader}
        />
      </p>
    )}
  </article>
)
