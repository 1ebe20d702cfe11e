/**
 * Words as Slack's own spelling wants them. These three characters are all that it reads as the beginning of a mention, a
 * link or a broadcast: https://docs.slack.dev/messaging/formatting-message-text/#escaping
 */
export const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A person, channel or link in what somebody typed: `<@U1|ana>`, `<#C1|room>`, `<https://example.org|here>`. */
const reference = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g

/** What stands for a person in words, given their id and the name that Slack put beside it. */
export type Naming = (id: string, shown: string | undefined) => string

/** What somebody typed, as they saw it: Slack delivers commands and messages escaped, and names as ids. */
export function unescaped(typed: string, nameOf: Naming): string {
  const words = typed.replaceAll(reference, (_whole, mark: string, what: string, shown?: string) => {
    if (mark === '@') return `@${nameOf(what, shown)}`
    if (mark === '#') return `#${shown ?? what}`
    if (mark === '!') return shown ?? `@${what.split('^')[0] ?? ''}`
    return shown !== undefined && shown !== what && !what.endsWith(shown) ? `${shown} (${what})` : (shown ?? what)
  })
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The ids of the people whom somebody mentioned. */
export const mentioned = (typed: string): readonly string[] =>
  [...typed.matchAll(/<@([^<>|]+)(?:\|[^<>]*)?>/g)].map(([, id = '']) => id)
