/** What Discord says no with: a status, a code of its own, a sentence, and for a body what is wrong where. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: number
  readonly errors: ErrorTree | undefined
  /** Seconds until it may be tried again. */
  readonly retryAfter: number | undefined
  /** Of a 429: whose limit it is. */
  readonly scope: Scope
  constructor(status: number, code: number, message: string, more: More = {}) {
    super(message)
    this.status = status
    this.code = code
    this.errors = more.errors
    this.retryAfter = more.retryAfter
    this.scope = more.scope ?? 'shared'
  }
}

type Scope = 'user' | 'global' | 'shared'

interface More {
  readonly errors?: ErrorTree
  readonly retryAfter?: number
  readonly scope?: Scope
}

/** Discord's nest of errors: by key and index, each leaf a list under `_errors`. */
export interface ErrorTree {
  [key: string]: ErrorTree | readonly { readonly code: string; readonly message: string }[]
}

/** What is wrong at one place of a body. */
export interface Wrong {
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly message: string
}

// Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
export const refusals = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  methodNotAllowed: () => new Refusal(405, 0, '405: Method Not Allowed'),
  unknownChannel: () => new Refusal(404, 10_003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10_004, 'Unknown Guild'),
  unknownMember: () => new Refusal(404, 10_007, 'Unknown Member'),
  unknownMessage: () => new Refusal(404, 10_008, 'Unknown Message'),
  unknownOverwrite: () => new Refusal(404, 10_009, 'Unknown Permission Overwrite'),
  unknownRole: () => new Refusal(404, 10_011, 'Unknown Role'),
  unknownUser: () => new Refusal(404, 10_013, 'Unknown User'),
  unknownWebhook: () => new Refusal(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10_062, 'Unknown interaction'),
  unknownCommand: () => new Refusal(404, 10_063, 'Unknown application command'),
  tooManyPins: () => new Refusal(400, 30_003, 'Maximum number of pins reached for the channel (250)'),
  tooManyRoles: () => new Refusal(400, 30_005, 'Maximum number of server roles reached (250)'),
  tooManyChannels: () => new Refusal(400, 30_013, 'Maximum number of server channels reached (500)'),
  tooManyCommands: (limit: number) =>
    new Refusal(400, 30_032, `Maximum number of application commands reached (${limit})`),
  tooManyCommandCreates: (retryAfter: number) =>
    new Refusal(429, 30_034, 'Max number of daily application command creates has been reached (200)', { retryAfter }),
  oldMessageEdits: (retryAfter: number) =>
    new Refusal(429, 30_046, 'Maximum number of edits to messages older than 1 hour reached. Try again later.', {
      retryAfter,
    }),
  threadExists: () => new Refusal(400, 160_004, 'A thread has already been created for this message'),
  alreadyAcknowledged: () => new Refusal(400, 40_060, 'Interaction has already been acknowledged.'),
  dmTooFast: () => new Refusal(400, 40_003, 'You are opening direct messages too fast'),
  missingAccess: () => new Refusal(403, 50_001, 'Missing Access'),
  notInDm: () => new Refusal(403, 50_003, 'Cannot execute action on this channel type'),
  notYourMessage: () => new Refusal(403, 50_005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new Refusal(400, 50_006, 'Cannot send an empty message'),
  closedDm: () => new Refusal(403, 50_007, 'Cannot send messages to this user'),
  noMutualGuild: () => new Refusal(403, 50_278, 'Cannot send messages to this user due to having no mutual guilds'),
  missingPermissions: () => new Refusal(403, 50_013, 'Missing Permissions'),
  invalidWebhookToken: () => new Refusal(401, 50_027, 'Invalid Webhook Token'),
  invalidRole: () => new Refusal(400, 50_028, 'Invalid Role'),
  systemMessage: () => new Refusal(403, 50_021, 'Cannot execute action on a system message'),
  badContentType: () => new Refusal(400, 50_109, 'The request body contains invalid JSON.'),
  tooLarge: () => new Refusal(413, 40_005, 'Request entity too large'),
  archivedThread: () => new Refusal(400, 50_083, 'Thread is archived'),
  formBody: (wrongs: readonly Wrong[]) => new Refusal(400, 50_035, 'Invalid Form Body', { errors: treeOf(wrongs) }),
} as const

function treeOf(wrongs: readonly Wrong[]): ErrorTree {
  const tree: ErrorTree = {}
  for (const { path, code, message } of wrongs) {
    let branch = tree
    for (const key of path) {
      const next = branch[String(key)]
      const deeper: ErrorTree = next && !Array.isArray(next) ? (next as ErrorTree) : {}
      branch[String(key)] = deeper
      branch = deeper
    }
    const before = branch['_errors']
    branch['_errors'] = [...(Array.isArray(before) ? before : []), { code, message }]
  }
  return tree
}

/** Runs what checks a part of a body: what is wrong is told as under this key. */
export function under<T>(key: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof Refusal) || !error.errors) throw error
    throw new Refusal(error.status, error.code, error.message, { errors: { [key]: error.errors } })
  }
}

/** Refuses a body for one reason at one place. */
export const wrongBody = (path: readonly (string | number)[], code: string, message: string): Refusal =>
  refusals.formBody([{ path, code, message }])
