/** `ok: false`: Slack's word for why, and what stands beside it in the answer. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  readonly beside: Readonly<Record<string, unknown>>
  /** Set where no well-kept app would ever make this call: it is written down as a fault. */
  readonly fault: string | undefined

  constructor(code: string, beside: Readonly<Record<string, unknown>> = {}, fault?: string) {
    super(fault ?? code)
    this.code = code
    this.beside = beside
    this.fault = fault
  }
}

/** Wrong arguments, with Slack's way of saying which. */
export const wrong = (code: string, ...messages: readonly string[]): Refused =>
  new Refused(
    code,
    { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } },
    messages.join('; '),
  )
