import type { World } from './world.ts'

/** A character that was escaped, put aside until all marks are read. */
const aside = (mark: string): string => String.fromCodePoint(0xf0000 + (mark.codePointAt(0) ?? 0))
const putBack = (mark: string): string => String.fromCodePoint((mark.codePointAt(0) ?? 0) - 0xf0000)
// A backslash takes the meaning from whatever is no letter, digit or space.
const escaped = /\\([^0-9A-Za-z\s\ud800-\udfff])/g
const code = /(?<!\\)(```[\s\S]*?```|`[^`\n]+`)/

/**
 * Discord's Markdown as a person sees it: the marks are gone, mentions and moments are shown, a link says where it leads.
 * Words that only look like marks because nobody escaped them lose them here, as they would on Discord.
 */
export function shown(world: World, words: string): string {
  return words
    .split(code)
    .map((piece, index) => (index % 2 === 1 ? piece.replaceAll(/^`+(?:\w+\n)?|`+$/g, '') : read(world, piece)))
    .join('')
}

function read(world: World, piece: string): string {
  const name = (id: string): string => world.users.get(id)?.display ?? 'unknown-user'
  const role = (id: string): string =>
    [...world.guilds.values()].map(({ roles }) => roles.get(id)?.name).find(Boolean) ?? 'deleted-role'
  return piece
    .replaceAll(escaped, (_all, mark: string) => aside(mark))
    .replaceAll(/<@!?(\d+)>/g, (_all, id: string) => `@${name(id)}`)
    .replaceAll(/<@&(\d+)>/g, (_all, id: string) => `@${role(id)}`)
    .replaceAll(/<#(\d+)>/g, (_all, id: string) => `#${world.channels.get(id)?.name ?? 'no-access'}`)
    .replaceAll(/<t:(-?\d+)(?::[a-zA-Z])?>/g, (_all, at: string) => new Date(Number(at) * 1_000).toISOString())
    .replaceAll(/<\/([^:>]+):(\d+)>/g, (all, path: string, id: string) =>
      world.commandNamed(id) === path.split(' ')[0] ? `/${path}` : all,
    )
    .replaceAll(/\[([^\]\n]+)\]\(<?(https?:[^)\s>]+)>?\)/g, '$1 ⟨leads to $2⟩')
    .replaceAll(/^(?:#{1,3}|-#) /gm, '')
    .replaceAll(/^(?:>>> |> )/gm, '')
    .replaceAll(/^(\s*)[-*] /gm, '$1• ')
    .replaceAll(/(\*\*|__|~~|\|\|)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replaceAll(/(?<!\w)(\*|_)(?=\S)([^*_\n]*?\S)\1(?!\w)/g, '$2')
    .replaceAll(/[\u{f0000}-\u{fffff}]/gu, putBack)
}
