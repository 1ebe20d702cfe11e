import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { actRoutes } from './acts.tsx'
import { channelRoutes } from './channel.tsx'
import type { Started } from './chat.ts'
import { doorOf } from './door.tsx'
import { headers, type Env } from './headers.ts'
import { icon, stylesheet } from './look.ts'
import type { WebOptions } from './options.ts'
import { PlainPage } from './page.tsx'
import { publicRoutes } from './public.tsx'
import { secretariatRoutes } from './secretariat.tsx'
import { newToken } from './session.ts'
import { signInRoutes } from './sign-in.tsx'
import { words } from './words.ts'

/** Where the platform stands: what the core gave it, and whether it still takes something in. */
export interface Standing {
  readonly core: Started | undefined
  readonly stopping: boolean
}

/** The routes of the web chat. */
export function webApp(options: WebOptions, standing: () => Standing): Hono<Env> {
  const app = new Hono<Env>()
  const started = () => standing().core
  const door = doorOf(options, started)

  app.use(headers(options.secure))
  app.use(async (c, next) =>
    standing().stopping ? await door.say(c, words('web/stopping-title'), words('web/stopping'), 503) : await next(),
  )
  app.onError((error, c) => {
    const reference = newToken().slice(0, 8)
    options.log(`web ${reference}: ${error.stack ?? error.message}`)
    return c.html(
      <PlainPage title={words('web/trouble-title')}>
        <section class="note">
          <p>{words('web/trouble', { reference })}</p>
        </section>
      </PlainPage>,
      500,
    )
  })
  app.notFound(door.notHere)

  const asset = (path: string, type: string, content: () => Promise<string> | string) =>
    app.get(path, async (c) => c.body(await content(), 200, { 'content-type': type, 'cache-control': 'no-cache' }))
  asset('/look.css', 'text/css; charset=utf-8', () => stylesheet)
  asset('/icon.svg', 'image/svg+xml', () => icon)
  asset('/browser.js', 'text/javascript; charset=utf-8', async () => await readFile(script, 'utf8'))

  signInRoutes(app, door, options)
  publicRoutes(app, door, options)
  channelRoutes(app, door, options, started)
  actRoutes(app, door, options)
  secretariatRoutes(app, door, options)
  return app
}

const script = new URL('browser.js', import.meta.url)
