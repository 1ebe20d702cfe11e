import { escapeMarkdown } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { startClock } from './clock.ts'
import { shown } from './markdown.ts'
import { newWorld } from './world.ts'

const world = newWorld(startClock(), 'Caucus')
const everything = { heading: true, bulletedList: true, numberedList: true, maskedLink: true } as const

describe('what a person sees of Markdown', () => {
  it.each([
    ['## The **desk** of _today_', 'The desk of today'],
    ['-# quiet\n> said\n- one', 'quiet\nsaid\n• one'],
    ['`*as it is*` ||hidden|| ~~gone~~', '*as it is* hidden gone'],
    ['<t:0:f>', '1970-01-01T00:00:00.000Z'],
    [`<@${world.bot.id}>`, '@Caucus'],
    ['[the bank](https://evil.example)', 'the bank ⟨leads to https://evil.example⟩'],
    [String.raw`\*not strong\* \<@1> \`no code\` 1\. C:\dir`, String.raw`*not strong* <@1> ${'`no code`'} 1. C:\dir`],
  ])('of %j is %j', (words, seen) => {
    expect(shown(world, words)).toBe(seen)
  })

  it('is what was written where it was escaped', () => {
    for (const words of [
      'Strike *all* of it',
      '# not a heading',
      '- no list',
      '[x](https://a.example)',
      '`a` **b** __c__',
    ])
      expect(shown(world, escapeMarkdown(words, everything))).toBe(words)
  })
})
