import { line } from '../src/port/card.ts'
import type { Reply } from '../src/port/invocation.ts'
import { code, memberText, text, type Parts } from '../src/text/part.ts'
import { say } from '../src/text/say.ts'
import { helpWord } from './answers.ts'
import type { LineSlip } from './line.ts'

/** What something came to: a sentence, and lines below it where there are several things to say. */
export interface Said {
  readonly ok: boolean
  readonly says: Parts
  readonly lines?: readonly Parts[]
}

export const told = ({ ok, says, lines = [] }: Said): Reply => ({
  kind: 'card',
  how: ok ? 'done' : 'refused',
  card: { nodes: [line(says), ...lines.map(line)], summary: says },
})
export const refusedBy = (says: Parts): Reply => told({ ok: false, says })

/** Why a line was not understood, and what to type instead. */
export function slipSentence(why: LineSlip): Parts {
  switch (why.code) {
    case 'line/empty':
      return say('command/line-empty', { help: helpWord })
    case 'line/open-quote':
      return say('command/line-quote')
    case 'line/too-many':
      return say('command/line-extra', { extra: memberText(why.extra), command: why.command })
    case 'line/unknown-field':
      return say('command/line-field', {
        command: code(why.command),
        field: memberText(`--${why.field}`),
        fields: code(why.fields.map((name) => `--${name}`).join(' ')),
      })
    case 'line/unknown-command': {
      const nearest = why.nearest.flatMap((name, at): Parts => [...(at > 0 ? [text(', ')] : []), code(name)])
      return say('command/line-unknown', {
        typed: memberText(why.typed),
        near: nearest.length > 0 ? 'some' : 'none',
        nearest,
        help: helpWord,
      })
    }
  }
}

export const unknownCommand = (typed: string): Reply =>
  refusedBy(slipSentence({ code: 'line/unknown-command', typed, nearest: [] }))
