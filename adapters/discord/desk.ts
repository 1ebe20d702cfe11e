import { line } from '../../src/port/card.ts'
import type { Catalogue } from '../../src/port/command.ts'
import type { Dispatch } from '../../src/port/invocation.ts'
import type { Parts } from '../../src/text/part.ts'
import type { Answer } from './answer.ts'
import type { KeptForms } from './kept.ts'
import { privately } from './private.ts'
import type { Spelling } from './words.ts'

/** What it takes to answer people: the commands, the way in, and the forms that they are filling in. */
export interface Desk {
  readonly catalogue: Catalogue
  readonly dispatch: Dispatch
  readonly forms: KeptForms
  readonly how: Spelling
  readonly now: () => string
}

/** One sentence, to the person who did something. */
export const told = ({ how, now }: Pick<Desk, 'how' | 'now'>, says: Parts): Answer => ({
  kind: 'messages',
  messages: privately({ nodes: [line(says)], summary: says }, how, now()),
})
