import { describe, expect, it } from 'vitest'
import { lineCommand, onMessages } from '../../adapters/discord/commands.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { nameOf } from '../../src/port/command.ts'
import { commandNames } from '../../src/text/names.ts'

const lines = `${lineCommand.noun} ${lineCommand.verb}`
const commands = [...catalogue.map(nameOf), lines].toSorted()
const nouns = [...new Set(commands.map((name) => name.split(' ')[0] ?? ''))].toSorted()
const options = [...new Set([...catalogue.flatMap(({ ask }) => Object.keys(ask)), lineCommand.option])].toSorted()

/** What Discord takes for a name: small letters and digits, no space. */
const typed = /^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u
const twice = (words: readonly string[]): readonly string[] => words.filter((word, at) => words.indexOf(word) !== at)

for (const [language, names] of Object.entries(commandNames))
  describe(`the names of commands in ${language}`, () => {
    it('are there for every command, option and menu, and for nothing else', () => {
      expect(Object.keys(names.nouns).toSorted()).toEqual(nouns)
      expect(Object.keys(names.verbs).toSorted()).toEqual(commands)
      expect(Object.keys(names.abouts).toSorted()).toEqual(commands)
      expect(Object.keys(names.options).toSorted()).toEqual(options)
      expect(Object.keys(names.menus).toSorted()).toEqual(onMessages.map(({ command }) => command).toSorted())
    })

    it('can be typed, and say what each is for in a line', () => {
      for (const word of [names.nouns, names.verbs, names.options].flatMap((some) => Object.values<string>(some)))
        expect(word).toMatch(typed)
      for (const about of Object.values<string>(names.abouts)) expect(about).toMatch(/^.{4,100}(?<![.\s])$/u)
      for (const menu of Object.values<string>(names.menus)) expect(menu).toMatch(/^.{4,32}$/u)
    })

    it('are never two for one word beside each other', () => {
      expect(twice(Object.values(names.nouns))).toEqual([])
      expect(twice(Object.values(names.options))).toEqual([])
      for (const noun of nouns) {
        const verbs = Object.entries<string>(names.verbs).filter(([name]) => name.startsWith(`${noun} `))
        expect(twice(verbs.map(([, verb]) => verb))).toEqual([])
      }
    })
  })
