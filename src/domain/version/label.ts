// How paragraphs are labelled in real texts, and whether a line in the middle of a block begins a new one.

/** A label at the beginning of a line, as typed, and the words after it. */
export interface Labelled {
  readonly label: string
  readonly rest: string
  readonly style: Style
  /** What the label may be counted as: `(i)` is the ninth letter, or the first Roman number. */
  readonly counts: readonly Count[]
}

/** `word` is "Article 3"; `mark` is a bullet, which counts as nothing. */
export type Style = 'number' | 'letter' | 'word' | 'mark'

interface Count {
  /** Labels of one series count on in one series: `2.` after `1.`, `(b)` after `(a)`. */
  readonly series: string
  readonly value: number
}

const ordinals = ['bis', 'ter', 'quater', 'quinquies', 'sexies']
const again = `(?:\\s?(?:${ordinals.join('|')}))?`
const roman = /^(?=[ivxl])(?:x[lc]|l?x{0,3})(?:i[xv]|v?i{0,3})$/
const nouns = 'Article|Annex|Chapter|Clause|Commitment|Goal|Paragraph|Part|Principle|Recommendation|Rule|Section'

// A backslash before the stop comes from converters that keep "1." from becoming a Markdown list.
const stop = '\\\\?[.):]'
const shapes: readonly { readonly style: Style; readonly shape: RegExp; readonly openingOnly: boolean }[] = [
  // ¶4, § 12bis.
  {
    style: 'number',
    shape: RegExp(`^[¶§]\\s?\\d{1,4}(?:\\.\\d{1,3}){0,5}${again}(?:${stop})?(?=\\s|$)`),
    openingOnly: true,
  },
  // PP3., OP 12., R-4:
  { style: 'number', shape: RegExp(`^\\p{Lu}{1,4}[- ]?\\d{1,4}${again}${stop}(?=\\s|$)`, 'u'), openingOnly: false },
  { style: 'number', shape: /^(?:PP|OP)\d{1,4}(?=\s|$)/, openingOnly: false },
  // 1., 12bis., 12 bis., 4a., 3.4.2., 7)
  {
    style: 'number',
    shape: RegExp(`^\\d{1,4}(?:\\.\\d{1,3}){0,5}(?:${again}|[a-z])${stop}(?=\\s|$)`),
    openingOnly: false,
  },
  // 3.4 Scope: without a stop, only before what looks like the beginning of a sentence.
  { style: 'number', shape: /^\d{1,4}(?:\.\d{1,3}){1,5}(?=\s+[\p{Lu}\p{Lo}"“„«'‘([*_]|\s*$)/u, openingOnly: true },
  // (12), (a), (aa), (iv), (a bis), a), iv)
  {
    style: 'letter',
    shape: RegExp(`^\\((?:\\d{1,3}|[a-z]|([a-z])\\1|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6})${again}\\)(?=\\s|$)`),
    openingOnly: false,
  },
  {
    style: 'letter',
    shape: RegExp(`^(?:[a-z]|([a-z])\\1|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6})${again}\\\\?\\)(?=\\s|$)`),
    openingOnly: false,
  },
  // a., IV.
  { style: 'letter', shape: /^(?:[a-z]|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6})\\?\.(?=\s|$)/, openingOnly: true },
  // Article 3, Recommendation 11:, but not "Article 3 of the Charter says".
  {
    style: 'word',
    shape: RegExp(
      `^(?:${nouns})\\s(?:\\d{1,4}|[IVXL]{1,6}|[A-Z])${again}(?:[.:]|\\s[–—-](?=\\s))?(?=\\s*$|(?<=[.:–—-])\\s)`,
    ),
    openingOnly: true,
  },
  { style: 'mark', shape: /^[-*+•](?=\s)/, openingOnly: false },
  { style: 'mark', shape: /^[–—](?=\s)/, openingOnly: true },
]

const emphasis = /^(?:\*\*|__|\*|_)(?=\S)/

/**
 * The label with which a line begins. `opening` says that the line opens a block (after a blank line, or a heading):
 * some labels are read as such only there.
 */
export function labelOf(line: string, opening: boolean): Labelled | undefined {
  const words = line.trim()
  const open = emphasis.exec(words)?.[0] ?? ''
  const bare = words.slice(open.length)
  for (const { style, shape, openingOnly } of shapes) {
    if (openingOnly && !opening) continue
    const typed = shape.exec(bare)?.[0]
    if (typed !== undefined && isCounted(typed, style)) return labelled(typed, style, open, bare.slice(typed.length))
    // **1.** Text: the emphasis ends with the label.
    const closed = open !== '' && style !== 'mark' ? shape.exec(bare.replace(open, ''))?.[0] : undefined
    if (closed !== undefined && isCounted(closed, style) && bare.startsWith(closed + open))
      return labelled(closed, style, '', bare.slice(closed.length + open.length))
  }
  return undefined
}

function labelled(typed: string, style: Style, open: string, after: string): Labelled {
  const label = typed.replaceAll('\\', '').replaceAll(/\s+/g, ' ')
  const rest = after.trim()
  const first: Labelled = { label, style, counts: countsOf(label, style), rest: rest === '' ? open : open + rest }
  // "4. (a) Encourages": both are typed, and both are the label of this paragraph.
  const inner = style === 'number' && /^\([a-z]/i.test(rest) ? labelOf(rest, true) : undefined
  if (!inner) return first
  return {
    label: `${label} ${inner.label}`,
    style,
    counts: [...first.counts, ...inner.counts],
    rest: open + inner.rest,
  }
}

/** Whether a line in the middle of a block begins a paragraph, and is no sentence that was wrapped before a number. */
export function beginsHere(
  { label, style, counts }: Labelled,
  last: ReadonlyMap<string, number>,
  before: { readonly line: string; readonly indent: number },
  indent: number,
): boolean {
  if (style === 'mark') return true
  const ended = /[.,;:!?…—–\])”"'’]\s*(?:and|or)?\s*$|\b(?:and|or)\s*$/u.test(before.line)
  return counts.some(({ series, value }) => {
    const so = last.get(series)
    if (value === 1) return ended || indent > before.indent || /^1[.)]$/.test(label)
    if (so === undefined || value <= so) return false
    return ended || value <= so + 1
  })
}

/** Two words of Roman letters that are none ("(ll)", "civil.") are no labels. */
function isCounted(typed: string, style: Style): boolean {
  if (style !== 'letter') return true
  const core = coreOf(typed)
  return core.length === 1 || /^\d+$|^([a-z])\1$/i.test(core) || roman.test(core.toLowerCase())
}

const coreOf = (label: string): string =>
  label
    .replaceAll(/[\\().:]/g, '')
    .replace(RegExp(`\\s?(?:${ordinals.join('|')})$`), '')
    .trim()

function countsOf(label: string, style: Style): readonly Count[] {
  if (style === 'mark') return []
  const repeated = ordinals.findIndex((ordinal) => RegExp(`${ordinal}[.):]?$`).test(label)) + 1
  const part = repeated / 10
  if (style === 'letter' && !/\d/.test(label)) {
    const core = coreOf(label)
    const shape = label.replace(core, core === core.toLowerCase() ? 'a' : 'A')
    const lower = core.toLowerCase()
    const letter = lower.charCodeAt(0) - 96 + 26 * (lower.length - 1)
    const asLetter =
      core.length === 1 || lower[0] === lower[1] ? [{ series: `letter ${shape}`, value: letter + part }] : []
    return roman.test(lower) ? [...asLetter, { series: `roman ${shape}`, value: romanValue(lower) + part }] : asLetter
  }
  const numbers = label.match(/\d+/g) ?? []
  const value = Number(numbers.at(-1) ?? 0)
  // What stands before the last number, and how it is set, makes the series: `3.1` counts on to `3.2`, `PP1.` to `PP2.`.
  const series = label.replace(/\d+(?=\D*$)/, '#').replace(RegExp(`\\s?(?:${ordinals.join('|')})`), '')
  const letter = /\d([a-z])[.):]/.exec(label)?.[1]
  const behind = letter === undefined ? part : (letter.charCodeAt(0) - 96) / 100
  return [{ series: letter === undefined ? series : series.replace(`#${letter}`, '#'), value: value + behind }]
}

function romanValue(number: string): number {
  const worth = { i: 1, v: 5, x: 10, l: 50, c: 100 }
  const values = number.split('').map((letter) => worth[letter as keyof typeof worth])
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}
