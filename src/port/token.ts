import type { z } from 'zod'
import { prefixes } from '../domain/id.ts'
import type { Press } from './card.ts'
import { pageData, type Page, type PageName } from './page.ts'

/** The longest token: Discord's custom id holds 100 characters, and an adapter may put a mark of its own before it. */
export const longestToken = 90

// A token reads `c~gauge answer~gauge=*g….~answer=support`. Ids are written in base 64 behind an asterisk (23 characters
// instead of 28), fields keep their names: a button on an old message must still mean the same after an upgrade.

const crockford = '0123456789abcdefghjkmnpqrstvwxyz'
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const idForm = new RegExp(`^(${Object.values(prefixes).join('|')})_([${crockford}]{26})$`)
const shortIdForm = new RegExp(`^\\*(${Object.values(prefixes).join('|')})\\.([${base64.replace('-', '\\-')}]{22})$`)

function inBase(digits: string, from: string, to: string, length: number): string {
  let value = 0n
  for (const digit of digits) value = value * BigInt(from.length) + BigInt(from.indexOf(digit))
  let written = ''
  for (let n = 0; n < length; n++, value /= BigInt(to.length))
    written = `${to[Number(value % BigInt(to.length))]}${written}`
  return written
}

const escaped = (words: string): string => words.replaceAll(/[%~=*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
const unescaped = (words: string): string =>
  words.replaceAll(/%(25|7e|3d|2a)/g, (_mark, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** The longest word of the procedure does not fit beside an id: it travels short. */
const longest = { word: 'strong support, significant opposition', short: '*strong' } as const

function written(value: string): string {
  if (value === longest.word) return longest.short
  const [, prefix, digits] = idForm.exec(value) ?? []
  return prefix && digits ? `*${prefix}.${inBase(digits, crockford, base64, 22)}` : escaped(value)
}

function read(value: string): string {
  if (value === longest.short) return longest.word
  const [, prefix, digits] = shortIdForm.exec(value) ?? []
  return prefix && digits ? `${prefix}_${inBase(digits, base64, crockford, 26)}` : unescaped(value)
}

const fields = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `~${name}=${written(String(value))}`)
    .join('')

/** A press as a short text for a button. Throws when it would be longer than `longestToken`: it holds too much. */
export function pressToken(press: Press): string {
  const token = press.kind === 'command' ? commandToken(press) : pageToken(press.page)
  if (token.length > longestToken) throw new Error(`a button holds too much for a token (${token.length}): ${token}`)
  return token
}

const commandToken = ({ command, answers, ask }: Extract<Press, { kind: 'command' }>): string =>
  `${ask ? 'a' : 'c'}~${command}${fields(answers)}`

const pageToken = ({ page, ...values }: Page): string => `p~${page}${fields(values)}`

const pages: Readonly<Record<PageName, z.ZodType>> = pageData

function pageOf(name: string, values: Readonly<Record<string, string>>): Page | undefined {
  if (!Object.hasOwn(pages, name)) return undefined
  const parsed = pages[name as PageName].safeParse(values)
  return parsed.success ? ({ page: name, ...(parsed.data as object) } as Page) : undefined
}

/** What a token means; nothing for one that no version of ours has written. */
export function pressOf(token: string): Press | undefined {
  const [kind, name, ...rest] = token.split('~')
  if (kind === undefined || name === undefined || name === '') return undefined
  if (!rest.every((pair) => /^[^=]+=[^=]*$/.test(pair))) return undefined
  const values = Object.fromEntries(
    rest.map((pair) => pair.split('=')).map(([field = '', value = '']) => [field, read(value)]),
  )
  if (kind === 'p') {
    const page = pageOf(name, values)
    return page && { kind: 'page', page }
  }
  if (kind === 'c') return { kind: 'command', command: name, answers: values }
  if (kind === 'a') return { kind: 'command', command: name, answers: values, ask: true }
  return undefined
}
