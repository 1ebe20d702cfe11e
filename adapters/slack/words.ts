import type { RichTextElement } from '@slack/types'
import type { Part, Parts } from '../../src/text/part.ts'
import { harmless, label, momentPlain, oneLine } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { escaped } from './escape.ts'

type Style = { readonly bold?: true; readonly strike?: true; readonly code?: true }
type Moment = Extract<Part, { kind: 'moment' }>

/**
 * A sentence as rich text: each piece of it is literal, so that nothing that a member wrote can become a mention, a link,
 * an emoji or a mark. `<!channel>` in it is nine characters.
 */
export const richText = (parts: Parts, style: Style = {}): RichTextElement[] =>
  parts.flatMap((part) => richPart(part, style))

function richPart(part: Part, style: Style): RichTextElement[] {
  switch (part.kind) {
    case 'strong':
      return richText(part.parts, { ...style, bold: true })
    case 'moment':
      return richMoment(part, style)
    case 'code':
      return literal(part.text, { ...style, code: true })
    case 'removed':
      return literal(`[-${harmless(part.text)}-]`, { ...style, strike: true })
    case 'added':
      return literal(`{+${harmless(part.text)}+}`, { ...style, bold: true })
    case 'text':
    case 'memberText':
    case 'person':
    case 'place':
    case 'source':
      return literal(wordsOf(part), style)
  }
}

const literal = (words: string, style: Style): RichTextElement[] =>
  words === '' ? [] : [{ type: 'text', text: words, ...(Object.keys(style).length > 0 && { style }) }]

/** The words of a part that is no moment. */
function wordsOf(part: Exclude<Part, { kind: 'moment' }>): string {
  switch (part.kind) {
    case 'person':
    case 'place':
      return oneLine(part.name)
    default:
      return label([part])
  }
}

// Slack keeps what was posted, so "in 2 days" would be untrue tomorrow: it says today and tomorrow by itself.
const formats = {
  moment: '{date_long_pretty} at {time}',
  deadline: '{date_long_pretty} at {time}',
  left: '{date_long_pretty} at {time}',
  day: '{date_long_pretty}',
} as const

const seconds = ({ at }: Moment): number => Math.floor(Date.parse(at) / 1_000)
const zoneName = (zone: string): string => (zone === 'Etc/UTC' ? 'UTC' : zone)
/** A moment in the assembly's zone, its year said unless it is clear without. */
const there = (moment: Moment, now: string): string =>
  momentPlain({ ...moment, style: moment.style === 'day' ? 'day' : 'moment' }, { now, zone: moment.zone })
// Nobody knows when a fallback will be read.
const epoch = '1970-01-01T00:00:00.000Z'
const fallback = (moment: Moment): string => `${there(moment, epoch)} ${zoneName(moment.zone)}`

/** A deadline in the reader's own time has the assembly's time beside it. */
const beside = (moment: Moment): string =>
  moment.style === 'deadline'
    ? label(say('slack/deadline-there', { there: there(moment, moment.at), zone: zoneName(moment.zone) }))
    : ''

const richMoment = (moment: Moment, style: Style): RichTextElement[] => [
  {
    type: 'date',
    timestamp: seconds(moment),
    format: formats[moment.style],
    fallback: fallback(moment),
    ...(style.bold && { style: { bold: true } }),
  },
  ...literal(beside(moment), style),
]

/** A moment where only marked-up text can be: in the words for screen readers, and in small print. */
export const markedMoment = (moment: Moment): string =>
  `<!date^${seconds(moment)}^${formats[moment.style]}|${escaped(fallback(moment))}>${escaped(beside(moment))}`

/** A sentence for screen readers and notifications: escaped, in the reader's own time. */
export const markedText = (parts: Parts): string =>
  parts
    .map((part) => {
      if (part.kind === 'moment') return markedMoment(part)
      if (part.kind === 'strong') return markedText(part.parts)
      if (part.kind === 'removed' || part.kind === 'added') return escaped(label([part]))
      return escaped(wordsOf(part))
    })
    .join('')

/** A sentence where Slack shows neither marks nor moments of its own: headers, labels, options, errors. */
export const plainText = (parts: Parts): string =>
  parts
    .map((part) => {
      if (part.kind === 'moment') return fallback(part)
      if (part.kind === 'strong') return plainText(part.parts)
      return wordsOf(part)
    })
    .join('')

export const hasMoment = (parts: Parts): boolean =>
  parts.some((part) => part.kind === 'moment' || (part.kind === 'strong' && hasMoment(part.parts)))
