/** What Block Kit takes of one property. */
export interface Limit {
  /** Characters at most, of a string or of the text in a text object. */
  readonly chars?: number
  /** Characters at least. */
  readonly least?: number
  /** Entries of a list at most. */
  readonly items?: number
  /** Of each entry: characters, or entries of a row. */
  readonly each?: number
  /** Entries of a list at least. */
  readonly leastItems?: number
  readonly most?: number
  readonly fewest?: number
  /** Says where it stands when the JSDoc of Slack's types does not say it. */
  readonly from?: string
}

/** These have one limit wherever they stand. */
const everywhere: Readonly<Record<string, Limit>> = {
  block_id: { chars: 255 },
  action_id: { chars: 255 },
  placeholder: { chars: 150 },
  max_selected_items: { fewest: 1 },
}

const option: Readonly<Record<string, Limit>> = {
  text: { chars: 75 },
  description: { chars: 75 },
  // Slack's pages say 150, its types 75.
  value: { chars: 75 },
  url: { chars: 3_000 },
}
const view: Readonly<Record<string, Limit>> = {
  blocks: { items: 100 },
  private_metadata: { chars: 3_000 },
  callback_id: { chars: 255 },
  external_id: { chars: 255, from: 'reference/methods/views.open' },
}
const select: Readonly<Record<string, Limit>> = {
  options: { items: 100, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' },
  option_groups: { items: 100, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' },
}

/** The limits of Block Kit by the names of Slack's types. A test compares them with the JSDoc of those types. */
export const limits: Readonly<Record<string, Readonly<Record<string, Limit>>>> = {
  PlainTextElement: { text: { chars: 3_000, least: 1 } },
  MrkdwnElement: { text: { chars: 3_000, least: 1 } },
  PlainTextOption: option,
  MrkdwnOption: option,
  ConfirmationDialog: { title: { chars: 100 }, text: { chars: 300 }, confirm: { chars: 30 }, deny: { chars: 30 } },

  ActionsBlock: { elements: { items: 25, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' } },
  ContextBlock: { elements: { items: 10, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' } },
  ContextActionsBlock: { elements: { items: 5 } },
  HeaderBlock: { text: { chars: 150 } },
  SectionBlock: { text: { chars: 3_000, least: 1 }, fields: { items: 10, each: 2_000 } },
  InputBlock: { label: { chars: 2_000 }, hint: { chars: 2_000 } },
  ImageBlock: { alt_text: { chars: 2_000 }, title: { chars: 2_000 } },
  MarkdownBlock: { text: { chars: 12_000 } },
  TableBlock: { rows: { items: 100, each: 20 }, column_settings: { items: 20 } },
  DataTableBlock: { page_size: { fewest: 1, most: 100 } },
  CardBlock: { title: { chars: 150 }, subtitle: { chars: 150 }, body: { chars: 200 } },
  CarouselBlock: { elements: { items: 10, leastItems: 1 } },
  ContainerBlock: { title: { chars: 150 }, subtitle: { chars: 150 }, child_blocks: { items: 10 } },
  VideoBlock: { title: { chars: 199 }, author_name: { chars: 49 } },
  RawTextElement: { text: { least: 1 } },
  RawNumberElement: { text: { least: 1 } },

  Button: { text: { chars: 75 }, value: { chars: 2_000 }, url: { chars: 3_000 }, accessibility_label: { chars: 75 } },
  WorkflowButton: { text: { chars: 75 }, accessibility_label: { chars: 75 } },
  IconButton: { accessibility_label: { chars: 75 } },
  Checkboxes: { options: { items: 10, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' } },
  RadioButtons: { options: { items: 10, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' } },
  Overflow: { options: { items: 5, leastItems: 1, from: 'leastItems: invalid_blocks, no page says so' } },
  StaticSelect: select,
  MultiStaticSelect: select,
  FileInput: { max_files: { fewest: 1, most: 10 } },
  RichTextInput: { min_lines: { fewest: 1, most: 100 }, max_lines: { fewest: 1, most: 100 } },
  PlainTextInput: {
    initial_value: { chars: 3_000, from: 'what max_length can be at most' },
    min_length: { most: 3_000 },
    max_length: { most: 3_000, fewest: 1, from: 'reference/block-kit/block-elements/plain-text-input-element' },
  },

  ModalView: { ...view, title: { chars: 24 }, close: { chars: 24 }, submit: { chars: 24 } },
  HomeView: view,
}

/** What one message takes. The last two stand in no type. */
export const messageLimits = {
  blocks: 50,
  /** Of all text in the blocks together: no page says it, Slack has refused 11,341 (bolt-js #2867) and 13,297 (#2509). */
  blockChars: 11_000,
  tables: 1,
} as const

/** Bytes of a view as JSON. [reference/methods/views.open] */
export const viewBytes = 250_000

export const limitOf = (type: string, property: string): Limit | undefined =>
  limits[type]?.[property] ?? everywhere[property]

/** What is wrong with a value, in Slack's words. */
export function beyond(limit: Limit, value: unknown): readonly string[] {
  const found: (string | false)[] = []
  const text = textOf(value)
  if (text !== undefined) {
    found.push(
      limit.chars !== undefined && text.length > limit.chars && `must be less than ${limit.chars + 1} characters`,
    )
    found.push(
      limit.least !== undefined && text.length < limit.least && `must be more than ${limit.least - 1} characters`,
    )
  }
  if (Array.isArray(value)) {
    found.push(limit.items !== undefined && value.length > limit.items && `no more than ${limit.items} items allowed`)
    found.push(
      limit.leastItems !== undefined && value.length < limit.leastItems && `no fewer than ${limit.leastItems} items`,
    )
    const { each = Infinity } = limit
    const sizes = value.map((entry: unknown) => (Array.isArray(entry) ? entry.length : (textOf(entry)?.length ?? 0)))
    found.push(sizes.some((size) => size > each) && `an entry is larger than ${each}`)
  }
  if (typeof value === 'number') {
    found.push(limit.most !== undefined && value > limit.most && `must be at most ${limit.most}`)
    found.push(limit.fewest !== undefined && value < limit.fewest && `must be at least ${limit.fewest}`)
  }
  return found.filter((each) => each !== false)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined
  return typeof value.text === 'string' ? value.text : undefined
}
