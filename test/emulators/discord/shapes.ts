import * as spec from 'discord-api-spec/zod'
import * as z from 'zod/mini'
import { refusals, type Wrong } from './refusal.ts'

// Each body is checked against Discord's OpenAPI. Discord itself passes over keys that it does not know; here they are
// refused, since a key that nobody reads is a mistake of ours.

/** Written as a string by every client, though the OpenAPI says number. */
const big = new Set(['permissions', 'allow', 'deny', 'default_member_permissions'])
const bigNumber = z.nullish(z.union([z.number(), z.string().check(z.regex(/^\d{1,19}$/))]))

/** Discord's schema, made so strict that it refuses unknown keys at every depth. */
function strict(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object': {
      const shape = Object.fromEntries(
        Object.entries(def.shape).map(([key, each]) => [key, big.has(key) ? bigNumber : strict(each)]),
      )
      return z.core.clone(schema, { ...def, shape, catchall: z.never() } as never)
    }
    case 'array':
      return z.core.clone(schema, { ...def, element: strict(def.element) } as never)
    case 'union':
      return z.core.clone(schema, { ...def, options: def.options.map(strict) } as never)
    case 'optional':
    case 'nullable':
      return z.core.clone(schema, { ...def, innerType: strict(def.innerType) } as never)
    case 'lazy': {
      let made: z.core.$ZodType | undefined
      return z.lazy(() => (made ??= strict(def.getter())))
    }
    default:
      return schema
  }
}

/**
 * Keys that discord.js sends of its own accord where Discord passes over them: each stands here because the real client
 * was seen to send it.
 */
const endured: Readonly<Record<string, readonly string[]>> = {
  'answer interaction': ['tts', 'enforce_nonce'],
  'edit message': ['tts', 'enforce_nonce'],
  'edit webhook message': ['tts', 'enforce_nonce'],
  'execute webhook': ['enforce_nonce'],
  'edit channel': ['lock_permissions'],
  'set overwrite': ['id'],
  'start thread': ['type'],
}

const callback = z.union([
  spec.CreateMessageInteractionCallbackRequestSchema,
  spec.UpdateMessageInteractionCallbackRequestSchema,
  spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  spec.ModalInteractionCallbackRequestSchema,
])

const shapes = {
  'answer interaction': callback,
  'create channel': spec.CreateGuildChannelRequestSchema,
  'create command': spec.ApplicationCommandCreateRequestSchema,
  'create message': spec.MessageCreateRequestSchema,
  'create role': spec.CreateRoleRequestSchema,
  'create thread': spec.CreateTextThreadWithoutMessageRequestSchema,
  'edit channel': z.union([spec.UpdateGuildChannelRequestPartialSchema, spec.UpdateThreadRequestPartialSchema]),
  'edit command': spec.ApplicationCommandPatchRequestPartialSchema,
  'edit message': spec.MessageEditRequestPartialSchema,
  'edit role': spec.UpdateRoleRequestPartialSchema,
  'edit webhook message': spec.IncomingWebhookUpdateRequestPartialSchema,
  'execute webhook': spec.IncomingWebhookRequestPartialSchema,
  'move roles': z.array(spec.UpdateRolePositionsRequestSchema),
  'open direct channel': spec.CreatePrivateChannelRequestSchema,
  'set commands': z.array(spec.ApplicationCommandUpdateRequestSchema),
  'start thread': spec.CreateTextThreadWithMessageRequestSchema,
  'set overwrite': z.object({
    type: z.nullish(z.literal([0, 1])),
    allow: bigNumber,
    deny: bigNumber,
  }),
} as const

export type Shape = keyof typeof shapes

const made = new Map<Shape, z.core.$ZodType>()

/** Throws 50035 with what is wrong where, in Discord's own form. */
export function checkShape(shape: Shape, body: unknown): void {
  const schema = made.get(shape) ?? strict(shapes[shape])
  made.set(shape, schema)
  const wrongs = wrongsIn(schema, without(body, new Set(endured[shape])))
  if (wrongs.length > 0) throw refusals.formBody(wrongs)
}

/** What is not as a schema says, and where. */
export function wrongsIn(schema: z.core.$ZodType, value: unknown): readonly Wrong[] {
  const checked = z.core.safeParse(schema, value)
  return checked.success ? [] : checked.error.issues.flatMap((issue) => wrongsOf(issue, []))
}

/** A body without the keys that are passed over; those of an interaction's answer stand in its `data`. */
function without(body: unknown, passed: ReadonlySet<string>): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body)
      .filter(([key]) => !passed.has(key))
      .map(([key, value]) => [key, key === 'data' ? without(value, passed) : value]),
  )
}

function wrongsOf(issue: z.core.$ZodIssue, above: readonly (string | number)[]): readonly Wrong[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))]
  switch (issue.code) {
    case 'too_big': {
      const text = issue.origin === 'string'
      return text
        ? [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }]
        : issue.origin === 'array'
          ? [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }]
          : [{ path, code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }]
    }
    case 'too_small': {
      if (issue.origin === 'string' && issue.minimum === 1)
        return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]
      return issue.origin === 'string' || issue.origin === 'array'
        ? [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${issue.minimum} or more in length.` }]
        : [{ path, code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }]
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'EMULATOR_UNKNOWN_KEY',
        message: `Discord knows no "${key}" here.`,
      }))
    case 'invalid_union':
      return closest(issue.errors).flatMap((each) => wrongsOf(each, path))
    case 'invalid_type':
      return [
        issue.input === undefined
          ? { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
          : { path, code: 'BASE_TYPE_BAD_TYPE', message: `Could not be read as ${issue.expected}.` },
      ]
    case 'invalid_value':
      return [{ path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.join(', ')}}.` }]
    default:
      return [{ path, code: 'BASE_TYPE_BAD_TYPE', message: issue.message }]
  }
}

/** Of a union, the member that was meant: the one whose `type` fits, with the fewest mistakes. */
function closest(each: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const meant = each.filter((issues) => !issues.some(({ path }) => path[0] === 'type' && path.length === 1))
  return (meant.length > 0 ? meant : each).toSorted((one, other) => one.length - other.length)[0] ?? []
}
