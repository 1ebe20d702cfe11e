import type { Parts } from '../text/part.ts'

/** One thing to choose. `value` comes back as it is; `label` and `note` are plain, as menus show no markup. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly note?: string
}

/** How one field is asked. Lengths count UTF-16 units. */
export type Asked =
  | { readonly kind: 'line'; readonly max: number }
  /** Paragraphs in a person's words. Where an input of the platform takes less than `max`, it is asked as a `text`. */
  | { readonly kind: 'words'; readonly max: number }
  /** One of `choices`, or several. `more`: there are others, found by typing (an invocation of kind `choices`). */
  | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly more: boolean }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[]; readonly more: boolean }
  | { readonly kind: 'tick' }
  /** A moment as people say it ("Thu 18:00"), read in `zone`. */
  | { readonly kind: 'moment'; readonly zone: string }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** A whole text: pasted, or a file of plain text or Markdown. */
  | { readonly kind: 'text'; readonly max: number }

/** What comes back from a field, and what it is filled with: a tick is true or false, several choices are a list. */
export type Given = string | boolean | readonly string[]
export type GivenAnswers = Readonly<Record<string, Given>>

export interface FormField {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  readonly asked: Asked
  /** What was given before, or is offered: a form that comes back keeps what was typed. */
  readonly value?: Given
  /** Why what was given could not be taken, and what to do. */
  readonly error?: Parts
}

/** What is asked of a person to complete a command. Made from the command's declaration, never written by hand. */
export interface Form {
  /** Noun and verb of the command that this form asks for. */
  readonly command: string
  readonly title: string
  /** What the person should know before answering: shown above the fields, one paragraph each. */
  readonly intro: readonly Parts[]
  readonly fields: readonly FormField[]
  /** The verb on the button that sends it. */
  readonly submit: string
  /** Answers that are settled already, by the button that opened the form: they come back with the others, unshown. */
  readonly settled: GivenAnswers
}
