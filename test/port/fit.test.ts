import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buttons,
  commandButton,
  heading,
  line,
  list,
  more,
  pageButton,
  table,
  type Card,
  type CardNode,
} from '../../src/port/card.ts'
import { fit, preview } from '../../src/port/fit.ts'
import { limitsOf, type Limits } from '../../src/port/limits.ts'
import { fits, left, nothing, ofParts, sentencesOf, weighCard } from '../../src/port/weigh.ts'
import { memberText, text, type Parts } from '../../src/text/part.ts'
import { label, plain } from '../../src/text/plain.ts'
import { anyCard } from './any-card.ts'
import { mint } from './mint.ts'

const platforms: readonly (readonly [string, Limits])[] = Object.entries(limitsOf)
const reader = { now: '2026-11-25T12:00:00.000Z', zone: 'UTC' }

const words = (parts: Parts): string =>
  plain(
    parts.map((part) => (part.kind === 'removed' || part.kind === 'added' ? text(part.text) : part)),
    reader,
  )
// Cards are large: shrinking one would take minutes.
const often = { numRuns: 25, endOnFailure: true }
const letters = (all: string): string => all.replaceAll(/\s/g, '')

function within(card: Card, limits: Limits): void {
  const { card: limit } = limits
  expect(fits(weighCard(card.nodes, limits), left(limits, nothing))).toBe(true)
  expect(ofParts(card.summary, limits).chars).toBeLessThanOrEqual(limit.summaryChars)
  for (const node of card.nodes) {
    expect(node.kind).not.toBe('more')
    if (node.kind === 'heading') expect(ofParts(node.parts, limits).chars).toBeLessThanOrEqual(limit.headingChars)
    if (node.kind === 'table') {
      expect(node.columns.length).toBeLessThanOrEqual(limit.tableColumns)
      expect(node.rows.length).toBeLessThanOrEqual(limit.tableRows)
    }
    if (node.kind === 'fields') expect(node.fields.length).toBeLessThanOrEqual(limit.fieldsPerNode)
    if (node.kind === 'buttons') {
      for (const button of node.buttons) expect(label(button.label).length).toBeLessThanOrEqual(limit.labelChars)
      for (const { confirm } of node.buttons)
        if (confirm) expect(label(confirm).length).toBeLessThanOrEqual(limit.confirmChars)
    } else if (node.kind !== 'more') {
      const chars = sentencesOf(node).reduce((sum, parts) => sum + ofParts(parts, limits).chars, 0)
      expect(chars).toBeLessThanOrEqual(limit.paragraphChars)
    }
  }
}

/** Everything that a card says, without white space: a long word may be cut, but no letter of it goes. */
const said = (nodes: readonly CardNode[]): string =>
  letters(
    nodes
      .filter((node) => !isMark(node))
      .flatMap((node) =>
        node.kind === 'buttons'
          ? node.buttons.map((button) => button.label)
          : node.kind === 'more'
            ? node.paragraphs
            : sentencesOf(node),
      )
      .map(words)
      .join(''),
  )

const isMark = (node: CardNode) => node.kind === 'line' && node.quiet === true

const counted = (all: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const letter of all) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

describe.each(platforms)('a card on %s', (_name, limits) => {
  it('fits, whatever people wrote in it', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { card: one, pages } = fit(card, limits)
        for (const each of [one, ...pages]) within(each, limits)
      }),
      often,
    )
  })

  it('loses no letter over its pages', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const whole = card.nodes.flatMap((node) => (node.kind === 'more' ? preview(node, limits) : [node]))
        const shown = counted(said(fit(card, limits).pages.flatMap(({ nodes }) => nodes)))
        const lost = [...counted(said(whole))].filter(([letter, count]) => (shown.get(letter) ?? 0) < count)
        expect(lost).toEqual([])
      }),
      often,
    )
  })

  it('keeps paragraphs in order, across pages', () => {
    const paragraphs = Array.from({ length: 60 }, (_, n) =>
      line([text(`${n}. `), memberText(`${n} word `.repeat(200))]),
    )
    const { pages } = fit({ nodes: paragraphs, summary: [] }, limits)
    expect(pages.length).toBeGreaterThan(1)
    expect(said(pages.flatMap(({ nodes }) => nodes))).toBe(said(paragraphs))
  })

  it('that is posted keeps its buttons and says how to read on, when it is too long', () => {
    const vote = buttons([commandButton([text('Support')], 'gauge answer', { answer: 'support' })])
    const long = line([memberText('word '.repeat(20_000))])
    const { card } = fit({ nodes: [heading([text('P-12')]), long, vote], summary: [text('P-12')] }, limits)
    const shown = card.nodes
      .flatMap((node) => (node.kind === 'buttons' ? node.buttons : []))
      .map(({ label: parts }) => label(parts))
    expect(shown).toEqual(['Support', 'Read on'])
    expect(card.nodes.map(({ kind }) => kind).slice(0, 2)).toEqual(['heading', 'line'])
  })

  it('that is posted comes back the same when it is fitted again', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const once = fit(card, limits).card
        expect(fit(once, limits).card).toEqual(once)
      }),
      often,
    )
  })

  it('that is small stays as it is', () => {
    const card: Card = {
      nodes: [
        heading([text('P-12')]),
        list([[text('one')], [text('two')]]),
        table([[text('v1')]], [{ head: [text('Government')], cells: [{ parts: [text('waiting')] }] }]),
      ],
      summary: [text('P-12')],
    }
    expect(fit(card, limits)).toEqual({ card, pages: [card] })
  })

  it('shows the first paragraphs of a long text, and a button for the rest', () => {
    const all = pageButton([text('Read all')], { page: 'text', proposal: mint('proposal') })
    const paragraphs = Array.from({ length: 80 }, (_, n) => [memberText(`${n} `.repeat(60))])
    const nodes = fit({ nodes: [more(paragraphs, all)], summary: [] }, limits).card.nodes
    expect(nodes.at(-1)).toEqual(buttons([all]))
    const shown = said(nodes.slice(0, -1)).replace('…', '')
    expect(said([more(paragraphs, all)]).startsWith(shown)).toBe(true)
    expect(shown.length).toBeGreaterThan(100)
  })
})
