import type { ParagraphId } from '../src/domain/id.ts'
import { defineCommand } from '../src/port/command.ts'
import { each, field, optional, several } from '../src/port/field.ts'

const out = field.proposal({ stages: ['in caucuses', 'plenary assessment'] })

type OfParagraph = { readonly of: ParagraphId; readonly says: string }

/** Conditions by paragraph, each with its new words where they were given: the words alone are a condition too. */
const furtherConditions = (conditions: readonly OfParagraph[], wordings: readonly OfParagraph[]) =>
  [...new Set([...conditions, ...wordings].map(({ of }) => of))].map((paragraph) => {
    const wording = wordings.find(({ of }) => of === paragraph)?.says
    const says = conditions.find(({ of }) => of === paragraph)?.says ?? wording ?? ''
    return { on: { paragraph }, says, ...(wording && { wording }) }
  })

export const readingCommands = [
  defineCommand({
    name: ['reading', 'post'],
    where: ['caucus'],
    title: 'command/reading-post',
    about: 'command/reading-post-about',
    does: 'post reading',
    ask: {
      level: field.level(),
      proposal: out,
      note: optional(field.words('command/note', { hint: 'command/reading-note-hint' })),
      reason: optional(field.words('command/beyond', { hint: 'command/beyond-hint' })),
      how: optional(field.words('command/how', { hint: 'command/how-hint' })),
      /**
       * Agreement only if a paragraph is changed: which, why, and, to be met word for word, its new words. One is asked by
       * choice, as most readings have one; further ones in lines.
       */
      if: optional(field.paragraph({ label: 'command/if', hint: 'command/if-hint' })),
      condition: optional(field.words('command/condition')),
      wording: optional(field.words('command/wording', { max: 20_000, hint: 'command/condition-wording-hint' })),
      'if-proposal': optional(field.proposal({ label: 'command/if-proposal', hint: 'command/if-proposal-hint' })),
      conditions: optional(
        each(field.paragraph(), field.words('command/condition'), {
          label: 'command/conditions',
          hint: 'command/conditions-hint',
        }),
      ),
      wordings: optional(
        each(field.paragraph(), field.words('command/wording', { max: 20_000 }), {
          label: 'command/wordings',
          hint: 'command/wordings-hint',
        }),
      ),
      only: optional(several(field.paragraph({ label: 'command/only', hint: 'command/only-hint' }))),
      /** Where some paragraphs stand differently from the whole: which, and at what level (procedure 2). */
      levels: optional(
        each(field.paragraph(), field.level(), { label: 'command/levels', hint: 'command/levels-hint' }),
      ),
      gauge: optional(field.gauge({ open: false })),
    },
    act: ({ level, proposal, note, reason, how, condition, wording, levels, only, gauge, ...given }, { place }) => {
      const says = condition ?? wording
      const whole = condition && !given.if && !given['if-proposal']
      const conditions = [
        ...(given.if && says ? [{ on: { paragraph: given.if }, says, ...(wording && { wording }) }] : []),
        ...(given['if-proposal'] && says ? [{ on: { proposal: given['if-proposal'] }, says }] : []),
        ...(whole ? [{ on: 'whole' as const, says: condition }] : []),
        ...furtherConditions(given.conditions ?? [], given.wordings ?? []),
      ]
      const conditional = given.if !== undefined || given['if-proposal'] !== undefined || conditions.length > 0
      return {
        caucus: place,
        proposal,
        level,
        about: conditional ? 'if amended' : 'as it is',
        conditions,
        ...(note && { note }),
        ...(reason && { reason }),
        ...(how && { how }),
        ...(only && { covers: [...only] }),
        ...(levels && { paragraphs: levels.map((one) => ({ paragraph: one.of, level: one.says })) }),
        ...(gauge && { gauge: gauge.gauge }),
      }
    },
  }),
  defineCommand({
    name: ['reading', 'contest'],
    where: ['anywhere'],
    title: 'command/reading-contest',
    about: 'command/reading-contest-about',
    does: 'contest reading',
    ask: { reason: field.words('command/contest-reason'), reading: field.reading() },
    act: ({ reading, reason }) => ({ ...reading, reason }),
  }),
  defineCommand({
    name: ['reading', 'withdraw'],
    where: ['anywhere'],
    title: 'command/reading-withdraw',
    about: 'command/reading-withdraw-about',
    does: 'withdraw reading',
    ask: { reading: field.reading(), reason: optional(field.words('command/reason')) },
    act: ({ reading, reason }) => ({ ...reading, ...(reason && { reason }) }),
  }),
  defineCommand({
    name: ['reading', 'confirm'],
    where: ['caucus'],
    title: 'command/reading-confirm',
    about: 'command/reading-confirm-about',
    does: 'confirm reading',
    ask: {
      reading: field.reading(),
      note: optional(field.words('command/confirm-note', { hint: 'command/confirm-note-hint' })),
      'send-note': optional(field.tick('command/send-note', { ticked: true })),
      turnout: optional(field.tick('command/send-turnout', { ticked: true })),
      amendments: optional(several(field.amendment({ label: 'command/send-amendments' }))),
      views: optional(several(field.minorityView({ label: 'command/send-views' }))),
      concern: optional(field.concern({ label: 'command/send-concern', hint: 'command/send-concern-hint' })),
      says: optional(field.words('command/forward-says', { hint: 'command/forward-says-hint' })),
      concerns: optional(
        each(field.concern(), field.words('command/forward-says'), {
          label: 'command/send-concerns',
          hint: 'command/send-concerns-hint',
        }),
      ),
    },
    act: ({ reading, note, turnout, amendments, views, concern, says, concerns, ...given }) => ({
      ...reading,
      ...(note && { note }),
      sends: {
        note: given['send-note'] ?? true,
        turnout: turnout ?? true,
        amendments: [...(amendments ?? [])],
        views: (views ?? []).map(({ view }) => view),
        concerns: [
          ...(concern && says ? [{ concern: concern.concern, says }] : []),
          ...(concerns ?? []).map((one) => ({ concern: one.of.concern, says: one.says })),
        ],
      },
    }),
  }),
  defineCommand({
    name: ['conditions', 'met'],
    where: ['caucus'],
    title: 'command/conditions-met',
    about: 'command/conditions-met-about',
    does: 'confirm conditions met',
    confirm: 'command/conditions-met-confirm',
    ask: { proposal: out },
    act: ({ proposal }, { place }) => ({ caucus: place, proposal }),
  }),
  defineCommand({
    name: ['view', 'offer'],
    where: ['caucus'],
    title: 'command/view-offer',
    about: 'command/view-offer-about',
    does: 'offer minority view',
    ask: {
      proposal: out,
      words: field.words('command/view-words', { hint: 'command/view-words-hint' }),
      consent: optional(field.tick('command/view-consent')),
    },
    act: ({ proposal, words, consent }, { place }) => ({ caucus: place, proposal, words, consent: consent ?? false }),
  }),
  defineCommand({
    name: ['view', 'consent'],
    where: ['caucus'],
    title: 'command/view-consent-title',
    about: 'command/view-consent-about',
    does: 'consent to view',
    ask: {
      view: field.minorityView(),
      consent: field.choice('command/view-consent', { yes: 'common/yes', no: 'command/view-consent-no' }),
    },
    act: ({ view, consent }) => ({ ...view, consent: consent === 'yes' }),
  }),
]
