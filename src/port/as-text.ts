import type { Parts } from '../text/part.ts'
import { oneLine, plain, type Reader } from '../text/plain.ts'
import { say as english, type Say } from '../text/say.ts'
import { asList } from './as-list.ts'
import type { Button, Card, CardNode, NodeOf } from './card.ts'
import { preview } from './fit.ts'
import type { Form, FormField } from './form.ts'
import { limitsOf } from './limits.ts'
import { columns, hanging, padded, wrap } from './wrap.ts'

/** How a card is read in a terminal: at what moment, in which zone, in how many columns. */
export interface Paged extends Reader {
  readonly width?: number
  readonly say?: Say
}

interface Paper {
  readonly width: number
  readonly words: (parts: Parts) => string
}

const paper = (page: Paged): Paper => ({
  width: page.width ?? 80,
  words: (parts) => plain(parts, page, page.say ?? english),
})

/** A card as text that anyone can read: no colour, no markup, buttons in brackets. Ends without a line break. */
export function asText(card: Card, page: Paged): string {
  const on = paper(page)
  const blocks = card.nodes.map((node) => ({ node, lines: linesOf(node, on) })).filter(({ lines }) => lines.length > 0)
  return blocks
    .flatMap(({ node, lines }, n) => (n > 0 && standsApart(node, blocks[n - 1]?.node) ? ['', ...lines] : lines))
    .join('\n')
}

/** Lines follow lines closely, as on a card; a table, a quote, a paragraph or a row of buttons stands apart. */
const standsApart = (node: CardNode, before: CardNode | undefined): boolean =>
  [node, before].some(
    (each) => each !== undefined && ['table', 'quote', 'paragraph', 'more', 'buttons'].includes(each.kind),
  ) && !(node.kind === 'buttons' && before?.kind === 'buttons')

function linesOf(node: CardNode, on: Paper): readonly string[] {
  const { width, words } = on
  switch (node.kind) {
    case 'heading': {
      const lines = wrap(words(node.parts), width)
      return [...lines, '─'.repeat(Math.max(...lines.map(columns)))]
    }
    case 'line':
      return wrap(words(node.parts), width)
    case 'list':
      return node.items.flatMap((item) => hanging('· ', words(item), width))
    case 'quote': {
      const said = wrap(node.says, width - 4).map((line) => `  │ ${line}`.trimEnd())
      return node.by ? [...said, ...hanging('  — ', words(node.by), width)] : said
    }
    case 'paragraph':
      return hanging(
        node.label === '' ? '' : `${words([{ kind: 'memberText', text: node.label }])} `,
        words(node.parts),
        width,
      )
    case 'fields':
      return node.fields.flatMap(({ name, says }) => hanging('', `${words(name)}: ${words(says)}`, width))
    case 'divider':
      return ['─'.repeat(width)]
    case 'table':
      return tableLines(node, on)
    case 'more':
      return preview(node, limitsOf.web).flatMap((each, n) => [...(n > 0 ? [''] : []), ...linesOf(each, on)])
    case 'buttons':
      return buttonLines(node.buttons, on)
  }
}

function buttonLines(all: readonly Button[], { width, words }: Paper): readonly string[] {
  const lines: string[] = []
  for (const { label } of all) {
    const button = `[${oneLine(words(label))}]`
    const last = lines.at(-1)
    if (last !== undefined && columns(last) + 1 + columns(button) <= width)
      lines[lines.length - 1] = `${last} ${button}`
    else lines.push(...hanging('', button, width))
  }
  return lines
}

// Below this many columns a cell is a stack of syllables; the table is then read as a list.
const narrowest = 10

function tableLines(table: NodeOf<'table'>, on: Paper): readonly string[] {
  const { width, words } = on
  const rows = [
    { cells: ['', ...table.columns.map(words)] },
    ...table.rows.map(({ head, cells }) => ({
      // Emphasis is said by marks, so that it is there without bold.
      cells: [
        words(head),
        ...cells.map(({ parts, emphasis }) => (emphasis === 'strong' ? `*${words(parts)}*` : words(parts))),
      ],
    })),
  ]
  const count = table.columns.length + 1
  const gaps = 3 * (count - 1)
  const wanted = Array.from({ length: count }, (_, n) =>
    Math.max(1, ...rows.map(({ cells }) => columns(cells[n] ?? ''))),
  )
  const widths = shares(wanted, width - gaps)
  if (!widths) return linesOf(asList(table), on)
  const drawn = rows.flatMap(({ cells }, row) => {
    const wrapped = widths.map((columnWidth, n) => wrap(cells[n] ?? '', columnWidth))
    const height = Math.max(...wrapped.map((lines) => lines.length))
    const lines = Array.from({ length: height }, (_, at) =>
      wrapped
        .map((cell, n) => padded(cell[at] ?? '', widths[n] ?? 0))
        .join(' │ ')
        .trimEnd(),
    )
    return row === 0 ? [...lines, widths.map((each) => '─'.repeat(each)).join('─┼─')] : lines
  })
  return table.columns.every((column) => column.length === 0) ? drawn.slice(2) : drawn
}

/** Column widths that fit: each as wide as it wants, or the widest ones narrowed alike; none when that is too narrow. */
function shares(wanted: readonly number[], width: number): readonly number[] | undefined {
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  let cap = Math.max(...wanted)
  const capped = () => wanted.map((each) => Math.min(each, cap))
  while (cap >= narrowest && sum(capped()) > width) cap -= 1
  return sum(capped()) <= width ? capped() : undefined
}

/** A form as text: what is asked, what was given, and what could not be taken. */
export function formAsText(form: Form, page: Paged): string {
  const on = paper(page)
  const heading = linesOf({ kind: 'heading', parts: [{ kind: 'text', text: form.title }] }, on)
  const intro = form.intro.flatMap((parts) => wrap(on.words(parts), on.width))
  return [...heading, ...intro, ...form.fields.flatMap((field) => fieldLines(field, on)), `[${form.submit}]`].join('\n')
}

function fieldLines(
  { label, hint, required, asked, value, error }: FormField,
  { width, words }: Paper,
): readonly string[] {
  const choices = 'choices' in asked ? asked.choices.map((choice) => choice.label).join(' / ') : ''
  const given = value === undefined ? '' : typeof value === 'object' ? value.join(', ') : String(value)
  const about = [hint, choices].filter((each) => each !== undefined && each !== '').join(' · ')
  return [
    ...hanging(`${required ? '*' : ' '} `, `${label}: ${given}`, width),
    ...(about === '' ? [] : hanging('    ', about, width)),
    ...(error ? hanging('  → ', words(error), width) : []),
  ]
}
