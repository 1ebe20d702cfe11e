import { createHash } from 'node:crypto'

// A second verifier, of steps 1 to 3, written from docs/record.md alone: it imports nothing of ours, and does not know
// the kinds of facts. It agrees with ours on every vector that needs no kinds.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Lines = { [key: string]: Json }
export type Finding = 'holds' | 'not a record' | { step: 1 | 2 | 3; line: number }

class Wrong extends Error {
  readonly step: 1 | 2 | 3
  constructor(step: 1 | 2 | 3) {
    super(`step ${step}`)
    this.step = step
  }
}
const must = (step: 1 | 2 | 3, holds: boolean) => {
  if (!holds) throw new Wrong(step)
}

const jcs = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${jcs(value[key] as Json)}`).join(',')}}`
}
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest()
const hashWithout = (key: string, { [key]: _left, ...rest }: Lines) => sha256(jcs(rest)).toString('hex')

const hash = /^[0-9a-f]{64}$/
const id = (prefix: string) => new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`)
const isTime = (text: Json) => {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false
  const time = new Date(text)
  return !Number.isNaN(time.getTime()) && time.toISOString() === text
}
const whole = (least: number) => (value: Json) => Number.isSafeInteger(value) && (value as number) >= least
const like = (pattern: RegExp) => (value: Json) => typeof value === 'string' && pattern.test(value)
const text = (value: Json) => typeof value === 'string'
const object = (value: Json) => typeof value === 'object' && value !== null && !Array.isArray(value)

type Shape = Record<string, (value: Json) => boolean>
const fits = (line: Lines, shape: Shape, optional: Shape = {}) =>
  Object.keys(shape).every((key) => Object.hasOwn(line, key)) &&
  Object.entries(line).every(([key, value]) => ({ ...shape, ...optional })[key]?.(value) === true)

const header: Shape = {
  'caucus-record': (value) => value === 1,
  assembly: like(id('as')),
  chain: like(/^(public|ca_[0-9a-hjkmnp-tv-z]{26})$/),
  founded: isTime,
  exported: isTime,
}
const entry: Shape = { n: whole(1), at: isTime, kind: text, data: object, prev: like(hash), hash: like(hash) }
const ref = like(/^t_[A-Za-z0-9_-]{43}$/)
const shown: Shape = { text: ref, salt: like(/^[A-Za-z0-9_-]{21}[AQgw]$/), body: text }
const end: Shape = { entries: whole(0), texts: whole(0), head: like(hash) }
const refused = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\ufffe\uffff]|\p{Cs}/u

/** JSON in the one spelling that is allowed; whatever has half a character is none. */
function parse(line: string): Lines {
  const value = JSON.parse(line) as Json
  must(1, object(value) && JSON.stringify(value) === line && !/\\ud[89a-f]../.test(line))
  return value as Lines
}

function cited(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (!Array.isArray(value) && typeof value['text'] === 'string') return [value['text']]
  return Object.values(value).flatMap(cited)
}

export function check(file: Buffer): Finding {
  const lines = file
    .toString('latin1')
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'))
  if (lines.at(-1)?.length === 0) lines.pop()
  let at = 0
  const next = (): Lines => {
    const bytes = lines[at++]
    if (!bytes) throw new Wrong(1)
    return parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  }
  let head: Lines
  try {
    head = next()
    if (!fits(head, header)) return 'not a record'
  } catch {
    return 'not a record'
  }
  try {
    chain(head, next)
    at += 1
    must(1, at > lines.length)
    return 'holds'
  } catch (error) {
    return { step: error instanceof Wrong ? error.step : 1, line: at }
  }
}

function chain(head: Lines, next: () => Lines): void {
  const isPublic = head['chain'] === 'public'
  let [n, prev, time, after] = [0, hashWithout('exported', head), head['founded'] as string, 0]
  const wanted = new Set<string>()
  const seen = new Set<string>()
  for (;;) {
    const line = next()
    if ('n' in line) {
      must(1, fits(line, isPublic ? entry : { ...entry, after: whole(0) }, { by: like(id('m')) }) && seen.size === 0)
      must(2, line['n'] === n + 1 && line['prev'] === prev && line['hash'] === hashWithout('hash', line))
      must(2, (line['at'] as string) >= time && (isPublic || (line['after'] as number) >= after))
      ;[n, prev, time, after] = [
        n + 1,
        line['hash'] as string,
        line['at'] as string,
        isPublic ? 0 : (line['after'] as number),
      ]
      for (const one of cited(line['data'] as Json)) wanted.add(one)
    } else if ('text' in line) {
      const open = fits(line, shown)
      must(1, open || fits(line, { text: ref, withheld: text }) || fits(line, { text: ref, erased: isTime }))
      const [one, body] = [line['text'] as string, line['body'] as string]
      must(3, wanted.has(one) && !seen.has(one))
      seen.add(one)
      if (!open) continue
      must(3, body.trim() !== '' && !refused.test(body))
      const salted = Buffer.concat([Buffer.from(line['salt'] as string, 'base64url'), Buffer.from(body, 'utf8')])
      must(3, one === `t_${sha256(salted).toString('base64url')}`)
    } else {
      const { end: last = null } = line
      must(1, fits(line, { end: object }) && fits(last as Lines, end))
      must(3, seen.size === wanted.size)
      const { entries, texts, head: hash } = last as Lines
      return must(1, entries === n && texts === seen.size && hash === prev)
    }
  }
}
