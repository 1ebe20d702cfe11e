import type { Part, Parts } from '../text/part.ts'
import { asList } from './as-list.ts'
import type { Card, CardNode } from './card.ts'
import type { Limits } from './limits.ts'

/** How much of a card's limits something takes. */
export interface Weight {
  readonly chars: number
  readonly bytes: number
  readonly blocks: number
  readonly buttons: number
}

export const nothing: Weight = { chars: 0, bytes: 0, blocks: 0, buttons: 0 }

export const both = (a: Weight, b: Weight): Weight => ({
  chars: a.chars + b.chars,
  bytes: a.bytes + b.bytes,
  blocks: a.blocks + b.blocks,
  buttons: a.buttons + b.buttons,
})

/** What every limit still leaves, when `taken` is on the card. */
export const left = ({ card }: Limits, taken: Weight): Weight => ({
  chars: card.chars - taken.chars,
  bytes: card.bytes - taken.bytes,
  blocks: card.blocks - taken.blocks,
  buttons: card.buttons - taken.buttons,
})

export const fits = (weight: Weight, room: Weight): boolean =>
  weight.chars <= room.chars &&
  weight.bytes <= room.bytes &&
  weight.blocks <= room.blocks &&
  weight.buttons <= room.buttons

// Bold, struck or code marks, list dashes, quote bars and line ends: more than any platform's spelling takes.
const marks = 8
// Around each text Discord counts some 12 bytes of its own.
const around = 12

/** For each length that an escape adds: what matches the characters that get it. */
const growing = new WeakMap<Limits['spelling']['escapes'], readonly (readonly [more: number, marks: RegExp])[]>()

function growingIn({ spelling: { escapes } }: Limits): readonly (readonly [more: number, marks: RegExp])[] {
  const known = growing.get(escapes)
  if (known) return known
  const lengths = [...new Set(Object.values(escapes))]
  const made = lengths.map((length) => {
    const marks = Object.keys(escapes).filter((mark) => escapes[mark] === length)
    return [length - 1, new RegExp(`[${marks.join('').replaceAll(/[\\\]^-]/g, String.raw`\$&`)}]`, 'g')] as const
  })
  growing.set(escapes, made)
  return made
}

const spelled = (words: string, limits: Limits): number =>
  growingIn(limits).reduce((sum, [more, marks]) => sum + more * (words.match(marks)?.length ?? 0), words.length)

const bytesOf = (words: string): number => Buffer.byteLength(words, 'utf8')
const words = (text: string, limits: Limits, more = 0): Pick<Weight, 'chars' | 'bytes'> => {
  const chars = spelled(text, limits)
  return { chars: chars + more, bytes: bytesOf(text) + chars - text.length + more }
}

function ofPart(part: Part, limits: Limits): Pick<Weight, 'chars' | 'bytes'> {
  switch (part.kind) {
    case 'text':
    case 'memberText':
      return words(part.text, limits)
    case 'code':
      return words(part.text, limits, marks + limits.spelling.commandChars)
    case 'removed':
    case 'added':
      return words(part.text, limits, marks)
    case 'strong': {
      const inside = ofParts(part.parts, limits)
      return { chars: inside.chars + marks, bytes: inside.bytes + marks }
    }
    case 'person':
    case 'place':
      return words(part.name, limits, limits.spelling.personChars)
    case 'moment':
      return { chars: limits.spelling.momentChars, bytes: limits.spelling.momentChars }
    case 'source':
      return words(String(part.n), limits, 4 * marks)
  }
}

/** Characters and bytes of a sentence as the platform spells it, its escapes included. */
export function ofParts(parts: Parts, limits: Limits): Pick<Weight, 'chars' | 'bytes'> {
  let chars = 0
  let bytes = 0
  for (const part of parts) {
    const one = ofPart(part, limits)
    chars += one.chars
    bytes += one.bytes
  }
  return { chars, bytes }
}

const sentences = (all: readonly Parts[], limits: Limits): Weight => {
  const each = all.map((parts) => ofParts(parts, limits))
  return {
    chars: each.reduce((sum, { chars }) => sum + chars + marks, 0),
    bytes: each.reduce((sum, { bytes }) => sum + bytes + marks, around),
    blocks: 1,
    buttons: 0,
  }
}

/** The sentences of a node, each on a line of its own. */
export function sentencesOf(node: Exclude<CardNode, { kind: 'buttons' | 'more' }>): readonly Parts[] {
  switch (node.kind) {
    case 'heading':
    case 'line':
      return [node.parts]
    case 'paragraph':
      return [[{ kind: 'text', text: `${node.label} ` }, ...node.parts]]
    case 'list':
      return node.items
    case 'quote':
      return [[{ kind: 'memberText', text: node.says }], node.by ?? []]
    case 'fields':
      return node.fields.flatMap(({ name, says }) => [name, says])
    case 'table':
      return [...node.columns, ...node.rows.flatMap(({ head, cells }) => [head, ...cells.map(({ parts }) => parts)])]
    case 'divider':
      return []
  }
}

const atLeast = (one: Weight, other: Weight): Weight => ({
  chars: Math.max(one.chars, other.chars),
  bytes: Math.max(one.bytes, other.bytes),
  blocks: Math.max(one.blocks, other.blocks),
  buttons: Math.max(one.buttons, other.buttons),
})

/** What a node takes of a card. A long text counts as all of its paragraphs. */
export function weigh(node: CardNode, limits: Limits): Weight {
  if (node.kind === 'more') {
    return node.paragraphs.map((parts) => sentences([parts], limits)).reduce(both, nothing)
  }
  if (node.kind === 'buttons') {
    const count = node.buttons.length
    const rows = Math.ceil(count / limits.card.buttonsPerRow)
    const labels = sentences(
      node.buttons.map(({ label }) => label),
      limits,
    )
    const asked = sentences(
      node.buttons.flatMap(({ confirm }) => (confirm ? [confirm] : [])),
      limits,
    )
    return {
      chars: limits.card.buttonsAreText ? labels.chars + asked.chars : 0,
      bytes: labels.bytes,
      blocks: rows + (limits.card.buttonsAreBlocks ? count : 0),
      buttons: count,
    }
  }
  const weight = sentences(sentencesOf(node), limits)
  // Which table becomes a list is known when the card is drawn: each has to fit either way.
  if (node.kind === 'table' && Number.isFinite(limits.card.tables)) return atLeast(weight, weigh(asList(node), limits))
  return node.kind === 'quote' ? { ...weight, chars: weight.chars + 3 * node.says.split('\n').length } : weight
}

export const weighCard = (nodes: Card['nodes'], limits: Limits): Weight =>
  nodes.map((node) => weigh(node, limits)).reduce(both, nothing)
