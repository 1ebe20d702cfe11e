import { defineCommand } from '../src/port/command.ts'
import { field } from '../src/port/field.ts'

const proposal = field.proposal()
const out = field.proposal({ stages: ['in caucuses', 'plenary assessment'] })

export const roundCommands = [
  defineCommand({
    name: ['leg', 'reopen'],
    where: ['caucus'],
    title: 'command/leg-reopen',
    about: 'command/leg-reopen-about',
    does: 'reopen leg',
    ask: { proposal: out },
    act: (given, { place }) => ({ ...given, caucus: place }),
  }),
  defineCommand({
    name: ['leg', 'hand-over'],
    where: ['caucus', 'plenary'],
    title: 'command/leg-hand-over',
    about: 'command/leg-hand-over-about',
    does: 'hand over',
    ask: { proposal, to: field.member({ label: 'command/hand-over-to' }) },
    act: (given, { place }) => ({ ...given, place }),
  }),
  defineCommand({
    name: ['interest', 'declare'],
    where: ['caucus', 'plenary'],
    title: 'command/interest-declare',
    about: 'command/interest-declare-about',
    does: 'declare interest',
    ask: { proposal, interest: field.words('command/interest') },
    act: (given, { place }) => ({ ...given, place }),
  }),
  defineCommand({
    name: ['question', 'ask'],
    where: ['caucus'],
    title: 'command/question-ask',
    about: 'command/question-ask-about',
    does: 'ask plenary',
    confirm: 'command/question-ask-confirm',
    ask: { proposal: out, question: field.words('command/question') },
    act: ({ proposal: on, question }, { place }) => ({ proposal: on, caucus: place, asks: question }),
  }),
  defineCommand({
    name: ['question', 'answer'],
    where: ['plenary'],
    title: 'command/question-answer',
    about: 'command/question-answer-about',
    does: 'answer question',
    ask: { question: field.question(), answer: field.words('command/answer') },
    act: ({ question, answer }) => ({ ...question, answer }),
  }),
  defineCommand({
    name: ['question', 'decline'],
    where: ['plenary'],
    title: 'command/question-decline',
    about: 'command/question-decline-about',
    does: 'decline question',
    ask: { question: field.question(), reason: field.words('command/reason') },
    act: ({ question, reason }) => ({ ...question, reason }),
  }),
  defineCommand({
    name: ['consensus', 'declare'],
    where: ['plenary'],
    title: 'command/consensus-declare',
    about: 'command/consensus-declare-about',
    does: 'declare consensus',
    confirm: 'command/consensus-declare-confirm',
    ask: { proposal: out, note: { ...field.words('command/note'), optional: true } },
    act: ({ proposal: on, note }) => ({ proposal: on, ...(note && { note }) }),
  }),
  defineCommand({
    name: ['consensus', 'unreachable'],
    where: ['plenary'],
    title: 'command/consensus-unreachable',
    about: 'command/consensus-unreachable-about',
    does: 'declare unreachable',
    confirm: 'command/consensus-unreachable-confirm',
    ask: { proposal: out, reason: field.words('command/reason') },
    act: (given) => given,
  }),
]
