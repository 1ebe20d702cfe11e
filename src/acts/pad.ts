import type { Context } from '../domain/rules.ts'
import { sealed, type TextId, type WrittenText } from '../record/texts.ts'
import type { Acting } from './acting.ts'

/** The texts that one act writes: kept if it is done, thrown away if it is refused. */
export interface Pad extends Pick<Context, 'write' | 'read'> {
  written(): readonly WrittenText[]
}

export function pad({ random }: Pick<Acting, 'random'>, known: ReadonlyMap<TextId, string>): Pad {
  const texts = new Map<TextId, WrittenText>()
  return {
    write: (body) => {
      const text = sealed(body, random)
      texts.set(text.text, text)
      return { text: text.text }
    },
    read: ({ text }) => texts.get(text)?.body ?? known.get(text),
    written: () => [...texts.values()],
  }
}
