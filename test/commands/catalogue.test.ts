import { describe, expect, it } from 'vitest'
import { readCharter } from '../../commands/assembly.ts'
import { catalogue } from '../../commands/catalogue.ts'
import { formFor } from '../../commands/form.ts'
import { actData, type ActType } from '../../src/domain/act.ts'
import type { MemberId } from '../../src/domain/id.ts'
import { may } from '../../src/domain/may.ts'
import { debateIn } from '../../src/domain/world.ts'
import { nameOf } from '../../src/port/command.ts'
import { label } from '../../src/text/plain.ts'
import { say } from '../../src/text/say.ts'
import { helpFor } from '../../src/views/help.ts'
import type { Rows } from '../../src/views/viewer.ts'
import { assembly, person, plenaryChair, secretary } from '../domain/assembly-of.ts'

type Play = ReturnType<typeof assembly>
const rowsOf = (play: Play): Rows => ({
  now: play.now,
  read: play.words,
  nameOf: () => 'Somebody',
  organisationOf: () => undefined,
  away: new Set(),
  answersIn: play.rows,
})

describe('the catalogue of commands', () => {
  it('reaches every act that people do', () => {
    // By the clock, or by whoever runs the bot.
    const others: readonly ActType[] = ['mend charter', 'lapse leg', 'close choice', 'note heads']
    const reached = new Set<string>(catalogue.map(({ does }) => does))
    expect(
      Object.keys(actData)
        .filter((act) => !reached.has(act))
        .toSorted(),
    ).toEqual([...others].toSorted())
  })

  it('names each command once', () => {
    const names = catalogue.map(nameOf)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })

  it('fits what platforms show: heads of 24 characters, lines of help of 100, labels of 45', () => {
    const long = catalogue.flatMap((command) => [
      ...(label(say(command.title)).length > 24 ? [command.title] : []),
      ...(label(say(command.about)).length > 100 ? [command.about] : []),
      ...Object.values(command.ask).flatMap((one) => (label(say(one.label)).length > 45 ? [one.label] : [])),
    ])
    expect(long).toEqual([])
  })

  it('has a form for every command, with a field for each thing it asks', () => {
    const play = assembly()
    const chooser = { member: secretary, place: undefined, world: play.world, rows: rowsOf(play), people: [] }
    for (const command of catalogue) {
      const form = formFor(command, {}, {}, { ...chooser, does: command.does }, 'UTC')
      expect(form.fields.map(({ name }) => name)).toEqual(Object.keys(command.ask))
      expect(form.submit).not.toBe('')
    }
  })
})

/** Whether the domain lets this person do this there, on some proposal and concern that there is. */
function could(play: Play, member: MemberId, does: ActType, place: Parameters<typeof may>[3] & object): boolean {
  if (may(play.world, member, does, place) === undefined) return true
  return [...play.world.assembly.proposals.values()].some((proposal) => {
    const concerns = [...debateIn(play.world, place.place ?? 'plenary', proposal).concerns.keys()]
    return [undefined, ...concerns].some(
      (concern) => may(play.world, member, does, { ...place, proposal, ...(concern && { concern }) }) === undefined,
    )
  })
}

describe('help', () => {
  it('lists nothing that would be refused for its role or its stage', () => {
    const submitted = assembly()
    submitted.submits()
    const out = assembly()
    out.raises(out.inCaucuses('civil2'), 'civil', 'civil3')
    for (const play of [assembly(), submitted, out])
      for (const member of [
        secretary,
        plenaryChair,
        ...['civil1', 'civil2', 'civil3', 'government1', 'stranger'].map(person),
      ])
        for (const key of ['plenary', 'civil', 'government']) {
          const place = play.place(key)
          const { nouns } = helpFor(member, play.world, rowsOf(play), { place, catalogue })
          const listed = nouns.flatMap(({ commands }) => commands)
          const refused = listed.filter(
            ({ does }) => does !== 'read' && does !== 'own' && !could(play, member, does, { place }),
          )
          expect(refused.map(nameOf)).toEqual([])
        }
  })

  it('lists what a chair can do, and not to who only sits there', () => {
    const play = assembly()
    play.inCaucuses('civil2')
    const listed = (name: string) =>
      helpFor(person(name), play.world, rowsOf(play), { place: play.place('civil'), catalogue }).nouns.flatMap(
        ({ commands }) => commands.map(nameOf),
      )
    expect(listed('civil1')).toContain('reading post')
    expect(listed('civil3')).not.toContain('reading post')
    expect(listed('civil3')).toContain('concern raise')
  })
})

describe('a charter file', () => {
  it('tells each slip with its line and key', () => {
    const read = readCharter(
      'name: Council\nforum: the Forum\nzone: Mars/Olympus\ncaucuses:\n  - key: civil\n    name: Civil\n    kind: guild\n    seats: 3\n',
    )
    expect(read.ok ? [] : read.slips.map(({ line, key }) => `${line} ${key}`)).toEqual(['3 zone', '7 caucuses.0.kind'])
  })

  it('tells where the file itself is broken', () => {
    expect(readCharter('name: Council\nforum: [the Forum\n')).toMatchObject({ ok: false, slips: [{ key: '' }] })
  })
})
