import type { Clock } from './clock.ts'
import type { Route } from './route.ts'

/** What the headers of an answer say of the bucket that the request fell into. */
export interface Share {
  readonly bucket: string
  readonly limit: number
  readonly remaining: number
  /** Seconds until the bucket is full again. */
  readonly resetAfter: number
  readonly isOver: boolean
}

interface Bucket {
  used: number
  until: number
}

// Discord publishes no numbers: these were observed by library authors (platforms.md, 3.2). A bot reads the headers.
const known: Readonly<Record<string, readonly [times: number, perMs: number]>> = {
  'POST /channels/:channel/messages': [5, 5_000],
  'PATCH /channels/:channel/messages/:message': [5, 5_000],
  'DELETE /channels/:channel/messages/:message': [5, 1_000],
  'PATCH /channels/:channel': [10, 15_000],
  'PUT /channels/:channel/permissions/:overwrite': [10, 15_000],
  'POST /guilds/:guild/channels': [10, 10_000],
  'PUT /guilds/:guild/members/:user/roles/:role': [10, 10_000],
  'POST /webhooks/:application/:token': [5, 2_000],
  'POST /users/@me/channels': [10, 10_000],
  'GET /guilds/:guild/members/search': [10, 10_000],
}
const usual = [50, 1_000] as const

/** Counts in windows: the first request opens one, and it closes as a whole. */
export function windows(clock: Clock) {
  const buckets = new Map<string, Bucket>()
  return (key: string, times: number, perMs: number): Omit<Share, 'bucket'> => {
    const now = clock.now()
    const open = buckets.get(key)
    const bucket = open && open.until > now ? open : { used: 0, until: now + perMs }
    buckets.set(key, bucket)
    const isOver = bucket.used >= times
    if (!isOver) bucket.used += 1
    return { limit: times, remaining: times - bucket.used, resetAfter: (bucket.until - now) / 1_000, isOver }
  }
}

export type Take = ReturnType<typeof windows>

/** A bucket is of a route and of the channel, guild or webhook that it is about. */
export function shareOf(
  take: Take,
  { method, path: route }: Pick<Route, 'method' | 'path'>,
  path: string,
  params: Readonly<Record<string, string>>,
): Share {
  const [times, perMs] = known[`${method} ${route}`] ?? usual
  const major = params['channel'] ?? params['guild'] ?? params['token'] ?? ''
  const bucket = Buffer.from(`${method} ${route}`).toString('base64url').slice(0, 32)
  // An interaction's callback is a route of its own each time.
  const key = route.startsWith('/interactions/') ? path : `${bucket} ${major}`
  return { bucket, ...take(key, times, perMs) }
}
