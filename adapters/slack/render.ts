import { createHash } from 'node:crypto'
import type {
  Button as SlackButton,
  ContextBlockElement,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
} from '@slack/types'
import { asList } from '../../src/port/as-list.ts'
import type { Button, Card, CardNode, NodeOf } from '../../src/port/card.ts'
import { limitsOf, type Limits } from '../../src/port/limits.ts'
import { pressToken } from '../../src/port/token.ts'
import type { Parts } from '../../src/text/part.ts'
import { harmless, oneLine } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { escaped } from './escape.ts'
import { hasMoment, markedMoment, markedText, plainText, richText } from './words.ts'

/** Where a card stands: Slack draws tables in messages only. */
export type Surface = 'message' | 'view'

/** Blocks, and the words that a screen reader and a notification get instead of them. */
export interface Rendered {
  readonly blocks: KnownBlock[]
  readonly text: string
}

/** What a modal or a Home takes: 100 blocks, some of which are kept for what stands around the card. */
export const viewLimits: Limits = {
  ...limitsOf.slack,
  card: {
    ...limitsOf.slack.card,
    chars: 60_000,
    bytes: 150_000,
    blocks: 90,
    buttons: 90,
    previewChars: 2_000,
    tables: 0,
  },
}

/** A card that fits (`fit`) as Block Kit. Everything that people wrote is literal in it. */
export function rendered(card: Card, surface: Surface): Rendered {
  let { tables } = (surface === 'message' ? limitsOf.slack : viewLimits).card
  const blocks = card.nodes.flatMap((node) => {
    if (node.kind === 'table' && tables-- <= 0) return blocksOf(asList(node))
    return blocksOf(node)
  })
  return { blocks: withIds(blocks), text: spoken(card) }
}

/** The id of a block changes when the block changes, or old clients go on showing what it was. */
export const withIds = (blocks: readonly KnownBlock[]): KnownBlock[] =>
  blocks.map((block, n) => ({ ...block, block_id: block.block_id ?? `${n}-${digest(JSON.stringify(block))}` }))

const digest = (words: string): string => createHash('sha256').update(words).digest('base64url').slice(0, 12)

function blocksOf(node: CardNode): KnownBlock[] {
  switch (node.kind) {
    case 'heading':
      return [headingOf(node.parts)]
    case 'line':
      return [node.quiet ? quiet(node.parts) : rich(richText(node.parts))]
    case 'paragraph': {
      const label = node.label === '' ? [] : richText([{ kind: 'memberText', text: `${node.label} ` }], { bold: true })
      return [rich([...label, ...richText(node.parts)])]
    }
    case 'list':
      return [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: node.items.map((item) => ({ type: 'rich_text_section', elements: orBlank(richText(item)) })),
            },
          ],
        },
      ]
    case 'quote':
      return [
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_quote', elements: orBlank(richText([{ kind: 'memberText', text: node.says }])) },
            ...(node.by
              ? [
                  {
                    type: 'rich_text_section' as const,
                    elements: [{ type: 'text' as const, text: '— ' }, ...richText(node.by)],
                  },
                ]
              : []),
          ],
        },
      ]
    case 'fields':
      return [
        {
          type: 'rich_text',
          elements: node.fields.map(({ name, says }, n) => ({
            type: 'rich_text_section',
            elements: [
              ...richText(name, { bold: true }),
              { type: 'text', text: ': ' },
              ...richText(says),
              ...(n < node.fields.length - 1 ? [{ type: 'text' as const, text: '\n' }] : []),
            ],
          })),
        },
      ]
    case 'divider':
      return [{ type: 'divider' }]
    case 'table':
      return [tableOf(node)]
    case 'more':
      throw new Error('a long text reaches Slack only through fit, which cuts it to its first paragraphs')
    case 'buttons':
      return rowsOf(node.buttons)
  }
}

/** Slack refuses empty text. */
const orBlank = (elements: RichTextElement[]): RichTextElement[] =>
  elements.length > 0 ? elements : [{ type: 'text', text: '\u00A0' }]

const rich = (elements: RichTextElement[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: orBlank(elements) }],
})

const mostInHeader = 150

/** A header shows no reader's own time and 150 characters: what needs more is said in bold. */
function headingOf(parts: Parts): KnownBlock {
  const words = oneLine(plainText(parts))
  if (hasMoment(parts) || words.length > mostInHeader || words === '') return rich(richText(parts, { bold: true }))
  return { type: 'header', text: { type: 'plain_text', text: words, emoji: false } }
}

/** What Slack's markup would read as a mark: bold, italics, struck, code, an emoji, a quote. */
const marks = /[*_~`]|:[\w+-]+:|^\s*(?:>|•)/m
const mostInContext = 10

/** Small print. Its markup cannot be escaped, so words with marks in them stand as pieces of plain text. */
function quiet(parts: Parts): KnownBlock {
  const flat = parts.flatMap((part): Parts => (part.kind === 'strong' ? part.parts : [part]))
  const words = plainText(flat)
  if (words.trim() === '' || words.length > 2_000) return rich(richText(parts))
  if (!marks.test(words))
    return { type: 'context', elements: [{ type: 'mrkdwn', text: markedText(flat), verbatim: true }] }
  const pieces: Parts[] = []
  for (const part of flat) {
    const last = pieces.at(-1)
    if (last && part.kind !== 'moment' && !hasMoment(last)) pieces[pieces.length - 1] = [...last, part]
    else pieces.push([part])
  }
  const elements = pieces.flatMap((piece): ContextBlockElement[] => {
    const [first] = piece
    if (first?.kind === 'moment') return [{ type: 'mrkdwn', text: markedMoment(first), verbatim: true }]
    const text = harmless(plainText(piece)).trim()
    return text === '' ? [] : [{ type: 'plain_text', text, emoji: false }]
  })
  return elements.length > mostInContext ? rich(richText(parts)) : { type: 'context', elements }
}

function tableOf({ columns, rows }: NodeOf<'table'>): KnownBlock {
  const bold = (parts: Parts) => rich(richText(parts, { bold: true }))
  const bare = columns.every((column) => column.length === 0)
  return {
    type: 'table',
    column_settings: [...columns, []].map(() => ({ is_wrapped: true })),
    rows: [
      ...(bare ? [] : [[bold([]), ...columns.map(bold)]]),
      ...rows.map(({ head, cells }) => [
        bold(head),
        ...cells.map(({ parts, emphasis }) => (emphasis === 'strong' ? bold(parts) : rich(richText(parts)))),
      ]),
    ],
  }
}

/** Rows of five, as many as fit side by side on a screen. */
function rowsOf(buttons: readonly Button[]): KnownBlock[] {
  const { buttonsPerRow } = limitsOf.slack.card
  const rows = Array.from({ length: Math.ceil(buttons.length / buttonsPerRow) }, (_, n) =>
    buttons.slice(n * buttonsPerRow, (n + 1) * buttonsPerRow),
  )
  return rows.map((row) => ({ type: 'actions', elements: row.map((button, n) => buttonOf(button, n)) }))
}

/** Every press of a card of ours; what it means is in its value. */
export const pressAction = /^press:/

function buttonOf({ label, press, style, confirm }: Button, n: number): SlackButton {
  return {
    type: 'button',
    action_id: `press:${n}`,
    text: { type: 'plain_text', text: shown(plainText(label), limitsOf.slack.card.labelChars), emoji: false },
    value: pressToken(press),
    ...(style !== 'plain' && { style }),
    ...(confirm && { confirm: asked(confirm, style) }),
  }
}

const asked = (confirm: Parts, style: Button['style']) => ({
  title: { type: 'plain_text' as const, text: plainText(say('slack/confirm-title')), emoji: false },
  text: {
    type: 'plain_text' as const,
    text: shown(plainText(confirm), limitsOf.slack.card.confirmChars),
    emoji: false,
  },
  confirm: { type: 'plain_text' as const, text: plainText(say('common/yes')), emoji: false },
  deny: { type: 'plain_text' as const, text: plainText(say('common/back')), emoji: false },
  ...(style === 'danger' && { style: 'danger' as const }),
})

/** Words on one line. `fit` has made them short; a moment may make them longer again, so what is over is cut here. */
export function shown(words: string, most: number): string {
  const line = oneLine(words) || '\u00A0'
  if (line.length <= most) return line
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line.slice(0, most + 1))]
  const kept = graphemes.findLast(({ index }) => index > 0 && index <= most - 1)
  return `${line.slice(0, kept?.index ?? most - 1)}…`
}

// chat.update refuses more than 4,000 characters.
const mostSpoken = 3_500

/** The whole card as words: screen readers and notifications get these instead of the blocks. */
function spoken({ summary, nodes }: Card): string {
  const first = markedText(summary)
  const lines = nodes.flatMap(spokenLines).filter((line) => line.trim() !== '' && line !== first)
  const said: string[] = first.trim() === '' ? [] : [first]
  let length = first.length
  for (const line of lines) {
    length += line.length + 1
    if (length > mostSpoken) {
      said.push(escaped(plainText(say('slack/spoken-more'))))
      break
    }
    said.push(line)
  }
  const whole = said.join('\n')
  return whole.length > 0 ? whole : escaped(plainText(say('slack/spoken-empty')))
}

function spokenLines(node: CardNode): readonly string[] {
  switch (node.kind) {
    case 'heading':
    case 'line':
      return [markedText(node.parts)]
    case 'paragraph':
      return [markedText([{ kind: 'memberText', text: node.label === '' ? '' : `${node.label} ` }, ...node.parts])]
    case 'list':
      return node.items.map((item) => `• ${markedText(item)}`)
    case 'quote':
      return [`“${escaped(harmless(node.says))}”`, ...(node.by ? [`— ${markedText(node.by)}`] : [])]
    case 'fields':
      return node.fields.map(({ name, says }) => `${markedText(name)}: ${markedText(says)}`)
    case 'table':
      return spokenLines(asList(node))
    case 'more':
    case 'divider':
    case 'buttons':
      return []
  }
}
