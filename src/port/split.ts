import type { Part, Parts } from '../text/part.ts'
import { asList } from './as-list.ts'
import { line, list, type Button, type Card, type CardNode } from './card.ts'
import type { Limits } from './limits.ts'
import { fits, ofParts, weigh, type Weight } from './weigh.ts'

type Room = Pick<Weight, 'chars' | 'bytes'>
const holds = (room: Room, parts: Parts, limits: Limits): boolean => {
  const { chars, bytes } = ofParts(parts, limits)
  return chars <= room.chars && bytes <= room.bytes
}

/** The largest count up to `all` that holds; what holds for a count holds for every smaller one. */
function most(all: number, holds: (count: number) => boolean): number {
  let fit = 0
  let over = all + 1
  while (over - fit > 1) {
    const middle = Math.floor((fit + over) / 2)
    if (holds(middle)) fit = middle
    else over = middle
  }
  return fit
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Where to cut words at or before `index`: after white space if there is some nearby, else between two graphemes. */
function cutAt(words: string, index: number): number {
  const nearby = Math.max(0, index - 200)
  const space = words.slice(nearby, index).search(/\s\S*$/u)
  if (space !== -1) return nearby + space + 1
  const start = graphemes.segment(words.slice(nearby, index + 20)).containing(index - nearby)?.index ?? 0
  if (start > 0) return nearby + start
  // A single grapheme longer than a page is nobody's language: it is cut, but never inside a surrogate pair.
  const code = words.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index
}

/** The longest beginning of a part that fits, and what is left of it; nothing fits of what cannot be cut. */
function splitPart(part: Part, room: Room, limits: Limits): readonly [Parts, Parts] {
  switch (part.kind) {
    case 'strong': {
      const [head, tail] = splitParts(part.parts, { chars: room.chars - 16, bytes: room.bytes - 16 }, limits)
      return head.length === 0 ? [[], [part]] : [[{ kind: 'strong', parts: head }], [{ kind: 'strong', parts: tail }]]
    }
    case 'moment':
    case 'source':
      return [[], [part]]
    case 'person':
    case 'place':
      // A name stays whole, unless it is longer than any name.
      return part.name.length <= 200 ? [[], [part]] : splitPart({ kind: 'memberText', text: part.name }, room, limits)
    case 'text':
    case 'memberText':
    case 'code':
    case 'removed':
    case 'added': {
      const fit = most(part.text.length, (chars) => holds(room, [{ ...part, text: part.text.slice(0, chars) }], limits))
      const at = fit === 0 ? 0 : fit >= part.text.length ? fit : cutAt(part.text, fit)
      const of = (text: string): Parts => (text === '' ? [] : [{ ...part, text }])
      return [of(part.text.slice(0, at)), of(part.text.slice(at))]
    }
  }
}

/** The longest beginning of a sentence that fits, cut between words, and the rest. Nothing is lost between them. */
export function splitParts(parts: Parts, room: Room, limits: Limits): readonly [head: Parts, tail: Parts] {
  let { chars, bytes } = room
  for (const [n, part] of parts.entries()) {
    const one = ofParts([part], limits)
    if (one.chars > chars || one.bytes > bytes) {
      const [head, tail] = splitPart(part, { chars, bytes }, limits)
      return [
        [...parts.slice(0, n), ...head],
        [...tail, ...parts.slice(n + 1)],
      ]
    }
    chars -= one.chars
    bytes -= one.bytes
  }
  return [parts, []]
}

const barred = new WeakMap<Limits, Limits>()

/** Each line of a quote has a bar before it. */
function withBars(limits: Limits): Limits {
  const known = barred.get(limits)
  if (known) return known
  const { spelling } = limits
  const made = { ...limits, spelling: { ...spelling, escapes: { ...spelling.escapes, '\n': 4 } } }
  barred.set(limits, made)
  return made
}

type Halves = readonly [head: CardNode | undefined, tail: CardNode | undefined]

/** As many of a node's items as fit, and the rest. */
function splitItems<Item>(
  items: readonly Item[],
  node: (items: readonly Item[]) => CardNode,
  room: Weight,
  limits: Limits,
): Halves {
  const holds = (count: number) => fits(weigh(node(items.slice(0, count)), limits), room)
  const count = most(items.length, holds)
  const of = (some: readonly Item[]) => (some.length === 0 ? undefined : node(some))
  return [of(items.slice(0, count)), of(items.slice(count))]
}

const splitSentence = (parts: Parts, node: (parts: Parts) => CardNode, room: Weight, limits: Limits): Halves => {
  const empty = weigh(node([]), limits)
  if (empty.blocks > room.blocks) return [undefined, node(parts)]
  const inside = { chars: room.chars - empty.chars - 24, bytes: room.bytes - empty.bytes - 24 }
  const [head, tail] = splitParts(parts, inside, limits)
  return [head.length === 0 ? undefined : node(head), tail.length === 0 ? undefined : node(tail)]
}

/**
 * The longest beginning of a node that fits into a room, and the rest. With `fresh`, the room is a whole card or
 * paragraph: what fits nowhere in its own form is then given another one. A heading is never cut here.
 */
export function splitNode(node: CardNode, room: Weight, limits: Limits, fresh: boolean): Halves {
  if (fits(weigh(node, limits), room)) return [node, undefined]
  switch (node.kind) {
    case 'heading':
      return fresh
        ? splitSentence(node.parts, (parts) => line([{ kind: 'strong', parts }]), room, limits)
        : [undefined, node]
    case 'divider':
    case 'more':
      return [undefined, node]
    case 'line':
      return splitSentence(node.parts, (parts) => ({ ...node, parts }), room, limits)
    case 'paragraph': {
      const [head, tail] = splitSentence(node.parts, (parts) => ({ ...node, parts }), room, limits)
      return [head, head && tail?.kind === 'paragraph' ? { ...tail, label: '' } : tail]
    }
    case 'quote': {
      const says = (parts: Parts): CardNode => ({
        ...node,
        says: parts.map((part) => ('text' in part ? part.text : '')).join(''),
      })
      return splitSentence([{ kind: 'memberText', text: node.says }], says, room, withBars(limits))
    }
    case 'list': {
      const [head, tail] = splitItems(node.items, (items) => ({ ...node, items }), room, limits)
      if (head || !fresh) return [head, tail]
      const [first = [], ...others] = node.items
      const [start, rest] = splitSentence(first, (parts) => list([parts]), room, limits)
      return [
        start,
        rest?.kind === 'list' ? list([...rest.items, ...others]) : others.length > 0 ? list(others) : undefined,
      ]
    }
    case 'table': {
      const [head, tail] = splitItems(node.rows, (rows) => ({ ...node, rows }), room, limits)
      return head || !fresh ? [head, tail] : splitNode(asList(node), room, limits, fresh)
    }
    case 'fields': {
      const [head, tail] = splitItems(node.fields, (fields) => ({ ...node, fields }), room, limits)
      if (head || !fresh) return [head, tail]
      return splitNode(
        list(node.fields.map(({ name, says }) => [...name, { kind: 'text', text: ': ' }, ...says])),
        room,
        limits,
        fresh,
      )
    }
    case 'buttons':
      return splitItems(node.buttons, (buttons: readonly Button[]) => ({ ...node, buttons }), room, limits)
  }
}

/** Cuts a node into pieces that each fit the room. Throws where the room holds nothing: the limits are wrong. */
export function pieces(node: CardNode, room: Weight, limits: Limits): Card['nodes'] {
  const done: CardNode[] = []
  for (let rest: CardNode | undefined = node; rest;) {
    const [head, tail]: Halves = splitNode(rest, room, limits, true)
    if (!head) throw new Error(`no room for any of a ${rest.kind}`)
    done.push(head)
    rest = tail
  }
  return done
}
