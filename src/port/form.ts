import type { Part } from '../text/part.ts'
import type { CommandName, Filled } from './card.ts'

/** What is asked of a person to complete a command. Made from the command's declaration, never written by hand. */
export interface Form {
  readonly command: CommandName
  readonly title: string
  /** Read before the questions: what this does, and what will leave. */
  readonly intro: readonly Part[]
  readonly fields: readonly FormField[]
  /** The verb on the button that sends it. */
  readonly submit: string
  /** Answers that are settled already and travel with the form: the concern whose button was pressed. */
  readonly settled: Filled
}

/** One question. `name` is the command's field; lengths count UTF-16 units. */
export type FormField = {
  readonly name: string
  readonly label: string
  /** One line below the question; empty where the label says it all. */
  readonly hint: string
  readonly required: boolean
} & Question

export type Question =
  | { readonly kind: 'line'; readonly max: number; readonly value: string }
  | { readonly kind: 'paragraph'; readonly max: number; readonly value: string }
  | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly value: string }
  | { readonly kind: 'choices'; readonly options: readonly Option[]; readonly values: readonly string[] }
  | { readonly kind: 'tick'; readonly value: boolean }
  /** A moment as people type it ("Thu 18:00"), read in `zone`. */
  | { readonly kind: 'moment'; readonly zone: string; readonly value: string }
  /** A member, chosen as the platform lets people choose one another. */
  | { readonly kind: 'person'; readonly value: string }
  /** A whole text in numbered paragraphs: pasted, or handed in as a file where it is too long to paste. */
  | { readonly kind: 'text'; readonly value: string }

export interface Option {
  readonly value: string
  readonly label: string
  /** One line that explains the choice; empty where the label does. */
  readonly description: string
}
