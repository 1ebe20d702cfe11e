import { setTimeout as sleep } from 'node:timers/promises'
import { RateLimitError, SnowflakeUtil } from 'discord.js'

/** How a message is changed and taken away. Throws discord.js's `RateLimitError` instead of waiting. */
export interface MessageHands {
  edit(channel: string, message: string, body: object): Promise<'updated' | 'gone'>
  remove(channel: string, message: string): Promise<void>
}

export interface Pace {
  /** The least time between two edits of one message. */
  readonly betweenMs: number
  /** The longest that an edit waits for Discord to take it. */
  readonly patienceMs: number
  readonly now: () => number
}

/** Changes of messages: of many that come together only the last is sent, and one busy message holds up no other. */
export interface Edits {
  /**
   * Resolves when the message shows this body or a newer one. `gone`: it was deleted, or Discord takes no more edits of it
   * for long (30046: it is older than an hour), and it was taken away so that it can be posted anew.
   */
  edit(channel: string, message: string, body: object): Promise<'updated' | 'gone'>
  /** Lets what is under way end; what waits is not sent. */
  stop(): void
}

interface Line {
  wanted: object | undefined
  waiting: { resolve: (done: 'updated' | 'gone') => void; reject: (error: unknown) => void }[]
  shown: string | undefined
  nextAt: number
  isBusy: boolean
}

const hour = 3_600_000
/** Messages that are remembered, so that the same is not sent twice. */
const most = 5_000

export function editsThrough(hands: MessageHands, pace: Pace): Edits {
  const lines = new Map<string, Line>()
  const stopping = new AbortController()

  const lineOf = (key: string): Line => {
    const known = lines.get(key)
    if (known) return known
    const made: Line = { wanted: undefined, waiting: [], shown: undefined, nextAt: 0, isBusy: false }
    lines.set(key, made)
    for (const [other, { isBusy }] of lines) {
      if (lines.size <= most) break
      if (!isBusy && other !== key) lines.delete(other)
    }
    return made
  }

  async function run(channel: string, message: string, line: Line): Promise<void> {
    line.isBusy = true
    const waitedSince = pace.now()
    while (line.wanted !== undefined) {
      await wait(line.nextAt - pace.now())
      const { wanted: body, waiting } = line
      if (stopping.signal.aborted) {
        line.wanted = undefined
        for (const { reject } of waiting.splice(0))
          reject(new Error('the bot stops: this edit is sent when it is back'))
        break
      }
      line.wanted = undefined
      line.waiting = []
      const shown = JSON.stringify(body)
      try {
        const done = shown === line.shown ? 'updated' : await hands.edit(channel, message, body)
        line.shown = done === 'updated' ? shown : undefined
        line.nextAt = pace.now() + pace.betweenMs
        for (const { resolve } of waiting) resolve(done)
      } catch (error) {
        if (!(error instanceof RateLimitError)) {
          for (const { reject } of waiting) reject(error)
          continue
        }
        // What came meanwhile is newer: it is what will be sent.
        line.wanted ??= body
        line.waiting = [...waiting, ...line.waiting]
        line.nextAt = pace.now() + error.retryAfter
        if (line.nextAt - waitedSince > pace.patienceMs) await giveUp(channel, message, line, error)
      }
    }
    line.isBusy = false
  }

  /** Discord would make us wait too long: an old message makes room for a new one, for others the caller tries later. */
  async function giveUp(channel: string, message: string, line: Line, error: RateLimitError): Promise<void> {
    const { waiting } = line
    line.wanted = undefined
    line.waiting = []
    line.shown = undefined
    try {
      if (pace.now() - SnowflakeUtil.timestampFrom(message) < hour) throw error
      await hands.remove(channel, message)
      for (const { resolve } of waiting) resolve('gone')
    } catch (trouble) {
      for (const { reject } of waiting) reject(trouble)
    }
  }

  const wait = async (ms: number): Promise<void> => {
    if (ms <= 0) return
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  return {
    edit: async (channel, message, body) =>
      await new Promise((resolve, reject) => {
        const line = lineOf(`${channel} ${message}`)
        line.wanted = body
        line.waiting.push({ resolve, reject })
        if (!line.isBusy) void run(channel, message, line)
      }),
    stop: () => stopping.abort(),
  }
}
