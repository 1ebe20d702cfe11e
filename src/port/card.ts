import type { Parts } from '../text/part.ts'
import type { Page } from './page.ts'

// What people see, before a platform draws it. Invariant: no Markdown, no platform; every sentence is parts.

/**
 * What a button does: a command with answers filled in, or a private page. Whatever a command still lacks, the platform
 * asks in the command's form. Nothing trusts that only the right people see a button: each press is judged anew.
 */
export type Press =
  | {
      readonly kind: 'command'
      /** Noun and verb, as typed: `gauge answer`. */
      readonly command: string
      /** By field: ids, numbers and choices as they are typed. At most two ids, so that the token stays short. */
      readonly answers: Readonly<Record<string, string>>
      /** Opens the form even when nothing that is required is missing: for what is asked, not demanded. */
      readonly ask?: true
    }
  | { readonly kind: 'page'; readonly page: Page }

export interface Button {
  /** A verb: "Confirm", not "OK". */
  readonly label: Parts
  readonly press: Press
  /** At most one button of a card is `primary`; `danger` is for what cannot be undone. */
  readonly style: 'primary' | 'plain' | 'danger'
  /** Asked before an act that cannot be undone. */
  readonly confirm?: Parts
}

export interface Cell {
  readonly parts: Parts
  readonly emphasis?: 'strong' | 'quiet'
}

export type CardNode =
  /** What it is and where it stands. */
  | { readonly kind: 'heading'; readonly parts: Parts }
  /** A quiet line is said in passing: smaller or greyed where a platform can. */
  | { readonly kind: 'line'; readonly parts: Parts; readonly quiet?: true }
  | { readonly kind: 'list'; readonly items: readonly Parts[] }
  /** The first column names the row: `columns` are the heads of the others. */
  | {
      readonly kind: 'table'
      readonly columns: readonly Parts[]
      readonly rows: readonly { readonly head: Parts; readonly cells: readonly Cell[] }[]
    }
  /** What a member wrote, in their words; `by` says whose it is, where that is shown. */
  | { readonly kind: 'quote'; readonly says: string; readonly by?: Parts }
  /** One paragraph of a proposal. The label is as its author typed it, and empty where there was none. */
  | { readonly kind: 'paragraph'; readonly label: string; readonly parts: Parts }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly name: Parts; readonly says: Parts }[] }
  | { readonly kind: 'divider' }
  /**
   * A text that may be long: its first paragraphs, as many as fit. Where some are left out, the button `all` is shown,
   * which reads the whole privately.
   */
  | { readonly kind: 'more'; readonly paragraphs: readonly Parts[]; readonly all: Button }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }

export type NodeOf<Kind extends CardNode['kind']> = Extract<CardNode, { kind: Kind }>

export interface Card {
  readonly nodes: readonly CardNode[]
  /** One sentence for notifications and screen readers: what it is and where it stands. */
  readonly summary: Parts
}

export const heading = (parts: Parts): CardNode => ({ kind: 'heading', parts })
export const line = (parts: Parts): CardNode => ({ kind: 'line', parts })
export const quietLine = (parts: Parts): CardNode => ({ kind: 'line', parts, quiet: true })
export const list = (items: readonly Parts[]): CardNode => ({ kind: 'list', items })
export const table = (columns: readonly Parts[], rows: NodeOf<'table'>['rows']): CardNode => ({
  kind: 'table',
  columns,
  rows,
})
export const quote = (says: string, by?: Parts): CardNode => ({ kind: 'quote', says, ...(by && { by }) })
export const paragraph = (label: string, parts: Parts): CardNode => ({ kind: 'paragraph', label, parts })
export const fields = (all: NodeOf<'fields'>['fields']): CardNode => ({ kind: 'fields', fields: all })
export const divider: CardNode = { kind: 'divider' }
export const more = (paragraphs: readonly Parts[], all: Button): CardNode => ({ kind: 'more', paragraphs, all })
export const buttons = (all: readonly Button[]): CardNode => ({ kind: 'buttons', buttons: all })

interface Look {
  readonly style?: Button['style']
  readonly confirm?: Parts
}

/** A button that does one thing of the procedure. */
export const commandButton = (
  label: Parts,
  command: string,
  answers: Readonly<Record<string, string>> = {},
  { style = 'plain', confirm, ask }: Look & { readonly ask?: true } = {},
): Button => ({
  label,
  press: { kind: 'command', command, answers, ...(ask && { ask }) },
  style,
  ...(confirm && { confirm }),
})

/** A button that reads something privately, and changes nothing. */
export const pageButton = (label: Parts, page: Page, { style = 'plain' }: Look = {}): Button => ({
  label,
  press: { kind: 'page', page },
  style,
})
