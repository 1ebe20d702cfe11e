import type { Catalogue } from '../../src/port/command.ts'
import type { Part, Parts } from '../../src/text/part.ts'
import { say as english, type Say } from '../../src/text/say.ts'
import { escaped, escapedLine } from './escape.ts'

/** How sentences are spelled here: the language, and what people type for a command. */
export interface Spelling {
  readonly say: Say
  /** `/caucus gauge open` is `/gauge open` on Discord. */
  readonly typed: (command: string) => string
  /** The same, to be tapped: Discord shows it in the language of whoever looks. Nothing where it is no whole command. */
  readonly mention?: (command: string) => string | undefined
}

/** By which id Discord knows each noun's command. */
export type CommandIds = ReadonlyMap<string, string>

/** https://discord.com/developers/docs/reference#message-formatting-formats */
export const mentionsBy =
  (ids: CommandIds, typed: Spelling['typed']) =>
  (command: string): string | undefined => {
    if (!command.startsWith('/caucus')) return undefined
    const [, path, noun] = /^\/((\S+) \S+)$/.exec(typed(command)) ?? []
    const id = ids.get(noun ?? '')
    return path === undefined || id === undefined ? undefined : `</${path}:${id}>`
  }

/** Each noun is a command of its own on Discord; a line with words after it goes through `/caucus do`. */
export const typedOnDiscord =
  (catalogue: Catalogue) =>
  (command: string): string => {
    const [whole, line = ''] = /^\/caucus(?:\s+(.*))?$/s.exec(command) ?? []
    if (whole === undefined) return command
    const [noun, verb, ...others] = line.split(' ')
    const named = catalogue.filter(({ name }) => name[0] === noun)
    const found = verb === undefined ? named[0] : named.find(({ name }) => name[1] === verb)
    return found && others.length === 0 ? `/${found.name.join(' ')}` : `/caucus do ${line}`.trim()
  }

export const plainSpelling: Spelling = { say: english, typed: (command) => command }

/** A sentence in Discord's Markdown: people's words escaped, times in the reader's zone. */
export const spelled = (parts: Parts, how: Spelling): string => parts.map((part) => spelledPart(part, how)).join('')

/** The same without line breaks, for what begins with a mark of its own. */
export const spelledLine = (parts: Parts, how: Spelling): string => spelled(parts, how).replaceAll(/\s*\n\s*/g, ' ')

function spelledPart(part: Part, how: Spelling): string {
  switch (part.kind) {
    case 'text':
    case 'memberText':
      return escaped(part.text)
    case 'strong':
      return around('**', spelled(part.parts, how).replaceAll('**', ''))
    case 'person':
    case 'place':
      return escapedLine(part.name)
    case 'code':
      return how.mention?.(part.text) ?? spelledCode(how.typed(part.text))
    case 'removed':
      return around('~~', `[-${escaped(part.text)}-]`)
    case 'added':
      return around('**', `{+${escaped(part.text)}+}`)
    case 'source':
      return `[${spelled(how.say('common/record-entry', { n: part.n }), how)}]`
    case 'moment':
      return spelledMoment(part, how)
  }
}

/** Marks do not bite next to white space. */
function around(mark: string, words: string): string {
  const inside = words.trim()
  if (inside === '') return words
  const [before = '', after = ''] = words.split(inside)
  return `${before}${mark}${inside}${mark}${after}`
}

const spelledCode = (word: string): string => {
  const flat = word.replaceAll(/\s+/g, ' ')
  return flat.includes('`') || flat.trim() === '' ? escaped(word) : `\`${flat}\``
}

type Moment = Extract<Part, { kind: 'moment' }>

/** `F` has the weekday, `R` how long is left. https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
function spelledMoment(moment: Moment, how: Spelling): string {
  const { at, zone, style } = moment
  const seconds = Math.floor(Date.parse(at) / 1_000)
  const stamp = (as: 'F' | 'D' | 'R'): string => `<t:${seconds}:${as}>`
  switch (style) {
    case 'moment':
      return stamp('F')
    case 'day':
      return stamp('D')
    case 'left':
      return stamp('R')
    case 'deadline':
      // The clock of the assembly beside the reader's own: two people in two zones speak of one moment.
      return spelled(
        how.say('discord/deadline', {
          moment: { ...moment, style: 'moment' },
          left: { ...moment, style: 'left' },
          clock: clockIn(at, zone),
        }),
        how,
      )
  }
}

function clockIn(at: string, zone: string): string {
  const clock = new Intl.DateTimeFormat('en', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${clock.format(new Date(at))} ${zone === 'Etc/UTC' ? 'UTC' : zone}`
}
