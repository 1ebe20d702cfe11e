/** What a test may set of an emulated Discord. Times are in milliseconds. */
export interface Options {
  /** How long the bot has to answer an interaction. Discord: 3,000. */
  readonly answerWithinMs?: number
  /** How long it may speak through an interaction's token. Discord: 15 minutes. */
  readonly tokenMs?: number
  readonly heartbeatMs?: number
  /** Whether routes have their limits (5 messages in 5 s in a channel …). Renames and old edits are limited always. */
  readonly rateLimits?: boolean
  /** How many requests a second the bot has in all, those about interactions apart. Discord: 50. */
  readonly globalPerSecond?: number
  /** How many edits of messages older than an hour are taken in 10 minutes; Discord does not publish it. */
  readonly oldEdits?: number
  /** How many requests answered with 401, 403 or 429 in 10 minutes ban the address. Discord: 10,000. */
  readonly invalidRequests?: number
  /** Which privileged intents are switched on for the bot, as in the developer portal. */
  readonly privilegedIntents?: number
  /** The bits that the bot was invited with. */
  readonly permissions?: bigint
  /** After an answer, how long the hands of a person wait for more of it to come. */
  readonly quietMs?: number
}

export interface Settings extends Required<Options> {
  readonly token: string
}

// The least that the product asks for, and what its overwrites need: platforms.md, 4.2 (recommended).
export const invitedWith = 2_252_197_366_713_424n

export const settingsOf = (options: Options, token: string): Settings => ({
  answerWithinMs: 3_000,
  tokenMs: 15 * 60_000,
  heartbeatMs: 41_250,
  rateLimits: true,
  globalPerSecond: 50,
  oldEdits: 5,
  invalidRequests: 10_000,
  privilegedIntents: 0,
  permissions: invitedWith,
  quietMs: 60,
  ...options,
  token,
})
