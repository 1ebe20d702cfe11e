import type { Press } from '../../src/port/card.ts'
import { pressOf, pressToken } from '../../src/port/token.ts'

// A custom id holds 100 characters: a mark of ours, and the token of a press (at most 90). Nothing in it is trusted.

/** What a custom id of ours stands for. */
export type Meaning =
  /** `sure`: asked back already, and said yes to. `ask`: must be asked back first. */
  | { readonly kind: 'press'; readonly press: Press; readonly asked: 'no' | 'ask' | 'sure' }
  | { readonly kind: 'never mind' }
  /** Opens a page of a form that is kept. The command is there for the day when it is kept no more. */
  | { readonly kind: 'open form'; readonly form: string; readonly page: number; readonly command: string }
  /** Sends a kept form without its remaining pages. */
  | { readonly kind: 'send form'; readonly form: string; readonly command: string }
  /** A form that needs nobody to keep it: what was settled stands in the id. */
  | { readonly kind: 'whole form'; readonly press: Press }
  /** A button of no version of ours. */
  | { readonly kind: 'unknown' }

const pressMarks = { no: '.', ask: '?', sure: '!' } as const
const asOf = { '.': 'no', '?': 'ask', '!': 'sure' } as const

/** `nth` tells buttons of one message apart that do the same. */
export const pressId = (press: Press, asked: keyof typeof pressMarks = 'no', nth = 0): string =>
  `${pressMarks[asked]}${nth > 0 ? nth : ''}${pressToken(press)}`

export const neverMindId = '-'
export const openFormId = (form: string, page: number, command: string): string => `f${form}~${page}~${command}`
export const sendFormId = (form: string, command: string): string => `s${form}~${command}`
export const wholeFormId = (press: Press): string => `w${pressToken(press)}`

export function meaningOf(customId: string): Meaning {
  const [, mark, token = ''] = /^([.?!])\d*(.*)$/s.exec(customId) ?? []
  if (mark) {
    const press = pressOf(token)
    return press ? { kind: 'press', press, asked: asOf[mark as '.'] } : { kind: 'unknown' }
  }
  if (customId === neverMindId) return { kind: 'never mind' }
  const [kind, rest] = [customId.slice(0, 1), customId.slice(1)]
  const [form = '', ...words] = rest.split('~')
  if (kind === 'f') return { kind: 'open form', form, page: Number(words[0]), command: words[1] ?? '' }
  if (kind === 's') return { kind: 'send form', form, command: words[0] ?? '' }
  const press = kind === 'w' ? pressOf(rest) : undefined
  return press ? { kind: 'whole form', press } : { kind: 'unknown' }
}
