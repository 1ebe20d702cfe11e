import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Only hashes are kept: who reads the database cannot sign in with what stands there. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Keys for the forms of one page: each of its own, and none that another page has. */
export function keysOfPage(): () => string {
  const page = randomBytes(12).toString('base64url')
  let made = 0
  return () => `${page}.${++made}`
}

/** The token that a form of this session's pages carries: a page of somebody else's cannot know it. */
export const csrfOf = (session: string): string => createHmac('sha256', session).update('csrf').digest('base64url')

export function isCsrf(session: string, given: unknown): boolean {
  const expected = Buffer.from(csrfOf(session))
  const got = Buffer.from(typeof given === 'string' ? given : '')
  return got.length === expected.length && timingSafeEqual(got, expected)
}

export const cookieName = 'caucus'
/** How long a browser stays signed in, in days. */
export const sessionDays = 30
