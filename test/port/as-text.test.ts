import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asText, formAsText } from '../../src/port/as-text.ts'
import {
  buttons,
  commandButton,
  heading,
  line,
  list,
  paragraph,
  quote,
  table,
  type Card,
  type CardNode,
} from '../../src/port/card.ts'
import { columns } from '../../src/port/wrap.ts'
import { deadlineAt, memberText, person, text } from '../../src/text/part.ts'
import { anyCard } from './any-card.ts'

const page = { now: '2026-11-25T12:00:00.000Z', zone: 'UTC' }
const words = (...all: readonly string[]) => all.map((each) => [text(each)])
const read = (...nodes: readonly CardNode[]) => asText({ nodes, summary: [] }, page)

describe('a card as text', () => {
  it('reads like the card', () => {
    const vote = ['Support', 'Can live with it', 'Object'].map((label) => commandButton([text(label)], 'gauge answer'))
    expect(
      read(
        heading([text('P-12 version 3: where do you stand?')]),
        line([text('Closes '), deadlineAt('2026-11-27T18:00:00.000Z', 'UTC')]),
        list(words('one', 'two')),
        quote('Not this word.', [person('m_1', 'Ana Souza')]),
        paragraph('PP3.', [memberText('Recalling the charter')]),
        buttons(vote),
      ).split('\n'),
    ).toEqual([
      'P-12 version 3: where do you stand?',
      '───────────────────────────────────',
      'Closes Fri 27 Nov 18:00 UTC (in 2 days)',
      '· one',
      '· two',
      '',
      '  │ Not this word.',
      '  — Ana Souza',
      '',
      'PP3. Recalling the charter',
      '',
      '[Support] [Can live with it] [Object]',
    ])
  })

  it('draws a table in columns, with marks where a card would be bold', () => {
    const rows = [
      { head: [text('Government')], cells: [{ parts: [text('if amended (¶4)')] }, { parts: [text('waiting')] }] },
      {
        head: [text('Private sector')],
        cells: [
          { parts: [text('strong support, significant opposition')] },
          { parts: [text('rough consensus')], emphasis: 'strong' as const },
        ],
      },
    ]
    expect(read(table(words('v1 r1', 'v3 r2'), rows)).split('\n')).toEqual(
      [
        '               │ v1 r1                                  │ v3 r2',
        '───────────────┼────────────────────────────────────────┼──────────────────',
        'Government     │ if amended (¶4)                        │ waiting',
        'Private sector │ strong support, significant opposition │ *rough consensus*',
      ].map((each, n) => (n === 1 ? expect.stringMatching(/^─+┼─+┼─+$/) : each)),
    )
  })

  it('draws a table that is too wide as a list, in which every cell has its column', () => {
    const cells = Array.from({ length: 12 }, (_, n) => ({ parts: [text(`stood at ${n}`)] }))
    const shown = read(
      table(
        cells.map((_, n) => [text(`round ${n}`)]),
        [{ head: [text('Government')], cells }],
      ),
    )
    expect(shown).toMatch(/^· Government · round 0: stood at 0; round 1: stood at 1;/)
    expect(shown.replaceAll(/\s+/g, ' ')).toContain('round 11: stood at 11')
  })

  it('never leaves the page, whatever people wrote', () => {
    fc.assert(
      fc.property(anyCard, (card: Card) => {
        const wide = asText(card, { ...page, width: 60 })
          .split('\n')
          .filter((each) => columns(each) > 60)
        expect(wide).toEqual([])
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })
})

describe('a form as text', () => {
  it('shows what is asked, what was given, and what to mend', () => {
    const form = formAsText(
      {
        command: 'concern raise',
        title: 'Raise a concern',
        intro: [[text('The chair must answer it.')]],
        fields: [
          {
            name: 'says',
            label: 'What is the problem?',
            required: true,
            asked: { kind: 'words', max: 10 },
            value: 'Too long',
            error: [text('Shorten it.')],
          },
          {
            name: 'on',
            label: 'Paragraph',
            hint: 'Or leave it empty',
            required: false,
            asked: {
              kind: 'choice',
              choices: [
                { value: '1', label: '¶4' },
                { value: '2', label: '¶5' },
              ],
              more: false,
            },
          },
        ],
        submit: 'Raise',
        settled: {},
      },
      page,
    )
    expect(form.split('\n')).toEqual([
      'Raise a concern',
      '───────────────',
      'The chair must answer it.',
      '* What is the problem?: Too long',
      '  → Shorten it.',
      '  Paragraph:',
      '    Or leave it empty · ¶4 / ¶5',
      '[Raise]',
    ])
  })
})
