import { randomBytes } from 'node:crypto'
import type { GivenAnswers } from '../../src/port/form.ts'

/** How long a form that is open can be sent, in milliseconds. */
const lifetime = 4 * 60 * 60_000
const most = 2_000

/** Answers that a form carries unshown and that are too long for it. They are gone when the bot starts again. */
export interface Kept {
  /** Keeps answers, and gives the name under which the form finds them again. */
  put(answers: GivenAnswers): string
  get(name: string): GivenAnswers | undefined
  forget(name: string): void
}

export function keptWith(now: () => number): Kept {
  const all = new Map<string, { readonly answers: GivenAnswers; readonly until: number }>()
  return {
    put(answers) {
      for (const [name, { until }] of all) if (until < now() || all.size > most) all.delete(name)
      const name = randomBytes(9).toString('base64url')
      all.set(name, { answers, until: now() + lifetime })
      return name
    },
    get(name) {
      const found = all.get(name)
      return found && found.until >= now() ? found.answers : undefined
    },
    forget: (name) => void all.delete(name),
  }
}
