import { z } from 'zod'
import { readYaml, type ReadYaml } from '../../commands/yaml.ts'
import { charterDraft } from '../domain/charter.ts'
import { offices } from '../domain/fact.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'

/** An amount of time as scripts write it: `2d`, `90m`, `1d 6h`. In milliseconds. */
const span = z.string().transform((typed, issues) => {
  const parts = [...typed.matchAll(/(\d+)\s*([dhms])/g)]
  const known =
    parts
      .map((part) => part[0])
      .join('')
      .replaceAll(/\s/g, '') === typed.replaceAll(/\s/g, '')
  if (!known || parts.length === 0) {
    issues.addIssue({ code: 'custom', message: label(say('play/slip-wait', { typed })) })
    return z.NEVER
  }
  const unit: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 }
  return parts.reduce((ms, [, amount, of]) => ms + Number(amount) * (unit[of ?? ''] ?? 0), 0)
})

const expectation = z.union([
  z.literal('done'),
  z.strictObject({
    done: z.literal(true).optional(),
    refused: z.string().optional(),
    sees: z.union([z.string(), z.array(z.string())]).optional(),
    'not-sees': z.union([z.string(), z.array(z.string())]).optional(),
  }),
])

const act = z.union([
  z.strictObject({ wait: span, note: z.string().optional() }),
  z.strictObject({
    as: z.string(),
    /** `plenary`, a caucus by its key, or `direct` for a private conversation with the bot. */
    in: z.string().default('plenary'),
    /** Left out where somebody only looks. */
    say: z.string().optional(),
    expect: expectation.optional(),
    /** Told in the account of the play; nobody in it hears it. */
    note: z.string().optional(),
  }),
  z.strictObject({ note: z.string() }),
])

const person = z.strictObject({
  caucus: z.string().optional(),
  seat: z.enum(['representative', 'alternate', 'participant', 'observer']).optional(),
  offices: z.array(z.enum(offices)).default([]),
  organisation: z.string().optional(),
})

/** A played assembly: who is in it, what they say, and what is expected of it. */
export const script = z
  .strictObject({
    title: z.string().optional(),
    charter: charterDraft,
    people: z.record(z.string(), person),
    /** Whole texts by name, or files beside the script; a line takes one in as `{name}`. */
    texts: z.record(z.string(), z.union([z.string(), z.strictObject({ file: z.string() })])).default({}),
    begins: z.iso.datetime().default('2026-11-24T08:00:00.000Z'),
    acts: z.array(act).min(1),
  })
  .superRefine((play, issues) => {
    const caucuses = new Set(play.charter.caucuses.map(({ key }) => key))
    for (const [name, one] of Object.entries(play.people)) {
      if (one.caucus && !caucuses.has(one.caucus))
        issues.addIssue({
          code: 'custom',
          path: ['people', name, 'caucus'],
          message: label(say('play/slip-caucus', { key: one.caucus })),
        })
      if (one.seat && !one.caucus)
        issues.addIssue({ code: 'custom', path: ['people', name, 'seat'], message: label(say('play/slip-seat')) })
    }
    if (!Object.values(play.people).some((one) => one.offices.includes('secretariat')))
      issues.addIssue({
        code: 'custom',
        path: ['people'],
        message: label(say('play/slip-secretariat')),
      })
    for (const [at, step] of play.acts.entries()) {
      if (!('as' in step)) continue
      if (!Object.hasOwn(play.people, step.as))
        issues.addIssue({
          code: 'custom',
          path: ['acts', at, 'as'],
          message: label(say('play/slip-nobody', { name: step.as })),
        })
      if (step.in !== 'plenary' && step.in !== 'direct' && !caucuses.has(step.in))
        issues.addIssue({
          code: 'custom',
          path: ['acts', at, 'in'],
          message: label(say('play/slip-caucus', { key: step.in })),
        })
    }
  })
export type Script = z.infer<typeof script>
export type Step = Script['acts'][number]
export type Expectation = z.infer<typeof expectation>

export const readScript = (source: string): ReadYaml<Script> => readYaml(source, script)

/** Puts the words of files where a script names them. `read` is handed each path as it is written. */
export function withFiles(play: Script, read: (path: string) => string): Script {
  const texts = Object.entries(play.texts).map(
    ([name, text]) => [name, typeof text === 'string' ? text : read(text.file)] as const,
  )
  return { ...play, texts: Object.fromEntries(texts) }
}
