import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** What routes hand to the headers: the hash of the one style that a page to keep carries. */
export interface Env {
  Variables: { style?: string }
}

const own = "'self'"

/** Nothing but our own style, script and pictures; no frame around us, and no address told to others. */
export function headers(secure: boolean): MiddlewareHandler<Env> {
  const strict = (style: string) =>
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [style],
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
      strictTransportSecurity: secure,
    })
  return async (c, next) => {
    await next()
    const style = c.get('style')
    await strict(style === undefined ? own : `'sha256-${style}'`)(c, async () => await Promise.resolve())
  }
}
