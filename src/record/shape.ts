import type { z } from 'zod'
import { factData, isKind, type Kind } from '../domain/fact.ts'

// Invariant: the schemas of src/domain are what counts. This reads them once and makes plain checks of them, since
// a record is checked line by line and zod takes a third of that time. What it cannot read, it leaves to zod; a test
// holds the two against each other, kind by kind.

type Fits = (value: unknown) => boolean

/** Whether data has the shape of its kind. */
export function fitsKind(kind: Kind, data: unknown): boolean {
  const fits = checks.get(kind)
  return fits ? fits(data) : factData[kind].safeParse(data).success
}

const checks: ReadonlyMap<Kind, Fits | undefined> = new Map(
  Object.keys(factData)
    .filter(isKind)
    .map((kind) => [kind, checkOf(factData[kind])]),
)

/** A check as strict as the schema; undefined where the schema asks something that is not read here. */
export function checkOf(schema: z.core.$ZodType): Fits | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return objectCheck(def)
    case 'record':
      return recordCheck(def)
    case 'array':
      return and(arrayCheck(def.element), ...limitsOf(schema))
    case 'union': {
      const options = def.options.map(checkOf)
      return options.every(isRead) ? (value) => options.some((option) => option(value)) : undefined
    }
    case 'string':
      return and((value) => typeof value === 'string', ...limitsOf(schema))
    case 'number':
      return and((value) => typeof value === 'number', ...limitsOf(schema))
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'enum': {
      const entries = new Set<unknown>(Object.values(def.entries))
      return limitsOf(schema).length > 0 ? undefined : (value) => entries.has(value)
    }
    case 'literal': {
      const values = new Set<unknown>(def.values)
      return (value) => values.has(value)
    }
    case 'optional':
    case 'default':
    case 'prefault':
      return checkOf(def.innerType)
    default:
      return undefined
  }
}

function isRead(check: Fits | undefined): check is Fits {
  return check !== undefined
}

function and(...all: readonly (Fits | undefined)[]): Fits | undefined {
  if (!all.every(isRead)) return undefined
  const [first, second, ...others] = all
  if (!first || !second) return first
  return others.length === 0 ? (value) => first(value) && second(value) : (value) => all.every((check) => check(value))
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectCheck({ shape, catchall, checks: more = [] }: z.core.$ZodObjectDef): Fits | undefined {
  if (more.length > 0 || catchall?._zod.def.type !== 'never') return undefined
  const members = new Map<string, Fits>()
  const required: string[] = []
  for (const [key, schema] of Object.entries(shape)) {
    const check = checkOf(schema)
    if (!check) return undefined
    members.set(key, check)
    if (schema._zod.optin !== 'optional') required.push(key)
  }
  return (value) => {
    if (!isPlain(value)) return false
    for (const key in value) if (members.get(key)?.(value[key]) !== true) return false
    for (const key of required) if (!Object.hasOwn(value, key)) return false
    return true
  }
}

function recordCheck({ keyType, valueType, checks: more = [] }: z.core.$ZodRecordDef): Fits | undefined {
  const [keyFits, valueFits] = [checkOf(keyType), checkOf(valueType)]
  if (!keyFits || !valueFits || more.length > 0) return undefined
  return (value) => isPlain(value) && Object.entries(value).every(([key, member]) => keyFits(key) && valueFits(member))
}

function arrayCheck(element: z.core.$ZodType): Fits | undefined {
  const fits = checkOf(element)
  return fits && ((value) => Array.isArray(value) && value.every(fits))
}

/** The limits of a schema; `z.int()` and the like are one themselves. */
function limitsOf(schema: z.core.$ZodType): readonly (Fits | undefined)[] {
  const own = schema._zod.traits.has('$ZodCheck') ? [schema as unknown as Check] : []
  return [...own, ...(schema._zod.def.checks ?? [])].map(limitOf)
}

type Check = z.core.$ZodCheck

/** One limit of a schema, asked after its type. */
function limitOf(check: Check): Fits | undefined {
  const { def } = check._zod as unknown as z.core.$ZodChecks['_zod']
  switch (def.check) {
    case 'string_format': {
      const { pattern } = def
      return pattern && def.format === 'regex' && !pattern.global ? (value) => pattern.test(value as string) : undefined
    }
    case 'number_format':
      return def.format === 'safeint' ? Number.isSafeInteger : undefined
    case 'greater_than': {
      const least = def.value as number
      return def.inclusive ? (value) => (value as number) >= least : undefined
    }
    case 'less_than': {
      const most = def.value as number
      return def.inclusive ? (value) => (value as number) <= most : undefined
    }
    case 'min_length':
      return (value) => (value as { length: number }).length >= def.minimum
    case 'max_length':
      return (value) => (value as { length: number }).length <= def.maximum
    default:
      return undefined
  }
}
