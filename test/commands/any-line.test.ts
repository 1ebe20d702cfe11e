import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../commands/catalogue.ts'
import { choosable, type Chooser } from '../../commands/choices.ts'
import type { MemberId, Place } from '../../src/domain/id.ts'
import { nameOf, type CommandDeclaration } from '../../src/port/command.ts'
import type { Field } from '../../src/port/field.ts'
import type { Asking, Reply } from '../../src/port/invocation.ts'
import { playOf, steps, type Play } from '../domain/any-play.ts'
import { person, plenaryChair, secretary } from '../domain/assembly-of.ts'
import { plainOf, rowsOf } from '../views/seen.ts'
import { wayIn } from './way-in.ts'

/** Whatever anybody types: what fits, what nearly fits, and what is meant to break something. */
const wild = [
  '',
  ' ',
  '--',
  '--on',
  '"',
  "isn't",
  '¶4',
  '(a)',
  'PP3',
  '999999999999999999999',
  '-1',
  '{place, select, other {x}}',
  '<b>bold</b> <!channel> @everyone',
  '\u202Ereversed',
  '\u0000',
  '\uD800',
  'p_00000000000000000000000000',
  '__proto__',
  'constructor',
  'Thu 18:00',
  'in 2 days',
  'yesterday',
  '1. A paragraph.\n2. Another.',
  'x'.repeat(25_000),
]

interface Throw {
  readonly who: number
  readonly where: number
  readonly command: number
  readonly as: 'line' | 'loose line' | 'form' | 'press' | 'choices'
  readonly picks: readonly number[]
}
const dice = fc.nat({ max: 10_000 })
const throws: fc.Arbitrary<readonly Throw[]> = fc.array(
  fc.record({
    who: dice,
    where: dice,
    command: dice,
    as: fc.constantFrom('line', 'loose line', 'form', 'press', 'choices'),
    picks: fc.array(dice, { minLength: 16, maxLength: 16 }),
  }),
  { minLength: 60, maxLength: 60, size: 'max' },
)

const people = [
  ...['government', 'business', 'civil', 'technical'].flatMap((key) => [1, 2].map((nth) => person(`${key}${nth}`))),
  plenaryChair,
  secretary,
  person('stranger'),
]
const one = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(from.length, 1)]

/** Three times in four something that the field could take. */
function valueFor(field: Field, chooser: Chooser, pick: number): string {
  const { how } = field
  const some = one(wild, pick) ?? ''
  if (pick % 4 === 0) return some
  if (how.kind === 'from') {
    const found = one(choosable(how.source, chooser), pick)
    return (pick % 3 === 0 ? found?.id : found?.typed[0]) ?? some
  }
  if (how.kind === 'fixed') return one(how.choices, pick)?.value ?? some
  if (how.kind === 'moment') return one(['in 2 days', 'Thu 18:00', '5h'], pick) ?? some
  if (how.kind === 'number') return String(pick % 4)
  return how.kind === 'text' ? '# A title\n\n1. One.\n2. Two.' : 'Because we think so'
}

function askingOf(command: CommandDeclaration, chooser: Chooser, { as, picks }: Throw): Asking {
  const answers = Object.fromEntries(
    Object.entries(command.ask).flatMap(([name, field], at) => {
      const pick = picks[at] ?? 0
      if (field.optional ? pick % 3 > 0 : pick % 7 === 0) return []
      return [[name, valueFor(field, chooser, pick)] as const]
    }),
  )
  const typed = Object.entries(answers)
  const name = nameOf(command)
  switch (as) {
    case 'line':
      return {
        kind: 'line',
        text: [
          '/caucus',
          name,
          ...typed.map(([field, value]) => `--${field} "${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`),
        ].join(' '),
      }
    case 'loose line':
      return { kind: 'line', text: [name, ...typed.map(([, value]) => value)].join(' ') }
    case 'form':
      return { kind: 'form', command: name, answers }
    case 'press':
      return {
        kind: 'press',
        press: { kind: 'command', command: name, answers, ...((picks[0] ?? 0) % 5 === 0 && { ask: true }) },
      }
    case 'choices':
      return { kind: 'choices', command: name, field: typed[0]?.[0] ?? 'none', typed: typed[0]?.[1] ?? '', answers }
  }
}

const saysOf = (reply: Reply, play: Play): string => {
  if (reply.kind === 'choices') return 'These can be chosen.'
  if (reply.kind === 'form') return [reply.form.title, ...reply.form.intro.map((one) => plainOf(one, play))].join(' ')
  return plainOf(reply.card.summary, play)
}

describe('whatever anybody types, anywhere', () => {
  it('is answered with a sentence, and never with a fault of ours', async () => {
    const told = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(steps(40), throws, async (taken, all) => {
        const play = playOf(taken)
        const places: readonly (Place | undefined)[] = [
          'plenary',
          undefined,
          ...['civil', 'government'].map((key) => play.place(key)),
        ]
        for (const thrown of all) {
          const command = one(catalogue, thrown.command)
          const member = one(people, thrown.who) as MemberId
          const place = one(places, thrown.where)
          if (!command || nameOf(command) === 'assembly found') continue
          const rows = rowsOf(play)
          const known = people.map((id) => ({ id, name: rows.nameOf(id) ?? id }))
          const chooser: Chooser = {
            member,
            place,
            world: play.world,
            rows,
            does: command.does,
            people: known,
            proposal: one([...play.world.assembly.proposals.keys()], thrown.who),
          }
          const asking = askingOf(command, chooser, thrown)
          const reply = await wayIn(play, member, { place, people: known })(asking)
          expect([asking, saysOf(reply, play).length > 4]).toEqual([asking, true])
          const how = reply.kind === 'card' ? reply.how : reply.kind
          told.set(how, (told.get(how) ?? 0) + 1)
        }
      }),
      { numRuns: 15, endOnFailure: true },
    )
    expect([...told.keys()].toSorted()).toEqual(['choices', 'done', 'form', 'read', 'refused'])
  }, 60_000)
})
