import type { Parts } from '../text/part.ts'
import { label } from '../text/plain.ts'
import { say as english, type Say } from '../text/say.ts'
import { asList } from './as-list.ts'
import {
  buttons,
  heading,
  line,
  pageButton,
  quietLine,
  type Button,
  type Card,
  type CardNode,
  type NodeOf,
} from './card.ts'
import type { Limits } from './limits.ts'
import { pieces, splitNode, splitParts } from './split.ts'
import { both, fits, left, nothing, ofParts, weigh, weighCard, type Weight } from './weigh.ts'

/** A card within a platform's limits. */
export interface Fitted {
  /**
   * The one message to post and edit. Where not everything fits, it keeps what comes first and its buttons, and has
   * *Read on*, which shows the whole privately.
   */
  readonly card: Card
  /** All of it, in as many messages as it takes: for private replies. */
  readonly pages: readonly [Card, ...Card[]]
}

/** Fits a card into a platform's limits: split, never cut silently. What fits already comes back as it is. */
export function fit(card: Card, limits: Limits, say: Say = english): Fitted {
  const nodes = card.nodes.flatMap((node) => shaped(node, limits))
  const summary = shortened(card.summary, limits.card.summaryChars, limits)
  if (fits(weighCard(nodes, limits), left(limits, nothing))) {
    const whole = { nodes, summary }
    return { card: whole, pages: [whole] }
  }
  return { card: { nodes: beginning(nodes, limits, say), summary }, pages: paged(nodes, summary, limits, say) }
}

/** The first paragraphs of a long text, as nodes, and *Read all* where some are left out. */
export function preview({ paragraphs, all }: NodeOf<'more'>, limits: Limits): Card['nodes'] {
  const shown: CardNode[] = []
  let room = limits.card.previewChars
  for (const [n, parts] of paragraphs.entries()) {
    const { chars } = ofParts(parts, limits)
    if (chars > room) {
      const [head] = n === 0 ? splitParts(parts, { chars: room, bytes: limits.card.bytes / 4 }, limits) : [[]]
      if (head.length > 0) shown.push(line([...head, { kind: 'text', text: '…' }]))
      return [...shown, buttons([all])]
    }
    shown.push(line(parts))
    room -= chars
  }
  return shown
}

/** A node in a form that the platform has: long texts previewed, wide tables as lists, long labels said beside. */
function shaped(node: CardNode, limits: Limits): Card['nodes'] {
  const { card } = limits
  const room: Weight = {
    chars: card.paragraphChars,
    bytes: Math.floor(card.bytes * 0.8),
    blocks: card.blocks - 2,
    buttons: card.buttons,
  }
  switch (node.kind) {
    case 'divider':
      return [node]
    case 'more':
      return preview(node, limits).flatMap((each) => shaped(each, limits))
    case 'heading': {
      const inside = { chars: card.headingChars, bytes: room.bytes }
      const [head, tail] = splitParts(node.parts, inside, limits)
      if (head.length === 0) return shaped(line(node.parts), limits)
      return tail.length === 0 ? [node] : [heading(head), ...shaped(line([{ kind: 'strong', parts: tail }]), limits)]
    }
    case 'table': {
      if (node.columns.length > card.tableColumns) return shaped(asList(node), limits)
      return chunks(node.rows, card.tableRows).flatMap((rows) => pieces({ ...node, rows }, room, limits))
    }
    case 'fields':
      return chunks(node.fields, card.fieldsPerNode).flatMap((fields) => pieces({ ...node, fields }, room, limits))
    case 'buttons': {
      const long = node.buttons.flatMap((button) => tooLong(button, limits))
      const short = buttons(node.buttons.map((button) => withShortWords(button, limits)))
      return [...long.flatMap((parts) => shaped(line(parts), limits)), ...(node.buttons.length > 0 ? [short] : [])]
    }
    case 'line':
    case 'paragraph':
    case 'list':
    case 'quote':
      return pieces(node, room, limits)
  }
}

function chunks<Item>(all: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}

/** Words cut to a length, with an ellipsis that says so. */
function shortened(parts: Parts, chars: number, limits: Limits): Parts {
  if (ofParts(parts, limits).chars <= chars) return parts
  return [...splitParts(parts, { chars: chars - 1, bytes: 4 * chars }, limits)[0], { kind: 'text', text: '…' }]
}

/** What a button says in more words than it can show is said in a line above it. */
function tooLong({ label: says, confirm }: Button, { card }: Limits): readonly Parts[] {
  const longLabel = label(says).length > card.labelChars ? [says] : []
  return [...longLabel, ...(confirm && label(confirm).length > card.confirmChars ? [confirm] : [])]
}

function withShortWords(button: Button, limits: Limits): Button {
  const cut = (parts: Parts, chars: number): Parts => {
    const words = label(parts)
    if (words.length <= chars) return parts
    const [head] = splitParts([{ kind: 'text', text: words }], { chars: chars - 1, bytes: 4 * chars }, limits)
    return [...head, { kind: 'text', text: '…' }]
  }
  const { confirm } = button
  return {
    ...button,
    label: cut(button.label, limits.card.labelChars),
    ...(confirm && { confirm: cut(confirm, limits.card.confirmChars) }),
  }
}

/** As much as one message holds, from the beginning; buttons are kept before text, for people act with them. */
function beginning(nodes: Card['nodes'], limits: Limits, say: Say): Card['nodes'] {
  const readOn = buttons([pageButton(say('common/read-on'), { page: 'whole' })])
  const { chars, bytes } = left(limits, nothing)
  // Some blocks are kept for text, however many buttons there are.
  const roomForButtons: Weight = {
    chars: Math.floor(chars / 2),
    bytes: Math.floor(bytes / 2),
    blocks: limits.card.blocks - 8,
    buttons: limits.card.buttons,
  }
  let taken = weigh(readOn, limits)
  const kept = new Map<CardNode, CardNode>()
  for (const node of nodes) {
    if (node.kind !== 'buttons') continue
    const room = minus(roomForButtons, taken)
    const [head] = splitNode(node, room, limits, false)
    if (!head) break
    kept.set(node, head)
    taken = both(taken, weigh(head, limits))
  }
  const shown: CardNode[] = []
  let full = false
  for (const node of nodes) {
    if (node.kind === 'buttons') {
      const head = kept.get(node)
      if (head) shown.push(head)
    } else if (!full) {
      const [head, tail] = splitNode(node, left(limits, taken), limits, false)
      if (head) shown.push(head)
      if (head) taken = both(taken, weigh(head, limits))
      full = tail !== undefined
    }
  }
  return [...shown, readOn]
}

const minus = (room: Weight, taken: Weight): Weight => ({
  chars: room.chars - taken.chars,
  bytes: room.bytes - taken.bytes,
  blocks: room.blocks - taken.blocks,
  buttons: room.buttons - taken.buttons,
})

function paged(nodes: Card['nodes'], summary: Parts, limits: Limits, say: Say): [Card, ...Card[]] {
  const mark = weigh(quietLine(say('common/page-of', { page: 9_999, pages: 9_999 })), limits)
  const whole = minus(left(limits, nothing), mark)
  const pages: CardNode[][] = [[]]
  let room = whole
  for (const node of nodes) {
    for (let rest: CardNode | undefined = node; rest;) {
      const fresh = pages.at(-1)?.length === 0
      const [head, tail]: readonly [CardNode | undefined, CardNode | undefined] =
        !fresh && keepsTogether(rest, room, whole, limits) ? [undefined, rest] : splitNode(rest, room, limits, fresh)
      if (head) {
        pages.at(-1)?.push(head)
        room = minus(room, weigh(head, limits))
      } else if (fresh) {
        throw new Error(`no room for any of a ${rest.kind}`)
      }
      rest = tail
      if (rest) {
        pages.push([])
        room = whole
      }
    }
  }
  const [first = [], ...others] = pages
  const marked = (page: CardNode[], n: number): Card => ({
    nodes: [...page, quietLine(say('common/page-of', { page: n + 1, pages: pages.length }))],
    summary,
  })
  return [marked(first, 0), ...others.map((page, n) => marked(page, n + 1))]
}

/** Near the end of a page, what would be torn but fits the next page goes there whole. */
const keepsTogether = (node: CardNode, room: Weight, whole: Weight, limits: Limits): boolean => {
  const weight = weigh(node, limits)
  return !fits(weight, room) && room.chars < whole.chars / 3 && fits(weight, whole)
}
