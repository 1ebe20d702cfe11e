import { z } from 'zod'
import { charter } from '../../src/domain/charter.ts'
import { factData, isKind, standsOn, tally, type Kind } from '../../src/domain/fact.ts'
import { advice } from '../../src/domain/gauge/advice-name.ts'
import { caucusId, place, prefixes } from '../../src/domain/id.ts'
import { deadline, instant } from '../../src/domain/instant.ts'
import { level } from '../../src/domain/level.ts'
import { textRef } from '../../src/domain/text.ts'

// The table of facts in docs/record.md, made from the schemas that check them.

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
}

const jsonSchema = (schema: z.ZodType): Schema => {
  const { $schema: _which, ...made } = z.toJSONSchema(schema)
  return made as Schema
}
const dataOf = (kind: Kind): Schema => jsonSchema(factData[kind])
const part = (schema: Schema | undefined, key: string): Schema => schema?.properties?.[key] ?? {}

/** Shapes that come back: written once, under a name. The longest first, since they hold the others. */
const named: readonly (readonly [name: string, schema: Schema])[] = [
  ['charter', jsonSchema(charter)],
  ['caucus', part(jsonSchema(charter), 'caucuses').items ?? {}],
  ['paragraph', part(dataOf('version.made'), 'paragraphs').items ?? {}],
  ['condition', part(dataOf('reading.posted'), 'conditions').items ?? {}],
  ['holder', part(dataOf('concern.raised'), 'holder')],
  ['level', jsonSchema(level)],
  ['office', part(dataOf('office.given'), 'office')],
  ['advice', jsonSchema(advice)],
  ['place', jsonSchema(place)],
  ['tally', part(dataOf('gauge.closed'), 'tally')],
  ['counts', jsonSchema(tally)],
  ['deadline', jsonSchema(deadline)],
  ['text', jsonSchema(textRef)],
  ['time', jsonSchema(instant)],
]
const nameOf = new Map(named.map(([name, schema]) => [JSON.stringify(schema), name]))

/** A shape as a reader of TypeScript would write it. */
function spelled(schema: Schema, top = false): string {
  const name = nameOf.get(JSON.stringify(schema))
  if (name && !top) return name
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => spelled(one)).join(' | ')
  switch (schema.type) {
    case 'object':
      return objectIn(schema)
    case 'array': {
      const item = spelled(schema.items ?? {})
      return item.includes(' | ') ? `(${item})[]` : `${item}[]`
    }
    case 'integer':
      return rangeOf(schema)
    case 'string':
      return stringOf(schema)
    default:
      return schema.type ?? 'anything'
  }
}

function objectIn({ properties, required = [], propertyNames, additionalProperties }: Schema): string {
  if (!properties) return `{ [${spelled(propertyNames ?? {})}]: ${spelled(additionalProperties as Schema)} }`
  const members = Object.entries(properties).map(([key, of]) => {
    const shape = spelled(of)
    const label = required.includes(key) ? key : `${key}?`
    return shape === key ? label : `${label}: ${shape}`
  })
  return `{ ${members.join(', ')} }`
}

const largest = Number.MAX_SAFE_INTEGER
const rangeOf = ({ minimum = -largest, maximum = largest }: Schema): string =>
  minimum === -largest ? 'integer' : maximum === largest ? `${minimum}…` : `${minimum}…${maximum}`

function stringOf({ pattern = '' }: Schema): string {
  const prefix = /^\^([a-z]+)_/.exec(pattern)?.[1]
  if (prefix && Object.values(prefixes).some((one) => one === prefix)) return `${prefix}_`
  if (pattern.includes('{64}')) return 'hash'
  return pattern.includes('{22}') ? 'salt' : 'string'
}

const aCaucus = caucusId.parse(`ca_${'0'.repeat(26)}`)

function chainOf(kind: Kind): string {
  const both = standsOn(kind, { place: 'plenary' }, 'public') && standsOn(kind, { place: aCaucus }, aCaucus)
  if (both) return 'its place'
  return standsOn(kind, {}, 'public') ? 'public' : 'caucus'
}

const cell = (text: string) => `\`${text.replaceAll('|', String.raw`\|`)}\``
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

export function kindsTable(): string {
  const kinds = Object.keys(factData).filter(isKind)
  const facts = kinds.map((kind) => [cell(kind), chainOf(kind), cell(spelled(dataOf(kind)))])
  const shapes = named
    .filter(([name]) => name !== 'time' && name !== 'text')
    .map(([name, schema]) => [cell(name), cell(spelled(schema, true))])
  return `${table(['kind', 'chain', 'data'], facts)}\n\nShapes that come back:\n\n${table(['name', 'shape'], shapes)}`
}
