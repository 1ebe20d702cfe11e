import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from 'discord.js'
import type { Button, Card, CardNode, NodeOf } from '../../src/port/card.ts'
import { preview } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { label, oneLine } from '../../src/text/plain.ts'
import { checked } from './check.ts'
import { pressId } from './custom-id.ts'
import { escaped } from './escape.ts'
import { spelled, spelledLine, type Spelling } from './words.ts'

/**
 * A card that fits, as Components V2: one container with texts, lines between them, and rows of buttons.
 *
 * @param card a card that `fit` has brought within `limitsOf.discord`
 * @throws what Discord would refuse, for that is our mistake
 */
export function rendered({ nodes }: Card, how: Spelling): readonly APIMessageTopLevelComponent[] {
  const ids = new Map<string, number>()
  const inside: APIComponentInContainer[] = []
  let text: string[] = []
  const endText = (): void => {
    const content = text.join('\n').trim()
    if (content !== '') inside.push({ type: ComponentType.TextDisplay, content })
    text = []
  }
  for (const node of nodes.flatMap((each) => (each.kind === 'more' ? preview(each, limitsOf.discord) : [each]))) {
    if (node.kind === 'buttons') {
      endText()
      inside.push(...rowsOf(node.buttons, ids))
    } else if (node.kind === 'divider') {
      endText()
      inside.push({ type: ComponentType.Separator })
    } else if (node.kind !== 'more') {
      if (standsApart(node)) endText()
      text.push(textOf(node, how))
      if (standsApart(node)) endText()
    }
  }
  endText()
  if (inside.length === 0) inside.push({ type: ComponentType.TextDisplay, content: '…' })
  return checked([{ type: ComponentType.Container, components: inside }])
}

/** Lines follow lines closely; what is read by itself has space around it. */
const standsApart = ({ kind }: CardNode): boolean => ['quote', 'paragraph', 'table', 'fields'].includes(kind)

function textOf(node: Exclude<CardNode, { kind: 'buttons' | 'divider' | 'more' }>, how: Spelling): string {
  switch (node.kind) {
    case 'heading':
      return `### ${spelledLine(node.parts, how)}`
    case 'line':
      return node.quiet ? `-# ${spelledLine(node.parts, how)}` : spelled(node.parts, how)
    case 'list':
      return node.items.map((item) => `- ${spelledLine(item, how)}`).join('\n')
    case 'quote':
      return quoteOf(node, how)
    case 'paragraph':
      return `${node.label === '' ? '' : `**${escaped(oneLine(node.label))}** `}${spelled(node.parts, how)}`
    case 'fields':
      return node.fields.map(({ name, says }) => `**${bare(name, how)}**: ${spelled(says, how)}`).join('\n')
    case 'table':
      return tableOf(node, how)
  }
}

const bare = (parts: NodeOf<'heading'>['parts'], how: Spelling): string =>
  spelledLine(parts, how).replaceAll('**', '').trim()

function quoteOf({ says, by }: NodeOf<'quote'>, how: Spelling): string {
  const lines = escaped(says).split('\n')
  return [...lines.map((line) => `> ${line}`), ...(by ? [`-# — ${spelledLine(by, how)}`] : [])].join('\n')
}

/** Discord has no tables: a line a row, its cells in the order of the heads above. Reads well aloud and on a phone. */
function tableOf({ columns, rows }: NodeOf<'table'>, how: Spelling): string {
  const heads = columns.map((column) => spelledLine(column, how)).filter((head) => head.trim() !== '')
  const cell = ({ parts, emphasis }: (typeof rows)[number]['cells'][number]): string =>
    emphasis === 'strong' ? `**${bare(parts, how)}**` : spelledLine(parts, how)
  return [
    ...(heads.length > 0 ? [`-# ${heads.join(' · ')}`] : []),
    ...rows.map(({ head, cells }) => `**${bare(head, how)}**: ${cells.map(cell).join(' · ')}`),
  ].join('\n')
}

const styles = { primary: ButtonStyle.Primary, plain: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const

function rowsOf(
  buttons: readonly Button[],
  ids: Map<string, number>,
): readonly APIActionRowComponent<APIButtonComponent & { custom_id: string }>[] {
  const made = buttons.map((button) => ({
    type: ComponentType.Button as const,
    style: styles[button.style],
    label: labelOf(button),
    custom_id: idOf(button, ids),
  }))
  const perRow = limitsOf.discord.card.buttonsPerRow
  return Array.from({ length: Math.ceil(made.length / perRow) }, (_, n) => ({
    type: ComponentType.ActionRow,
    components: made.slice(n * perRow, (n + 1) * perRow),
  }))
}

const labelOf = (button: Button): string => oneLine(label(button.label)) || '…'

/** Two buttons of one message that do the same get ids of their own. */
function idOf({ press, confirm }: Button, ids: Map<string, number>): string {
  const id = pressId(press)
  const nth = ids.get(id) ?? 0
  ids.set(id, nth + 1)
  return pressId(press, confirm ? 'ask' : 'no', nth)
}
