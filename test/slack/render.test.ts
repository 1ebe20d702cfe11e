import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rendered, viewLimits } from '../../adapters/slack/render.ts'
import { buttons, commandButton, heading, line, quietLine, quote, table, type Card } from '../../src/port/card.ts'
import { fit } from '../../src/port/fit.ts'
import { limitsOf } from '../../src/port/limits.ts'
import { code, deadlineAt, memberText, moment, strong, text } from '../../src/text/part.ts'
import { checkView } from '../emulators/slack/block-kit.ts'
import { checkContent } from '../emulators/slack/message.ts'
import { anyCard } from '../port/any-card.ts'
import { liveIn, liveInText } from './live.ts'

const asMessage = (card: Card) => rendered(fit(card, limitsOf.slack).card, 'message')

/** What people write to be more than words. */
const nasty = [
  '<!channel> all of you',
  '<!here>',
  '<@U0123>',
  '<#C0123|elsewhere>',
  '<https://evil.example|your bank>',
  '&lt;!everyone&gt;',
  '```\nopen',
  '> quoted\n> on',
  '*bold* _slanted_ ~struck~ `code` :tada:',
  '\u202Ereversed',
]

describe('a card on Slack', () => {
  it('is within every limit of a message, of a window and of a Home, whatever is in it', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        for (const page of [fit(card, limitsOf.slack).card, ...fit(card, limitsOf.slack).pages]) {
          const { blocks, text: spoken } = rendered(page, 'message')
          checkContent({ text: spoken, blocks })
          // chat.update takes no more; what a card says beside its words is bounded by its blocks.
          expect(spoken.length).toBeLessThanOrEqual(4_000)
        }
        for (const page of fit(card, viewLimits).pages) {
          const { blocks } = rendered(page, 'view')
          checkView({ type: 'modal', title: { type: 'plain_text', text: 'Caucus' }, blocks })
          checkView({ type: 'home', blocks })
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is within them with tables that are read as lists, and with much on its buttons', () => {
    const long = [text('A column with a long name, said again in every line of a list')]
    const cells = Array.from({ length: 8 }, () => ({ parts: long }))
    const row = { head: long, cells }
    const wide = table(
      cells.map(() => long),
      Array.from({ length: 6 }, () => row),
    )
    const asks = commandButton(long, 'gauge answer', {}, { confirm: [text('Is it so? '.repeat(29))] })
    const card: Card = { nodes: [wide, wide, wide, buttons(Array.from({ length: 40 }, () => asks))], summary: long }
    for (const page of [fit(card, limitsOf.slack).card, ...fit(card, limitsOf.slack).pages]) {
      const { blocks, text: spoken } = rendered(page, 'message')
      expect(() => checkContent({ text: spoken, blocks })).not.toThrow()
    }
  })

  it('makes nothing live of what people wrote: no mention, no link, no broadcast, no emoji', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...nasty), (card, words) => {
        const worse: Card = {
          summary: [...card.summary, memberText(words)],
          nodes: [
            heading([memberText(words)]),
            line([text('On '), strong(memberText(words))]),
            quietLine([memberText(words), moment('2026-11-27T18:00:00.000Z', 'UTC')]),
            quote(words, [memberText(words)]),
            table([[memberText(words)]], [{ head: [memberText(words)], cells: [{ parts: [memberText(words)] }] }]),
            buttons([commandButton([memberText(words)], 'gauge answer', {}, { confirm: [memberText(words)] })]),
            ...card.nodes,
          ],
        }
        const { blocks, text: spoken } = asMessage(worse)
        expect(liveIn(blocks)).toEqual([])
        expect(liveInText(spoken)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('shows what a member wrote, sign for sign', () => {
    for (const words of nasty.slice(0, 9)) {
      const { blocks } = asMessage({ nodes: [line([memberText(words)])], summary: [] })
      expect(blocks[0]).toMatchObject({ elements: [{ elements: [{ type: 'text', text: words }] }] })
    }
  })

  it('says in its words what stands in its blocks, so that a screen reader can live on them', () => {
    const { text: spoken } = asMessage({
      summary: [text('A gauge is open')],
      nodes: [
        heading([text('P-12 version 3: where do you stand?')]),
        line([text('Closes '), deadlineAt('2026-11-27T18:00:00.000Z', 'Etc/UTC')]),
        table([[text('v3')]], [{ head: [text('Government')], cells: [{ parts: [text('rough consensus')] }] }]),
        quote('The word is unclear <b>', [text('Ana')]),
      ],
    })
    expect(spoken).toBe(
      [
        'A gauge is open',
        'P-12 version 3: where do you stand?',
        'Closes <!date^1795802400^{date_long_pretty} at {time}|Fri 27 Nov 2026 18:00 UTC> (Fri 27 Nov 18:00 UTC)',
        '• Government · v3: rough consensus',
        '“The word is unclear &lt;b&gt;”',
        '— Ana',
      ].join('\n'),
    )
  })

  it('shows a moment in the reader’s own zone, with the assembly’s beside a deadline', () => {
    const { blocks } = asMessage({
      nodes: [line([deadlineAt('2026-11-27T18:00:00.000Z', 'Europe/Berlin')])],
      summary: [],
    })
    expect(blocks[0]).toMatchObject({
      elements: [
        {
          elements: [
            {
              type: 'date',
              timestamp: 1_795_802_400,
              format: '{date_long_pretty} at {time}',
              fallback: 'Fri 27 Nov 2026 19:00 Europe/Berlin',
            },
            { type: 'text', text: ' (Fri 27 Nov 19:00 Europe/Berlin)' },
          ],
        },
      ],
    })
  })

  it('changes the id of a block when the block changes, and only then', () => {
    const ids = (answered: number) =>
      asMessage({ nodes: [line([text('Gauge')]), line([text(`${answered} answered`)])], summary: [] }).blocks.map(
        ({ block_id: id }) => id,
      )
    const [before, after] = [ids(3), ids(4)]
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(ids(3)).toEqual(before)
  })

  it('has one table, for Slack takes no more: others are lists, and so are all of them in a window', () => {
    const one = table([[text('v1')]], [{ head: [text('Government')], cells: [{ parts: [code('against')] }] }])
    const card: Card = { nodes: [one, one], summary: [] }
    expect(rendered(card, 'message').blocks.map(({ type }) => type)).toEqual(['table', 'rich_text'])
    expect(rendered(card, 'view').blocks.map(({ type }) => type)).toEqual(['rich_text', 'rich_text'])
  })
})
