import fc from 'fast-check'
import { z } from 'zod'
import { factData, isKind, standsOn, type ChainName, type Fact, type Kind } from '../../src/domain/fact.ts'
import { fromMs, type Instant } from '../../src/domain/instant.ts'
import { append, headOf, startOf, type Head } from '../../src/record/chain.ts'
import type { Entry, Header } from '../../src/record/entry.ts'
import { textId, type Text, type TextId, visitCited } from '../../src/record/texts.ts'

// Random histories of the right shape: each kind's data is drawn from its own schema, so that a new kind is tested the
// day it is written. They need not make sense to the procedure: steps 1 to 3 do not ask that.

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
}

const zones = ['UTC', 'Europe/Zurich', 'Africa/Nairobi', 'America/Sao_Paulo']
const moment: fc.Arbitrary<Instant> = fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => fromMs(s * 1000 + 7))
const words: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((body) => body.trim() !== '' && !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\ufffe\uffff]|\p{Cs}/u.test(body))

function drawn(schema: Schema, key: string, write: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => drawn(choice, key, write)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, write)
    case 'array':
      return fc.array(drawn(schema.items ?? {}, key, write), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(2, schema.minItems ?? 0),
      })
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000_000, 1_000_000) })
    case 'boolean':
      return fc.boolean()
    case 'string':
      if (key === 'zone') return fc.constantFrom(...zones)
      if (schema.pattern?.startsWith('^\\d{4}-')) return moment
      if (schema.pattern?.startsWith('^t_')) return write
      if (schema.pattern) return matching(schema.pattern)
      return fc.string({
        unit: 'grapheme',
        minLength: schema.minLength ?? 0,
        maxLength: Math.min(schema.maxLength ?? 40, 40),
      })
    default:
      throw new Error(`no way to draw ${JSON.stringify(schema)} (${key})`)
  }
}

function objectOf(schema: Schema, write: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (!schema.properties)
    return fc.dictionary(
      drawn(schema.propertyNames ?? { type: 'string' }, '', write) as fc.Arbitrary<string>,
      drawn(schema.additionalProperties as Schema, '', write),
      { maxKeys: 3 },
    )
  const model = Object.fromEntries(Object.entries(schema.properties).map(([key, of]) => [key, drawn(of, key, write)]))
  return fc.record(model, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true })
}

const schemas = new Map<Kind, Schema>(
  Object.entries(factData).flatMap(([kind, schema]) =>
    isKind(kind) ? [[kind, z.toJSONSchema(schema) as Schema] as const] : [],
  ),
)

// By hand: drawing from a regular expression takes a hundred times as long.
function matching(pattern: string): fc.Arbitrary<string> {
  const id = /^\^([a-z]+)_/.exec(pattern)
  if (id) return fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map((bits) => `${id[1]}_${base32(bits)}`)
  if (pattern === '^[0-9a-f]{64}$')
    return fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }).map((bits) => bits.toString(16).padStart(64, '0'))
  return fc.stringMatching(new RegExp(pattern))
}

const base32 = (bits: bigint): string =>
  bits
    .toString(32)
    .padStart(26, '0')
    .replace(/[a-v]/g, (digit) => '0123456789abcdefghjkmnpqrstvwxyz'.charAt(Number.parseInt(digit, 32)))

/** Texts stand in for their words until the history is made: each citation is drawn with its words. */
const cited: fc.Arbitrary<string> = fc
  .tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), words)
  .map(([salt, body]) => {
    const salted = Buffer.from(salt).toString('base64url')
    const id = textId(salted, body)
    written.set(id, { text: id, salt: salted, body })
    return id
  })
const written = new Map<TextId, Text>()

const caucus = 'ca_01kb7y2p8w3x4y5z6a7b8c9d0e' as ChainName
const onItsPlace = (kind: Kind, data: unknown, chain: ChainName): unknown =>
  typeof data === 'object' &&
  data !== null &&
  'place' in data &&
  (kind.startsWith('concern.') || kind.startsWith('gauge.') || kind === 'amendment.suggested')
    ? { ...data, place: chain === 'public' ? 'plenary' : chain }
    : data

const factOn = (chain: ChainName): fc.Arbitrary<Fact> =>
  fc
    .constantFrom(...schemas.keys())
    .filter((kind) => mayStand(kind, chain))
    .chain((kind) =>
      drawn(schemas.get(kind) as Schema, '', cited).map(
        (data) => ({ kind, chain, data: onItsPlace(kind, data, chain) }) as Fact,
      ),
    )

/** Random data of a kind. */
export const dataOf = (kind: Kind): fc.Arbitrary<unknown> => drawn(schemas.get(kind) as Schema, '', cited)

const mayStand = (kind: Kind, chain: ChainName): boolean =>
  standsOn(kind, { place: chain === 'public' ? 'plenary' : chain }, chain)

export interface History {
  readonly header: Header
  readonly entries: readonly Entry[]
  readonly textOf: (id: TextId) => Text
}

/** A chain of random facts with the texts that they cite. */
export const history = (options: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<History> =>
  fc
    .constantFrom<ChainName>('public', caucus)
    .chain((chain) =>
      fc.tuple(
        fc.constant(chain),
        fc.array(fc.tuple(factOn(chain), moment, fc.option(matching('^m_')), fc.nat(2)), {
          minLength: options.minLength ?? 0,
          maxLength: options.maxLength ?? 8,
        }),
        moment,
      ),
    )
    .map(([chain, facts, founded]) => {
      const header = {
        'caucus-record': 1,
        assembly: 'as_01kb7y2p8w3x4y5z6a7b8c9d0e',
        chain,
        founded,
        exported: '2026-12-24T08:00:00.000Z',
      } as Header
      const entries: Entry[] = []
      let head: Head = startOf(header)
      let after = 0
      for (const [fact, now, by, on] of facts) {
        after += on
        const next = append(head, [fact], {
          now,
          ...(by !== null && { by: by as never }),
          ...(chain !== 'public' && { after }),
        })
        entries.push(...next)
        head = next.map(headOf).at(-1) ?? head
      }
      return { header, entries, textOf: knownText }
    })

function knownText(id: TextId): Text {
  const text = written.get(id)
  if (!text) throw new Error(`nobody wrote ${id}`)
  return text
}

export function allCited(entries: readonly Entry[]): ReadonlySet<TextId> {
  const ids = new Set<TextId>()
  for (const entry of entries) visitCited(entry.data, (id) => ids.add(id))
  return ids
}
