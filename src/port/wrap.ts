import { harmless } from '../text/plain.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many columns a terminal gives to some words: what East Asian scripts and pictures take is two. */
export function columns(words: string): number {
  if (plainAscii.test(words)) return words.length
  let count = 0
  for (const { segment } of graphemes.segment(words)) count += wide.test(segment) ? 2 : 1
  return count
}
const plainAscii = /^[\u0020-\u007e]*$/
const wide =
  /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|^\p{Extended_Pictographic}/u

/** A word longer than a line, cut between graphemes. */
function cut(word: string, width: number): readonly string[] {
  if (columns(word) <= width) return [word]
  const pieces = ['']
  for (const { segment } of graphemes.segment(word)) {
    const last = pieces.at(-1) ?? ''
    if (last !== '' && columns(last) + columns(segment) > width) pieces.push(segment)
    else pieces[pieces.length - 1] = `${last}${segment}`
  }
  return pieces
}

/** Words on lines of at most `width` columns; the line breaks of whoever wrote them are kept. */
export function wrap(words: string, width: number): readonly string[] {
  return harmless(words)
    .split('\n')
    .flatMap((paragraph) => {
      const lines = ['']
      let used = 0
      for (const word of paragraph
        .split(/\s+/u)
        .filter((each) => each !== '')
        .flatMap((each) => cut(each, width))) {
        const last = lines.at(-1) ?? ''
        const more = columns(word)
        const fits = last !== '' && used + 1 + more <= width
        if (last === '' || fits) lines[lines.length - 1] = fits ? `${last} ${word}` : word
        else lines.push(word)
        used = fits ? used + 1 + more : more
      }
      return lines
    })
}

/** Wrapped words behind a mark, the following lines indented as far; a mark that takes half the line is a word like others. */
export function hanging(mark: string, words: string, width: number): readonly string[] {
  if (columns(mark) > width / 2) return wrap(`${mark}${words}`, width)
  const indent = ' '.repeat(columns(mark))
  return wrap(words, width - columns(mark)).map((line, n) => `${n === 0 ? mark : indent}${line}`.trimEnd())
}

export const padded = (words: string, width: number): string =>
  `${words}${' '.repeat(Math.max(0, width - columns(words)))}`
