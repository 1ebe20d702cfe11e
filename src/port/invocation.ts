import type { Card, CommandName, Filled, Press } from './card.ts'
import type { Form, Option } from './form.ts'
import type { ChannelId, MessageId, PersonId } from './platform.ts'

/** Somebody did something on a platform. An adapter makes it of the platform's own event, and judges nothing. */
export interface Invocation {
  /** The same for every delivery of one event, and unlike any other: `slack:Ev…`, `discord:…`. */
  readonly key: string
  readonly platform: string
  readonly by: PersonId
  /** Where it was done; absent in a direct message. */
  readonly channel?: ChannelId
  readonly input: Input
}

export type Input =
  | { readonly kind: 'press'; readonly press: Press; readonly on?: MessageId }
  /** A command with typed options. What is missing is asked in a form. */
  | { readonly kind: 'command'; readonly command: CommandName; readonly answers: Filled }
  /** A line of text as it was typed, `/caucus` left out: `gauge open P-12 --closes "Thu 18:00"`. */
  | { readonly kind: 'line'; readonly line: string }
  /** A form sent: what was settled before, and what was answered in it. */
  | { readonly kind: 'form'; readonly command: CommandName; readonly settled: Filled; readonly answers: Filled }
  /** Somebody is typing an answer and wants to see what there is to choose from. Changes nothing. */
  | {
      readonly kind: 'choices'
      readonly command: CommandName
      readonly field: string
      readonly typed: string
      readonly answers: Filled
    }

/** What the person is told, privately, in the same interaction. Sent after whatever they did is committed. */
export type Answer =
  | { readonly kind: 'card'; readonly card: Card }
  /** More is needed to do it. Where a platform cannot open a form now, it shows a button that does. */
  | { readonly kind: 'form'; readonly form: Form }
  /** A sent form had answers that cannot be taken: each field with its sentence. The form keeps what was typed. */
  | { readonly kind: 'mend'; readonly form: Form; readonly wrong: Readonly<Record<string, string>> }
  /** What there is to choose from, best first. */
  | { readonly kind: 'choices'; readonly options: readonly Option[] }

/** The one way in. It answers every invocation, a fault of ours included, and never throws. */
export type Dispatch = (invocation: Invocation) => Promise<Answer>
