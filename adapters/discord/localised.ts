import { Locale } from 'discord.js'
import { commandNames, type CommandNames } from '../../src/text/names.ts'

/** Discord's locales, with the language that speaks to each. https://discord.com/developers/docs/reference#locales */
const locales: readonly (readonly [Locale, CommandNames])[] = [
  [Locale.French, commandNames.fr],
  [Locale.SpanishES, commandNames.es],
  [Locale.SpanishLATAM, commandNames.es],
]

/** One of our words in every locale that has one. */
export function localised(pick: (names: CommandNames) => string | undefined): Partial<Record<Locale, string>> {
  return Object.fromEntries(
    locales.flatMap(([locale, names]) => {
      const word = pick(names)
      return word === undefined ? [] : [[locale, word]]
    }),
  )
}
