/**
 * What one platform takes, as data. Characters are UTF-16 units, which is what the platforms' libraries count; text
 * limits are the platform's own less a margin where the real one is undocumented.
 */
export interface Limits {
  readonly cardChars: number
  /** UTF-8 bytes of all text of one card: scripts beyond ASCII meet this one first. */
  readonly cardBytes: number
  readonly paragraphChars: number
  readonly headingChars: number
  /** Nodes of one card, each row of buttons and each paragraph counted. */
  readonly blocks: number
  readonly tableRows: number
  /** Columns of a table beside the first. A wider one is drawn as a list. */
  readonly tableColumns: number
  readonly fieldsPerNode: number
  readonly buttons: number
  readonly buttonsPerRow: number
  readonly buttonLabelChars: number
  readonly tokenChars: number
  readonly confirmChars: number
  readonly summaryChars: number
  readonly form: {
    readonly titleChars: number
    readonly fields: number
    readonly labelChars: number
    readonly hintChars: number
    readonly wordsChars: number
    readonly introChars: number
    readonly choices: number
    readonly choiceChars: number
  }
  readonly fileBytes: number
  readonly channelNameChars: number
  readonly topicChars: number
}
