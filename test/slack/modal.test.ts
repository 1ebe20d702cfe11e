import type { KnownBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentIn } from '../../adapters/slack/answers.ts'
import { metadataOf, modalOf } from '../../adapters/slack/modal.ts'
import type { Asked, Form, FormField, Given, GivenAnswers } from '../../src/port/form.ts'
import { memberText } from '../../src/text/part.ts'
import { checkView } from '../emulators/slack/block-kit.ts'
import { controlsOf, initialValue } from '../emulators/slack/control.ts'
import { liveIn } from './live.ts'

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((each) => /\p{L}/u.test(each))
const choices = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z_0-9]{1,30}$/), words), {
    minLength: 1,
    maxLength: 120,
    selector: ([value]) => value,
  })
  .map((all) => all.map(([value, label]) => ({ value, label })))

/** How something is asked, and what a form may be filled with for it. */
const asked: fc.Arbitrary<readonly [Asked, Given | undefined]> = fc.oneof(
  fc.tuple(
    fc.constant<Asked>({ kind: 'line', max: 200 }),
    fc.option(fc.stringMatching(/^[a-z <>&*]{1,60}x$/), { nil: undefined }),
  ),
  fc.tuple(
    fc.constant<Asked>({ kind: 'words', max: 3_000 }),
    fc.option(fc.stringMatching(/^[a-z <>&*\n]{1,60}x$/), { nil: undefined }),
  ),
  fc.tuple(
    fc.constant<Asked>({ kind: 'text', max: 400_000 }),
    fc.option(
      fc
        .array(fc.stringMatching(/^[a-z]{1,20}( [a-z]{1,20}){0,30}$/), { minLength: 1, maxLength: 40 })
        .map((all) => all.join('\n\n')),
      { nil: undefined },
    ),
  ),
  fc.tuple(fc.constant<Asked>({ kind: 'tick' }), fc.boolean()),
  fc.tuple(fc.constant<Asked>({ kind: 'moment', zone: 'Europe/Berlin' }), fc.constantFrom('Thu 18:00', undefined)),
  fc.tuple(fc.constant<Asked>({ kind: 'number', min: 1, max: 99 }), fc.constantFrom('12', undefined)),
  choices.chain((all) =>
    fc.tuple(
      fc.constant<Asked>({ kind: 'choice', choices: all.slice(0, 100), more: false }),
      fc.constantFrom(all[0]?.value, undefined),
    ),
  ),
  choices.chain((all) =>
    fc.tuple(
      fc.constant<Asked>({ kind: 'choices', choices: all.slice(0, 100), more: false }),
      fc.constantFrom(
        all.slice(0, 3).map(({ value }) => value),
        undefined,
      ),
    ),
  ),
)

const anyForm: fc.Arbitrary<Form> = fc
  .record({
    title: words,
    submit: words,
    fields: fc.array(fc.tuple(asked, words, words, fc.boolean()), { minLength: 1, maxLength: 10 }),
    intro: fc.array(words, { maxLength: 3 }),
    settled: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ maxLength: 3_000 }), { maxKeys: 3 }),
  })
  .map(({ title, submit, fields, intro, settled }) => ({
    command: 'concern raise',
    title,
    submit,
    intro: intro.map((each) => [memberText(each)]),
    fields: fields.map(([[how, value], label, hint, required], n): FormField => ({
      name: `field-${n}`,
      label,
      hint,
      required,
      asked: how,
      ...(value !== undefined && { value }),
    })),
    settled,
  }))

const made = (form: Form) => {
  const kept: GivenAnswers[] = []
  const view = modalOf(form, {
    where: 'C0123456',
    keep: (answers) => {
      kept.push(answers)
      return 'kept'
    },
  })
  return { view, kept }
}

describe('a form on Slack', () => {
  it('is within every limit of a modal, and makes nothing live of what is in it', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { view } = made(form)
        checkView(view)
        expect(view.private_metadata?.length ?? 0).toBeLessThanOrEqual(3_000)
        expect(liveIn(view.blocks as KnownBlock[])).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('that is sent untouched gives back what it was filled with, and what was settled before', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { view, kept } = made(form)
        const state: Record<string, Record<string, unknown>> = {}
        for (const { blockId, actionId, element } of controlsOf(view.blocks as KnownBlock[]))
          state[blockId] = { [actionId]: initialValue(element) }
        const expected = Object.fromEntries(
          form.fields.flatMap(({ name, value, asked: { kind } }): [string, Given][] =>
            value === undefined ? (kind === 'tick' ? [[name, false]] : []) : [[name, value]],
          ),
        )
        const settled = { ...kept[0], ...metadataOf(view.private_metadata ?? '')?.s }
        expect({ ...settled, ...sentIn(state).answers }).toEqual({ ...form.settled, ...expected })
      }),
      { numRuns: 60 },
    )
  })

  it('whose state is none of ours is read as empty', () => {
    for (const state of [undefined, null, [], { a: 1 }, { a: { b: { value: 7 } } }])
      expect(sentIn(state)).toEqual({ answers: {}, files: [] })
  })
})
