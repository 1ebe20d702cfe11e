import { longestParagraph } from '../text.ts'
import { beginsHere, labelOf, type Labelled } from './label.ts'

/** A paragraph as it was typed: its label is empty where it had none. */
export interface Typed {
  readonly label: string
  readonly text: string
}

export type ReadText =
  | { readonly ok: true; readonly title?: string; readonly paragraphs: readonly Typed[] }
  | { readonly ok: false; readonly refusal: UnreadableText }

export type UnreadableText =
  | { readonly code: 'version/no-paragraphs' }
  | { readonly code: 'version/too-many-paragraphs'; readonly max: number; readonly paragraphs: number }
  | { readonly code: 'version/paragraph-too-long'; readonly nth: number; readonly max: number; readonly length: number }

/** The most paragraphs that a version has. */
export const mostParagraphs = 1_000

/**
 * Reads a text in numbered paragraphs, as people keep them: Markdown or plain, labels as typed with gaps and any
 * beginning, lines wrapped or not. No word is lost but comments; emphasis stays as typed.
 *
 * The first heading, where no paragraph stands before it, is the title.
 */
export function readText(markdown: string): ReadText {
  const [first, ...rest] = blocksOf(linesOf(markdown))
  const title = first?.heading === true && !first.found ? first.lines.join(' ') : undefined
  const paragraphs = paragraphsOf(first && title === undefined ? [first, ...rest] : rest)
  const refusal = unreadable(paragraphs)
  if (refusal) return { ok: false, refusal }
  return { ok: true, ...(title !== undefined && { title }), paragraphs }
}

function unreadable(paragraphs: readonly Typed[]): UnreadableText | undefined {
  if (paragraphs.length === 0) return { code: 'version/no-paragraphs' }
  if (paragraphs.length > mostParagraphs)
    return { code: 'version/too-many-paragraphs', max: mostParagraphs, paragraphs: paragraphs.length }
  const nth = paragraphs.findIndex(({ text }) => text.length > longestParagraph)
  const length = paragraphs[nth]?.text.length
  return length === undefined
    ? undefined
    : { code: 'version/paragraph-too-long', nth: nth + 1, max: longestParagraph, length }
}

/** Lines that belong together, with the label that opens them. */
interface Block {
  readonly heading: boolean
  readonly found: Labelled | undefined
  readonly lines: string[]
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  const last = new Map<string, number>()
  let before: { readonly line: string; readonly indent: number } | undefined
  for (const line of lines) {
    const underlined = blocks.at(-1)
    if (before && underlined && isUnderline(line) && underlined.lines.length === 1) {
      blocks[blocks.length - 1] = { ...underlined, heading: true }
      before = undefined
      continue
    }
    if (line.trim() === '' || isRule(line)) {
      before = undefined
      continue
    }
    const heading = headingOf(line)
    const words = heading ?? line
    const opens = heading !== undefined || before === undefined
    const indent = line.length - line.trimStart().length
    const found = labelOf(words, opens)
    if (opens || (found && before && beginsHere(found, last, before, indent))) {
      for (const { series, value } of found?.counts ?? []) last.set(series, value)
      blocks.push({ heading: heading !== undefined, found, lines: [found ? found.rest : words.trim()] })
    } else blocks.at(-1)?.lines.push(line.trim())
    before = heading === undefined ? { line, indent } : undefined
  }
  return blocks
}

function paragraphsOf(blocks: readonly Block[]): readonly Typed[] {
  const paragraphs: Typed[] = []
  // "Article 3" or "4." on a line of its own labels what comes next; where nothing may take it, it is words.
  let alone = ''
  const giveUp = () => {
    if (alone !== '') paragraphs.push({ label: '', text: alone })
    alone = ''
  }
  for (const { found, lines } of blocks) {
    const text = lines.reduce(joined)
    if (found?.style === 'number' || found?.style === 'word') giveUp()
    const label = `${alone} ${found?.label ?? ''}`.trim()
    alone = text === '' ? label : ''
    if (text !== '') paragraphs.push({ label, text })
  }
  giveUp()
  return paragraphs
}

/** A wrapped line joins the next by a space, except after a hyphen and where a script has no spaces. */
function joined(text: string, line: string): string {
  if (text === '' || line === '') return text + line
  const hyphen = /\p{L}-$/u.test(text) && /^\p{L}/u.test(line) && !/^(?:and|or)\b/.test(line)
  return hyphen || (unspaced.test(text) && unspaced.test(line[0] ?? '')) ? text + line : `${text} ${line}`
}
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303F\uFF01-\uFF60]$/u

/** The words of a heading. One without words is only a break. */
const headingOf = (line: string): string | undefined => /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line)?.[1]
const isRule = (line: string): boolean =>
  /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|#{1,6})[ \t]*$/.test(line)
const isUnderline = (line: string): boolean => /^ {0,3}(?:=+|-{3,})[ \t]*$/.test(line)

/** The lines without comments and marks of quotation, however they end. */
const linesOf = (markdown: string): readonly string[] =>
  withoutComments(markdown.replace(/^\uFEFF/, '').replaceAll(/[\u0080-\u009F]/g, fromWindows))
    .split(/\r\n|[\n\r\v\f\u2028\u2029]/)
    .map((line) => line.replace(/^ {0,3}(?:> ?)+/, ''))

function withoutComments(markdown: string): string {
  let kept = ''
  let from = 0
  for (;;) {
    const opened = markdown.indexOf('<!--', from)
    const closed = opened < 0 ? -1 : markdown.indexOf('-->', opened + 4)
    // A comment that never ends is words: nothing is cut silently.
    if (closed < 0) return kept + markdown.slice(from)
    kept += markdown.slice(from, opened)
    from = closed + 3
  }
}

/** Quotes and dashes of Windows that came through as control characters; what they never stood for stays, and is refused. */
const fromWindows = (character: string): string => {
  const meant = windows1252[character.charCodeAt(0) - 0x80]
  return meant === undefined || meant === ' ' ? character : meant
}
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
