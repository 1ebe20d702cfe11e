import type { Act } from '../domain/act.ts'
import type { Part } from '../text/part.ts'

/** What people see, drawn once for every platform: nodes in the order of reading, never Markdown. */
export type Card = readonly CardNode[]

export type CardNode =
  | Heading
  | Line
  | Items
  | Fields
  | Table
  | Quote
  | Paragraph
  | Notice
  | Details
  | Buttons
  | { readonly kind: 'divider' }

/** What it is and where it stands. The first heading is also what a notification and a screen reader say. */
export interface Heading {
  readonly kind: 'heading'
  readonly parts: readonly Part[]
}

export interface Line {
  readonly kind: 'line'
  readonly parts: readonly Part[]
  /** Quiet lines are said in passing: drawn smaller or greyed where a platform can. */
  readonly quiet: boolean
}

/** A list, one line an item. */
export interface Items {
  readonly kind: 'items'
  readonly items: readonly (readonly Part[])[]
}

/** Names with what they stand at, side by side. */
export interface Fields {
  readonly kind: 'fields'
  readonly fields: readonly { readonly name: readonly Part[]; readonly value: readonly Part[] }[]
}

/** Each row has as many cells as there are columns. A platform without tables shows each row as a list item. */
export interface Table {
  readonly kind: 'table'
  readonly columns: readonly (readonly Part[])[]
  readonly rows: readonly (readonly (readonly Part[])[])[]
}

/** What somebody wrote, and, where the procedure shows it, who. */
export interface Quote {
  readonly kind: 'quote'
  readonly parts: readonly Part[]
  readonly by: readonly Part[]
}

/** One paragraph of a proposal. The label stays as its author typed it, and is empty where there was none. */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly label: string
  readonly parts: readonly Part[]
}

/** What was just done, what could not be done, or what someone should look at. Said in words; colour only adds to it. */
export interface Notice {
  readonly kind: 'notice'
  readonly tone: 'done' | 'refused' | 'attention'
  readonly parts: readonly Part[]
}

/** Long or secondary matter: folded where a platform can fold, on further pages where it cannot. */
export interface Details {
  readonly kind: 'details'
  readonly summary: readonly Part[]
  readonly nodes: readonly Exclude<CardNode, Details>[]
}

export interface Buttons {
  readonly kind: 'buttons'
  readonly buttons: readonly Button[]
}

export interface Button {
  /** A verb: "Confirm", not "OK". */
  readonly label: string
  readonly press: Press
  /** At most one a card. */
  readonly primary: boolean
  /** Asked before the press counts, for what cannot be taken back. */
  readonly confirm?: string
}

/**
 * What a press brings. Nothing trusts that only the right people see a button: `decide` judges each press anew.
 */
export type Press =
  /** An act of the domain, done at once. */
  | { readonly kind: 'act'; readonly act: Act }
  /** A command with some answers filled in: what is missing is asked in a form. */
  | { readonly kind: 'command'; readonly command: CommandName; readonly filled: Filled }
  /** Something to read, shown privately. */
  | { readonly kind: 'page'; readonly page: PageRequest }

/** A noun and a verb: `['concern', 'answer']`. */
export type CommandName = readonly [noun: string, verb: string]

/** Answers to a command's fields, as people gave them: text, several choices, or a tick. */
export type Filled = Readonly<Record<string, FilledValue>>
export type FilledValue = string | boolean | readonly string[]

/** Something to read: what it is, about which thing (by its id), and which of its pages, counted from 0. */
export interface PageRequest {
  readonly shows: string
  readonly of: Readonly<Record<string, string>>
  readonly page: number
}

export const heading = (parts: readonly Part[]): Heading => ({ kind: 'heading', parts })
export const line = (parts: readonly Part[]): Line => ({ kind: 'line', parts, quiet: false })
export const quietLine = (parts: readonly Part[]): Line => ({ kind: 'line', parts, quiet: true })
export const items = (all: readonly (readonly Part[])[]): Items => ({ kind: 'items', items: all })
export const fields = (all: Fields['fields']): Fields => ({ kind: 'fields', fields: all })
export const table = (columns: Table['columns'], rows: Table['rows']): Table => ({ kind: 'table', columns, rows })
export const quote = (parts: readonly Part[], by: readonly Part[] = []): Quote => ({ kind: 'quote', parts, by })
export const paragraph = (label: string, parts: readonly Part[]): Paragraph => ({ kind: 'paragraph', label, parts })
export const notice = (tone: Notice['tone'], parts: readonly Part[]): Notice => ({ kind: 'notice', tone, parts })
export const details = (summary: readonly Part[], nodes: Details['nodes']): Details => ({
  kind: 'details',
  summary,
  nodes,
})
export const divider: CardNode = { kind: 'divider' }
export const buttons = (all: readonly Button[]): Buttons => ({ kind: 'buttons', buttons: all })

/** A button that does an act at once. */
export const button = (act: Act, label: string, look: Look = {}): Button => drawn({ kind: 'act', act }, label, look)
/** A button that opens a command's form, with these answers filled in. */
export const asking = (command: CommandName, filled: Filled, label: string, look: Look = {}): Button =>
  drawn({ kind: 'command', command, filled }, label, look)
/** A button that shows something to read. */
export const showing = (shows: string, of: PageRequest['of'], label: string, look: Look = {}): Button =>
  drawn({ kind: 'page', page: { shows, of, page: 0 } }, label, look)

interface Look {
  readonly primary?: boolean
  readonly confirm?: string
}

const drawn = (press: Press, label: string, { primary = false, confirm }: Look): Button => ({
  label,
  press,
  primary,
  ...(confirm !== undefined && { confirm }),
})
