import { z } from 'zod'
import { answer, ballot } from '../src/domain/fact.ts'
import { defineCommand } from '../src/port/command.ts'
import { field, optional } from '../src/port/field.ts'

const anyAnswer = z.union([answer, ballot])

export const gaugeCommands = [
  defineCommand({
    name: ['gauge', 'open'],
    where: ['caucus', 'plenary'],
    title: 'command/gauge-open',
    about: 'command/gauge-open-about',
    does: 'open gauge',
    ask: {
      proposal: field.proposal(),
      closes: field.moment('command/closes', { hint: 'command/closes-hint' }),
      asks: optional(
        field.choice('command/gauge-asks', {
          'where do you stand': 'command/asks-stand',
          against: 'command/asks-against',
        }),
      ),
      on: optional(field.paragraph({ hint: 'command/on-hint' })),
      again: optional(field.gauge({ open: false, label: 'command/gauge-again' })),
    },
    act: ({ proposal, closes, asks, on, again }, { place }) => ({
      place,
      proposal,
      closes,
      ...(asks && { asks }),
      ...(on && { paragraph: on }),
      ...(again && { again: again.gauge }),
    }),
  }),
  defineCommand({
    name: ['gauge', 'answer'],
    where: ['anywhere'],
    title: 'command/gauge-answer',
    about: 'command/gauge-answer-about',
    does: 'answer gauge',
    ask: {
      answer: field.answer(),
      reason: optional(field.words('command/reason', { hint: 'command/answer-reason-hint' })),
      settles: optional(field.words('command/settles', { hint: 'command/settles-hint' })),
      on: optional(field.paragraph({ hint: 'command/on-hint' })),
      concern: optional(field.tick('command/is-concern', { ticked: true, hint: 'command/is-concern-hint' })),
      gauge: field.gauge({ open: true }),
    },
    act: ({ gauge, answer: given, reason, settles, on, concern }) => ({
      ...gauge,
      answer: anyAnswer.parse(given),
      ...(reason && { reason }),
      // With *concerns* the tick is set and may be taken off; *object* always raises one (procedure 3, Concerns).
      ...((given === 'object' || (given === 'concerns' && reason && concern !== false)) && {
        concern: { ...(on && { paragraph: on }), ...(settles && { settles }) },
      }),
    }),
  }),
  defineCommand({
    name: ['gauge', 'withdraw'],
    where: ['anywhere'],
    title: 'command/gauge-withdraw',
    about: 'command/gauge-withdraw-about',
    does: 'withdraw answer',
    ask: { gauge: field.gauge({ open: true }) },
    act: ({ gauge }) => gauge,
  }),
  defineCommand({
    name: ['gauge', 'close'],
    where: ['anywhere'],
    title: 'command/gauge-close',
    about: 'command/gauge-close-about',
    does: 'close gauge',
    confirm: 'command/gauge-close-confirm',
    ask: { gauge: field.gauge({ open: true }) },
    act: ({ gauge }) => gauge,
  }),
]
