import fc from 'fast-check'
import {
  buttons,
  commandButton,
  fields,
  heading,
  line,
  list,
  more,
  pageButton,
  paragraph,
  quote,
  table,
  type Card,
  type CardNode,
} from '../../src/port/card.ts'
import { memberText, strong, type Part, type Parts } from '../../src/text/part.ts'
import { mint } from './mint.ts'

// Any card with any text: what people write has every script, very long words, and marks that platforms escape.

const alphabet = [
  'a',
  'word ',
  'Ω',
  '&',
  '<',
  '*',
  '_',
  '\n',
  ' ',
  'Жук ',
  '政府',
  '👩‍👩‍👧‍👦',
  'é',
  'حكومة ',
  '`',
  '>',
  '@here ',
  '](x)',
]
const words = (max: number) =>
  fc
    .tuple(fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max }))
    .map(([pieces, length]) =>
      pieces
        .join('')
        .repeat(Math.ceil(length / pieces.join('').length))
        .slice(0, length),
    )
    .map((text) => text.replaceAll(/[\uD800-\uDBFF]$/g, ''))
    .filter((text) => text.trim() !== '')

const short = words(60)
const any = fc.oneof(
  { weight: 12, arbitrary: short },
  { weight: 2, arbitrary: words(3_000) },
  { weight: 1, arbitrary: words(8_000) },
)

const part = (inside: fc.Arbitrary<string>): fc.Arbitrary<Part> =>
  fc.oneof(
    inside.map((text): Part => ({ kind: 'text', text })),
    inside.map(memberText),
    inside.map((text) => strong({ kind: 'text', text })),
    inside.map((text): Part => ({ kind: 'removed', text })),
    inside.map((text): Part => ({ kind: 'added', text })),
    inside.map((text): Part => ({ kind: 'code', text })),
    short.map((name): Part => ({ kind: 'person', member: mint('member'), name })),
    short.map((name): Part => ({ kind: 'place', place: 'plenary', name })),
    fc.constantFrom('moment', 'deadline', 'day', 'left').map((style): Part => ({
      kind: 'moment',
      at: '2026-11-27T18:00:00.000Z',
      zone: 'Europe/Berlin',
      style: style as 'moment',
    })),
  )
const parts = (inside: fc.Arbitrary<string>, maxLength = 4): fc.Arbitrary<Parts> =>
  fc.array(part(inside), { minLength: 1, maxLength })

const button = parts(words(120), 2).map((label) =>
  commandButton(label, 'gauge answer', { gauge: mint('gauge'), answer: 'support' }, { confirm: label }),
)

const node: fc.Arbitrary<CardNode> = fc.oneof(
  parts(any).map(heading),
  parts(any).map(line),
  fc.array(parts(any), { minLength: 1, maxLength: 12 }).map(list),
  fc.tuple(any, parts(short)).map(([says, by]) => quote(says, by)),
  fc.tuple(short, parts(any)).map(([label, says]) => paragraph(label, says)),
  fc.array(fc.record({ name: parts(short), says: parts(any) }), { minLength: 1, maxLength: 12 }).map(fields),
  fc.constant<CardNode>({ kind: 'divider' }),
  fc
    .tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 40 }), parts(any), parts(short))
    .map(([columns, rows, head, cell]) =>
      table(
        Array.from({ length: columns }, () => cell),
        Array.from({ length: rows }, () => ({ head, cells: Array.from({ length: columns }, () => ({ parts: cell })) })),
      ),
    ),
  fc
    .array(parts(any), { minLength: 1, maxLength: 20 })
    .map((all) =>
      more(all, pageButton([{ kind: 'text', text: 'Read all' }], { page: 'text', proposal: mint('proposal') })),
    ),
  fc.array(button, { minLength: 1, maxLength: 30 }).map(buttons),
)

export const anyCard: fc.Arbitrary<Card> = fc.record({
  nodes: fc.array(node, { minLength: 1, maxLength: 8 }),
  summary: parts(any),
})
