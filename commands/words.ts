/** A word of a line as typed. What stands in quotes is one word, without them. */
export interface Word {
  readonly text: string
  /** Quoted words are never taken for a command's or a field's name. */
  readonly quoted: boolean
  /** The same as typed, quotes included. */
  readonly raw: string
  /** The white space before it, as typed: a pasted text keeps its lines. */
  readonly gap: string
}

/** Quotes as phones and languages write them, with what closes each. */
const closes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”„“',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‘': '’',
}
// Where these are never closed they are apostrophes: 'tis, ‘round.
const apostrophes = new Set(["'", '‘'])

/**
 * The words of a line. A quote opens at the beginning of a word, or right after `--field=` or `field:`, and closes at the
 * end of one, so that "it isn't" keeps its apostrophe; a backslash keeps the next quote or backslash as it is. Undefined
 * where a quote is opened and not closed: nobody can say where it was meant to end.
 */
export function wordsOf(line: string): readonly Word[] | undefined {
  const words: Word[] = []
  // What is not closed once is not closed further on: a long text full of apostrophes is read once, not once for each.
  const unclosed = new Set<string>()
  for (let at = 0; ;) {
    const from = afterSpace(line, at)
    if (from >= line.length) return words
    const read = wordAt(line, from, unclosed)
    if (!read) return undefined
    words.push({ text: read.text, quoted: read.quoted, raw: line.slice(from, read.end), gap: line.slice(at, from) })
    at = read.end
  }
}

function afterSpace(line: string, from: number): number {
  let at = from
  while (at < line.length && /\s/.test(line[at] ?? '')) at++
  return at
}

interface Reading {
  readonly text: string
  readonly quoted: boolean
  readonly end: number
}

function wordAt(line: string, from: number, unclosed: Set<string>): Reading | undefined {
  let text = ''
  let quoted = false
  let at = from
  while (at < line.length && !/\s/.test(line[at] ?? '')) {
    const character = line[at] ?? ''
    const closer = atEdge(text) ? closes[character] : undefined
    const stretch = closer === undefined || unclosed.has(closer) ? undefined : stretchAt(line, at + 1, closer)
    if (closer !== undefined && !stretch) unclosed.add(closer)
    if (stretch) {
      quoted ||= text === ''
      text += stretch.text
      at = stretch.end
    } else if (closer !== undefined && !apostrophes.has(character)) {
      return undefined
    } else {
      text += character
      at++
    }
  }
  return { text, quoted, end: at }
}

const atEdge = (text: string): boolean => text === '' || /[:=,]$/.test(text)

/** What is quoted from here on, up to a closing quote at the end of a word. */
function stretchAt(line: string, from: number, closers: string): { text: string; end: number } | undefined {
  let text = ''
  for (let at = from; at < line.length; at++) {
    const character = line[at] ?? ''
    const next = line[at + 1] ?? ''
    if (character === '\\' && (next === '\\' || (next !== '' && closers.includes(next)))) {
      text += next
      at++
    } else if (closers.includes(character) && /^(?:[\s,.;:!?)\]]|$)/.test(next)) {
      return { text, end: at + 1 }
    } else {
      text += character
    }
  }
  return undefined
}

/** Several words as one answer: the only one without its quotes, more as they were typed. */
export function said(words: readonly Word[]): string {
  const [first, ...others] = words
  if (others.length === 0) return first?.text ?? ''
  return words.map(({ raw, gap }, at) => (at === 0 ? raw : `${gap}${raw}`)).join('')
}
