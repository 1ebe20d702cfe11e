import { readFileSync } from 'node:fs'
import { Ajv, type AnySchema, type ErrorObject } from 'ajv'
import { type Schema } from 'ts-json-schema-generator'
import { wrong } from './refused.ts'

/** What is kept of Slack's types (make-schemas.ts). */
export interface Schemas {
  readonly arguments: Readonly<
    Record<string, { readonly properties: Readonly<Record<string, Schema>>; readonly required: readonly string[] }>
  >
  readonly definitions: Readonly<Record<string, Schema>>
}

const schemas = JSON.parse(readFileSync(new URL('schemas.json', import.meta.url), 'utf8')) as Schemas

const ajv = new Ajv({ strict: false, allErrors: true })
ajv.addSchema({ $id: 'slack', definitions: schemas.definitions })

/**
 * The arguments of a call, each in its own kind: form-encoded bodies carry everything as words.
 *
 * @throws Refused for an argument that the method does not have, that is of another kind, or that is missing.
 */
export function checkArguments(
  method: string,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const known = schemas.arguments[method]
  if (!known) throw new Error(`no schema of ${method}: run npm run schemas`)
  const complaints: string[] = []
  const taken = Object.entries(given).map(([name, value]): readonly [string, unknown] => {
    const schema = known.properties[name]
    if (!schema) {
      complaints.push(`unknown argument: ${name}`)
      return [name, value]
    }
    const read = kindly(value, schema)
    if (!ajv.validate(schema as AnySchema, read)) complaints.push(`invalid argument: ${name} ${ajv.errorsText()}`)
    return [name, read]
  })
  const missing = known.required.filter((name) => given[name] === undefined)
  complaints.push(...missing.map((name) => `missing required field: ${name}`))
  if (complaints.length > 0) throw wrong('invalid_arguments', ...complaints)
  return Object.fromEntries(taken)
}

/** What a word of a form means where this kind is wanted. */
function kindly(value: unknown, schema: Schema): unknown {
  if (typeof value !== 'string') return value
  const wanted = kindsOf(schema)
  if (wanted.includes('string')) return value
  if (wanted.includes('boolean') && /^(true|false|1|0)$/.test(value)) return value === 'true' || value === '1'
  if (wanted.some((kind) => kind === 'number' || kind === 'integer')) return Number(value)
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const kindsOf = ({ type, anyOf }: Schema): readonly unknown[] =>
  anyOf ? anyOf.flatMap((each) => kindsOf(each as Schema)) : [type].flat()

/** What is wrong with the structure of a block, element or view, in the words of the type that it claims to be. */
export function structureOf(type: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`slack#/definitions/${type}`)
  if (!validate) throw new Error(`no schema of ${type}`)
  if (validate(value) === true) return []
  const errors = validate.errors ?? []
  // A list of alternatives complains about each of them: those of another `type` say nothing.
  const telling = errors.filter(
    ({ keyword, instancePath }) => keyword !== 'anyOf' && !(keyword === 'const' && instancePath.endsWith('/type')),
  )
  return (telling.length > 0 ? telling : errors).slice(0, 5).map(worded)
}

const worded = ({ instancePath, message = '', params }: ErrorObject): string => {
  const extra = 'additionalProperty' in params ? `: ${String(params['additionalProperty'])}` : ''
  return `${message}${extra} [json-pointer:${instancePath}]`
}

/** The name of the type of a block or element by its `type`. Images are named apart: there are two. */
export const typeByTag: ReadonlyMap<string, string> = new Map(
  Object.entries(schemas.definitions).flatMap(([name, { properties }]): readonly (readonly [string, string])[] => {
    const tag = properties?.['type']
    return typeof tag === 'object' && typeof tag.const === 'string' && !name.startsWith('Image')
      ? [[tag.const, name]]
      : []
  }),
)
