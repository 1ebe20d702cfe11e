import { LogLevel, WebClient, type Logger } from '@slack/web-api'
import { type Slack } from './index.ts'

/** The libraries complain aloud of what a test provokes on purpose. */
export const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

/** The real client, which tries once and says nothing. */
export const clientOf = (slack: Slack, token: string | undefined = slack.botToken): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  })

/** What a refused call says: Slack's word, and what stands beside it. */
export async function refusal(call: Promise<unknown>): Promise<Readonly<Record<string, unknown>> & { error: string }> {
  try {
    await call
  } catch (error) {
    const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined
    if (typeof data === 'object' && data !== null && 'error' in data) return { ...data, error: String(data.error) }
    throw error
  }
  throw new Error('this call was not refused')
}

/** Slack's word for why a call was refused. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).error
