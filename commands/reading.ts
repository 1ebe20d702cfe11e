import type { ParagraphId } from '../src/domain/id.ts'
import type { Level } from '../src/domain/level.ts'
import { defineCommand } from '../src/port/command.ts'
import { field, optional, several } from '../src/port/field.ts'

const out = field.proposal({ stages: ['in caucuses', 'plenary assessment'] })

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
      /** Agreement only if a paragraph is changed: which, why, and, to be met word for word, its new words. */
      if: optional(field.paragraph({ label: 'command/if', hint: 'command/if-hint' })),
      condition: optional(field.words('command/condition')),
      wording: optional(field.words('command/wording', { max: 20_000, hint: 'command/condition-wording-hint' })),
      'if-proposal': optional(field.proposal({ label: 'command/if-proposal', hint: 'command/if-proposal-hint' })),
      only: optional(several(field.paragraph({ label: 'command/only', hint: 'command/only-hint' }))),
      /** Where some paragraphs stand differently from the whole: which, and at what level (procedure 2). */
      except: optional(several(field.paragraph({ label: 'command/except', hint: 'command/except-hint' }))),
      'except-level': optional(field.level({ label: 'command/except-level' })),
      gauge: optional(field.gauge({ open: false })),
    },
    act: ({ level, proposal, note, reason, how, condition, wording, only, gauge, ...given }, { place }) => {
      const says = condition ?? wording
      const whole = condition && !given.if && !given['if-proposal']
      const conditions = [
        ...(given.if && says ? [{ on: { paragraph: given.if }, says, ...(wording && { wording }) }] : []),
        ...(given['if-proposal'] && says ? [{ on: { proposal: given['if-proposal'] }, says }] : []),
        ...(whole ? [{ on: 'whole' as const, says: condition }] : []),
      ]
      const otherwise = given['except-level']
      const conditional = given.if !== undefined || given['if-proposal'] !== undefined || whole
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
        // One without the other does not pass the act's schema, and is told at the door.
        ...((given.except || otherwise) && {
          paragraphs: (given.except ?? [undefined]).map((paragraph) => ({
            paragraph: paragraph as ParagraphId,
            level: otherwise as Level,
          })),
        }),
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
    },
    act: ({ reading, note, turnout, amendments, views, concern, says, ...given }) => ({
      ...reading,
      ...(note && { note }),
      sends: {
        note: given['send-note'] ?? true,
        turnout: turnout ?? true,
        amendments: [...(amendments ?? [])],
        views: (views ?? []).map(({ view }) => view),
        concerns: concern && says ? [{ concern: concern.concern, says }] : [],
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
