import { factData, isKind, standsOn, type ChainName, type Kind } from '../domain/fact.ts'
import { canonical } from './canonical.ts'
import { header, isMoment, type End, type Entry, type Header } from './entry.ts'
import { fitsKind } from './shape.ts'
import { spelled, type Spelled } from './spelling.ts'
import type { Text } from './texts.ts'

export type Line =
  | { readonly is: 'entry'; readonly entry: Entry; readonly spelled: Spelled }
  | { readonly is: 'text'; readonly text: Text }
  | ({ readonly is: 'end' } & End)

/** What is wrong with the shape of a line (step 1). */
export type ShapeFault =
  | { readonly code: 'line/not-json' }
  | { readonly code: 'line/not-compact' }
  | { readonly code: 'line/half-character' }
  | { readonly code: 'line/unknown' }
  | { readonly code: 'line/key'; readonly key: string }
  | { readonly code: 'entry/kind'; readonly kind: string }
  | { readonly code: 'entry/data'; readonly kind: string; readonly key: string; readonly problem: string }
  | { readonly code: 'entry/chain'; readonly kind: string }

export type Shaped<T> =
  | { readonly ok: true; readonly line: T }
  /** `inEntry`: the line means to be an entry. */
  | { readonly ok: false; readonly inEntry: boolean; readonly fault: ShapeFault }

const fail = (fault: ShapeFault, inEntry = false) => ({ ok: false, inEntry, fault }) as const
const failEntry = (fault: ShapeFault) => fail(fault, true)

/** Step 1, a line after the header: JSON, written compactly, of one of the three shapes, and of this chain. */
export function lineOf(source: string, chain: ChainName): Shaped<Line> {
  const json = parsed(source)
  if (json === undefined) return fail({ code: 'line/not-json' })
  if (!isObject(json)) return fail({ code: 'line/unknown' })
  const shaped =
    'n' in json ? entryOf(json, chain) : 'text' in json ? textOf(json) : 'end' in json ? endOf(json) : undefined
  if (!shaped) return fail({ code: 'line/unknown' })
  if (!shaped.ok || (shaped.line.is === 'entry' && shaped.line.spelled.line === source)) return shaped
  // Repeated keys, spelled-out escapes and 1e3 read differently in different programs: one value, one spelling.
  if (JSON.stringify(json) !== source) return fail({ code: 'line/not-compact' }, 'n' in json)
  // What JSON writes as an escape of a surrogate is half of a pair: whole ones are written as they are.
  return source.includes('\\ud') && !isWhole(json) ? fail({ code: 'line/half-character' }) : shaped
}

/** The header, or undefined where the line is none: then the file is not a record. */
export function headerOf(source: string): Header | undefined {
  const json = parsed(source)
  const found = header.safeParse(json)
  return found.success && JSON.stringify(json) === source ? found.data : undefined
}

// By hand rather than by zod: it is on the path of every line, and takes a tenth of the time.
function entryOf(json: Readonly<Record<string, unknown>>, chain: ChainName): Shaped<Line> {
  const { kind, data } = json
  for (const key in json) {
    const check = Object.hasOwn(entryKeys, key) ? entryKeys[key] : undefined
    if (!check?.(json[key])) return failEntry({ code: 'line/key', key })
  }
  for (const key of required) if (!(key in json)) return failEntry({ code: 'line/key', key })
  if ('after' in json !== (chain !== 'public')) return failEntry({ code: 'line/key', key: 'after' })
  if (typeof kind !== 'string' || !isKind(kind)) return failEntry({ code: 'entry/kind', kind: String(kind) })
  if (!fitsKind(kind, data)) return failEntry(misshapen(kind, data))
  if (!standsOn(kind, data as { place?: unknown }, chain)) return failEntry({ code: 'entry/chain', kind })
  const entry = json as unknown as Entry
  try {
    return { ok: true, line: { is: 'entry', entry, spelled: spelled(entry) } }
  } catch {
    return failEntry({ code: 'line/half-character' })
  }
}

/** What exactly is wrong, in zod's words. */
function misshapen(kind: Kind, data: unknown): ShapeFault {
  const issue = factData[kind].safeParse(data).error?.issues[0]
  const key = (issue?.path ?? []).map(String).join('.')
  return { code: 'entry/data', kind, key, problem: issue?.message ?? '' }
}

const ordinal = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1
const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)
const hash = matches(/^[0-9a-f]{64}$/)
const textRef = matches(/^t_[A-Za-z0-9_-]{43}$/)
const member = matches(/^m_[0-9a-hjkmnp-tv-z]{26}$/)
const moment = (value: unknown): boolean => typeof value === 'string' && isMoment(value)

const required = ['n', 'at', 'kind', 'data', 'prev', 'hash'] as const
const entryKeys: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: ordinal,
  at: moment,
  kind: (value) => typeof value === 'string',
  by: member,
  after: count,
  data: isObject,
  prev: hash,
  hash,
}

function textOf(json: Readonly<Record<string, unknown>>): Shaped<Line> {
  if (!textRef(json['text'])) return fail({ code: 'line/key', key: 'text' })
  const keys = Object.keys(json).sort().join()
  const well =
    (keys === 'body,salt,text' && typeof json['body'] === 'string' && isSalt(json['salt'])) ||
    (keys === 'text,withheld' && typeof json['withheld'] === 'string') ||
    (keys === 'erased,text' && moment(json['erased']))
  return well ? { ok: true, line: { is: 'text', text: json as unknown as Text } } : fail({ code: 'line/unknown' })
}

// 16 bytes are 22 characters, of which the last carries two bits: any other last character is the same salt misspelled.
const isSalt = matches(/^[A-Za-z0-9_-]{21}[AQgw]$/)

function endOf(json: Readonly<Record<string, unknown>>): Shaped<Line> {
  const { end } = json
  const well =
    Object.keys(json).length === 1 &&
    isObject(end) &&
    Object.keys(end).sort().join() === 'entries,head,texts' &&
    count(end['entries']) &&
    count(end['texts']) &&
    hash(end['head'])
  return well ? { ok: true, line: { is: 'end', ...(json as unknown as End) } } : fail({ code: 'line/unknown' })
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** Whether the value can be written as UTF-8: RFC 8785 has no form for half a surrogate pair. */
function isWhole(json: unknown): boolean {
  try {
    return canonical(json) !== ''
  } catch {
    return false
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
