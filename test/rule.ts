import { it } from 'vitest'

/**
 * A test that proves one rule of docs/procedure.md, by its number. docs/rules.md names the file it stands in, and
 * `npx vitest -t 3.4.2` runs whatever proves that rule.
 */
export const rule = (number: string, sentence: string, body: () => void | Promise<void>): void =>
  it(`${number} ${sentence}`, body)
