import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createGenerator, type Schema } from 'ts-json-schema-generator'
import { type Schemas } from './schema.ts'

const require = createRequire(import.meta.url)

/** Checked by themselves (block-kit.ts), or not looked into. */
const apart = ['blocks', 'view', 'attachments']

type Definitions = Readonly<Record<string, Schema>>

/** The sentences of the types' JSDoc, by type and property: limits stand in them. */
export type Sentences = ReadonlyMap<string, string>

/**
 * Schemas of what is sent to Slack, from the types of its own packages: the arguments of each method, and of every
 * block, element and view. Takes seconds, so what comes out is kept in schemas.json; a test holds that file to this.
 */
export function makeSchemas(methods: readonly string[]): { readonly schemas: Schemas; readonly sentences: Sentences } {
  const definitionsOf = definitionsIn('@slack/web-api', 'types/request/index.d.ts')
  const blockKit = definitionsIn('@slack/types', 'index.d.ts')
  const kit = { ...blockKit('KnownBlock'), ...blockKit('ModalView'), ...blockKit('HomeView') }
  return {
    schemas: {
      arguments: Object.fromEntries(methods.map((method) => [method, argumentsIn(definitionsOf, method)])),
      definitions: Object.fromEntries(
        Object.entries(kit).map(([name, schema]) => [name, opened(withoutProse(schema) as Schema)]),
      ),
    },
    sentences: new Map(Object.entries(kit).flatMap(([name, schema]) => sentencesIn(name, schema))),
  }
}

/** A type by its name, with everything that it is made of. */
function definitionsIn(packageName: string, file: string): (type: string) => Definitions {
  const generator = createGenerator({
    path: join(dirname(require.resolve(packageName)), file),
    skipTypeCheck: true,
    additionalProperties: false,
    expose: 'all',
    topRef: false,
  })
  return (type) => {
    const { definitions, ...root } = generator.createSchema(type)
    return { ...(definitions as Definitions), [type]: root }
  }
}

/** `chat.postMessage` is typed as `ChatPostMessageArguments`; OAuth has a spelling of its own. */
const typeOf = (method: string): string =>
  `${method
    .split('.')
    .map((word) => (word === 'oauth' ? 'OAuth' : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join('')}Arguments`

/** All variants of a method's arguments laid over each other: what may be there at all, and what always must. */
function argumentsIn(definitionsOf: (type: string) => Definitions, method: string): Schemas['arguments'][string] {
  const definitions = definitionsOf(typeOf(method))
  const variants = variantsOf(definitions[typeOf(method)] ?? {}, definitions)
  const names = new Set(variants.flatMap(({ properties = {} }) => Object.keys(properties)))
  const kinds = [...names].toSorted().map((name): readonly [string, Schema] => {
    const schemas = variants.flatMap(({ properties = {} }) => (name in properties ? [properties[name] as Schema] : []))
    const distinct = new Map(schemas.map((schema) => [JSON.stringify(withoutProse(schema)), withoutProse(schema)]))
    const [only, ...others] = [...distinct.values()] as readonly Schema[]
    if (apart.includes(name) || JSON.stringify([...distinct]).includes('$ref')) return [name, {}]
    return [name, others.length > 0 ? { anyOf: [...distinct.values()] as Schema[] } : (only ?? {})]
  })
  const required = [...names].filter((name) => variants.every((variant) => variant.required?.includes(name) === true))
  return { properties: Object.fromEntries(kinds), required: required.toSorted() }
}

function variantsOf(schema: Schema, definitions: Definitions): readonly Schema[] {
  if (schema.$ref !== undefined) {
    return variantsOf(definitions[decodeURIComponent(schema.$ref.split('/').at(-1) ?? '')] ?? {}, definitions)
  }
  return schema.anyOf ? schema.anyOf.flatMap((each) => variantsOf(each as Schema, definitions)) : [schema]
}

/** The blocks of a view are checked one by one, so that what is wrong is named. */
const opened = (schema: Schema): Schema =>
  schema.properties && 'blocks' in schema.properties
    ? { ...schema, properties: { ...schema.properties, blocks: {} } }
    : schema

function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]): readonly (readonly [string, unknown])[] =>
      name === 'description' && typeof held === 'string' ? [] : [[name, withoutProse(held)]],
    ),
  )
}

function sentencesIn(name: string, schema: Schema): readonly (readonly [string, string])[] {
  const variants = [schema, ...((schema.anyOf ?? []) as readonly Schema[])]
  return variants.flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([property, held]): readonly (readonly [string, string])[] => {
      const description = typeof held === 'object' ? held.description : undefined
      return description === undefined ? [] : [[`${name}.${property}`, description.replaceAll(/\s+/g, ' ')]]
    }),
  )
}

/** One line a method and a type: an upgrade's changes can be read off a diff. */
export function written(schemas: Schemas): string {
  const lines = (all: object): string =>
    Object.entries(all)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`)
      .join(',\n')
  return `{\n  "arguments": {\n${lines(schemas.arguments)}\n  },\n  "definitions": {\n${lines(schemas.definitions)}\n  }\n}\n`
}
