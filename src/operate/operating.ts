import type { Acting } from '../acts/acting.ts'

/** What an operator asks for at the command line, with where answers go. */
export interface Operating {
  readonly acting: Acting
  readonly print: (line: string) => void
  /** How people reach the chat, for the links that are handed out. */
  readonly address: string
  /** Jobs that could not be done, for the doctor; empty where no queue runs. */
  readonly failed: () => Promise<number>
  /** What keeps the bot from its work on its platforms, a sentence each; nothing where no bot runs. */
  readonly wrong: () => Promise<readonly string[]>
}
