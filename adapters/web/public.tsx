import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { CardView } from './card.tsx'
import { BackLink, type Door } from './door.tsx'
import type { Env } from './headers.ts'
import type { WebOptions } from './options.ts'
import { PlainPage } from './page.tsx'
import { keysOfPage } from './session.ts'
import { words } from './words.ts'

/** The pages that need no sign-in: the core draws them from the public chain alone. */
export function publicRoutes(app: Hono<Env>, { notHere }: Door, { pages, now }: WebOptions): void {
  const show = async (c: Context<Env>, path: string): Promise<Response> => {
    const asked = decoded(path)
    const found = asked === undefined ? undefined : await pages.page(asked)
    if (!found) return await notHere(c)
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
    return await c.html(
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
            pressing={{ reader: { now: now(), zone: 'UTC', record: found.record }, key: keysOfPage() }}
          />
        </article>
        <BackLink />
      </PlainPage>,
    )
  }
  app.get('/public/*', async (c) => await show(c, c.req.path.replace(/^\/public\/?/, '')))
  app.get('/public', async (c) => await show(c, ''))
  app.get('/record/*', async (c) => await show(c, c.req.path.slice(1)))
}

/** Nothing for an address that no browser of ours writes (`%zz`). */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
