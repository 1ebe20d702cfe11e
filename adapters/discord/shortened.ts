const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Words cut to a number of UTF-16 units, between graphemes, with an ellipsis that says so. */
export function shortened(words: string, max: number): string {
  if (words.length <= max) return words
  let kept = ''
  for (const { segment } of graphemes.segment(words)) {
    if (kept.length + segment.length > max - 1) break
    kept += segment
  }
  return `${kept}…`
}
