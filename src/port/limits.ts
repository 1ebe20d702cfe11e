/**
 * What one platform takes of a card, a form and a channel, as data. Characters are UTF-16 units, which is what the
 * platforms' libraries count; where a platform's own limit is undocumented, ours has a margin.
 */
export interface Limits {
  readonly card: {
    readonly chars: number
    /** UTF-8 bytes of all text: scripts beyond ASCII meet this one first. */
    readonly bytes: number
    /** What a platform counts as parts of one message; each node is one, and a table or a list too. */
    readonly blocks: number
    /** Whether each button is a block of its own, beside its row. */
    readonly buttonsAreBlocks: boolean
    /** What stands on buttons, and what they ask back, counts among the characters. */
    readonly buttonsAreText: boolean
    readonly headingChars: number
    /** One paragraph, list, quote or table. */
    readonly paragraphChars: number
    /** The first paragraphs of a long text, before *Read all*. */
    readonly previewChars: number
    readonly fieldsPerNode: number
    /** As many of a card are drawn as tables; others are read as lists. */
    readonly tables: number
    readonly tableRows: number
    /** Columns beside the first. A wider table is drawn as a list. */
    readonly tableColumns: number
    readonly buttons: number
    readonly buttonsPerRow: number
    readonly labelChars: number
    readonly confirmChars: number
    readonly summaryChars: number
  }
  /** How a platform's spelling lengthens a text: what one character becomes when it is escaped, a whole moment, what stands around a name. */
  readonly spelling: {
    readonly escapes: Readonly<Record<string, number>>
    readonly momentChars: number
    /** What stands around a command that can be tapped. */
    readonly commandChars: number
    readonly personChars: number
  }
  readonly form: {
    readonly titleChars: number
    readonly fields: number
    readonly labelChars: number
    readonly hintChars: number
    readonly wordsChars: number
    readonly choices: number
    readonly choiceChars: number
  }
  /** What a button can carry to say what it does. */
  readonly tokenChars: number
  readonly fileBytes: number
  readonly channelNameChars: number
  readonly topicChars: number
  /** Whether a channel can keep readers from writing. Where it cannot, a reader is let in as a member. */
  readonly readOnlyMembers: boolean
}

/** Ours: generous, and still a card that one can read. */
const web: Limits = {
  card: {
    chars: 40_000,
    bytes: 160_000,
    blocks: 200,
    buttonsAreBlocks: false,
    buttonsAreText: false,
    headingChars: 300,
    paragraphChars: 20_000,
    previewChars: 2_400,
    fieldsPerNode: 30,
    tables: Number.POSITIVE_INFINITY,
    tableRows: 100,
    tableColumns: 60,
    buttons: 40,
    buttonsPerRow: 12,
    labelChars: 80,
    confirmChars: 600,
    summaryChars: 300,
  },
  spelling: { escapes: {}, momentChars: 120, commandChars: 0, personChars: 0 },
  form: {
    titleChars: 80,
    fields: 12,
    labelChars: 120,
    hintChars: 300,
    wordsChars: 20_000,
    choices: 200,
    choiceChars: 160,
  },
  tokenChars: 90,
  fileBytes: 10 * 1024 * 1024,
  channelNameChars: 80,
  topicChars: 250,
  readOnlyMembers: true,
}

/** Block Kit. All text of one message together fails near 12,000 characters, which no page of Slack's says. */
const slack: Limits = {
  card: {
    chars: 10_000,
    bytes: 30_000,
    blocks: 48,
    buttonsAreBlocks: false,
    buttonsAreText: true,
    headingChars: 140,
    paragraphChars: 2_900,
    previewChars: 1_200,
    fieldsPerNode: 10,
    tables: 1,
    tableRows: 99,
    tableColumns: 19,
    buttons: 40,
    buttonsPerRow: 5,
    labelChars: 75,
    confirmChars: 300,
    summaryChars: 3_000,
  },
  spelling: { escapes: { '&': 5, '<': 4, '>': 4 }, momentChars: 160, commandChars: 0, personChars: 0 },
  form: {
    titleChars: 24,
    fields: 20,
    labelChars: 150,
    hintChars: 150,
    wordsChars: 3_000,
    choices: 100,
    choiceChars: 75,
  },
  tokenChars: 90,
  fileBytes: 10 * 1024 * 1024,
  channelNameChars: 80,
  topicChars: 250,
  readOnlyMembers: false,
}

const markdown = Object.fromEntries(Array.from('\\*_`~|#>-+.)[](<:@', (mark) => [mark, 2]))

/** Components V2: 4,000 characters and 40 components a message, each row, button and text counted. */
const discord: Limits = {
  card: {
    chars: 3_500,
    bytes: 8_500,
    blocks: 38,
    buttonsAreBlocks: true,
    buttonsAreText: false,
    headingChars: 250,
    paragraphChars: 3_400,
    previewChars: 900,
    fieldsPerNode: 25,
    tables: Number.POSITIVE_INFINITY,
    tableRows: 30,
    tableColumns: 4,
    buttons: 20,
    buttonsPerRow: 5,
    labelChars: 75,
    confirmChars: 1_000,
    summaryChars: 300,
  },
  spelling: { escapes: markdown, momentChars: 80, commandChars: 26, personChars: 0 },
  form: {
    titleChars: 45,
    fields: 5,
    labelChars: 45,
    hintChars: 100,
    wordsChars: 4_000,
    choices: 25,
    choiceChars: 75,
  },
  tokenChars: 90,
  fileBytes: 10 * 1024 * 1024,
  channelNameChars: 100,
  topicChars: 1_024,
  readOnlyMembers: true,
}

export const limitsOf = { web, slack, discord } as const satisfies Readonly<Record<string, Limits>>
